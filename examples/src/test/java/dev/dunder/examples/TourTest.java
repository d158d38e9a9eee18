package dev.dunder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo and the shell, as someone who runs them sees them. */
class TourTest {
    @Test
    void theTourShowsLinesStatementsAndRows() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Demo.main(new String[0]);
        } finally {
            System.setOut(out);
        }

        String lines = printed.toString(StandardCharsets.UTF_8);
        assertThat(lines).doesNotContain("\033");
        assertThat(lines.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(112));
        String text = lines.replaceAll("\\s+", " ");
        List<String> steps = Blog.read("tour.jsh").lines().filter(line -> line.startsWith("// ")).toList();
        assertThat(steps).hasSizeGreaterThan(8).allSatisfy(step -> assertThat(text).contains(step.substring(3)));
        assertThat(text)
                .contains("jshell> db.objects(\"entry\")")
                .contains("sql> select")
                .contains("on the virtual thread dunder-")
                .contains("Did you mean 'author'?")
                .containsPattern("20,000 rows, \\d+\\.\\d kB, [0-9,]+ rows/s")
                .contains("That was the tour.");
        // Exceptions are part of the tour's last step, and of no other.
        String before = text.substring(0, text.indexOf(steps.get(steps.size() - 1).substring(3)));
        assertThat(before).doesNotContain("Exception");
    }

    @Test
    void theShellHasADatabaseAndSaysWhatToTry() throws Exception {
        String said = ShellProcess.typed(200, """
                db.objects("entry").filter("x__gt", 3).show()
                Entry.objects.filter(Entry.TAG.NAME.exact("tea")).count()
                db.objects("entry").filter("athor", 1)
                /exit
                """);

        assertThat(said)
                .contains("Try:")
                .contains("id | author_id | headline")
                .containsPattern("\\(20 of \\d+ rows; show\\(\\d+\\) prints all, row\\(3\\) a whole one\\)")
                .containsPattern("\\$\\d+ ==> \\d+")
                .contains("Did you mean 'author'?")
                .doesNotContain("SLF4J", "WARN");
    }
}
