package dev.dunder.transaction;

import static dev.dunder.fixture.TestDatabase.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.CheckViolation;
import dev.dunder.Atomic;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.Deadlock;
import dev.dunder.Isolation;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.RowIterator;
import dev.dunder.StatementCancelled;
import dev.dunder.StatementTimeout;
import dev.dunder.Transaction;
import dev.dunder.TransactionAborted;
import dev.dunder.UniqueViolation;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Blocks of which all is stored or nothing. */
@Timeout(60)
class AtomicTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table account (id int primary key, balance int not null check (balance >= 0));
            create view slow as select id, pg_sleep(600)::text as nap from account;
            """);

    @BeforeEach
    void twoAccounts() {
        DB.execute("truncate account; insert into account values (1, 100), (2, 100)");
        DB.sent().clear();
    }

    @AfterEach
    void noConnectionIsLeft() {
        DB.untilConnectionsInUse(0);
        assertThat(DB.database().inTransaction()).isFalse();
    }

    private static Database db() {
        return DB.database();
    }

    private static QuerySet<Row> accounts() {
        return DB.objects("account").orderBy("id");
    }

    private static Row account(int id) {
        return accounts().get("id", id);
    }

    private static int balance(int id) {
        return DB.objects("account").get("id", id).get("balance", Integer.class);
    }

    /** The rows as another connection sees them. */
    private static long storedAccounts() {
        AtomicReference<Long> count = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().start(() -> count.set(DB.objects("account").count()));
        try {
            thread.join();
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
        return count.get();
    }

    private static final class Oops extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Way.Both
    void allOfABlockIsStoredAtItsEnd(Way way) {
        int given = db().atomic(() -> {
            way.insert(DB.objects("account").with("id", 3, "balance", 1));
            assertThat(way.count(accounts())).isEqualTo(3);
            assertThat(storedAccounts()).isEqualTo(2);
            return 7;
        });

        assertThat(given).isEqualTo(7);
        assertThat(storedAccounts()).isEqualTo(3);
    }

    @Way.Both
    void nothingIsStoredOfABlockThatAnExceptionLeaves(Way way) {
        assertThatThrownBy(() -> db().atomic(() -> {
            way.insert(DB.objects("account").with("id", 3, "balance", 1));
            way.update(account(1), "balance", 5);
            throw new Oops();
        })).isInstanceOf(Oops.class);

        assertThat(storedAccounts()).isEqualTo(2);
        assertThat(balance(1)).isEqualTo(100);
    }

    @Way.Both
    void aBlockInsideOfAnotherIsASavepoint(Way way) {
        db().atomic(() -> {
            way.update(account(1), "balance", 1);
            assertThatThrownBy(() -> db().atomic(() -> {
                way.update(account(1), "balance", 2);
                db().atomic(() -> way.update(account(2), "balance", 3));
                throw new Oops();
            })).isInstanceOf(Oops.class);
            assertThat(way.get(accounts(), "id", 1).get("balance")).isEqualTo(1);
            db().atomic(() -> way.insert(DB.objects("account").with("id", 4, "balance", 4)));
        });

        assertThat(balance(1)).isEqualTo(1);
        assertThat(balance(2)).isEqualTo(100);
        assertThat(balance(4)).isEqualTo(4);
    }

    @Way.Both
    void anErrorPoisonsItsBlockUntilThatIsRolledBack(Way way) {
        assertThatThrownBy(() -> db().atomic(() -> {
            assertThatThrownBy(() -> way.insert(DB.objects("account").with("id", 1, "balance", 1)))
                    .isInstanceOf(UniqueViolation.class);
            assertThatThrownBy(() -> way.count(accounts())).isInstanceOf(TransactionAborted.class)
                    .hasMessageContaining("rolled back").hasRootCauseInstanceOf(java.sql.SQLException.class);
        })).isInstanceOf(TransactionAborted.class);

        db().atomic(() -> {
            way.insert(DB.objects("account").with("id", 5, "balance", 5));
            assertThatThrownBy(
                    () -> db().atomic(() -> way.insert(DB.objects("account").with("id", 1, "balance", 1))))
                    .isInstanceOf(UniqueViolation.class);
            assertThat(way.count(accounts())).isEqualTo(3);
        });
        assertThat(storedAccounts()).isEqualTo(3);
    }

    @Test
    void aBlockThatHidesItsErrorIsNotTakenForStored() {
        List<String> done = new ArrayList<>();
        assertThatThrownBy(() -> db().atomic(() -> {
            DB.objects("account").with("id", 3, "balance", 3).insert();
            db().onCommit(() -> done.add("hook"));
            try {
                account(1).update("balance", -1);
            } catch (CheckViolation hidden) {
                done.add("hidden");
            }
        })).isInstanceOf(TransactionAborted.class).hasCauseInstanceOf(CheckViolation.class);

        assertThat(done).containsExactly("hidden");
        assertThat(storedAccounts()).isEqualTo(2);
    }

    @Test
    void aBlockCanBeRolledBackWithoutAnException() {
        db().atomic(() -> {
            DB.objects("account").with("id", 3, "balance", 3).insert();
            db().currentTransaction().setRollback();
        });
        assertThat(storedAccounts()).isEqualTo(2);
    }

    @Test
    void hooksRunAfterTheCommitInTheirOrder() {
        List<String> done = new ArrayList<>();
        db().atomic(() -> {
            db().onCommit(() -> done.add("first, " + storedAccounts() + " stored, inside " + db().inTransaction()));
            db().atomic(() -> db().onCommit(() -> done.add("second")));
            assertThatThrownBy(() -> db().atomic(() -> {
                db().onCommit(() -> done.add("dropped"));
                throw new Oops();
            })).isInstanceOf(Oops.class);
            db().onCommit(() -> done.add("third"));
            DB.objects("account").with("id", 3, "balance", 3).insert();
            done.add("end of block");
        });
        db().onCommit(() -> done.add("at once"));

        assertThat(done).containsExactly("end of block", "first, 3 stored, inside false", "second", "third", "at once");
    }

    @Test
    void aHookThatFailsSaysThatTheTransactionIsCommitted() {
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> db().atomic().retrying(3).run(() -> {
            runs.incrementAndGet();
            DB.objects("account").with("id", 3, "balance", 3).insert();
            db().onCommit(() -> {
                throw new Oops();
            });
        })).isInstanceOf(DunderException.class).hasMessageContaining("has been committed")
                .hasCauseInstanceOf(Oops.class);
        assertThat(runs).hasValue(1);
        assertThat(storedAccounts()).isEqualTo(3);
    }

    @Test
    void aDurableBlockIsTheOutermost() {
        db().atomic().durable().run(() -> assertThat(accounts().count()).isEqualTo(2));
        assertThatThrownBy(() -> db().atomic(() -> db().atomic().durable().run(() -> {})))
                .isInstanceOf(DunderException.class).hasMessageContaining("durable");
        assertThatThrownBy(() -> db().atomic(() -> db().atomic().retrying(1).run(() -> {})))
                .isInstanceOf(DunderException.class).hasMessageContaining("outermost");
        assertThatThrownBy(() -> db().atomic(() -> db().atomic().isolation(Isolation.SERIALIZABLE).run(() -> {})))
                .isInstanceOf(DunderException.class).hasMessageContaining("outermost");
    }

    @Test
    void theServerKnowsTheSettings() {
        DB.execute(
                "create or replace view modes as select 1 as id, current_setting('transaction_isolation') as isolation,"
                        + " current_setting('transaction_read_only') as read_only,"
                        + " current_setting('transaction_deferrable') as deferrable");
        DB.database().forgetSchema();
        Atomic.Call<List<Object>, RuntimeException> modes = () -> DB.objects("modes")
                .valuesList("isolation", "read_only", "deferrable")
                .get();

        assertThat(db().atomic(modes)).containsExactly("read committed", "off", "off");
        assertThat(db().atomic().isolation(Isolation.SERIALIZABLE).readOnly().deferrable().call(modes))
                .containsExactly("serializable", "on", "on");
        assertThat(db().atomic().isolation(Isolation.REPEATABLE_READ).call(modes))
                .containsExactly("repeatable read", "off", "off");
        assertThat(modes.call()).containsExactly("read committed", "off", "off");
        assertThatThrownBy(() -> db().atomic().readOnly().run(() -> account(1).update("balance", 1)))
                .isInstanceOf(DatabaseException.class).hasMessageContaining("read only sql transaction");
    }

    @Way.Both
    void aTimeoutIsForTheWholeBlock(Way way) {
        assertThatThrownBy(() -> db().atomic().timeout(Duration.ofMillis(300)).run(() -> {
            account(1).update("balance", 1);
            way.list(DB.objects("slow"));
        })).isInstanceOf(StatementTimeout.class);
        assertThatThrownBy(() -> db().atomic().timeout(Duration.ofMillis(50)).run(() -> {
            account(1).update("balance", 1);
            try {
                Thread.sleep(100);
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
        })).isInstanceOf(StatementTimeout.class);

        assertThat(balance(1)).isEqualTo(100);
        assertThat(DB.inTheServer("slow")).isZero();
        assertThatThrownBy(() -> db().atomic().timeout(Duration.ZERO)).isInstanceOf(DunderException.class);
    }

    @Test
    void aBlockIsRunAgainWhereOthersAreAtFault() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int mine = i + 1;
                AtomicBoolean first = new AtomicBoolean(true);
                both.add(threads.submit(
                        () -> db().atomic().isolation(Isolation.SERIALIZABLE).retrying(5).run(() -> {
                            runs.incrementAndGet();
                            int sum = accounts().list().stream().mapToInt(row -> row.get("balance", Integer.class))
                                    .sum();
                            if (first.getAndSet(false)) {
                                await(bothHaveRead);
                            }
                            account(mine).update("balance", sum);
                        })));
            }
            for (Future<?> one : both) {
                one.get();
            }
        }

        assertThat(runs.get()).isGreaterThan(2);
        // One after the other, whichever came first: 200 and then 300.
        assertThat(List.of(balance(1), balance(2))).containsExactlyInAnyOrder(200, 300);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void twoThatWaitForEachOtherBothGetThroughWhenTheyRetry() throws Exception {
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int from = i + 1;
                int to = 2 - i;
                AtomicBoolean first = new AtomicBoolean(true);
                both.add(threads.submit(() -> db().atomic().retrying(5).run(() -> {
                    runs.incrementAndGet();
                    account(from).update("balance", from);
                    if (first.getAndSet(false)) {
                        await(bothHaveOne);
                    }
                    account(to).update("balance", from);
                })));
            }
            for (Future<?> one : both) {
                one.get();
            }
        }
        assertThat(runs).hasValue(3);
        assertThat(balance(1)).isEqualTo(balance(2));
    }

    @Test
    void withoutRetryingTheErrorIsTheDeadlock() throws Exception {
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        List<Throwable> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int from = i + 1;
                int to = 2 - i;
                both.add(threads.submit(() -> db().atomic(() -> {
                    account(from).update("balance", from);
                    await(bothHaveOne);
                    account(to).update("balance", from);
                })));
            }
            for (Future<?> one : both) {
                try {
                    one.get();
                } catch (java.util.concurrent.ExecutionException failure) {
                    failures.add(failure.getCause());
                }
            }
        }
        assertThat(failures).hasSize(1).first().isInstanceOf(Deadlock.class);
    }

    @Test
    void itIsOfTheCallingThreadAndOfNoOther() throws Exception {
        db().atomic(() -> {
            List<Boolean> inside = new ArrayList<>();
            Runnable look = () -> inside.add(db().inTransaction());
            try {
                Thread.ofPlatform().start(look).join();
                Thread.ofVirtual().start(look).join();
                Thread.ofPlatform().inheritInheritableThreadLocals(true).start(look).join();
                CompletableFuture.runAsync(look).join();
                CountDownLatch done = new CountDownLatch(1);
                CompletableFuture<?> unused = accounts().async().count().thenRunAsync(look).thenRun(done::countDown);
                done.await();
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
            assertThat(inside).containsExactly(false, false, false, false, false);
            assertThat(db().inTransaction()).isTrue();
        });
    }

    @Test
    void whatFollowsFromAFutureIsNotInTheTransaction() {
        AtomicReference<Boolean> inside = new AtomicReference<>();
        db().atomic(() -> {
            CompletableFuture<Void> followed = DB.objects("account").async().count()
                    .thenAccept(count -> {
                        if (!Thread.currentThread().getName().equals("main")) {
                            inside.compareAndSet(null, db().inTransaction());
                        }
                    });
            followed.join();
        });
        assertThat(inside.get()).isIn(null, false);
    }

    @Test
    void whatIsBegunInABlockIsPartOfItAndDoneBeforeTheCommit() {
        AtomicReference<CompletableFuture<Row>> inserted = new AtomicReference<>();
        AtomicReference<QuerySet<Row>> started = new AtomicReference<>();
        db().atomic(() -> {
            inserted.set(DB.objects("account").with("id", 3, "balance", 3).async().insert());
            started.set(accounts().startFetch());
            DB.objects("account").with("id", 4, "balance", 4).async().insert();
        });

        assertThat(inserted.get().isDone() || inserted.get().join() != null).isTrue();
        assertThat(storedAccounts()).isEqualTo(4);
        // In the order in which they were asked for: the one row was there and the other not yet.
        assertThat(started.get().list()).hasSize(3);
        assertThat(DB.sent().stream().map(TestDatabase.Sent::sql).filter(sql -> !sql.contains("count(*)"))).hasSize(3);
    }

    @Test
    void aStatementWaitsForWhatWasBegunBeforeIt() {
        db().atomic(() -> {
            for (int i = 10; i < 30; i++) {
                DB.objects("account").with("id", i, "balance", 1).async().insert();
                assertThat(DB.objects("account").count()).isEqualTo(i - 7);
            }
        });
        assertThat(storedAccounts()).isEqualTo(22);
    }

    @Test
    void whatFailsInTheBackgroundTakesTheBlockWithIt() {
        assertThatThrownBy(() -> db().atomic(() -> {
            DB.objects("account").with("id", 3, "balance", 3).insert();
            DB.objects("account").with("id", 1, "balance", 1).async().insert();
        })).isInstanceOf(TransactionAborted.class).hasCauseInstanceOf(UniqueViolation.class);
        assertThat(storedAccounts()).isEqualTo(2);
    }

    @Test
    void aBlockThatFailsWaitsForNothing() {
        List<CompletableFuture<?>> begun = new ArrayList<>();
        assertThatThrownBy(() -> db().atomic(() -> {
            begun.add(DB.objects("slow").async().list());
            until(() -> DB.inTheServer("slow") == 1);
            begun.add(accounts().async().count());
            throw new Oops();
        })).isInstanceOf(Oops.class);
        assertThat(begun).allSatisfy(future -> assertThatThrownBy(future::join).isInstanceOf(Exception.class));
        until(() -> DB.inTheServer("slow") == 0);
    }

    @Test
    void aStreamInABlockSeesWhatTheBlockDid() {
        db().atomic(() -> {
            DB.objects("account").with("id", 3, "balance", 3).insert();
            try (var rows = accounts().stream()) {
                assertThat(rows.toList()).hasSize(3);
            }
            try (RowIterator<Row> rows = accounts().iterator(1)) {
                rows.next();
                account(2).update("balance", 7);
                rows.next();
            }
            assertThat(DB.connectionsInUse()).isEqualTo(1);
        });
        assertThat(balance(2)).isEqualTo(7);
    }

    @Test
    void anAsynchronousBlockIsHandedItsTransaction() {
        CompletableFuture<Integer> moved = db().async()
                .atomic(tx -> DB.objects("account").using(tx).async().get("id", 1)
                        .thenCompose(row -> row.async().update("balance", 90))
                        .thenCompose(row -> tx.objects("account").async().get("id", 2))
                        .thenCompose(row -> row.async().update("balance", 110))
                        .thenApply(row -> {
                            assertThat(balance(1)).isEqualTo(100); // not committed yet, and this thread is in no transaction
                            return row.get("balance", Integer.class);
                        }));

        assertThat(moved.join()).isEqualTo(110);
        assertThat(balance(1)).isEqualTo(90);
    }

    @Test
    void anAsynchronousBlockWhoseFutureFailsIsRolledBack() {
        CompletableFuture<Row> failing = db().async().atomic(tx -> tx.objects("account").with("id", 3, "balance", 3)
                .using(tx).async().insert().thenApply(row -> {
                    throw new Oops();
                }));

        assertThatThrownBy(failing::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(Oops.class);
        assertThat(storedAccounts()).isEqualTo(2);
    }

    @Test
    void asynchronousBlocksNest() {
        List<String> done = new ArrayList<>();
        db().async().atomic(tx -> tx.objects("account").with("id", 3, "balance", 3).async().insert()
                .thenCompose(row -> tx.<Row>atomic(inner -> {
                    inner.onCommit(() -> done.add("dropped"));
                    return inner.objects("account").with("id", 1, "balance", 3).async().insert();
                }))
                .handle((row, failure) -> {
                    assertThat(failure).hasRootCauseInstanceOf(java.sql.SQLException.class);
                    return true;
                })
                .thenCompose(ok -> tx.<Row>atomic(inner -> {
                    inner.onCommit(() -> done.add("kept"));
                    return inner.objects("account").with("id", 4, "balance", 4).async().insert();
                })))
                .join();

        assertThat(storedAccounts()).isEqualTo(4);
        assertThat(done).containsExactly("kept");
    }

    @Test
    void theCodeOfABlockInsideMayWaitForOtherThreadsThatUseIt() {
        long count = db().async().atomic(tx -> tx.atomic(inner -> {
            long there = CompletableFuture.supplyAsync(() -> accounts().using(inner).count()).join();
            return CompletableFuture.completedFuture(there);
        })).orTimeout(10, TimeUnit.SECONDS).join();

        assertThat(count).isEqualTo(2);
    }

    @Test
    void siblingsAndStatementsWaitForABlockInside() {
        db().async().atomic(tx -> {
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 10; i < 20; i++) {
                int id = i;
                all.add(tx.<Row>atomic(inner -> inner.objects("account").with("id", id, "balance", 1).async().insert()
                        .thenCompose(row -> id % 2 == 0
                                ? CompletableFuture.completedFuture(row)
                                : CompletableFuture.failedFuture(new Oops())))
                        .handle((row, failure) -> true));
                all.add(tx.objects("account").async().count());
            }
            return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        }).join();
        assertThat(storedAccounts()).isEqualTo(2 + 5);
    }

    @Test
    void cancellingAnAsynchronousBlockRollsItBack() {
        CompletableFuture<List<Row>> block = db().async().atomic(tx -> tx.objects("account")
                .with("id", 3, "balance", 3).async().insert()
                .thenCompose(row -> tx.objects("slow").async().list()));
        until(() -> DB.inTheServer("slow") == 1);
        block.cancel(true);

        until(() -> DB.inTheServer("slow") == 0);
        DB.untilConnectionsInUse(0);
        assertThat(storedAccounts()).isEqualTo(2);

        CompletableFuture<Object> idle = db().async().atomic(tx -> new CompletableFuture<>());
        DB.untilConnectionsInUse(1);
        idle.cancel(true);
        DB.untilConnectionsInUse(0);
    }

    @Test
    void moreAsynchronousBlocksThanConnectionsDoNotBlockEachOther() {
        List<CompletableFuture<Row>> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(db().async().atomic(tx -> tx.objects("account").async().count()
                    .thenCompose(n -> tx.objects("account").async().get("id", 1))
                    .thenCompose(row -> row.async().update("balance", row.get("balance", Integer.class)))));
        }
        assertThat(many).allSatisfy(future -> assertThat(future.join()).isNotNull());
    }

    @Test
    void anAsynchronousBlockInsideOfABlockIsASavepointOfIt() {
        db().atomic(() -> {
            CompletableFuture<Row> within = db().async()
                    .atomic(tx -> tx.objects("account").with("id", 3, "balance", 3).async().insert());
            within.join();
            assertThat(accounts().count()).isEqualTo(3);
            db().async().atomic(tx -> tx.objects("account").with("id", 4, "balance", 4).async().insert());
        });
        assertThat(storedAccounts()).isEqualTo(4);
    }

    @Test
    void aTransactionThatHasEndedTakesNothing() {
        AtomicReference<Transaction> kept = new AtomicReference<>();
        AtomicReference<Row> row = new AtomicReference<>();
        db().async().atomic(tx -> {
            kept.set(tx);
            return tx.objects("account").async().get("id", 1).thenAccept(row::set);
        }).join();

        assertThat(kept.get().isOpen()).isFalse();
        assertThatThrownBy(() -> accounts().using(kept.get()).list()).isInstanceOf(DunderException.class)
                .hasMessageContaining("has ended");
        assertThatThrownBy(() -> accounts().using(kept.get()).async().list().join())
                .hasMessageContaining("has ended");
        // An instance outlives it, and is of the database then.
        assertThat(row.get().update("balance", 55).get("balance")).isEqualTo(55);
    }

    @Test
    void theOuterTransactionIsNotUsedBehindTheBackOfTheInner() {
        db().atomic(() -> {
            Transaction outer = db().currentTransaction();
            db().atomic(() -> assertThatThrownBy(() -> accounts().using(outer).list())
                    .isInstanceOf(DunderException.class).hasMessageContaining("inner"));
            assertThat(accounts().using(outer).list()).hasSize(2);
        });
    }

    @Test
    void anotherThreadMayUseATransactionThatItIsGiven() {
        db().atomic(() -> {
            DB.objects("account").with("id", 3, "balance", 3).insert();
            Transaction tx = db().currentTransaction();
            assertThat(CompletableFuture.supplyAsync(() -> accounts().using(tx).count()).join()).isEqualTo(3);
        });
    }

    @Test
    void anInterruptRollsBackAndLeavesTheConnectionWhole() throws Exception {
        for (Thread.Builder kind : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread thread = kind.start(() -> {
                try {
                    db().atomic(() -> {
                        DB.objects("account").with("id", 3, "balance", 3).insert();
                        DB.objects("slow").list();
                    });
                } catch (RuntimeException failure) {
                    thrown.set(failure);
                }
            });
            until(() -> DB.inTheServer("slow") == 1);
            thread.interrupt();
            thread.join();
            assertThat(thrown.get()).isInstanceOf(StatementCancelled.class);
            assertThat(storedAccounts()).isEqualTo(2);
        }
    }

    @Test
    void virtualThreadsHaveTransactionsToo() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 100; i < 150; i++) {
            int id = i;
            threads.add(Thread.startVirtualThread(() -> db().atomic(() -> {
                DB.objects("account").with("id", id, "balance", 1).insert();
                if (id % 2 == 1) {
                    db().currentTransaction().setRollback();
                }
            })));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(storedAccounts()).isEqualTo(27);
    }

    /** Whichever thread it falls to, and whenever that is interrupted. */
    @Test
    void whatWasBegunInABlockIsStoredWithItOrTheBlockIsNot() {
        for (int i = 0; i < 40; i++) {
            int before = balance(1);
            boolean stored = true;
            try {
                db().atomic(() -> {
                    Row account = account(1);
                    CompletableFuture<Row> unused = account.async().update("balance", before + 1);
                    Thread.currentThread().interrupt();
                });
            } catch (DunderException takenBack) {
                stored = false;
            } finally {
                boolean unused = Thread.interrupted();
            }
            assertThat(balance(1)).isEqualTo(stored ? before + 1 : before);
        }
    }

    @Test
    void aBlockMayThrowWhatHasToBeCaught() {
        assertThatThrownBy(() -> {
            db().atomic(() -> {
                account(1).update("balance", 77);
                throw new java.io.IOException("no disk");
            });
        }).isInstanceOf(java.io.IOException.class).hasMessage("no disk");
        assertThatThrownBy(() -> db().atomic(() -> db().atomic(() -> fails()))).isInstanceOf(java.io.IOException.class);
        assertThat(account(1).get("balance")).isNotEqualTo(77);
        try {
            assertThat(db().atomic().retrying(2).call(() -> reads("x"))).isEqualTo("x");
            db().atomic(() -> reads("y"));
        } catch (java.io.IOException never) {
            throw new AssertionError(never);
        }
        // One that throws none needs no catch.
        long n = db().atomic(() -> accounts().count());
        db().atomic(() -> {});
        assertThat(n).isEqualTo(2);
    }

    private static int fails() throws java.io.IOException {
        throw new java.io.IOException("no disk");
    }

    private static String reads(String text) throws java.io.IOException {
        if (text.isEmpty()) {
            throw new java.io.IOException("no disk");
        }
        return text;
    }
}
