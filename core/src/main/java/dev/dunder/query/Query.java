package dev.dunder.query;

import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a model: which, what of them, in which order, how many.
 *
 * @param model whose rows
 * @param steps filters and annotations in the order of the calls: within one filter, a to-many relation is one row, across
 *        filters it may be several
 * @param selection what is read
 * @param grouping what the aggregates among the annotations are grouped by
 * @param ordering in which order
 * @param distinct whether equal rows are given once; null if not
 * @param offset how many rows are passed over; null for none
 * @param limit how many rows there are at most; null for all
 * @param combination the queries that this one puts together; null for none
 * @param lock whether the rows are locked; null if not
 * @param commons the common table expressions that it reads
 */
public record Query(
        Model model,
        List<Step> steps,
        Selection selection,
        Grouping grouping,
        Ordering ordering,
        @Nullable Distinct distinct,
        Expression.@Nullable Param offset,
        Expression.@Nullable Param limit,
        @Nullable Combination combination,
        @Nullable Lock lock,
        List<CommonTable> commons) implements Statement {
    /** What aggregates are grouped by. */
    public sealed interface Grouping {
        /** Nothing: there are no aggregates among the annotations. */
        record None() implements Grouping {}

        /** The rows of the model: each is a group. */
        record Rows() implements Grouping {}

        /**
         * Some values.
         *
         * @param by the values; none for one group of all rows
         */
        record Values(List<Expression> by) implements Grouping {}
    }

    /**
     * In which order the rows are.
     *
     * @param orders the criteria as they were said
     * @param reversed whether all of it is turned round
     * @param byDefault whether it is the model's own and may be dropped where rows are counted or grouped
     */
    public record Ordering(List<Order> orders, boolean reversed, boolean byDefault) {
        /** No order. */
        public static final Ordering NONE = new Ordering(List.of(), false, false);

        /**
         * The ordering as it applies, turned round where it is reversed.
         *
         * @return the criteria
         */
        public List<Order> effective() {
            return reversed ? orders.stream().map(Order::reversed).toList() : orders;
        }
    }

    /**
     * Equal rows are given once.
     *
     * @param on equal in what; empty for all that is read
     */
    public record Distinct(List<Expression> on) {}

    /**
     * All rows of a model, as instances, in no order.
     *
     * @param model the model
     * @return the query
     */
    public static Query of(Model model) {
        return new Query(
                model,
                List.of(),
                new Selection.Instances(model.attributes(), List.of()),
                new Grouping.None(),
                Ordering.NONE,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    /**
     * With one more filter.
     *
     * @param filter what must hold too
     * @return the narrower query
     */
    public Query filter(Predicate filter) {
        if (filter.equals(Predicate.ALWAYS)) {
            return this;
        }
        if (!steps.isEmpty() && steps.getLast() instanceof Step.Filter(Predicate.TupleIn found) && found.related()
                && !filter.equals(Predicate.NEVER)) {
            // Both are one call, and so about one row of the relation.
            return steps(steps.subList(0, steps.size() - 1))
                    .step(new Step.Filter(new Predicate.And(List.of(found, filter))));
        }
        return step(new Step.Filter(filter));
    }

    /**
     * With a step before all others.
     *
     * @param first what comes before
     * @return the query
     */
    public Query after(Step first) {
        List<Step> all = new ArrayList<>(steps);
        all.add(0, first);
        return steps(all);
    }

    /**
     * With one more step.
     *
     * @param step what comes next
     * @return the query
     */
    public Query step(Step step) {
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        return steps(all);
    }

    /**
     * With other steps.
     *
     * @param all the steps
     * @return the query
     */
    public Query steps(List<Step> all) {
        return new Query(model, List.copyOf(all), selection, grouping, ordering, distinct, offset, limit, combination,
                lock, commons);
    }

    /**
     * Reading something else.
     *
     * @param what what is read
     * @return the query
     */
    public Query select(Selection what) {
        return new Query(model, steps, what, grouping, ordering, distinct, offset, limit, combination, lock, commons);
    }

    /**
     * Grouped otherwise.
     *
     * @param by what its aggregates are grouped by
     * @return the query
     */
    public Query group(Grouping by) {
        return new Query(model, steps, selection, by, ordering, distinct, offset, limit, combination, lock, commons);
    }

    /**
     * As it is for whoever does not care in which order rows come: an order that leads in a circle is in nobody's way.
     *
     * @return the query
     */
    public Query inAnyOrder() {
        return ordering.orders().stream().anyMatch(Order.Endless.class::isInstance) ? order(Ordering.NONE) : this;
    }

    /**
     * In another order.
     *
     * @param order the order
     * @return the query
     */
    public Query order(Ordering order) {
        return new Query(model, steps, selection, grouping, order, distinct, offset, limit, combination, lock, commons);
    }

    /**
     * In another order.
     *
     * @param orders the criteria; none for no order
     * @return the query
     */
    public Query orderBy(List<Order> orders) {
        return order(new Ordering(List.copyOf(orders), ordering.reversed(), false));
    }

    /**
     * In the opposite order.
     *
     * @return the query
     */
    public Query reverse() {
        return order(new Ordering(ordering.orders(), !ordering.reversed(), ordering.byDefault()));
    }

    /**
     * With equal rows given once, or as often as there are.
     *
     * @param how equal in what; null to give all
     * @return the query
     */
    public Query distinct(@Nullable Distinct how) {
        return new Query(model, steps, selection, grouping, ordering, how, offset, limit, combination, lock, commons);
    }

    /**
     * Between two places of the result.
     *
     * @param from how many rows are passed over; null for none
     * @param most how many rows there are at most; null for all
     * @return the query
     */
    public Query slice(Expression.@Nullable Param from, Expression.@Nullable Param most) {
        return new Query(model, steps, selection, grouping, ordering, distinct, from, most, combination, lock, commons);
    }

    /**
     * The rows of several queries.
     *
     * @param how which queries, and how they are put together
     * @return the query
     */
    public Query combine(@Nullable Combination how) {
        return new Query(model, steps, selection, grouping, ordering, distinct, offset, limit, how, lock, commons);
    }

    /**
     * Locking its rows.
     *
     * @param how how; null for not at all
     * @return the query
     */
    public Query lock(@Nullable Lock how) {
        return new Query(model, steps, selection, grouping, ordering, distinct, offset, limit, combination, how,
                commons);
    }

    /**
     * Reading some more common table expressions.
     *
     * @param more those; what is read already is read once
     * @return the query
     */
    public Query reading(List<CommonTable> more) {
        List<CommonTable> all = new ArrayList<>(commons);
        more.stream().filter(one -> !all.contains(one)).forEach(all::add);
        return new Query(model, steps, selection, grouping, ordering, distinct, offset, limit, combination, lock,
                List.copyOf(all));
    }

    /**
     * With its parts changed, where it puts queries together.
     *
     * @param change what is done to each part
     * @return the query
     */
    public Query eachPart(UnaryOperator<Query> change) {
        return combination == null
                ? this
                : combine(new Combination(combination.operation(), combination.all(),
                        combination.parts().stream().map(change).toList()));
    }

    /** Asked of every query that is composed: most have neither annotations nor relations of their own. */
    private boolean any(Class<? extends Step> kind) {
        for (Step step : steps) {
            if (kind.isInstance(step)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The annotations, selected or not.
     *
     * @return in the order of the calls; a later one replaces an earlier one of its name
     */
    public List<Step.Annotation> annotations() {
        if (!any(Step.Annotation.class)) {
            return List.of();
        }
        Map<String, Step.Annotation> all = new LinkedHashMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Annotation annotation) {
                all.remove(annotation.name());
                all.put(annotation.name(), annotation);
            }
        }
        return List.copyOf(all.values());
    }

    /**
     * The filtered relations.
     *
     * @return by name; a later one replaces an earlier one of its name
     */
    public Map<String, Relation> filtered() {
        if (!any(Step.Filtered.class)) {
            return Collections.emptyMap();
        }
        Map<String, Relation> all = new LinkedHashMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Filtered(String name, Relation relation, Predicate condition)) {
                all.put(name, relation);
            }
        }
        return Collections.unmodifiableMap(all);
    }

    /**
     * Whether a slice was taken.
     *
     * @return true if rows are passed over or limited
     */
    public boolean sliced() {
        return offset != null || limit != null;
    }

    /**
     * Whether it can have no rows, whatever the database holds.
     *
     * @return true if there is nothing to send
     */
    public boolean empty() {
        if (combination != null && !steps.contains(new Step.Filter(Predicate.NEVER))) {
            return switch (combination.operation()) {
                case UNION -> combination.parts().stream().allMatch(Query::empty);
                case INTERSECTION -> combination.parts().stream().anyMatch(Query::empty);
                case DIFFERENCE -> combination.parts().get(0).empty();
            };
        }
        return steps.contains(new Step.Filter(Predicate.NEVER));
    }
}
