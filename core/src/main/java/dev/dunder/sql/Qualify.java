package dev.dunder.sql;

import dev.dunder.query.Expression;
import dev.dunder.query.Query;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The select around a select with windows: these are computed after WHERE and HAVING, so what filters by them stands outside.
 * Whatever it says of the rows is a column of the select inside.
 */
final class Qualify {
    private final SelectScope level;
    private final String alias;
    private final List<Field<?>> inner = new ArrayList<>();

    Qualify(Query query, Binds binds, @Nullable SelectScope outer) {
        this.level = SelectScope.of(query.model(), binds, outer);
        this.alias = level.joins().alias("rows");
    }

    /** Where what has become a column is known. */
    SelectScope level() {
        return level;
    }

    /** What the select inside selects. */
    List<Field<?>> inner() {
        return inner;
    }

    Table<?> table(Select<?> inside) {
        return DSL.table(inside).as(DSL.name(alias));
    }

    /** The column for an expression, which the select inside writes. */
    Field<?> column(Expression expression, Expressions inside) {
        Field<?> known = level.computed(expression);
        if (known != null || expression instanceof Expression.Param) {
            return known != null ? known : inside.field(expression);
        }
        if (expression instanceof Expression.Tuple(List<Expression> parts)) {
            parts.forEach(part -> column(part, inside));
            return RowValues.field(new Expressions(level).fields(parts));
        }
        Field<?> field = DSL.field(DSL.name(alias, add(inside.field(expression))), expression.type());
        level.computed(expression, field);
        return field;
    }

    /** What the select inside decides by itself, out here. */
    Condition decided(Condition inside) {
        return DSL.condition(DSL.field(DSL.name(alias, add(DSL.field(inside))), SQLDataType.BOOLEAN));
    }

    private String add(Field<?> field) {
        String name = "c" + (inner.size() + 1);
        inner.add(field.as(name));
        return name;
    }
}
