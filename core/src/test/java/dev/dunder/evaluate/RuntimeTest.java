package dev.dunder.evaluate;

import static dev.dunder.fixture.TestDatabase.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.UniqueViolation;
import dev.dunder.ConnectionLost;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.Inside;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.StalePlan;
import dev.dunder.TransactionAborted;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.run.ThreadContext;
import dev.dunder.work.Cancellation;
import dev.dunder.work.SharedTask;
import dev.dunder.work.StagedWork;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is promised of transactions, futures and connections, where something about them goes wrong. */
@Timeout(120)
class RuntimeTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table item (id int primary key, n int not null default 0);
            create table big (id int primary key);
            insert into big select generate_series(1, 300);
            create view forever as select id, pg_sleep(600)::text as nap from big where id = 1;
            """);

    @BeforeEach
    void oneItem() {
        DB.execute("truncate item; insert into item (id) values (1)");
        DB.sent().clear();
    }

    private static Database db() {
        return DB.database();
    }

    private static QuerySet<Row> items() {
        return DB.objects("item").orderBy("id");
    }

    private static HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(DB.pool().getJdbcUrl());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(3_000);
        return new HikariDataSource(config);
    }

    // ---- Blocks whose code outlives them ----

    @Test
    void whatABlockHasReadIsNotWrittenOutsideOfItByCodeThatHasNotHeardOfItsEnd() {
        CompletableFuture<Row> read = new CompletableFuture<>();
        CompletableFuture<Row> written = new CompletableFuture<>();
        CompletableFuture<Boolean> goOn = new CompletableFuture<>();
        CompletableFuture<Row> block = db().async().atomic(tx -> tx.objects("item").async().get("id", 1)
                .thenCompose(row -> {
                    read.complete(row);
                    return goOn.thenCompose(on -> row.async().update("n", 99)).whenComplete((stored, failure) -> {
                        if (failure == null) {
                            written.complete(stored);
                        } else {
                            written.completeExceptionally(failure);
                        }
                    });
                }));
        Row row = read.join();
        block.cancel(true);
        DB.untilConnectionsInUse(0);

        goOn.complete(true);

        assertThatThrownBy(written::join).rootCause().isInstanceOf(DunderException.class)
                .hasMessageContaining("This transaction has ended");
        assertThat(items().get().get("n")).isEqualTo(0);
        // When its code is over, what it has read is anybody's.
        until(() -> {
            try {
                return row.update("n", 7).get("n", Integer.class) == 7;
            } catch (DunderException notYet) {
                return false;
            }
        });
    }

    @Test
    void whatABlockInsideHasReadBelongsToTheOneAroundItAfterwards() {
        String seen = db().async().<String>atomic(tx -> tx
                .<Row>atomic(inner -> inner.objects("item").async().get("id", 1))
                .thenCompose(row -> row.async().update("n", 5))
                .thenCompose(row -> tx.objects("item").async().get("id", 1))
                .thenApply(row -> {
                    tx.setRollback();
                    return "n=" + row.get("n");
                })).join();

        assertThat(seen).isEqualTo("n=5");
        assertThat(items().get().get("n")).isEqualTo(0);
    }

    // ---- A rollback that fails ----

    /** A pool whose connections refuse what they are told to. */
    private static DataSource refusing(HikariDataSource pool, String refused, AtomicReference<Boolean> on) {
        return (DataSource) Proxy.newProxyInstance(RuntimeTest.class.getClassLoader(), new Class<?>[]{DataSource.class},
                (proxy, method, arguments) -> {
                    Object result = invoke(pool, method, arguments);
                    return !(result instanceof Connection real) || !method.getName().equals("getConnection")
                            ? result
                            : Proxy.newProxyInstance(RuntimeTest.class.getClassLoader(),
                                    new Class<?>[]{Connection.class},
                                    (connection, called, with) -> {
                                        if (on.get() && called.getName().equals(refused)) {
                                            throw new SQLException("No " + refused, "XX000");
                                        }
                                        return invoke(real, called, with);
                                    });
                });
    }

    private static @Nullable Object invoke(Object on, java.lang.reflect.Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    @Way.Both
    void aBlockThatFailedIsNotStoredThoughItsRollbackFailsToo(Way way) {
        try (HikariDataSource pool = pool(1)) {
            AtomicReference<Boolean> on = new AtomicReference<>(false);
            Database refusing = Database.of(refusing(pool, "rollback", on));
            QuerySet<Row> there = refusing.objects("item");
            on.set(true);
            IllegalStateException mine = new IllegalStateException("mine");
            if (way == Way.BLOCKING) {
                assertThatThrownBy(() -> refusing.atomic(() -> {
                    Row unused = there.with("id", 2).insert();
                    throw mine;
                })).isSameAs(mine);
            } else {
                assertThatThrownBy(() -> refusing.async().atomic(tx -> there.using(tx).with("id", 2).async().insert()
                        .thenCompose(row -> CompletableFuture.failedFuture(mine))).join()).hasCause(mine);
            }
            assertThat(mine.getSuppressed()).singleElement().isInstanceOf(DatabaseException.class);
            assertThatThrownBy(() -> refusing.atomic(() -> {
                Row unused = there.with("id", 3).insert();
                throw new AssertionError();
            })).isInstanceOf(AssertionError.class);
            refusing.atomic(() -> {
                Row unused = there.with("id", 4).insert();
                refusing.currentTransaction().setRollback();
            });
            on.set(false);
            // The torn connection is not lent again.
            assertThat(there.count()).isEqualTo(1);
        }
        assertThat(items().count()).isEqualTo(1);
    }

    @Test
    void aCommitThatIsRefusedAndARollbackThatIsToo() {
        DB.execute("create table if not exists later (id int primary key, of int references item deferrable initially"
                + " deferred)");
        db().forgetSchema();
        try (HikariDataSource pool = pool(1)) {
            AtomicReference<Boolean> on = new AtomicReference<>(false);
            Database refusing = Database.of(refusing(pool, "rollback", on));
            QuerySet<Row> there = refusing.objects("later");
            on.set(true);
            assertThatThrownBy(() -> refusing.atomic(() -> there.with("id", 1, "of_id", 99).insert()))
                    .isInstanceOf(DunderException.class);
            on.set(false);
            assertThat(there.count()).isZero();
        }
        DB.execute("drop table later");
        db().forgetSchema();
    }

    // ---- Stopping ----

    @Test
    void aListenerIsNotLeftBehindByWhatHasEnded() throws Exception {
        AtomicReference<Integer> most = new AtomicReference<>(0);
        DB.objects("big").async().forEach(row -> {
            List<Row> unused = items().list();
            Cancellation around = ThreadContext.current().cancellation();
            assertThat(around).isNotNull();
            most.accumulateAndGet(listeners(around), Math::max);
        }).join();
        assertThat(most.get()).isLessThan(5);
    }

    private static int listeners(@Nullable Cancellation cancellation) {
        try {
            var field = Cancellation.class.getDeclaredField("listeners");
            field.setAccessible(true);
            return ((Collection<?>) ((AtomicReference<?>) field.get(cancellation)).get()).size();
        } catch (ReflectiveOperationException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aFutureThatNobodyCancelledDoesNotFail() throws Exception {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 2_000; i++) {
                QuerySet<Row> shared = items().all();
                CompletableFuture<List<Row>> given = shared.async().list();
                CyclicBarrier both = new CyclicBarrier(2);
                Future<?> cancelling = two.submit(() -> {
                    both.await();
                    return given.cancel(true);
                });
                Future<List<Row>> joining = two.submit(() -> {
                    both.await();
                    return shared.async().list().join();
                });
                assertThat(joining.get()).hasSize(1);
                Object unused = cancelling.get();
            }
        }
    }

    @Test
    void whoComesToWantItIsBeforeTheLastOneGoesOrTooLate() {
        SharedTask<Integer> once = new SharedTask<>(new Cancellation(),
                null,
                Thread::startVirtualThread, StagedWork.of(() -> 1));
        assertThat(once.want()).isTrue();
        once.release();
        assertThat(once.want()).isFalse();
        assertThat(once.stopped()).isTrue();
        assertThatThrownBy(once::get).isInstanceOf(CompletionException.class);
    }

    @Test
    void whoStopsSomethingSharedFromOutsideStopsItForNobodyElse() throws Exception {
        QuerySet<Row> shared = DB.objects("forever");
        CompletableFuture<Void> loop = DB.objects("big").async().forEach(row -> shared.list());
        until(() -> DB.inTheServer("forever") == 1);
        CompletableFuture<List<Row>> other = shared.async().list();
        loop.cancel(true);
        // Tried anew for the one that is left.
        until(() -> DB.sent().stream().anyMatch(sent -> sent.sql().contains("forever") && sent.failure() != null));
        until(() -> DB.inTheServer("forever") == 1);
        assertThat(other).isNotDone();
        other.cancel(true);
        until(() -> DB.inTheServer("forever") == 0);
        DB.untilConnectionsInUse(0);
    }

    // ---- Futures and listeners ----

    @Test
    void everyFutureFailsWithWhatHasFailed() {
        QuerySet<Row> broken = items().annotate(dev.dunder.Dunder.value(1).dividedBy(dev.dunder.Dunder.f("n")).as("x"));
        List<CompletableFuture<?>> all = List.of(broken.async().list(), broken.async().first(),
                broken.async().get("id", 1),
                broken.filter("x", 1).async().count(), broken.filter("x", 1).async().exists(),
                broken.async().page(1, 10), broken.async().show(), broken.async().stream(),
                broken.async().forEach(row -> {}), items().with("id", 1).async().insert(),
                items().async().get("id", 77),
                db().async().atomic(tx -> broken.using(tx).async().list()),
                db().async().atomic(tx -> tx.atomic(inner -> broken.using(inner).async().list())),
                db().async().atomic(tx -> broken.using(tx).async().list().thenApply(List::size)),
                DB.objects("item").raw("select 1 / n as id, n from item").async().list());
        for (CompletableFuture<?> future : all) {
            AtomicReference<Throwable> seen = new AtomicReference<>();
            future.handle((value, failure) -> {
                seen.set(failure);
                return true;
            }).join();
            assertThat(seen.get()).isInstanceOf(DunderException.class);
        }
        java.io.IOException checked = new java.io.IOException("checked");
        AtomicReference<Throwable> seen = new AtomicReference<>();
        db().async().atomic(tx -> CompletableFuture.failedFuture(checked)).handle((value, failure) -> {
            seen.set(failure);
            return true;
        }).join();
        assertThat(seen.get()).isSameAs(checked);
    }

    @Way.Both
    void anErrorOfAListenerReachesNobody(Way way) {
        Database listened = Database.builder(DB.pool()).listener(statement -> {
            throw new AssertionError("a listener's own");
        }).build();
        assertThat(way.count(listened.objects("item"))).isEqualTo(1);
        listened.atomic(() -> {
            assertThat(way.count(listened.objects("item"))).isEqualTo(1);
        });
    }

    @Test
    void anErrorOfAHookSaysThatTheTransactionIsCommitted() {
        assertThatThrownBy(() -> db().atomic(() -> {
            Row unused = items().with("id", 2).insert();
            db().onCommit(() -> {
                throw new AssertionError("mine");
            });
        })).isInstanceOf(DunderException.class).hasMessageContaining("has been committed")
                .hasRootCauseInstanceOf(AssertionError.class);
        assertThat(items().count()).isEqualTo(2);
    }

    // ---- The catalog ----

    @Test
    void theFirstUseInsideOfABlockNeedsNoSecondConnection() throws Exception {
        try (HikariDataSource pool = pool(5); ExecutorService five = Executors.newFixedThreadPool(5)) {
            Database fresh = Database.of(pool);
            CyclicBarrier all = new CyclicBarrier(5);
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                counts.add(five.submit(() -> fresh.atomic(() -> {
                    fresh.dsl().fetch("select 1");
                    await(all);
                    return fresh.objects("item").count();
                })));
            }
            for (Future<Long> count : counts) {
                assertThat(count.get()).isEqualTo(1);
            }
        }
        try (HikariDataSource pool = pool(1)) {
            Database fresh = Database.of(pool);
            assertThat(fresh.async().atomic(tx -> tx.objects("item").async().count()).join()).isEqualTo(1);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aTableOfABlockThatIsRolledBackIsNotKnownAfterwards() {
        Database fresh = Database.of(DB.pool());
        assertThatThrownBy(() -> fresh.atomic(() -> {
            fresh.dsl().execute("create table passing (id int primary key)");
            assertThat(fresh.objects("passing").count()).isZero();
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> fresh.objects("passing")).isInstanceOf(DunderException.class);
        assertThat(fresh.objects("item").count()).isEqualTo(1);
    }

    @Test
    void manyThreadsReadTheCatalogOnce() throws Exception {
        try (HikariDataSource pool = pool(2)) {
            Database fresh = Database.of(pool);
            List<CompletableFuture<Long>> counts = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 20; i++) {
                CompletableFuture<Long> count = new CompletableFuture<>();
                counts.add(count);
                Thread.startVirtualThread(() -> count.complete(fresh.objects("item").count()));
            }
            assertThat(counts).allSatisfy(count -> assertThat(count.join()).isEqualTo(1));
        }
    }

    @Test
    void errorsWhileTheCatalogIsReadAreOurs() {
        try (HikariDataSource pool = pool(1)) {
            Database fresh = Database.of(pool);
            try (Connection connection = pool.getConnection(); var statement = connection.createStatement()) {
                statement.execute("set statement_timeout = 1");
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
            assertThatThrownBy(() -> {
                for (int i = 0; i < 100; i++) {
                    fresh.forgetSchema();
                    fresh.schema();
                }
            }).isInstanceOfSatisfying(DatabaseException.class,
                    failure -> assertThat(failure.sqlState()).isEqualTo("57014"));
            assertThatThrownBy(() -> {
                for (int i = 0; i < 100; i++) {
                    fresh.forgetSchema();
                    fresh.atomic(fresh::schema);
                }
            }).isInstanceOfSatisfying(DatabaseException.class,
                    failure -> assertThat(failure.sqlState()).isEqualTo("57014"));
        }
    }

    @Test
    void aForgottenSchemaLeavesNoPlans() {
        Database fresh = Database.of(DB.pool());
        fresh.objects("item").list();
        fresh.forgetSchema();
        assertThat(Inside.session(fresh).plans()).isZero();
        assertThat(fresh.objects("item").list()).hasSize(1);
    }

    // ---- Plain jOOQ ----

    @Way.Both
    void plainJooqIsWithinTheBlock(Way way) {
        assertThatThrownBy(() -> db().atomic(() -> {
            Row unused = way.insert(items().with("id", 2));
            assertThat(db().dsl().fetchCount(DSL.table("item"))).isEqualTo(2);
            assertThat(db().dsl().execute("insert into item (id) values (3)")).isEqualTo(1);
            assertThat(way.count(items())).isEqualTo(3);
            assertThat(DB.connectionsInUse()).isEqualTo(1);
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);
        assertThat(way.count(items())).isEqualTo(1);
        assertThat(db().dsl().execute("insert into item (id) values (3)")).isEqualTo(1);
        assertThat(way.count(items())).isEqualTo(2);
        DB.untilConnectionsInUse(0);
    }

    @Test
    void whatPlainJooqFailsAtBreaksTheBlockLikeAnythingElse() {
        assertThatThrownBy(() -> db().atomic(() -> {
            Row unused = items().with("id", 2).insert();
            assertThatThrownBy(() -> db().dsl().execute("insert into item (id) values (1)"))
                    .isInstanceOf(DataAccessException.class);
            assertThatThrownBy(() -> items().count()).isInstanceOf(TransactionAborted.class);
        })).isInstanceOf(TransactionAborted.class);
        assertThat(items().count()).isEqualTo(1);
        // With a savepoint around it, of either kind, it goes on.
        db().atomic(() -> {
            assertThatThrownBy(
                    () -> db().dsl().transaction(own -> own.dsl().execute("insert into item (id) values (1)")))
                    .isInstanceOf(DataAccessException.class);
            assertThatThrownBy(() -> db().atomic(() -> db().dsl().execute("insert into item (id) values (1)")))
                    .isInstanceOf(DataAccessException.class);
            db().dsl().transaction(own -> own.dsl().execute("insert into item (id) values (5)"));
            assertThat(items().count()).isEqualTo(2);
        });
        assertThat(items().count()).isEqualTo(2);
    }

    @Test
    void plainJooqDoesNotEndTheBlock() {
        assertThatThrownBy(() -> db().atomic(() -> {
            Row unused = items().with("id", 2).insert();
            db().dsl().connection(Connection::commit);
        })).isInstanceOf(RuntimeException.class).hasStackTraceContaining("db.atomic(…), which alone ends it");
        assertThatThrownBy(() -> db().atomic(() -> {
            Row unused = items().with("id", 2).insert();
            db().dsl().connection(connection -> connection.setAutoCommit(true));
        })).isInstanceOf(RuntimeException.class);
        assertThat(items().count()).isEqualTo(1);
        // Outside it has its own.
        db().dsl().transaction(own -> own.dsl().execute("insert into item (id) values (2)"));
        assertThatThrownBy(() -> db().dsl().transaction(own -> {
            own.dsl().execute("insert into item (id) values (3)");
            throw new IllegalStateException();
        })).isInstanceOf(RuntimeException.class);
        assertThat(items().count()).isEqualTo(2);
        DB.untilConnectionsInUse(0);
    }

    // ---- A table that changes under warm connections ----

    private static void warm(Database database, QuerySet<Row> rows) {
        for (int i = 0; i < 12; i++) {
            database.atomic(() -> rows.all().list());
            try (var stream = rows.all().stream()) {
                assertThat(stream.count()).isEqualTo(1);
            }
        }
    }

    @Way.Both
    void aTableThatChangesUnderWarmConnections(Way way) {
        try (HikariDataSource pool = pool(1); Database own = Database.of(pool)) {
            QuerySet<Row> rows = own.objects("item").orderBy("id");
            alter(own, rows, "bigint");
            assertThatThrownBy(() -> own.atomic(() -> way.list(rows.all()))).isInstanceOf(StalePlan.class);
            assertThat(own.atomic(() -> way.list(rows.all()))).hasSize(1);
            alter(own, rows, "int");
            assertThat(way.stream(rows.all())).hasSize(1);
            alter(own, rows, "bigint");
            assertThat(way.list(rows.all())).hasSize(1);
            alter(own, rows, "int");
            assertThat(own.atomic().retrying(1).call(() -> way.list(rows.all()))).hasSize(1);
            alter(own, rows, "bigint");
            assertThat(
                    own.async().atomic(tx -> rows.using(tx).async().list()).handle((list, failure) -> failure).join())
                    .isInstanceOf(StalePlan.class);
            alter(own, rows, "int");
            assertThat(own.atomic().retrying(1).async(tx -> rows.using(tx).async().list()).join()).hasSize(1);
        }
    }

    /** The driver cannot know that it may prepare anew within a transaction, which is ours here. */
    @Way.Both
    void soItIsWhereThePoolsConnectionsAreInNoAutoCommit(Way way) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(DB.pool().getJdbcUrl());
        config.setMaximumPoolSize(1);
        config.setAutoCommit(false);
        try (HikariDataSource pool = new HikariDataSource(config); Database own = Database.of(pool)) {
            QuerySet<Row> rows = own.objects("item").orderBy("id");
            for (String type : List.of("bigint", "int")) {
                for (int i = 0; i < 12; i++) {
                    assertThat(way.list(rows.all())).hasSize(1);
                }
                DB.execute("alter table item alter column n type " + type);
                assertThat(way.list(rows.all())).hasSize(1);
            }
            assertThatThrownBy(() -> way.create(rows, "id", 1)).isInstanceOf(UniqueViolation.class);
            assertThat(way.create(rows, "id", 2).get("id")).isEqualTo(2);
        }
        assertThat(items().count()).isEqualTo(2);
    }

    /** After as many uses as make the driver prepare the statement. */
    private static void alter(Database own, QuerySet<Row> rows, String type) {
        warm(own, rows);
        DB.execute("alter table item alter column n type " + type);
    }

    @Test
    void eachWarmConnectionIsTriedOnce() throws Exception {
        try (HikariDataSource pool = pool(4);
                Database own = Database.of(pool);
                ExecutorService four = Executors.newFixedThreadPool(4)) {
            QuerySet<Row> rows = own.objects("item").orderBy("id");
            for (int i = 0; i < 12; i++) {
                CyclicBarrier all = new CyclicBarrier(4);
                List<Future<?>> done = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    done.add(four.submit(() -> own.atomic(() -> {
                        List<Row> unused = rows.all().list();
                        await(all);
                    })));
                }
                for (Future<?> one : done) {
                    Object unused = one.get();
                }
            }
            DB.execute("alter table item alter column n type bigint");
            List<CompletableFuture<List<Row>>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.add(own.atomic().retrying(1).async(tx -> rows.using(tx).async().list()));
            }
            assertThat(all).allSatisfy(one -> assertThat(one.join()).hasSize(1));
            DB.execute("alter table item alter column n type int");
        }
    }

    // ---- Sessions that are ended ----

    @Test
    void aSessionThatWasIdleForTooLongIsALostConnection() {
        try (HikariDataSource pool = pool(1); Database own = Database.of(pool)) {
            own.schema();
            assertThatThrownBy(() -> own.atomic(() -> {
                own.dsl().execute("set local idle_in_transaction_session_timeout = 20");
                until(() -> DB.inTheServer("idle_in_transaction_session_timeout") == 0 && gone());
                Row unused = own.objects("item").with("id", 2).insert();
            })).isInstanceOf(ConnectionLost.class);
            assertThatThrownBy(() -> own.atomic(() -> {
                Row unused = own.objects("item").with("id", 2).insert();
                own.dsl().execute("set local idle_in_transaction_session_timeout = 20");
                until(RuntimeTest::gone);
            })).isInstanceOf(DatabaseException.class);
            assertThat(own.objects("item").count()).isEqualTo(1);
        }
    }

    private static boolean gone() {
        return db().dsl().fetchCount(DSL.table("pg_stat_activity"),
                DSL.condition("state = 'idle in transaction' and datname = current_database()")) == 0;
    }
}
