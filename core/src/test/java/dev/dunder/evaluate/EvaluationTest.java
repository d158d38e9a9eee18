package dev.dunder.evaluate;

import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.DoesNotExist;
import dev.dunder.Dunder;
import dev.dunder.MultipleObjectsReturned;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The evaluating methods, and what a query set keeps. */
class EvaluationTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry").orderBy("id");
    }

    @Way.Both
    void getIsTheOnlyRow(Way way) {
        assertThat(way.get(entries(), "headline", "tea").get("id")).isEqualTo(3);
        assertThatThrownBy(() -> way.get(entries(), "headline", "coffee")).isInstanceOf(DoesNotExist.class)
                .hasMessage("No entry matches the query.");
        assertThatThrownBy(() -> way.get(entries(), "headline", "cake")).isInstanceOf(MultipleObjectsReturned.class)
                .hasMessage("One entry was asked for, but 2 match the query.");
        assertThat(DB.statements()).hasSize(3).allSatisfy(sql -> assertThat(sql).endsWith("fetch next ? rows only"));
    }

    @Way.Both
    void getOfMany(Way way) {
        DB.execute("create table if not exists many as select generate_series(1, 50) as id");
        DB.database().forgetSchema();

        assertThatThrownBy(() -> way.get(DB.objects("many"))).isInstanceOf(MultipleObjectsReturned.class)
                .hasMessageContaining("more than 20");
    }

    @Way.Both
    void firstAndLast(Way way) {
        assertThat(way.first(DB.objects("entry"))).isEqualTo(way.get(entries(), "id", 1));
        assertThat(way.last(DB.objects("entry"))).isEqualTo(way.get(entries(), "id", 5));
        assertThat(way.first(DB.objects("entry").orderBy("-x", "id"))).isEqualTo(way.get(entries(), "id", 4));
        assertThat(way.last(DB.objects("entry").orderBy("headline", "id"))).isEqualTo(way.get(entries(), "id", 3));
        assertThat(way.first(entries().filter("x", 1000))).isNull();
        assertThat(way.first(entries().slice(2, 4))).isEqualTo(way.get(entries(), "id", 3));
    }

    @Way.Both
    void countAndExistsAskForNoMoreThanThat(Way way) {
        assertThat(way.count(entries().filter("author__name", "Ann"))).isEqualTo(2);
        assertThat(way.exists(entries().filter("author__name", "Ann"))).isTrue();
        assertThat(way.exists(entries().filter("author__name", "Zoe"))).isFalse();
        assertThat(DB.statements()).containsExactly(
                "select count(*) from entry join author on entry.author_id = author.id where author.name = ?",
                "select 1 as one from entry join author on entry.author_id = author.id where author.name = ? fetch next 1 rows only",
                "select 1 as one from entry join author on entry.author_id = author.id where author.name = ? fetch next 1 rows only");
    }

    @Way.Both
    void containsGoesByPrimaryKey(Way way) {
        Row cake = way.get(entries(), "id", 1);

        assertThat(way.contains(entries().filter("headline", "cake"), cake)).isTrue();
        assertThat(way.contains(entries().filter("headline", "tea"), cake)).isFalse();
        assertThat(way.contains(DB.objects("author"), cake)).isFalse();
        assertThat(DB.statements()).last().asString().startsWith("select 1 as one").contains("entry.id = ?");
        assertThat(way.contains(entries().slice(0, 5), cake)).isTrue();
        assertThat(way.contains(entries().filter("headline", "tea").slice(0, 5), cake)).isFalse();
        assertThatThrownBy(() -> way.contains(entries(), entries().with("x", 1))).isInstanceOf(DunderException.class)
                .hasMessageContaining("has none yet");
        assertThatThrownBy(() -> way.contains(entries().values("id"), cake)).isInstanceOf(DunderException.class);
    }

    @Way.Both
    void whatHasBeenFetchedIsKept(Way way) {
        QuerySet<Row> some = entries().filter("x__gt", 1);

        assertThat(ids(way.list(some))).containsExactly(2, 3, 5);
        assertThat(way.list(some)).hasSize(3);
        assertThat(way.count(some)).isEqualTo(3);
        assertThat(way.exists(some)).isTrue();
        assertThat(way.isEmpty(some)).isFalse();
        assertThat(way.size(some)).isEqualTo(3);
        assertThat(way.contains(some, some.list().get(0))).isTrue();
        List<Row> iterated = new ArrayList<>();
        some.forEach(iterated::add);
        assertThat(iterated).isEqualTo(some.list());
        assertThat(DB.statements()).hasSize(1);

        assertThat(way.list(some.all())).hasSize(3);
        assertThat(DB.statements()).hasSize(2);
        assertThatThrownBy(() -> some.list().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void composingSendsNothing() {
        String text = entries().filter("x", 1).exclude("author__name", "Ann").orderBy("x").slice(0, 3).toString();

        assertThat(text).startsWith("QuerySet of entry: select");
        assertThat(DB.statements()).isEmpty();
    }

    @Way.Both
    void noneIsEmptyWithoutAsking(Way way) {
        QuerySet<Row> none = entries().none();

        assertThat(way.list(none)).isEmpty();
        assertThat(way.list(none.filter("x", 1).orderBy("x"))).isEmpty();
        assertThat(way.count(none)).isZero();
        assertThatThrownBy(() -> way.get(none)).isInstanceOf(DoesNotExist.class);
        assertThat(DB.statements()).isEmpty();
    }

    @Test
    void showPrintsATable() {
        assertThat(printed(() -> entries().filter("x__lte", 4).values("headline", "x", "rating").show())).isEqualTo("""
                +--------+----+------+
                |headline|   x|rating|
                +--------+----+------+
                |cake    |   1|   1.5|
                |rain    |   4|   2.5|
                +--------+----+------+

                (2 rows)
                """);
        assertThat(printed(() -> entries().filter("id", 1).valuesList("x", Integer.class).show())).contains("(1 row)");
        assertThat(printed(() -> entries().none().show())).contains("(0 rows)");
    }

    @Test
    void showStopsAtTwentyRows() {
        DB.execute("create table if not exists many as select generate_series(1, 50) as id");
        DB.database().forgetSchema();

        assertThat(printed(() -> DB.objects("many").show())).contains("(the first 20 rows)").doesNotContain("21");
    }

    @Way.Both
    void rowsAreShownAsADisplayDoes(Way way) {
        DB.execute("create table if not exists many as select generate_series(1, 50) as id");
        DB.database().forgetSchema();
        List<Object> told = new ArrayList<>();
        Dunder.setDisplay((set, first, total) -> told.addAll(List.of(set.model().name(), first, total)));
        try {
            assertThat(printed(() -> show(entries().valuesList("id", Integer.class), way))).isEmpty();
            assertThat(told).containsExactly("entry", List.of(1, 2, 3, 4, 5), 5L);
            assertThat(DB.statements()).hasSize(1);
            told.clear();
            QuerySet<Integer> many = DB.objects("many").orderBy("id").valuesList("id", Integer.class);
            show(many, way);
            assertThat(told).containsExactly("many", many.slice(0, 20).list(), 50L);
            assertThat(DB.statements()).hasSize(4);
            told.clear();
            many.list();
            show(many, way);
            assertThat(told).containsExactly("many", many.list().subList(0, 20), 50L);
            assertThat(DB.statements()).hasSize(5);
        } finally {
            Dunder.setDisplay(null);
        }
        assertThat(printed(() -> show(entries(), way))).contains("(5 rows)");
    }

    private static void show(QuerySet<?> set, Way way) {
        if (way == Way.BLOCKING) {
            set.show();
        } else {
            set.async().show().join();
        }
    }

    private static String printed(Runnable action) {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
