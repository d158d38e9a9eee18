package dev.dunder.sql;

import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What of a query matters where only its rows' number or existence, or aggregates over them, are asked for: the rest need not
 * be computed.
 */
final class Pruning {
    private Pruning() {}

    /** The rows as they are read: aggregates that nobody asks for need not be computed. */
    static Query ofRows(Query said, List<Expression> further) {
        Query query = once(said, further);
        if (!(query.grouping() instanceof Query.Grouping.Rows)) {
            return query;
        }
        Set<String> used = used(query);
        SelectedColumns.of(query).forEach(column -> names(column.expression(), used));
        SelectCompiler.criteria(query).forEach(one -> names(one, used));
        further.forEach(one -> names(one, used));
        return query.steps(query.steps().stream()
                .filter(step -> !(step instanceof Step.Annotation annotation) || used.contains(annotation.name())
                        || !Traversal.aggregates(annotation.expression()))
                .toList());
    }

    /** Distinct rows that are counted need no order, but for what they are told apart by. */
    private static Query told(Query query, Query.Distinct distinct) {
        // An order that nobody asked for tells nothing apart.
        List<Order> orders = query.ordering().byDefault() ? List.of() : query.ordering().orders();
        if (!orders.stream().allMatch(Order.By.class::isInstance)) {
            return query;
        }
        List<Expression> criteria = orders.stream().map(order -> ((Order.By) order).expression()).toList();
        boolean narrows = criteria.stream().anyMatch(one -> isBeyond(one, Hop::narrows));
        if (!distinct.on().isEmpty()) {
            return narrows ? query : query.order(Query.Ordering.NONE);
        }
        boolean keyed = isKeyed(query);
        List<Named> columns = new ArrayList<>(SelectedColumns.of(query));
        criteria.forEach(one -> columns.add(new Named("", one)));
        // Where its key is among them, what each row has one value of does not tell it from others.
        columns.removeIf(column -> keyed && !isKeyPart(column.expression(), query)
                && !Traversal.aggregates(column.expression())
                && !ExpressionColumns.anyBeyond(column.expression(), Hop::changesCount));
        return query.select(new Selection.Columns(columns)).order(Query.Ordering.NONE);
    }

    /**
     * Distinct rows whose key is selected are each row once, if nothing else that is read of one has several values, and
     * filters need but ask for related ones.
     */
    private static Query once(Query query, List<Expression> further) {
        if (query.distinct() == null || !query.distinct().on().isEmpty() || !isKeyed(query)
                || query.grouping() instanceof Query.Grouping.Values) {
            return query;
        }
        for (Step step : query.steps()) {
            if (step instanceof Step.Filter(var predicate) && RowsFirst.isOfMany(predicate)
                    && !RowsFirst.isOfOneOfMany(predicate)) {
                return query;
            }
        }
        Query once = query.group(new Query.Grouping.Rows()).distinct(null);
        List<Expression> read = new ArrayList<>(further);
        SelectedColumns.of(query).forEach(column -> read.add(column.expression()));
        read.addAll(SelectCompiler.criteria(query));
        return RowsFirst.isPossible(once, read) ? once : query;
    }

    /** Whether the key of each row is selected. */
    static boolean isKeyed(Query query) {
        List<Expression> selected = SelectedColumns.of(query).stream()
                .map(column -> Traversal.target(column.expression()))
                .toList();
        return !query.model().primaryKey().isEmpty() && selected.containsAll(key(query));
    }

    private static boolean isKeyPart(Expression expression, Query query) {
        return key(query).contains(Traversal.target(expression));
    }

    private static List<Expression> key(Query query) {
        return query.model().primaryKey().stream()
                .<Expression>map(part -> new Expression.Column(part.via(), part.origin())).toList();
    }

    static Query ofCount(Query locked) {
        if (locked.combination() != null) {
            return locked;
        }
        // Nobody waits for a lock on rows that are only counted.
        Query query = locked.lock(null);
        if (query.distinct() != null) {
            return told(query, query.distinct());
        }
        Query ordered = query.ordering().byDefault() ? query.order(Query.Ordering.NONE) : query;
        return lean(countedOrder(ordered, Hop::changesCount), Hop::changesCount, List.of());
    }

    /** The rows that are aggregated, without what neither chooses them nor is part of an aggregate. */
    static Query ofAggregates(Query locked, List<Expression> aggregates) {
        // The order matters only for which rows a slice has; otherwise it could but add to what is distinct.
        Query query = (locked.sliced() ? locked : locked.order(Query.Ordering.NONE)).lock(null);
        return query.distinct() != null || query.combination() != null
                ? query
                : lean(query, Hop::changesCount, aggregates);
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
        return lean(countedOrder(query, Hop::narrows).distinct(null), Hop::narrows, List.of());
    }

    /** An order says nothing about how many rows there are, unless it joins a relation that has several, or none. */
    private static Query countedOrder(Query query, Predicate<Hop> matters) {
        List<Order> kept = new ArrayList<>();
        for (Order order : query.ordering().orders()) {
            if (order instanceof Order.By by && isBeyond(by.expression(), matters)) {
                kept.add(order);
            }
        }
        return query.orderBy(kept);
    }

