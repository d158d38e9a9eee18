package dev.dunder;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.dunder.dialect.postgres.EmbeddedServer;
import dev.dunder.dialect.postgres.PostgresAddress;
import dev.dunder.dialect.postgres.PostgresDriver;
import dev.dunder.dialect.postgres.PostgresFailures;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Schema;
import dev.dunder.run.Concurrency;
import dev.dunder.run.Connections;
import dev.dunder.run.Driver;
import dev.dunder.run.Executions;
import dev.dunder.run.JoinedTransactions;
import dev.dunder.run.JooqPool;
import dev.dunder.run.Listeners;
import dev.dunder.run.PlanCache;
import dev.dunder.run.Replicas;
import dev.dunder.run.Session;
import dev.dunder.run.SessionZone;
import dev.dunder.run.SqlComment;
import dev.dunder.transaction.TransactionCoordinator;
import dev.dunder.watch.StatementListener;
import dev.dunder.watch.StatementLog;
import dev.dunder.watch.WriteListener;
import dev.dunder.work.BoundedVirtualThreads;
import dev.dunder.work.ConnectionPermits;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link Database}. For one thread. */
public final class DatabaseBuilder {
    /** What HikariCP has too, for pools that do not tell. */
    private static final int USUAL_CONNECTIONS = 10;

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    private static final Duration USUAL_OWN_WRITES = Duration.ofSeconds(5);

    private static final Pattern KIND = Pattern.compile("(jdbc:)?[A-Za-z0-9+.-]{1,40}:");

    /** Servers of other kinds, whose drivers may well be there. */
    private static final Pattern OTHERS = Pattern
            .compile("jdbc:(mysql|mariadb|oracle|sqlserver|db2|h2|hsqldb|derby|sqlite|clickhouse|snowflake):");

    private final DataSource pool;
    private final List<AutoCloseable> owned = new ArrayList<>();
    private @Nullable Executor executor;
    private int connections;
    private final List<StatementListener> listeners = new ArrayList<>(List.of(new StatementLog()));
    private final List<WriteListener> writeListeners = new ArrayList<>();
    private final List<DataSource> replicas = new ArrayList<>();
    private Duration ownWrites = USUAL_OWN_WRITES;
    private boolean showValues;
    private @Nullable SqlComment comment;
    private @Nullable ZoneId zone;
    private @Nullable Schema schema;
    private Limits limits = Limits.USUAL;
    private @Nullable TransactionCoordinator coordinator;
    private @Nullable Configuration jooq;
    private boolean coalesceGets;
    private boolean parallelPrefetch;
    private @Nullable Function<DunderException, RuntimeException> translation;

    DatabaseBuilder(DataSource pool) {
        this.pool = LookupException.given(pool, "a pool");
    }

    /** A jOOQ that is set up: on its pool, with its listeners, settings and executor. */
    static DatabaseBuilder of(DSLContext jooq) {
        Configuration configuration = LookupException.given(jooq, "jOOQ").configuration();
        PostgresDriver.INSTANCE.check(configuration);
        DatabaseBuilder builder = new DatabaseBuilder(JooqPool.of(configuration));
        builder.jooq = configuration;
        builder.executor = JooqPool.executor(configuration);
        return builder;
    }

