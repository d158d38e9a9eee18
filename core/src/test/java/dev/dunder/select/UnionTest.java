package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.subquery;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnionTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    @Way.Both
    void equalRowsComeOnce(Way way) {
        QuerySet<Row> some = entries().filter("x__lt", 5).union(entries().filter("x__gt", 3)).orderBy("-id");

        assertThat(ids(way.list(some))).containsExactly(5, 3, 2, 1);
        assertThat(way.count(some)).isEqualTo(4);
        assertThat(way.count(entries().filter("x__lt", 5).unionAll(entries().filter("x__gt", 3)))).isEqualTo(5);
        assertThat(way.exists(some)).isTrue();
    }

    @Way.Both
    void distinctRowsOfSeveralComeOnce(Way way) {
        QuerySet<Row> all = entries().values("headline").unionAll(entries().values("headline")).orderBy("-headline");

        assertThat(way.list(all)).hasSize(10);
        assertThat(way.list(all.distinct())).extracting(row -> row.get("headline"))
                .containsExactly("tea", "sea", "rain", "cake");
        assertThat(way.count(all.distinct())).isEqualTo(4);
        assertThat(way.list(all.distinct().slice(1, 3))).extracting(row -> row.get("headline"))
                .containsExactly("sea", "rain");
        assertThat(way.count(entries().filter("headline__in", all.distinct()))).isEqualTo(5);
        assertThat(way.list(entries().values("author").union(entries().filter("id__lt", 0).values("author")).distinct()
                .orderBy("author"))).hasSize(3);
    }

    @Way.Both
    void theFirstOfEachGroupOfAllOfThem(Way way) {
        QuerySet<Row> all = entries().filter("id__lt", 4).unionAll(entries().filter("id__gt", 2));
        QuerySet<Row> newest = all.orderBy("author", "-id").distinct("author");

        assertThat(ids(way.list(newest))).containsExactly(2, 3, 5);
        assertThat(ids(way.list(newest.slice(1, 3)))).containsExactly(3, 5);
        assertThat(way.count(newest)).isEqualTo(3);
        assertThat(way.exists(newest)).isTrue();
        assertThat(way.list(all.valuesList("author", "headline").orderBy("-author", "headline").distinct("author")))
                .containsExactly(List.of(3, "cake"), List.of(2, "tea"), List.of(1, "cake"));
        assertThat(way.count(entries().filter("author__in", all.values("author").orderBy("author").distinct("author"))))
                .isEqualTo(5);
        assertThat(way.count(entries().filter("id__in", newest))).isEqualTo(3);
        assertThat(newest.sql().replace("\"", "")).startsWith("select distinct on (2) * from (");
    }

    @Way.Both
    void whatAllHaveAndWhatOneHasAlone(Way way) {
        QuerySet<Row> large = entries().filter("x__gt", 3);

        assertThat(ids(way.list(large.intersection(entries().filter("x__lt", 8)).orderBy("id"))))
                .containsExactly(2, 3);
        assertThat(ids(way.list(large.difference(entries().filter("x__lt", 8)).orderBy("id")))).containsExactly(5);
    }

    @Way.Both
    void valuesOfDifferentModelsAreOneResult(Way way) {
        QuerySet<Row> some = authors().annotate(count("entry_author").as("n")).values("name", "n")
                .union(DB.objects("tag").annotate(count("entry").as("n")).values("name", "n"))
                .orderBy("-n", "name").slice(1, 4);

        assertThat(way.list(some)).extracting(row -> row.get("name")).containsExactly("Cy", "blue", "red");
        assertThat(DB.statements()).hasSize(1);
    }

    @Way.Both
    void itIsOrderedByWhatEachPartComputesForItself(Way way) {
        QuerySet<Row> some = entries().filter("x__lt", 5).annotate(value(-1).as("sign"), f("x").as("size"))
                .union(entries().filter("x__gt", 5).annotate(value(1).as("sign"), f("id").as("size")))
                .orderBy(f("sign").times(f("size")).asc()).values("id", "headline");

        assertThat(ids(way.list(some))).containsExactly(2, 1, 3, 5);
        assertThat(DB.statements()).singleElement().asString().contains("order by 3 asc");
        assertThatThrownBy(() -> entries().annotate(value(1).as("sign")).union(entries()).orderBy("sign")
                .values("id").list()).hasMessageContaining("which not all of its queries know");
    }

    @Way.Both
    void whatAPartComputesWithAValueIsOneThingThroughoutIt(Way way) {
        QuerySet<Row> busy = authors().annotate(sum("entry_author__x").defaultTo(0).as("n")).filter("n__gt", 4)
                .values("id", "n");

        assertThat(way.list(authors().annotate(value(1).as("n")).filter("name", "Di").values("id", "n").union(busy)
                .orderBy("id").valuesList("id", "n"))).extracting(Object::toString)
                .containsExactly("[1, 5]", "[2, 7]", "[3, 9]", "[4, 1]");
        assertThat(DB.statements()).singleElement().asString().doesNotContain("entry_2");
    }

    @Way.Both
    void partsKeepTheirSlices(Way way) {
        assertThat(ids(way.list(entries().orderBy("-id").slice(0, 1).union(entries().orderBy("id").slice(0, 1))
                .orderBy("id")))).containsExactly(1, 5);
    }

    @Way.Both
    void aDistinctPartThatIsOrderedByAnotherColumnHasOnlyItsOwn(Way way) {
        assertThat(way.list(entries().filter("x__isnull", false).values("headline").distinct().orderBy("-x").slice(0, 2)
                .union(DB.objects("tag").filter("name", "red").values("name")).orderBy("headline")))
                .extracting(row -> row.get("headline")).containsExactly("cake", "red", "tea");
    }

    @Way.Both
    void partsNest(Way way) {
        assertThat(way.list(entries().values("headline").union(DB.objects("tag").values("name")
                .union(authors().values("name"))).orderBy("-headline").slice(0, 3)))
                .extracting(row -> row.get("headline")).containsExactly("unused", "tea", "sea");
    }

    @Way.Both
    void whatIsEmptyIsLeftOut(Way way) {
        assertThat(ids(way.list(entries().filter("x", 1).union(entries().none())))).containsExactly(1);
        assertThat(ids(way.list(entries().filter("x", 1).difference(entries().none())))).containsExactly(1);
        assertThat(way.list(entries().intersection(entries().none()))).isEmpty();
        assertThat(way.list(entries().none().union(entries().none()))).isEmpty();
        assertThat(DB.statements()).hasSize(2).noneMatch(sql -> sql.contains("union"));
        QuerySet<Row> nothing = entries().none().values("headline").union(entries().none().values("headline"));
        assertThat(way.list(authors().annotate(subquery(nothing).as("h")).valuesList("h", String.class)))
                .containsOnlyNulls().hasSize(4);
    }

    @Way.Both
    void aUnionIsAValue(Way way) {
        assertThat(way.count(entries().filter("author__in", authors().filter("name", "Ann").values("id")
                .union(authors().filter("name", "Bo").values("id"))))).isEqualTo(3);
        assertThat(way.aggregate(entries().values("x").union(authors().values("age")), sum("x"))).isEqualTo(111L);
    }

    @Test
    void mistakes() {
        QuerySet<Row> union = entries().union(entries());

        assertThatThrownBy(() -> union.filter("x", 1)).isInstanceOf(DunderException.class);
        assertThatThrownBy(() -> union.annotate(count("tag").as("n"))).isInstanceOf(DunderException.class);
        assertThatThrownBy(() -> union.selectForUpdate()).isInstanceOf(DunderException.class);
        assertThatThrownBy(() -> entries().values("x", "id").union(entries().values("x")).list())
                .isInstanceOf(LookupException.class).hasMessageContaining("2 and 1");
        assertThat(DB.statements()).isEmpty();
    }

    @Way.Both
    void unionsAreOrderedAndSlicedAsAWhole(Way way) {
        QuerySet<Row> both = entries().filter("x", 1).union(entries().filter("x", 9), entries().none());

        assertThat(way.list(both.orderBy("-x").slice(0, 1))).extracting(row -> row.get("x")).containsExactly(9);
        assertThat(way.count(both)).isEqualTo(2);
        assertThat(way.list(both.orderBy("x").valuesList("headline", String.class))).containsExactly("cake", "cake");
        assertThatThrownBy(() -> both.filter("x", 1)).hasMessageContaining("Cannot call filter(…) after union");
    }
}
