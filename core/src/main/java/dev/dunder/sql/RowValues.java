package dev.dunder.sql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Row;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.CustomCondition;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Comparisons of several columns at once. */
final class RowValues {
    private RowValues() {}

    /** {@code (a, b)}. */
    static Field<?> field(List<Field<?>> parts) {
        Object[] text = new Object[parts.size() * 2 + 1];
        text[0] = "(";
        for (int i = 0; i < parts.size(); i++) {
            text[2 * i + 1] = parts.get(i);
            text[2 * i + 2] = i == parts.size() - 1 ? ")" : ", ";
        }
        return Template.of(SQLDataType.RECORD, text);
    }

    /** {@code (a, b) < (c, d)}: the first difference decides. */
    static Condition compare(String lookup, Row left, Row right) {
        String operator = switch (lookup) {
            case "gt" -> " > ";
            case "gte" -> " >= ";
            case "lt" -> " < ";
            case "lte" -> " <= ";
            default -> throw new dev.dunder.lookups.LookupException(
                    "Lookup '" + lookup + "' does not work on a key of several columns.");
        };
        return CustomCondition.of(context -> context.visit(left).sql(operator).visit(right));
    }

    /** {@code (a, b) IN (SELECT …)}. */
    static Condition in(Row left, Select<?> rows) {
        return CustomCondition.of(context -> context.visit(left).sql(" in (").visit(rows).sql(")"));
    }

    /** {@code a IN (SELECT …)}, where the select brings its parentheses along. */
    static Condition in(Field<?> left, Field<?> rows) {
        return CustomCondition.of(context -> context.visit(left).sql(" in ").visit(rows));
    }

    /** {@code unnest(…, …) with ordinality}: the members side by side, and the place of each row of them. */
    static Table<?> unnest(List<Field<?>> arrays) {
        String places = IntStream.range(0, arrays.size()).mapToObj(i -> "{" + i + "}")
                .collect(Collectors.joining(", "));
        return DSL.table("unnest(" + places + ") with ordinality", arrays.toArray(Field<?>[]::new));
    }
}
