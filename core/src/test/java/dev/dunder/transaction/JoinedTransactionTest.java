package dev.dunder.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.CheckViolation;
import dev.dunder.CommitOutcomeUnknown;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.ForeignKeyViolation;
import dev.dunder.Isolation;
import dev.dunder.PoolExhausted;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.StatementTimeout;
import dev.dunder.Transaction;
import dev.dunder.TransactionAborted;
import dev.dunder.UniqueViolation;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.ThreadBoundTransactions;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.run.RecentWrites;
import dev.dunder.transaction.ManagedTransaction;
import dev.dunder.transaction.TransactionCoordinator;
import dev.dunder.watch.StatementListener;
import java.sql.Connection;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transactions that somebody else begins and ends. */
@Timeout(60)
class JoinedTransactionTest {

    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(
            "create table account (id int primary key, balance int not null check (balance >= 0));"
                    + "create view slow as select id, pg_sleep(600)::text as nap from account;");

    @RegisterExtension
    static final TestDatabase COPY = TestDatabase.of("create table account (id int primary key, balance int not null);"
            + "insert into account values (1, -1)");

    private ThreadBoundTransactions manager;
    private Database db;

    @BeforeEach
    void twoAccounts() {
        RecentWrites.set(null);
        DB.execute("truncate account; insert into account values (1, 100), (2, 100)");
        manager = new ThreadBoundTransactions(DB.pool());
        db = Database.builder(DB.pool()).transactions(manager).build();
    }

    @AfterEach
    void noConnectionIsLeft() {
        DB.untilConnectionsInUse(0);
        COPY.untilConnectionsInUse(0);
        assertThat(db.inTransaction()).isFalse();
    }

    private QuerySet<Row> accounts() {
        return db.objects("account").orderBy("id");
    }

    private Row account(int id) {
        return accounts().get("id", id);
    }

    private int balance(int id) {
        return account(id).get("balance", Integer.class);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }

    /** As others see it. */
    private static int stored(int id) {
        return DB.objects("account").get("id", id).get("balance", Integer.class);
    }

    private void failing(Runnable block) {
        assertThatThrownBy(() -> manager.run(() -> {
            block.run();
            throw new IllegalArgumentException("no");
        })).isInstanceOf(IllegalArgumentException.class);
    }

    @Way.Both
    void whatIsEvaluatedIsPartOfIt(Way way) {
        manager.run(() -> {
            assertThat(db.inTransaction()).isTrue();
            way.update(account(1), "balance", 1);
            assertThat(way.get(accounts(), "id", 1).get("balance")).isEqualTo(1);
            assertThat(stored(1)).isEqualTo(100);
        });
        assertThat(stored(1)).isEqualTo(1);

        failing(() -> way.update(account(1), "balance", 2));
        assertThat(stored(1)).isEqualTo(1);
    }

    @Test
    void soIsWhatIsStartedAndNotWaitedFor() {
        manager.run(() -> {
            CompletableFuture<Row> unused = account(1).async().update("balance", 1);
        });
        assertThat(stored(1)).isEqualTo(1);

        manager.run(() -> {
            int unused = (int) account(1).update("balance", 2).get("balance");
            assertThat(accounts().startFetch().list()).extracting(row -> row.get("balance")).containsExactly(2, 100);
        });
    }

    @Test
    void whatFailsUnnoticedIsNotStored() {
        assertThatThrownBy(() -> manager.run(() -> {
            CompletableFuture<Row> unusedGood = account(1).async().update("balance", 1);
            CompletableFuture<Row> unused = account(2).async().update("balance", -1);
        })).isInstanceOf(TransactionAborted.class).hasCauseInstanceOf(CheckViolation.class);
        assertThat(stored(1)).isEqualTo(100);

        assertThatThrownBy(() -> manager.run(() -> {
            account(1).update("balance", 1);
            assertThatThrownBy(() -> account(2).update("balance", -1)).isInstanceOf(CheckViolation.class);
        })).isInstanceOf(TransactionAborted.class);
        assertThat(stored(1)).isEqualTo(100);
    }

    @Test
    void whatIsUnderWayWhenItIsRolledBackIsStopped() {
        AtomicReference<CompletableFuture<List<Row>>> nap = new AtomicReference<>();
        failing(() -> {
            account(1).update("balance", 1);
            nap.set(db.objects("slow").async().list());
        });
        assertThatThrownBy(() -> nap.get().join()).isInstanceOf(CompletionException.class);
        assertThat(stored(1)).isEqualTo(100);
    }

