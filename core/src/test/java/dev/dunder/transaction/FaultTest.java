package dev.dunder.transaction;

import static dev.dunder.fixture.TestDatabase.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.BatchOutcomeUnknown;
import dev.dunder.Bulk;
import dev.dunder.CommitOutcomeUnknown;
import dev.dunder.ConnectionLost;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.Inside;
import dev.dunder.LockTimeout;
import dev.dunder.PoolExhausted;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.RowIterator;
import dev.dunder.StatementTimeout;
import dev.dunder.TransactionAborted;
import dev.dunder.fetch.RowMapping;
import dev.dunder.fetch.ValueMapping;
import dev.dunder.fixture.LossyProxy;
import dev.dunder.fixture.OwnServer;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong: the right exception, no leaked connection, nothing lost, nothing stored twice, and the next query works. */
@Timeout(120)
class FaultTest {
    private static OwnServer server;
    private static LossyProxy proxy;
    private static HikariDataSource pool;
    private static Database db;

    @BeforeAll
    static void open() throws Exception {
        server = new OwnServer();
        proxy = new LossyProxy(server.port());
        // The proxy reads what is sent: a statement that the server knows by a number it would not recognize.
        pool = OwnServer.pool(proxy.port(), 4, "&prepareThreshold=0");
        db = Database.of(pool);
        execute("create table account (id int primary key, balance int not null);"
                + "insert into account values (1, 100), (2, 100);"
                + "create view slow as select id, pg_sleep(600)::text as nap from account;");
    }

    @AfterAll
    static void close() throws Exception {
        db.close();
        pool.close();
        proxy.close();
        server.close();
    }

