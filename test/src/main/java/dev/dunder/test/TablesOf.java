package dev.dunder.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables that a statement names, the outermost first: what it reads or writes, and then what it asks on the way. */
final class TablesOf {
    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']|'')*'|\"((?:[^\"]|\"\")*)\"|\\b(from|into|update|join)\\b|[()]", Pattern.CASE_INSENSITIVE);

    /** A table, and how deep in parentheses it was named. */
    private record Named(String table, int depth) {}

    private TablesOf() {}

    static List<String> statement(String sql) {
        List<Named> found = new ArrayList<>();
        Matcher tokens = TOKEN.matcher(sql);
        int depth = 0;
        boolean expected = false;
        while (tokens.find()) {
            String token = tokens.group().toLowerCase(Locale.ROOT);
            if (tokens.group(2) != null) {
                expected = true;
            } else if (token.equals("(")) {
                // A subquery in the place of a table is as much of it as a table.
                depth += expected ? 0 : 1;
                expected = false;
            } else if (token.equals(")")) {
                depth--;
            } else if (expected && tokens.group(1) != null) {
                if (sql.startsWith(".", tokens.end())) {
                    continue;
                }
                found.add(new Named(tokens.group(1), depth));
                expected = false;
            }
        }
        return found.stream().sorted((one, other) -> Integer.compare(one.depth(), other.depth())).map(Named::table)
                .toList();
    }
}
