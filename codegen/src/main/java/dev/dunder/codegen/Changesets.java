package dev.dunder.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The change sets of a file of SQL in Liquibase's format: those of other databases are left out, and delimiters kept to. */
final class Changesets {
    private static final Pattern FORMATTED = Pattern.compile("\\s*--\\s*liquibase\\s+formatted\\s+sql.*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CHANGESET = Pattern.compile("\\s*--\\s*changeset\\s+(?<rest>\\S.*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DATABASES = Pattern.compile("\\bdbms:\\s*(\"[^\"]*\"|\\S+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DELIMITER = Pattern.compile("\\bendDelimiter:\\s*(\"[^\"]*\"|\\S+)",
            Pattern.CASE_INSENSITIVE);

    private Changesets() {}

    static boolean isFormatted(String text) {
        return text.lines().filter(line -> !line.isBlank()).findFirst()
                .filter(line -> FORMATTED.matcher(line).matches())
                .isPresent();
    }

    static List<Script.Statement> statements(String text) {
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
        if (!isOurs(value(DATABASES, head))) {
            return;
        }
        String delimiter = value(DELIMITER, head);
        if (delimiter.isEmpty() || delimiter.equals(";")) {
            Script.statements(part).forEach(one -> statements.add(new Script.Statement(one.sql(),
                    one.line() + linesBefore)));
            return;
        }
        int line = linesBefore;
        for (String one : part.split(Pattern.quote(delimiter), -1)) {
            // Of which only a comment is left, there is nothing to run.
            if (!Script.statements(one).isEmpty()) {
                int blank = (int) one.substring(0, one.length() - one.stripLeading().length()).lines().count();
                statements.add(new Script.Statement(one.strip(), line + Math.max(1, blank)));
            }
            line += (int) one.chars().filter(c -> c == '\n').count();
        }
    }

    private static String value(Pattern attribute, String head) {
        Matcher found = attribute.matcher(head);
        return found.find() ? found.group(1).replace("\"", "") : "";
    }

    private static boolean isOurs(String databases) {
        List<String> names = List.of(databases.toLowerCase(Locale.ROOT).split("\\s*,\\s*"));
        boolean others = names.stream().allMatch(name -> name.startsWith("!"));
        return databases.isBlank() || names.contains("postgresql") || names.contains("all")
                || (others && !names.contains("!postgresql"));
    }
}
