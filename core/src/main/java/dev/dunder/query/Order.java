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
     */
    record By(Expression expression, boolean descending, @Nullable Boolean nullsFirst) implements Order {
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

    /** By chance, anew for each evaluation. */
    record Random() implements Order {}

    /**
     * The usual order of a model, which leads in a circle: nobody has to know it who asks for no order.
     *
     * @param refusal what is said to who does
     */
    record Endless(String refusal) implements Order {}

    /**
     * The criterion the other way round.
     *
     * @return its reverse; chance is its own
     */
    default Order reversed() {
        return switch (this) {
            case By(Expression expression, boolean descending, Boolean nullsFirst) ->
                new By(expression, !descending, nullsFirst == null ? null : !nullsFirst);
            case Random random -> random;
            case Endless endless -> endless;
        };
    }
}
