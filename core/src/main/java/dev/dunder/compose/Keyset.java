package dev.dunder.compose;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Term;
import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** By what the rows of a query are told apart and ordered, so that a row's values say which rows are behind it. */
public final class Keyset {
    private final Query query;
    private final List<Order.By> orders;

    private Keyset(Query query, List<Order.By> orders) {
        this.query = query;
        this.orders = List.copyOf(orders);
    }

    public static Keyset of(Query query) {
        refuse(query);
        List<Order.By> orders = new ArrayList<>();
        for (Order order : query.ordering().effective()) {
            orders.add(switch (order) {
                case Order.By by -> by;
                case Order.Endless(String refusal) -> throw new LookupException(refusal);
                case Order.Random random -> throw new DunderException(
                        "Rows in an order of chance have no place to go on from. Order them by something else.");
            });
        }
        boolean descending = !orders.isEmpty() && orders.getLast().descending();
        for (Attribute part : query.model().primaryKey()) {
            Expression key = new Expression.Column(part.via(), part.origin());
            if (orders.stream().noneMatch(order -> order.expression().equals(key))) {
                orders.add(new Order.By(key, descending));
            }
        }
        orders.forEach(Keyset::refuse);
        return new Keyset(query.order(new Query.Ordering(List.copyOf(orders), false, false)), orders);
    }

    private static void refuse(Query query) {
        if (query.sliced()) {
            throw new DunderException("Pages are taken of all rows: call firstPage(…) and its like before slice(…).");
        }
        boolean instances = query.selection() instanceof Selection.Instances;
        boolean merged = query.combination() != null || query.grouping() instanceof Query.Grouping.Values
                || (query.distinct() != null && (!instances || !query.distinct().on().isEmpty()));
        if (merged) {
            throw new DunderException(
                    "The rows of groups, of distinct values and of several query sets put together have"
                            + " no key to go on from. Use page(number, size).");
        }
        if (query.selection() instanceof Selection.Instances(var attributes, var related)
                && related.stream().anyMatch(one -> one.path().stream().anyMatch(Hop::toMany))) {
            throw new DunderException(
                    "Loaded with a relation to many rows, a row comes up several times, and has no place"
                            + " to go on from. Use page(number, size).");
        }
        if (query.model().primaryKey().isEmpty()) {
            throw new DunderException("Rows are told apart by their primary key, and " + query.model().name()
                    + " has none. Use page(number, size).");
        }
    }

    private static void refuse(Order.By order) {
        Expression expression = order.expression();
        boolean annotated = expression instanceof Expression.Ref;
        if (Traversal.aggregates(expression) ? !annotated : Traversal.any(expression, Keyset::isToMany)) {
            throw new DunderException(annotated || !Traversal.aggregates(expression)
                    ? "Ordered by a relation to many rows, a row has several places, and none to go on from. Order by an"
                            + " aggregate of it, or use page(number, size)."
                    : "To go on from an aggregate it needs a name: annotate(…) it, and order by that.");
        }
        KeysetCursor.refuse(expression.type());
    }

    private static boolean isToMany(Expression expression) {
        return expression instanceof Expression.Column column && column.path().stream().anyMatch(Hop::toMany);
    }

    /** The query in an order in which no two rows are equal. */
    public Query ordered() {
        return query;
    }

    /** The values that a cursor holds. */
    public List<Expression> expressions() {
        return orders.stream().map(Order.By::expression).toList();
    }

    /** The same order of the same model's rows, whatever the filters: what a cursor is good for. */
    public Query place() {
        List<Step> steps = query.steps().stream().filter(step -> !(step instanceof Step.Filter)).toList();
        return Query.of(query.model())
                .steps(steps)
                .select(new Selection.Instances(query.model().primaryKey(), List.of()))
                .group(query.grouping())
                .order(query.ordering())
                .reading(query.commons());
    }

    /**
     * What cursors are written and read by.
     *
     * @param ordering what stands for the ordering, that of {@link #place}
     */
    public KeysetCursor cursor(String ordering) {
        return new KeysetCursor(ordering, orders.stream().map(one -> one.expression().type()).toList());
    }

