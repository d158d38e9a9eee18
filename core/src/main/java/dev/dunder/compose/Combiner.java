package dev.dunder.compose;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Relation;
import dev.dunder.query.Combination;
import dev.dunder.query.Named;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import dev.dunder.resolve.BoundPredicate;
import dev.dunder.resolve.BoundQuery;
import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.List;

/** Several queries made one: put together as unions are, or their conditions combined. */
final class Combiner {
    private final Composer composer;

    Combiner(Composer composer) {
        this.composer = composer;
    }

    void combine(Combination.Operation operation, boolean all, List<BoundQuery> others) {
        composer.change((query, resolver) -> {
            Combination combination = query.combination();
            boolean further = combination != null && combination.operation() == operation && combination.all() == all
                    && isBare(query);
            List<Query> parts = new ArrayList<>(
                    further && combination != null ? combination.parts() : List.of(query));
            others.forEach(other -> parts.add(resolver.adopt(selectingTheSame(other))));
            return resolver.checked(Query.of(query.model())
                    .select(query.selection())
                    .reading(further ? query.commons() : List.of())
                    .combine(new Combination(operation, all, List.copyOf(parts))));
        });
    }

    /** The first one's values are those of all that choose none themselves. */
    private BoundQuery selectingTheSame(BoundQuery other) {
        if (!(composer.query().selection() instanceof Selection.Columns(List<Named> columns))
                || !(other.query().selection() instanceof Selection.Instances)) {
            return other;
        }
        Composer composing = composer.of(other);
        composing.select(columns.stream()
                .map(column -> new NamedExpression(column.name(), new Unresolved.Path(column.name())))
                .toList(), true);
        return new BoundQuery(composing.query(), composing.values(), other.source(), false, other.open());
    }

    /** Nothing but its parts says which rows a union has: then one more goes beside them, and nothing nests. */
    private static boolean isBare(Query query) {
        return query.steps().isEmpty() && query.distinct() == null && !query.sliced() && query.lock() == null;
    }

    void and(BoundQuery other) {
        Query right = adopted(other);
        composer.change((query, resolver) -> {
            Query both = query;
            for (Step step : right.steps()) {
                both = both.step(step);
            }
            return both;
        });
        composer.change((query, resolver) -> resolver.checked(groupedAndOrdered(query, right)));
    }

    /** Of the other query set remain what its aggregates are grouped by, and its order where it has asked for one. */
    private static Query groupedAndOrdered(Query query, Query right) {
        Query reading = query.reading(right.commons());
        Query grouped = query.grouping() instanceof Query.Grouping.None ? reading.group(right.grouping()) : reading;
        boolean ordered = !right.ordering().byDefault() && !right.ordering().orders().isEmpty();
        return ordered ? grouped.order(right.ordering()) : grouped;
    }

    void or(BoundQuery other, boolean exclusive) {
        Query right = adopted(other);
        Query query = composer.query();
        if (isNarrowed(query) || isNarrowed(right)) {
            throw new LookupException("A query set that a common table expression is joined to by inner() has no WHERE"
                    + " to combine with another's. Use union(…).");
        }
        List<Predicate> either = new ArrayList<>(alternatives(filters(query), exclusive));
        either.add(Predicate.elsewhere(filters(right)));
        Predicate both = exclusive ? Predicate.xor(either) : Predicate.or(either);
        List<Step> rest = new ArrayList<>(query.steps());
        right.steps().stream().filter(step -> !rest.contains(step)).forEach(rest::add);
        rest.removeIf(Step.Filter.class::isInstance);
        Query combined = groupedAndOrdered(query.steps(rest).filter(both), right);
        composer.change((before, resolver) -> resolver.checked(combined));
    }

    /** Chains stay flat. Of which row each query set is decides whether just one has it: none of them is about another's. */
    private static List<Predicate> alternatives(Predicate predicate, boolean exclusive) {
        return switch (predicate) {
            case Predicate.Or(List<Predicate> terms) when !exclusive -> terms;
            case Predicate.Xor(List<Predicate> terms) when exclusive
                    && terms.stream().allMatch(Predicate.Called.class::isInstance) ->
                terms;
            default -> List.of(exclusive ? Predicate.elsewhere(predicate) : predicate);
        };
    }

    private static boolean isNarrowed(Query query) {
        return query.steps().stream().anyMatch(step -> step instanceof Step.Filtered relation && relation.required());
    }

    private Query adopted(BoundQuery other) {
        Query query = composer.query();
        if (query.model() != other.query().model() && !query.model().table().equals(other.query().model().table())) {
            throw new LookupException("Query sets of " + query.model().name() + " and "
                    + other.query().model().name() + " cannot be combined: use union(…).");
        }
        if (query.sliced() || other.query().sliced() || query.combination() != null
                || other.query().combination() != null) {
            throw new DunderException(
                    "Query sets of which a slice was taken or which are put together of several cannot be"
                            + " combined. Use union(…).");
        }
        if ((query.distinct() == null) != (other.query().distinct() == null)) {
            throw new DunderException("A distinct query set and one that is not cannot be combined.");
        }
        refuseSecondMeaning(other);
        return composer.adopt(other);
    }

    /** A relation of the query's own is joined by one condition. */
    private void refuseSecondMeaning(BoundQuery other) {
        for (Step step : composer.query().steps()) {
            for (Step their : other.query().steps()) {
                if (step instanceof Step.Filtered(String name, Relation relation, Predicate condition)
                        && their instanceof Step.Filtered(String same, Relation another, Predicate there)
                        && name.equals(same)
                        && !(relation.equals(another)
                                && BoundPredicate.of(condition, composer.values())
                                        .equals(BoundPredicate.of(there, other.values())))) {
                    throw new LookupException("Both query sets call a relation '" + name
                            + "', and mean different rows by it. Give one another name, or use union(…).");
                }
            }
        }
    }

    private static Predicate filters(Query query) {
        List<Predicate> all = new ArrayList<>();
        int calls = 0;
        for (Step step : query.steps()) {
            if (step instanceof Step.Filter(Predicate predicate)) {
                all.add(Predicate.called(calls, predicate));
                calls += Traversal.calls(predicate);
            }
        }
        return Predicate.and(all);
    }
}
