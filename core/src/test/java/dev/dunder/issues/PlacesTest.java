package dev.dunder.issues;

import static dev.dunder.fixture.TestDatabase.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.PoolExhausted;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.StatementTimeout;
import dev.dunder.Transaction;
import dev.dunder.fixture.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever waits for a connection waits for a bounded time, whoever holds the others and whatever they wait for. */
@Timeout(120)
class PlacesTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table a (id int primary key);
            create table b (id int primary key, a_id int references a);
            create table c (id int primary key, a_id int references a);
            insert into a select generate_series(1, 50);
            insert into b select i, i from generate_series(1, 50) i;
            insert into c select i, i from generate_series(1, 50) i;
            create view nap as select id, pg_sleep(0.01)::text as nap from a where id = 1;
            """);

    private HikariDataSource pool;
    private Database db;

    @BeforeEach
    void aSmallPool() {
        pool = pool(2);
        db = Database.of(pool);
        db.schema();
    }

    private void open(int connections) {
        close();
        pool = pool(connections);
        db = Database.of(pool);
        db.schema();
    }

    private static HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(DB.pool().getJdbcUrl());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(700);
        return new HikariDataSource(config);
    }

    private void close() {
        until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
        pool.close();
    }

    @AfterEach
    void everythingWorksAgain() {
        List<CompletableFuture<Long>> all = IntStream.range(0, 20).mapToObj(i -> db.objects("a").async().count())
                .toList();
        assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo(50));
        close();
    }

    /** Each ends, well or because it found no connection. */
    private static void allEnd(List<? extends CompletableFuture<?>> futures) {
        for (CompletableFuture<?> future : futures) {
            try {
                Object unused = future.join();
            } catch (CompletionException failure) {
                assertThat(failure).hasCauseInstanceOf(PoolExhausted.class);
            }
        }
    }

    private CompletableFuture<Long> inAndOut() {
        return db.async().atomic(tx -> db.objects("a").using(tx).async().count()
                .thenCompose(n -> db.objects("a").async().count()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void asManyBlocksAsConnectionsThatAskForAnotherEnd(int connections) {
        open(connections);
        allEnd(Stream.generate(this::inAndOut).limit(connections).toList());
        allEnd(Stream.generate(this::inAndOut).limit(10).toList());
    }

    @Test
    void oneThatAsksForAnotherIsServedWhereThereIsOne() {
        assertThat(inAndOut().join()).isEqualTo(50);
    }

    @Test
    void soDoTheyOnAnExecutorOfYours() {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            Database own = Database.builder(pool).executor(two).build();
            allEnd(Stream.generate(() -> own.async().<Long>atomic(tx -> own.objects("a").using(tx).async().count()
                    .thenCompose(n -> own.objects("a").async().count()))).limit(6).toList());
        }
    }

    /** What stands before the end of a block in the executor's queue waits for the block's own connection. */
    @Test
    void theEndOfABlockDoesNotStandBehindWhoWaitsForItsConnection() {
        open(1);
        try (ExecutorService one = Executors.newFixedThreadPool(1)) {
            Database own = Database.builder(pool).executor(one).build();
            own.schema();
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(own.async().atomic(tx -> own.objects("a").using(tx).async().count()));
                all.add(own.objects("a").async().count());
                all.add(own.objects("a").async().count());
            }
            assertThat(all).allSatisfy(future -> assertThat(future.join()).isEqualTo(50));
        }
    }

    @Test
    void aBlockThatWaitsForYouHasItsConnectionAndNothingElse() {
        CompletableFuture<Long> yours = new CompletableFuture<>();
        List<CompletableFuture<Long>> blocks = Stream.generate(() -> db.async().<Long>atomic(tx -> yours)).limit(2)
                .toList();
        until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 2);
        CompletableFuture<Long> third = db.objects("a").async().count();
        assertThatThrownBy(third::join).hasCauseInstanceOf(PoolExhausted.class);
        yours.complete(7L);
        assertThat(blocks).allSatisfy(one -> assertThat(one.join()).isEqualTo(7));
    }

    @Test
    void aHundredBlocksTakeTheirTurnsThoughAllOfThemWaitMeanwhile() {
        // Longer than the pool waits, taken together: none of them stands in its line.
        List<CompletableFuture<Long>> blocks = Stream.generate(() -> db.async().<Long>atomic(tx -> {
            CompletableFuture<Long> soon = new CompletableFuture<>();
            return tx.objects("a").async().count().thenCompose(n -> soon.completeOnTimeout(n, 30,
                    java.util.concurrent.TimeUnit.MILLISECONDS));
        })).limit(100).toList();
        assertThat(blocks).allSatisfy(one -> assertThat(one.join()).isEqualTo(50));
    }

    @Test
    void whatIsLeftWithoutARequestHoldsUpNobody() {
        List<Flow.Subscription> open = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            db.objects("a").async().publisher(10).subscribe(new Silent(open::add));
        }
        assertThat(db.objects("a").async().count().join()).isEqualTo(50);
        assertThat(db.async().atomic(tx -> tx.objects("a").async().count()).join()).isEqualTo(50);
        // A row each, and no more: these hold the connections.
        open.get(0).request(1);
        open.get(1).request(1);
        until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 2);
        CompletableFuture<Long> late = db.objects("a").async().count();
        assertThatThrownBy(late::join).hasCauseInstanceOf(PoolExhausted.class);
        open.forEach(Flow.Subscription::cancel);
    }

    @Test
    void slowSubscribersDoNotHoldTheThreadsOfAnExecutorOfYours() {
        try (ExecutorService one = Executors.newFixedThreadPool(1)) {
            Database own = Database.builder(pool).executor(one).build();
            List<Flow.Subscription> open = new ArrayList<>();
            Silent first = new Silent(open::add);
            own.objects("a").orderBy("id").async().publisher(10).subscribe(first);
            assertThat(own.objects("a").async().count().join()).isEqualTo(50);
            open.get(0).request(1);
            until(() -> first.rows == 1);
            assertThat(own.objects("a").async().count().join()).isEqualTo(50);
            open.get(0).request(Long.MAX_VALUE);
            until(() -> first.ended);
            assertThat(first.rows).isEqualTo(50);
        }
    }

    private static final class Silent implements Flow.Subscriber<Row> {
        private final java.util.function.Consumer<Flow.Subscription> begun;
        private volatile int rows;
        private volatile boolean ended;

        Silent(java.util.function.Consumer<Flow.Subscription> begun) {
            this.begun = begun;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            begun.accept(subscription);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // One row after the other.
        public void onNext(Row row) {
            rows++;
        }

        @Override
        public void onError(Throwable failure) {
            ended = true;
        }

        @Override
        public void onComplete() {
            ended = true;
        }
    }

    @Test
    void rowsWhoseActionAsksForMoreEnd() {
        List<CompletableFuture<Void>> both = Stream.generate(() -> db.objects("a").async()
                .forEach(row -> db.objects("b").list())).limit(2).toList();
        allEnd(both);
        open(1);
        allEnd(List.of(db.objects("a").async().forEach(row -> {
            try {
                Object unused = db.objects("b").async().list().join();
            } catch (CompletionException failure) {
                throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
            }
        })));
    }

    @Test
    void whatFollowsACommitMayWaitForWhomever() {
        open(1);
        List<Long> after = new ArrayList<>();
        long n = db.async().atomic(tx -> {
            tx.onCommit(() -> after.add(db.objects("a").async().count().join()));
            return tx.objects("a").async().count();
        }).join();
        assertThat(n).isEqualTo(50);
        assertThat(after).containsExactly(50L);
    }

    @Test
    void blocksInsideOfBlocks() {
        open(1);
        Function<Transaction, CompletableFuture<Long>> counting = tx -> tx.objects("a").async().count();
        assertThat(db.async()
                .atomic(tx -> tx.atomic(inner -> counting.apply(inner).thenCompose(n -> counting.apply(inner)))
                        .thenCompose(n -> counting.apply(tx)))
                .join()).isEqualTo(50);
        allEnd(List.of(db.async().atomic(tx -> tx.atomic(inner -> db.objects("a").async().count()))));
    }

    @Test
    void prefetchesSideBySideOnAPoolOfOne() {
        open(1);
        List<CompletableFuture<List<Row>>> all = Stream
                .generate(() -> db.objects("a").prefetchRelated("b", "c").async().list()).limit(10).toList();
        assertThat(all).allSatisfy(one -> assertThat(one.join()).hasSize(50));
    }

    @Test
    void whoAsksForWhatWasStartedDoesItWithoutStandingInLine() throws Exception {
        CompletableFuture<Long> yours = new CompletableFuture<>();
        open(3);
        Database two = Database.builder(pool).connections(2).build();
        List<CompletableFuture<Long>> blocks = Stream.generate(() -> two.async().<Long>atomic(tx -> yours)).limit(2)
                .toList();
        until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 2);
        QuerySet<Row> started = two.objects("a").startFetch();
        assertThat(started.list()).hasSize(50);
        yours.complete(1L);
        blocks.forEach(CompletableFuture::join);
    }

    @Test
    void aPoolWithinAnotherIsAskedForItsSize() throws Exception {
        try (Wrapped wrapped = new Wrapped(pool)) {
            Database within = Database.of(wrapped.source());
            within.schema();
            CountDownLatch both = new CountDownLatch(2);
            CompletableFuture<Long> yours = new CompletableFuture<>();
            List<CompletableFuture<Long>> blocks = Stream.generate(() -> within.async().<Long>atomic(tx -> {
                both.countDown();
                return yours;
            })).limit(2).toList();
            both.await();
            // No third place: it would wait in the pool otherwise.
            CompletableFuture<Long> third = within.objects("a").async().count();
            assertThatThrownBy(third::join).hasCauseInstanceOf(PoolExhausted.class)
                    .hasMessageContaining("work that waits for something else");
            yours.complete(1L);
            blocks.forEach(CompletableFuture::join);
        }
    }

    /** What an application server or a proxy hands out for a pool. */
    private record Wrapped(HikariDataSource pool) implements AutoCloseable {
        javax.sql.DataSource source() {
            return (javax.sql.DataSource) java.lang.reflect.Proxy.newProxyInstance(Wrapped.class.getClassLoader(),
                    new Class<?>[]{javax.sql.DataSource.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "isWrapperFor" -> arguments[0] == HikariDataSource.class;
                        case "unwrap" -> pool;
                        default -> method.invoke(pool, arguments);
                    });
        }

        @Override
        public void close() {}
    }

    @Test
    void aTimeoutBoundsTheWaitForAConnection() {
        // The pool waits for longer than anybody shall.
        pool.setConnectionTimeout(60_000);
        open2(() -> {
            assertThatThrownBy(() -> elsewhere(() -> db.objects("a").timeout(Duration.ofMillis(100)).list()))
                    .isInstanceOf(StatementTimeout.class);
            assertThatThrownBy(() -> db.objects("a").timeout(Duration.ofMillis(100)).async().list().join())
                    .hasCauseInstanceOf(StatementTimeout.class);
            assertThatThrownBy(() -> elsewhere(() -> db.atomic().timeout(Duration.ofMillis(100)).call(() -> 1)))
                    .isInstanceOf(StatementTimeout.class);
            until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0);
        });
    }

    @Test
    void whoIsCancelledLeavesThePoolsLine() {
        pool.setConnectionTimeout(60_000);
        open2(() -> {
            CompletableFuture<Long> waiting = db.objects("a").async().count();
            until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
            waiting.cancel(true);
            until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0);
        });
    }

    /** With both connections in use. */
    private void open2(Runnable meanwhile) {
        db.atomic(() -> {
            db.objects("a").count();
            elsewhere(() -> db.atomic(() -> {
                db.objects("a").count();
                elsewhere(() -> {
                    meanwhile.run();
                    return true;
                });
                return true;
            }));
        });
    }

    private static <R> R elsewhere(java.util.function.Supplier<R> work) {
        CompletableFuture<R> done = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                done.complete(work.get());
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        try {
            return done.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }
}
