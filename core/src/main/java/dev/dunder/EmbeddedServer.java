package dev.dunder;

import com.zaxxer.hikari.HikariConfig;
import dev.dunder.lookups.DunderException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** Starts PostgreSQL from binaries. A class of its own, as what it needs may not be there. */
final class EmbeddedServer {
    private EmbeddedServer() {}

    static DatabaseBuilder start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
            return DatabaseBuilder.pooled(config).owning(server);
        } catch (IOException failure) {
            throw new DunderException("The embedded PostgreSQL did not start.", failure);
        }
    }
}
