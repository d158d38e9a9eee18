package dev.dunder.examples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Database;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the README that {@code <!-- runs -->} stands above, run on the blog.
 *
 * <p>What a line says behind {@code // →} must be its value, a line that {@code // does not compile} must not, and each
 * statement of a block of SQL below must have been sent by the block above it, whatever stands where it says {@code …}.
 */
class ReadmeTest {
    private static final Pattern EXAMPLE = Pattern.compile(
            "<!-- runs -->\\n+```java\\n(.*?)```(?:\\n+```sql\\n(.*?)```)?", Pattern.DOTALL);
    private static final String IMPORT = "import ";
    private static final Pattern VALUE = Pattern.compile("// → (.*)");

    private static final List<String> SENT = new CopyOnWriteArrayList<>();

    private static Database blog;

    private static PrintStream out;

    @BeforeAll
    static void start() {
        out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        blog = Blog.embedded(statement -> SENT.add(plain(statement.sql())));
    }

    @AfterAll
    static void stop() {
        System.setOut(out);
        blog.close();
    }

    record Example(String java, String sql) {
        @Override
        public String toString() {
            return java.lines().findFirst().orElse("");
        }
    }

    static Stream<Example> examples() throws Exception {
        List<Example> all = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("../README.md")));
        while (matcher.find()) {
            all.add(new Example(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)));
        }
        assertThat(all).hasSizeGreaterThan(8);
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleDoesWhatItSays(Example example) {
        try (JShell shell = shell(example)) {
            SENT.clear();
            run(shell, example.java().lines().filter(line -> !line.startsWith(IMPORT)).collect(joining("\n")));
        }
        for (String statement : example.sql().split("(?m)^\\s*$")) {
            List<String> parts = Stream.of(plain(statement).split("…")).map(String::strip).toList();
            assertThat(SENT).anySatisfy(sql -> assertThat(sql).containsSubsequence(parts));
        }
    }

    /** Where all that examples import is imported first, as variables lose their values by a later import. */
    private static JShell shell(Example example) {
        JShell shell = JShell.builder().executionEngine(new LocalExecutionControlProvider(), Map.of()).build();
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
            shell.addToClasspath(entry);
        }
        Stream.of(example.java(), Blog.read("imports.jsh")).flatMap(String::lines)
                .filter(line -> line.startsWith(IMPORT)).forEach(shell::eval);
        shell.eval("Database db = Dunder.database(\"default\");");
        shell.eval("QuerySet<Row> entries = db.objects(\"entry\");");
        shell.eval("QuerySet<Row> authors = db.objects(\"author\");");
        shell.eval("QuerySet<Row> tags = db.objects(\"tag\");");
        shell.eval("Database second = Dunder.database(\"other\");");
        return shell;
    }

    private static void run(JShell shell, String lines) {
        String rest = lines;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            assertThat(info.completeness().isComplete()).as(rest).isTrue();
            // What is left begins with the comment behind the statement, if there is one.
            String behind = info.remaining().lines().findFirst().orElse("");
            run(shell, info.source(), behind.strip().startsWith("//") ? behind : "");
            rest = info.remaining();
        }
    }

    private static void run(JShell shell, String source, String comment) {
        Matcher value = VALUE.matcher(comment);
        for (SnippetEvent event : shell.eval(source)) {
            if (event.causeSnippet() != null) {
                continue;
            }
            if (comment.contains("does not compile")) {
                assertThat(event.status()).as(source).isEqualTo(Snippet.Status.REJECTED);
                return;
            }
            assertThat(shell.diagnostics(event.snippet()).map(one -> one.getMessage(null))).as(source).isEmpty();
            assertThat(event.exception()).as(source).isNull();
            if (value.find()) {
                assertThat(event.value()).as(source).isEqualTo(value.group(1).strip());
            }
        }
    }

    private static String plain(String sql) {
        return sql.replaceAll("\\s+", " ").replace("\"", "").strip();
    }
}
