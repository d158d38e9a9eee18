package dev.dunder;

import dev.dunder.query.Resolvable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What users give as values, as the query understands it: expressions, query sets and conditions without their faces. */
final class Given {
    private Given() {}

    static @Nullable Object value(@Nullable Object given) {
        return switch (given) {
            case Expr expression -> expression.expression();
            case ColumnPath<?, ?> path -> (Resolvable) resolver -> resolver.value(path.path());
            case QuerySet<?> set -> set.embedded();
            case Q<?> condition -> condition.term();
            case Instance<?> instance -> instance;
            // A select of jOOQ's is iterable too, and would be sent.
            case org.jooq.Select<?> rows -> JooqPart.of(rows);
            case org.jooq.Field<?> field -> JooqPart.of(field);
            case Map<?, ?> map -> map;
            case Page<?> page -> members(page.rows());
            case KeysetPage<?> page -> members(page.rows());
            case Collection<?> all -> members(all);
            case Object[] all -> array(all);
            case null, default -> given;
        };
    }

    private static Object members(Collection<?> all) {
        List<@Nullable Object> members = new ArrayList<>();
        all.forEach(member -> members.add(value(member)));
        return members;
    }

    private static Object array(Object[] all) {
        for (Object member : all) {
            if (member instanceof Expr || member instanceof QuerySet<?> || member instanceof Q<?>
                    || member instanceof org.jooq.QueryPart) {
                return members(List.of(all));
            }
        }
        return all;
    }

}
