package dev.dunder.fetch;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.ValueCopies;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Rows become what is made of the values that a query chooses.
 *
 * @param readers makes what reads the rows of a query
 * @param writer gives the values back that something was made of
 * @param bare whether it is the very value, which may be such as can be changed
 * @param <T> what they become
 */
public record ValueMapping<T extends @Nullable Object>(
        Readers<T> readers, Function<T, List<@Nullable Object>> writer, boolean bare) implements RowMapping<T> {
    /** Makes what reads the rows of a query. */
    @FunctionalInterface
    public interface Readers<T extends @Nullable Object> {
        /**
         * What reads them.
         *
         * @param query the query
         * @param columns the names of its values
         * @return from a row's values, composite keys being one each
         */
        Function<@Nullable Object[], T> of(Query query, RowColumns columns);
    }

    /** The values of each row as a list. */
    public static ValueMapping<List<@Nullable Object>> lists() {
        return new ValueMapping<>((query, columns) -> ValueMapping::list, list -> list, false);
    }

    /** One's own to each who reads it, though the list itself is there for everyone. */
    private static List<@Nullable Object> list(@Nullable Object[] values) {
        return new AbstractList<@Nullable Object>() {
            @Override
            public @Nullable Object get(int index) {
                return ValueCopies.of(values[index]);
            }

            @Override
            public int size() {
                return values.length;
            }
        };
    }

    /** The one value of each row. */
    @SuppressWarnings("NullAway") // it takes a row of values that may be null for another type than a row of values
    public static <V> ValueMapping<@Nullable V> single(Class<V> type) {
        Readers<@Nullable V> readers = (query, columns) -> row -> ValueConversion.to(type, row[0],
                "The value of this row of " + query.model().name());
        return new ValueMapping<@Nullable V>(readers, Collections::<@Nullable Object>singletonList, true);
    }

    /** Refuses a class that the one value of a query is not of. */
    public static void refuseOtherThan(Class<?> type, Query query) {
        for (Named column : RowMapping.chosen(query)) {
            Class<?> actual = column.expression().type().getType();
            if (!ValueConversion.fits(actual == Object.class ? String.class : actual, type)) {
                throw new LookupException("'" + column.name() + "' on " + query.model().name() + " is of type "
                        + actual.getSimpleName() + ", not " + type.getSimpleName() + ".");
            }
        }
    }

    @Override
    public @Nullable InstanceType<T> type() {
        return null;
    }

    @Override
    public RowColumns columns(Query query) {
        return new RowColumns(query.model().name(), RowMapping.chosen(query).stream().map(Named::name).toList());
    }

    @Override
    public List<DataType<?>> types(Query query) {
        return RowMapping.chosen(query).stream().<DataType<?>>map(one -> one.expression().type()).toList();
    }

    @Override
    public List<@Nullable Object> values(T read) {
        return writer.apply(read);
    }

    @Override
    public List<T> shared(List<T> rows) {
        return bare ? new AbstractList<T>() {
            @Override
            @SuppressWarnings({"unchecked", "NullAway"}) // a copy is of the same class, and null where that is
            public T get(int index) {
                return (T) ValueCopies.of(rows.get(index));
            }

            @Override
            public int size() {
                return rows.size();
            }
        } : Collections.unmodifiableList(rows);
    }

    /** What the rows of a query become. */
    List<T> read(Query query, List<@Nullable Object[]> rows) {
        Query first = RowMapping.first(query);
        UnaryOperator<@Nullable Object[]> keys = CompositeKeys.of(RowMapping.chosen(first));
        Function<@Nullable Object[], T> reader = readers.of(first, columns(first));
        List<T> all = new ArrayList<>(rows.size());
        for (@Nullable
        Object[] row : rows) {
            all.add(reader.apply(keys.apply(row)));
        }
        return all;
    }
}
