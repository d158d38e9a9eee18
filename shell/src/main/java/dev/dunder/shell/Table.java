package dev.dunder.shell;

import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows as text of a width: side by side where that is readable, and else each below the other. What is cut ends with an
 * ellipsis, and is there as a whole below the other. What would move the cursor is spelled out.
 */
final class Table {
    /** What a column is not made narrower than. */
    private static final int NARROWEST = 8;

    private static final String BETWEEN = " | ";
    private static final String CUT = "…";

    private final List<String> names;
    private final List<List<String>> cells = new ArrayList<>();
    private final boolean[] numbers;

    Table(List<Map<String, @Nullable Object>> rows) {
        Set<String> all = new LinkedHashSet<>();
        rows.forEach(row -> all.addAll(row.keySet()));
        this.names = List.copyOf(all);
        this.numbers = new boolean[names.size()];
        Arrays.fill(numbers, true);
        for (Map<String, @Nullable Object> row : rows) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                Object value = row.get(names.get(i));
                numbers[i] &= value == null || value instanceof Number;
                line.add(row.containsKey(names.get(i)) ? text(value) : "");
            }
            cells.add(line);
        }
    }

    static String text(@Nullable Object value) {
        String text = switch (value) {
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            case Object[] members -> Arrays.deepToString(members);
            case null, default -> String.valueOf(value);
        };
        return LookupException.plain(text);
    }

    String format(int width) {
        int[] widths = widths(width);
        return widths == null ? below(width, 1) : beside(widths);
    }

    /** Null where they do not fit. */
    private int @Nullable [] widths(int width) {
        int[] widths = new int[names.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Columns.of(LookupException.plain(names.get(i)));
            for (List<String> line : cells) {
                widths[i] = Math.max(widths[i], Columns.of(line.get(i)));
            }
        }
        int room = width - BETWEEN.length() * (widths.length - 1);
        int least = Arrays.stream(widths).map(one -> Math.min(one, NARROWEST)).sum();
        if (least > room) {
            return null;
        }
        while (Arrays.stream(widths).sum() > room) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            widths[widest]--;
        }
        return widths;
    }

    private String beside(int[] widths) {
        StringBuilder text = new StringBuilder();
        line(text, names.stream().map(LookupException::plain).toList(), widths);
        List<String> rules = new ArrayList<>();
        for (int width : widths) {
            rules.add("-".repeat(width));
        }
        text.append(String.join("-+-", rules)).append('\n');
        cells.forEach(cell -> line(text, cell, widths));
        return text.toString();
    }

    private void line(StringBuilder text, List<String> line, int[] widths) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String cell = cut(line.get(i), widths[i]);
            String blanks = " ".repeat(widths[i] - Columns.of(cell));
            padded.add(numbers[i] ? blanks + cell : cell + blanks);
        }
        text.append(String.join(BETWEEN, padded).stripTrailing()).append('\n');
    }

    /** Each name with its value in a line, in as many lines as it needs. */
    String below(int width, int first) {
        int names = this.names.stream().map(LookupException::plain).mapToInt(Columns::of).max().orElse(0);
        int room = Math.max(NARROWEST, width - names - BETWEEN.length());
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < cells.size(); row++) {
            String title = "-[ " + (first + row) + " ]-";
            text.append(title).append("-".repeat(Math.max(0, Math.min(width, names + 20) - title.length())))
                    .append('\n');
            for (int i = 0; i < this.names.size(); i++) {
                String name = LookupException.plain(this.names.get(i));
                for (String part : parts(cells.get(row).get(i), room)) {
                    text.append(name).append(" ".repeat(names - Columns.of(name))).append(BETWEEN).append(part)
                            .append('\n');
                    name = "";
                }
            }
        }
        return text.toString();
    }

    /** Cells as a whole, for a page to break. */
    String html() {
        // Amounts in dollars are no formulas.
        StringBuilder html = new StringBuilder("<table class=\"mathjax_ignore tex2jax_ignore\"><thead><tr>");
        names.forEach(name -> html.append("<th>").append(escaped(LookupException.plain(name))).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (List<String> line : cells) {
            html.append("<tr>");
            for (int i = 0; i < line.size(); i++) {
                html.append(numbers[i] ? "<td style=\"text-align: right\">" : "<td style=\"text-align: left\">")
                        .append(escaped(line.get(i))).append("</td>");
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    /** As text of an HTML page, within quotes too. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static List<String> parts(String cell, int room) {
        List<String> parts = new ArrayList<>();
        for (int start = 0; start < cell.length();) {
            int end = Columns.end(cell, start, room);
            parts.add(cell.substring(start, end));
            start = end;
        }
        return parts.isEmpty() ? Collections.singletonList("") : parts;
    }

    private static String cut(String cell, int width) {
        return Columns.of(cell) <= width ? cell : cell.substring(0, Columns.end(cell, 0, width - 1)) + CUT;
    }
}
