package dev.dunder.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dunder.testing.TestServer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one types and sees, in a process of its own. */
class ShellTest {
    private static final String URL = TestServer.newDatabase();

    @BeforeAll
    static void tables() throws Exception {
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table tag (id int primary key, name text not null);
                    create table "order" (id int primary key, tag_id int references tag);
                    insert into tag select n, 'tag ' || n from generate_series(1, 30) n;
                    """);
        }
    }

    /** One of its own, with what the script makes. */
    private static String database(String script) throws Exception {
        String url = TestServer.newDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
        return url;
    }

    /** What is printed when this is typed. */
    private static String typed(String... lines) throws Exception {
        return typedAt(URL, lines);
    }

    /** Where nothing was ever typed. */
    private static String newHome() throws Exception {
        return Files.createTempDirectory(Path.of("target"), "prefs").toString();
    }

    private static String typedAt(String url, String... lines) throws Exception {
        Process shell = new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Ddunder.shell.width=60", "-Djava.util.prefs.userRoot=" + newHome(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), "dev.dunder.shell.Main", url).redirectErrorStream(true)
                .start();
        shell.getOutputStream().write((String.join("\n", lines) + "\nexit\n").getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().flush();
        String text = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(shell.exitValue()).isZero();
        return answersOnLinesOfTheirOwn(text, lines);
    }

    /** Whether what was typed is echoed behind the prompt, and ends its line, depends on when it was read. */
    private static String answersOnLinesOfTheirOwn(String text, String... typed) {
        String apart = text;
        for (String line : typed) {
            apart = apart.replace("jshell> " + line, "jshell> " + line + "\n");
        }
        return apart.replace("jshell> ", "jshell>\n");
    }

    @Test
    void querySetsArePrintedAsTheirRows() throws Exception {
        String text = typed("tag.orderBy(\"id\")", "show(25)", "row(3)", "var few = tag.filter(\"id\", 1);",
                "db.objects(\"order\")", "tag.values(upper(\"name\").as(\"loud\")).orderBy(\"id\").first()");

        assertThat(text).contains("db has the models order, tag.")
                .contains("id | name\n---+-------\n 1 | tag 1\n 2 | tag 2\n")
                .contains("(20 of 30 rows; show(30) prints all, row(3) a whole one)")
                .contains("25 | tag 25\n(25 of 30 rows").contains("-[ 3 ]-").contains("name | tag 3")
                .contains("few ==> QuerySet of tag: select").contains("(0 rows)").contains("TAG 1");
    }

    @Test
    void namesThatAreNoVariablesAreOnlySaid() throws Exception {
        String url = TestServer.newDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema sales; create table sales.deal (id int primary key);"
                    + "create table \"odd\"\");\nSystem.exit(3); //\" (id int primary key);"
                    + "create table zebra (id int primary key); insert into sales.deal values (7)");
        }

        assertThat(typedAt(url, "db.objects(\"sales.deal\")", "zebra")).contains("sales.deal").contains("\n 7\n")
                .contains("(0 rows)").doesNotContain("|  Error");
    }

    @Test
    void whatIsSaidReadsAsItWasSaid() throws Exception {
        String text = typed("q(\"id\", 1).or(q(\"name\", \"x\"))", "lower(\"name\")", "db", "db.schema()",
                "tag.async().count().thenApply(n -> n + 1)", "describe(\"tag\")");

        assertThat(text).contains("q(\"id\", 1).or(q(\"name\", \"x\"))").contains("lower(\"name\")")
                .contains("Database with order, tag").contains("Schema of order, tag").contains("a future that")
                .contains("primary key").doesNotContain("Exception");
    }

    /** A name that turns the terminal's page, in whichever value it is. */
    @Test
    void nothingThatIsPrintedMovesTheCursor() throws Exception {
        String url = database("""
                create table tag (id int primary key, name text not null);
                insert into tag select n, E'\\033[2J tag ' || n from generate_series(1, 30) n;
                comment on table tag is E'\\033[2J a comment';
                """);
        String text = typedAt(url, "tag.first().get(\"name\")",
                "tag.limit(2).valuesList(\"name\", String.class).list()",
                "var names = tag.valuesList(\"name\", String.class).list();", "names",
                "tag.valuesList(\"id\", \"name\").limit(2).list()", "tag.first().toMap()", "tag.inBulk(List.of(1, 2))",
                "tag.firstOptional()", "tag.valuesList(\"name\", String.class).firstOptional()",
                "CompletableFuture.completedFuture(tag.first().get(\"name\"))",
                "CompletableFuture.failedFuture(new Exception(tag.first().get(\"name\", String.class)))",
                "new String[]{tag.first().get(\"name\", String.class)}",
                "new StringBuilder(tag.first().get(\"name\", String.class))",
                "throw new IllegalStateException(tag.first().get(\"name\", String.class));", "lastError()",
                "/vars names",
                "describe(\"tag\")", "describe(tag)", "tag", "tag.show()", "row(3)",
                "sql(tag.filter(\"name\", \"\\033[2J\"), true)",
                "tag.raw(\"select *, '\\033[2J' as x from tag limit 1\")", "statements(true, true)",
                "tag.raw(\"select *, '\\033[2J' as x from tag limit 1\").list()");

        assertThat(text).doesNotContain("\033").contains("==> \"\\033[2J tag 1\"")
                .contains("java.lang.Exception: \\u001b[2J tag 1").doesNotContain("|  Error");
    }

    @Test
    void listsMapsAndOptionalsArePrintedAsTheirRows() throws Exception {
        String text = typed("tag.orderBy(\"id\").valuesList(\"name\", String.class).list()", "row(30)", "show(21)",
                "tag.orderBy(\"id\").valuesList(\"id\", \"name\").limit(2).list()", "tag.get(\"id\", 2).toMap()",
                "db.objects(\"tag\").annotate(repeat(\"name\", 20).as(\"long\")).get(\"id\", 2).toMap()",
                "tag.inBulk(List.of(7))", "tag.filter(\"id\", 9).firstOptional()", "tag.none().firstOptional()",
                "List.of(1, 2, 3)", "Set.of(\"x\".repeat(70))",
                "CompletableFuture.completedFuture(List.of(tag.get(\"id\", 11)))",
                "var cancelled = new CompletableFuture<String>(); cancelled.cancel(true)", "cancelled");

        assertThat(text).contains("value\n------\ntag 1\ntag 2\n")
                .contains("(20 of 30 rows; show(30) prints all, row(3) a whole one)").contains("value | tag 30")
                .contains("tag 21\n(21 of 30 rows").contains("1 | 2\n--+------\n1 | tag 1\n2 | tag 2\n$4 ==> (2 rows)")
                .contains("==> {id=2, name=tag 2}")
                .contains("id   | 2\nname | tag 2\nlong | tag 2tag 2").contains("==> a map of 3")
                .contains("key | id | name\n----+----+------\n  7 |  7 | tag 7\n").contains(" 9 | tag 9\n")
                .contains("(1 row), of an Optional").contains("==> Optional.empty").contains("==> [1, 2, 3]")
                .contains("x".repeat(55) + "…").contains("11 | tag 11\n").contains("(1 row), of a future")
                .contains("==> a future that was cancelled").doesNotContain("|  Error");
    }

    @Test
    void showPrintsAsTheShellDoes() throws Exception {
        String text = typed("tag.orderBy(\"id\").show()", "show(22)", "var many = tag.orderBy(\"id\");",
                "many = many.annotate(repeat(\"name\", 20).as(\"long\"));",
                "many = many.annotate(repeat(\"name\", 30).as(\"more\"));", "many.show()", "row(2)",
                "many.async().show().join()", "tag.none().show()");

        assertThat(text).contains("20 | tag 20\n(20 of 30 rows; show(30) prints all, row(3) a whole one)\n")
                .contains("22 | tag 22\n(22 of 30 rows").contains("id | name   | long ").contains("…")
                .contains("-[ 2 ]-").containsPattern("more \\| tag 2tag 2.*\n +\\| ").contains("(0 rows)");
        // Names of values are JShell's to print.
        assertThat(text.lines().filter(line -> !line.contains("==>")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    }

    @Test
    void howManyRowsAndWhichRowIsChecked() throws Exception {
        String text = typed("tag.orderBy(\"id\")", "show(Integer.MAX_VALUE)", "statements(true)", "show(-1)", "show(0)",
                "row(0)", "row(31)", "List.of(1)", "row(2)", "statements(false)",
                "tag.raw(\"select * from tag order by id\")", "row(29)", "tag.raw(\"select * from tag where false\")")
                .replace("\n|  ", " ");

        assertThat(text).contains("30 | tag 30\n(30 rows)\n").contains("A table has 1 row or more, not -1.")
                .contains("A table has 1 row or more, not 0.").contains("Rows are counted from 1, not from 0.")
                .contains("There is no row 2 among 1 row.").containsOnlyOnce("sql> ")
                .contains("-[ 29 ]-").contains("name | tag 29").contains("==> (0 rows)");
    }

    /** One of each class of functions, and what the server says of how it finds the rows. */
    @Test
    void allFunctionsAreImportedAndThePlanIsLines() throws Exception {
        String text = typed("tag.annotate(coalesce(\"name\", value(\"-\")).as(\"a\")).filter(\"a\", \"tag 1\").count()",
                "tag.filter(upper(\"name\").exact(\"TAG 2\")).count()", "tag.filter(abs(f(\"id\")).exact(3)).count()",
                "tag.annotate(now().as(\"n\")).filter(\"n__isnull\", false).count()",
                "tag.annotate(rowNumber().over(window().orderBy(\"id\")).as(\"r\")).filter(\"r\", 5).count()",
                "tag.aggregate(corr(\"id\", \"id\"))",
                "tag.filter(searchVector(\"name\").exact(searchQuery(\"tag\"))).count()",
                "tag.filter(\"id\", 1).explain()", "Range.of(1, 2)", "LocalDate.of(2024, 1, 2)");

        assertThat(text).contains("$1 ==> 1\n", "$2 ==> 1\n", "$3 ==> 1\n", "$4 ==> 30\n", "$5 ==> 1\n", "$6 ==> 1.0\n",
                "$7 ==> 30\n").containsPattern("\n *Index (Only )?(Scan|Cond)|\nSeq Scan on tag")
                .contains("==> a text of 2 lines")
                .doesNotContain("|  Error");
    }

    /** Nobody says how wide it is but the terminal. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aTerminalIsAsWideAsItIs() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux") && Files.isExecutable(Path.of("/usr/bin/script")),
                "There is no script: apt-get install bsdutils");
        String java = String.join(" ", List.of(
                "'" + System.getProperty("java.home") + File.separator + "bin" + File.separator + "java'",
                "-Djava.util.prefs.userRoot=" + newHome(), "-XX:TieredStopAtLevel=1", "dev.dunder.shell.Main",
                "'" + URL + "'"));
        for (int width : new int[]{80, 40}) {
            ProcessBuilder builder = new ProcessBuilder("/usr/bin/script", "-qc", "stty cols " + width + "; " + java,
                    "/dev/null").redirectErrorStream(true);
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            builder.environment().put("TERM", "dumb");
            builder.environment().keySet().remove("COLUMNS");
            Process shell = builder.start();
            shell.getOutputStream()
                    .write("tag.annotate(repeat(\"name\", 30).as(\"long\")).orderBy(\"id\").limit(1)\nexit\n"
                            .getBytes(StandardCharsets.UTF_8));
            shell.getOutputStream().flush();
            String text = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
            assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(text.lines().filter(line -> line.contains(" 1 | tag 1 | tag 1tag 1"))).singleElement()
                    .satisfies(line -> assertThat(line).hasSize(width).endsWith("…"));
        }
    }

    @Test
    void aModelIsDescribedByNameBySetAndByItself() throws Exception {
        String text = typed("describe(\"tag\")", "describe(tag.filter(\"id\", 1).values(\"name\"))",
                "describe(db.schema().model(\"tag\"))");

        assertThat(text.split("primary key", -1)).hasSize(4);
    }

    @Test
    void theStatementIsPrintedWithItsValuesOnRequest() throws Exception {
        String text = typed("sql(tag.filter(\"id\", 7))", "sql(tag.filter(\"id\", 8, \"name\", \"x\"), true)",
                "sql(tag, true)");

        assertThat(text).contains("\"tag\".\"id\"\n= ?\n").contains("with 8, x\n").doesNotContain("with 7")
                .doesNotContain("|  Error");
    }

    @Test
    void anErrorIsWhatItSaysAndItsTraceIsToBeHad() throws Exception {
        String text = typed("tag.filter(\"nme\", 1)", "lastError()");

        assertThat(text).contains("LookupException: Cannot\n|  resolve 'nme' on tag. Did you mean 'name'?");
        assertThat(
                text.substring(0, text.indexOf("dev.dunder.lookups.LookupException", text.indexOf("resolve 'nme'"))))
                .doesNotContain("at ");
        assertThat(text).contains("\tat ");
    }

    @Test
    void statementsArePrintedOnRequest() throws Exception {
        String text = typed("tag.count()", "statements(true)", "tag.filter(\"id\", 1).count()", "statements(false)",
                "tag.exists()");

        assertThat(text).containsOnlyOnce("sql> ")
                .contains("  sql> select count(*) from \"tag\" where \"tag\".\"id\" = ?\n")
                .containsPattern("       1 row, \\d+\\.\\d ms\n").doesNotContain("with 1");
    }

    @Test
    void whatWasSentWithAStatementIsPrintedOnRequestBeforeItsRows() throws Exception {
        String text = typed("statements(true, true)", "tag.filter(\"id\", 7, \"name__contains\", \"tag\")");

        assertThat(text).containsPattern("       with 7, %tag%, 21; 1 row, \\d+\\.\\d ms\n\nid");
    }

    @Test
    void aLongWorkHasALine() throws Exception {
        String url = TestServer.newDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table slow (id int primary key);
                    create function slow() returns trigger language plpgsql as $$begin
                        if new.id > 9 then perform pg_sleep(0.6); end if; return new; end$$;
                    create trigger slow before insert on slow for each row execute function slow();
                    """);
        }
        String text = typedAt(url, "slow.copyIn(List.of(slow.with(\"id\", 1)), Bulk.USUAL.progress(progress()))",
                "slow.copyIn(List.of(slow.with(\"id\", 10), slow.with(\"id\", 20)), Bulk.USUAL.progress(progress()))");

        assertThat(text).containsPattern("\n2 rows, 6 bytes, \\d rows/s\n");
    }

    @Test
    void statementsAreLinesAndNotLiteralsOfJava() throws Exception {
        String text = typed("tag.filter(\"id\", 1).sql()", "\"\\033[2J\" + \"long \".repeat(20)",
                "tag.first().get(\"name\")");

        assertThat(text).contains("\nselect \"tag\".\"id\", \"tag\".\"name\" from \"tag\" where \"tag\".\"id\"\n= ?\n")
                .contains("==> a text of 63 characters").contains("==> \"tag 1\"").contains("\\u001b[2Jlong long")
                .doesNotContain("\033[2J");
    }

    @Test
    void noLineOfTheGreetingIsLongerThanTheTerminalAndNothingElseIsSaid() throws Exception {
        String text = typed();

        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
        assertThat(text).doesNotContain("INFO", "WARN", "SLF4J", "prefs").contains("exit leaves.");
    }

    @Test
    void anOldJavaAndOneWithoutToolsAreToldSo() {
        assertThat(Main.missing(17, true)).isEqualTo(" is Java 17.");
        assertThat(Main.missing(21, false)).contains("no JShell");
        assertThat(Main.missing(21, true)).isEmpty();
    }

    @Test
    void anEmptyDatabaseIsSaidToBeEmpty() throws Exception {
        assertThat(typedAt(TestServer.newDatabase(), "db").replaceAll("\\s+", " "))
                .contains("has no tables that").contains("may see. Once there are some, db.forgetSchema()")
                .contains("db ==> Database with no tables").doesNotContain("has the models");
    }
}
