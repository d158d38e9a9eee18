package dev.dunder.resolve;

import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import java.util.ArrayList;
import java.util.List;

/** Moves what is said of a model to where a query leads to it: each column is one at the end of that way. */
final class Rebase extends QueryEmbedding {
    private final List<Hop> way;
    private boolean outward;

    /**
     * For what a resolver of that model has made.
     *
     * @param way from the query's model to that one
     * @param there has the values
     * @param here gets them
     */
    Rebase(List<Hop> way, Resolver there, Resolver here) {
        super(there.values(), here::bind, null);
        this.way = way;
    }

    @Override
    public Expression expression(Expression expression) {
        return switch (expression) {
            case Expression.Column column when level() == 0 || outward -> {
                List<Hop> path = new ArrayList<>(way);
                path.addAll(column.path());
                yield Resolver.column(path, column.attribute());
            }
            case Expression.Outer(int levels, Expression outer) when levels == level() && !outward -> {
                outward = true;
                try {
                    yield new Expression.Outer(levels, expression(outer));
                } finally {
                    outward = false;
                }
            }
            default -> super.expression(expression);
        };
    }
}
