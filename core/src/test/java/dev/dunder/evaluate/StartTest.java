package dev.dunder.evaluate;

import static dev.dunder.Dunder.avg;
import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.min;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.DoesNotExist;
import dev.dunder.MultipleObjectsReturned;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.StatementCancelled;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Start now, use later. */
class StartTest {
    /**
     * The view waits in the server for as long as someone else holds the lock. Its own lock ends with its transaction: one
     * of the session's would outlast a statement that is stopped between lock and unlock.
     */
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG
            + """
                    create function gate() returns boolean language plpgsql as $$
                    begin
                        perform pg_advisory_xact_lock_shared(42);
                        return true;
                    end $$;
                    create view slow as select id, headline from (select gate() as open offset 0) as gate, entry where gate.open;
                    create view broken as select 1 / (id - id) as id from entry;
                    """);

    private static QuerySet<Row> slow() {
        return DB.objects("slow").filter("headline", "cake").orderBy("id");
    }

    /** Holds the gate shut while the work is done, and returns once the server has begun to wait for it. */
    private static void whileTheServerWaits(Runnable start, Runnable otherWork) throws Exception {
        try (Connection connection = DB.pool().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(42)");
            try {
                start.run();
                String waiting = "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock' and wait_event = 'advisory'";
                boolean waits = false;
                while (!waits) {
                    try (var rows = statement.executeQuery(waiting)) {
                        rows.next();
                        waits = rows.getInt(1) > 0;
                    }
                    Thread.onSpinWait();
                }
                otherWork.run();
            } finally {
                statement.execute("select pg_advisory_unlock(42)");
            }
        }
    }

    @Test
    void theServerWorksWhileTheCallerDoes() throws Exception {
        QuerySet<Row> started = slow();
        List<String> done = new ArrayList<>();

        whileTheServerWaits(
                () -> assertThat(started.startFetch()).isSameAs(started),
                () -> {
                    assertThat(DB.sent()).isEmpty(); // not answered yet: it is in the server at this very moment
                    done.add("other work");
                });
        for (Row row : started) {
            done.add(String.valueOf(row.get("id")));
        }

        assertThat(done).containsExactly("other work", "1", "5");
        assertThat(DB.sent()).hasSize(1);
        assertThat(DB.sent().get(0).thread()).startsWith("dunder-").isNotEqualTo(Thread.currentThread().getName());
        assertThat(started.count()).isEqualTo(2);
        assertThat(started.exists()).isTrue();
        assertThat(started.size()).isEqualTo(2);
        assertThat(DB.sent()).hasSize(1);
    }

    @Test
    void aCountIsStartedToo() throws Exception {
        QuerySet<Row> started = slow();

        whileTheServerWaits(() -> assertThat(started.startCount()).isSameAs(started),
                () -> assertThat(DB.sent()).isEmpty());

        assertThat(started.count()).isEqualTo(2);
        assertThat(started.exists()).isTrue();
        assertThat(DB.statements()).hasSize(1).first().asString().startsWith("select count(*)");
        assertThat(DB.sent().get(0).thread()).startsWith("dunder-");
    }

    @Test
    void soIsAnExists() throws Exception {
        QuerySet<Row> started = slow();

        whileTheServerWaits(() -> assertThat(started.startExists()).isSameAs(started),
                () -> assertThat(DB.sent()).isEmpty());

        assertThat(started.exists()).isTrue();
        assertThat(DB.statements()).hasSize(1).first().asString().startsWith("select 1 as one");
        assertThat(DB.sent().get(0).thread()).startsWith("dunder-");
    }

    @Test
    void startingTwiceIsStartingOnce() {
        QuerySet<Row> started = DB.objects("entry").startFetch().startFetch();

        assertThat(started.startCount().startExists().list()).hasSize(5);
        assertThat(started.async().list().join()).isSameAs(started.list());
        assertThat(started.async().count().join()).isEqualTo(5);
        assertThat(DB.sent()).hasSize(1);
    }

    @Test
    void manyReadersAreOneStatement() throws Exception {
        try (ExecutorService readers = Executors.newFixedThreadPool(16)) {
            for (int round = 0; round < 20; round++) {
                DB.sent().clear();
                QuerySet<Row> shared = DB.objects("entry").orderBy("id");
                CountDownLatch together = new CountDownLatch(1);
                List<Future<List<Row>>> read = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    boolean starts = i % 4 == 0;
                    read.add(readers.submit(() -> {
                        together.await();
                        return starts ? shared.startFetch().list() : shared.list();
                    }));
                }
                together.countDown();
                for (Future<List<Row>> rows : read) {
                    assertThat(ids(rows.get())).containsExactly(1, 2, 3, 4, 5);
                }
                assertThat(DB.sent()).hasSize(1);
            }
        }
    }

    @Test
    void aFailureIsThrownWhereverItIsUsed() {
        QuerySet<Row> started = DB.objects("broken").startFetch();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(started::list)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("division by zero")
                    .hasStackTraceContaining("StartTest.aFailureIsThrownWhereverItIsUsed");
        }
        assertThatThrownBy(started::count).isInstanceOf(DatabaseException.class);
        assertThatThrownBy(started::exists).isInstanceOf(DatabaseException.class);
        // What another test has begun in the background may still arrive.
        assertThat(DB.sent()).filteredOn(one -> one.sql().contains("broken")).hasSize(1);
    }

    @Test
    void whatFailedWithoutBeingStartedIsTriedAgain() {
        QuerySet<Row> broken = DB.objects("broken");

        assertThatThrownBy(broken::list).isInstanceOf(DatabaseException.class);
        assertThatThrownBy(broken::list).isInstanceOf(DatabaseException.class);
        assertThat(DB.sent()).hasSize(2);
    }

    @Test
    void whatTheExecutorHasNotBegunTheCallerDoes() {
        List<Runnable> never = new ArrayList<>();
        Database lazy = Database.builder(DB.pool()).executor(never::add).build();

        assertThat(lazy.objects("entry").startFetch().list()).hasSize(5);
        assertThat(never).hasSize(1);
        never.forEach(Runnable::run);
    }

    @Test
    void whatTheExecutorRefusesTheCallerDoesAndAFutureSaysSo() {
        Database refusing = Database.builder(DB.pool()).executor(task -> {
            throw new RejectedExecutionException("full");
        }).build();

        assertThat(refusing.objects("entry").startFetch().list()).hasSize(5);
        assertThat(refusing.objects("entry").list()).hasSize(5);
        assertThatThrownBy(() -> refusing.objects("entry").async().list().join())
                .hasMessageContaining("takes no more tasks");
    }

    @Test
    void moreQueriesThanConnectionsWaitTheirTurn() {
        List<QuerySet<Row>> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(DB.objects("entry").filter("id__gt", i % 5).startFetch());
        }

        assertThat(many).allSatisfy(set -> assertThat(set.list()).isNotEmpty());
        assertThat(DB.sent()).hasSize(200);
        assertThat(DB.connectionsInUse()).isZero();
    }

    @Test
    void getIsAnsweredByAStartedFetch() {
        QuerySet<Row> one = DB.objects("entry").filter("id", 3).startFetch();

        assertThat(one.get().get("headline")).isEqualTo("tea");
        assertThat(one.async().get().join()).isSameAs(one.get());
        assertThat(DB.sent()).hasSize(1);
    }

    @Test
    void whatFollowsFromAFutureMayAskAgainAndWait() {
        Database single = Database.builder(DB.pool()).connections(1).build();

        long count = single.objects("entry").async().count()
                .thenApply(n -> n + single.objects("entry").async().count().join())
                .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                .join();
        assertThat(count).isEqualTo(10);
    }

    @Test
    void aStreamThatNobodyWaitsForIsStoppedAndClosed() throws Exception {
        QuerySet<Row> slow = slow();
        List<CompletableFuture<?>> opening = new ArrayList<>();

        whileTheServerWaits(
                () -> {
                    opening.add(slow.async().stream());
                    opening.add(slow.async().iterator(1));
                },
                () -> {
                    assertThat(opening).allSatisfy(future -> assertThat(future.cancel(true)).isTrue());
                    // One connection holds the gate shut, so it is not that the statements have ended by themselves.
                    DB.untilConnectionsInUse(1);
                });
        assertThat(DB.connectionsInUse()).isZero();
    }

    @Test
    void aGetIsStartedToo() throws Exception {
        QuerySet<Row> started = slow();

        whileTheServerWaits(() -> assertThat(started.startGet("id", 5)).isSameAs(started),
                () -> assertThat(DB.sent()).isEmpty());

        assertThat(started.get("id", 5).get("headline")).isEqualTo("cake");
        assertThat(started.async().get("id", 5).join()).isSameAs(started.get("id", 5));
        assertThat(DB.sent()).hasSize(1);
        assertThat(DB.sent().get(0).thread()).startsWith("dunder-");
        assertThat(started.get("id", 1).get("id")).isEqualTo(1);
        assertThat(DB.sent()).hasSize(2);
    }

    @Test
    void aStartedGetSaysWhenThereIsNotExactlyOneRow() {
        QuerySet<Row> entries = DB.objects("entry").startGet("headline", "coffee").startGet("headline", "cake")
                .startGet();

        assertThatThrownBy(() -> entries.get("headline", "coffee")).isInstanceOf(DoesNotExist.class);
        assertThatThrownBy(() -> entries.get("headline", "cake")).isInstanceOf(MultipleObjectsReturned.class);
        assertThatThrownBy(entries::get).isInstanceOf(MultipleObjectsReturned.class);
        assertThat(DB.sent()).hasSize(3);
        assertThatThrownBy(() -> entries.startGet("nonsense", 1)).isInstanceOf(DunderException.class);
    }

    @Test
    void soIsAnAggregate() {
        QuerySet<Row> entries = DB.objects("entry").startAggregate(max("x", Integer.class)).startAggregate(avg("x"),
                count("*"));

        assertThat(entries.aggregate(max("x", Integer.class))).isEqualTo(9);
        assertThat(entries.aggregate(avg("x"), count("*")).values()).containsExactly(5.25, 5L);
        assertThat(entries.async().aggregate(max("x", Integer.class)).join()).isEqualTo(9);
        assertThat(DB.sent()).hasSize(2);
        assertThat(entries.aggregate(min("x", Integer.class))).isEqualTo(1);
        assertThat(DB.sent()).hasSize(3);
    }

    @Test
    void afterAStartedFetchEverythingIsAnsweredFromIt() {
        QuerySet<Row> entries = DB.objects("entry").orderBy("-x", "id").startFetch();

        List<Row> list = entries.list();
        assertThat(entries.iterator().next()).isSameAs(list.get(0));
        assertThat(entries.size()).isEqualTo(5);
        assertThat(entries.isEmpty()).isFalse();
        assertThat(entries.count()).isEqualTo(5);
        assertThat(entries.exists()).isTrue();
        assertThat(entries.first()).isSameAs(list.get(0));
        assertThat(entries.last()).isSameAs(list.get(4));
        assertThat(entries.at(2)).isSameAs(list.get(2));
        assertThat(entries.async().at(2).join()).isSameAs(list.get(2));
        assertThat(entries.contains(list.get(3))).isTrue();
        assertThatThrownBy(() -> entries.at(5)).isInstanceOf(DoesNotExist.class);
        assertThatThrownBy(() -> entries.at(-1)).isInstanceOf(DunderException.class);
        assertThat(DB.sent()).hasSize(1);

        QuerySet<Row> unordered = DB.objects("entry").startFetch();
        assertThat(unordered.first().get("id")).isEqualTo(1);
        assertThat(unordered.last().get("id")).isEqualTo(5);
        assertThat(DB.sent()).hasSize(2);
    }

    @Way.Both
    void aRowByItsPlace(Way way) {
        QuerySet<Row> entries = DB.objects("entry").orderBy("id");

        assertThat(way == Way.ASYNC ? entries.async().at(2).join().get("id") : entries.at(2).get("id")).isEqualTo(3);
        assertThat(DB.statements()).singleElement().asString().contains("offset ? rows fetch next ? rows only");
    }

    @Test
    void whatIsStartedIsOfTheDatabaseOfThatMoment() {
        List<Runnable> tasks = new ArrayList<>();
        QuerySet<Row> within = DB.objects("entry").executor(tasks::add);
        // Begun in a transaction, read outside of it: it has been done before the commit, and saw what that did.
        DB.database().atomic(() -> {
            DB.objects("tag").with("name", "new").insert();
            DB.database().currentTransaction().setRollback();
            within.startCount();
        });
        assertThat(tasks).isEmpty();
        assertThat(within.count()).isEqualTo(5);
        assertThat(DB.sent()).hasSize(2);
    }

    @Test
    void anInterruptedReaderDoesNotSpoilItForTheOthers() throws Exception {
        List<Runnable> never = new ArrayList<>();
        QuerySet<Row> started = slow().executor(never::add).startFetch();
        List<Throwable> interrupted = new ArrayList<>();
        List<CompletableFuture<?>> others = new ArrayList<>();

        whileTheServerWaits(() -> {
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    started.list();
                } catch (RuntimeException failure) {
                    interrupted.add(failure);
                }
            });
            TestDatabase.until(() -> DB.inTheServer("gate()") + DB.inTheServer("slow") > 0);
            reader.interrupt();
            try {
                reader.join();
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
            // What the reader did itself was stopped with it; whoever asks now asks anew.
            others.add(started.executor(Thread::startVirtualThread).async().list());
        }, () -> {});
        others.forEach(CompletableFuture::join);
        assertThat(interrupted).singleElement().isInstanceOf(StatementCancelled.class);
        assertThat(started.list()).hasSize(2);
    }
}