    @Test
    void plainJooqIsPartOfIt() {
        failing(() -> {
            int unused = db.dsl().execute("update account set balance = 7");
            assertThat(balance(2)).isEqualTo(7);
            db.dsl().transaction(inner -> {
                int unusedInner = inner.dsl().execute("update account set balance = 8");
            });
            assertThat(balance(2)).isEqualTo(8);
        });
        assertThat(stored(2)).isEqualTo(100);
    }

    @Test
    void aBlockWithinIsASavepoint() {
        manager.run(() -> {
            db.atomic(() -> account(1).update("balance", 1));
            assertThatThrownBy(() -> db.atomic(() -> {
                account(1).update("balance", 2);
                account(2).update("balance", -1);
            })).isInstanceOf(CheckViolation.class);
            assertThat(balance(1)).isEqualTo(1);
            CompletableFuture<Row> unused = db.async()
                    .atomic(tx -> tx.objects("account").async().get("id", 2)
                            .thenCompose(row -> row.async().update("balance", 3)));
        });
        assertThat(stored(1)).isEqualTo(1);
        assertThat(stored(2)).isEqualTo(3);
        assertThatThrownBy(() -> manager.run(() -> db.atomic().durable().run(() -> {})))
                .isInstanceOf(DunderException.class).hasMessageContaining("durable");
    }

    @Test
    void aBlockBeginsOneThatOthersTakePartIn() {
        db.atomic(() -> {
            assertThat(manager.current()).isNotNull();
            account(1).update("balance", 1);
            db.atomic(() -> account(2).update("balance", 2));
            assertThat(stored(1)).isEqualTo(100);
        });
        assertThat(stored(1)).isEqualTo(1);
        assertThat(db.atomic().isolation(Isolation.SERIALIZABLE).readOnly().call(() -> db.dsl()
                .fetchSingle(
                        "select current_setting('transaction_isolation'), current_setting('transaction_read_only')")
                .intoList())).containsExactly("serializable", "on");
        assertThatThrownBy(() -> db.atomic().readOnly().run(() -> account(1).update("balance", 1)))
                .isInstanceOf(DatabaseException.class).hasMessageContaining("read only sql transaction");
        assertThatThrownBy(() -> db.atomic().timeout(Duration.ofMillis(100)).run(() -> db.objects("slow").list()))
                .isInstanceOf(StatementTimeout.class);
        db.atomic(() -> {
            account(1).update("balance", 50);
            db.currentTransaction().setRollback();
        });
        assertThat(stored(1)).isEqualTo(1);
    }

    @Test
    void aManagerThatIsToldToRollBackMayWaitForThreadsThatUseTheBlock() {
        db.atomic(() -> {
            account(1).update("balance", 50);
            Transaction transaction = db.currentTransaction();
            manager.whenRollbackOnly(() -> CompletableFuture.runAsync(() -> transaction.onCommit(() -> {}))
                    .orTimeout(20, TimeUnit.SECONDS).join());
            transaction.setRollback();
        });
        assertThat(stored(1)).isEqualTo(100);
    }