    /** The values of a cursor, in their types. */
    public List<@Nullable Object> values(KeysetCursor cursor, String text) {
        List<@Nullable Object> values = cursor.read(text);
        for (int i = 0; i < orders.size(); i++) {
            if (values.get(i) == null && !isNullable(orders.get(i).expression())) {
                throw KeysetCursor.wrong();
            }
        }
        return values;
    }

    /** Behind the row that has these values, or before it. What windows see is all rows, not those of a page. */
    public Predicate behind(Resolver resolver, List<@Nullable Object> values, boolean before) {
        Predicate behind = beyond(resolver, values, before);
        return Traversal.windows(query) ? new Predicate.Late(behind) : behind;
    }

    private Predicate beyond(Resolver resolver, List<@Nullable Object> values, boolean before) {
        List<Order.By> there = orders.stream().map(one -> before ? (Order.By) one.reversed() : one).toList();
        boolean descending = there.get(0).descending();
        if (there.size() > 1 && values.stream().noneMatch(Keyset::isNaN)
                && there.stream().allMatch(one -> one.descending() == descending && !isNullable(one.expression()))) {
            return compare(resolver, new Expression.Tuple(expressions()), descending ? "lt" : "gt", values);
        }
        Predicate beyond = Predicate.NEVER;
        for (int i = there.size() - 1; i >= 0; i--) {
            Order.By order = there.get(i);
            Object value = values.get(i);
            beyond = Predicate.or(List.of(
                    beyond(resolver, order, value),
                    Predicate.and(List.of(equal(resolver, order.expression(), value), beyond))));
        }
        Object first = values.get(0);
        if (there.size() > 1 && first != null && !isNullable(there.get(0).expression())) {
            // It says nothing new, but an index serves it.
            beyond = Predicate.and(List.of(
                    compare(resolver, there.get(0).expression(), descending ? "lte" : "gte", first), beyond));
        }
        return beyond;
    }

    /** Behind a value in one criterion, where PostgreSQL puts nulls behind the largest value unless it is told otherwise. */
    private static Predicate beyond(Resolver resolver, Order.By order, @Nullable Object value) {
        boolean nullsFirst = Objects.requireNonNullElse(order.nullsFirst(), order.descending());
        if (value == null) {
            return nullsFirst ? new Predicate.IsNull(order.expression(), false) : Predicate.NEVER;
        }
        Predicate beyond = compare(resolver, order.expression(), order.descending() ? "lt" : "gt", value);
        return nullsFirst || !isNullable(order.expression())
                ? beyond
                : Predicate.or(List.of(beyond, new Predicate.IsNull(order.expression(), true)));
    }

    private static Predicate equal(Resolver resolver, Expression expression, @Nullable Object value) {
        return value == null
                ? new Predicate.IsNull(expression, true)
                : compare(resolver, expression, "exact", value);
    }

    private static Predicate compare(Resolver resolver, Expression left, String lookup, Object value) {
        if (!isNaN(value) || lookup.equals("exact")) {
            return resolver.predicate(new Term.On(new Unresolved.Known(left), lookup, value));
        }
        // As PostgreSQL orders it, larger than all numbers; lookups refuse it.
        Predicate same = compare(resolver, left, "exact", value);
        Predicate known = new Predicate.IsNull(left, false);
        return switch (lookup) {
            case "gt" -> Predicate.NEVER;
            case "gte" -> same;
            case "lte" -> known;
            default -> Predicate.and(List.of(known, Predicate.not(same)));
        };
    }

    private static boolean isNaN(@Nullable Object value) {
        return (value instanceof Double number && number.isNaN()) || (value instanceof Float single && single.isNaN());
    }

    private static boolean isNullable(Expression expression) {
        return switch (expression) {
            case Expression.Column column -> column.nullable();
            case Expression.Ref(String name, Expression target) -> isNullable(target);
            default -> true;
        };
    }
}
