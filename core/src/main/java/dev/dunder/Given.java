package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.query.Resolvable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What users give as values, as the query understands it: expressions, query sets and conditions without their faces. */
final class Given {
    private Given() {}

    /** More than any value of a database has, and far less than a stack. */
    private static final int DEEPEST = 50;

    static @Nullable Object value(@Nullable Object given) {
        return value(given, 0);
    }

    private static @Nullable Object value(@Nullable Object given, int depth) {
        if (depth > DEEPEST) {
            throw new LookupException("A list has lists in it at most " + DEEPEST + " deep.");
        }
        return switch (given) {
            case String text -> text;
            case CharSequence text -> Values.text(text);
            case Expr expression -> expression.expression();
            case ColumnPath<?, ?> path -> (Resolvable) resolver -> resolver.value(path.path());
            case QuerySet<?> set -> set.embedded();
            case Q<?> condition -> condition.term();
            case Instance<?> instance -> instance;
            // A select of jOOQ's is iterable too, and would be sent.
            case org.jooq.Select<?> rows -> JooqPart.of(rows);
            case org.jooq.Field<?> field -> JooqPart.of(field);
            case Map<?, ?> map -> map;
            case Page<?> page -> members(page.rows(), depth);
            case KeysetPage<?> page -> members(page.rows(), depth);
            case Collection<?> all -> members(all, depth);
            case Object[] all -> array(all, depth);
            case null, default -> given;
        };
    }

    private static Object members(Collection<?> all, int depth) {
        List<@Nullable Object> members = new ArrayList<>();
        all.forEach(member -> members.add(value(member, depth + 1)));
        return members;
    }

    private static Object array(Object[] all, int depth) {
        for (Object member : all) {
            if (member instanceof Expr || member instanceof QuerySet<?> || member instanceof Q<?>
                    || member instanceof org.jooq.QueryPart) {
                return members(Arrays.asList(all), depth);
            }
        }
        return all;
    }

}
