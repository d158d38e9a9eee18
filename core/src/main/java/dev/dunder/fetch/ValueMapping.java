package dev.dunder.fetch;

import dev.dunder.convert.ValueConversion;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.ValueCopies;
import dev.dunder.run.Session;
import java.time.ZoneId;
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
         * @param from where they are read
         * @return from a row's values, composite keys being one each
         */
        Function<@Nullable Object[], T> of(Query query, RowColumns columns, Session from);
    }

    /** The values of each row as a list. */
    public static ValueMapping<List<@Nullable Object>> lists() {
        return new ValueMapping<>((query, columns, from) -> ValueMapping::list, list -> list, false);
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
        Readers<@Nullable V> readers = (query, columns, from) -> {
            ValueConversion<V> conversion = conversion(type, query);
            ZoneId zone = from.zone();
            return row -> conversion.of(row[0], zone);
        };
        return new ValueMapping<@Nullable V>(readers, Collections::<@Nullable Object>singletonList, true);
    }

    /** Of the one value of a query; refuses a class that it cannot be had as. */
    public static <V> ValueConversion<V> conversion(Class<V> type, Query query) {
        return ValueConversion.of(lists().allTypes(query).get(0), type,
                "'" + RowMapping.chosen(RowMapping.first(query)).get(0).name() + "' on " + query.model().name());
    }

    @Override
    public @Nullable InstanceType<T> type() {
        return null;
    }

    @Override
    public RowColumns columns(Query query) {
        return new RowColumns(query.model().name(),
                RowMapping.chosen(RowMapping.first(query)).stream().map(Named::name).toList(), () -> allTypes(query));
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
    List<T> read(Query query, List<@Nullable Object[]> rows, Session from) {
        UnaryOperator<@Nullable Object[]> keys = CompositeKeys.of(RowMapping.chosen(RowMapping.first(query)));
        Function<@Nullable Object[], T> reader = readers.of(query, columns(query), from);
        List<T> all = new ArrayList<>(rows.size());
        for (@Nullable
        Object[] row : rows) {
            all.add(reader.apply(keys.apply(row)));
        }
        return all;
    }
}
