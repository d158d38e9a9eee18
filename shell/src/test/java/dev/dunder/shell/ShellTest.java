package dev.dunder.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.testing.TestServer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
