package dev.dunder.sql;

import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Which columns of a select its expressions read. */
final class ExpressionColumns {
    private ExpressionColumns() {}

    /** The columns outside of aggregates that are not part of something computed already; those of subqueries' outer values too. */
    static List<Expression.Column> columns(
            Expression expression, Function<Expression, @Nullable Field<?>> computed) {
        List<Expression.Column> columns = new ArrayList<>();
        collect(expression, computed, columns);
        return columns;
    }

    private static void collect(
            Expression expression,
            Function<Expression, @Nullable Field<?>> computed,
            List<Expression.Column> columns) {
        boolean isRef = expression instanceof Expression.Ref;
        if ((!isRef && computed.apply(expression) != null) || expression instanceof Expression.Aggregate) {
            return;
        }
        if (expression instanceof Expression.Window window) {
            // An aggregate over a window is none of the groups; what it is of must be in them.
            List<Expression> parts = new ArrayList<>(Traversal.of(window));
            parts.remove(0);
            parts.addAll(Traversal.of(window.function()));
            parts.forEach(part -> collect(part, computed, columns));
            return;
        }
        if (expression instanceof Expression.Column column) {
            columns.add(column);
        } else if (expression instanceof Expression.Subquery(Query query, var kind, var type)) {
            outer(query, 1).forEach(part -> collect(part, computed, columns));
        } else {
            Traversal.of(expression).forEach(part -> collect(part, computed, columns));
        }
    }

    /** Whether a predicate is about an aggregate over the rows of the query itself, if only in a subquery. */
    static boolean aggregates(Predicate predicate) {
        return Traversal.of(predicate).stream().anyMatch(ExpressionColumns::isAggregated);
    }

    /** Whether a value is one, or is made of one. */
    static boolean isAggregated(Expression expression) {
        return Traversal.aggregates(expression) || Traversal.any(expression, part -> outer(part).stream()
                .anyMatch(ExpressionColumns::isAggregated));
    }

    /** What a subquery says of the query right around it; nothing for anything else. */
    static List<Expression> outer(Expression expression) {
        return expression instanceof Expression.Subquery(Query query, var kind, var type) ? outer(query, 1) : List.of();
    }

    /** What a subquery says of the query that is {@code level} further out. */
    private static List<Expression> outer(Query query, int level) {
        List<Expression> found = new ArrayList<>();
        for (Expression expression : all(query)) {
            Traversal.walk(expression, part -> {
                if (part instanceof Expression.Outer(int levels, Expression outer) && levels == level) {
                    found.add(outer);
                } else if (part instanceof Expression.Subquery(Query inner, var kind, var type)) {
                    found.addAll(outer(inner, level + 1));
                }
            });
        }
        return found;
    }

    private static List<Expression> all(Query query) {
        List<Expression> all = new ArrayList<>();
        for (Step step : query.steps()) {
            switch (step) {
                case Step.Filter(var predicate) -> all.addAll(Traversal.of(predicate));
                case Step.Annotation annotation -> all.add(annotation.expression());
                case Step.Filtered(var name, var relation, var condition) -> all.addAll(Traversal.of(condition));
            }
        }
        if (query.selection() instanceof Selection.Columns(List<Named> columns)) {
            columns.forEach(column -> all.add(column.expression()));
        }
        for (Order order : query.ordering().orders()) {
            if (order instanceof Order.By by) {
                all.add(by.expression());
            }
        }
        return all;
    }

    /** Whether it is, or is made of, a column beyond some step. */
    static boolean anyBeyond(Expression expression, java.util.function.Predicate<Hop> step) {
        return Traversal.any(expression,
                part -> part instanceof Expression.Column column && column.path().stream().anyMatch(step));
    }

    /** The aggregates in an expression, but those over windows. */
    static Set<Expression.Aggregate> aggregates(Expression expression) {
        return aggregates(expression, Set.of());
    }

    /** The same without those of what is known already. */
    static Set<Expression.Aggregate> aggregates(Expression expression, Set<Expression> known) {
        Set<Expression.Aggregate> found = new LinkedHashSet<>();
        aggregates(expression, known, found);
        return found;
    }

    private static void aggregates(
            Expression expression, Set<Expression> known, Set<Expression.Aggregate> found) {
        if (known.contains(expression)) {
            return;
        }
        if (expression instanceof Expression.Aggregate aggregate) {
            found.add(aggregate);
        } else if (expression instanceof Expression.Window window) {
            Traversal.of(window.function()).forEach(part -> aggregates(part, known, found));
            window.partition().forEach(part -> aggregates(part, known, found));
            for (Order order : window.order()) {
                if (order instanceof Order.By by) {
                    aggregates(by.expression(), known, found);
                }
            }
        } else {
            Traversal.of(expression).forEach(part -> aggregates(part, known, found));
        }
    }

    /** The ways to the rows that an aggregate is of, as far as they lead to many: without those that others begin with. */
    static Set<List<Hop>> rows(Expression.Aggregate aggregate) {
        return toMany(within(aggregate, none -> null));
    }

    /** The ways of columns, as far as they lead to many: without those that others begin with. */
    static Set<List<Hop>> toMany(List<Expression.Column> columns) {
        Set<List<Hop>> paths = new LinkedHashSet<>();
        for (Expression.Column column : columns) {
            List<Hop> path = column.path();
            int length = path.size();
            while (length > 0 && !path.get(length - 1).toMany()) {
                length--;
            }
            List<Hop> rows = path.subList(0, length);
            if (length > 0 && paths.stream().noneMatch(other -> begins(other, rows))) {
                paths.removeIf(other -> begins(rows, other));
                paths.add(rows);
            }
        }
        return paths;
    }

    /** Whether a way begins with another, or is the same. */
    static boolean begins(List<Hop> path, List<Hop> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }

    /** The columns of the values that an aggregate is of, and is ordered by; not those that its filter asks. */
    static List<Expression.Column> within(
            Expression.Aggregate aggregate, Function<Expression, @Nullable Field<?>> computed) {
        List<Expression.Column> columns = new ArrayList<>();
        aggregate.arguments().forEach(part -> collect(part, computed, columns));
        for (Order order : aggregate.order()) {
            if (order instanceof Order.By by) {
                collect(by.expression(), computed, columns);
            }
        }
        return columns;
    }
}