    /** Past the pool and the proxy. */
    private static long execute(String sql) {
        String url = "jdbc:postgresql://localhost:" + server.port() + "/postgres?user=postgres";
        try (var connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
            return 0;
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static long inTheServer(String text) {
        return execute("select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()"
                + " and query like '%" + text + "%'");
    }

    private static void terminate(String text) {
        execute("select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid()"
                + " and query like '%" + text + "%'");
    }

    private static QuerySet<Row> accounts() {
        return db.objects("account").orderBy("id");
    }

    private static List<Object> balances() {
        return List.of(execute("select balance from account where id = 1"),
                execute("select balance from account where id = 2"));
    }

    @BeforeEach
    void twoAccounts() {
        execute("delete from account where id > 2; update account set balance = 100");
        // The connections of the test before may be dead; who borrows one that is gets another.
        untilItWorks();
    }

    private static void untilItWorks() {
        until(() -> {
            try {
                return accounts().count() >= 2;
            } catch (DatabaseException notYet) {
                return false;
            }
        });
    }

    @AfterEach
    void nothingIsLeakedAndTheNextQueryWorks() {
        until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
        untilItWorks();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    // ---- The server goes away ----

    @Way.Both
    void theServerIsRestartedDuringAQuery(Way way) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread asking = Thread.ofPlatform().start(() -> {
            try {
                way.list(db.objects("slow"));
            } catch (RuntimeException failure) {
                thrown.set(failure);
            }
        });
        until(() -> inTheServer("slow") == 1);
        server.restart();
        asking.join();

        assertThat(thrown.get()).isInstanceOf(ConnectionLost.class);
    }

    @Way.Both
    void theServerIsRestartedBetweenQueries(Way way) throws Exception {
        assertThat(way.list(accounts())).hasSize(2);
        server.restart();
        Thread.sleep(600); // longer than the pool trusts a connection without looking
        assertThat(way.list(accounts())).hasSize(2);
    }

    @Way.Both
    void theServerIsRestartedInsideATransaction(Way way) {
        AtomicInteger hooks = new AtomicInteger();
        assertThatThrownBy(() -> db.atomic(() -> {
            way.update(way.get(accounts(), "id", 1), "balance", 0);
            db.onCommit(hooks::incrementAndGet);
            server.restart();
            way.update(way.get(accounts(), "id", 2), "balance", 200);
        })).isInstanceOf(ConnectionLost.class);
        assertThat(balances()).containsExactly(100L, 100L);
        assertThat(hooks).hasValue(0);

        untilItWorks();
        assertThatThrownBy(() -> db.atomic(() -> {
            way.update(way.get(accounts(), "id", 1), "balance", 0);
            server.restart();
        })).isInstanceOf(CommitOutcomeUnknown.class);
        assertThat(balances()).containsExactly(100L, 100L);
    }

    @Test
    void theServerIsRestartedInsideABlockInsideOfABlock() {
        assertThatThrownBy(() -> db.atomic(() -> {
            accounts().get("id", 1).update("balance", 0);
            assertThatThrownBy(() -> db.atomic(() -> {
                server.restart();
                accounts().list();
            })).isInstanceOf(ConnectionLost.class);
            accounts().get("id", 1).update("balance", 1);
        })).isInstanceOf(TransactionAborted.class).hasCauseInstanceOf(ConnectionLost.class);
        assertThat(balances()).containsExactly(100L, 100L);
    }

    @Test
    void aBackendIsTerminatedWhileAnAsynchronousQueryIsPending() {
        CompletableFuture<List<Row>> pending = db.objects("slow").async().list();
        QuerySet<Row> started = db.objects("slow").startFetch();
        until(() -> inTheServer("slow") == 2);
        terminate("slow");

        assertThatThrownBy(pending::join).hasCauseInstanceOf(ConnectionLost.class);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(started::list).isInstanceOf(ConnectionLost.class)
                    .hasStackTraceContaining("FaultTest.aBackendIsTerminated");
        }
    }

    @Test
    void aBackendIsTerminatedWhileRowsAreStreamed() {
        assertThatThrownBy(() -> {
            try (RowIterator<Row> rows = db.objects("account").iterator(1)) {
                rows.next();
                terminate("account");
                rows.forEachRemaining(row -> {});
            }
        }).isInstanceOf(ConnectionLost.class);
    }

    // ---- The answer is lost ----

    @Way.Both
    void theAnswerToACommitIsLost(Way way) {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger hooks = new AtomicInteger();
        for (LossyProxy.Loss loss : LossyProxy.Loss.values()) {
            assertThatThrownBy(() -> db.atomic().retrying(5).run(() -> {
                runs.incrementAndGet();
                way.update(way.get(accounts(), "id", 1), "balance", 90);
                way.update(way.get(accounts(), "id", 2), "balance", 110);
                db.onCommit(hooks::incrementAndGet);
                proxy.loseAt("COMMIT", loss);
            })).isInstanceOf(CommitOutcomeUnknown.class).hasMessageContaining("may have been committed or not");
            assertThat(proxy.hasLost()).isTrue();
            // It says that it does not know, and here it is both: not committed the first time, committed the second.
            boolean committed = loss == LossyProxy.Loss.AFTER;
            until(() -> balances().equals(committed ? List.of(90L, 110L) : List.of(100L, 100L)));
        }
        assertThat(runs).hasValue(2); // never tried again by itself
        assertThat(hooks).hasValue(0);
    }

    @Way.Both
    void theAnswerToAWriteThatCommitsItselfIsLost(Way way) {
        proxy.loseAt("insert into", LossyProxy.Loss.AFTER);
        assertThatThrownBy(() -> way.insert(db.objects("account").with("id", 3, "balance", 3)))
                .isInstanceOf(CommitOutcomeUnknown.class).hasMessageContaining("look before you try again");
        until(() -> execute("select count(*) from account") == 3);

        proxy.loseAt("insert into", LossyProxy.Loss.BEFORE);
        assertThatThrownBy(() -> way.insert(db.objects("account").with("id", 4, "balance", 4)))
                .isInstanceOf(CommitOutcomeUnknown.class);
        assertThat(execute("select count(*) from account")).isEqualTo(3);
    }

    private static List<Row> newAccounts() {
        return IntStream.range(10, 16).mapToObj(id -> db.objects("account").with("id", id, "balance", id)).toList();
    }

    /** Two rows of three batches are stored for sure, two more may be, and the last two are not. */
    @Way.Both
    void theAnswerToALaterBatchIsLost(Way way) {
        for (LossyProxy.Loss loss : LossyProxy.Loss.values()) {
            Bulk batches = Bulk.USUAL.batch(2).progress(so -> {
                if (so.rows() == 2) {
                    proxy.loseAt("insert into", loss);
                }
            });
            assertThatThrownBy(() -> way.bulkCreate(db.objects("account"), newAccounts(), batches))
                    .isInstanceOfSatisfying(BatchOutcomeUnknown.class, lost -> {
                        assertThat(lost.stored()).isEqualTo(2);
                        assertThat(lost.end()).isEqualTo(4);
                        assertThat(lost.again()).hasMessage(lost.getMessage()).hasCause(lost);
                    }).hasMessageContaining("Whether the rows from 2 to 3 are stored is not known")
                    .hasMessageContaining("look before you try again");
            boolean stored = loss == LossyProxy.Loss.AFTER;
            until(() -> execute("select count(*) from account where id >= 10") == (stored ? 4 : 2));
            execute("delete from account where id >= 10");
            untilItWorks();
        }
    }

    @Way.Both
    void theAnswerToALaterBatchOfACopyIsLost(Way way) {
        for (LossyProxy.Loss loss : LossyProxy.Loss.values()) {
            Bulk batches = Bulk.USUAL.batch(2).progress(so -> {
                if (so.rows() == 4) {
                    proxy.loseAt("COMMIT", loss);
                }
            });
            assertThatThrownBy(() -> way.copyIn(db.objects("account"), newAccounts().stream(), batches))
                    .isInstanceOfSatisfying(BatchOutcomeUnknown.class, lost -> {
                        assertThat(lost.stored()).isEqualTo(2);
                        assertThat(lost.end()).isEqualTo(4);
                    });
            boolean stored = loss == LossyProxy.Loss.AFTER;
            until(() -> execute("select count(*) from account where id >= 10") == (stored ? 4 : 2));
            execute("delete from account where id >= 10");
            untilItWorks();
        }
    }

    @Way.Both
    void theAnswerToAReadIsLost(Way way) {
        proxy.loseAt("count(*)", LossyProxy.Loss.AFTER);
        assertThatThrownBy(() -> way.count(db.objects("account"))).isInstanceOf(ConnectionLost.class);
    }

    // ---- No room, no time ----

    @Way.Both
    void thePoolIsExhausted(Way way) {
        List<RowIterator<Row>> holding = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            holding.add(db.objects("account").iterator(1));
        }
        assertThatThrownBy(() -> way.count(db.objects("account"))).isInstanceOf(PoolExhausted.class);
        assertThatThrownBy(() -> db.atomic(() -> {})).isInstanceOf(PoolExhausted.class);
        holding.forEach(RowIterator::close);
        assertThat(way.count(db.objects("account"))).isEqualTo(2);
    }

