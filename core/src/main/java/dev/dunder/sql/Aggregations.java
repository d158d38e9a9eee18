package dev.dunder.sql;

import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Statement;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The selects for aggregates over all rows of a query. */
final class Aggregations {
    private final Binds binds;
    private final @Nullable SelectScope outer;

    Aggregations(Binds binds, @Nullable SelectScope outer) {
        this.binds = binds;
        this.outer = outer;
    }

    Select<?> select(Statement.Aggregation aggregation) {
        List<Named> aggregates = aggregation.aggregates();
        Query query = Pruning.ofAggregates(aggregation.query(), aggregates.stream().map(Named::expression).toList());
        boolean rowsFirst = query.distinct() != null
                || query.sliced()
                || query.combination() != null
                || !(query.grouping() instanceof Query.Grouping.None)
                || aggregates.stream().anyMatch(Aggregations::isOfAggregates)
                || query.steps().stream().anyMatch(Traversal::windows);
        if (!rowsFirst) {
            return new SelectCompiler(binds, outer).rows(grouped(query, aggregates));
        }
        boolean multiplies = aggregates.stream().anyMatch(one -> changesCount(one.expression()));
        if (multiplies && query.combination() == null && query.grouping() instanceof Query.Grouping.None
                && !query.model().primaryKey().isEmpty()) {
            // The rows are chosen first, and only then joined with what would multiply them.
            return new SelectCompiler(binds, outer).rows(grouped(among(query), aggregates));
        }
        return overRows(query, aggregates);
    }

    private static boolean isOfAggregates(Named named) {
        for (Expression.Aggregate aggregate : ExpressionColumns.aggregates(named.expression())) {
            if (Traversal.of(aggregate).stream().anyMatch(Traversal::aggregates)) {
                return true;
            }
        }
        return false;
    }

    private static boolean changesCount(Expression expression) {
        return ExpressionColumns.anyBeyond(expression, Hop::changesCount);
    }

    /** One group of all rows. What is selected of them only matters where it multiplies them; in what order does not. */
    private static Query grouped(Query query, List<Named> aggregates) {
        List<Step> steps = new ArrayList<>();
        for (Step step : query.steps()) {
            // What is selected of each row is not part of the result, and must not make groups.
            steps.add(step instanceof Step.Annotation(String name, Expression expression, boolean selected)
                    ? new Step.Annotation(name, expression, false)
                    : step);
        }
        if (query.selection() instanceof Selection.Columns(List<Named> columns)) {
            for (Named column : columns) {
                if (changesCount(column.expression()) && !(column.expression() instanceof Expression.Ref)) {
                    steps.add(new Step.Annotation("", column.expression(), false));
                }
            }
        }
        return query.steps(steps)
                .group(new Query.Grouping.Values(List.of()))
                .select(new Selection.Columns(aggregates))
                .order(Query.Ordering.NONE)
                .lock(null);
    }

    private static Query among(Query query) {
        List<Expression> key = new ArrayList<>();
        List<Named> columns = new ArrayList<>();
        for (Attribute part : query.model().primaryKey()) {
            Expression.Column column = new Expression.Column(part.via(), part.origin());
            key.add(column);
            columns.add(new Named(part.name(), column));
        }
        Expression left = key.size() == 1 ? key.get(0) : new Expression.Tuple(key);
        Lookup in = new PathParser(query.model().registry()).tail(left.type(), "pk", "in").lookup();
        Query rows = query.select(new Selection.Columns(columns));
        // What the aggregates are of may be a filtered relation.
        List<Step> filtered = query.steps().stream()
                .filter(step -> step instanceof Step.Filtered relation && !relation.required())
                .toList();
        return Query.of(query.model()).steps(filtered).filter(new Predicate.InSubquery(left, in, rows));
    }

    /** Where rows are limited, grouped or given once, that comes first. */
    private Select<?> overRows(Query query, List<Named> aggregates) {
        SelectScope level = SelectScope.of(query.model(), binds, outer);
        List<Expression> arguments = arguments(aggregates);
        boolean selects = query.distinct() != null || arguments.isEmpty();
        Table<?> rows = query.combination() != null
                ? union(query, level)
                : new SelectCompiler(binds, outer).derived(selects ? query : multiplying(query), arguments, level);
        Expressions expressions = new Expressions(level);
        List<Field<?>> fields = new ArrayList<>();
        aggregates.forEach(one -> fields.add(expressions.field(one.expression()).as(DSL.name(one.name()))));
        return DSL.select(fields).from(rows);
    }

    /** What is selected of the rows matters only where there are several values of one row. */
    private static Query multiplying(Query query) {
        return query.selection() instanceof Selection.Columns(List<Named> columns)
                ? query.select(new Selection.Columns(
                        columns.stream().filter(column -> changesCount(column.expression())).toList()))
                : query;
    }

    /** The columns of a union are those of its first query, by name. */
    @SuppressWarnings("deprecation") // What replaces getSelect() renders the select, and so counts its binds twice.
    private Table<?> union(Query query, SelectScope level) {
        String alias = level.joins().alias("rows");
        Query first = query.combination() == null ? query : query.combination().parts().get(0);
        Select<?> rows = new SelectCompiler(binds, outer).rows(query);
        List<Field<?>> columns = rows.getSelect();
        List<Named> selected = first.selection() instanceof Selection.Columns(List<Named> named)
                ? named
                : first.model().attributes().stream()
                        .map(one -> new Named(one.name(), new Expression.Column(one.via(), one.origin())))
                        .toList();
        for (int i = 0; i < selected.size(); i++) {
            Field<?> field = DSL.field(DSL.name(alias, columns.get(i).getName()), selected.get(i).expression().type());
            level.computed(selected.get(i).expression(), field);
        }
        return DSL.table(rows).as(DSL.name(alias));
    }

    /** What the aggregates are of: to be computed among the rows. */
    private static List<Expression> arguments(List<Named> aggregates) {
        Set<Expression> arguments = new LinkedHashSet<>();
        for (Named one : aggregates) {
            for (Expression.Aggregate aggregate : ExpressionColumns.aggregates(one.expression())) {
                Traversal.of(aggregate).forEach(part -> add(part, arguments));
            }
        }
        return List.copyOf(arguments);
    }

    private static void add(Expression expression, Set<Expression> arguments) {
        if (expression instanceof Expression.Tuple(List<Expression> parts)) {
            parts.forEach(part -> add(part, arguments));
        } else if (!(expression instanceof Expression.Param)) {
            arguments.add(expression);
        }
    }
}
