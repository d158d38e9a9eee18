package dev.dunder.query;

import dev.dunder.model.Relation;

/** One call that composed a query, where the order of calls matters: to which rows of a relation it refers. */
public sealed interface Step {
    /**
     * Only some rows.
     *
     * @param predicate which
     */
    record Filter(Predicate predicate) implements Step {}

    /**
     * A value by a name.
     *
     * @param name the name
     * @param expression the value
     * @param selected whether it is part of the result
     */
    record Annotation(String name, Expression expression, boolean selected) implements Step {}

    /**
     * A relation of the query's own: a known one with a condition on the related rows, or one to a common table expression.
     *
     * @param name what it is called
     * @param relation the relation, whose last hop no other is equal to
     * @param condition which of its rows
     */
    record Filtered(String name, Relation relation, Predicate condition) implements Step {
        /**
         * Whether it keeps out rows that have no related one, though nothing asks for it.
         *
         * @return true for a common table expression that is joined by an inner join
         */
        public boolean required() {
            return !relation.hops().getLast().optional() && !relation.hops().getLast().apart();
        }
    }
}
