package dev.dunder.query;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Copies predicates and expressions with something else in the place of columns or names. */
public final class Substitution extends Rewriter {
    private final Function<Expression, @Nullable Expression> change;

    private Substitution(Function<Expression, @Nullable Expression> change) {
        this.change = change;
    }

    /**
     * A predicate about other columns.
     *
     * @param predicate the predicate
     * @param change what becomes of each column
     * @return the same, of the other columns
     */
    public static Predicate columns(Predicate predicate, Function<Expression.Column, Expression> change) {
        return new Substitution(one -> one instanceof Expression.Column column ? change.apply(column) : null)
                .predicate(predicate);
    }

    /**
     * An expression with other values by the same names.
     *
     * @param expression the expression
     * @param change what becomes of each name
     * @return the same, of the other values
     */
    public static Expression names(Expression expression, Function<Expression.Ref, Expression> change) {
        return new Substitution(one -> one instanceof Expression.Ref ref ? change.apply(ref) : null)
                .expression(expression);
    }

    @Override
    public Expression expression(Expression expression) {
        Expression changed = level() == 0 ? change.apply(expression) : null;
        return changed != null ? changed : super.expression(expression);
    }
}