    static DatabaseBuilder pooled(HikariConfig config) {
        refuseOtherUrls(LookupException.given(config, "the settings of a pool").getJdbcUrl());
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException failure) {
            throw failure.getCause() instanceof SQLException cause
                    ? PostgresFailures.ofConnecting(cause, PostgresAddress.of(config))
                    : new DunderException("The pool could not be opened: " + failure.getMessage(), failure);
        } catch (RuntimeException failure) {
            throw new DunderException(
                    "There is no driver for what the pool was given, or it was given nothing. dunder connects to PostgreSQL,"
                            + " by URLs such as jdbc:postgresql://localhost/blog.",
                    failure);
        }
        DatabaseBuilder builder = new DatabaseBuilder(pool);
        builder.owned.add(pool);
        return builder;
    }

    /** The rest of a URL may hold a password, and is not told. */
    private static void refuseOtherUrls(@Nullable String url) {
        if (url == null || (url.startsWith("jdbc:") && !OTHERS.matcher(url).lookingAt())) {
            return;
        }
        Matcher kind = KIND.matcher(url);
        String wrong = kind.lookingAt()
                ? "This one begins with " + kind.group() + "."
                : "This one has no such beginning.";
        throw new DunderException("dunder connects to PostgreSQL, by URLs such as jdbc:postgresql://localhost/blog. "
                + wrong
                + (url.startsWith("postgres")
                        ? " Write jdbc:postgresql: instead, and user and password apart from it, or behind it as"
                                + " ?user=me&password=secret."
                        : ""));
    }

    static DatabaseBuilder embedded() {
        EmbeddedServer server = EmbeddedServer.start();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        return pooled(config).owning(server);
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
        this.executor = LookupException.given(tasks, "an executor");
        return this;
    }

    /**
     * How many connections the pool has at most: so many asynchronous evaluations work at a time, and the others wait in
     * line. HikariCP tells it by itself, also through a wrapper that can be unwrapped; of other pools ten are assumed without
     * this.
     *
     * <pre>{@code
     * Database.builder(otherPool).connections(25).build();
     * }</pre>
     *
     * @param most the number
     * @return this
     * @throws DunderException if it is not positive
     */
    public DatabaseBuilder connections(int most) {
        if (most < 1) {
            throw new DunderException("A pool has one connection or more, not " + most + ".");
        }
        this.connections = most;
        return this;
    }

    /**
     * Has single rows read together that are asked for asynchronously by their primary keys, of the same query set, and wait at
     * the same time: by one statement, as in GraphQL's data loaders. Nobody waits for others to come: those that stand in line
     * for a connection go together, and each gets its own row or error.
     *
     * {@snippet :
     * Database db = Database.builder(pool).coalesceGets().build();
     * db.objects("entry").async().get("id", 7);
     * db.objects("entry").async().get("id", 9);
     * // select … from entry join unnest(?) with ordinality as list on list.k1 = entry.id
     * }
     *
     * <p>Not within transactions, nor for query sets with a timeout of their own, nor within {@link Database#queries}; nor where
     * a row would be another one among others: with annotations, {@code distinct}, or filters over many related rows. A
     * statement belongs to all who have asked: it is stopped when all of them have given up, and where it fails for one of
     * them, each is asked for by itself.
     *
     * @return this
     */
    public DatabaseBuilder coalesceGets() {
        this.coalesceGets = true;
        return this;
    }

    /**
     * Has a blocking evaluation fetch several things that are prefetched at the same time, as asynchronous ones do anyway: one on
     * the calling thread, the others in the background, as far as there are connections. Not within transactions, which have
     * one.
     *
     * {@snippet :
     * Database db = Database.builder(pool).parallelPrefetch().build();
     * db.objects("entry").prefetchRelated("tag", "comment").list(); // tags and comments at the same time
     * }
     *
     * @return this
     */
    public DatabaseBuilder parallelPrefetch() {
        this.parallelPrefetch = true;
        return this;
    }

    /**
     * Who hears of every statement. May be called several times, for several listeners.
     *
     * @param statements the listener; null for none
     * @return this
     */
    public DatabaseBuilder listener(@Nullable StatementListener statements) {
        if (statements != null) {
            listeners.add(statements);
        }
        return this;
    }

    /**
     * Who hears of every row that an instance writes, and may refuse it. May be called several times; they are told in that
     * order.
     *
     * <pre>{@code
     * Database.builder(pool).writeListener(new WriteListener() {
     *     public void committed(Write write) {
     *         cache.forget(write.model().name(), write.values().get("id"));
     *     }
     * }).build();
     * }</pre>
     *
     * @param writes the listener
     * @return this
     */
    public DatabaseBuilder writeListener(WriteListener writes) {
        writeListeners.add(LookupException.given(writes, "a listener"));
        return this;
    }

    /**
     * Sends the name of each query, as {@code named(…)} gave it, in a comment at the end of its statement, where the server's log
     * and {@code pg_stat_activity} show it.
     *
     * {@snippet :
     * Database db = Database.builder(pool).sqlCommenter(Map.of("application", "shop")).build();
     * db.objects("entry").named("recent entries").list();
     * // select … from entry /*application='shop',name='recent%20entries'*&#47;
     * }
     *
     * <p>The format is that of sqlcommenter: keys and values are encoded as in URLs, so that nothing in a name is ever SQL. Plans,
     * listeners and failures know the statement without it. The driver prepares a statement for each name: let names be few.
     * A statement of one's own that has a comment or a semicolon is left as it is.
     *
     * @param tags what else is said in every statement, by key; none for the name alone
     * @return this
     */
    public DatabaseBuilder sqlCommenter(Map<String, String> tags) {
        this.comment = new SqlComment(LookupException.given(tags, "the tags"));
        return this;
    }

    /**
     * Has listeners and the log see the values that are bound, and messages say all that the server says. Think of what is in them: names, mails, secrets.
     *
     * @return this
     */
    public DatabaseBuilder showValues() {
        this.showValues = true;
        return this;
    }

    /**
     * In which time zone the server takes dates, hours and the like out of points in time, and reads local times. Without
     * this it is that of the JVM, as the driver says when it connects. Connections go back to the pool as they came.
     *
     * @param sessions the time zone
     * @return this
     */
    public DatabaseBuilder timeZone(ZoneId sessions) {
        this.zone = LookupException.given(sessions, "a time zone");
        return this;
    }

    /**
     * A copy of the database that reads outside of transactions may go to, and transactions that are {@link
     * Atomic#readOnly} and not serializable. May be called several times; they are asked in
     * turn, and one that is gone is left alone for a while. A thread that has written reads from the database itself for
     * some time, see {@link #ownWrites}.
     *
     * @param dataSource its pool, which stays open when the database is closed. How long it waits for a connection is how long
     *     the first read waits when the copy is gone
     * @return this
     */
    public DatabaseBuilder replica(DataSource dataSource) {
        replicas.add(LookupException.given(dataSource, "a pool"));
        return this;
    }

    /**
     * For how long after a write the same thread, and what it begins elsewhere, reads from the database itself and not from a
     * replica, which may not have heard of the write yet. Without this it is five seconds.
     *
     * @param time the time
     * @return this
     */
    public DatabaseBuilder ownWrites(Duration time) {
        this.ownWrites = LookupException.given(time, "a time");
        return this;
    }

    /**
     * How large queries may become: the relations of a path, the conditions of a filter and how deep they nest, the values,
     * the joins. Without this it is {@link Limits#USUAL}.
     *
     * @param most the limits
     * @return this
     */
    public DatabaseBuilder limits(Limits most) {
        this.limits = LookupException.given(most, "the limits");
        return this;
    }

    /**
     * The models, instead of those that the catalog would give.
     *
     * @param models made by hand, or reflected and changed
     * @return this
     */
    public DatabaseBuilder schema(Schema models) {
        this.schema = LookupException.given(models, "a schema");
        return this;
    }

    /**
     * Takes part in the transactions of somebody else's, such as a framework's; they have to be those of the pool.
     *
     * <pre>{@code
     * Database.builder(pool).transactions(coordinator).build();
     * }</pre>
     *
     * @param managed who begins and ends them
     * @return this
     */
    public DatabaseBuilder transactions(TransactionCoordinator managed) {
        this.coordinator = LookupException.given(managed, "a coordinator");
        return this;
    }

    /**
     * As what failures are thrown: those of all that is evaluated, by whichever way they come, futures, streams, blocks and
     * {@link Database#dsl} included. What is wrong with a call, and said by it before anything is sent, stays a {@link
     * LookupException}.
     *
     * <pre>{@code
     * Database.builder(pool).exceptions(failure -> new DataAccessFailure(failure)).build();
     * }</pre>
     *
     * @param translation gives the exception that is thrown; called by several threads at once
     * @return this
     */
    public DatabaseBuilder exceptions(Function<DunderException, RuntimeException> translation) {
        this.translation = LookupException.given(translation, "a translation");
        return this;
    }

    /** Its connections are within Spring's transactions, which we would commit with what commits itself here. */
    private void refuseOthersTransactions() {
        for (Class<?> type = pool.getClass(); coordinator == null && type != null; type = type.getSuperclass()) {
            if (type.getName().equals("org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy")) {
                throw new DunderException(
                        "This pool lends the connections of Spring's transactions, which this database knows"
                                + " nothing of. Take dunder-spring-boot-starter, or say transactions(new SpringTransactions(…)), to"
                                + " take part in them, or give the pool behind the proxy, to have nothing to do with them.");
            }
        }
    }

    private @Nullable HikariDataSource hikari() {
        try {
            return pool instanceof HikariDataSource known
                    ? known
                    : pool.isWrapperFor(HikariDataSource.class) ? pool.unwrap(HikariDataSource.class) : null;
        } catch (SQLException unknown) {
            return null;
        }
    }

    /** How long the pool waits for a connection, as far as it tells. */
    private Duration patience(@Nullable HikariDataSource hikari) {
        try {
            if (hikari != null) {
                return Duration.ofMillis(hikari.getConnectionTimeout());
            }
            int seconds = pool.getLoginTimeout();
            return seconds > 0 ? Duration.ofSeconds(seconds) : USUAL_PATIENCE;
        } catch (SQLException | UnsupportedOperationException unknown) {
            return USUAL_PATIENCE;
        }
    }

    /**
     * The database.
     *
     * @return a new one
     */
    public Database build() {
        refuseOthersTransactions();
        HikariDataSource hikari = hikari();
        int most = connections != 0 ? connections : hikari == null ? USUAL_CONNECTIONS : hikari.getMaximumPoolSize();
        Driver driver = PostgresDriver.INSTANCE;
        SessionZone sessions = zone == null ? null : driver.zone(zone);
        Session session = Session.of(new Session.Resources(
                new Connections(driver, pool, most, hikari == null ? null : PostgresAddress.of(hikari), sessions),
                new Replicas(replicas.stream()
                        .map(replica -> new Connections(driver, replica, most, null, sessions))
                        .toList(), ownWrites),
                executor != null
                        ? executor
                        : new BoundedVirtualThreads(new ConnectionPermits(most, patience(hikari))),
                new Listeners(listeners, writeListeners, showValues, comment),
                new PlanCache(limits, driver),
                new JoinedTransactions(coordinator),
                new Concurrency(coalesceGets, parallelPrefetch),
                Executions.of(driver, jooq),
                translation), schema);
        return new Database(session, owned);
    }
}
