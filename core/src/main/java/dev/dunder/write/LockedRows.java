package dev.dunder.write;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Lock;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Rewriter;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import dev.dunder.resolve.Resolver;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows that are read to be written by the statements that follow: they are locked until then, and the server asks again of a
 * row that another transaction has changed meanwhile what is said of its columns.
 */
final class LockedRows {
    private LockedRows() {}

    /**
     * The same rows, locked. What is grouped, made distinct or windowed cannot be: there the rows are those whose keys are among
     * it, and what is said of their own columns is said of them beside it.
     *
     * @param rows which; a lock that was asked for stays as it is
     * @param keys whether their keys are to change, or they are to go, for which nobody may refer to them meanwhile
     * @param resolver of a call on them
     */
    static Query of(Query rows, boolean keys, Resolver resolver) {
        Model model = rows.model();
        if (rows.lock() != null || model.kind().isView() || model.primaryKey().isEmpty()) {
            return rows;
        }
        return locked(isPlain(rows) ? rows : among(rows, resolver), keys);
    }

    private static boolean isPlain(Query rows) {
        return rows.distinct() == null && rows.combination() == null
                && rows.grouping() instanceof Query.Grouping.None && !Traversal.windows(rows);
    }

    private static Query locked(Query rows, boolean keys) {
        Set<List<Hop>> of = new LinkedHashSet<>();
        of.add(List.of());
        for (Step step : rows.steps()) {
            if (step instanceof Step.Filter(Predicate predicate)) {
                Traversal.of(predicate).forEach(one -> collect(rows.model(), one, of));
            }
        }
        return rows.lock(new Lock(Lock.Waiting.WAIT, /* noKey= */ !keys, new ArrayList<>(of)));
    }

    /** The tables of parents that a condition reads; one that is read of nothing but the key is not joined. */
    private static void collect(Model model, Expression expression, Set<List<Hop>> paths) {
        boolean unused = Traversal.any(expression, part -> {
            if (part instanceof Expression.Column(List<Hop> path, Attribute column) && isParent(model, path)
                    && !path.getLast().far().contains(column)) {
                paths.add(path);
            }
            return false;
        });
    }

    private static boolean isParent(Model model, List<Hop> path) {
        return !path.isEmpty() && model.attributes().stream().anyMatch(attribute -> attribute.via().equals(path));
    }

    private static Query among(Query rows, Resolver resolver) {
        Model model = rows.model();
        boolean cut = rows.sliced() || (rows.distinct() != null && !rows.distinct().on().isEmpty());
        Query keys = StoredRow.reading(model.primaryKey(), cut ? rows : rows.order(Query.Ordering.NONE));
        Query around = Query.of(model);
        for (Step step : rows.steps()) {
            if (step instanceof Step.Filter(Predicate predicate)) {
                for (Predicate part : conjuncts(predicate)) {
                    if (Traversal.of(part).stream().allMatch(one -> isOwn(model, one))) {
                        around = around.filter(new WithoutNames().predicate(part));
                    }
                }
            }
        }
        return around.filter(resolver.among(StoredRow.columns(model.primaryKey()), keys));
    }

    private static List<Predicate> conjuncts(Predicate predicate) {
        return predicate instanceof Predicate.And(List<Predicate> terms)
                ? terms.stream().flatMap(term -> conjuncts(term).stream()).toList()
                : List.of(predicate);
    }

    private static boolean isOwn(Model model, Expression expression) {
        return !Traversal.any(expression, part -> switch (part) {
            case Expression.Column(List<Hop> path, Attribute column) -> !path.isEmpty() && !isParent(model, path);
            case Expression.Aggregate aggregate -> true;
            case Expression.Window window -> true;
            case Expression.Subquery subquery -> true;
            case Expression.Place place -> true;
            default -> false;
        });
    }

    /** The names of values are those of the query that is around no more. */
    private static final class WithoutNames extends Rewriter {
        @Override
        public Expression expression(Expression expression) {
            return level() == 0 && expression instanceof Expression.Ref(String name, Expression target)
                    ? expression(target)
                    : super.expression(expression);
        }
    }
}
