package dev.dunder.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.KeysetPage;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Relations side by side are prefetched at the same time where nobody's own thread is to do all of it. */
class PrefetchBesideTest {
    /**
     * What calls gate() waits in the server for as long as someone else holds the lock. Its own lock ends with its
     * transaction: one of the session's would outlast a statement that is stopped between lock and unlock.
     */
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG
            + """
                    create function gate() returns boolean language plpgsql as $$
                    begin
                        perform pg_advisory_xact_lock_shared(42);
                        return true;
                    end $$;
                    create function bad() returns boolean language plpgsql as $$
                    begin
                        raise exception 'this branch is bad';
                    end $$;
                    """);

    private static Condition calling(String function) {
        return DSL.condition(DSL.function(DSL.name(function), SQLDataType.BOOLEAN));
    }

    private static Prefetch behindTheGate(String path, String model) {
        return new Prefetch(path, DB.objects(model).filter(calling("gate")));
    }

    private static void gateShut(Runnable work) {
        try (Connection connection = DriverManager.getConnection(DB.pool().getJdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(42)");
            try {
                work.run();
            } finally {
                statement.execute("select pg_advisory_unlock(42)");
            }
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static QuerySet<Row> threeBesideEachOther() {
        return DB.objects("entry").orderBy("id").prefetchRelated(
                behindTheGate("author", "author"), behindTheGate("tag", "tag"), behindTheGate("comment", "comment"));
    }

    private static void check(List<Row> rows) {
        assertThat(TestDatabase.ids(rows)).containsExactly(1, 2, 3, 4, 5);
        assertThat(rows).extracting(row -> row.one("author").get("name")).containsExactly("Ann", "Ann", "Bo", "Cy",
                "Cy");
        assertThat(rows).extracting(row -> row.many("tag").size()).containsExactly(2, 1, 1, 0, 0);
        assertThat(rows).extracting(row -> row.many("comment").size()).containsExactly(2, 1, 1, 0, 0);
    }

    @Test
    void allOfThemAreInTheServerAtTheSameTime() {
        List<Supplier<CompletableFuture<List<Row>>>> ways = List.of(
                () -> threeBesideEachOther().async().list(),
                () -> threeBesideEachOther().startFetch().async().list(),
                () -> threeBesideEachOther().async().firstPage(10).thenApply(KeysetPage::rows));
        for (Supplier<CompletableFuture<List<Row>>> way : ways) {
            List<CompletableFuture<List<Row>>> asked = new ArrayList<>();
            DB.sent().clear();
            gateShut(() -> {
                asked.add(way.get());
                TestDatabase.until(() -> DB.inTheServer("gate") == 3);
            });
            check(asked.get(0).join());
            assertThat(DB.sent()).hasSize(4);
        }
    }

    @Test
    void soAreThoseOfAnInstance() {
        Row entry = DB.objects("entry").get("id", 1);
        DB.sent().clear();

        Row loaded = entry.async().load("author", "tag", "comment").join();

        assertThat(loaded.one("author").get("name")).isEqualTo("Ann");
        assertThat(loaded.many("tag").size() + loaded.many("comment").size()).isEqualTo(4);
        assertThat(DB.sent()).hasSize(3);
    }

    @Test
    void soAreThoseOfALevelFurtherDown() {
        QuerySet<Row> set = DB.objects("author").orderBy("id").prefetchRelated(
                behindTheGate("entry_author__tag", "tag"), behindTheGate("entry_author__comment", "comment"));
        List<CompletableFuture<List<Row>>> asked = new ArrayList<>();
        gateShut(() -> {
            asked.add(set.async().list());
            TestDatabase.until(() -> DB.inTheServer("gate") == 2);
        });

        assertThat(asked.get(0).join()).extracting(row -> row.many("entry_author").list().stream()
                .mapToInt(entry -> entry.many("tag").size()).sum()).containsExactly(3, 1, 0, 0);
        assertThat(DB.sent()).hasSize(4);
    }

    @Test
    void whoWaitsDoesEverythingOnItsOwnThread() {
        check(threeBesideEachOther().list());

        assertThat(DB.sent()).hasSize(4)
                .allMatch(one -> one.thread().equals(Thread.currentThread().getName()));
    }

    private static QuerySet<Row> helped() {
        return threeBesideEachOther().using(Database.builder(DB.pool()).parallelPrefetch().build());
    }

    @Test
    void whoWaitsIsHelpedWhereThatIsAskedFor() {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Row> rows = new CopyOnWriteArrayList<>();
        Thread waiting = Thread.ofPlatform().unstarted(() -> rows.addAll(helped().list()));
        waiting.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        gateShut(() -> {
            waiting.start();
            TestDatabase.until(() -> DB.inTheServer("gate") == 3);
        });
        TestDatabase.until(() -> !waiting.isAlive());

        assertThat(failure).hasNullValue();
        check(rows);
        Database helping = Database.builder(DB.pool()).parallelPrefetch().build();
        assertThat(helping.queries(() -> check(threeBesideEachOther().using(helping).list()))).hasSize(4);
        assertThat(helping.atomic(() -> helping.queries(() -> check(threeBesideEachOther().using(helping).list()))))
                .hasSize(4);
        DB.untilConnectionsInUse(0);
    }

    @Test
    void whatFailsWithHelpStopsTheOthers() {
        QuerySet<Row> set = helped().prefetchRelated(
                new Prefetch("editor", DB.objects("author").filter(calling("bad"))));
        gateShut(() -> {
            assertThatThrownBy(() -> set.timeout(Duration.ofSeconds(1)).list()).isInstanceOf(DatabaseException.class);
            TestDatabase.until(() -> DB.inTheServer("gate") == 0);
        });
        DB.untilConnectionsInUse(0);
    }

    @Test
    void whatFailsElsewhereFailsAsItWouldHere() {
        Database refusing = Database.builder(DB.pool()).parallelPrefetch().exceptions(
                failure -> new IllegalStateException("as the application says", failure)).build();
        QuerySet<Row> set = DB.objects("entry").using(refusing).prefetchRelated(
                new Prefetch("author", DB.objects("author").filter(calling("bad"))),
                new Prefetch("tag", DB.objects("tag").filter(calling("bad"))));
        assertThatThrownBy(set::list).isInstanceOf(IllegalStateException.class).hasMessage("as the application says");
    }

    @Test
    void helpIsNotWaitedForThatHasNotBegun() {
        QuerySet<Row> set = threeBesideEachOther()
                .using(Database.builder(DB.pool()).parallelPrefetch().executor(never -> {}).build());
        check(set.list());
        QuerySet<Row> refused = threeBesideEachOther()
                .using(Database.builder(DB.pool()).parallelPrefetch().executor(none -> {
                    throw new RejectedExecutionException("full");
                }).build());
        check(refused.list());
        DB.untilConnectionsInUse(0);
    }

    @Test
    void aTransactionHasOneConnectionForAllOfThem() throws Exception {
        try (Database single = DB.single()) {
            QuerySet<Row> set = single.objects("entry").orderBy("id").prefetchRelated("author", "tag", "comment");
            check(single.async().<List<Row>>atomic(tx -> set.using(tx).async().list()).get(30, TimeUnit.SECONDS));
            check(single.atomic(() -> set.async().list().join()));
        }
    }

    /** A pool of one connection and few threads, and a scenario that asks for more than they have. */
    private static void few(int threads, Consumer<Database> scenario) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(DB.pool().getJdbcUrl());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(20_000);
        try (HikariDataSource pool = new HikariDataSource(config);
                ExecutorService executor = Executors.newFixedThreadPool(threads);
                Database database = Database.builder(pool).executor(executor).build()) {
            scenario.accept(database);
        }
    }

    @Test
    void oneThreadAndOneConnectionAreEnough() {
        for (int threads : new int[]{1, 2, 3}) {
            few(threads, database -> {
                for (int round = 0; round < 30; round++) {
                    List<CompletableFuture<?>> all = new ArrayList<>();
                    for (int i = 0; i < 5; i++) {
                        all.add(database.objects("entry").orderBy("id")
                                .prefetchRelated("author__country", "tag__entry", "comment", "editor__entry_editor")
                                .async().list().thenAccept(PrefetchBesideTest::check));
                        all.add(database.objects("author").prefetchRelated("entry_author", "country").startFetch()
                                .async().count());
                    }
                    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).orTimeout(60, TimeUnit.SECONDS)
                            .join();
                }
            });
        }
    }

    @Test
    void whoAsksOnTheVeryThreadsThatWorkIsAnsweredToo() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (executor; Database database = Database.builder(DB.pool()).executor(executor).build()) {
            for (int round = 0; round < 20; round++) {
                QuerySet<Row> started = database.objects("entry").orderBy("id")
                        .prefetchRelated("author", "tag", "comment").startFetch();
                QuerySet<Row> other = started.all();
                CompletableFuture.runAsync(() -> check(started.list()), executor)
                        .thenRunAsync(() -> check(other.startFetch().list()), executor)
                        .orTimeout(60, TimeUnit.SECONDS).join();
            }
        }
    }

    @Test
    void anExecutorThatTakesNoMoreLeavesItToTheThreadThatIsThere() {
        AtomicInteger taken = new AtomicInteger();
        ExecutorService one = Executors.newSingleThreadExecutor();
        try (one;
                Database database = Database.builder(DB.pool()).executor(task -> {
                    if (taken.incrementAndGet() > 1) {
                        throw new RejectedExecutionException("full");
                    }
                    one.execute(task);
                }).build()) {
            check(database.objects("entry").orderBy("id").prefetchRelated("author", "tag", "comment").async().list()
                    .orTimeout(60, TimeUnit.SECONDS).join());
        }
        assertThat(taken).hasValueGreaterThan(1);
    }

    @Test
    void oneThatFailsStopsTheOthersAndIsHeardOfOnce() {
        List<Throwable> heard = new CopyOnWriteArrayList<>();
        QuerySet<Row> set = DB.objects("entry").prefetchRelated(
                behindTheGate("author", "author"),
                new Prefetch("tag", DB.objects("tag").filter(calling("bad"))),
                behindTheGate("comment", "comment"));
        gateShut(() -> {
            CompletableFuture<List<Row>> asked = set.async().list();
            asked.whenComplete((rows, failure) -> heard.add(failure));
            assertThatThrownBy(() -> asked.orTimeout(60, TimeUnit.SECONDS).join())
                    .hasCauseInstanceOf(DatabaseException.class).hasMessageContaining("raise exception");
            TestDatabase.until(() -> DB.inTheServer("gate") == 0);
        });
        DB.untilConnectionsInUse(0);

        assertThat(heard).hasSize(1);
        assertThat(DB.statements()).filteredOn(sql -> sql.contains("bad")).hasSize(1);
    }

    @Test
    void whoGivesUpStopsAllOfThem() {
        gateShut(() -> {
            CompletableFuture<List<Row>> asked = threeBesideEachOther().async().list();
            TestDatabase.until(() -> DB.inTheServer("gate") == 3);
            asked.cancel(true);
            TestDatabase.until(() -> DB.inTheServer("gate") == 0);
        });
        DB.untilConnectionsInUse(0);
    }

    @Test
    void theNumberOfStatementsDoesNotDependOnWhoIsFirst() {
        // The authors' entries lead back to the authors, whose countries are asked for in two ways.
        QuerySet<Row> set = DB.objects("author").orderBy("id").prefetchRelated(
                "country", "entry_author__author__country", "entry_editor__editor__country",
                "entry_editor__author__country",
                "entry_author__editor__country");
        set.all().list();
        int sequentially = DB.sent().size();
        List<Object> expected = countries(set.all().list());
        for (int round = 0; round < 20; round++) {
            DB.sent().clear();
            assertThat(countries(set.all().async().list().join())).isEqualTo(expected);
            assertThat(DB.sent()).hasSize(sequentially);
        }
    }

    private static List<Object> countries(List<Row> authors) {
        List<Object> names = new ArrayList<>();
        for (Row author : authors) {
            for (Row entry : author.many("entry_author")) {
                Row country = entry.one("author").one("country");
                Row editor = entry.one("editor");
                names.add(author.get("id") + ":" + entry.get("id") + (country == null ? "" : country.get("name"))
                        + (editor == null || editor.one("country") == null ? "" : editor.one("country").get("name")));
            }
        }
        names.sort(null);
        return names;
    }

    @Test
    void eachStatementIsHeardOfWithItsNameAndByWhoRecords() {
        List<String> names = new CopyOnWriteArrayList<>();
        Database named = Database.builder(DB.pool()).listener(one -> names.add(String.valueOf(one.statement().name())))
                .build();
        QuerySet<Row> set = named.objects("entry").named("all").prefetchRelated("author", "tag", "comment");
        assertThat(named.queries(() -> set.async().list().join())).hasSize(4);
        assertThat(names).containsExactly("all", "all", "all", "all");
    }
}
