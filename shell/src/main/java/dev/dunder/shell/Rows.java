package dev.dunder.shell;

import dev.dunder.Instance;
import dev.dunder.KeysetPage;
import dev.dunder.Page;
import dev.dunder.QuerySet;
import dev.dunder.RawQuerySet;
import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a value that has some, as many as are shown.
 *
 * @param shown their values by name
 * @param count what is said of how many there are
 * @param more where the others are, in a terminal; empty if these are all
 */
record Rows(List<Map<String, @Nullable Object>> shown, String count, String more) {
    /** How many are shown where nobody says how many. */
    static final int USUAL = 20;

    /** Of a list that says of nothing that there is none of it. */
    static final Rows NONE = new Rows(List.of(), Printing.number(0), "");

    /** Null for what has none. */
    static @Nullable Rows of(@Nullable Object value) {
        return switch (value) {
            case QuerySet<?> set -> of(set, USUAL);
            case RawQuerySet<?> raw -> of(raw, USUAL);
            case Page<?> page -> all(page.rows(), "page " + page.number() + " of " + page.pages() + ", "
                    + Printing.number(page.total()));
            case KeysetPage<?> page -> all(page.rows(),
                    page.next() == null ? "the last page" : "next: \"" + page.next() + "\"");
            case Instance<?> instance -> all(List.of(instance), Printing.number(1));
            case Map<?, ?> map when ofInstances(map) -> of(keyed(map), USUAL);
            case Collection<?> members when !members.isEmpty() && members.stream().allMatch(Rows::isRow) ->
                of(new ArrayList<@Nullable Object>(members), USUAL);
            case null, default -> null;
        };
    }

    private static boolean isRow(@Nullable Object member) {
        return member instanceof Instance<?> || member instanceof List<?> || member instanceof Map<?, ?>;
    }

    /** Such as those of {@code inBulk()}. */
    private static boolean ofInstances(Map<?, ?> map) {
        return !map.isEmpty() && map.values().stream().allMatch(Instance.class::isInstance);
    }

    private static List<?> keyed(Map<?, ?> instances) {
        return instances.entrySet().stream().map(entry -> {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            Map<String, @Nullable Object> values = map(entry.getValue());
            row.put(values.containsKey("key") ? "key of the map" : "key", entry.getKey());
            row.putAll(values);
            return row;
        }).toList();
    }

    /** The query set or the list of which more can be shown; null where a value is no such thing. */
    static @Nullable Object source(@Nullable Object value) {
        return switch (value) {
            case QuerySet<?> set -> set;
            case RawQuerySet<?> raw -> raw;
            case Map<?, ?> map when ofInstances(map) -> keyed(map);
            case Collection<?> members -> new ArrayList<@Nullable Object>(members);
            case Optional<?> optional -> source(optional.orElse(null));
            case CompletableFuture<?> future when future.isDone() && !future.isCompletedExceptionally() ->
                source(future.resultNow());
            case null, default -> null;
        };
    }

    /** So many rows of a query set or a list, and how many more there are. */
    static Rows of(Object source, int most) {
        if (most < 1) {
            throw new LookupException("A table has 1 row or more, not " + most + ".");
        }
        if (source instanceof QuerySet<?> set && !set.isLoaded()) {
            List<?> rows = set.slice(0, Math.min(most, Integer.MAX_VALUE - 1) + 1).list();
            return rows.size() <= most ? of(rows, rows.size(), most) : of(rows, set.count(), most);
        }
        List<?> all = list(source);
        return of(all, all.size(), most);
    }

    static List<?> list(Object source) {
        return switch (source) {
            case QuerySet<?> set -> set.list();
            case RawQuerySet<?> raw -> raw.list();
            default -> (List<?>) source;
        };
    }

    /** The first rows, of so many that there are. */
    static Rows of(List<?> first, long total, int most) {
        return total <= most
                ? all(first, Printing.number(total))
                : new Rows(maps(first.subList(0, most)), most + " of " + Printing.number(total),
                        "; show(" + total + ") prints all, row(3) a whole one");
    }

    private static Rows all(List<?> rows, String count) {
        return new Rows(maps(rows), count, "");
    }

    private static List<Map<String, @Nullable Object>> maps(List<?> rows) {
        return rows.stream().map(Rows::map).toList();
    }

    static Map<String, @Nullable Object> map(@Nullable Object row) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        switch (row) {
            case Instance<?> instance -> map.putAll(instance.toMap());
            case List<?> values -> values.forEach(value -> map.put(String.valueOf(map.size() + 1), value));
            case Map<?, ?> values -> values.forEach((name, value) -> map.put(String.valueOf(name), value));
            case null, default -> map.put("value", row);
        }
        return map;
    }

    String text(int width) {
        return (shown.isEmpty() ? "" : new Table(shown).format(width)) + "(" + count + more + ")";
    }

    String html() {
        return (shown.isEmpty() ? "" : new Table(shown).html()) + "<p>" + Table.escaped("(" + count + ")") + "</p>";
    }
}
