package dev.dunder.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.testing.TestServer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jooq.Catalog;
import org.jooq.codegen.DefaultGeneratorStrategy;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Strategy;
import org.jooq.meta.jaxb.Target;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a catalog says is text: in the generated classes it stands where it was put, and nothing of it is code. */
class HostileCatalogTest {
    private static final String RAN = "dunder.test.planted";

    /** Code that would run when a class is loaded. */
    private static final String BLOCK = "static{System.setProperty(\"" + RAN + "\",\"yes\");}";

    /** Ways out of a comment and back, out of a string and back, and what makes a line look like another. */
    private static final List<String> TEXTS = List.of(
            "*/" + BLOCK + "/*",
            "\\u002a\\u002f" + BLOCK + "\\u002f\\u002a",
            "\\uuu002a\\uuu002f" + BLOCK + "\\uuu002f\\uuu002a",
            "\\\\u002a/" + BLOCK + "/*",
            "*\\uu002f" + BLOCK + "/\\uu002a",
            "\n*/" + BLOCK + "\n/**",
            "\r/" + BLOCK + "\r/*",
            "*" + "/".repeat(3) + BLOCK,
            "\";}" + BLOCK + "static{String s=\"",
            "\\u0022;}" + BLOCK + "static{String s=\\u0022",
            "\\\";}" + BLOCK + "//",
            "\"\"\";}" + BLOCK + "//",
            "\\uu000a" + BLOCK,
            "\\u", "\\uzzzz", "ends with \\", "ends with \"", "%s %n %1$s %", "]][[before=a][%s]]", "{@link x",
            "\n@deprecated no", "a\u202eb\u202c", "a\u200bb", "a\u200b\u200bb", "a\u2028b\u2029c", "a\rb", "a\nb",
            "a\u001b\u0001b\u0085", "\ufeffa", "\u202e", "emoji \ud83d\ude00", "../../up");

    @TempDir
    private Path out;

    @BeforeEach
    @AfterEach
    void nothingHasRun() {
        System.clearProperty(RAN);
    }

    @Test
    void commentsStayComments() throws Exception {
        List<String> sql = new ArrayList<>();
        sql.add("create type mood as enum ('sad')");
        sql.add("create domain short as text");
        sql.add("create sequence counter");
        String all = TEXTS.stream().map(HostileCatalogTest::literal).collect(Collectors.joining("::text, "));
        sql.add("create view seen as select array[" + all + "::text] as texts");
        for (int i = 0; i < TEXTS.size(); i++) {
            String table = "t" + i;
            String comment = literal(TEXTS.get(i));
            sql.add("create table " + table + " (id int primary key, parent int references " + table
                    + ", m mood, d short)");
            for (String place : List.of("table " + table, "column " + table + ".id", "column " + table + ".parent",
                    "constraint " + table + "_pkey on " + table, "constraint " + table + "_parent_fkey on " + table,
                    "view seen", "type mood", "domain short", "sequence counter", "schema public")) {
                sql.add("comment on " + place + " is " + comment);
            }
            sql.add("alter table " + table + " add column c text default " + comment + " check (c <> " + comment + ")");
        }
        String url = database(sql);

        generate(url, null);
        assertLoads(TEXTS.size() + 1);
    }

    @Test
    void namesStayNames() throws Exception {
        String url = database(named(0));

        generate(url, null);

        assertLoads(names().size() / 4);
        assertThat(files(".java")).allSatisfy(file -> assertThat(Files.readString(file))
                .as(file.getFileName().toString())
                .doesNotContainPattern("[\\p{Cf}\\x00-\\x09\\x0b-\\x1f\\x85\\u2028\\u2029]"));
    }

    @Test
    void inABuildOfYourOwnTooWithEverythingOn() throws Exception {
        String url = database(named(2));

        Generate everything = new Generate().withComments(true).withJavadoc(true).withSources(true)
                .withPojos(true).withDaos(true).withInterfaces(true).withRecords(true).withJavaTimeTypes(true)
                .withGlobalObjectReferences(true).withSequences(true).withUdts(true).withRoutines(true)
                .withPojosToString(true).withFluentSetters(true).withDefaultCatalog(true).withKeys(true)
                .withIndexes(true)
                .withJpaAnnotations(false).withDeprecationOnUnknownTypes(false);
        generate(url, everything);

        assertLoads(names().size() / 4);
        assertThat(files("Sequences.java")).hasSize(1).allSatisfy(file -> assertThat(Files.readString(file))
                .contains("createSequence").doesNotContain("\";}", "\\"));
    }

