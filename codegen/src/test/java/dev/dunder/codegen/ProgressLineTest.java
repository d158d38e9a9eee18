package dev.dunder.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What a terminal shows while something is being done. */
class ProgressLineTest {
    private final StringWriter written = new StringWriter();

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new PrintWriter(written), terminal);
    }

    @Test
    void itIsOneLineThatIsTakenAwayAgain() {
        ProgressLine line = line(true);
        line.say("Reading 524 tables");
        line.clear();

        assertThat(written.toString()).startsWith("\rReading 524 tables …  ").endsWith(" \r").doesNotContain("\n");
        int length = written.toString().length();
        line.clear();
        assertThat(written.toString()).hasSize(length);
    }

    @Test
    void manyThingsAreSaidNowAndThen() {
        ProgressLine line = line(true);
        long end = System.nanoTime() + 350_000_000L;
        int number = 0;
        while (System.nanoTime() < end) {
            line.say("Writing model", ++number, 1_000_000);
        }

        assertThat(written.toString().split("\r")).hasSizeBetween(3, 8);
        assertThat(written.toString()).contains("Writing model 1 of 1000000");
    }

    @Test
    void whereNobodyLooksNothingIsSaid() {
        ProgressLine line = line(false);
        line.say("Reading 524 tables");
        line.say("Writing model", 1, 2);
        line.clear();

        assertThat(written.toString()).isEmpty();
        assertThat(ProgressLine.isTerminal()).isFalse();
    }
}
