package dev.dunder.query;

import org.jspecify.annotations.Nullable;

/** One criterion of an ordering. */
public sealed interface Order {
    /**
     * By a value.
     *
     * @param expression the value
     * @param descending largest first
     * @param nullsFirst where nulls stand; null for where PostgreSQL puts them, behind the largest
     * @param relation the relation that was said, where this is what its model orders by; null for a value itself
     */
    record By(Expression expression, boolean descending, @Nullable Boolean nullsFirst,
            @Nullable Way relation) implements Order {
        /**
         * By a value itself.
         *
         * @param expression the value
         * @param descending largest first
         * @param nullsFirst where nulls stand; null for where PostgreSQL puts them, behind the largest
         */
        public By(Expression expression, boolean descending, @Nullable Boolean nullsFirst) {
            this(expression, descending, nullsFirst, null);
        }

        /**
         * With nulls where PostgreSQL puts them.
         *
         * @param expression the value
         * @param descending largest first
         */
        public By(Expression expression, boolean descending) {
            this(expression, descending, null);
        }
    }

    /**
     * A relation that rows are ordered by: by what its model is, or by its key where that is among the values.
     *
     * @param path its name
     * @param descending largest first
     */
    record Way(String path, boolean descending) {}

    /** By chance, anew for each evaluation. */
    record Random() implements Order {}

    /**
     * The usual order of a model, which leads in a circle: nobody has to know it who asks for no order.
     *
     * @param refusal what is said to who does
     */
    record Endless(String refusal) implements Order {}

    /**
     * The criterion with nulls elsewhere.
     *
     * @param first where nulls stand; null for where PostgreSQL puts them
     * @return the same but for that
     */
    default Order nulls(@Nullable Boolean first) {
        return this instanceof By by ? new By(by.expression(), by.descending(), first, by.relation()) : this;
    }

    /**
     * The criterion the other way round.
     *
     * @return its reverse; chance is its own
     */
    default Order reversed() {
        return switch (this) {
            case By(Expression expression, boolean descending, Boolean nullsFirst, Way relation) ->
                new By(expression, !descending, nullsFirst == null ? null : !nullsFirst,
                        relation == null ? null : new Way(relation.path(), !relation.descending()));
            case Random random -> random;
            case Endless endless -> endless;
        };
    }
}
