package dev.dunder.query;

/** One criterion of an ordering. */
public sealed interface Order {
    /**
     * By a value.
     *
     * @param expression the value
     * @param descending largest first
     */
    record By(Expression expression, boolean descending) implements Order {}

    /** By chance, anew for each evaluation. */
    record Random() implements Order {}

    /**
     * The criterion the other way round.
     *
     * @return its reverse; chance is its own
     */
    default Order reversed() {
        return switch (this) {
            case By(Expression expression, boolean descending) -> new By(expression, !descending);
            case Random random -> random;
        };
    }
}
