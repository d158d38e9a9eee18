package dev.dunder.dialect.postgres;

import dev.dunder.lookups.DunderException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** A PostgreSQL that was started from binaries. A class of its own, as what it needs may not be there. */
public final class EmbeddedServer implements AutoCloseable {
    private final EmbeddedPostgres server;

    private EmbeddedServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts one.
     *
     * @return the server, to be closed
     * @throws DunderException if it does not start
     */
    public static EmbeddedServer start() {
        try {
            return new EmbeddedServer(EmbeddedPostgres.builder().start());
        } catch (IOException failure) {
            throw new DunderException("The embedded PostgreSQL did not start.", failure);
        }
    }

    /**
     * Where it listens.
     *
     * @return its JDBC URL
     */
    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
