package dev.dunder.lookups;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jooq.DataType;
import org.jooq.Field;

/**
 * A transform that binds nothing.
 *
 * @param name what it is called
 * @param types of values that it works on
 * @param result the type of what it makes, by the type of what it is given
 * @param sql what it makes
 * @param bilateral whether the other side of a comparison is transformed too
 */
record Step(
        String name,
        Predicate<DataType<?>> types,
        Function<DataType<?>, DataType<?>> result,
        UnaryOperator<Field<?>> sql,
        boolean bilateral) implements Transform {
    Step(String name, Predicate<DataType<?>> types, DataType<?> result, UnaryOperator<Field<?>> sql) {
        this(name, types, input -> result, sql, false);
    }

    @Override
    public boolean accepts(DataType<?> input) {
        return types.test(input);
    }

    @Override
    public DataType<?> type(DataType<?> input) {
        return result.apply(input);
    }

    @Override
    public Field<?> field(Field<?> input, List<? extends Field<?>> operands) {
        return sql.apply(input);
    }

    @Override
    public String toString() {
        return name;
    }
}
