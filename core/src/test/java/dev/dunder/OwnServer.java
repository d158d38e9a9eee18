package dev.dunder;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A server of a test's own, which it may stop and start while others go on with theirs. */
final class OwnServer implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres server;

    OwnServer() {
        try {
            data = Files.createTempDirectory("dunder-server");
            server = EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A pool that gives up soon. */
    HikariDataSource pool(int connections) {
        return pool(server.getPort(), connections);
    }

    static HikariDataSource pool(int port, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:" + port + "/postgres?user=postgres");
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(2_000);
        config.setValidationTimeout(1_000);
        return new HikariDataSource(config);
    }

    int port() {
        return server.getPort();
    }

    void stop() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void start() {
        try {
            server = EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false)
                    .setPort(server.getPort()).start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void restart() {
        stop();
        start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
