package dev.dunder.query;

import dev.dunder.lookups.Transform;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import java.util.List;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Something that has a value for a row, or for a group of rows. */
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
     * The columns of a composite key, as one value.
     *
     * @param parts two or more
     */
    record Tuple(List<Expression> parts) implements Expression {
        @Override
        public DataType<?> type() {
            return SQLDataType.RECORD;
        }
    }

    /**
     * A value that is bound.
     *
     * @param index its place in the list of values
     * @param type how it is bound
     */
    record Param(int index, DataType<?> type) implements Expression {
        public Param {
            type = TypeRules.comparable(type);
        }
    }

    /**
     * The default that the written column has in the database.
     *
     * @param type the type of the column
     */
    record Default(DataType<?> type) implements Expression {}

    /**
     * An annotation of the query, by its name.
     *
     * @param name its name
     * @param target what it stands for
     */
    record Ref(String name, Expression target) implements Expression {
        @Override
        public DataType<?> type() {
            return target.type();
        }
    }

    /**
     * A column of the query that a subquery stands in, before that query is known.
     *
     * @param path the path there
     * @param levels how many queries further out; one for the next
     */
    record Unbound(String path, int levels) implements Expression {
        @Override
        public DataType<?> type() {
            return SQLDataType.OTHER;
        }
    }

    /**
     * A value of a query that a subquery stands in.
     *
     * @param levels how many queries further out; one for the next
     * @param expression the value, in that query
     */
    record Outer(int levels, Expression expression) implements Expression {
        /**
         * A value of a query further out, in the form in which values are compared.
         *
         * @param levels how many queries further out; one for the next
         * @param expression the value, in that query
         * @return the value; of a key of several columns each of them
         */
        public static Expression of(int levels, Expression expression) {
            return expression instanceof Tuple(List<Expression> parts)
                    ? new Tuple(parts.stream().map(part -> of(levels, part)).toList())
                    : new Outer(levels, expression);
        }

        @Override
        public DataType<?> type() {
            return expression.type();
        }
    }

    /**
     * What a step of a lookup string makes of a value, such as its year.
     *
     * @param input the value
     * @param transform the step
     * @param operands what it binds
     * @param type the type of the result
     */
    record Transformed(Expression input, Transform transform, List<Param> operands,
            DataType<?> type) implements Expression {}

    /**
     * A function of values.
     *
     * @param function which
     * @param arguments of what
     * @param type the type of the result
     */
    record Call(Function function, List<Expression> arguments, DataType<?> type) implements Expression {}

    /**
     * A function of the server's that is called by its name.
     *
     * @param name its name, behind the schema's where it has one; it is quoted
     * @param arguments of what
     * @param type the type of the result
     */
    record ByName(List<String> name, List<Expression> arguments, DataType<?> type) implements Expression {}

    /**
     * An expression that is known to be of another type than it seems; nothing is computed.
     *
     * @param expression the expression
     * @param type its type
     */
    record Typed(Expression expression, DataType<?> type) implements Expression {}

    /**
     * A value converted by the server.
     *
     * @param expression the value
     * @param type to this type
     */
    record Cast(Expression expression, DataType<?> type) implements Expression {
        public Cast {
            type = TypeRules.comparable(type);
        }
    }

    /**
     * Text by the rules of a collation.
     *
     * @param expression the text
     * @param collation the name of the collation, which is quoted
     */
    record Collated(Expression expression, String collation) implements Expression {
        @Override
        public DataType<?> type() {
            return expression.type();
        }
    }

    /**
     * The first result whose condition holds.
     *
     * @param branches conditions and results
     * @param otherwise where none holds; null for a null
     * @param type the type of the results
     */
    record Case(List<When> branches, @Nullable Expression otherwise, DataType<?> type) implements Expression {
        /**
         * A condition and its result.
         *
         * @param condition the condition
         * @param result the result where it holds
         */
        public record When(Predicate condition, Expression result) {}
    }

    /**
     * Whether something holds.
     *
     * @param predicate what
     */
    record Condition(Predicate predicate) implements Expression {
        @Override
        public DataType<?> type() {
            return SQLDataType.BOOLEAN;
        }
    }

    /**
     * A function of the rows of a group.
     *
     * @param function which
     * @param arguments of what; none to count rows
     * @param distinct whether equal values count once
     * @param filter which rows; null for all
     * @param order in which order, for those that care
     * @param type the type of the result
     */
    record Aggregate(
            Aggregator function,
            List<Expression> arguments,
            boolean distinct,
            @Nullable Predicate filter,
            List<Order> order,
            DataType<?> type) implements Expression {}

    /**
     * A function over the rows around one.
     *
     * @param function a function of windows or an aggregate
     * @param partition which rows belong together
     * @param order their order
     * @param frame how many of them; null for the usual
     */
    record Window(Expression function, List<Expression> partition, List<Order> order,
            @Nullable Frame frame) implements Expression {
        @Override
        public DataType<?> type() {
            return function.type();
        }
    }

    /**
     * What a query gives, as a value.
     *
     * @param query the query
     * @param kind what of it
     * @param type the type of the value
     */
    record Subquery(Query query, Kind kind, DataType<?> type) implements Expression {
        /** What of a query's rows is the value. */
        public enum Kind {
            /** The value of its only row and column. */
            SCALAR,
            /** All values of its only column. */
            ARRAY,
            /** Whether it has a row. */
            EXISTS
        }
    }

    /**
     * The place of a row's key in a list, from 1: the server says which of the list's keys is equal to it. It is annotated,
     * and from there on only rows whose key is in the list are left, each once for each place.
     *
     * @param key the columns of the key
     * @param lists a list of values for each column
     */
    record Place(List<Expression> key, List<ValueList> lists) implements Expression {
        @Override
        public DataType<?> type() {
            return SQLDataType.BIGINT;
        }
    }

    /**
     * What jOOQ writes for a part of the user's: equal to another that is written the same, whatever its values.
     *
     * @param texts what stands before, between and behind the parts
     * @param parts values that are bound, and columns; one less than the texts
     * @param type the type of the value
     * @param columns of a select how many it selects; 0 for what is no select
     */
    record Foreign(List<String> texts, List<Expression> parts, DataType<?> type, int columns) implements Expression {}
}
