package dev.dunder.spring;

import dev.dunder.Database;
import dev.dunder.DatabaseBuilder;
import dev.dunder.Dunder;
import dev.dunder.transaction.TransactionCoordinator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes databases as the application is configured: with its properties and customizers, and in the transactions of the manager
 * of their pool. So another database is one line:
 *
 * <pre>{@code
 * @Bean(defaultCandidate = false)
 * Database archive(DatabaseFactory databases, @Qualifier("archivePool") DataSource pool) {
 *     return databases.create("archive", pool);
 * }
 * }</pre>
 */
public final class DatabaseFactory {
    private final Function<DataSource, @Nullable TransactionCoordinator> transactions;
    private final List<DatabaseBuilderCustomizer> customizers;

    /**
     * A factory.
     *
     * @param transactions the transactions of a pool; null where nobody but the database has any
     * @param customizers how databases are built, in this order
     */
    public DatabaseFactory(
            Function<DataSource, @Nullable TransactionCoordinator> transactions,
            List<DatabaseBuilderCustomizer> customizers) {
        this.transactions = transactions;
        this.customizers = List.copyOf(customizers);
    }

    /**
     * A database.
     *
     * @param pool its pool, which stays open when the database is closed
     * @return a new one
     */
    public Database create(DataSource pool) {
        return create(pool, builder -> {});
    }

    /**
     * A database that query sets find by its name: {@code entries.using("archive")}.
     *
     * @param name the name, see {@link Dunder#register}
     * @param pool its pool, which stays open when the database is closed
     * @return a new one
     */
    public Database create(String name, DataSource pool) {
        Database database = create(pool);
        Dunder.register(name, database);
        return database;
    }

    /**
     * A database with settings of its own.
     *
     * @param pool its pool, which stays open when the database is closed
     * @param own changes its builder, after everything else has
     * @return a new one
     */
    public Database create(DataSource pool, Consumer<DatabaseBuilder> own) {
        DatabaseBuilder builder = Database.builder(pool);
        TransactionCoordinator joined = transactions.apply(pool);
        if (joined != null) {
            builder.transactions(joined);
        }
        customizers.forEach(customizer -> customizer.customize(builder));
        own.accept(builder);
        return builder.build();
    }
}
