package dev.dunder.query;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Something that has a value for a row, or for all rows. */
public sealed interface Expression {
    /**
     * The type of the value.
     *
     * @return the type it is read as
     */
    DataType<?> type();

    /**
     * A column, here or across relations.
     *
     * @param path the way to the row that has it; empty for the query's own
     * @param attribute the column
     */
    record Column(List<Hop> path, Attribute attribute) implements Expression {
        @Override
        public DataType<?> type() {
            return attribute.type();
        }

        /**
         * Whether it may be null: the column itself, or because there may be no row at the end of the path.
         *
         * @return false if it never is
         */
        public boolean nullable() {
            return attribute.nullable() || path.stream().anyMatch(Hop::optional);
        }
    }

    /**
     * A value that is bound.
     *
     * @param index its place in the list of values
     * @param type how it is bound
     */
    record Param(int index, DataType<?> type) implements Expression {}

    /**
     * A function of all rows.
     *
     * @param function which
     * @param argument of what; null to count rows
     * @param distinct whether equal values count once
     */
    record Aggregate(Function function, @Nullable Column argument, boolean distinct) implements Expression {
        @Override
        public DataType<?> type() {
            return function.type(argument == null ? null : argument.type());
        }
    }
}
