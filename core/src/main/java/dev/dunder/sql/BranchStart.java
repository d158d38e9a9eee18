package dev.dunder.sql;

import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a branch may begin: with the rows that one step leads to, if all that it is about is said of these and of what they
 * lead to. The rows of the query are not in it then. One that has none of these is not in it either, so its aggregates must
 * be what they are of nulls, and counts are 0.
 */
final class BranchStart {
    private final Query query;
    private final SelectScope level;

    BranchStart(Query query, SelectScope level) {
        this.query = query;
        this.level = level;
    }

    /**
     * The step to the rows that a branch begins with; null where it begins with those of the query.
     *
     * @param filters what is asked of its rows
     */
    @Nullable
    Hop of(AggregatedRows source, List<Expression.Aggregate> aggregates, List<Predicate> filters) {
        Set<Hop> first = new HashSet<>();
        source.paths().forEach(path -> first.add(path.get(0)));
        // Rows that have a place, as those of a prefetch, are told apart by it too.
        if (first.size() != 1 || level.chosen() != null || SelectBody.place(query) != null
                || !(query.grouping() instanceof Query.Grouping.Rows)
                || query.steps().stream().anyMatch(Step.Filtered.class::isInstance)
                || filters.stream().anyMatch(one -> RowPaths.negates(one) || Traversal.calls(one) > 1)) {
            // What is said not to be so is about any of the rows that the query's own one leads to.
            return null;
        }
        Hop hop = first.iterator().next();
        List<Expression> said = new ArrayList<>(aggregates);
        filters.forEach(filter -> said.addAll(Traversal.of(filter)));
        boolean alone = hop.toMany() && hop.optional() && said.stream().allMatch(one -> isBehind(one, hop));
        return alone && aggregates.stream().allMatch(aggregate -> isNothing(aggregate, hop)) ? hop : null;
    }

    private static boolean isBehind(Expression said, Hop hop) {
        return !Traversal.any(said, part -> part instanceof Expression.Foreign || part instanceof Expression.Place
                || (part instanceof Expression.Column(List<Hop> path, var attribute) && !begins(path, hop))
                || !ExpressionColumns.outer(part).stream().allMatch(outer -> isBehind(outer, hop)));
    }

    private static boolean begins(List<Hop> path, Hop hop) {
        return !path.isEmpty() && path.get(0) == hop;
    }

    /** Whether it is nothing where the step leads to no row. */
    private boolean isNothing(Expression.Aggregate aggregate, Hop hop) {
        RequiredJoins required = new RequiredJoins(level.trial(query.model()), Joins.ANY_CALL);
        return aggregate.function().ignoresNulls() && aggregate.arguments().stream()
                .anyMatch(argument -> required.of(argument).stream().anyMatch(node -> begins(node.path(), hop)));
    }
}
