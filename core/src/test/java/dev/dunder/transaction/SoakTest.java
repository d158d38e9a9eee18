package dev.dunder.transaction;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Bulk;
import dev.dunder.CommitOutcomeUnknown;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.Isolation;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.LossyProxy;
import dev.dunder.fixture.OwnServer;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.DunderException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Everything at once while faults strike: money moves between accounts in every way there is, and its sum stays the same. How
 * many seconds is said by {@code -Dsoak.seconds}; without, a few.
 */
class SoakTest {
    private static final int ACCOUNTS = 20;
    private static final int START = 1_000;

    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private final AtomicReference<Throwable> unexpected = new AtomicReference<>();
    private volatile boolean over;

    @Test
    void aShortOne() throws Exception {
        soak(Duration.ofSeconds(5));
    }

    @Test
    @Tag("soak")
    void aLongOne() throws Exception {
        soak(Duration.ofSeconds(Long.getLong("soak.seconds", 180)));
    }

    private void soak(Duration time) throws Exception {
        try (OwnServer server = new OwnServer()) {
            execute(server, "create table account (id int primary key, balance int not null);"
                    + "insert into account select n, " + START + " from generate_series(1, " + ACCOUNTS + ") as n;"
                    + "create table moved (id bigint generated always as identity primary key, tag text not null unique)");
            try (LossyProxy proxy = new LossyProxy(server.port());
                    HikariDataSource pool = OwnServer.pool(proxy.port(), 6);
                    Database database = Database.of(pool)) {
                database.schema();
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    threads.add(Thread.ofPlatform().start(() -> repeat(() -> blocking(database))));
                    threads.add(Thread.ofVirtual().start(() -> repeat(() -> blocking(database))));
                    threads.add(Thread.ofPlatform().start(() -> repeat(() -> asynchronous(database))));
                    threads.add(Thread.ofPlatform().start(() -> repeat(() -> reading(database))));
                    threads.add(Thread.ofVirtual().start(() -> repeat(() -> sets(database))));
                    threads.add(Thread.ofPlatform().start(() -> repeat(() -> asynchronousSets(database))));
                }
                strike(server, proxy, threads, System.nanoTime() + time.toNanos());
                over = true;
                for (Thread thread : threads) {
                    assertThat(thread.join(Duration.ofSeconds(30))).as("%s ends", thread).isTrue();
                }
                TestDatabase.until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
                System.out.println("soak: " + outcomes);
                assertThat(unexpected.get()).isNull();
                TestDatabase.until(() -> works(database));
                assertThat(sum(database)).isEqualTo(ACCOUNTS * START);
                assertThat(database.objects("moved").filter("tag__startswith", "rolled back").count()).isZero();
                // What said that it was committed is there, each once; the others say that they do not know, or failed.
                long moved = database.objects("moved").count();
                int sure = count("moved");
                assertThat(moved).isBetween((long) sure, (long) sure + count("unknown") + count("cancelled"));
                assertThat(sure).isPositive();
            }
        }
    }

    private int count(String outcome) {
        AtomicInteger counter = outcomes.get(outcome);
        return counter == null ? 0 : counter.get();
    }

    private static boolean works(Database database) {
        try {
            return database.objects("account").count() == ACCOUNTS;
        } catch (DatabaseException dead) {
            return false;
        }
    }

    private static int sum(Database database) {
        return database.objects("account").list().stream().mapToInt(row -> row.get("balance", Integer.class)).sum();
    }

    private void repeat(Runnable task) {
        while (!over) {
            try {
                task.run();
            } catch (DunderException expected) {
                // The right kinds are counted where they are caught.
            } catch (Throwable failure) {
                unexpected.compareAndSet(null, failure);
                return;
            }
            boolean unused = Thread.interrupted();
        }
    }

    private void did(String what) {
        outcomes.computeIfAbsent(what, none -> new AtomicInteger()).incrementAndGet();
    }

    private static int any() {
        return ThreadLocalRandom.current().nextInt(ACCOUNTS) + 1;
    }

    private static String tag() {
        return java.util.UUID.randomUUID().toString();
    }

    private void counted(Runnable move) {
        try {
            move.run();
            did("moved");
        } catch (CommitOutcomeUnknown unknown) {
            did("unknown");
        } catch (DunderException failed) {
            did("failed");
        }
    }

    private void blocking(Database database) {
        int from = any();
        int to = any();
        counted(() -> database.atomic().isolation(Isolation.REPEATABLE_READ).retrying(3).timeout(Duration.ofSeconds(5))
                .run(() -> {
                    QuerySet<Row> accounts = database.objects("account");
                    Row source = accounts.get("id", from);
                    source.update("balance", source.get("balance", Integer.class) - 1);
                    try {
                        database.atomic(() -> {
                            database.objects("moved").with("tag", "rolled back " + tag()).insert();
                            throw new IllegalStateException("taken back");
                        });
                    } catch (IllegalStateException takenBack) {
                        // As it should be.
                    }
                    Row target = accounts.get("id", to);
                    CompletableFuture<Row> updating = target.async()
                            .update("balance", target.get("balance", Integer.class) + 1);
                    database.objects("moved").with("tag", tag()).insert();
                    if (ThreadLocalRandom.current().nextBoolean()) {
                        try {
                            updating.join();
                        } catch (CompletionException failure) {
                            throw failure.getCause() instanceof DunderException known ? known : failure;
                        }
                    }
                }));
    }

    private void asynchronous(Database database) {
        int from = any();
        int to = any();
        CompletableFuture<Row> moving = database.atomic().isolation(Isolation.SERIALIZABLE).retrying(3)
                .async(tx -> tx.objects("account").async().get("id", from)
                        .thenCompose(row -> row.async().update("balance", row.get("balance", Integer.class) - 1))
                        .thenCompose(row -> tx.objects("account").async().get("id", to))
                        .thenCompose(row -> row.async().update("balance", row.get("balance", Integer.class) + 1))
                        .thenCompose(row -> tx.objects("moved").with("tag", tag()).using(tx).async().insert()));
        if (ThreadLocalRandom.current().nextInt(10) == 0) {
            moving.orTimeout(ThreadLocalRandom.current().nextInt(5), TimeUnit.MILLISECONDS);
        }
        joined(moving);
    }

    private void joined(CompletableFuture<?> moving) {
        try {
            moving.join();
            did("moved");
        } catch (CancellationException | CompletionException failure) {
            did(failure.getCause() instanceof CommitOutcomeUnknown
                    ? "unknown"
                    : failure.getCause() instanceof TimeoutException ? "cancelled" : "failed");
            if (!(failure.getCause() instanceof DunderException) && !(failure.getCause() instanceof TimeoutException)) {
                throw failure;
            }
        }
    }

    /** Each way in which a query set writes. */
    private void sets(Database database) {
        int from = any();
        int to = any();
        QuerySet<Row> accounts = database.objects("account");
        if (from != to && ThreadLocalRandom.current().nextInt(4) == 0) {
            // One statement is whole, with or without a transaction of ours.
            accounts.filter("id__in", List.of(from, to)).update("balance",
                    when(q("id", from), f("balance").minus(1)).otherwise(f("balance").plus(1)));
            return;
        }
        counted(() -> database.atomic().isolation(Isolation.REPEATABLE_READ).retrying(3).timeout(Duration.ofSeconds(5))
                .run(() -> {
                    transfer(accounts, from, to);
                    QuerySet<Row> moved = database.objects("moved");
                    switch (ThreadLocalRandom.current().nextInt(5)) {
                        case 0 -> moved.create("tag", tag());
                        case 3 -> moved.copyIn(Stream.of(moved.with("tag", tag())));
                        case 4 -> moved.bulkCreate(List.of(moved.with("tag", tag())),
                                Bulk.updatingConflicts("tag").changing("tag"));
                        case 1 -> moved.bulkCreate(List.of(moved.with("tag", tag())));
                        default -> moved.getOrCreate("tag", tag());
                    }
                    String gone = "rolled back " + tag();
                    moved.bulkCreate(List.of(moved.with("tag", gone), moved.with("tag", gone + "!")));
                    if (ThreadLocalRandom.current().nextBoolean()) {
                        moved.filter("tag__startswith", gone).delete();
                    } else {
                        moved.filter("tag__startswith", gone).deleteCollecting();
                    }
                }));
    }

    private static void transfer(QuerySet<Row> accounts, int from, int to) {
        switch (ThreadLocalRandom.current().nextInt(4)) {
            case 0 -> {
                accounts.filter("id", from).update("balance", f("balance").minus(1));
                accounts.filter("id", to).returning("id").update("balance", f("balance").plus(1));
            }
            case 1, 2 -> {
                List<Row> changed = new ArrayList<>();
                for (Row row : accounts.filter("id__in", List.of(from, to)).list()) {
                    int id = row.get("id", Integer.class);
                    int balance = row.get("balance", Integer.class) - (id == from ? 1 : 0) + (id == to ? 1 : 0);
                    changed.add(row.with("balance", balance));
                }
                if (ThreadLocalRandom.current().nextBoolean()) {
                    accounts.bulkUpdate(changed, "balance");
                } else {
                    accounts.bulkCreate(changed, Bulk.updatingConflicts("id").changing("balance"));
                }
            }
            default -> {
                accounts.updateOrCreate(Map.of("id", from), Map.of("balance", f("balance").minus(1)));
                accounts.get("id", to).update("balance", f("balance").plus(1));
            }
        }
    }

    private void asynchronousSets(Database database) {
        int from = any();
        int to = any();
        CompletableFuture<List<Row>> moving = database.atomic().isolation(Isolation.SERIALIZABLE).retrying(3)
                .async(tx -> tx.objects("account").filter("id", from).async()
                        .update("balance", f("balance").minus(1))
                        .thenCompose(rows -> tx.objects("account").async()
                                .updateOrCreate(Map.of("id", to), Map.of("balance", f("balance").plus(1))))
                        .thenCompose(row -> tx.objects("moved").async()
                                .bulkCreate(List.of(tx.objects("moved").with("tag", tag())))));
        if (ThreadLocalRandom.current().nextInt(10) == 0) {
            moving.orTimeout(ThreadLocalRandom.current().nextInt(5), TimeUnit.MILLISECONDS);
        }
        joined(moving);
    }

    /** The sum is the same at every moment that a reader sees. */
    private void reading(Database database) {
        int sum = switch (ThreadLocalRandom.current().nextInt(4)) {
            case 0 -> sum(database);
            case 1 -> {
                QuerySet<Row> started = database.objects("account").startFetch();
                yield started.list().stream().mapToInt(row -> row.get("balance", Integer.class)).sum();
            }
            case 2 -> {
                try (var rows = database.objects("account").timeout(Duration.ofSeconds(5)).iterator(3)) {
                    int all = 0;
                    while (rows.hasNext()) {
                        all += rows.next().get("balance", Integer.class);
                    }
                    yield all;
                }
            }
            default -> {
                CompletableFuture<List<Row>> rows = database.objects("account").async().list();
                if (ThreadLocalRandom.current().nextInt(5) == 0) {
                    rows.cancel(true);
                    yield ACCOUNTS * START;
                }
                try {
                    yield rows.join().stream().mapToInt(row -> row.get("balance", Integer.class)).sum();
                } catch (CompletionException failure) {
                    throw failure.getCause() instanceof DunderException known ? known : failure;
                }
            }
        };
        if (sum != ACCOUNTS * START) {
            throw new AssertionError("A reader saw " + sum);
        }
    }

    private static void strike(OwnServer server, LossyProxy proxy, List<Thread> threads, long end) throws Exception {
        int turn = 0;
        while (System.nanoTime() < end) {
            Thread.sleep(150);
            switch (turn++ % 5) {
                case 0 -> threads.get(ThreadLocalRandom.current().nextInt(threads.size())).interrupt();
                case 1 -> proxy.loseAt("COMMIT", LossyProxy.Loss.AFTER);
                case 2 ->
                    execute(server, "select count(pg_terminate_backend(pid)) from (select pid from pg_stat_activity"
                            + " where pid <> pg_backend_pid() and backend_type = 'client backend' limit 2) as victims");
                case 3 -> proxy.loseAt("update", LossyProxy.Loss.BEFORE);
                default -> {
                    if (turn % 20 == 5) {
                        server.restart();
                    }
                }
            }
        }
    }

    private static void execute(OwnServer server, String sql) {
        String url = "jdbc:postgresql://localhost:" + server.port() + "/postgres?user=postgres";
        try (var connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }
}
