package dev.dunder.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.DunderException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where asynchronous and started evaluations run. */
@Timeout(120)
class ExecutorTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG
            + "create view nap as select id, pg_sleep(0.005)::text as nap from tag where id = 1;"
            + "create view forever as select id, pg_sleep(600)::text as nap from tag;");

    @Test
    void oneForTheDatabaseAndAnotherForAQuerySet() {
        try (ExecutorService databases = named("mine");
                ExecutorService sets = named("own");
                Database database = Database.builder(DB.pool()).executor(databases).listener(this::heard).build()) {
            database.objects("entry").async().count().join();
            database.objects("entry").executor(sets).filter("x", 1).async().list().join();
            QuerySet<Row> started = database.objects("entry").executor(sets).startFetch();
            TestDatabase.until(() -> threads.size() == 3);
            started.list();
        }
        assertThat(threads).containsExactly("mine", "own", "own");
    }

    private final List<String> threads = new CopyOnWriteArrayList<>();

    private void heard(dev.dunder.watch.StatementListener.ExecutedStatement statement) {
        threads.add(Thread.currentThread().getName());
    }

    private static ExecutorService named(String name) {
        return Executors.newFixedThreadPool(2, task -> new Thread(task, name));
    }

    @Test
    void anExecutorThatIsFullOrShutDownMakesFuturesThatSaySo() {
        ThreadPoolExecutor full = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
        try (Database database = Database.builder(DB.pool()).executor(full).build()) {
            List<CompletableFuture<?>> taken = new ArrayList<>();
            taken.add(database.objects("forever").async().list());
            taken.add(database.objects("forever").async().list());
            CompletableFuture<Long> refused = database.objects("entry").async().count();
            assertThatThrownBy(refused::join).isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(DunderException.class)
                    .hasMessageContaining("takes no more tasks: it is full or has been shut down");
            assertThatThrownBy(() -> database.objects("entry").async().forEach(row -> {}).join())
                    .hasMessageContaining("takes no more tasks");
            assertThatThrownBy(() -> database.async().atomic(tx -> tx.objects("entry").async().list()).join())
                    .hasMessageContaining("takes no more tasks");
            // What is started is not lost: whoever asks does it.
            assertThat(database.objects("entry").startFetch().list()).hasSize(5);
            taken.forEach(future -> future.cancel(true));
            full.shutdownNow();
            assertThatThrownBy(() -> database.objects("entry").async().count().join())
                    .hasMessageContaining("takes no more tasks");
            assertThat(database.objects("entry").count()).isEqualTo(5);
        }
        DB.untilConnectionsInUse(0);
    }

    @Test
    void aRefusedQuerySetMayBeAskedAgain() {
        List<Runnable> tasks = new ArrayList<>();
        boolean[] open = {false};
        QuerySet<Row> set = DB.objects("entry").executor(task -> {
            if (!open[0]) {
                throw new java.util.concurrent.RejectedExecutionException();
            }
            tasks.add(task);
        });
        assertThatThrownBy(() -> set.async().list().join()).hasMessageContaining("takes no more tasks");
        open[0] = true;
        CompletableFuture<List<Row>> again = set.async().list();
        tasks.forEach(Runnable::run);
        assertThat(again.join()).hasSize(5);
    }

    @Test
    void tenThousandQueriesQueueBeforeAPoolOfTen() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(DB.pool().getJdbcUrl());
        config.setMaximumPoolSize(10);
        // Far less than all of them take: in the pool's own queue most would run out of it.
        config.setConnectionTimeout(1_000);
        try (HikariDataSource pool = new HikariDataSource(config); Database database = Database.of(pool)) {
            List<CompletableFuture<List<Row>>> all = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                all.add(database.objects(i % 10 == 0 ? "nap" : "tag").async().list());
            }
            assertThat(all).allSatisfy(future -> assertThat(future.join()).isNotEmpty());
            TestDatabase.until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
        }
    }

    @Test
    void aDatabaseThatIsClosedSaysSo() {
        Database database = DB.single();
        assertThat(database.objects("tag").count()).isEqualTo(3);
        QuerySet<Row> tags = database.objects("tag");
        database.close();
        assertThatThrownBy(tags::count).isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> tags.async().count().join()).hasCauseInstanceOf(DatabaseException.class);
    }
}
