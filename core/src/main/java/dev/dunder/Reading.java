package dev.dunder;

import dev.dunder.model.Attribute;
import dev.dunder.query.Named;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a query set become what it is a set of, and back into values where they are shown.
 *
 * @param columns the names of the values
 * @param types their types
 * @param type the model, where it is a set of instances
 * @param reader from a row's values
 * @param writer to a row's values
 * @param <T> what it is a set of
 */
record Reading<T extends @Nullable Object>(
        Columns columns,
        List<DataType<?>> types,
        @Nullable Type<T> type,
        Reader<T> reader,
        Writer<T> writer) {
    /** Makes something of a row's values. */
    @FunctionalInterface
    interface Reader<T extends @Nullable Object> {
        T read(@Nullable Object[] row, Database database);
    }

    /** The values that something was made of. */
    @FunctionalInterface
    interface Writer<T extends @Nullable Object> {
        List<@Nullable Object> values(T read);
    }

    static <T> Reading<T> instances(Type<T> type) {
        Columns columns = Columns.of(type.model());
        List<DataType<?>> types = type.model().attributes().stream().<DataType<?>>map(Attribute::type).toList();
        return new Reading<>(
                columns,
                types,
                type,
                (row, database) -> State.stored(type, columns, row, database).instance(),
                instance -> ((Instance<?>) instance).state().values());
    }

    static Reading<Row> rows(String label, List<Named> named) {
        Columns columns = columns(label, named);
        return new Reading<>(columns, types(named), null, (row, database) -> Row.of(columns, row), Row::values);
    }

    static Reading<List<@Nullable Object>> lists(String label, List<Named> named) {
        return new Reading<>(
                columns(label, named),
                types(named),
                null,
                (row, database) -> Collections.unmodifiableList(Arrays.asList(row)),
                list -> list);
    }

    static <V> Reading<@Nullable V> single(String label, Named named, Class<V> type) {
        return new Reading<>(
                columns(label, List.of(named)),
                types(List.of(named)),
                null,
                (row, database) -> type.cast(row[0]),
                value -> Collections.<@Nullable Object>singletonList(value));
    }

    private static Columns columns(String label, List<Named> named) {
        return new Columns(label, named.stream().map(Named::name).toList());
    }

    private static List<DataType<?>> types(List<Named> named) {
        return named.stream().<DataType<?>>map(one -> one.expression().type()).toList();
    }
}
