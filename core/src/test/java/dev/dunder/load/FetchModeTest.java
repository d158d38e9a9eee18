package dev.dunder.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.DoesNotExist;
import dev.dunder.FetchMode;
import dev.dunder.NotLoadedException;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.RowIterator;
import dev.dunder.Transaction;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens where an instance is asked for what it was not loaded with. */
class FetchModeTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG
            + """
                    create table passport (id int primary key, number text not null,
                        author_id int not null unique references author);
                    insert into passport values (1, 'A1', 1), (2, 'C3', 3);
                    create table grid (a int, b int, note text not null, primary key (a, b));
                    insert into grid values (1, 1, 'one'), (1, 2, 'two');
                    """);

    private static QuerySet<Row> entries() {
        return DB.objects("entry").orderBy("id").fetchMode(FetchMode.PEERS);
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author").orderBy("id").fetchMode(FetchMode.PEERS);
    }

    private static Object name(Row row) {
        return Objects.requireNonNull(row.get("name"));
    }

    @Way.Both
    void aRelationToOneIsFetchedForAllPeersInOneStatement(Way way) {
        List<Row> rows = way.list(entries());
        assertThat(DB.statements()).hasSize(1);

        assertThat(rows).extracting(row -> name(row.one("author"))).containsExactly("Ann", "Ann", "Bo", "Cy", "Cy");
        assertThat(rows).extracting(row -> row.one("editor") == null ? "-" : name(row.one("editor")))
                .containsExactly("Bo", "-", "Ann", "Cy", "-");

        assertThat(DB.statements()).hasSize(3);
        assertThat(DB.statements().get(1)).contains("from author where author.id = any (?)");
        assertThat(rows).allMatch(row -> row.isLoaded("author"));
    }

    @Way.Both
    void itGoesOnToWhatIsFetched(Way way) {
        List<Row> rows = way.list(entries());

        assertThat(rows).extracting(row -> row.one("author").one("country") == null
                ? "-"
                : name(row.one("author").one("country")))
                .containsExactly("Chile", "Chile", "-", "Ghana", "Ghana");
        assertThat(DB.statements()).hasSize(3);
    }

    @Way.Both
    void andToWhatIsSelectedOrPrefetched(Way way) {
        List<Row> selected = way.list(entries().selectRelated("author", "editor"));
        selected.forEach(row -> row.one("author").one("country"));
        assertThat(DB.statements()).hasSize(2);

        List<Row> prefetched = way.list(authors().prefetchRelated("entry_author__tag"));
        DB.sent().clear();
        for (Row author : prefetched) {
            for (Row entry : author.many("entry_author")) {
                entry.one("editor");
                entry.many("comment").size();
                entry.many("tag").forEach(tag -> tag.many("entry").size());
            }
        }
        assertThat(DB.statements()).hasSize(3);
    }

    @Way.Both
    void aPrefetchMaySayItselfWhatItsRowsDo(Way way) {
        Prefetch strict = new Prefetch("entry_author",
                DB.objects("entry").orderBy("id").fetchMode(FetchMode.RAISE));
        Row author = way.list(authors().prefetchRelated(strict)).get(0);

        Row entry = author.many("entry_author").list().get(0);
        assertThatThrownBy(() -> entry.one("editor")).isInstanceOf(NotLoadedException.class);
        assertThat(author.one("country")).isNotNull();
    }

    @Way.Both
    void theReverseOfAOneToOneIsFetchedLikewise(Way way) {
        List<Row> rows = way.list(authors());

        assertThat(rows).extracting(row -> row.one("passport") == null ? "-" : row.one("passport").get("number"))
                .containsExactly("A1", "-", "C3", "-");
        assertThat(rows.get(0).one("passport").one("author")).isEqualTo(rows.get(0));
        assertThat(DB.statements()).hasSize(2);
    }

    @Way.Both
    void aColumnThatWasLeftOutIsFetchedForAllPeers(Way way) {
        List<Row> rows = way.list(entries().only("headline"));
        Row changed = rows.get(0).with("headline", "changed");

        assertThat(rows).extracting(row -> String.valueOf(row.get("x"))).containsExactly("1", "4", "7", "null", "9");
        assertThat(DB.statements()).hasSize(2);
        assertThat(DB.statements().get(1)).startsWith("select entry.id, entry.x, list.place")
                .contains("from entry join unnest(cast(? as int[]))", "on list.k1 = entry.id");
        assertThat(changed.get("x")).isEqualTo(1);
        assertThat(rows.get(3).isLoaded("x")).isTrue();
        assertThat(rows.get(3).isLoaded("rating")).isFalse();
        assertThat(rows.get(0).toString()).isEqualTo("entry(id=1, headline=\"cake\", x=1)");
        assertThat(DB.statements()).hasSize(2);
    }

    @Way.Both
    void aRelationWhoseColumnWasLeftOutTakesBoth(Way way) {
        List<Row> rows = way.list(entries().only("headline"));

        assertThat(rows).extracting(row -> name(row.one("author"))).containsExactly("Ann", "Ann", "Bo", "Cy", "Cy");
        assertThat(DB.statements()).hasSize(3);
    }

    @Test
    void columnsOfSelectedRowsAndOfCompositeKeysToo() {
        List<Row> rows = entries().selectRelated("author").only("headline", "author__name").list();
        assertThat(rows).extracting(row -> String.valueOf(row.one("author").get("age")))
                .containsExactly("30", "30", "40", "null", "null");
        assertThat(DB.statements()).hasSize(2);

        DB.sent().clear();
        List<Row> grid = DB.objects("grid").orderBy("b").defer("note").fetchMode(FetchMode.PEERS).list();
        assertThat(grid).extracting(row -> row.get("note")).containsExactly("one", "two");
        assertThat(DB.statements()).hasSize(2);
    }

    @Way.Both
    void aRelationToManyIsFetchedForAllPeersWhenItsRowsAreAskedFor(Way way) {
        List<Row> rows = way.list(authors());
        List<QuerySet<Row>> sets = rows.stream().<QuerySet<Row>>map(row -> row.many("entry_author")).toList();
        assertThat(DB.statements()).hasSize(1);

        assertThat(sets).extracting(way::count).containsExactly(2L, 1L, 2L, 0L);
        assertThat(sets).extracting(set -> TestDatabase.ids(way.list(set)))
                .containsExactly(List.of(1, 2), List.of(3), List.of(4, 5), List.of());
        assertThat(sets).extracting(way::exists).containsExactly(true, true, true, false);
        assertThat(rows.get(0).many("entry_author").list().get(0).one("author")).isEqualTo(rows.get(0));
        assertThat(DB.statements()).hasSize(2);

        assertThat(way.list(sets.get(0).filter("x", 4))).hasSize(1);
        assertThat(DB.statements()).hasSize(3).last().asString().contains("entry.x = ?");
    }

    @Way.Both
    void rowsOfAStatementOfOnesOwn(Way way) {
        List<Row> rows = way.list(DB.objects("entry").fetchMode(FetchMode.PEERS)
                .raw("select id, author_id from entry order by id"));

        assertThat(rows).extracting(row -> name(row.one("author"))).containsExactly("Ann", "Ann", "Bo", "Cy", "Cy");
        assertThat(rows).extracting(row -> row.get("headline")).contains("cake", "rain");
        assertThat(DB.statements()).hasSize(3);
    }

    @Way.Both
    void eachChunkOfAStreamIsFetchedForOnTheStreamsOwnConnection(Way way) {
        try (Database single = DB.single()) {
            List<Object> names = new ArrayList<>();
            QuerySet<Row> set = single.objects("entry").orderBy("id").fetchMode(FetchMode.PEERS);
            List<Row> kept = new ArrayList<>();
            List<?> sent = single.queries(() -> {
                try (RowIterator<Row> rows = set.iterator(2)) {
                    rows.forEachRemaining(row -> {
                        kept.add(row);
                        names.add(name(row.one("author")));
                    });
                }
            });
            assertThat(names).containsExactly("Ann", "Ann", "Bo", "Cy", "Cy");
            assertThat(sent).hasSize(1 + 3);
            // The stream's connection has been given back; what is asked for later is asked of the database.
            assertThat(kept.get(0).one("editor")).isNotNull();

            names.clear();
            if (way == Way.ASYNC) {
                set.async().forEach(row -> names.add(name(row.one("author")))).join();
            } else {
                try (Stream<Row> rows = set.stream()) {
                    rows.forEach(row -> names.add(name(row.one("author"))));
                }
            }
            assertThat(names).containsExactly("Ann", "Ann", "Bo", "Cy", "Cy");
        }
    }

    @Test
    void inATransactionItIsFetchedThere() {
        List<Row> kept = new ArrayList<>();
        try {
            DB.database().atomic(() -> {
                DB.objects("author").get("id", 1).update("name", "Eve");
                List<Row> rows = entries().list();
                kept.addAll(rows);
                assertThat(name(rows.get(0).one("author"))).isEqualTo("Eve");
                throw new IllegalStateException("back");
            });
        } catch (IllegalStateException back) {
            assertThat(back).hasMessage("back");
        }
        assertThat(DB.objects("author").get("id", 1).get("name")).isEqualTo("Ann");
        assertThat(kept.get(0).one("editor")).extracting(FetchModeTest::name).isEqualTo("Bo");
    }

    @Test
    void whatWasBoundToATransactionIsFetchedThereByWhomeverAndOutsideOfItAfterItsEnd() {
        List<Row> kept = new ArrayList<>();
        Transaction[] ended = new Transaction[1];
        DB.database().async().<Boolean>atomic(tx -> {
            ended[0] = tx;
            return tx.objects("author").async().get("id", 1)
                    .thenCompose(author -> author.async().update("name", "Eve"))
                    .thenCompose(eve -> entries().using(tx).async().list())
                    .thenApply(rows -> {
                        kept.addAll(rows);
                        tx.setRollback();
                        return name(rows.get(0).one("author")).equals("Eve");
                    });
        }).thenAccept(wasEve -> assertThat(wasEve).isTrue()).join();

        assertThat(ended[0].isOpen()).isFalse();
        assertThat(kept).extracting(row -> row.one("editor") == null ? "-" : name(row.one("editor")))
                .containsExactly("Bo", "-", "Ann", "Cy", "-");
    }

    @Test
    void aWorkerOfATransactionAndAnotherThreadDoNotWaitForEachOther() throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < 20; round++) {
                DB.database().async().<Boolean>atomic(tx -> {
                    List<Row> shared = new ArrayList<>();
                    List<Future<?>> elsewhere = new ArrayList<>();
                    return entries().using(tx).async().forEach(row -> {
                        shared.add(row);
                        elsewhere.add(other.submit(() -> row.one("author")));
                        assertThat(row.one("author")).isNotNull();
                    }).thenApply(done -> elsewhere.size() == 5);
                }).orTimeout(30, TimeUnit.SECONDS).join();
            }
        }
    }

    @Test
    void manyThreadsAreOneStatement() throws Exception {
        try (ExecutorService readers = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 20; round++) {
                List<Row> rows = entries().list();
                DB.sent().clear();
                CountDownLatch together = new CountDownLatch(1);
                List<Future<Object>> names = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    Row row = rows.get(i % rows.size());
                    names.add(readers.submit(() -> {
                        together.await();
                        return name(row.one("author"));
                    }));
                }
                together.countDown();
                for (Future<Object> one : names) {
                    assertThat(one.get()).isIn("Ann", "Bo", "Cy");
                }
                assertThat(DB.sent()).hasSize(1);
            }
        }
    }

    @Way.Both
    void loadingAheadIsForAllPeers(Way way) {
        List<Row> rows = way.list(entries().defer("headline"));
        Row loaded = way == Way.BLOCKING
                ? rows.get(1).load("author__country", "headline")
                : rows.get(1).async().load("author__country", "headline").join();
        assertThat(DB.statements()).hasSize(4);

        assertThat(loaded).isEqualTo(rows.get(1));
        assertThat(rows).extracting(row -> row.get("headline")).contains("cake", "rain");
        assertThat(rows.get(0).one("author").one("country")).extracting(FetchModeTest::name).isEqualTo("Chile");
        rows.get(4).load("author", "headline");
        assertThat(DB.statements()).hasSize(4);
    }

    @Test
    void manyWhoLoadAheadAreOneStatement() {
        List<Row> rows = entries().list();

        CompletableFuture.allOf(rows.stream().map(row -> row.async().load("author")).toArray(CompletableFuture[]::new))
                .join();

        assertThat(rows).allMatch(row -> row.isLoaded("author"));
        assertThat(DB.statements()).hasSize(2);
    }

    @Way.Both
    void withoutTheModeOneInstanceLoadsForItself(Way way) {
        List<Row> rows = way.list(DB.objects("entry").orderBy("id").only("headline", "author"));
        Row loaded = way == Way.BLOCKING
                ? rows.get(0).load("x", "rating", "author")
                : rows.get(0).async().load("x", "rating", "author").join();

        assertThat(loaded.get("x")).isEqualTo(1);
        assertThat(loaded.isLoaded("rating")).isTrue();
        assertThat(name(loaded.one("author"))).isEqualTo("Ann");
        assertThat(DB.statements()).hasSize(3);
        assertThat(rows.get(0).isLoaded("x")).isFalse();
        assertThat(rows.get(1).isLoaded("x")).isFalse();
    }

    @Test
    void anInstanceThatWasStoredAnewGoesOnWithItsPeers() {
        List<Row> rows = entries().list();
        try {
            Row updated = rows.get(0).update("x", 100);
            DB.sent().clear();

            assertThat(name(updated.one("author"))).isEqualTo("Ann");
            assertThat(name(rows.get(4).one("author"))).isEqualTo("Cy");
            assertThat(DB.statements()).hasSize(1);
        } finally {
            rows.get(0).update("x", 1);
        }
    }

    @Test
    void anotherKeyLeadsToAnotherRow() {
        Row entry = entries().selectRelated("author").get("id", 1);

        Row changed = entry.with("author", 2);
        assertThat(name(changed.one("author"))).isEqualTo("Bo");
        assertThat(name(entry.one("author"))).isEqualTo("Ann");
        assertThat(DB.statements()).hasSize(2);
        Row strict = DB.objects("entry").selectRelated("author", "editor").get("id", 1).with("author", 2);
        assertThatThrownBy(() -> strict.one("author")).isInstanceOf(NotLoadedException.class);
        assertThat(name(strict.one("editor"))).isEqualTo("Bo");
    }

    @Test
    void aRowThatIsGoneSaysSo() {
        Row doomed = DB.objects("tag").with("name", "doomed").insert();
        Row row = DB.objects("tag").only("id").fetchMode(FetchMode.PEERS).get("id", doomed.get("id"));
        doomed.delete();

        assertThatThrownBy(() -> row.get("name")).isInstanceOf(DoesNotExist.class)
                .hasMessageContaining("'name' of this tag cannot be loaded: it is not stored any more");
        assertThatThrownBy(() -> DB.objects("tag").with().load("name")).isInstanceOf(DoesNotExist.class)
                .hasMessageContaining("has not been stored");
    }

    @Test
    void oneRowThatIsKeptDoesNotKeepTheOthers() {
        List<WeakReference<Row>> others = new ArrayList<>();
        Row kept = firstOf(others);

        TestDatabase.until(() -> {
            System.gc();
            return others.stream().allMatch(other -> other.get() == null);
        });
        assertThat(name(kept.one("author"))).isEqualTo("Ann");
        assertThat(kept.one("author").many("entry_author").size()).isEqualTo(2);
    }

    private static Row firstOf(List<WeakReference<Row>> others) {
        List<Row> rows = entries().list();
        rows.subList(1, rows.size()).forEach(row -> others.add(new WeakReference<>(row)));
        return rows.get(0);
    }

    @Test
    void rowsThatAreKeptOnlyAsOthersRowsAreStillPeers() {
        List<Row> authors = entries().selectRelated("author").list().stream().map(row -> row.one("author")).toList();
        System.gc();
        DB.sent().clear();

        authors.forEach(author -> author.one("country"));
        assertThat(DB.statements()).hasSize(1);
    }

    @Test
    void theTermsOfTheQuerySetHoldForWhatIsFetchedLater() {
        List<String> names = new ArrayList<>();
        Database named = Database.builder(DB.pool()).listener(one -> names.add(String.valueOf(one.statement().name())))
                .build();
        List<Row> rows = named.objects("entry").named("recent").timeout(Duration.ofSeconds(20))
                .fetchMode(FetchMode.PEERS).prefetchRelated("tag").list();
        rows.forEach(row -> row.one("author"));

        assertThat(names).containsExactly("recent", "recent", "recent");
    }

    @Test
    void whatIsWrongIsSaid() {
        Row strict = DB.objects("entry").only("headline").get("id", 1);

        assertThatThrownBy(() -> strict.get("x")).isInstanceOf(NotLoadedException.class)
                .hasMessageContaining("load(\"x\")").hasMessageContaining("only(…)")
                .hasMessageContaining("fetchMode(FetchMode.PEERS)");
        assertThatThrownBy(() -> strict.one("author")).isInstanceOf(NotLoadedException.class)
                .hasMessageContaining("selectRelated(\"author\")").hasMessageContaining("load(\"author\")")
                .hasMessageContaining("fetchMode(FetchMode.PEERS)");
        assertThatThrownBy(() -> strict.load("x", "autor")).isInstanceOf(LookupException.class)
                .hasMessageContaining("author");
        assertThatThrownBy(() -> entries().values("id").fetchMode(FetchMode.PEERS)).isInstanceOf(DunderException.class)
                .hasMessageContaining("values(…)");
        assertThat(DB.statements()).hasSize(1);
    }

    @Test
    void ofSetsThatWerePutTogether() {
        List<Row> rows = DB.objects("entry").filter("x", 1).union(DB.objects("entry").filter("x", 9)).orderBy("id")
                .fetchMode(FetchMode.PEERS).list();

        assertThat(rows).extracting(row -> name(row.one("author"))).containsExactly("Ann", "Cy");
        assertThat(DB.statements()).hasSize(2);
    }
}
