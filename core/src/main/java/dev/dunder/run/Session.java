package dev.dunder.run;

import dev.dunder.DatabaseException;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Limits;
import dev.dunder.model.Schema;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.sql.Compiler;
import dev.dunder.watch.PlanCacheStatistics;
import dev.dunder.watch.StatementListener;
import dev.dunder.watch.TracedStatement;
import dev.dunder.watch.WriteListener;
import dev.dunder.work.Cancellation;
import dev.dunder.work.ContextSnapshot;
import dev.dunder.work.Evaluation;
import dev.dunder.work.EvaluationContext;
import dev.dunder.work.ResultSlot;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A database as statements are sent to it: its connections and plans, in which transaction, and with which options. Immutable
 * and safe to share between threads.
 */
public final class Session implements EvaluationContext {
    private final Resources resources;
    private final SchemaCache schemas;
    private final @Nullable Session root;
    private final @Nullable TransactionBlock bound;
    private final RunOptions options;

    /**
     * What all views of a database share: it is by this that two are the same.
     *
     * @param primary the database itself
     * @param replicas its copies
     * @param executor where asynchronous work is done
     * @param listeners who hears of statements
     * @param plans what has been compiled
     * @param joined the transactions of somebody else's
     * @param concurrency what is done together, and at the same time
     * @param executions how statements are sent
     * @param translation as what our failures are thrown; null for as they are
     */
    public record Resources(
            Connections primary,
            Replicas replicas,
            Executor executor,
            Listeners listeners,
            PlanCache plans,
            JoinedTransactions joined,
            Concurrency concurrency,
            Executions executions,
            @Nullable Function<DunderException, RuntimeException> translation) {}

    private Session(
            Resources resources,
            SchemaCache schemas,
            @Nullable Session root,
            @Nullable TransactionBlock bound,
            RunOptions options) {
        this.resources = resources;
        this.schemas = schemas;
        this.root = root;
        this.bound = bound;
        this.options = options;
    }

    /**
     * A database.
     *
     * @param resources what its views share
     * @param models its models; null for those of the catalog
     * @return outside of transactions, with the usual options
     */
    public static Session of(Resources resources, @Nullable Schema models) {
        return new Session(resources, new SchemaCache(models), null, null, RunOptions.USUAL);
    }

    // ---- Views ----

    /** The same database with other models. */
    public Session with(Schema models) {
        return of(resources, models);
    }

    /** The same database with other options. */
    public Session on(RunOptions others) {
        return others.equals(options) ? this : new Session(resources, schemas, root(), bound, others);
    }

    /** The same database within a transaction. */
    Session in(TransactionBlock block) {
        return new Session(resources, schemas, root(), block, options);
    }

    /** Where an instance says that it comes from: the database, or the block that it still belongs to. */
    public Session origin() {
        TransactionBlock home = bound == null || bound.isUnseen() ? null : bound.home();
        return home == null ? root() : home.session();
    }

    /** The same, or, where it was bound to a block that has ended, what the block's instances belong to now. */
    public Session unlessEnded() {
        if (bound == null || bound.isOpen()) {
            return this;
        }
        TransactionBlock home = bound.home();
        return (home == null ? root() : home.session()).on(options);
    }

    /** Outside of transactions, with the usual options. */
    public Session root() {
        return root == null ? this : root;
    }

    /** Whether it is the same database, whatever the models, options and transactions. */
    @SuppressWarnings("ReferenceEquality") // Two pools for one server are two databases.
    public boolean is(@Nullable Session other) {
        return other != null && resources == other.resources;
    }

    /** A query has one database; a part of it that was made for another has no meaning there. */
    public static void refuseMixing(@Nullable Session one, @Nullable Session other) {
        if (one != null && other != null && !one.is(other)) {
            throw new DunderException(
                    "Two databases cannot be in one query. Use list() to fetch from the one, and the values"
                            + " to ask the other.");
        }
    }

    // ---- What there is ----

    /** The models, read from the catalog when they are first asked for. */
    public Schema schema() {
        TransactionBlock block = block();
        ResultSlot<Schema> slot = schemas.slot();
        Schema known = slot.known();
        if (known != null) {
            return known;
        }
        Session whole = root();
        if (block == null || !block.isOpen()) {
            return Evaluation.shared(whole, () -> slot.claim(() -> Evaluation.once(whole, () -> whole.reflected(null))))
                    .now();
        }
        // On the connection at hand, and without waiting for others: they may be waiting for what this transaction holds.
        Schema read = reflected(block);
        block.readSchema();
        schemas.fill(slot, read);
        return read;
    }

