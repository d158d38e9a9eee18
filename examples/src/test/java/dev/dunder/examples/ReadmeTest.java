package dev.dunder.examples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.Dunder;
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
import javax.sql.DataSource;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the README that {@code <!-- runs -->} stands above, run on the blog.
 *
 * <p>What a line says behind {@code // →} must be its value, a line that {@code // does not compile} must not, and each
 * statement of a block of SQL below must have been sent by the block above it, whatever stands where it says {@code …}. A block
 * that says nothing of where it runs fails.
 */
public class ReadmeTest {
    private static final Pattern EXAMPLE = Pattern.compile(
            "<!-- runs -->\\n+```java\\n(.*?)```(?:\\n+```sql\\n(.*?)```)?", Pattern.DOTALL);
    /** Other modules try those of theirs. */
    private static final Pattern TRIED = Pattern.compile("<!-- runs( in (spring|lookups))? -->\\n+```java\\n");
    private static final String IMPORT = "import ";
    /** It is open already. */
    private static final String CONNECTING = "Database db = Database.connect(";
    /** A variable or a method of the prelude. */
    private static final Pattern DECLARED = Pattern.compile("(\\w+)( = |\\()");
    private static final Pattern VALUE = Pattern.compile("// → (.*)");

    /** What examples may name that do not say where it is from. */
    private static final String PRELUDE = """
            import java.util.concurrent.*;
            import java.util.stream.*;
            Database db = Dunder.database("default");
            Database second = Dunder.database("other");
            Database archive = Dunder.database("other");
            javax.sql.DataSource pool = dev.dunder.examples.ReadmeTest.pool();
            javax.sql.DataSource copy = dev.dunder.examples.ReadmeTest.pool();
            QuerySet<Row> entries = db.objects("entry");
            QuerySet<Row> authors = db.objects("author");
            QuerySet<Row> tags = db.objects("tag");
            QuerySet<Row> categories = db.objects("category");
            Row entry = db.objects("entry").filter("x", 2).first();
            Thread thread = new Thread(() -> {});
            io.micrometer.observation.ObservationRegistry registry = io.micrometer.observation.ObservationRegistry.create();
            org.jooq.DSLContext ctx = db.dsl();
            org.jooq.Table<?> ENTRY = db.dsl().meta().getTables("entry").get(0);
            void renderHeader() {}
            void render(Row row) {}
            """;

    private static final List<String> SENT = new CopyOnWriteArrayList<>();

    private static Database blog;
    private static HikariDataSource connections = new HikariDataSource();

    private static PrintStream out;

    @BeforeAll
    static void start() {
        out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        blog = Blog.embedded(statement -> SENT.add(plain(statement.sql())));
        int unused = blog.dsl().execute("""
                create table category (id int primary key, parent_id int references category, name text not null);
                insert into category values (7, null, 'Drinks'), (8, 7, 'Hot'), (9, 8, 'Tea'), (10, null, 'Bread');
                """);
        blog.forgetSchema();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(blog.dsl().connectionResult(connection -> connection.getMetaData().getURL()));
        config.setUsername("postgres");
        config.setMaximumPoolSize(2);
        connections = new HikariDataSource(config);
    }

    /** A pool of the reader's own, for the examples. */
    public static DataSource pool() {
        return connections;
    }

    @AfterAll
    static void stop() {
        System.setOut(out);
        connections.close();
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
        return all.stream();
    }

    /** What nobody tries is soon wrong. */
    @Test
    void everyBlockOfJavaSaysWhereItRuns() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        assertThat(readme.split("```java", -1).length).isEqualTo(TRIED.split(readme, -1).length).isGreaterThan(40);
        assertThat(TRIED.matcher(readme).replaceAll("").lines().filter(line -> line.startsWith("```java"))).isEmpty();
    }

    @AfterEach
    void withoutARouter() {
        Dunder.setRouter(null);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleDoesWhatItSays(Example example) {
        try (JShell shell = shell(example)) {
            SENT.clear();
            run(shell, example.java().lines()
                    .filter(line -> !line.startsWith(IMPORT) && !line.startsWith(CONNECTING)).collect(joining("\n")));
        }
        for (String statement : example.sql().isBlank() ? new String[0] : example.sql().split("(?m)^\\s*$")) {
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
        Stream.of(example.java(), Blog.read("imports.jsh"), PRELUDE).flatMap(String::lines)
                .filter(line -> line.startsWith(IMPORT)).forEach(shell::eval);
        PRELUDE.lines().filter(line -> isNamed(line, example)).forEach(line -> shell.eval(line).forEach(event -> {
            assertThat(event.status()).as(line).isEqualTo(Snippet.Status.VALID);
            assertThat(event.exception()).as(line).isNull();
        }));
        return shell;
    }

    /** Each line takes time, and most examples name little. */
    private static boolean isNamed(String line, Example example) {
        Matcher declared = DECLARED.matcher(line);
        return declared.find() && (declared.group(1).equals("db")
                || Pattern.compile("\\b" + declared.group(1) + "\\b").matcher(example.java()).find());
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
