package dev.dunder.sql;

import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectLimitStep;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The selects for a query's rows, their number and their existence. */
final class Selects {
    private final Binds binds;

    Selects(Binds binds) {
        this.binds = binds;
    }

    Select<?> rows(Query query) {
        return rows(query, List.of());
    }

    /** The rows, and behind the columns of the query some more, by the names that {@link #further} gives. */
    Select<?> rows(Query query, List<Expression> further) {
        Joins joins = new Joins(query.model());
        Condition where = new Conditions(joins, binds).where(query.filters());
        List<Field<?>> columns = new ArrayList<>(columns(query, joins));
        for (int i = 0; i < further.size(); i++) {
            columns.add(field(further.get(i), joins).as(further(i)));
        }
        List<Field<?>> criteria = new ArrayList<>();
        List<SortField<?>> order = new ArrayList<>();
        for (Order one : query.effectiveOrder()) {
            Field<?> field = switch (one) {
                case Order.By(Expression expression, boolean descending) -> field(expression, joins);
                case Order.Random() -> DSL.rand();
            };
            criteria.add(field);
            order.add(one instanceof Order.By by && by.descending() ? field.desc() : field.asc());
        }
        if (query.distinct()) {
            // PostgreSQL orders distinct rows only by what is selected; readers pass over what is added here.
            criteria.removeAll(columns);
            columns.addAll(criteria);
        }
        var select = query.distinct() ? Compiler.JOOQ.selectDistinct(columns) : Compiler.JOOQ.select(columns);
        return slice(select.from(joins.from()).where(where).orderBy(order), query);
    }

    /** As many as the rows: joins to many rows count, wherever in the query they come from. */
    Select<?> count(Query query) {
        if (query.distinct() || query.sliced()) {
            return Compiler.JOOQ.selectCount().from(derived(rows(query)));
        }
        Joins joins = new Joins(query.model());
        Condition where = new Conditions(joins, binds).where(query.filters());
        multiply(query, joins);
        return Compiler.JOOQ.selectCount().from(joins.from()).where(where);
    }

    Select<?> exists(Query query) {
        if (query.distinct() && query.sliced()) {
            return Compiler.JOOQ.selectOne().from(derived(rows(query))).limit(DSL.inline(1));
        }
        Joins joins = new Joins(query.model());
        Condition where = new Conditions(joins, binds).where(query.filters());
        if (query.offset() != null) {
            multiply(query, joins);
        }
        var select = Compiler.JOOQ.selectOne().from(joins.from()).where(where).limit(DSL.inline(1));
        return query.offset() == null ? select : select.offset(number(query.offset()));
    }

    /** What the columns behind those of a query are called. */
    static Name further(int place) {
        return DSL.name("further " + (place + 1));
    }

    static Table<?> derived(Select<?> select) {
        return DSL.table(select).as(DSL.name("rows"));
    }

    private List<Field<?>> columns(Query query, Joins joins) {
        List<Field<?>> fields = new ArrayList<>();
        switch (query.selection()) {
            case Selection.Instances() ->
                query.model().attributes().forEach(attribute -> fields.add(joins.root().column(attribute)));
            case Selection.Columns(List<Named> columns) ->
                columns.forEach(column -> fields.add(field(column.expression(), joins)));
        }
        return fields;
    }

    private Field<?> field(Expression expression, Joins joins) {
        return switch (expression) {
            case Expression.Column column -> joins.column(column);
            case Expression.Param param -> binds.slot(param);
            case Expression.Aggregate aggregate -> Aggregations.field(aggregate, joins);
        };
    }

    private Select<?> slice(SelectLimitStep<? extends Record> select, Query query) {
        Expression.Param offset = query.offset();
        Expression.Param limit = query.limit();
        if (limit != null && offset != null) {
            return select.limit(number(limit)).offset(number(offset));
        }
        return limit != null ? select.limit(number(limit)) : offset != null ? select.offset(number(offset)) : select;
    }

    @SuppressWarnings("unchecked")
    private Field<Long> number(Expression.Param param) {
        return (Field<Long>) binds.slot(param);
    }

    /** Joins what multiplies the rows of a query besides its filters, and only that. */
    private static void multiply(Query query, Joins joins) {
        multiplyBySelection(query, joins);
        List<Expression> expressions = new ArrayList<>();
        for (Order order : query.order()) {
            if (order instanceof Order.By by) {
                expressions.add(by.expression());
            }
        }
        multiply(expressions, joins);
    }

    /** Aggregates are over what is selected, in whatever order. */
    static void multiplyBySelection(Query query, Joins joins) {
        if (query.selection() instanceof Selection.Columns(List<Named> columns)) {
            multiply(columns.stream().map(Named::expression).toList(), joins);
        }
    }

    private static void multiply(List<Expression> expressions, Joins joins) {
        for (Expression expression : expressions) {
            if (expression instanceof Expression.Column column) {
                joins.follow(joins.multiplying(column.path()), Joins.ANY_CALL);
            }
        }
    }
}