    private static Query lean(Query query, Predicate<Hop> matters, List<Expression> read) {
        Set<String> used = used(query);
        read.forEach(expression -> names(expression, used));
        List<Step> kept = query.steps().stream()
                .filter(step -> !(step instanceof Step.Annotation annotation)
                        || used.contains(annotation.name())
                        || (!Traversal.aggregates(annotation.expression())
                                && ExpressionColumns.anyBeyond(annotation.expression(), matters)))
                .toList();
        Query lean = query.steps(kept);
        if (lean.grouping() instanceof Query.Grouping.Rows) {
            boolean aggregates = kept.stream().anyMatch(Pruning::aggregates);
            boolean multiplied = kept.stream()
                    .anyMatch(step -> isBeyond(step, hop -> hop.toMany() && matters.test(hop)))
                    || readsMany(lean, matters);
            lean = aggregates || multiplied ? lean : lean.group(new Query.Grouping.None());
        }
        return lean.select(selection(lean, matters));
    }

    /** Whether what is selected or ordered by divides rows, since it has several values for one. */
    private static boolean readsMany(Query query, Predicate<Hop> matters) {
        List<Expression> read = new ArrayList<>();
        SelectedColumns.of(query).forEach(column -> read.add(column.expression()));
        for (Order order : query.ordering().orders()) {
            if (order instanceof Order.By by) {
                read.add(by.expression());
            }
        }
        return read.stream().anyMatch(one -> isBeyond(one, hop -> hop.toMany() && matters.test(hop)));
    }

    private static Selection selection(Query query, Predicate<Hop> matters) {
        if (query.grouping() instanceof Query.Grouping.Values(List<Expression> by)) {
            List<Named> keys = new ArrayList<>(by.stream().map(key -> new Named("", key)).toList());
            keys.addAll(dividing(query, by));
            return new Selection.Columns(keys);
        }
        List<Named> columns = new ArrayList<>();
        boolean chosen = query.selection() instanceof Selection.Columns;
        for (Named column : SelectedColumns.of(query)) {
            // Of instances, annotations are among the steps, unless they divide the row, and the rest is of related rows.
            boolean read = chosen || column.expression() instanceof Expression.Column
                    || (query.grouping() instanceof Query.Grouping.Rows && isBeyond(column.expression(), matters));
            if (read && ExpressionColumns.anyBeyond(column.expression(), matters)) {
                columns.add(column);
            }
        }
        if (columns.isEmpty()) {
            var key = query.model().primaryKey().isEmpty() ? query.model().attributes() : query.model().primaryKey();
            key.forEach(part -> columns.add(new Named("", new Expression.Column(part.via(), part.origin()))));
        }
        return new Selection.Columns(columns);
    }

    /** What is selected beside the keys of groups and of single rows makes more groups. */
    private static List<Named> dividing(Query query, List<Expression> by) {
        return query.selection() instanceof Selection.Columns(List<Named> columns)
                ? columns.stream()
                        .filter(column -> !by.contains(column.expression())
                                && !ExpressionColumns.columns(column.expression(), none -> null).isEmpty())
                        .toList()
                : List.of();
    }

    /** The annotations that decide about rows, and those that they are made of. */
    private static Set<String> used(Query query) {
        Set<String> used = new HashSet<>();
        for (Step step : query.steps()) {
            switch (step) {
                case Step.Filter(var predicate) -> Traversal.of(predicate).forEach(part -> names(part, used));
                case Step.Filtered(var name, var relation, var condition) ->
                    Traversal.of(condition).forEach(part -> names(part, used));
                case Step.Annotation annotation -> {
                }
            }
        }
        if (query.grouping() instanceof Query.Grouping.Values(List<Expression> by)) {
            by.forEach(key -> names(key, used));
            dividing(query, by).forEach(column -> names(column.expression(), used));
        }
        for (Order order : query.ordering().orders()) {
            if (order instanceof Order.By by) {
                names(by.expression(), used);
            }
        }
        if (query.selection() instanceof Selection.Columns(List<Named> columns)) {
            columns.stream().filter(column -> ExpressionColumns.anyBeyond(column.expression(), Hop::changesCount))
                    .forEach(column -> names(column.expression(), used));
        }
        return used;
    }

    private static void names(Expression expression, Set<String> used) {
        Traversal.walk(expression, part -> {
            if (part instanceof Expression.Ref(String name, Expression target)) {
                used.add(name);
            }
        });
    }

    private static boolean aggregates(Step step) {
        return switch (step) {
            case Step.Filter(var predicate) -> ExpressionColumns.aggregates(predicate);
            case Step.Annotation annotation -> Traversal.aggregates(annotation.expression());
            case Step.Filtered filtered -> false;
        };
    }

    private static boolean isBeyond(Step step, Predicate<Hop> hop) {
        return switch (step) {
            case Step.Filter(var predicate) ->
                Traversal.of(predicate).stream().anyMatch(part -> ExpressionColumns.anyBeyond(part, hop));
            case Step.Annotation annotation -> ExpressionColumns.anyBeyond(annotation.expression(), hop);
            case Step.Filtered filtered ->
                filtered.required() && filtered.relation().hops().stream().anyMatch(hop);
        };
    }

    /** Whether a column is read there; an aggregate makes one value of several again. */
    private static boolean isBeyond(Expression expression, Predicate<Hop> hop) {
        return ExpressionColumns.columns(expression, none -> null).stream()
                .anyMatch(column -> column.path().stream().anyMatch(hop));
    }
}
