package dev.dunder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How a tour is printed, on terminals and elsewhere. */
class TranscriptTest {
    private static String printed(int width, boolean colours, Consumer<Transcript> what) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        what.accept(new Transcript(new PrintStream(bytes, true, StandardCharsets.UTF_8), width, colours));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void linesBreakWhereTheTerminalEnds() {
        assertThat(printed(40, false,
                transcript -> transcript.java("entries.filter(\"x__gt\", 3).orderBy(\"id\").list()")))
                .isEqualTo("  jshell> entries.filter(\"x__gt\",\n          3).orderBy(\"id\").list()\n");
        assertThat(printed(200, false, transcript -> transcript.java("entries.filter(\"x__gt\", 3).list()")))
                .isEqualTo("  jshell> entries.filter(\"x__gt\", 3).list()\n");
        assertThat(printed(40, false, transcript -> transcript.value("one\n\n  two")))
                .isEqualTo("       => one\n\n            two\n");
    }

    @Test
    void terminalsHaveColoursAndNothingElseHas() {
        assertThat(printed(40, true, transcript -> transcript.java("x"))).isEqualTo("\033[36m  jshell> x\033[0m\n");
        assertThat(printed(40, true, transcript -> transcript.value("x"))).isEqualTo("       => x\n");
        assertThat(printed(40, false, transcript -> transcript.heading("x"))).isEqualTo("\n 1. x\n\n");
    }
}
