package dev.dunder;

import dev.dunder.compose.NamedValue;
import dev.dunder.dialect.postgres.JooqExpression;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.query.ValueCopies;
import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What public functions have in common about their arguments. */
final class Arguments {
    private Arguments() {}

    static @Nullable Object[] all(@Nullable Object first, @Nullable Object second, @Nullable Object[] more) {
        @Nullable
        Object[] all = new @Nullable Object[LookupException.given(more, "the arguments").length + 2];
        all[0] = first;
        all[1] = second;
        System.arraycopy(more, 0, all, 2, more.length);
        return all;
    }

    /** A plain number is checked here and now; what an expression comes to, only the server knows. */
    static @Nullable Object atLeast(String function, String parameter, int least, @Nullable Object given) {
        if (given instanceof Number number && number.longValue() < least) {
            throw new LookupException(
                    function + "(…) needs a " + parameter + " of " + least + " or more, not " + given + ".");
        }
        return given;
    }

    /** Where a string is text and not a path. */
    static @Nullable Object text(@Nullable Object given) {
        return given instanceof String ? Dunder.value(given) : given;
    }

    // ---- Values, as the query understands them: expressions, query sets and conditions without their faces ----

    /** More than any value of a database has, and far less than a stack. */
    private static final int DEEPEST = 50;

    static @Nullable Object value(@Nullable Object given) {
        return value(given, 0);
    }

    /** Names, at least one. */
    static List<String> names(String first, String... more) {
        List<String> names = new ArrayList<>(List.of(LookupException.given(first, "a name")));
        names.addAll(LookupException.allGiven(more, "a name"));
        return names;
    }

    /** What is in the user's own collection at this moment. */
    static <V> List<V> members(Collection<? extends V> given, String what) {
        List<V> members = read(LookupException.given(given, what), () -> new ArrayList<V>(given));
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i) == null) {
                LookupException.given(members.get(i), what + ", at place " + i);
            }
        }
        return members;
    }

    /** Columns and values in turn. */
    static List<NamedValue> pairs(String attribute, @Nullable Object value, @Nullable Object... more) {
        return values(NamedValue.pairs(attribute, value, more));
    }

    /** Columns and values in turn. */
    static List<NamedValue> pairs(@Nullable Object... pairs) {
        return values(NamedValue.pairs(pairs));
    }

    /** Values by column. */
    static List<NamedValue> named(Map<String, ? extends @Nullable Object> values) {
        List<NamedValue> all = new ArrayList<>();
        entries(LookupException.given(values, "values by name"))
                .forEach((name, value) -> all.add(new NamedValue(LookupException.given(name, "a name"), value(value))));
        return all;
    }

    private static List<NamedValue> values(List<NamedValue> named) {
        return named.stream().map(one -> new NamedValue(one.attribute(), value(one.value()))).toList();
    }

    private static @Nullable Object value(@Nullable Object given, int depth) {
        if (depth > DEEPEST) {
            throw new LookupException("A list has lists in it at most " + DEEPEST + " deep.");
        }
        return switch (given) {
            case String text -> text;
            case Number number -> number;
            case Boolean flag -> flag;
            case CharSequence text -> Values.text(text);
            case Expr expression -> expression.expression();
            case ColumnPath<?, ?> path -> new Unresolved.Path(path.path());
            case QuerySet<?> set -> set.request().embedded();
            case Q<?> condition -> condition.term();
            case Instance<?> instance -> instance;
            // A select of jOOQ's is iterable too, and would be sent.
            case org.jooq.Select<?> rows -> JooqExpression.of(rows);
            case org.jooq.Field<?> field -> JooqExpression.of(field);
            case Map<?, ?> map -> entries(map);
            case Page<?> page -> members(page.rows(), depth);
            case KeysetPage<?> page -> members(page.rows(), depth);
            case Collection<?> all -> members(all, depth);
            case Object[] all -> array(all, depth);
            case null, default -> ValueCopies.of(given);
        };
    }

    private static Object members(Collection<?> all, int depth) {
        List<@Nullable Object> members = read(all, () -> new ArrayList<@Nullable Object>(all));
        members.replaceAll(member -> value(member, depth + 1));
        return members;
    }

    /** What the user's own map has at this moment, in its order. */
    static <K, V> Map<K, V> entries(Map<K, V> map) {
        return read(map, () -> new LinkedHashMap<>(map));
    }

    /** Lists and maps of the user's own may do anything. */
    private static <R> R read(Object given, Supplier<R> copy) {
        try {
            return copy.get();
        } catch (RuntimeException e) {
            // Its message may quote a value.
            throw new LookupException(Values.describe(given) + " cannot be read.");
        }
    }

    private static Object array(Object[] all, int depth) {
        for (Object member : all) {
            if (member instanceof Expr || member instanceof QuerySet<?> || member instanceof Q<?>
                    || member instanceof org.jooq.QueryPart) {
                return members(Arrays.asList(all), depth);
            }
        }
        return Objects.requireNonNull(ValueCopies.of(all));
    }
}
