package dev.dunder.codegen;

import java.util.ArrayList;
import java.util.List;

/**
 * What a catalog says, as Java can hold it: in a literal, or in a comment, and in neither as code. Names and comments are written
 * by whoever may alter the database; the classes run with the rights of whoever builds the program.
 */
final class Text {
    private static final int WIDTH = 110;

    private Text() {}

    /** A text in quotes. */
    static String literal(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> out.append(switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '"', '\\' -> "\\" + (char) c;
            default -> spelled(c);
        }));
        return out.append('"').toString();
    }

    /** Whether a text can stand between quotes as it is. */
    static boolean isLiteral(String text) {
        return text.codePoints().allMatch(c -> c != '"' && c != '\\' && isVisible(c));
    }

    /** In Java's own spelling what is not seen, or makes lines look like others. */
    static String spelled(int c) {
        StringBuilder out = new StringBuilder();
        for (char one : Character.toChars(c)) {
            out.append(isVisible(c) ? one : String.format("\\u%04x", (int) one));
        }
        return out.toString();
    }

    /** A name as code in a comment. */
    static String name(String name) {
        boolean plain = name.matches("[\\p{L}\\p{N}_ .-]+");
        return plain ? "{@code " + name + "}" : "<code>" + escaped(name) + "</code>";
    }

    /** A text as lines of a comment: words that no tool takes for markup, and Java not for the comment's end. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : escaped(text).strip().split(" +", -1)) {
            if (!line.isEmpty() && line.length() + word.length() >= WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Java reads a backslash, any number of {@code u} and {@code 002a} as a star wherever they stand. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '@', '\\' -> out.append("&#").append(c).append(';');
                default -> out.appendCodePoint(isVisible(c) ? c : ' ');
            }
        });
        return out.toString().replace("*/", "&#42;/");
    }

    static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }
}
