package dev.dunder.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many rows in little memory: in a JVM of their own, whose heap could not hold them. */
class LongStreamTest {
    @Test
    void moreRowsThanTheHeapHasRoomFor() throws Exception {
        stream(1_000_000, "24m");
    }

    @Test
    @Tag("slow")
    void tenMillionRowsInAHeapOf64Megabytes() throws Exception {
        stream(10_000_000, "64m");
    }

    private static void stream(int rows, String heap) throws Exception {
        String url = TestServer.newDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create unlogged table number as select n as id, 'row ' || n as name"
                    + " from generate_series(1, " + rows + ") as n");
        }
        Process program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LongStream.class.getName(), url, String.valueOf(rows)).redirectErrorStream(true).start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).contains("streamed " + rows);
        assertThat(program.waitFor()).isZero();
    }
}
