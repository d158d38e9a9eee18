package dev.dunder.sql;

import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Parts;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a query matters where only its rows' number or existence, or aggregates over them, are asked for: the rest need not
 * be computed.
 */
final class Needs {
    private Needs() {}

    static Query ofCount(Query locked) {
        if (locked.combination() != null) {
            return locked;
        }
        // Nobody waits for a lock on rows that are only counted.
        Query query = locked.lock(null);
        Query ordered = query.ordering().byDefault() && query.distinct() == null
                ? query.order(Query.Ordering.NONE)
                : query;
        return query.distinct() != null ? ordered : lean(multiplyingOrder(ordered), true, List.of());
    }

    /** The rows that are aggregated, without what neither chooses them nor is part of an aggregate. */
    static Query ofAggregates(Query locked, List<Expression> aggregates) {
        // The order matters only for which rows a slice has; otherwise it could but add to what is distinct.
        Query query = (locked.sliced() ? locked : locked.order(Query.Ordering.NONE)).lock(null);
        return query.distinct() != null || query.combination() != null ? query : lean(query, true, aggregates);
    }

    static Query ofExists(Query locked) {
        if (locked.combination() != null) {
            return locked;
        }
        Query query = locked.lock(null);
        boolean slicedRows = query.sliced() && query.distinct() != null;
        if (slicedRows || query.offset() != null) {
            return ofCount(query);
        }
        return lean(query.order(Query.Ordering.NONE).distinct(null), false, List.of());
    }

    /** An order says nothing about how many rows there are, unless it joins a relation that has several. */
    private static Query multiplyingOrder(Query query) {
        List<Order> kept = new ArrayList<>();
        for (Order order : query.ordering().orders()) {
            if (order instanceof Order.By by && isJoinedToMany(by.expression())) {
                kept.add(order);
            }
        }
        return query.orderBy(kept);
    }

    private static Query lean(Query query, boolean counted, List<Expression> read) {
        Set<String> used = used(query);
        read.forEach(expression -> names(expression, used));
        List<Step> kept = query.steps().stream()
                .filter(step -> !(step instanceof Step.Annotation annotation)
                        || used.contains(annotation.name())
                        || (counted && !Parts.aggregates(annotation.expression())
                                && isToMany(annotation.expression())))
                .toList();
        Query lean = query.steps(kept);
        if (lean.grouping() instanceof Query.Grouping.Rows) {
            boolean aggregates = kept.stream().anyMatch(Needs::aggregates);
            boolean multiplied = counted && kept.stream().anyMatch(Needs::isToMany);
            lean = aggregates || multiplied ? lean : lean.group(new Query.Grouping.None());
        }
        return lean.select(selection(lean, counted));
    }

    private static Selection selection(Query query, boolean counted) {
        if (query.grouping() instanceof Query.Grouping.Values(List<Expression> by)) {
            return new Selection.Columns(by.stream().map(key -> new Named("", key)).toList());
        }
        List<Named> columns = new ArrayList<>();
        if (counted && query.selection() instanceof Selection.Columns(List<Named> selected)) {
            selected.stream().filter(column -> isToMany(column.expression())).forEach(columns::add);
        }
        if (columns.isEmpty()) {
            var key = query.model().primaryKey().isEmpty() ? query.model().attributes() : query.model().primaryKey();
            key.forEach(part -> columns.add(new Named("", new Expression.Column(part.via(), part.origin()))));
        }
        return new Selection.Columns(columns);
    }

    /** The annotations that decide about rows, and those that they are made of. */
    private static Set<String> used(Query query) {
        Set<String> used = new HashSet<>();
        for (Step step : query.steps()) {
            switch (step) {
                case Step.Filter(var predicate) -> Parts.of(predicate).forEach(part -> names(part, used));
                case Step.Filtered(var name, var relation, var condition) ->
                    Parts.of(condition).forEach(part -> names(part, used));
                case Step.Annotation annotation -> {
                }
            }
        }
        if (query.grouping() instanceof Query.Grouping.Values(List<Expression> by)) {
            by.forEach(key -> names(key, used));
        }
        for (Order order : query.ordering().orders()) {
            if (order instanceof Order.By by) {
                names(by.expression(), used);
            }
        }
        if (query.selection() instanceof Selection.Columns(List<Named> columns)) {
            columns.stream().filter(column -> isToMany(column.expression()))
                    .forEach(column -> names(column.expression(), used));
        }
        return used;
    }

    private static void names(Expression expression, Set<String> used) {
        Parts.walk(expression, part -> {
            if (part instanceof Expression.Ref(String name, Expression target)) {
                used.add(name);
            }
        });
    }

    private static boolean aggregates(Step step) {
        return switch (step) {
            case Step.Filter(var predicate) -> Leaves.aggregates(predicate);
            case Step.Annotation annotation -> Parts.aggregates(annotation.expression());
            case Step.Filtered filtered -> false;
        };
    }

    private static boolean isToMany(Step step) {
        return switch (step) {
            case Step.Filter(var predicate) -> Parts.of(predicate).stream().anyMatch(Needs::isToMany);
            case Step.Annotation annotation -> isToMany(annotation.expression());
            case Step.Filtered filtered -> filtered.required() && filtered.relation().toMany();
        };
    }

    private static boolean isToMany(Expression expression) {
        return Parts.any(expression,
                part -> part instanceof Expression.Column column && column.path().stream().anyMatch(Hop::toMany));
    }

    /** Whether several rows are read for one; an aggregate makes one of them again. */
    private static boolean isJoinedToMany(Expression expression) {
        return Leaves.columns(expression, none -> null).stream()
                .anyMatch(column -> column.path().stream().anyMatch(Hop::toMany));
    }
}