    @Test
    void whatTheManagersCommitRefusesIsToldAsOursIs() {
        DB.execute("create table owner (id int primary key, account_id int references account"
                + " deferrable initially deferred)");
        Database fresh = Database.builder(DB.pool()).transactions(manager).build();
        try {
            assertThatThrownBy(() -> fresh.atomic(() -> fresh.objects("owner").create("id", 1, "account_id", 7)))
                    .isInstanceOf(ForeignKeyViolation.class).hasMessageContaining("owner_account_id_fkey");
            assertThat(fresh.objects("owner").count()).isZero();
            // Nobody knows whether what was lost on its way is stored.
            assertThatThrownBy(() -> fresh.atomic(() -> {
                Row unused = fresh.objects("account").get("id", 1).update("balance", 1);
                DB.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                        + " and state = 'idle in transaction'");
            })).isInstanceOf(CommitOutcomeUnknown.class);
        } finally {
            DB.execute("drop table owner");
        }
    }

    @Test
    void whatTheManagerCannotBeginIsToldAsOursIs() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(DB.pool().getJdbcUrl());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(250);
        try (HikariDataSource one = new HikariDataSource(config)) {
            ThreadBoundTransactions ofOne = new ThreadBoundTransactions(one);
            Database small = Database.builder(one).transactions(ofOne).build();
            small.atomic(() -> ofOne.suspended(() -> assertThatThrownBy(
                    () -> small.atomic(() -> small.objects("account").count())).isInstanceOf(PoolExhausted.class)));
        }
    }

    @Test
    void aManagerOfAnotherPoolBeginsNothingHere() {
        TransactionCoordinator elsewhere = new TransactionCoordinator() {
            @Override
            public @Nullable ManagedTransaction current() {
                return null;
            }

            @Override
            public <R extends @Nullable Object> R call(Settings settings, Supplier<R> block) {
                return block.get();
            }
        };
        Database strange = Database.builder(DB.pool()).transactions(elsewhere).build();
        assertThatThrownBy(() -> strange.atomic(() -> strange.objects("account").count()))
                .isInstanceOf(DunderException.class)
                .hasMessageContaining("the transaction manager is one of another pool");
    }

    @Test
    void whatTheManagerItselfThrowsStaysWhatItIs() {
        TransactionCoordinator refusing = new TransactionCoordinator() {
            @Override
            public @Nullable ManagedTransaction current() {
                return manager.current();
            }

            @Override
            public <R extends @Nullable Object> R call(Settings settings, Supplier<R> block) {
                throw new IllegalStateException("closed for today", new IllegalArgumentException());
            }
        };
        Database refused = Database.builder(DB.pool()).transactions(refusing).build();
        assertThatThrownBy(() -> refused.atomic(() -> 1)).isInstanceOf(IllegalStateException.class)
                .hasMessage("closed for today");
    }

    @Test
    void oneWithinThatIsAnotherTransactionIsAnother() {
        manager.run(() -> {
            account(1).update("balance", 1);
            Transaction outer = db.currentTransaction();
            QuerySet<Row> started = accounts().startFetch();
            db.atomic(() -> {
                manager.run(() -> {
                    assertThat(db.currentTransaction()).isNotEqualTo(outer);
                    assertThat(balance(1)).isEqualTo(100);
                    account(2).update("balance", 2);
                    db.atomic(() -> assertThat(balance(2)).isEqualTo(2));
                    // What was begun in the other is done there, whichever thread comes first.
                    assertThat(started.list().get(0).get("balance")).isEqualTo(1);
                });
                int outside = manager.suspended(() -> {
                    assertThat(db.inTransaction()).isFalse();
                    return balance(1);
                });
                assertThat(outside).isEqualTo(100);
                assertThat(balance(1)).isEqualTo(1);
            });
        });
        assertThat(stored(2)).isEqualTo(2);
    }

    @Test
    void whatWasBegunOutsideStaysOutside() {
        QuerySet<Row> started = accounts();
        manager.run(() -> {
            account(1).update("balance", 1);
            manager.suspended(() -> started.startFetch());
            assertThat(started.list().get(0).get("balance")).isEqualTo(100);
        });
    }

    @Test
    void hooksFollowTheCommitAndAreOutsideOfIt() {
        List<String> order = new ArrayList<>();
        manager.run(() -> {
            db.onCommit(() -> order.add("first " + stored(1) + " " + db.inTransaction()));
            account(1).update("balance", 1);
            db.atomic(() -> db.onCommit(() -> {
                db.atomic(() -> account(2).update("balance", 2));
                order.add("second " + stored(2));
            }));
            assertThatThrownBy(() -> db.atomic(() -> {
                db.onCommit(() -> order.add("never"));
                throw new IllegalArgumentException();
            })).isInstanceOf(IllegalArgumentException.class);
            order.add("end " + stored(1));
        });
        assertThat(order).containsExactly("end 100", "first 1 false", "second 2");

        order.clear();
        db.atomic(() -> db.onCommit(() -> order.add("after " + (manager.current() == null))));
        assertThat(order).containsExactly("after true");
        failing(() -> db.onCommit(() -> order.add("never")));
        assertThat(order).hasSize(1);
        assertThatThrownBy(() -> manager.run(() -> db.onCommit(() -> {
            throw new IllegalArgumentException("hook");
        }))).isInstanceOf(DunderException.class).hasMessageContaining("has been committed");
    }

    @Test
    void savepointsOfTheManagersTakeBackWhatHadFailed() {
        List<String> order = new ArrayList<>();
        manager.run(() -> {
            account(1).update("balance", 1);
            db.onCommit(() -> order.add("kept"));
            assertThatThrownBy(() -> manager.nested(() -> {
                db.onCommit(() -> order.add("lost"));
                account(2).update("balance", 2);
                db.objects("account").with("id", 1, "balance", 1).insert();
            })).isInstanceOf(UniqueViolation.class);
            assertThat(balance(2)).isEqualTo(100);
        });
        assertThat(order).containsExactly("kept");
        assertThat(stored(1)).isEqualTo(1);
        assertThat(stored(2)).isEqualTo(100);
    }

    @Test
    void whatASavepointTookAwayIsMissedThoughAnErrorBeforeWasHealed() {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch savepointIsSet = new CountDownLatch(1);
        Database held = Database.builder(DB.pool()).transactions(manager).listener(new StatementListener() {
            @Override
            public void sending(Statement statement) {
                if (statement.sql().startsWith("insert")) {
                    underWay.countDown();
                    awaited(savepointIsSet);
                }
            }

            @Override
            public void executed(ExecutedStatement statement) {}
        }).build();
        assertThatThrownBy(() -> manager.run(() -> {
            held.objects("account").get("id", 1).update("balance", 1);
            assertThatThrownBy(() -> held.dsl().transaction(within -> {
                int unused = within.dsl().execute("insert into account values (1, 1)");
            })).hasMessageContaining("account_pkey");
            CompletableFuture<Row> unused = held.objects("account").async().create("id", 3, "balance", 3);
            awaited(underWay);
            assertThatThrownBy(() -> manager.nested(() -> {
                savepointIsSet.countDown();
                throw new IllegalArgumentException();
            })).isInstanceOf(IllegalArgumentException.class);
        })).isInstanceOf(TransactionAborted.class);
        assertThat(stored(1)).isEqualTo(100);
    }

    @Test
    void theTimeZoneIsThatOfTheDatabaseForAsLongAsItLasts() {
        Database far = Database.builder(DB.pool()).transactions(manager).timeZone(ZoneId.of("Asia/Tokyo")).build();
        String zone = "select current_setting('TimeZone')";
        manager.run(() -> {
            assertThatThrownBy(() -> manager.nested(() -> {
                assertThat(far.dsl().fetchValue(zone)).isEqualTo("Asia/Tokyo");
                throw new IllegalArgumentException();
            })).isInstanceOf(IllegalArgumentException.class);
            assertThat(far.dsl().fetchValue(zone)).isEqualTo("Asia/Tokyo");
        });
        manager.run(() -> {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> manager.nested(() -> {
                    assertThat(far.dsl().fetchValue(zone)).isEqualTo("Asia/Tokyo");
                    throw new IllegalArgumentException();
                })).isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> far.atomic(() -> {
                assertThat(far.dsl().fetchValue(zone)).isEqualTo("Asia/Tokyo");
                throw new IllegalArgumentException();
            })).isInstanceOf(IllegalArgumentException.class);
            assertThat(far.dsl().fetchValue(zone)).isEqualTo("Asia/Tokyo");
        });
        assertThat(far.atomic().isolation(Isolation.SERIALIZABLE).call(() -> far.dsl()
                .fetchSingle("select current_setting('transaction_isolation'), current_setting('TimeZone')")
                .intoList())).containsExactly("serializable", "Asia/Tokyo");
        assertThat(db.dsl().fetchValue(zone)).isNotEqualTo("Asia/Tokyo");
    }

    @Test
    void streamsReadWithinIt() {
        manager.run(() -> {
            account(1).update("balance", 1);
            try (Stream<Row> rows = accounts().stream()) {
                assertThat(rows.map(row -> row.get("balance"))).containsExactly(1, 100);
            }
        });
    }

    @Way.Both
    void whatOnlyReadsMayReadFromACopy(Way way) {
        Database copied = Database.builder(DB.pool()).transactions(manager).replica(COPY.pool()).build();
        manager.readOnly(true);
        manager.run(() -> {
            assertThat(way.get(copied.objects("account"), "id", 1).get("balance")).isEqualTo(-1);
            assertThat(copied.dsl().fetchValue("select balance from account where id = 1")).isEqualTo(-1);
        });
        assertThatThrownBy(() -> manager.run(() -> copied.objects("account").filter("id", 1).update("balance", 5)))
                .isInstanceOf(DatabaseException.class).hasMessageContaining("read only sql transaction");
        manager.readOnly(false);
        manager.run(() -> assertThat(way.get(copied.objects("account"), "id", 1).get("balance")).isEqualTo(100));
    }

    @Test
    void aCopyIsReadAtTheLevelOfTheTransaction() {
        Database copied = Database.builder(DB.pool()).transactions(manager).replica(COPY.pool()).build();
        manager.readOnly(true);
        Map<Integer, String> levels = Map.of(Connection.TRANSACTION_READ_UNCOMMITTED, "read uncommitted",
                Connection.TRANSACTION_READ_COMMITTED, "read committed",
                Connection.TRANSACTION_REPEATABLE_READ, "repeatable read", Connection.TRANSACTION_NONE,
                "read committed");
        levels.forEach((level, name) -> {
            manager.isolation(level);
            manager.run(() -> assertThat(copied.dsl().fetchSingle(
                    "select balance, current_setting('transaction_isolation') from account where id = 1").intoList())
                    .containsExactly(-1, name));
        });
        manager.isolation(Connection.TRANSACTION_SERIALIZABLE);
        manager.run(() -> assertThat(copied.objects("account").get("id", 1).get("balance"))
                .as("no copy knows what others do meanwhile").isEqualTo(100));
    }

    @Test
    void aReadOnlyBlockMayReadFromACopyUnlessItIsSerializable() {
        try (Database copied = Database.builder(DB.pool()).replica(COPY.pool()).build()) {
            QuerySet<Row> one = copied.objects("account").filter("id", 1).values("balance");
            assertThat(copied.atomic().readOnly().call(() -> one.all().first().get("balance"))).isEqualTo(-1);
            assertThat(copied.atomic().readOnly().isolation(Isolation.SERIALIZABLE)
                    .call(() -> one.all().first().get("balance"))).isEqualTo(100);
            assertThat(copied.atomic(() -> one.all().first().get("balance"))).isEqualTo(100);
        }
    }

    @Test
    void failuresAreThrownAsTheApplicationWants() {
        class Failed extends RuntimeException {
            private static final long serialVersionUID = 1;

            Failed(DunderException cause) {
                super(cause);
            }
        }
        Database told = Database.builder(DB.pool()).transactions(manager).exceptions(Failed::new).build();
        QuerySet<Row> rows = told.objects("account");
        assertThatThrownBy(() -> rows.get("id", 7)).isInstanceOf(Failed.class);
        assertThatThrownBy(() -> rows.async().get("id", 7).join()).hasCauseInstanceOf(Failed.class);
        assertThatThrownBy(() -> rows.with("id", 1, "balance", 1).insert()).isInstanceOf(Failed.class)
                .hasCauseInstanceOf(UniqueViolation.class);
        assertThatThrownBy(() -> rows.filter("id", 1).update("balance", -1)).isInstanceOf(Failed.class);
        assertThatThrownBy(() -> rows.raw("select nothing").list()).isInstanceOf(Failed.class);
        assertThatThrownBy(() -> told.dsl().execute("select nothing")).isInstanceOf(Failed.class)
                .hasCauseInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> manager.run(() -> {
            assertThatThrownBy(() -> rows.filter("id", 1).update("balance", -1)).isInstanceOf(Failed.class);
        })).isInstanceOf(Failed.class).hasCauseInstanceOf(TransactionAborted.class);
        int[] runs = {0};
        told.atomic().retrying(2).run(() -> {
            if (runs[0]++ == 0) {
                int unused = told.dsl().execute("do $$ begin raise exception using errcode = '40001'; end $$");
            }
        });
        assertThat(runs[0]).isEqualTo(2);
        assertThatThrownBy(() -> rows.filter("nope", 1)).isInstanceOf(DunderException.class);
    }

    @Test
    void thePlanCacheTellsHowWellItIsUsed() {
        long misses = db.planCache().misses();
        for (int i = 0; i < 3; i++) {
            boolean unused = db.objects("account").filter("balance__gt", i).exists();
        }
        assertThat(db.planCache().misses()).isEqualTo(misses + 1);
        assertThat(db.planCache().hits()).isEqualTo(2);
        assertThat(db.planCache().size()).isEqualTo(misses + 1);
    }
}
