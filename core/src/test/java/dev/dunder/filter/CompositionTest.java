package dev.dunder.filter;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.value;
import static dev.dunder.Functions.cast;
import static dev.dunder.Functions.coalesce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Cte;
import dev.dunder.Database;
import dev.dunder.Expr;
import dev.dunder.Ordering;
import dev.dunder.Q;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes together in one query: types, names, keys within paths, orders. */
class CompositionTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG + """
            create table thing (id int primary key, data jsonb, tags text[], ids int[], big bigint, day date);
            insert into thing values
                (1, '{"k": "a", "n": 1}', '{x}', '{1,2}', 3000000000, '2024-01-01'),
                (2, '{"k": "a", "n": 2}', null, '{3}', 2, '2024-01-02'),
                (3, '{"k": "b", "n": 3}', '{}', null, 3, null),
                (4, null, null, null, null, null);
            """);

    private static QuerySet<Row> things() {
        return DB.objects("thing");
    }

    @Way.Both
    void aKeyWithinAPathIsOneValueHoweverOftenItIsSaid(Way way) {
        QuerySet<Row> first = things().distinct("data__k").orderBy("data__k", "-id");

        assertThat(way.list(first).stream().map(row -> row.get("id"))).containsExactly(2, 3, 4);
        assertThat(way.count(first)).isEqualTo(3);
        assertThat(things().values("data__k").annotate(count("id").as("n")).orderBy("-data__k").list().stream()
                .map(row -> row.get("n"))).containsExactly(1L, 1L, 2L);
        assertThat(
                things().values("data__k").annotate(count("id").as("n")).filter("data__k", "a").orderBy("data__k").get()
                        .get("n"))
                .isEqualTo(2L);
        assertThat(things().filter("data__k", "a").values("data__k", "data__n").orderBy("data__n").distinct().list())
                .hasSize(2);
        assertThat(things().values("data__k").union(things().values("data__k")).orderBy("data__k").list()).hasSize(3);
        assertThat(things().distinct("ids__0").orderBy("ids__0", "id").list().stream().map(row -> row.get("id")))
                .containsExactly(1, 2, 3);
    }

    @Way.Both
    void queryPartsHaveTheTypeThatTheyHaveInCommon(Way way) {
        QuerySet<Row> numbers = things().filter("id", 1).values(f("id").as("n")).union(things().filter("id", 1)
                .values(f("big").as("n"))).orderBy("n");

        assertThat(way.list(numbers).stream().map(row -> row.get("n"))).containsExactly(1L, 3_000_000_000L);
        record Number(Long n) {}
        assertThat(numbers.into(Number.class)).containsExactly(new Number(1L), new Number(3_000_000_000L));
        assertThat(things().filter("id", 1).valuesList("day", java.time.LocalDate.class)
                .union(things().filter("id", 2).valuesList("day")).list()).hasSize(2);
        Cte both = Cte.of("both", numbers.orderBy());
        assertThat(both.objects().filter("n__gt", 2_999_999_999L).get().get("n")).isEqualTo(3_000_000_000L);
        assertThatThrownBy(() -> things().valuesList("id", Integer.class).union(things().valuesList("big")).list())
                .isInstanceOf(DunderException.class).hasMessageContaining("Long").hasMessageNotContaining("3000000000");
        assertThatThrownBy(() -> way.list(things().values("id").union(DB.objects("entry").values("headline"))))
                .isInstanceOf(LookupException.class).hasMessageContaining("int and text");
        assertThatThrownBy(() -> things().values(f("big").typed(SQLDataType.INTEGER).as("n")).list())
                .isInstanceOf(DunderException.class).hasMessageNotContaining("3000000000");
        assertThat(things().values(value(null).as("n")).union(things().values(cast("id", SQLDataType.BIGINT).as("n")))
                .list())
                .hasSize(5);
    }

    @Way.Both
    void theFirstOnesValuesAreThoseOfAll(Way way) {
        QuerySet<Row> some = DB.objects("entry").filter("x", 1).values("id", "author__name")
                .union(DB.objects("entry").filter("x", 4), DB.objects("entry").filter("x", 7).union(
                        DB.objects("entry").filter("x", 9)));

        assertThat(way.list(some.orderBy("id")).stream().map(row -> row.get("id") + "" + row.get("author__name")))
                .containsExactly("1Ann", "2Ann", "3Bo", "5Cy");
        assertThat(DB.objects("author").valuesList("name").union(DB.objects("country")).count()).isEqualTo(6);
        assertThatThrownBy(() -> DB.objects("entry").values("headline").union(DB.objects("author")))
                .isInstanceOf(LookupException.class).hasMessageContaining("headline");
    }

    @Test
    void aListHasTheSameColumnAgain() {
        QuerySet<List<Object>> twice = DB.objects("entry").filter("id__lt", 3).orderBy("id").valuesList("x", "id", "x");

        assertThat(twice.list()).containsExactly(List.of(1, 1, 1), List.of(4, 2, 4));
        assertThat(twice.distinct().count()).isEqualTo(2);
        assertThat(twice.union(DB.objects("entry").filter("id", 3).valuesList("x", "id", "x")).count()).isEqualTo(3);
        assertThatThrownBy(() -> DB.objects("entry").values("x", "x")).hasMessageContaining("twice");
        assertThatThrownBy(() -> DB.objects("entry").valuesList(f("x"), f("id").as("x")))
                .hasMessageContaining("two values");
    }

    @Test
    void inTakesAValueOfTheRowAround() {
        QuerySet<Row> entries = DB.objects("entry").orderBy("id");

        assertThat(
                DB.objects("author").filter(exists(entries.filter("author__in", outerRef("pk")).filter("x", 4))).get()
                        .get("name"))
                .isEqualTo("Ann");
        assertThat(things().filter(exists(entries.filter("id__in", outerRef("ids")).filter("x", 7))).get().get("id"))
                .isEqualTo(2);
        assertThat(entries.filter("id__in", f("x")).get().get("id")).isEqualTo(1);
        assertThat(things().exclude("id__in", f("ids")).orderBy("id").list()).hasSize(3);
    }

    @Test
    void listsAreArrays() {
        assertThat(things().orderBy("id").annotate(coalesce("tags", value(List.of())).as("t")).list().stream()
                .map(row -> ((String[]) row.get("t")).length)).containsExactly(1, 0, 0, 0);
        assertThat(things().filter("id", 4).annotate(coalesce("data", value(List.of())).as("d")).get().get("d"))
                .hasToString("[]");
        assertThat(things().filter("id", 4).annotate(coalesce("ids", value(List.of(7, 8))).as("t")).get().get("t"))
                .isEqualTo(new Integer[]{7, 8});
        assertThatThrownBy(() -> things().annotate(value(List.of(1, "a")).as("t"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("not all of one type").hasMessageNotContaining("ListN");
    }

    @Test
    void anOrderThatLeadsInACircleIsInTheWayOfNobodyWhoAsksForNone() {
        Database circular = DB.database().with(DB.database().schema().with(models -> {
            models.model("entry").ordering("parent");
            models.model("author").ordering(Ordering.by("-entry_author"));
        }));
        QuerySet<Row> entries = circular.objects("entry");

        assertThat(entries.get("id", 1).get("headline")).isEqualTo("cake");
        assertThat(entries.count()).isEqualTo(5);
        assertThat(entries.orderBy("-id").first().get("id")).isEqualTo(5);
        assertThat(entries.filter("id__in", entries.values("parent")).exists()).isTrue();
        assertThat(entries.inBulk(List.of(1, 2))).hasSize(2);
        assertThat(entries.get("id", 2).load("parent").one("parent").get("id")).isEqualTo(1);
        assertThat(entries.orderBy("id").prefetchRelated("author").first().one("author").get("name")).isEqualTo("Ann");
        assertThatThrownBy(entries::list).isInstanceOf(LookupException.class)
                .hasMessageContaining("leads back to itself");
        assertThatThrownBy(() -> entries.orderBy("author")).isInstanceOf(LookupException.class);
        assertThat(circular.objects("author").get("id", 1).get("name")).isEqualTo("Ann");
    }

    @Test
    void namesThatAreMissing() {
        QuerySet<Row> entries = DB.objects("entry");
        Map<String, Object> missing = new HashMap<>();
        missing.put(null, 1);

        List<Runnable> calls = List.of(() -> entries.orderBy((String) null), () -> entries.values((String) null),
                () -> f(null),
                () -> f("x").as(null), () -> entries.filter((Q<Object>) null), () -> entries.filter(missing),
                () -> q("x", 1).or(null), () -> entries.union((QuerySet<?>) null), () -> entries.only((String) null),
                () -> entries.selectRelated((String) null), () -> entries.prefetchRelated((String) null),
                () -> entries.distinct((String) null), () -> entries.annotate((Expr) null),
                () -> outerRef((String) null),
                () -> entries.dates((String) null, "year"), () -> entries.filteredRelation(null, "author"),
                () -> exists(null));
        for (Runnable call : calls) {
            assertThatThrownBy(call::run).isInstanceOf(LookupException.class).hasMessageContaining("Null was given");
        }
    }
}
