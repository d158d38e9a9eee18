package dev.dunder.query;

import dev.dunder.model.Model;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a model: which, what of them, in which order, how many.
 *
 * @param model whose rows
 * @param filters one for each call: within one, a to-many relation is one row, across calls it may be several
 * @param selection what is read
 * @param order the ordering as it was said, before {@code reversed}
 * @param reversed whether the ordering is turned round
 * @param distinct whether equal rows are given once
 * @param offset how many rows are passed over; null for none
 * @param limit how many rows there are at most; null for all
 */
public record Query(
        Model model,
        List<Predicate> filters,
        Selection selection,
        List<Order> order,
        boolean reversed,
        boolean distinct,
        Expression.@Nullable Param offset,
        Expression.@Nullable Param limit) implements Statement {
    /**
     * All rows of a model, as instances, in no order.
     *
     * @param model the model
     * @return the query
     */
    public static Query of(Model model) {
        return new Query(model, List.of(), new Selection.Instances(), List.of(), false, false, null, null);
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
        List<Predicate> all = new ArrayList<>(filters);
        all.add(filter);
        return new Query(model, List.copyOf(all), selection, order, reversed, distinct, offset, limit);
    }

    /**
     * Reading something else.
     *
     * @param columns what is read
     * @return the query
     */
    public Query select(List<Named> columns) {
        return new Query(
                model, filters, new Selection.Columns(List.copyOf(columns)), order, reversed, distinct, offset, limit);
    }

    /**
     * In another order.
     *
     * @param orders the criteria; none for no order
     * @return the query
     */
    public Query orderBy(List<Order> orders) {
        return new Query(model, filters, selection, List.copyOf(orders), reversed, distinct, offset, limit);
    }

    /**
     * In the opposite order.
     *
     * @return the query
     */
    public Query reverse() {
        return new Query(model, filters, selection, order, !reversed, distinct, offset, limit);
    }

    /**
     * With equal rows given once.
     *
     * @return the query
     */
    public Query distinctRows() {
        return new Query(model, filters, selection, order, reversed, true, offset, limit);
    }

    /**
     * Between two places of the result.
     *
     * @param from how many rows are passed over; null for none
     * @param most how many rows there are at most; null for all
     * @return the query
     */
    public Query slice(Expression.@Nullable Param from, Expression.@Nullable Param most) {
        return new Query(model, filters, selection, order, reversed, distinct, from, most);
    }

    /**
     * The ordering as it applies, turned round where it is reversed.
     *
     * @return the criteria
     */
    public List<Order> effectiveOrder() {
        return reversed ? order.stream().map(Order::reversed).toList() : order;
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
        return filters.contains(Predicate.NEVER);
    }
}
