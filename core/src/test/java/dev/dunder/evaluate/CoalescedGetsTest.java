package dev.dunder.evaluate;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.window;
import static dev.dunder.WindowFunctions.rowNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.DoesNotExist;
import dev.dunder.MultipleObjectsReturned;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Single rows that are asked for at the same time, and read by one statement. */
@Timeout(60)
class CoalescedGetsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG + """
            create extension if not exists citext;
            create table thing (code citext primary key, size int);
            insert into thing values ('Ab', 1), ('c', 2);
            create table mark (id uuid primary key, label text);
            insert into mark values ('00000000-0000-0000-0000-000000000001', 'one'),
                ('00000000-0000-0000-0000-000000000002', 'two');
            create table essay (entry_ptr_id int primary key references entry, pages int);
            insert into essay values (1, 10), (3, 30);
            create table pair (a int, b int, note text, primary key (a, b));
            insert into pair values (1, 1, 'x'), (1, 2, 'y');
            create view slow as select id, headline || pg_sleep(600)::text as nap from entry;
            create view wrong as select id, 2 / (3 - id) as no from entry;
            create extension if not exists ltree;
            create table path (place ltree primary key, size int);
            insert into path values ('a.b', 1);
            """);

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private Database db;

    @BeforeEach
    void database() {
        db = Database.builder(DB.pool()).coalesceGets().executor(held::add)
                .listener(statement -> sent.add(statement.sql())).build()
                .with(DB.database().schema().with(s -> {
                    s.model("slow").primaryKey("id");
                    s.model("wrong").primaryKey("id");
                }));
    }

    /** Has done what stands in line. */
    private void work() {
        for (Runnable next = held.poll(); next != null; next = held.poll()) {
            next.run();
        }
    }

    private <T> List<T> together(List<CompletableFuture<T>> futures) {
        work();
        return futures.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void thoseThatWaitGoTogether() {
        QuerySet<Row> entries = db.objects("entry").selectRelated("author").prefetchRelated("tag");
        List<CompletableFuture<Row>> futures = List.of(entries.async().get("id", 1), entries.async().get("pk", 3L),
                entries.async().get("id__exact", "4"), entries.async().get("id", 1));

        List<Row> rows = together(futures);

        assertThat(rows).extracting(row -> row.get("id")).containsExactly(1, 3, 4, 1);
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0)).contains("join unnest(").contains("\"author\"")
                .contains("\"list\".\"k1\" = \"entry\".\"id\"");
        assertThat(sent.get(1)).contains("\"tag\"").contains("unnest(");
        assertThat(rows.get(0)).isEqualTo(DB.objects("entry").get("id", 1));
        assertThat(rows.get(0).one("author").get("name")).isEqualTo("Ann");
        assertThat(rows.get(0).many("tag").list()).hasSize(2);
    }

    @Test
    void eachHasItsOwnError() {
        QuerySet<Row> published = db.objects("entry").filter("published", true);
        QuerySet<Row> commented = db.objects("entry").filter("comment__isnull", false);
        CompletableFuture<Row> there = published.async().get("id", 1);
        CompletableFuture<Row> unpublished = published.async().get("id", 2);
        CompletableFuture<Row> none = published.async().get("id", 77);
        CompletableFuture<Row> one = commented.async().get("id", 2);
        CompletableFuture<Row> twice = commented.async().get("id", 1);
        work();

        assertThat(there.join().get("id")).isEqualTo(1);
        assertThat(one.join().get("id")).isEqualTo(2);
        assertThat(sent).hasSize(3);
        assertLikeAlone(unpublished, () -> published.get("id", 2), DoesNotExist.class);
        assertLikeAlone(none, () -> published.get("id", 77), DoesNotExist.class);
        assertLikeAlone(twice, () -> commented.get("id", 1), MultipleObjectsReturned.class);
    }

    private static void assertLikeAlone(
            CompletableFuture<Row> future, Runnable alone, Class<? extends RuntimeException> kind) {
        RuntimeException told = org.assertj.core.api.Assertions.catchThrowableOfType(kind, alone::run);
        assertThat(told).isNotNull();
        assertThatThrownBy(future::join).isInstanceOf(CompletionException.class).cause().isInstanceOf(kind)
                .hasMessage(told.getMessage());
    }

    @Test
    void whatFailsForOneFailsForItAlone() {
        QuerySet<Row> paths = db.objects("path");
        List<CompletableFuture<Row>> keys = List.of(paths.async().get("place", "a.b"),
                paths.async().get("place", "a b"));
        CompletableFuture<Row> one = db.objects("wrong").async().get("id", 1);
        CompletableFuture<Row> three = db.objects("wrong").async().get("id", 3);
        work();
        TestDatabase.until(() -> {
            work();
            return keys.stream().allMatch(CompletableFuture::isDone) && one.isDone() && three.isDone();
        });

        assertThat(keys.get(0).join().get("size")).isEqualTo(1);
        assertThatThrownBy(keys.get(1)::join).hasCauseInstanceOf(DatabaseException.class);
        assertThatThrownBy(three::join).hasCauseInstanceOf(DatabaseException.class);
        assertThat(one.join().get("no")).isEqualTo(1);
    }

    @Test
    void anExecutorThatHasDroppedWorkIsAskedAgain() throws Exception {
        List<Runnable> tasks = new ArrayList<>();
        boolean[] closed = {false};
        Database own = Database.builder(DB.pool()).coalesceGets().executor(task -> {
            if (closed[0]) {
                throw new RejectedExecutionException();
            }
            tasks.add(task);
        }).build().with(db.schema());
        CompletableFuture<Row> dropped = own.objects("entry").async().get("id", 1);
        tasks.clear();
        Thread.sleep(150);
        CompletableFuture<Row> next = own.objects("entry").async().get("id", 2);
        tasks.forEach(Runnable::run);
        assertThat(next.join().get("id")).isEqualTo(2);
        assertThat(dropped.join().get("id")).isEqualTo(1);

        CompletableFuture<Row> waiting = own.objects("entry").async().get("id", 1);
        closed[0] = true;
        Thread.sleep(150);
        assertThatThrownBy(own.objects("entry").async().get("id", 2)::join).hasMessageContaining("takes no more tasks");
        assertThatThrownBy(waiting::join).hasMessageContaining("takes no more tasks");
    }

    @Test
    void whichKeysAreEqualIsForTheServerToSay() {
        UUID two = UUID.fromString("00000000-0000-0000-0000-000000000002");
        List<Row> rows = together(List.of(
                db.objects("thing").async().get("code", "AB"), db.objects("thing").async().get("code", "ab"),
                db.objects("thing").async().get("code", "C"),
                db.objects("mark").async().get("id", two),
                db.objects("mark").async().get("id", "00000000-0000-0000-0000-000000000001")));

        assertThat(rows).extracting(row -> row.toMap().values().toArray()[1]).containsExactly(1, 1, 2, "two", "one");
        assertThat(sent).hasSize(2);
    }

    @Test
    void keysThatAreAParents() {
        QuerySet<Row> essays = db.objects("essay");
        List<Row> rows = together(List.of(essays.async().get("pk", 1), essays.async().get("entry_ptr_id", 3)));

        assertThat(rows).extracting(row -> row.get("pages")).containsExactly(10, 30);
        assertThat(sent).hasSize(1);
    }

    private static Object outcome(Supplier<Row> get) {
        try {
            return get.get().toMap();
        } catch (CompletionException failure) {
            return String.valueOf(failure.getCause().getMessage());
        } catch (DoesNotExist failure) {
            return String.valueOf(failure.getMessage());
        }
    }

    /** Asked for with others, these would be other rows. */
    @Test
    void whatDependsOnOtherRowsGoesAlone() {
        QuerySet<Row> entries = db.objects("entry");
        List<QuerySet<Row>> sets = List.of(
                entries.annotate(count("id").over(window()).as("n")),
                entries.annotate(rowNumber().over(window().orderBy("id")).as("n")).filter("n", 1),
                entries.annotate(count("tag").as("n")),
                entries.annotate(DSL.count().over().as("n")),
                entries.orderBy("author", "id").distinct("author"),
                entries.filter("comment__isnull", false));
        for (QuerySet<Row> set : sets) {
            sent.clear();
            List<CompletableFuture<Row>> futures = List.of(set.async().get("id", 2), set.async().get("id", 4));
            work();
            assertThat(outcome(futures.get(0)::join)).isEqualTo(outcome(() -> set.get("id", 2)));
            assertThat(outcome(futures.get(1)::join)).isEqualTo(outcome(() -> set.get("id", 4)));
            assertThat(sent).hasSize(4);
        }
    }

    @Test
    void whatIsNoSingleRowByItsKeyGoesAlone() {
        QuerySet<Row> entries = db.objects("entry");
        List<Function<Integer, CompletableFuture<?>>> alone = List.of(
                i -> entries.async().get("x", i == 0 ? 1 : 4),
                i -> entries.async().get("id", i + 1, "published", i == 0),
                i -> entries.filter("x", i == 0 ? 1 : 4).async().get(),
                i -> entries.values("headline").async().get("id", i + 1),
                i -> db.objects("pair").async().get("pk", List.of(1, i + 1)),
                i -> entries.timeout(Duration.ofSeconds(30)).async().get("id", i + 1));
        List<CompletableFuture<?>> futures = new ArrayList<>();
        alone.forEach(one -> {
            futures.add(one.apply(0));
            futures.add(one.apply(1));
        });
        work();
        futures.forEach(CompletableFuture::join);

        assertThat(sent).hasSize(2 * alone.size());
    }

    @Test
    void notInTransactionsNorWhereStatementsAreListed() {
        db.atomic(() -> {
            CompletableFuture<Row> one = db.objects("entry").async().get("id", 1);
            CompletableFuture<Row> two = db.objects("entry").async().get("id", 2);
            assertThat(one.join()).isNotEqualTo(two.join());
        });
        assertThat(sent).hasSize(2);

        assertThat(db.queries(() -> together(List.of(
                db.objects("entry").async().get("id", 1), db.objects("entry").async().get("id", 2))))).hasSize(2);
    }

    @Test
    void onlyWhoeverGivesUpHasGivenUp() {
        CompletableFuture<Row> gone = db.objects("entry").async().get("id", 1);
        CompletableFuture<Row> stays = db.objects("entry").async().get("id", 2);
        gone.cancel(true);
        work();

        assertThat(stays.join().get("id")).isEqualTo(2);
        CompletableFuture<Row> nobody = db.objects("entry").async().get("id", 3);
        nobody.cancel(true);
        work();
        assertThat(sent).hasSize(1);
        assertThat(together(List.of(db.objects("entry").async().get("id", 3)))).hasSize(1);
    }

    @Test
    void theStatementIsStoppedWhenAllHaveGivenUp() {
        Database own = Database.builder(DB.pool()).coalesceGets().build().with(db.schema());
        CompletableFuture<Row> one = own.objects("slow").async().get("id", 1);
        CompletableFuture<Row> two = own.objects("slow").async().get("id", 2);
        TestDatabase.until(() -> DB.inTheServer("pg_sleep") + DB.inTheServer("\"nap\"") > 0);
        one.cancel(true);
        two.cancel(true);
        TestDatabase.until(() -> DB.inTheServer("\"nap\"") == 0);
        DB.untilConnectionsInUse(0);
    }

    @Test
    void whatFollowsFromOneMayWaitForAnother() {
        Database own = Database.builder(DB.pool()).coalesceGets().build();
        for (int round = 0; round < 50; round++) {
            CompletableFuture<Row> two = new CompletableFuture<>();
            CompletableFuture<Row> one = own.objects("entry").async().get("id", 1);
            CompletableFuture<Row> second = own.objects("entry").async().get("id", 2);
            CompletableFuture<?> unused = second.thenAccept(two::complete);
            // Here, where it has been answered already, else where it is.
            assertThat(one.thenApply(row -> two.join().get("id")).join()).isEqualTo(2);
        }
    }

    @Test
    void manyAtOnceEachGetTheirOwn() {
        List<String> statements = new CopyOnWriteArrayList<>();
        Database own = Database.builder(DB.pool()).coalesceGets().listener(one -> statements.add(one.sql())).build()
                .with(db.schema());
        List<CompletableFuture<Row>> futures = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            futures.add(own.objects("entry").async().get("id", i % 5 + 1));
        }
        for (int i = 0; i < futures.size(); i++) {
            assertThat(futures.get(i).join().get("id")).isEqualTo(i % 5 + 1);
        }
        assertThat(statements).hasSizeLessThan(2_000);
        DB.untilConnectionsInUse(0);
    }

    @Test
    void anExecutorThatRefusesSaysSo() {
        Database full = Database.builder(DB.pool()).coalesceGets().executor(task -> {
            throw new RejectedExecutionException();
        }).build().with(db.schema());

        assertThatThrownBy(full.objects("entry").async().get("id", 1)::join)
                .hasMessageContaining("executor takes no more tasks");
        assertThatThrownBy(full.objects("entry").async().get("id", 1)::join)
                .hasMessageContaining("executor takes no more tasks");
    }

    @Test
    void withoutTheSettingEachGoesAlone() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        Database own = Database.builder(DB.pool()).executor(tasks::add).listener(one -> sent.add(one.sql())).build()
                .with(db.schema());
        List<CompletableFuture<Row>> futures = List.of(own.objects("entry").async().get("id", 1),
                own.objects("entry").async().get("id", 2));
        tasks.forEach(Runnable::run);
        futures.forEach(CompletableFuture::join);

        assertThat(sent).hasSize(2);
    }
}
