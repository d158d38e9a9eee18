package dev.dunder;

import dev.dunder.model.Attribute;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import dev.dunder.query.TypeRules;
import dev.dunder.query.ValueCopies;
import dev.dunder.run.Session;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a query set become what it is a set of, and back into values where they are shown.
 *
 * @param type the model, where it is a set of instances
 * @param maker makes the readers for a query
 * @param bare whether it is a set of the very values, which may be such as can be changed
 * @param <T> what it is a set of
 */
record RowMapping<T extends @Nullable Object>(@Nullable InstanceType<T> type, Maker<T> maker, boolean bare) {
    /** Makes what reads the rows of a query. */
    @FunctionalInterface
    interface Maker<T extends @Nullable Object> {
        Rows<T> of(Query query);
    }

    /** Makes something of a row's values. */
    @FunctionalInterface
    interface Reader<T extends @Nullable Object> {
        T read(@Nullable Object[] row, Session database);
    }

    /** The values that something was made of. */
    @FunctionalInterface
    interface Writer<T extends @Nullable Object> {
        List<@Nullable Object> values(T read);
    }

    /**
     * What reads the rows of one query.
     *
     * @param columns the names of the values
     * @param types their types
     * @param reader from a row's values
     * @param writer to a row's values
     * @param <T> what it makes
     */
    record Rows<T extends @Nullable Object>(
            RowColumns columns, List<DataType<?>> types, Reader<T> reader, Writer<T> writer) {}

    Rows<T> rows(Query query) {
        if (query.combination() == null) {
            return maker.of(query);
        }
        List<Query> parts = query.combination().parts();
        Rows<T> first = rows(parts.get(0));
        if (type != null) {
            return first;
        }
        return new Rows<>(first.columns(), TypeRules.together(parts.stream().map(part -> rows(part).types()).toList()),
                first.reader(), first.writer());
    }

    /** Rows that several may read: nobody changes the list, nor what is in it. */
    List<T> shared(List<T> rows) {
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

    static <T> RowMapping<T> instances(InstanceType<T> type) {
        return new RowMapping<>(type, query -> instances(type, query), false);
    }

    private static <T> Rows<T> instances(InstanceType<T> type, Query query) {
        List<String> names = new ArrayList<>();
        List<DataType<?>> types = new ArrayList<>();
        for (Attribute attribute : type.model().attributes()) {
            names.add(attribute.name());
            types.add(attribute.type());
        }
        for (Step.Annotation annotation : query.annotations()) {
            if (annotation.selected()) {
                names.add(annotation.name());
                types.add(annotation.expression().type());
            }
        }
        RowColumns columns = new RowColumns(type.model().name(), names);
        Selection.Instances selection = (Selection.Instances) query.selection();
        InstanceLayout layout = InstanceLayout.of(type.model(), selection, names.size());
        return new Rows<>(
                columns,
                types,
                (row, database) -> layout.state(type, columns, row, database).instance(),
                instance -> ((Instance<?>) instance).state().values());
    }

    static RowMapping<Row> rows() {
        return new RowMapping<>(null, query -> {
            RowColumns columns = columns(query);
            UnaryOperator<@Nullable Object[]> keys = CompositeKeys.of(named(query));
            return new Rows<>(
                    columns, types(query), (row, database) -> Row.of(columns, keys.apply(row)),
                    row -> row.state().values());
        }, false);
    }

    static RowMapping<List<@Nullable Object>> lists() {
        return new RowMapping<>(null, query -> {
            UnaryOperator<@Nullable Object[]> keys = CompositeKeys.of(named(query));
            return new Rows<>(
                    columns(query),
                    types(query),
                    (row, database) -> list(keys.apply(row)),
                    list -> list);
        }, false);
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

    @SuppressWarnings("NullAway") // it takes a row of values that may be null for another type than a row of values
    static <V> RowMapping<@Nullable V> single(Class<V> type) {
        Maker<@Nullable V> maker = query -> {
            Reader<@Nullable V> reader = (row, database) -> ValueConversion.to(type,
                    CompositeKeys.of(named(query)).apply(row)[0], "The value of this row of " + query.model().name());
            Writer<@Nullable V> writer = Collections::<@Nullable Object>singletonList;
            return new Rows<@Nullable V>(columns(query), types(query), reader, writer);
        };
        return new RowMapping<>(null, maker, true);
    }

    private static List<Named> named(Query query) {
        return query.selection() instanceof Selection.Columns(List<Named> columns) ? columns : List.of();
    }

    private static RowColumns columns(Query query) {
        return new RowColumns(query.model().name(), named(query).stream().map(Named::name).toList());
    }

    private static List<DataType<?>> types(Query query) {
        return named(query).stream().<DataType<?>>map(one -> one.expression().type()).toList();
    }
}
