package dev.dunder.database;

import static dev.dunder.Dunder.f;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dunder.ConnectionLost;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.StatementTimeout;
import dev.dunder.Transaction;
import dev.dunder.UniqueViolation;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.watch.StatementListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DiagnosticsContext;
import org.jooq.DiagnosticsListener;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.conf.DiagnosticsConnection;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.ThreadLocalTransactionProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database on a jOOQ of the user's: what his listeners, settings, connections and executors have to do with it. */
@Timeout(60)
class JooqDatabaseTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    /** What is heard, in its order. */
    private static final class Heard implements ExecuteListener {
        private static final long serialVersionUID = 1;

        private final transient List<String> statements = new CopyOnWriteArrayList<>();
        private final transient List<String> states = new CopyOnWriteArrayList<>();
        private final transient List<Thread> threads = new CopyOnWriteArrayList<>();

        @Override
        public void end(ExecuteContext context) {
            statements.add(context.sql());
            threads.add(Thread.currentThread());
        }

        @Override
        public void exception(ExecuteContext context) {
            states.add(context.sqlException().getSQLState());
            context.exception(new IllegalStateException("translated", context.sqlException()));
        }
    }

    private static Configuration jooq() {
        return new DefaultConfiguration().set(DB.pool()).set(SQLDialect.POSTGRES);
    }

    private static Database heardBy(Heard heard, List<String> ours) {
        return Database.builder(jooq().setAppending(heard).dsl()).listener(new StatementListener() {
            @Override
            public void executed(ExecutedStatement statement) {
                ours.add(statement.sql());
            }
        }).build();
    }

    @Way.Both
    void itsListenersHearOfEveryStatementOnce(Way way) {
        Heard heard = new Heard();
        List<String> ours = new CopyOnWriteArrayList<>();
        Database db = heardBy(heard, ours);
        db.schema();
        QuerySet<Row> entries = db.objects("entry").filter("x__gt", 1, "author__name__icontains", "n").orderBy("id");

        List<Row> rows = way.list(entries.prefetchRelated("tag"));
        assertThat(rows).isEqualTo(DB.objects("entry").filter("x__gt", 1, "author__name__icontains", "n")
                .orderBy("id").list());
        assertThat(rows.get(0).many("tag").list()).isNotNull();
        assertThat(way.count(entries)).isEqualTo(rows.size());
        assertThat(way.stream(entries)).isEqualTo(rows);
        Row tag = way.insert(db.objects("tag").with("name", "heard " + way));
        assertThat(way.update(tag, "name", "renamed " + way).get("name")).isEqualTo("renamed " + way);
        assertThat(way.update(db.objects("tag").filter("id", tag.get("id")), "name", f("name"))).isOne();
        assertThat(way.delete(tag)).isOne();
        assertThat(way.list(db.objects("tag").raw("select id, name from tag where name = ?", "none"))).isEmpty();

        assertThat(heard.statements).hasSize(9).isEqualTo(ours);
        assertThat(heard.statements.get(0)).contains("upper(\"author\".\"name\") like upper(?)").contains("\"x\" > ?");
        DB.untilConnectionsInUse(0);
    }

    @Way.Both
    void whatFailsIsOursAndTheListenersHearOfIt(Way way) {
        Heard heard = new Heard();
        Database db = heardBy(heard, new ArrayList<>());
        Object first = db.objects("tag").orderBy("id").firstOptional().orElseThrow().get("id");

        assertThatThrownBy(() -> way.insert(db.objects("tag").with("id", first, "name", "again")))
                .isInstanceOf(UniqueViolation.class).hasRootCauseInstanceOf(SQLException.class);
        assertThatThrownBy(() -> way.list(db.objects("tag").raw("set local jit = off")))
                .isInstanceOf(DatabaseException.class).hasMessageContaining("02000");
        assertThatThrownBy(() -> way.list(DB.objects("tag").raw("set local jit = off")))
                .isInstanceOf(DatabaseException.class).hasMessageContaining("02000");
        assertThat(heard.states).containsExactly("23505", "02000");
    }

    @Way.Both
    void whatFailsIsKnownWhateverListenersDo(Way way) {
        ExecuteListener rude = new ExecuteListener() {
            private static final long serialVersionUID = 1;

            @Override
            public void exception(ExecuteContext context) {
                throw new IllegalStateException("mine", context.sqlException());
            }
        };
        Database db = Database.of(jooq().setAppending(rude).dsl()).with(DB.database().schema());
        Object first = DB.objects("tag").orderBy("id").firstOptional().orElseThrow().get("id");

        assertThatThrownBy(() -> way.insert(db.objects("tag").with("id", first, "name", "again")))
                .isInstanceOf(UniqueViolation.class);
    }

    @Test
    void listenersAreUnderNoLockWhenAStreamIsClosed() {
        AtomicReference<Runnable> within = new AtomicReference<>(() -> {});
        ExecuteListener waiting = ExecuteListener.onEnd(context -> within.get().run());
        Database db = Database.of(jooq().setAppending(waiting).dsl()).with(DB.database().schema());
        db.atomic(() -> {
            Transaction tx = db.currentTransaction();
            Stream<Row> rows = db.objects("entry").stream();
            Iterator<Row> first = rows.iterator();
            assertThat(first.next()).isNotNull();
            within.set(() -> CompletableFuture.runAsync(() -> tx.onCommit(() -> {})).join());
            rows.close();
            within.set(() -> {});
        });
        within.set(() -> {
            throw new AssertionError("a listener's");
        });
        for (int i = 0; i < 3; i++) {
            Stream<Row> rows = db.objects("entry").stream();
            assertThat(rows.iterator().next()).isNotNull();
            try {
                rows.close();
            } catch (AssertionError told) {
                assertThat(told).hasMessage("a listener's");
            }
        }
        DB.untilConnectionsInUse(0);
    }

    @Way.Both
    void aListenerMayRefuse(Way way) {
        ExecuteListener refusing = ExecuteListener.onStart(context -> {
            throw new IllegalArgumentException("not today");
        });
        Database db = Database.of(jooq().setAppending(refusing).dsl()).with(DB.database().schema());

        assertThatThrownBy(() -> way.count(db.objects("tag"))).hasMessageContaining("not today")
                .isInstanceOf(IllegalArgumentException.class);
        DB.untilConnectionsInUse(0);
    }

    @Way.Both
    void aListenerMaySendStatementsOfItsOwn(Way way) {
        List<Object> seen = new CopyOnWriteArrayList<>();
        ExecuteListener asking = new ExecuteListener() {
            private static final long serialVersionUID = 1;

            private final AtomicBoolean asked = new AtomicBoolean();

            @Override
            public void start(ExecuteContext context) {
                if (asked.compareAndSet(false, true)) {
                    seen.add(context.dsl().fetchValue("select 'before ' || ?", "it"));
                }
            }

            @Override
            public void executeStart(ExecuteContext context) {
                if (context.sql().contains("entry")) {
                    seen.add(context.dsl().fetchValue("select 'within ' || ?", "it"));
                }
            }
        };
        Database db = Database.of(jooq().setAppending(asking).dsl()).with(DB.database().schema());

        assertThat(way.count(db.objects("entry").filter("x__gt", 1))).isEqualTo(3);
        assertThat(seen).containsExactly("before it", "within it");
    }

    @Way.Both
    void itsSettingsForStatementsHold(Way way) {
        Settings settings = new Settings().withQueryTimeout(1).withStatementType(StatementType.STATIC_STATEMENT)
                .withMaxRows(1);
        Database db = Database.of(jooq().set(settings).dsl());

        assertThat(way.count(db.objects("entry").filter("x__gt", 1))).isEqualTo(3);
        // A part of the rows would be taken for all of them.
        assertThat(way.list(db.objects("entry").filter("x__gt", 1))).hasSize(3);
        assertThatThrownBy(() -> way.list(db.objects("tag").raw("select id, name from tag, pg_sleep(30)")))
                .isInstanceOf(StatementTimeout.class);
    }

    @Test
    void asynchronousWorkIsDoneByItsExecutor() {
        Heard heard = new Heard();
        try (ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "of jOOQ's"))) {
            Database db = Database.of(jooq().setAppending(heard).set(executor).dsl()).with(DB.database().schema());

            assertThat(db.objects("entry").async().count().join()).isEqualTo(DB.objects("entry").count());
            assertThat(db.objects("entry").count()).isEqualTo(DB.objects("entry").count());
        }
        assertThat(heard.threads).extracting(Thread::getName)
                .containsExactly("of jOOQ's", Thread.currentThread().getName());
    }

    @Test
    void asynchronousStatementsAreQueriesOfJooqWithoutOneOfOnesOwnToo() {
        assertThat(through(Way.ASYNC)).anyMatch(frame -> frame.getClassName().equals("org.jooq.impl.AbstractQuery"));
        assertThat(through(Way.BLOCKING)).noneMatch(frame -> frame.getClassName().startsWith("org.jooq."));
    }

    private static List<StackTraceElement> through(Way way) {
        try {
            way.list(DB.objects("tag").raw("select 1 / 0 as id"));
            throw new AssertionError("divided by 0");
        } catch (DatabaseException failure) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return Arrays.asList(root.getStackTrace());
        }
    }

    @Test
    void itsDiagnosticsHear() {
        AtomicInteger repeated = new AtomicInteger();
        DiagnosticsListener listener = new DiagnosticsListener() {
            @Override
            public void repeatedStatements(DiagnosticsContext context) {
                repeated.incrementAndGet();
            }
        };
        Configuration jooq = jooq().set(listener)
                .set(new Settings().withDiagnosticsConnection(DiagnosticsConnection.ON));
        Database db = Database.of(jooq.dsl());
        db.atomic(() -> {
            for (int i = 0; i < 5; i++) {
                boolean unused = db.objects("entry").filter("x", i).exists();
            }
        });

        assertThat(repeated.get()).isPositive();
    }

    @Test
    void plainJooqIsAsItWasSetUp() {
        Heard heard = new Heard();
        Database db = heardBy(heard, new ArrayList<>());
        db.atomic(() -> {
            boolean unused = db.objects("tag").exists();
            assertThat(db.dsl().fetchValue("select txid_current_if_assigned() is null")).isEqualTo(true);
        });

        assertThat(heard.statements).hasSize(2).last().isEqualTo("select txid_current_if_assigned() is null");
        assertThatThrownBy(() -> db.dsl().fetch("select 1 / 0")).isInstanceOf(IllegalStateException.class)
                .hasMessage("translated");
    }

    /** Lends connections of the pool, and counts. */
    private static final class Counting implements ConnectionProvider {
        private final AtomicInteger lent = new AtomicInteger();
        private final AtomicInteger back = new AtomicInteger();

        @Override
        public Connection acquire() {
            lent.incrementAndGet();
            try {
                return DB.pool().getConnection();
            } catch (SQLException failure) {
                throw new DataAccessException("none", failure);
            }
        }

        @Override
        public void release(Connection connection) {
            back.incrementAndGet();
            try {
                connection.close();
            } catch (SQLException failure) {
                throw new DataAccessException("closed", failure);
            }
        }
    }

    @Way.Both
    void connectionsOfAProviderGoBackToIt(Way way) {
        Counting provider = new Counting();
        Database db = Database.of(DSL.using(provider, SQLDialect.POSTGRES)).with(DB.database().schema());

        assertThat(way.count(db.objects("entry"))).isEqualTo(DB.objects("entry").count());
        db.atomic(() -> {
            assertThat(way.stream(db.objects("entry"))).hasSize((int) DB.objects("entry").count());
            assertThat(provider.back).hasValue(1);
        });
        assertThat(provider.lent).hasValue(2);
        TestDatabase.until(() -> provider.back.get() == 2);
    }

    @Test
    void aProviderThatTakesAConnectionBackMayWaitForThreadsThatUseTheBlock() {
        AtomicReference<Transaction> open = new AtomicReference<>();
        List<Throwable> refused = new CopyOnWriteArrayList<>();
        ConnectionProvider waiting = new DataSourceConnectionProvider(DB.pool()) {
            @Override
            public void release(Connection connection) {
                super.release(connection);
                Transaction transaction = open.getAndSet(null);
                if (transaction != null) {
                    refused.add(CompletableFuture.supplyAsync(
                            () -> catchThrowable(() -> transaction.onCommit(() -> {})))
                            .orTimeout(20, TimeUnit.SECONDS).join());
                }
            }
        };
        Database db = Database.of(DSL.using(waiting, SQLDialect.POSTGRES)).with(DB.database().schema());
        db.atomic(() -> {
            assertThat(db.objects("entry").count()).isEqualTo(5);
            open.set(db.currentTransaction());
        });
        assertThatThrownBy(() -> db.atomic(() -> {
            open.set(db.currentTransaction());
            throw new IllegalArgumentException("no");
        })).isInstanceOf(IllegalArgumentException.class);
        assertThat(refused).hasSize(2)
                .allSatisfy(late -> assertThat(late).hasMessageContaining("This transaction has ended."));
    }

    @Test
    void whatIsMadeOfTheUsualProviderLendsInItsWay() {
        AtomicInteger lent = new AtomicInteger();
        ConnectionProvider tenants = new DataSourceConnectionProvider(DB.pool()) {
            @Override
            public Connection acquire() {
                lent.incrementAndGet();
                return super.acquire();
            }
        };
        Database db = Database.of(DSL.using(tenants, SQLDialect.POSTGRES)).with(DB.database().schema());
        assertThat(db.objects("entry").count()).isEqualTo(5);
        assertThat(lent).hasValue(1);

        Database gone = Database.of(DSL.using(new ConnectionProvider() {
            @Override
            public Connection acquire() {
                throw new IllegalStateException("no tenant");
            }

            @Override
            public void release(Connection connection) {}
        }, SQLDialect.POSTGRES)).with(DB.database().schema());
        assertThatThrownBy(() -> gone.objects("entry").count()).isInstanceOf(ConnectionLost.class)
                .hasRootCauseMessage("no tenant");
        assertThatThrownBy(() -> Database.of(DSL.using(new DefaultConfiguration().set(SQLDialect.POSTGRES)
                .set(new ThreadLocalTransactionProvider(new DataSourceConnectionProvider(DB.pool()))))))
                .isInstanceOf(DunderException.class).hasMessageContaining("ThreadLocalTransactionProvider");
    }

    @Test
    void aProviderThatLendsNothingIsTold() {
        assertThatThrownBy(() -> lentBy(() -> null).objects("entry").count()).isInstanceOf(ConnectionLost.class)
                .hasRootCauseMessage("jOOQ's ConnectionProvider has lent nothing.");
        assertThatThrownBy(() -> lentBy(() -> {
            throw new DataAccessException("none");
        }).objects("entry").count()).isInstanceOf(ConnectionLost.class)
                .hasStackTraceContaining("jOOQ's ConnectionProvider has failed.");
        assertThatThrownBy(() -> lentBy(() -> {
            throw new DataAccessException("none", new SQLException("too many", "53300"));
        }).objects("entry").count()).isInstanceOf(DatabaseException.class).hasRootCauseMessage("too many")
                .hasRootCauseExactlyInstanceOf(SQLException.class);
    }

    private static Database lentBy(Supplier<@Nullable Connection> lender) {
        return Database.of(DSL.using(new ConnectionProvider() {
            @Override
            public @Nullable Connection acquire() {
                return lender.get();
            }

            @Override
            public void release(Connection connection) {}
        }, SQLDialect.POSTGRES)).with(DB.database().schema());
    }

    @Test
    void aConnectionIsOfItsTransaction() {
        Database db = DB.database();
        db.atomic(() -> db.dsl().connection(connection -> {
            for (ThrowingCallable ending : List.<ThrowingCallable>of(connection::commit, connection::rollback,
                    () -> connection.setAutoCommit(true), () -> connection.abort(Runnable::run))) {
                assertThatThrownBy(ending).isInstanceOf(DunderException.class)
                        .hasMessageContaining("in a transaction of db.atomic(…), which alone ends it");
            }
            Savepoint here = connection.setSavepoint();
            try (Statement statement = connection.createStatement()) {
                statement.execute("update entry set x = 77");
                assertThatThrownBy(() -> statement.execute("select 1 / 0")).isInstanceOf(SQLException.class);
            }
            connection.rollback(here);
            assertThatThrownBy(() -> connection.setClientInfo("ApplicationName", "a\0b"))
                    .isInstanceOf(SQLException.class);
            connection.close();
            assertThat(connection.isClosed()).isFalse();
        }));
        assertThat(DB.objects("entry").filter("x", 77).exists()).isFalse();
    }

    @Test
    void aJooqThatThreadsCannotShareIsRefused() throws SQLException {
        try (Connection one = DB.pool().getConnection()) {
            assertThatThrownBy(() -> Database.of(DSL.using(one, SQLDialect.POSTGRES)))
                    .isInstanceOf(DunderException.class).hasMessageContaining("one connection");
        }
        assertThatThrownBy(() -> Database.of(DSL.using(SQLDialect.POSTGRES))).isInstanceOf(DunderException.class)
                .hasMessageContaining("DSL.using(pool, SQLDialect.POSTGRES)");
        assertThatThrownBy(() -> Database.of(DSL.using(DB.pool(), SQLDialect.H2))).isInstanceOf(DunderException.class)
                .hasMessageContaining("writes for H2");
    }
}
