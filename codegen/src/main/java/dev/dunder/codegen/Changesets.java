package dev.dunder.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The change sets of a file of SQL in Liquibase's format: those of other databases are left out, and delimiters kept to. */
final class Changesets {
    private static final Pattern FORMATTED = Pattern.compile("\\s*--\\s*liquibase\\s+formatted\\s+sql.*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CHANGESET = Pattern.compile("\\s*--\\s*changeset\\s+(?<rest>\\S.*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DATABASES = Pattern.compile("\\bdbms:\\s*(\"[^\"]*\"|\\S+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DELIMITER = Pattern.compile("\\bendDelimiter:\\s*(\"[^\"]*\"|\\S+)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern IGNORED = Pattern.compile("\\bignore:\\s*(\"[^\"]*\"|\\S+)", Pattern.CASE_INSENSITIVE);

    private Changesets() {}

    static boolean isFormatted(String text) {
        return text.lines().filter(line -> !line.isBlank()).findFirst()
                .filter(line -> FORMATTED.matcher(line).matches())
                .isPresent();
    }

    /**
     * The statements of a file or of a part of one, whether it is of this format or not.
     *
     * @param firstLine where it begins in its file, from 1
     * @param delimiter what statements end with; null for a semicolon, or what the file says
     */
    static List<Script.Statement> statements(String text, int firstLine, @Nullable String delimiter) {
        if (delimiter == null && isFormatted(text)) {
            return statements(text);
        }
        List<Script.Statement> statements = new ArrayList<>();
        split(delimiter == null ? "" : delimiter, text, firstLine - 1, statements);
        return statements;
    }

    private static List<Script.Statement> statements(String text) {
        List<Script.Statement> statements = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        String head = "";
        StringBuilder part = new StringBuilder();
        int first = 0;
        for (int i = 0; i < lines.length; i++) {
            Matcher changeset = CHANGESET.matcher(lines[i].stripTrailing());
            if (changeset.matches()) {
                add(head, part.toString(), first, statements);
                head = changeset.group("rest");
                part.setLength(0);
                first = i;
            }
            part.append(lines[i]).append('\n');
        }
        add(head, part.toString(), first, statements);
        return statements;
    }

    private static void add(String head, String part, int linesBefore, List<Script.Statement> statements) {
        if (!isOurs(value(DATABASES, head)) || value(IGNORED, head).equalsIgnoreCase("true")) {
            return;
        }
        split(value(DELIMITER, head), part, linesBefore, statements);
    }

    private static void split(String delimiter, String part, int linesBefore, List<Script.Statement> statements) {
        if (delimiter.isEmpty() || delimiter.equals(";")) {
            Script.statements(part).forEach(one -> statements.add(new Script.Statement(one.sql(),
                    one.line() + linesBefore)));
            return;
        }
        Matcher ends = end(delimiter).matcher(part);
        for (int from = 0; from <= part.length();) {
            boolean more = ends.find();
            String one = part.substring(from, more ? ends.start() : part.length());
            // Of which only a comment is left, there is nothing to run.
            if (!Script.statements(one).isEmpty()) {
                int before = from + one.length() - one.stripLeading().length();
                statements.add(new Script.Statement(one.strip(), linesBefore + 1 + lines(part.substring(0, before))));
            }
            from = more ? ends.end() : part.length() + 1;
        }
    }

    /** A delimiter is written with the escapes of a regular expression, of which those for the ends of lines are in use. */
    private static Pattern end(String delimiter) {
        String[] lines = delimiter.replace("\\r", "").split("\\\\n", -1);
        return Pattern.compile(String.join("\\R", Stream.of(lines).map(Pattern::quote).toList()));
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    private static String value(Pattern attribute, String head) {
        Matcher found = attribute.matcher(head);
        return found.find() ? found.group(1).replace("\"", "") : "";
    }

    static boolean isOurs(String databases) {
        List<String> names = List.of(databases.toLowerCase(Locale.ROOT).split("\\s*,\\s*"));
        boolean others = names.stream().allMatch(name -> name.startsWith("!"));
        return databases.isBlank() || names.contains("postgresql") || names.contains("all")
                || (others && !names.contains("!postgresql"));
    }
}
