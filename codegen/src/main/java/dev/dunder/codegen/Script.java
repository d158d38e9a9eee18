package dev.dunder.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of a file of SQL, each with the line that it starts on. As psql reads them: a semicolon ends one unless it is in
 * a string, a name, a comment, in dollars, in parentheses, or in a function's body. A line for psql itself is one of its own; what a
 * dump says to psql alone, and the rows of a {@code COPY}, are none.
 */
final class Script {
    private static final Pattern DOLLAR = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)?\\$");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
    private static final Pattern COPY = Pattern.compile("copy\\b.*\\bfrom\\s+stdin\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What a dump begins and ends with, and where it goes to another database: here there is one. */
    private static final Pattern OF_DUMPS = Pattern.compile("\\\\(restrict|unrestrict|connect|c)(\\s.*)?");

    /** A statement of a file, or a line for psql, which begins with a backslash. */
    record Statement(String sql, int line) {}

    private final String text;
    private final List<Statement> statements = new ArrayList<>();
    private int at;
    private int start = -1;
    private int parentheses;
    private int bodies;
    private String previous = "";

    private Script(String text) {
        this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    static List<Statement> statements(String text) {
        Script script = new Script(text);
        while (script.at < script.text.length()) {
            script.step();
        }
        script.end(script.at);
        return script.statements;
    }

    private void step() {
        char c = text.charAt(at);
        switch (c) {
            case '-' -> {
                if (text.startsWith("--", at)) {
                    at = lineEnd();
                } else {
                    part(1);
                }
            }
            case '/' -> {
                if (text.startsWith("/*", at)) {
                    comment();
                } else {
                    part(1);
                }
            }
            case '\'' -> string(isEscaping());
            case '"' -> quoted('"', false);
            case '$' -> dollars();
            case '\\' -> backslash();
            case '(', ')' -> {
                parentheses = Math.max(0, parentheses + (c == '(' ? 1 : -1));
                part(1);
            }
            case ';' -> {
                if (parentheses == 0 && bodies == 0) {
                    end(at);
                    at++;
                } else {
                    part(1);
                }
            }
            default -> other(c);
        }
    }

    private void other(char c) {
        if (Character.isWhitespace(c)) {
            at++;
            return;
        }
        Matcher word = WORD.matcher(text).region(at, text.length());
        if (!word.lookingAt()) {
            part(1);
            return;
        }
        String said = word.group().toLowerCase(Locale.ROOT);
        part(word.end() - at);
        if (said.equals("atomic") && previous.equals("begin")) {
            bodies++;
        } else if (bodies > 0 && said.equals("case")) {
            bodies++;
        } else if (bodies > 0 && said.equals("end")) {
            bodies--;
        }
        previous = said;
    }

    /** What belongs to a statement, which starts with the first of it. */
    private void part(int length) {
        if (start < 0) {
            start = at;
        }
        at += length;
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private void comment() {
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
    }

    private boolean isEscaping() {
        return at > 0 && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e')
                && (at == 1 || !Character.isLetterOrDigit(text.charAt(at - 2)));
    }

    private void string(boolean escaping) {
        quoted('\'', escaping);
    }

    private void quoted(char quote, boolean escaping) {
        part(1);
        while (at < text.length() && text.charAt(at) != quote) {
            at += escaping && text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, text.length());
    }

    private void dollars() {
        Matcher tag = DOLLAR.matcher(text).region(at, text.length());
        boolean inWord = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
        if (inWord || !tag.lookingAt()) {
            part(1);
            return;
        }
        int end = text.indexOf(tag.group(), tag.end());
        part((end < 0 ? text.length() : end + tag.group().length()) - at);
    }

    /** A line for psql, such as {@code \\i} of a file that is made of others. */
    private void backslash() {
        if (start >= 0) {
            part(1);
            return;
        }
        int from = at;
        at = lineEnd();
        String said = text.substring(from, at).strip();
        if (!OF_DUMPS.matcher(said).matches()) {
            statements.add(new Statement(said, line(from)));
        }
        if (COPY.matcher(said.substring(1)).matches()) {
            skipRows();
        }
    }

    private int line(int place) {
        return 1 + (int) text.substring(0, place).chars().filter(c -> c == '\n').count();
    }

    private void end(int end) {
        if (start < 0) {
            return;
        }
        String sql = text.substring(start, end).strip();
        int line = line(start);
        start = -1;
        parentheses = 0;
        bodies = 0;
        previous = "";
        if (COPY.matcher(sql).matches()) {
            skipRows();
        } else if (!sql.isEmpty()) {
            statements.add(new Statement(sql, line));
        }
    }

    /** To the line that ends the rows of a dump. */
    private void skipRows() {
        int end = text.indexOf("\n\\.", at);
        at = end < 0 ? text.length() : Math.max(at, end + "\n\\.".length());
    }
}
