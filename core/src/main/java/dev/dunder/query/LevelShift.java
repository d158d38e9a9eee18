package dev.dunder.query;

/** Moves a subquery further in: what it says of the query around it is then about one further out. */
public final class LevelShift extends Rewriter {
    private final int by;

    private LevelShift(int by) {
        this.by = by;
    }

    /**
     * A subquery as it is to be written where it stands further in.
     *
     * @param levels by how many queries
     * @param query the subquery
     * @return the same, with references to queries around it counted anew
     */
    public static Query by(int levels, Query query) {
        return new LevelShift(levels).query(query);
    }

    @Override
    public Expression expression(Expression expression) {
        return expression instanceof Expression.Outer(int levels, Expression outer) && levels > level()
                ? new Expression.Outer(levels + by, outer)
                : super.expression(expression);
    }
}
