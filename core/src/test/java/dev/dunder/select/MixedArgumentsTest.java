package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.value;
import static dev.dunder.Functions.func;
import static dev.dunder.TextFunctions.upper;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.ColumnPath;
import dev.dunder.Expr;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Range;
import java.util.List;
import java.util.Map;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names, values and conditions stand beside each other where they do in Django. */
class MixedArgumentsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    @Way.Both
    void valuesAreChosenByNamesAndExpressions(Way way) {
        // As in Django an aggregate within values(…) is of each row; of groups it is behind them.
        assertThat(way.list(DB.objects("author").filter("id__lte", 2).values("name", count("entry_author").as("n"))
                .orderBy("name"))).extracting(Row::values).containsExactly(List.of("Ann", 2L), List.of("Bo", 1L));
        assertThat(way.list(entries().filter("id", 3).valuesList(upper("headline").as("loud"), "x", f("rating"),
                DSL.field(DSL.name("entry", "id"), Integer.class).as("key"))))
                .isEqualTo(List.of(java.util.Arrays.asList("TEA", 7, null, 3)));
        assertThat(way.get(entries().filter("id", 1).values("headline", value(1).as("one"), "x")).toMap())
                .isEqualTo(Map.of("headline", "cake", "one", 1, "x", 1));
    }

    @Test
    void whatChoosesNoValueIsRefused() {
        assertThatThrownBy(() -> entries().values("headline", 3)).isInstanceOf(LookupException.class)
                .hasMessage("Values are chosen by names and expressions, not by an Integer.");
        assertThatThrownBy(() -> entries().values("headline", f("x").plus(1)))
                .hasMessageContaining("Give it one with as(…)");
        assertThatThrownBy(() -> entries().values("headline", f("headline"))).hasMessageContaining("asked for twice");
        assertThatThrownBy(() -> entries().orderBy("headline", 3)).isInstanceOf(LookupException.class)
                .hasMessageContaining("not by a Integer");
        assertThatThrownBy(() -> entries().prefetchRelated("tag", entries())).isInstanceOf(LookupException.class)
                .hasMessageContaining("not by a QuerySet");
        assertThat(DB.statements()).isEmpty();
    }

    @Way.Both
    void rowsAreOrderedByNamesAndExpressions(Way way) {
        assertThat(ids(way.list(entries().orderBy("headline", f("x").desc())))).containsExactly(5, 1, 2, 4, 3);
        assertThat(ids(way.list(entries().orderBy(f("published").desc(), "-id")))).containsExactly(4, 3, 1, 5, 2);
        assertThat(ids(way.list(entries().orderBy(upper("headline"), "-id")))).containsExactly(5, 1, 2, 4, 3);
        assertThat(
                clauses(entries().orderBy("x", f("rating").desc().nullsLast(), "?", DSL.field(DSL.name("id")).desc())))
                .contains("order by entry.x asc, entry.rating desc nulls last, random()");
    }

    @Way.Both
    void conditionsStandBesideLookups(Way way) {
        assertThat(ids(way.list(entries().filter(q("x", 1).or(q("x", 9)), "headline", "cake", "author", 3))))
                .containsExactly(5);
        assertThat(ids(way.list(entries().filter(q("x__gt", 1), q("x__lt", 9), "published", true)))).containsExactly(3);
        assertThat(ids(way.list(entries().exclude(q("x", 1), "headline", "cake").orderBy("id"))))
                .containsExactly(2, 3, 4, 5);
        assertThat(ids(way.list(entries().exclude(q("x", 1), q("author", 1), "headline", "cake").orderBy("id"))))
                .containsExactly(2, 3, 4, 5);
        Row found = way == Way.BLOCKING
                ? entries().get(q("x__gt", 1), "headline", "cake")
                : entries().async().get(q("x__gt", 1), "headline", "cake").join();
        assertThat(found.get("id")).isEqualTo(5);
        Row both = way == Way.BLOCKING
                ? entries().get(q("x__gt", 1), q("author", 3), "headline", "cake")
                : entries().async().get(q("x__gt", 1), q("author", 3), "headline", "cake").join();
        assertThat(both).isEqualTo(found);
        assertThat(entries().startGet(q("x", 1), "headline", "cake").get(q("x", 1), "headline", "cake").get("id"))
                .isEqualTo(1);
    }

    @Way.Both
    void severalOrdersStandBeforeNamesAndValues(Way way) {
        assertThat(ids(way.list(entries().orderBy(f("published").desc(), f("x").asc(), "-id")))).containsExactly(1, 3,
                4, 2, 5);
        assertThat(ids(way.list(entries().orderBy(f("published").desc(), upper("headline"), "-id"))))
                .containsExactly(1, 4, 3, 5, 2);
        assertThat(
                clauses(entries().orderBy(f("published").desc(), f("rating").desc().nullsLast(), "headline", f("x"))))
                .contains(
                        "order by entry.published desc, entry.rating desc nulls last, entry.headline asc, entry.x asc");
        assertThat(clauses(entries().orderBy(f("published").desc(), f("rating").desc(), upper("headline"), "-id")))
                .contains("order by entry.published desc, entry.rating desc, upper(entry.headline) asc, entry.id desc");
    }

    @Way.Both
    void typedPathsStandBeforeNamesAndValues(Way way) {
        ColumnPath<Row, Integer> id = new ColumnPath<>("id");
        ColumnPath<Row, Integer> x = new ColumnPath<>("x");

        assertThat(way.get(entries().filter("id", 1).values(x, "headline", id)).values()).containsExactly(1, "cake", 1);
        assertThat(way.get(entries().filter("id", 1).values(x, upper("headline").as("loud"), "id")).values())
                .containsExactly(1, "CAKE", 1);
        assertThat(way.get(entries().filter("id", 1).values(id, x, "author__name", "headline")).values())
                .containsExactly(1, 1, "Ann", "cake");
        assertThat(way.get(entries().filter("id", 1).values(id, x, upper("headline").as("loud"))).values())
                .containsExactly(1, 1, "CAKE");
        assertThatThrownBy(() -> entries().values(x, "x")).hasMessageContaining("asked for twice");
    }

    @Way.Both
    void threeConditionsStandBesideLookups(Way way) {
        assertThat(ids(way.list(entries().filter(q("x__gt", 1), q("x__lt", 10), q("author", 3), "headline", "cake"))))
                .containsExactly(5);
        assertThat(ids(way.list(entries().exclude(q("x__gt", 1), q("x__lt", 10), q("author", 3), "headline", "cake")
                .orderBy("id")))).containsExactly(1, 2, 3, 4);
        Row found = way == Way.BLOCKING
                ? entries().get(q("x__gt", 1), q("x__lt", 10), q("author", 3), "headline", "cake")
                : entries().async().get(q("x__gt", 1), q("x__lt", 10), q("author", 3), "headline", "cake").join();
        assertThat(found.get("id")).isEqualTo(5);
        assertThat(entries().startGet(q("x", 1), q("id", 1), q("author", 1), "headline", "cake")
                .get(q("x", 1), q("id", 1), q("author", 1), "headline", "cake").get("id")).isEqualTo(1);
    }

    /** What is unknown is not true, and stays. */
    @Way.Both
    void aValueThatIsTrueIsExcluded(Way way) {
        assertThat(ids(way.list(entries().exclude(f("published")).orderBy("id"))))
                .isEqualTo(ids(way.list(entries().filter(f("published").exact(false)).orderBy("id")))).isNotEmpty();
        Expr divides = func("mod", Integer.class, "x", 2);
        Expr low = func("int4lt", Boolean.class, "x", 5);
        assertThat(ids(way.list(entries().filter(low).orderBy("id")))).containsExactly(1, 2);
        assertThat(ids(way.list(entries().exclude(low).orderBy("id")))).containsExactly(3, 4, 5);
        assertThat(clauses(entries().exclude(low))).contains("(int4lt(entry.x, ?)) is not true");
        assertThatThrownBy(() -> entries().exclude(divides)).isInstanceOf(LookupException.class);
    }

    /** One call is about one related row, whether it is said by conditions or by lookups. */
    @Way.Both
    void whatStandsInOneCallIsAboutOneRow(Way way) {
        assertThat(ids(way.list(entries().filter(q("tag__name", "red"), "tag__id", 2)))).isEmpty();
        assertThat(ids(way.list(entries().filter(q("tag__name", "red")).filter("tag__id", 2)))).containsExactly(1);
    }

    @Test
    void conditionsGoOnWithLookups() {
        assertThat(q("x", 1).and("published", true)).isEqualTo(q("x", 1).and(q("published", true)));
        assertThat(q("x", 1).or("x", 4, "published", false)).isEqualTo(q("x", 1).or(q("x", 4, "published", false)));
        assertThat(ids(entries().filter(q("x", 1).or("x", 4).xor("published", true)).list())).containsExactlyInAnyOrder(
                2, 3,
                4);
    }

    @Way.Both
    void aFilterOfNothingLeavesAll(Way way) {
        assertThat(way.count(entries().filter())).isEqualTo(5);
        assertThat(way.count(entries().filter("x", 1).filter())).isEqualTo(1);
        assertThatThrownBy(() -> way.delete(entries().filter())).isInstanceOf(DunderException.class)
                .hasMessageContaining("all()");
    }

    @Way.Both
    void relationsArePrefetchedByNamesAndPrefetches(Way way) {
        Row entry = way.get(entries().prefetchRelated("tag", new Prefetch("comment", DB.objects("comment")
                .filter("stars__gt", 3)).to("good")), "id", 1);

        assertThat(entry.many("tag").size()).isEqualTo(2);
        assertThat(entry.loaded("good")).hasSize(1);
        assertThat(entries().prefetchRelated(new Prefetch("comment"), "tag", "author").get("id", 1).many("tag").size())
                .isEqualTo(2);
    }

    @Way.Both
    void rangesAreTwoValuesOrARange(Way way) {
        assertThat(ids(way.list(entries().filter("x__range", 1, 7).orderBy("id")))).containsExactly(1, 2, 3);
        assertThat(ids(way.list(entries().filter("x__range", 1, 7, "published", true).orderBy("id"))))
                .containsExactly(1, 3);
        assertThat(ids(way.list(entries().filter("pub_date__range", "2024-02-01", "2024-03-01").orderBy("id"))))
                .containsExactly(2, 3);
        assertThat(ids(way.list(entries().filter("x__range", Range.of(1, 7)).orderBy("id")))).containsExactly(1, 2);
        assertThat(ids(way.list(entries().filter("x__range", Range.closed(1, 7)).orderBy("id"))))
                .containsExactly(1, 2, 3);
        assertThat(ids(way.list(entries().filter(f("x").range(Range.of(4, null))).orderBy("id")))).containsExactly(2, 3,
                5);
        assertThat(ids(way.list(entries().filter(f("x").range(4, 7)).orderBy("id")))).containsExactly(2, 3);
        assertThat(ids(way.list(entries().exclude("x__range", Range.of(1, 7)).orderBy("id")))).containsExactly(3, 4, 5);
        assertThat(ids(way.list(entries().filter("x__range", Range.of(null, null)).orderBy("id"))))
                .containsExactly(1, 2, 3, 5);
        assertThat(clauses(entries().filter("x__range", f("rating"), 9)))
                .contains("(entry.x >= entry.rating and entry.x <= ?)");
        assertThatThrownBy(() -> entries().filter("x__range", 1)).isInstanceOf(LookupException.class)
                .hasMessageContaining("takes a list or an array, not an Integer");
        assertThatThrownBy(() -> entries().filter("x__range", 1, (Object) null)).hasMessageContaining("takes no null");
        assertThatThrownBy(() -> entries().filter("x", 1, 2)).hasMessageContaining("argument 3 is no lookup string");
    }

    @Way.Both
    void theFirstRowMayBeNone(Way way) {
        assertThat(way.firstOptional(entries().orderBy("-x").filter("x__gt", 1)).map(row -> row.get("x"))).contains(9);
        assertThat(way.firstOptional(entries().filter("x", 77))).isEmpty();
        assertThat(way.firstOptional(entries().filter("id", 4).valuesList("x", Integer.class))).isEmpty();
    }

    @Way.Both
    void limitAndSkipCountWhatIsThere(Way way) {
        QuerySet<Row> all = entries().orderBy("id");

        assertThat(ids(way.list(all.limit(3)))).isEqualTo(ids(all.slice(0, 3).list())).containsExactly(1, 2, 3);
        assertThat(ids(way.list(all.skip(3)))).containsExactly(4, 5);
        assertThat(ids(way.list(all.skip(1).limit(2)))).containsExactly(2, 3);
        assertThat(ids(way.list(all.limit(3).skip(1)))).containsExactly(2, 3);
        assertThat(way.list(all.limit(0))).isEmpty();
        assertThatThrownBy(() -> all.limit(-1)).isInstanceOf(DunderException.class);
        assertThatThrownBy(() -> all.skip(-1)).isInstanceOf(DunderException.class);
    }
}