    private Schema reflected(@Nullable TransactionBlock block) {
        Cancellation stop = cancellation();
        Connections.Use<Schema> reading = connection -> RoundTrip.make(
                driver(), connection, stops(stop, block), () -> driver().schema(connection));
        try {
            return block == null
                    ? resources.primary().use(stop, reading)
                    : block.use(stop, false, reading);
        } catch (SQLException failure) {
            throw driver().failure(failure, null, stop);
        }
    }

    /** Tables have changed: the catalog is read anew, and plans are made anew. */
    public void forgetSchema() {
        schemas.forget();
        resources.plans().forget();
    }

    /** How large queries may become. */
    public Limits limits() {
        return resources.plans().limits();
    }

    /** How well plans are used. */
    public PlanCacheStatistics planCache() {
        return resources.plans().statistics();
    }

    /** How many plans are kept. */
    public int plans() {
        return resources.plans().size();
    }

    /** What is of the server's kind. */
    public Driver driver() {
        return resources.primary().driver();
    }

    /** The time zone in which the server reads and writes local times. */
    public ZoneId zone() {
        return resources.primary().zone();
    }

    boolean hasReplicas() {
        return resources.replicas().any();
    }

    JoinedTransactions joined() {
        return resources.joined();
    }

    /** Whether a transaction may be one on a replica. */
    boolean readsElsewhere(BlockOptions settings) {
        return settings.onlyReads() && hasReplicas() && !resources.replicas().hasToBeHere(resources);
    }

    /** Does something on a replica, or here if there is none. */
    <R> R onReplica(Function<Connections, R> work) {
        try {
            return resources.replicas().first(resources.primary(), work::apply);
        } catch (SQLException failure) {
            throw driver().failure(failure, null);
        }
    }

    Connections connections() {
        return resources.primary();
    }

    /** How statements are sent. */
    public RunOptions options() {
        return options;
    }

    /** jOOQ on this database, and within the transaction that the thread is in which executes. */
    public Configuration jooq() {
        JooqConnections connections = new JooqConnections(this);
        Configuration jooq = resources.executions().jooq().derive(connections).derive(connections.transactions());
        return resources.translation() != null ? jooq.deriveAppending(connections.failures()) : jooq;
    }

    /**
     * Whether single rows that are asked for at the same time are read together: where nothing surrounds the calling thread
     * that is its own, and nothing hurries one of them.
     */
    public boolean coalescesGets() {
        return resources.concurrency().coalescedGets() && options.timeout() == null && block() == null
                && ThreadContext.current().isPlain()
                && !(hasReplicas() && resources.replicas().hasToBeHere(resources));
    }

    // ---- What surrounds an evaluation ----

    @Override
    public Executor executor() {
        Executor own = options.executor();
        return own == null ? resources.executor() : own;
    }

    @Override
    public boolean helped() {
        return resources.concurrency().parallelPrefetch();
    }

    @Override
    public @Nullable Duration timeout() {
        return options.timeout();
    }

    @Override
    public @Nullable Line line() {
        return block();
    }

    @Override
    public ContextSnapshot snapshot() {
        return new ThreadSnapshot(this);
    }

    @Override
    public @Nullable Cancellation current() {
        return ThreadContext.current().cancellation();
    }

    @Override
    public <R extends @Nullable Object> R stoppedBy(Cancellation stop, Supplier<R> work) {
        return ThreadContext.current().stoppedBy(stop).call(work);
    }

    /** The transaction that what is evaluated now belongs to. */
    public @Nullable TransactionBlock block() {
        TransactionBlock ambient = ThreadContext.current().block(this);
        return bound == null || (ambient != null && ambient.isCallIn(bound)) ? ambient : bound;
    }

    /** What stops the evaluation that is under way on this thread; something new where none is. */
    public Cancellation cancellation() {
        Cancellation current = current();
        return current != null ? current : new Cancellation();
    }

    @Override
    public @Nullable Function<DunderException, RuntimeException> translation() {
        return resources.translation();
    }

    /** After a commit. */
    void wrote() {
        if (hasReplicas()) {
            RecentWrites.ofThread().note(resources);
        }
    }

    /**
     * The statements of a piece of work, in the order of their answers.
     *
     * @param traced whether to tell which lines of code asked for them
     */
    public List<TracedStatement> recorded(Runnable work, boolean traced) {
        Recorder recorder = Recorder.of(root(), ThreadContext.current().recorder(), traced);
        boolean unused = ThreadContext.current().recorded(recorder).call(() -> {
            work.run();
            return true;
        });
        return List.copyOf(recorder.statements());
    }

