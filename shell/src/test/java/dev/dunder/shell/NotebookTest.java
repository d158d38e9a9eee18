package dev.dunder.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import dev.dunder.Database;
import dev.dunder.Dunder;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.lookups.LookupException;
import dev.dunder.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a cell of a notebook shows, of a kernel of JJava's that runs its lines in JShell. */
@Timeout(120)
public class NotebookTest {
    private static Database db;
    private static Kernel kernel;

    /** What the kernel was told to display. */
    private static DisplayData displayed = DisplayData.EMPTY;

    /** The last value of what the kernel has run. */
    public static Object value;

    /** The database, for the cells. */
    public static Database database() {
        return db;
    }

    /** All that is JJava's own but for the evaluation, which is not among what it publishes for others. */
    private static final class Kernel extends BaseKernel {
        private final JShell shell = JShell.builder().executionEngine("local").build();

        Kernel() {
            super("test", "1", new LanguageInfo.Builder("Java").build(), List.of(), null,
                    new JupyterIO(StandardCharsets.UTF_8), new CommManager(), new Renderer(), null,
                    new MagicsRegistry(), true, new StringStyler.Builder().build());
            shell.addToClasspath(System.getProperty("java.class.path"));
        }

        @Override
        public void display(DisplayData data) {
            displayed = data;
        }

        @Override
        public Object evalRaw(String source) {
            value = null;
            boolean expression = !source.startsWith("import ") && !source.endsWith(";");
            for (SnippetEvent event : shell
                    .eval(expression ? NotebookTest.class.getName() + ".value = " + source + ";" : source)) {
                if (event.exception() != null) {
                    throw new IllegalStateException(event.exception());
                }
                if (event.status() != Snippet.Status.VALID) {
                    throw new IllegalArgumentException(source + ": "
                            + shell.diagnostics(event.snippet()).map(one -> one.getMessage(null)).toList());
                }
            }
            return value;
        }

        @Override
        public DisplayData inspect(String code, int at, boolean extraDetail) {
            return DisplayData.EMPTY;
        }

        @Override
        public ReplacementOptions complete(String code, int at) {
            return new ReplacementOptions(List.of(), at, at);
        }

        @Override
        public String isComplete(String code) {
            return IS_COMPLETE_MAYBE;
        }
    }

