package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The selects for aggregates over a query's rows.
 *
 * <p>Two relations to many rows, joined in one select, would multiply each other's rows, and so the sums and counts. So
 * aggregates share a select only where they follow the same relations to many rows; each other branch is a derived table of
 * its own, in the same statement. A relation that a filter has joined already is not a branch: there the aggregate is over
 * the rows that the filter keeps.
 */
final class Aggregations {
    private final Binds binds;

    Aggregations(Binds binds) {
        this.binds = binds;
    }

    Select<?> select(Statement.Aggregation aggregation) {
        Query query = aggregation.query();
        List<Statement.Aggregation.Aggregate> aggregates = aggregation.aggregates();
        if (!query.distinct() && !query.sliced()) {
            return select(query, aggregates, joins -> {
                Condition where = new Conditions(joins, binds).where(query.filters());
                Selects.multiplyBySelection(query, joins);
                return where;
            });
        }
        if (aggregates.stream().noneMatch(Aggregations::multiplies)) {
            return overRows(query, aggregates);
        }
        // The rows are chosen first, and only then joined with what would multiply them.
        return select(query, aggregates, joins -> isAmong(joins, query));
    }

    /** Which rows, said over the joins of a select; it may add to them. */
    @FunctionalInterface
    private interface Where {
        Condition in(Joins joins);
    }

    private static boolean multiplies(Statement.Aggregation.Aggregate aggregate) {
        Expression.Column argument = aggregate.expression().argument();
        return argument != null && argument.path().stream().anyMatch(Hop::toMany);
    }

    @SuppressWarnings("unchecked")
    private Condition isAmong(Joins joins, Query query) {
        Attribute key = query.model().primaryKey().get(0);
        Field<Object> chosen = (Field<Object>) DSL.field(DSL.name(key.column()), key.type());
        Field<Object> column = (Field<Object>) joins.root().column(key);
        return column.in(Compiler.JOOQ.select(chosen).from(Selects.derived(new Selects(binds).rows(query))));
    }

    private Select<?> select(
            Query query, List<Statement.Aggregation.Aggregate> aggregates, Where where) {
        List<Table<?>> branches = new ArrayList<>();
        Select<?> last = null;
        for (List<Statement.Aggregation.Aggregate> branch : branches(query, aggregates, where)) {
            last = branch(query, branch, where);
            branches.add(last.asTable(DSL.name("branch_" + (branches.size() + 1))));
        }
        if (last != null && branches.size() == 1) {
            return last;
        }
        List<Field<?>> columns = new ArrayList<>();
        aggregates.forEach(a -> columns.add(DSL.field(DSL.name(a.name()), a.expression().type())));
        return Compiler.JOOQ.select(columns).from(branches);
    }

    private static Iterable<List<Statement.Aggregation.Aggregate>> branches(
            Query query, List<Statement.Aggregation.Aggregate> aggregates, Where where) {
        Joins filtered = new Joins(query.model());
        where.in(filtered);
        Map<List<Hop>, List<Statement.Aggregation.Aggregate>> branches = new LinkedHashMap<>();
        for (Statement.Aggregation.Aggregate aggregate : aggregates) {
            Expression.Column argument = aggregate.expression().argument();
            List<Hop> branch = argument == null ? List.of() : filtered.multiplying(argument.path());
            branches.computeIfAbsent(branch, none -> new ArrayList<>()).add(aggregate);
        }
        return branches.values();
    }

    private static Select<?> branch(
            Query query, List<Statement.Aggregation.Aggregate> aggregates, Where where) {
        Joins joins = new Joins(query.model());
        Condition condition = where.in(joins);
        List<Field<?>> fields = new ArrayList<>();
        aggregates.forEach(a -> fields.add(field(a.expression(), joins).as(DSL.name(a.name()))));
        return Compiler.JOOQ.select(fields).from(joins.from()).where(condition);
    }

    /** Where rows are limited or given once, that comes first. */
    private Select<?> overRows(Query query, List<Statement.Aggregation.Aggregate> aggregates) {
        // The order matters only for which rows a slice has; otherwise it could but add to what is distinct.
        Query unordered = query.sliced() ? query : query.orderBy(List.of());
        List<Expression> arguments = new ArrayList<>();
        List<Field<?>> fields = new ArrayList<>();
        for (Statement.Aggregation.Aggregate aggregate : aggregates) {
            Expression.Column argument = aggregate.expression().argument();
            Field<?> column = null;
            if (argument != null) {
                column = DSL.field(Selects.further(arguments.size()), argument.type());
                arguments.add(argument);
            }
            fields.add(function(aggregate.expression(), column).as(DSL.name(aggregate.name())));
        }
        return Compiler.JOOQ.select(fields).from(Selects.derived(new Selects(binds).rows(unordered, arguments)));
    }

    static Field<?> field(Expression.Aggregate aggregate, Joins joins) {
        Expression.Column argument = aggregate.argument();
        return function(aggregate, argument == null ? null : joins.column(argument));
    }

    /** Reals are summed as doubles, which is what comes of it. */
    private static Field<?> sum(Field<? extends Number> number, boolean distinct) {
        Field<? extends Number> wide = number.getType() == Float.class ? number.cast(SQLDataType.DOUBLE) : number;
        return distinct ? DSL.sumDistinct(wide) : DSL.sum(wide);
    }

    @SuppressWarnings("unchecked")
    private static Field<?> function(Expression.Aggregate aggregate, @Nullable Field<?> argument) {
        if (argument == null) {
            return DSL.count();
        }
        // jOOQ's sums and means are of numbers; intervals, which PostgreSQL sums too, are cast past its types.
        Field<? extends Number> number = (Field<? extends Number>) argument;
        boolean distinct = aggregate.distinct();
        return switch (aggregate.function()) {
            case COUNT -> distinct ? DSL.countDistinct(argument) : DSL.count(argument);
            case AVG -> distinct ? DSL.avgDistinct(number) : DSL.avg(number);
            case SUM -> sum(number, distinct);
            case MIN -> DSL.min(argument);
            case MAX -> DSL.max(argument);
        };
    }
}
