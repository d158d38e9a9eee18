package dev.dunder.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new PrintStream(printed, true, StandardCharsets.UTF_8), terminal);
    }

    private static Progress at(long rows, long millis) {
        return new Progress(rows, OptionalLong.empty(), OptionalLong.empty(), Duration.ofMillis(millis));
    }

    private String said() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void aTerminalHasOneLineThatIsWrittenOver() {
        ProgressLine line = line(true);
        line.accept(at(1_000_000, 100));
        line.accept(at(1_000_001, 150));
        line.accept(at(1_000_002, 100_000));
        line.accept(at(1_000_003, 100_050));
        line.end();
        line.end();
        assertThat(said()).isEqualTo("\r1,000,000 rows, 10,000,000 rows/s\r1,000,002 rows, 10,000 rows/s    "
                + "\r1,000,003 rows, 9,995 rows/s \n");
    }

    @Test
    void whatBeginsAnewHasALineOfItsOwn() {
        ProgressLine line = line(true);
        line.accept(at(20, 2_000));
        line.accept(at(10, 1_000));
        line.end();
        assertThat(said())
                .isEqualTo("\r20 rows, 10 rows/s\r20 rows, 10 rows/s\n\r10 rows, 10 rows/s\r10 rows, 10 rows/s\n");
    }

    @Test
    void aFileHasTheEndOfWhatTookLong() {
        ProgressLine line = line(false);
        line.accept(at(10, 999));
        line.end();
        assertThat(said()).isEmpty();
        line.accept(at(10, 999));
        line.accept(at(20, 2_000));
        line.end();
        line.end();
        assertThat(said()).isEqualTo("20 rows, 10 rows/s\n");
    }
}
