package dev.dunder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The picture of the shell in the README is of what the shell prints. */
class PictureTest {
    private static final int COLUMNS = 98;
    private static final String PROMPT = "jshell> ";

    private static final List<String> TYPED = List.of(
            "entry.filter(\"author__name__icontains\", \"ann\").orderBy(\"-pub_date\", \"id\").limit(4)",
            "author.annotate(count(\"entry\").as(\"n\")).orderBy(\"-n\", \"id\").values(\"name\", \"n\").limit(3)",
            "entry.filter(\"tag__name\", \"tea\").sql()",
            "Entry.objects.filter(Entry.TAG.NAME.exact(\"tea\")).aggregate(Entry.X.avg())",
            "entry.filter(\"athor__name\", \"Ann\")");

    @Test
    void theReadmeShowsWhatTheShellPrints() throws Exception {
        String said = ShellProcess.typed(COLUMNS, String.join("\n", TYPED) + "\n/exit\n");

        String svg = Picture.of(lines(said), COLUMNS, "A session of the shell");
        Path committed = Path.of("shell.svg");
        Path made = Files.writeString(Path.of("target", "shell.svg"), svg);
        assertThat(committed).as("what the shell prints has changed: copy %s to %s", made, committed).exists()
                .hasContent(svg);
        assertThat(Files.readString(Path.of("..", "README.md"))).contains("(examples/shell.svg)");
    }

    /**
     * Each prompt is followed by what was printed. The terminal echoes as much of what was typed as it has read when
     * it draws the line: all, nothing or the beginning.
     */
    private static List<String> lines(String said) {
        List<String> answers = List.of(said.split(Pattern.quote(PROMPT), -1));
        assertThat(answers).hasSizeGreaterThan(TYPED.size());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < TYPED.size(); i++) {
            String typed = TYPED.get(i);
            lines.add(PROMPT + typed);
            answers.get(i + 1).stripTrailing().lines().dropWhile(line -> typed.startsWith(line.strip()))
                    .forEach(lines::add);
            lines.add("");
        }
        lines.removeLast();
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
        return lines;
    }
}
