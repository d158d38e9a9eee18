package dev.dunder.shell;

import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts as lines of a width. */
public final class Lines {
    private Lines() {}

    /** A text whose lines end where they did, and which does nothing else to a terminal. */
    static String plain(String text) {
        return text.lines().map(line -> Stream.of(line.split("\t", -1)).map(LookupException::plain)
                .collect(Collectors.joining("\t"))).collect(Collectors.joining("\n"));
    }

    /** A text, each of its lines broken at blanks where it is too long. */
    static String wrapped(String text, int width) {
        return wrapped(text, width, 0, "");
    }

    /**
     * A text, its first line behind so many characters that are there already, those that follow from a break behind a
     * margin. A word that is longer than a line is one.
     *
     * <pre>{@code
     * Lines.wrapped("  sql> select x from y", 14, 0, "       ")   // "  sql> select\\n       x from y"
     * }</pre>
     *
     * @param text of any number of lines
     * @param width in characters
     * @param before how many characters stand before the first line
     * @param margin what stands before what follows from a break
     * @return the lines, without a line feed after the last
     */
    public static String wrapped(String text, int width, int before, String margin) {
        int taken = before;
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            lines.addAll(broken(line, width, taken, margin));
            taken = 0;
        }
        return lines.stream().collect(Collectors.joining("\n"));
    }

    private static List<String> broken(String line, int width, int before, String margin) {
        List<String> parts = new ArrayList<>();
        String head = "";
        int from = 0;
        int word = pastBlanks(line, 0);
        int room = width - before;
        while (line.length() - from > room) {
            int end = breakBehind(line, word, from + Math.max(0, room));
            parts.add(head + line.substring(from, end).stripTrailing());
            int next = pastBlanks(line, end);
            if (next == line.length()) {
                // Nothing but blanks would stand behind the margin.
                return parts;
            }
            head = margin;
            from = next;
            word = next;
            room = width - margin.length();
        }
        parts.add(head + line.substring(from));
        return parts;
    }

    /** The last blank between two places; else the next behind them, or the end. */
    private static int breakBehind(String line, int word, int last) {
        for (int i = Math.min(last, line.length() - 1); i >= word; i--) {
            if (line.charAt(i) == ' ') {
                return i;
            }
        }
        int next = line.indexOf(' ', Math.max(word, last));
        return next < 0 ? line.length() : next;
    }

    private static int pastBlanks(String line, int from) {
        int next = from;
        while (next < line.length() && Character.isWhitespace(line.charAt(next))) {
            next++;
        }
        return next;
    }
}