    @Test
    void aServerThatIsNotThereIsLost() {
        server.stop();
        try {
            // Each connection that was open says first how it ended.
            String told = "";
            for (int i = 0; i < 12 && !told.contains("localhost:" + proxy.port()); i++) {
                told = assertThrows(ConnectionLost.class, () -> accounts().list()).getMessage();
            }
            assertThat(told).contains("localhost:" + proxy.port());
            assertThatThrownBy(() -> accounts().async().list().join()).hasCauseInstanceOf(ConnectionLost.class);
        } finally {
            server.start();
        }
    }

    @Way.Both
    void aStatementTimesOutInTheServer(Way way) {
        execute("alter role postgres set statement_timeout = '200ms'");
        try (HikariDataSource hasty = server.pool(1); Database database = Database.of(hasty)) {
            assertThatThrownBy(() -> way.list(database.objects("slow"))).isInstanceOf(StatementTimeout.class);
            assertThat(way.count(database.objects("account"))).isEqualTo(2);
        } finally {
            execute("alter role postgres reset statement_timeout");
        }
    }

    @Way.Both
    void aLockTimesOut(Way way) {
        execute("alter role postgres set lock_timeout = '200ms'");
        try (HikariDataSource hasty = server.pool(2); Database database = Database.of(hasty)) {
            db.atomic(() -> {
                way.update(way.get(accounts(), "id", 1), "balance", 5);
                Row other = database.objects("account").get("id", 1);
                assertThatThrownBy(() -> way.update(other, "balance", 6)).isInstanceOf(LockTimeout.class);
            });
        } finally {
            execute("alter role postgres reset lock_timeout");
        }
        assertThat(balances()).containsExactly(5L, 100L);
    }

    // ---- Our side ----

    /** Whose rows cannot be made. */
    private static QuerySet<Row> unreadable() {
        RowMapping<Row> broken = new ValueMapping<>((query, columns, from) -> values -> {
            throw new IllegalStateException("mapping");
        }, row -> List.of(), false);
        return Inside.set(Inside.request(db.objects("account").values("id")).selected(broken,
                dev.dunder.compose.Call.of(composer -> {})));
    }

    @Way.Both
    void mappingThrows(Way way) {
        assertThatThrownBy(() -> way.list(unreadable())).hasStackTraceContaining("IllegalStateException: mapping");
        assertThatThrownBy(() -> way.stream(unreadable())).hasStackTraceContaining("IllegalStateException: mapping");
        QuerySet<Row> started = unreadable().startFetch();
        assertThatThrownBy(started::list).hasStackTraceContaining("IllegalStateException: mapping");
        assertThatThrownBy(started::list).isInstanceOf(DunderException.class)
                .hasStackTraceContaining("IllegalStateException: mapping");
        db.atomic(() -> {
            assertThatThrownBy(() -> way.list(unreadable())).hasStackTraceContaining("IllegalStateException: mapping");
            // The server has seen no error, so the block goes on.
            way.update(way.get(accounts(), "id", 1), "balance", 1);
        });
        assertThat(balances()).containsExactly(1L, 100L);
    }

    @Test
    void anInterruptDuringTheCommitIsKeptForLater() throws Exception {
        AtomicReference<Boolean> flag = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(2);
        for (Thread.Builder kind : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
            execute("update account set balance = 100");
            kind.start(() -> {
                db.atomic(() -> {
                    accounts().get("id", 1).update("balance", 7);
                    Thread.currentThread().interrupt();
                });
                flag.set(Thread.currentThread().isInterrupted());
                done.countDown();
            }).join();
            assertThat(flag.getAndSet(null)).isTrue();
            assertThat(balances()).containsExactly(7L, 100L);
        }
        done.await();
    }
}
