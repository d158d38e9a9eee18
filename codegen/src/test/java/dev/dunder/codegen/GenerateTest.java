package dev.dunder.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.NotLoadedException;
import dev.dunder.testing.TestServer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated compiles without a warning, whatever the tables and columns are called. */
class GenerateTest {
    private static final String ODD = """
            create type mood as enum ('sad', 'happy');
            create table state (id int primary key, "delete" text, "with" int, model text, async int, "class" text, "get class" text);
            create table manager (id int primary key, state_id int references state, "hashCode" int, "1st" int, "ünï" text);
            create table "Mixed Case" (id int primary key, manager int references manager, mood mood, tags text[], raw bytea, day date,
                price numeric(6, 2), big numeric(30, 0), data jsonb, ip inet, at timestamptz, took interval, uid uuid, path int);
            create table record (a int, b int, primary key (a, b));
            create table integer_ (id int primary key, a int not null, b int not null, foreign key (a, b) references record);
            create table pair (left_id int references state, right_id int references manager, primary key (left_id, right_id));
            create table node (id int primary key, parent_id int references node, twin_id int unique references node);
            create table load (id int primary key, with_id int references state, "return" int references manager,
                pk_id int unique not null references node, load_id int references load);
            create view seen as select * from state;
            """;

    @TempDir
    private Path out;

    @Test
    void oddNamesCompile() throws Exception {
        generate(ODD);

        List<Path> files = files(".java");
        assertThat(files.stream().map(file -> file.getFileName().toString())).contains("State.java", "Manager.java",
                "MixedCase.java", "Record.java", "Integer_.java", "Pair.java", "Node.java", "Seen.java", "Models.java");
        assertThat(problems(files)).isEmpty();
    }

    @Test
    void aModelHasColumnsRelationsAndTypes() throws Exception {
        generate(ODD);

        String model = Files.readString(out.resolve("odd/models/MixedCase.java"));
        assertThat(model)
                .contains(
                        "public static final Manager<MixedCase> objects = Manager.of(Models.SCHEMA.model(\"Mixed Case\"), MixedCase::new)"
                                .replace("Manager<MixedCase>", "dev.dunder.Manager<MixedCase>")
                                .replace("Manager.of", "dev.dunder.Manager.of"))
                .contains("NumberPath<MixedCase, BigDecimal, BigDecimal, BigDecimal> PRICE")
                .contains("OrderedPath<MixedCase, LocalDate> DAY")
                .contains("TextPath<MixedCase> IP");
        assertThat(Files.readString(out.resolve("odd/models/Node.java"))).contains("Paths<Node> PARENT = ",
                "Paths<Node> TWIN = ");
    }

    @Test
    void aModelReadsTheRowsOfItsRelationsByNamesThatAreFree() throws Exception {
        generate(ODD);

        assertThat(Files.readString(out.resolve("odd/models/Node.java")))
                .contains("public @Nullable Node parent() {", "return one(\"parent\", Node.class)")
                .contains("public QuerySet<Node> nodeParent() {", "return many(\"node_parent\", Node.class)");
        assertThat(Files.readString(out.resolve("odd/models/Load.java")))
                .contains("State with_() {", "Manager return__() {", "Node pk() {", "return requiredOne(\"pk\"")
                .contains("Load load_() {", "QuerySet<Load> loadLoad() {");
    }

    @Test
    void aRelationWithoutARowIsNullAndOneThatIsNotLoadedThrows() throws Exception {
        generate(ODD);
        assertThat(problems(files(".java"))).isEmpty();

        try (URLClassLoader loader = new URLClassLoader(new URL[]{out.resolve("classes").toUri().toURL()})) {
            Class<?> type = loader.loadClass("odd.models.Node");
            Object unknown = type.getMethod("with").invoke(null);
            Object root = type.getMethod("parentId", Integer.class).invoke(unknown, (Object) null);
            Object child = type.getMethod("parentId", Integer.class).invoke(unknown, 1);

            assertThat(type.getMethod("parent").invoke(root)).isNull();
            assertThatThrownBy(() -> type.getMethod("parent").invoke(child))
                    .hasCauseInstanceOf(NotLoadedException.class);
        }
    }

    @Test
    void whatIsGeneratedAgainIsTheSameAndWhatIsGoneIsTakenAway() throws Exception {
        generate(ODD);
        String before = Files.readString(out.resolve("odd/models/Node.java"));

        generate(ODD + "drop view seen;");

        assertThat(Files.readString(out.resolve("odd/models/Node.java"))).isEqualTo(before);
        assertThat(out.resolve("odd/models/Seen.java")).doesNotExist();
    }

    private void generate(String sql) throws Exception {
        String url = TestServer.newDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        assertThat(Generate.run("--url", url, "--package", "odd", "--out", out.toString())).isZero();
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private List<String> problems(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        Path classes = Files.createDirectories(out.resolve("classes"));
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, null, null)) {
            List<String> options = List.of("-d", classes.toString(), "-proc:none",
                    "-Xlint:all,-classfile,-options,-processing");
            compiler.getTask(null, manager, found, options, null, manager.getJavaFileObjectsFromPaths(files)).call();
        }
        List<String> problems = new ArrayList<>();
        found.getDiagnostics().stream()
                .filter(one -> !String.valueOf(one.getMessage(null)).contains("XmlAccessType"))
                .forEach(one -> problems.add(one.toString()));
        return problems;
    }
}
