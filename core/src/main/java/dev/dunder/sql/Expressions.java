package dev.dunder.sql;

import dev.dunder.query.Expression;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.CaseConditionStep;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Turns expressions into jOOQ fields, on one level of a statement. */
final class Expressions {
    private final SelectScope level;
    private final int call;

    Expressions(SelectScope level) {
        this(level, Joins.ANY_CALL);
    }

    /** For what stands in a filter: relations to many rows are those of its call. */
    Expressions(SelectScope level, int call) {
        this.level = level;
        this.call = call;
    }

    List<Field<?>> fields(List<Expression> expressions) {
        List<Field<?>> fields = new ArrayList<>();
        expressions.forEach(expression -> fields.add(field(expression)));
        return fields;
    }

    /** Whether it has been computed already, and is a column. */
    boolean knows(Expression expression) {
        return level.computed(expression) != null;
    }

    Field<?> field(Expression expression) {
        Field<?> known = level.computed(expression);
        if (known != null) {
            return known;
        }
        return switch (expression) {
            case Expression.Column column -> level.joins().follow(column.path(), call).column(column.attribute());
            case Expression.Tuple(List<Expression> parts) -> RowValues.field(fields(parts));
            case Expression.Param param -> level.binds().slot(param);
            case Expression.Default(var type) -> DSL.defaultValue(type);
            case Expression.Place place -> throw new IllegalStateException("A place is known once it is annotated.");
            case Expression.Ref(String name, Expression target) -> field(target);
            case Expression.Unbound unbound -> throw new dev.dunder.lookups.LookupException("outerRef(\""
                    + unbound.path() + "\") is about a query around this one, and there is none.");
            case Expression.Outer(int levels, Expression outer) -> new Expressions(out(levels)).field(outer);
            case Expression.Transformed(var input, var transform, var operands, var type) ->
                transform.field(field(input), operands.stream().map(level.binds()::slot).toList());
            case Expression.Call(var function, List<Expression> arguments, var type) ->
                Functions.field(function, fields(arguments), type);
            case Expression.ByName(List<String> name, List<Expression> arguments, var type) ->
                DSL.function(DSL.name(name), type, fields(arguments).toArray(Field<?>[]::new));
            case Expression.Typed(Expression typed, var type) -> field(typed).coerce(type);
            case Expression.Cast(Expression cast, var type) -> field(cast).cast(type);
            case Expression.Collated(Expression text, String collation) ->
                field(text).coerce(String.class).collate(DSL.collation(DSL.name(collation)));
            case Expression.Case choice -> choice(choice);
            case Expression.Condition(Predicate predicate) -> DSL.field(condition(predicate));
            case Expression.Aggregate aggregate -> Aggregators.field(aggregate, ofSelect());
            case Expression.Window window -> Windows.field(window, ofSelect());
            case Expression.Subquery(var query, var kind, var type) -> {
                SelectCompiler selects = new SelectCompiler(level.binds(), level);
                yield switch (kind) {
                    case SCALAR -> value(DSL.field(one(selects.inner(query))), type);
                    case ARRAY -> value(DSL.array(one(selects.inner(query))), type);
                    case EXISTS -> query.empty()
                            ? DSL.field(DSL.falseCondition())
                            : DSL.field(DSL.exists(selects.exists(query)));
                };
            }
            case Expression.Foreign foreign -> foreign(foreign);
        };
    }

    private Field<?> foreign(Expression.Foreign foreign) {
        List<Object> parts = new ArrayList<>(List.of(foreign.texts().get(0)));
        for (int i = 0; i < foreign.parts().size(); i++) {
            parts.add(field(foreign.parts().get(i)));
            parts.add(foreign.texts().get(i + 1));
        }
        return Template.of(foreign.type(), parts.toArray());
    }

    private Expressions ofSelect() {
        return level.select() == level ? this : new Expressions(level.select(), call);
    }

    private static Field<?> value(Field<?> field, org.jooq.DataType<?> type) {
        return field.coerce(type);
    }

    @SuppressWarnings("unchecked")
    private static org.jooq.Select<? extends org.jooq.Record1<Object>> one(org.jooq.Select<?> select) {
        return (org.jooq.Select<? extends org.jooq.Record1<Object>>) select;
    }

    private SelectScope out(int levels) {
        SelectScope found = level;
        for (int i = 0; i < levels; i++) {
            SelectScope next = found.outer();
            if (next == null) {
                throw new IllegalStateException("A value of an outer query stands where there is none.");
            }
            found = next;
        }
        return found;
    }

    /** A condition inside of an expression: it keeps no row out, so it joins whatever it needs as it is. */
    Condition condition(Predicate predicate) {
        return new Conditions(level, call, false).inExpression(predicate);
    }

    /** A condition on the row that an aggregate is of: whatever it asks of further relations, that is one row. */
    Condition ofRow(Predicate predicate, Expression.Aggregate aggregate) {
        if (Traversal.of(predicate).stream().anyMatch(this::isOfRows)) {
            return condition(predicate);
        }
        Set<JoinedTable> rows = level.joins().toMany(
                ExpressionColumns.toMany(ExpressionColumns.within(aggregate, level::computed)));
        SelectScope within = level.within(rows);
        return within.joins().exists(Conditions.ofRow(within, predicate));
    }

    /** Whether it is a column of a select inside. */
    private boolean isOfRows(Expression expression) {
        return Traversal.any(expression,
                part -> !(part instanceof Expression.Ref) && level.computed(part) != null);
    }

    private Field<?> choice(Expression.Case choice) {
        CaseConditionStep<Object> step = null;
        for (Expression.Case.When when : choice.branches()) {
            Condition condition = condition(when.condition());
            @SuppressWarnings("unchecked")
            Field<Object> result = (Field<Object>) typed(when.result(), choice);
            step = step == null ? DSL.when(condition, result) : step.when(condition, result);
        }
        Expression otherwise = choice.otherwise();
        if (step == null) {
            return otherwise == null ? DSL.castNull(choice.type()) : typed(otherwise, choice);
        }
        @SuppressWarnings("unchecked")
        Field<Object> rest = otherwise == null ? null : (Field<Object>) typed(otherwise, choice);
        return (rest == null ? step : step.otherwise(rest)).coerce(choice.type());
    }

    /** A bare null or bind has no type of its own, and a CASE of nothing else would be text. */
    private Field<?> typed(Expression result, Expression.Case choice) {
        Field<?> field = field(result);
        return result instanceof Expression.Param && choice.type().getType() != Object.class
                && choice.type().getType() != String.class ? field.cast(choice.type()) : field;
    }

    List<SortField<?>> orders(List<Order> orders) {
        List<SortField<?>> all = new ArrayList<>();
        orders.forEach(order -> all.add(sort(order, criterion(order))));
        return all;
    }

    Field<?> criterion(Order order) {
        return switch (order) {
            case Order.By by -> field(by.expression());
            case Order.Random() -> DSL.rand();
            case Order.Endless(String refusal) -> throw new dev.dunder.lookups.LookupException(refusal);
        };
    }

    static SortField<?> sort(Order order, Field<?> field) {
        if (!(order instanceof Order.By(var expression, boolean descending, Boolean nullsFirst, var relation))) {
            return field.asc();
        }
        SortField<?> sorted = descending ? field.desc() : field.asc();
        return nullsFirst == null ? sorted : nullsFirst ? sorted.nullsFirst() : sorted.nullsLast();
    }

    static Field<Integer> place(int place) {
        return DSL.inline(place, SQLDataType.INTEGER);
    }
}
