package dev.dunder.query;

/** Copies predicates with other columns in the place of theirs. */
public final class Replacing extends Rewriter {
    private final java.util.function.Function<Expression.Column, Expression> change;

    private Replacing(java.util.function.Function<Expression.Column, Expression> change) {
        this.change = change;
    }

    /**
     * A predicate about other columns.
     *
     * @param predicate the predicate
     * @param change what becomes of each column
     * @return the same, of the other columns
     */
    public static Predicate columns(Predicate predicate,
            java.util.function.Function<Expression.Column, Expression> change) {
        return new Replacing(change).predicate(predicate);
    }

    @Override
    Expression.Param param(Expression.Param param) {
        return param;
    }

    @Override
    Expression unbound(Expression.Unbound unbound) {
        return unbound;
    }

    @Override
    Expression expression(Expression expression) {
        return expression instanceof Expression.Column column && level() == 0
                ? change.apply(column)
                : super.expression(expression);
    }
}