    /** Who hears of a write; of one that is of many rows only those that want to. */
    public List<WriteListener> writeListeners(boolean many) {
        return resources.listeners().writes(many);
    }

    // ---- Statements ----

    /** The text of a statement. */
    public String sql(Statement statement) {
        return resources.plans().get(statement).sql();
    }

    /** The rows of a statement that knows its plan. */
    public List<@Nullable Object[]> rows(PlannedStatement statement, List<? extends @Nullable Object> values) {
        return rows(statement.plan(resources.plans()), Access.of(statement.statement()), values);
    }

    private List<@Nullable Object[]> rows(
            PreparedPlan plan, Access access, List<? extends @Nullable Object> values) {
        return send(plan, values, access, List::size, queried(plan, values, plan::rows));
    }

    private <R extends @Nullable Object> Connections.Use<R> queried(
            PreparedPlan plan, List<? extends @Nullable Object> values, Execution.Reading<R> reading) {
        Execution execution = execution();
        return connection -> execution.query(connection, sent(plan), values, reading);
    }

    /** How statements are sent: in the background by jOOQ, and by JDBC alone on the thread that asks. */
    Execution execution() {
        return ThreadContext.current().inBackground()
                ? resources.executions().background()
                : resources.executions().blocking();
    }

    /** The rows of a statement of the user's own, which may well be a write: nobody reads its text. */
    public RawRows raw(PreparedPlan plan, List<? extends @Nullable Object> values, RawRows.Typing typing) {
        return send(plan, values, Access.WRITE, rows -> rows.rows().size(),
                queried(plan, values, result -> plan.raw(result, typing)));
    }

    /** What is kept for as long as the plans of this database are, until the schema is forgotten. */
    public <V> V kept(Class<V> kind, Supplier<V> make) {
        return resources.plans().beside(kind, make);
    }

    /** All rows of a statement. */
    public List<@Nullable Object[]> rows(Statement statement, List<? extends @Nullable Object> values) {
        return rows(resources.plans().get(statement), Access.of(statement), values);
    }

    /** How many rows a statement has written. */
    public long write(Statement statement, List<? extends @Nullable Object> values) {
        PreparedPlan plan = resources.plans().get(statement);
        Execution execution = execution();
        return send(plan, values, Access.of(statement), Long::longValue,
                connection -> execution.write(connection, sent(plan), values));
    }

    /** The rows of a statement, as they are asked for. */
    public RowStream stream(Statement statement, List<? extends @Nullable Object> values, int chunk) {
        refuseLock(Access.of(statement), block());
        return RowStream.open(this, resources.plans().get(statement), values, chunk);
    }

    /** Copies rows into a table: how many were stored. */
    public long copyIn(Statement.CopyIn copy, CopyRows rows) {
        PreparedPlan plan = resources.plans().get(copy);
        return send(plan, List.of(), Access.WRITE, Long::longValue,
                connection -> driver().copyIn(connection, sent(plan.sql()), rows));
    }

    /**
     * Copies the rows of a query out: how many there were. The statement takes no binds: what is sent has its values in it,
     * and what is told of it has none, as of any other.
     */
    public long copyOut(Statement.CopyOut copy, List<? extends @Nullable Object> values, Driver.Sink sink) {
        PreparedPlan plan = resources.plans().get(copy);
        String sql = Compiler.copy(copy, param -> driver().literal(param.type(), values.get(param.index())), limits(),
                driver());
        boolean[] begun = {false};
        return send(plan, values, Access.of(copy), Long::longValue, connection -> {
            if (begun[0]) {
                throw new DunderException("The connection was lost after some rows had been written, and others cannot"
                        + " follow from elsewhere. Begin the file anew.");
            }
            return driver().copyOut(connection, sent(sql), copy.format(), bytes -> {
                begun[0] = true;
                sink.take(bytes);
            });
        });
    }

    /** The plan as it is sent: with the name of the query in a comment, where that is asked for. */
    PreparedPlan sent(PreparedPlan plan) {
        return plan.sent(sent(plan.sql()));
    }

    private String sent(String sql) {
        return resources.listeners().sent(sql, options.name());
    }

    /** What a statement does to the rows. */
    public enum Access {
        /** It reads them. */
        READ,
        /** It reads and locks them. */
        LOCK,
        /** It changes them. */
        WRITE;

