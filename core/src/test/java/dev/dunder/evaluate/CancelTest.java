package dev.dunder.evaluate;

import static dev.dunder.fixture.TestDatabase.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.RowIterator;
import dev.dunder.StatementCancelled;
import dev.dunder.StatementTimeout;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What nobody waits for any more is stopped, in the server too, and disturbs nobody after it. */
@Timeout(60)
class CancelTest {
    /** The view takes ten minutes. */
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG + """
            create view forever as select id, headline from (select pg_sleep(600) as slept offset 0) as nap, entry
                where nap.slept is not null;
            create view endless as select n as id, case when n > 2 then pg_sleep(600)::text end as nap
                from generate_series(1, 1000) as n;
            create function long_nap() returns boolean language plpgsql as $$
                begin perform pg_sleep(600); return true; end $$;
            """);

    private static QuerySet<Row> forever() {
        return DB.objects("forever").filter("headline", "cake");
    }

    private static boolean asleep() {
        return DB.inTheServer("forever") == 1;
    }

    private static void untilGone() {
        until(() -> DB.inTheServer("forever") == 0);
        DB.untilConnectionsInUse(0);
    }

    @AfterEach
    void theNextQueriesWork() {
        untilGone();
        for (int i = 0; i < 20; i++) {
            assertThat(DB.objects("entry").count()).isEqualTo(5);
        }
    }

    @Test
    void cancellingAFutureStopsTheStatementInTheServer() {
        List<CompletableFuture<?>> futures = List.of(forever().async().list());
        until(CancelTest::asleep);

        assertThat(futures.get(0).cancel(true)).isTrue();
        untilGone();
        until(() -> DB.sent().size() == 1);
        assertThat(DB.sent().get(0).failure()).isNotNull();
    }

    /** The thread that did it is free again. */
    @Test
    void aPrefetchThatIsStoppedIsNotTriedAgain() {
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            QuerySet<Row> sleeping = DB.objects("tag").filter(DSL.condition(
                    DSL.function(DSL.name("long_nap"), SQLDataType.BOOLEAN))).executor(one);
            CompletableFuture<List<Row>> asked = DB.objects("entry").executor(one)
                    .prefetchRelated(new Prefetch("tag", sleeping)).async().list();
            until(() -> DB.inTheServer("long_nap") == 1);

            asked.cancel(true);

            assertThat(DB.objects("entry").executor(one).async().count().join()).isEqualTo(5);
        }
    }

    @Test
    void soDoesCancellingWhatFollowsFromIt() {
        CompletableFuture<Integer> size = forever().async().size();
        until(CancelTest::asleep);

        assertThat(size.cancel(false)).isTrue();
        untilGone();
    }

    @Test
    void orTimeoutStopsItToo() {
        CompletableFuture<Long> count = forever().async().count();
        until(CancelTest::asleep);

        assertThatThrownBy(() -> count.orTimeout(1, TimeUnit.MILLISECONDS).join())
                .hasCauseInstanceOf(TimeoutException.class);
        untilGone();
    }

    @Way.Both
    void aTimeoutIsForTheWholeEvaluation(Way way) {
        QuerySet<Row> hasty = forever().timeout(Duration.ofMillis(300));

        assertThatThrownBy(() -> way.list(hasty)).isInstanceOf(StatementTimeout.class)
                .hasMessage("The evaluation took longer than its timeout.");
        assertThat(way.list(DB.objects("entry").timeout(Duration.ofSeconds(30)))).hasSize(5);
        assertThatThrownBy(() -> hasty.timeout(Duration.ZERO)).isInstanceOf(DunderException.class);
    }

    @Test
    void whatHasNotBegunWhenItsTimeIsOverNeverRuns() {
        List<Runnable> tasks = new ArrayList<>();
        QuerySet<Row> waiting = DB.objects("entry").executor(tasks::add).timeout(Duration.ofMillis(50));
        CompletableFuture<Long> count = waiting.async().count();

        assertThatThrownBy(count::join).hasCauseInstanceOf(StatementTimeout.class);
        tasks.forEach(Runnable::run);
        assertThat(DB.sent()).isEmpty();
    }

    @Test
    void whatHasNotBegunWhenItIsCancelledNeverRuns() {
        List<Runnable> tasks = new ArrayList<>();
        CompletableFuture<Long> count = DB.objects("entry").executor(tasks::add).async().count();

        assertThat(count.cancel(true)).isTrue();
        tasks.forEach(Runnable::run);
        assertThat(tasks).hasSize(1);
        assertThat(DB.sent()).isEmpty();
    }

    @Test
    void whoStillWaitsIsNotDisturbedByWhoDoesNot() throws Exception {
        QuerySet<Row> shared = forever();
        CompletableFuture<List<Row>> one = shared.async().list();
        CompletableFuture<List<Row>> other = shared.async().list();
        until(CancelTest::asleep);

        assertThat(one.cancel(true)).isTrue();
        assertThatThrownBy(() -> other.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(asleep()).isTrue();
        assertThat(other.cancel(true)).isTrue();
    }

    @Test
    void whatWasStartedIsStopped() {
        QuerySet<Row> started = forever().startFetch();
        until(CancelTest::asleep);

        assertThat(started.cancelStarted()).isSameAs(started);
        untilGone();
    }

    @Test
    void whatWasStartedAndGivenUpIsAskedAnew() {
        List<Runnable> tasks = new ArrayList<>();
        QuerySet<Row> entries = DB.objects("entry").executor(tasks::add).startFetch().cancelStarted();

        tasks.forEach(Runnable::run);
        assertThat(DB.sent()).isEmpty();
        assertThat(entries.list()).hasSize(5);
        assertThat(entries.cancelStarted().list()).hasSize(5);
        assertThat(DB.sent()).hasSize(1);
    }

    /** Threads that can be interrupted. */
    enum Kind {
        PLATFORM, VIRTUAL;

        Thread start(Runnable task) {
            return this == PLATFORM ? Thread.ofPlatform().start(task) : Thread.ofVirtual().start(task);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anInterruptStopsTheStatementAndLeavesTheConnectionWhole(Kind kind) throws Exception {
        long backends = backends();
        for (int i = 0; i < 5; i++) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            Thread thread = kind.start(() -> {
                try {
                    forever().list();
                } catch (RuntimeException failure) {
                    thrown.set(failure);
                }
                flag.set(Thread.currentThread().isInterrupted());
            });
            until(CancelTest::asleep);
            thread.interrupt();
            thread.join();

            assertThat(thrown.get()).isInstanceOf(StatementCancelled.class).hasMessageContaining("interrupted");
            assertThat(flag.get()).isTrue();
            untilGone();
        }
        assertThat(backends()).isEqualTo(backends);
    }

    /** The process of each connection that the pool has: a connection that was closed would have another one after it. */
    private static long backends() {
        return DB.pool().getHikariPoolMXBean().getTotalConnections();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whoIsInterruptedAlreadySendsNothing(Kind kind) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        QuerySet<Row> entries = DB.objects("entry");
        kind.start(() -> {
            Thread.currentThread().interrupt();
            try {
                entries.list();
            } catch (RuntimeException failure) {
                thrown.set(failure);
            }
        }).join();

        assertThat(thrown.get()).isInstanceOf(StatementCancelled.class);
        assertThat(entries.list()).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anInterruptEndsTheWaitForWhatWasStarted(Kind kind) throws Exception {
        QuerySet<Row> started = forever().startFetch();
        until(CancelTest::asleep);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread reader = kind.start(() -> {
            try {
                started.list();
            } catch (RuntimeException failure) {
                thrown.set(failure);
            }
        });
        until(() -> reader.getState() == Thread.State.WAITING);
        reader.interrupt();
        reader.join();

        assertThat(thrown.get()).isInstanceOf(StatementCancelled.class);
        assertThat(asleep()).isTrue(); // it was started for others too
        started.cancelStarted();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anInterruptEndsTheWaitForAConnection(Kind kind) throws Exception {
        List<RowIterator<Row>> holding = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            holding.add(DB.objects("entry").iterator(1));
        }
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread waiting = kind.start(() -> {
            try {
                DB.objects("author").count();
            } catch (RuntimeException failure) {
                thrown.set(failure);
            }
        });
        until(() -> DB.pool().getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
        waiting.interrupt();
        waiting.join();
        holding.forEach(RowIterator::close);

        assertThat(thrown.get()).isInstanceOf(StatementCancelled.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anInterruptStopsTheNextChunkOfAStream(Kind kind) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = kind.start(() -> {
            try (RowIterator<Row> rows = DB.objects("endless").iterator(2)) {
                while (rows.hasNext()) {
                    rows.next();
                }
            } catch (RuntimeException failure) {
                thrown.set(failure);
            }
        });
        until(() -> DB.inTheServer("endless") == 1);
        until(() -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.RUNNABLE);
        Thread.sleep(100);
        thread.interrupt();
        thread.join();

        assertThat(thrown.get()).isInstanceOf(StatementCancelled.class);
        until(() -> DB.inTheServer("endless") == 0);
    }

    @Test
    void anExecutorOfYoursThatIsShutDownAtOnceStopsWhatItRuns() {
        for (ExecutorService tasks : List.of(Executors.newFixedThreadPool(1),
                Executors.newVirtualThreadPerTaskExecutor())) {
            CompletableFuture<List<Row>> rows = forever().executor(tasks).async().list();
            until(CancelTest::asleep);
            tasks.shutdownNow();

            assertThatThrownBy(rows::join).isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(StatementCancelled.class);
            untilGone();
        }
    }

    @Test
    void aLateCancelNeverHitsTheNextBorrower() throws Exception {
        try (Database single = DB.single(); ExecutorService users = Executors.newFixedThreadPool(2)) {
            // Statements of about the time that a cancel takes to arrive, each followed by another on the same connection.
            for (int i = 0; i < 300; i++) {
                CompletableFuture<Long> given = single.objects("entry").async().count();
                var other = users.submit(() -> single.objects("author").count());
                Thread.sleep(0, (i % 50) * 10_000);
                given.cancel(true);
                assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(4);
                assertThat(single.objects("tag").count()).isEqualTo(3);
            }
        }
    }

    @Test
    void aCancelledWriteIsTakenBack() throws Exception {
        CompletableFuture<Row> inserting = new CompletableFuture<>();
        DB.execute("create table if not exists slow (id int primary key, napped text);"
                + "create or replace function nap() returns trigger language plpgsql as"
                + " $$ begin perform pg_sleep(600); return new; end $$;"
                + "create or replace trigger nap before insert on slow for each row execute function nap()");
        DB.database().forgetSchema();
        inserting = DB.objects("slow").with("id", 1).async().insert();
        until(() -> DB.inTheServer("insert into") == 1);
        inserting.cancel(true);
        until(() -> DB.inTheServer("insert into") == 0);

        assertThatThrownBy(inserting::get).isInstanceOfAny(java.util.concurrent.CancellationException.class,
                ExecutionException.class);
        assertThat(DB.objects("slow").count()).isZero();
    }
}
