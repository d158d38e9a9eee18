package dev.dunder.lookups;

import java.util.List;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * A lookup that is one of the server's operators, {@code x @> ?}.
 *
 * @param name what it is called
 * @param operator what stands between the column and the bind
 * @param types of columns that it works on
 * @param binder makes the bind of the user's value
 */
record Operation(String name, Operators.Operator operator, Predicate<DataType<?>> types,
        Binder binder) implements Lookup {
    /** Makes the bind of the user's value. */
    @FunctionalInterface
    interface Binder {
        Operand.Bind bind(DataType<?> column, Object value);
    }

    /** The value is of the column's type. */
    static Operand.Bind same(DataType<?> column, Object value) {
        return new Operand.Bind(column, Values.convert(column, value));
    }

    @Override
    public boolean accepts(DataType<?> column) {
        return types.test(column);
    }

    @Override
    public Operand operand(DataType<?> column, @Nullable Object value) {
        Object given = Members.required(name, value, " Use 'isnull' to ask for nulls.");
        return new Operand.Binds(List.of(binder.bind(column, given)));
    }

    @Override
    public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
        return Operators.compare(column, operator, operands.get(0));
    }

    @Override
    public Condition compare(Field<?> left, Field<?> right) {
        return Operators.compare(left, operator, right);
    }
}