        static Access of(Statement statement) {
            return switch (statement) {
                case Query query -> query.lock() == null ? READ : LOCK;
                case Statement.Count count -> READ;
                case Statement.Explain explain -> READ;
                case Statement.Exists exists -> READ;
                case Statement.Aggregation aggregation -> READ;
                case Statement.Insert insert -> WRITE;
                case Statement.NextKeys keys -> WRITE;
                case Statement.Update update -> WRITE;
                case Statement.Delete delete -> WRITE;
                case Statement.InsertRows insert -> WRITE;
                case Statement.InsertDefaults insert -> WRITE;
                case Statement.UpdateRows update -> WRITE;
                case Statement.CopyIn copy -> WRITE;
                case Statement.CopyOut copy -> READ;
            };
        }
    }

    private static void refuseLock(Access access, @Nullable TransactionBlock block) {
        if (access == Access.LOCK && block == null) {
            throw new DunderException(
                    "selectForUpdate() locks rows until the end of a transaction, and there is none: they"
                            + " would be free again at once. Evaluate it within db.atomic(…), or with using(tx).");
        }
    }

    private static List<Cancellation> stops(Cancellation stop, @Nullable TransactionBlock block) {
        return block == null ? List.of(stop) : List.of(stop, block.stop());
    }

    /** The one path of all statements: in the transaction, or on a connection of its own. */
    public <R extends @Nullable Object> R send(
            PreparedPlan plan,
            List<? extends @Nullable Object> values,
            Access access,
            ToLongFunction<R> count,
            Connections.Use<R> use) {
        StatementListener.Statement statement = resources.listeners().statement(plan, options.name(), values);
        TransactionBlock block = block();
        refuseLock(access, block);
        Cancellation stop = cancellation();
        List<Cancellation> stops = stops(stop, block);
        Connections.Use<R> sending = connection -> explained(connection, stops,
                () -> resources.listeners().observed(this, statement, count,
                        () -> RoundTrip.make(driver(), connection, stops, () -> use.with(connection))));
        boolean[] sent = {false};
        try {
            if (block != null) {
                if (access != Access.READ) {
                    StatementKind kind = plan.kind();
                    block.writes(kind == null ? null : kind.models());
                }
                return block.use(stop, access != Access.READ, sending);
            }
            if (access == Access.WRITE) {
                R result = resources.primary().use(stop, connection -> {
                    sent[0] = true;
                    try {
                        return sending.with(connection);
                    } catch (SQLException failure) {
                        // What is stale was refused before it did anything.
                        sent[0] = !driver().isStale(failure);
                        throw failure;
                    }
                });
                wrote();
                return result;
            }
            return hasReplicas() && access == Access.READ
                    ? resources.replicas().read(resources, resources.primary(), stop, sending)
                    : resources.primary().use(stop, sending);
        } catch (SQLException failure) {
            if (sent[0] && driver().isUncertain(failure)) {
                throw LostAnswer.ofWrite(failure, plan.sql());
            }
            throw told(failure, plan,
                    stops.stream().filter(one -> one.reason() != null).findFirst().orElse(stop));
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
            throw resources.primary().explained(connection, failure, System.nanoTime() - start);
        }
    }

    /** A failure as this database tells it, with values or without. */
    DatabaseException told(SQLException failure, PreparedPlan plan, Cancellation stop) {
        StatementKind kind = plan.kind();
        DatabaseException told = stop.reason() == null
                ? driver().failure(failure, plan.sql(),
                        violated -> columns(violated, kind == null ? List.of() : kind.written()))
                : driver().failure(failure, plan.sql(), stop);
        return resources.listeners().showsValues() ? driver().withValues(told) : told;
    }

    /** A commit that was refused, as by a constraint that is looked at no sooner. */
    DatabaseException refused(SQLException failure, Collection<Schema> written) {
        return driver().failure(failure, "commit", violated -> columns(violated, written));
    }

    /**
     * Those of a constraint, as far as the models know it: those that the statement was said with, which may be generated
     * ones, or else the database's. Nothing is read for that.
     */
    private List<String> columns(DatabaseException.Violated violated, Collection<Schema> said) {
        return Stream.concat(said.stream(), Stream.ofNullable(schemas.slot().known()))
                .map(models -> columns(models, violated))
                .filter(columns -> !columns.isEmpty()).findFirst().orElse(List.of());
    }

    private static List<String> columns(Schema models, DatabaseException.Violated violated) {
        return violated.constraint() == null || violated.table() == null
                ? List.of()
                : models.columns(violated.schema(), violated.table(), violated.constraint());
    }

    /** The cause knows more, and may quote a value. */
    static DunderException unreadable(RuntimeException failure) {
        return failure instanceof DunderException known
                ? known
                : new DunderException(
                        "What the database answered could not be read (" + failure.getClass().getSimpleName() + ").",
                        failure);
    }
}