    /** Texts as names, as far as the server's length for names goes. */
    private static List<String> names() {
        return TEXTS.stream()
                .map(text -> text.replace(BLOCK, "static{f();}"))
                .map(text -> text.length() > 40 ? text.substring(0, 40) : text)
                .distinct().toList();
    }

    /** All of them as names of columns and labels, some as those of everything else. */
    private static List<String> named(int first) {
        List<String> sql = new ArrayList<>();
        List<String> names = names();
        StringBuilder labels = new StringBuilder();
        StringBuilder columns = new StringBuilder();
        for (String name : names) {
            labels.append(labels.isEmpty() ? "" : ", ").append(literal(name));
            columns.append(", ").append(quoted(name)).append(" int");
        }
        sql.add("create type labels as enum (" + labels + ")");
        sql.add("create table columns_ (id_ int primary key, labels labels" + columns + ")");
        for (int i = first; i < names.size(); i += 4) {
            String table = quoted(names.get(i));
            String type = quoted(names.get(i) + " t");
            sql.add("create type " + type + " as enum (" + literal(names.get(i)) + ")");
            sql.add("create domain " + quoted(names.get(i) + " d") + " as text");
            sql.add("create sequence " + quoted(names.get(i) + " s"));
            sql.add("create table " + table + " (" + quoted(names.get(i) + " c") + " int constraint "
                    + quoted(names.get(i) + " k") + " primary key, up int constraint " + quoted(names.get(i) + " f")
                    + " references " + table + ", kind " + type + " default " + literal(names.get(i))
                    + ", d " + quoted(names.get(i) + " d") + " constraint " + quoted(names.get(i) + " h")
                    + " check (d <> 'x'))");
            sql.add("create type " + quoted(names.get(i) + " u") + " as (" + quoted(names.get(i) + " a") + " int)");
            sql.add("create function " + quoted(names.get(i) + " r") + "(" + quoted(names.get(i) + " p")
                    + " int) returns int language sql"
                    + " as 'select 1'");
            sql.add("create function " + quoted(names.get(i) + " q") + "() returns table ("
                    + quoted(names.get(i) + " o")
                    + " int) language sql as 'select 1'");
            sql.add("create index " + quoted(names.get(i) + " i") + " on " + table + " (up)");
        }
        return sql;
    }

    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String database(List<String> sql) throws SQLException {
        String url = TestServer.newDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one.replace("?", "??"));
            }
        }
        return url;
    }

    /** With the command line, or as those do it who name the generator in jOOQ's own configuration. */
    private void generate(String url, @Nullable Generate settings) throws Exception {
        if (settings == null) {
            assertThat(dev.dunder.codegen.Generate.run("--url", url, "--package", "models", "--jooq", "odd", "--out",
                    out.toString())).isZero();
            return;
        }
        GenerationTool.generate(new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withUrl(url))
                .withGenerator(new Generator()
                        .withName(DunderGenerator.class.getName())
                        .withStrategy(new Strategy().withName(DefaultGeneratorStrategy.class.getName()))
                        .withDatabase(new Database().withName("org.jooq.meta.postgres.PostgresDatabase")
                                .withInputSchema("public"))
                        .withGenerate(settings)
                        .withTarget(new Target().withPackageName("odd").withDirectory(out.toString()))));
    }

    /** All of it compiles, all classes load and are initialized, and nothing that was planted has run. */
    private void assertLoads(int tables) throws Exception {
        List<Path> files = files(".java");
        assertThat(problems(files)).isEmpty();
        Path classes = out.resolve("classes");
        try (URLClassLoader loader = new URLClassLoader(new URL[]{classes.toUri().toURL()})) {
            for (Path file : files(".class")) {
                String name = classes.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                Class.forName(name, true, loader);
            }
            Catalog catalog = (Catalog) loader.loadClass("odd.DefaultCatalog").getField("DEFAULT_CATALOG").get(null);
            assertThat(catalog.getSchemas().get(0).getTables()).hasSizeGreaterThanOrEqualTo(tables);
            String models = Files.exists(out.resolve("models")) ? "models.Models" : "odd.models.Models";
            loader.loadClass(models).getField("SCHEMA").get(null);
        }
        assertThat(System.getProperty(RAN)).isNull();
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
            List<String> options = List.of("-d", classes.toString(), "-proc:none", "-encoding", "UTF-8",
                    "-Xlint:all,-classfile,-options,-processing");
            compiler.getTask(null, manager, found, options, null, manager.getJavaFileObjectsFromPaths(files)).call();
        }
        return found.getDiagnostics().stream()
                .filter(one -> one.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                .map(Object::toString).toList();
    }
}
