package dev.dunder.shell;

import dev.dunder.Instance;
import dev.dunder.KeysetPage;
import dev.dunder.Page;
import dev.dunder.QuerySet;
import dev.dunder.RawQuerySet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            case RawQuerySet<?> raw -> listed(raw.list());
            case Page<?> page -> all(page.rows(), "page " + page.number() + " of " + page.pages() + ", "
                    + Printing.number(page.total()));
            case KeysetPage<?> page -> all(page.rows(),
                    page.next() == null ? "the last page" : "next: \"" + page.next() + "\"");
            case Instance<?> instance -> all(List.of(instance));
            case List<?> list when !list.isEmpty() && list.stream().allMatch(Instance.class::isInstance) ->
                listed(list);
            case null, default -> null;
        };
    }

    /** So many rows of a query set, and how many more there are. */
    static Rows of(QuerySet<?> set, int most) {
        List<?> rows = set.isLoaded() ? set.list() : set.slice(0, most + 1).list();
        if (rows.size() <= most) {
            return all(rows);
        }
        long total = set.isLoaded() ? rows.size() : set.count();
        return new Rows(maps(rows.subList(0, most)), most + " of " + Printing.number(total),
                "; show(" + total + ") prints all, row(3) a whole one");
    }

    private static Rows listed(List<?> rows) {
        return rows.size() > USUAL
                ? all(rows.subList(0, USUAL), USUAL + " of " + Printing.number(rows.size()))
                : all(rows);
    }

    private static Rows all(List<?> rows) {
        return all(rows, Printing.number(rows.size()));
    }

    private static Rows all(List<?> rows, String count) {
        return new Rows(maps(rows), count, "");
    }

    private static List<Map<String, @Nullable Object>> maps(List<?> rows) {
        return rows.stream().map(Rows::map).toList();
    }

    static Map<String, @Nullable Object> map(@Nullable Object row) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (row instanceof Instance<?> instance) {
            map.putAll(instance.toMap());
        } else if (row instanceof List<?> values) {
            values.forEach(value -> map.put(String.valueOf(map.size() + 1), value));
        } else {
            map.put("value", row);
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
