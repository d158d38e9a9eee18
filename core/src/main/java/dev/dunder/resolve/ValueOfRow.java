package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Rewriter;
import dev.dunder.query.Selection;
import java.util.ArrayList;
import java.util.List;

/**
 * A value as a statement knows it that writes one table, and joins none: what is in the row that a relation leads to is a
 * subquery, {@code (select author.name from author where author.id = entry.author_id)}. So is what is in the other tables of
 * a row that has parents.
 */
final class ValueOfRow extends Rewriter {
    private final Resolver resolver;
    private final List<Hop> written;

    /** @param written the way to the parent whose table is written; empty for the model's own */
    ValueOfRow(Resolver resolver, List<Hop> written) {
        this.resolver = resolver;
        this.written = written;
    }

    Expression of(Expression value) {
        return expression(value);
    }

    @Override
    public Expression expression(Expression expression) {
        return switch (expression) {
            case Expression.Column column when level() == 0 -> column(column);
            // The name is the query's, and the statement computes no values by names.
            case Expression.Ref(String name, Expression target) when level() == 0 -> expression(target);
            default -> super.expression(expression);
        };
    }

    private Expression column(Expression.Column column) {
        int size = written.size();
        List<Hop> path = column.path();
        if (path.size() >= size && path.subList(0, size).equals(written)) {
            List<Hop> rest = path.subList(size, path.size());
            return rest.isEmpty() ? new Expression.Column(List.of(), column.attribute()) : related(rest, column);
        }
        // In the row's own table, or that of another parent.
        List<Expression> near = new ArrayList<>();
        List<Expression> here = new ArrayList<>();
        for (Attribute part : written.getLast().target().primaryKey()) {
            near.add(Resolver.column(written, part));
            here.add(Resolver.column(List.of(), part));
        }
        return subquery(Query.of(resolver.model()), near, here, column);
    }

    private Expression related(List<Hop> path, Expression.Column column) {
        if (path.stream().anyMatch(Hop::toMany)) {
            throw new LookupException("Cannot assign a value of " + column.attribute().model().name()
                    + ", of which a row may have several. Say which as a subquery: the query set with values(…), sliced to"
                    + " one row.");
        }
        Hop first = path.get(0);
        List<Expression> far = new ArrayList<>();
        List<Expression> near = new ArrayList<>();
        first.far().forEach(one -> far.add(new Expression.Column(List.of(), one)));
        first.near().forEach(one -> near.add(new Expression.Column(List.of(), one)));
        return subquery(Query.of(first.target()), far, near,
                new Expression.Column(List.copyOf(path.subList(1, path.size())), column.attribute()));
    }

    /** The value in the row whose key is that of the row that is written. */
    private Expression subquery(Query rows, List<Expression> key, List<Expression> here, Expression.Column value) {
        List<Predicate> equal = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            equal.add(resolver.equal(key.get(i), new Expression.Outer(1, here.get(i))));
        }
        Query row = rows.filter(Predicate.and(equal))
                .select(new Selection.Columns(List.of(new Named(value.attribute().name(), value))));
        return new Expression.Subquery(row, Expression.Subquery.Kind.SCALAR, value.type().nullable(true));
    }
}
