package dev.dunder;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A class or a method that is public, its Javadoc, and the lines of its body. */
record Documented(String declaration, String javadoc, List<String> lines) {
    private static final Pattern PUBLIC = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/(?:\\s*@\\w+(?:\\([^)]*\\))?)*\\s*public ([^;{]*)\\{", Pattern.DOTALL);
    private static final Pattern SNIPPET = Pattern.compile(
            "^\\{@snippet :$(.*?)^}$(?=\n\n|\\s*\\z)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("(\\w+)\\(");

    /** All of a source file. */
    static List<Documented> in(Class<?> type) {
        String source = source(type);
        return PUBLIC.matcher(source).results().map(found -> new Documented(
                found.group(2).replaceAll("\\s+", " ").strip(), found.group(1).replaceAll("(?m)^ *\\* ?", ""),
                body(source, found.end()))).toList();
    }

    /** To the brace that stands where methods end. */
    private static List<String> body(String source, int from) {
        int end = source.indexOf("\n    }\n", from);
        return source.substring(from, end < 0 ? source.length() : end).lines().filter(line -> !line.isBlank()).toList();
    }

    private static String source(Class<?> type) {
        try {
            return Files.readString(Path.of("src/main/java", type.getName().replace('.', '/') + ".java"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean isMethod() {
        return declaration.contains("(");
    }

    String name() {
        Matcher name = NAME.matcher(declaration);
        return name.find() ? name.group(1) : declaration;
    }

    List<Example> examples() {
        return SNIPPET.matcher(javadoc).results().map(snippet -> Example.of(declaration, snippet.group(1))).toList();
    }

    /** A snippet: lines of Java, and comment lines that say what they send. */
    record Example(String declaration, String java, String sql) {
        private static final String COMMENT = "//";
        private static final Pattern LAST = Pattern.compile("(?:(?:[\\w<>?, ]+ )?(\\w+) = )?([^=].*);");

        static Example of(String declaration, String snippet) {
            List<String> lines = snippet.lines().filter(line -> !line.isBlank()).toList();
            return new Example(declaration,
                    lines.stream().filter(line -> !isComment(line)).collect(joining("\n")),
                    lines.stream().filter(Example::isComment).map(line -> line.strip().substring(COMMENT.length()))
                            .collect(joining(" ")));
        }

        private static boolean isComment(String line) {
            return line.strip().startsWith(COMMENT);
        }

        /** The statements that the comment says are sent. */
        List<String> statements() {
            return sql.strip().equals("nothing is sent") ? List.of() : Stream.of(sql.split(";")).toList();
        }

        /** The lines as the body of a method that returns what the last one gives. */
        String body() {
            int end = java.lastIndexOf('\n') + 1;
            Matcher last = LAST.matcher(java.substring(end));
            if (!last.matches()) {
                return java + " return null;";
            }
            return last.group(1) == null
                    ? java.substring(0, end) + "return given(() -> " + last.group(2) + ");"
                    : java + " return " + last.group(1) + ";";
        }

        @Override
        public String toString() {
            return declaration + ": " + java;
        }
    }
}