    private static HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestServer.newDatabase());
        config.setMaximumPoolSize(2);
        return config;
    }

    @BeforeAll
    static void start() {
        db = Database.pooled(config()).build();
        int unused = db.dsl().execute("""
                create table tag (id int primary key, name text, "<b>" text);
                insert into tag select n, 'tag ' || n from generate_series(1, 30) n;
                update tag set name = '<script>alert("1 & ''2''")</script>', "<b>" = E'a\\nb' where id = 1;
                """);
        kernel = new Kernel();
        kernel.onStartup();
    }

    @AfterAll
    static void stop() {
        Dunder.setDisplay(null);
        kernel.onShutdown(false);
        kernel.shell.close();
        db.close();
    }

    private static String html(DisplayData shown) {
        return (String) shown.getData(MIMEType.TEXT_HTML);
    }

    private static String text(DisplayData shown) {
        return (String) shown.getData(MIMEType.TEXT_PLAIN);
    }

    private static DisplayData cell(String line) {
        return kernel.eval(line.replace("db.", NotebookTest.class.getName() + ".database()."));
    }

    @Test
    void aQuerySetIsATableOfItsFirstRows() {
        DisplayData shown = cell("db.objects(\"tag\").filter(\"id__gt\", 1).orderBy(\"id\")");
        assertThat(html(shown)).startsWith(
                "<table class=\"mathjax_ignore tex2jax_ignore\"><thead><tr><th>id</th><th>name</th><th>&lt;b&gt;</th></tr></thead>"
                        + "<tbody><tr><td style=\"text-align: right\">2</td><td style=\"text-align: left\">tag 2</td>")
                .endsWith("</tbody></table><p>(20 of 29 rows)</p>").contains("tag 21").doesNotContain("tag 22");
        assertThat(text(shown)).contains("tag 21").contains("20 of 29 rows");
    }

    @Test
    void whatIsFromTheDatabaseIsText() {
        String html = html(cell("db.objects(\"tag\").get(\"id\", 1)"));
        assertThat(html).contains("<td style=\"text-align: left\">&lt;script&gt;alert(&quot;1 &amp; &#39;2&#39;&quot;)"
                + "&lt;/script&gt;</td>").doesNotContain("<script", "<b>", "\n");
    }

    @Test
    void rowsAreTablesHoweverOneHasThem() {
        for (String line : List.of("db.objects(\"tag\").list()", "db.objects(\"tag\").orderBy(\"id\").page(2, 5)",
                "db.objects(\"tag\").orderBy(\"id\").firstPage(7)", "db.objects(\"tag\").raw(\"select * from tag\")",
                "db.objects(\"tag\").values(\"name\")", "db.objects(\"tag\").valuesList(\"name\", \"id\")")) {
            assertThat(html(cell(line))).as(line).startsWith("<table ").contains("tag 7").contains("</table><p>(");
        }
        assertThat(html(cell("db.objects(\"tag\").none()"))).isEqualTo("<p>(0 rows)</p>");
    }

    @Test
    void whatHasNoRowsIsText() {
        assertThat(text(cell("db.schema()"))).isEqualTo("Schema of tag");
        DisplayData other = cell("java.util.List.of(1, 2)");
        assertThat(text(other)).isEqualTo("[1, 2]");
        assertThat(other.hasDataForType(MIMEType.TEXT_HTML)).isFalse();
    }

    /** What the shell has imported is there, and html(…) as well. */
    @Test
    void moreRowsAreShownOnRequest() {
        DisplayData shown = cell("html(db.objects(\"tag\").filter(q(\"id__gt\", 1)).orderBy(\"id\"), 25)");
        assertThat(html(shown)).contains("tag 26").doesNotContain("tag 27").contains("25 of 29 rows");
        assertThat(text(shown)).contains("tag 26").doesNotContain("<td");
    }

    @Test
    void whatTheShellAloneCanDoIsNotAdvised() {
        for (String line : List.of("db.objects(\"tag\").orderBy(\"id\")", "html(db.objects(\"tag\").orderBy(\"id\"))",
                "db.objects(\"tag\").raw(\"select * from tag order by id\")")) {
            DisplayData shown = cell(line);
            assertThat(html(shown)).as(line).contains("tag 20").doesNotContain("tag 21").contains("20 of ");
            assertThat(text(shown)).as(line).contains("(20 of ").doesNotContain("show(");
        }
    }

    @Test
    void showIsATableToo() {
        DisplayData last = cell("db.objects(\"tag\").filter(\"id__gt\", 1).orderBy(\"id\").show();");
        assertThat(last).isNull();
        assertThat(html(displayed)).startsWith("<table ").contains("tag 21").doesNotContain("tag 22")
                .contains("20 of 29 rows");
        assertThat(text(displayed)).contains("tag 21").doesNotContain("show(");
        cell("show(25);");
        assertThat(html(displayed)).contains("tag 26").doesNotContain("tag 27").contains("25 of 29 rows");
        cell("db.objects(\"tag\").filter(\"id__lt\", 29).orderBy(\"id\")");
        cell("show(26);");
        assertThat(html(displayed)).contains("tag 26").doesNotContain("tag 27").contains("26 of 28 rows");
        assertThatThrownBy(() -> cell("show(0);")).rootCause().hasMessageContaining("1 row or more");
    }

    @Test
    void tablesCanBeHadWithoutANotebook() {
        QuerySet<Row> tags = db.objects("tag").filter("id", 2);
        assertThat(Html.html(tags)).hasToString(
                "<table class=\"mathjax_ignore tex2jax_ignore\"><thead><tr><th>id</th><th>name</th><th>&lt;b&gt;</th></tr>"
                        + "</thead><tbody><tr><td style=\"text-align: right\">2</td><td style=\"text-align: left\">tag 2</td>"
                        + "<td style=\"text-align: right\">null</td></tr></tbody></table><p>(1 row)</p>");
        assertThat(Html.html(db.objects("tag").filter("id", -1).list())).hasToString("<p>(0 rows)</p>");
        assertThatThrownBy(() -> Html.html(new ArrayList<>(List.of(1)))).isInstanceOf(LookupException.class)
                .hasMessageContaining("ArrayList");
        assertThatThrownBy(() -> Html.html(Map.of())).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> Html.html(tags, 0)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> Html.html(null)).isInstanceOf(LookupException.class);
    }
}
