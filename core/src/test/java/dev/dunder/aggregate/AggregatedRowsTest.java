package dev.dunder.aggregate;

import static dev.dunder.Dunder.avg;
import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Functions.arrayAgg;
import static dev.dunder.fixture.TestDatabase.clauses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Q;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An aggregate is of the rows that its path leads to, those of them that filters before it keep, each once. */
class AggregatedRowsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table town (id int primary key, name text);
                    create table shop (id int primary key, name text, rent int, town_id int references town);
                    create table good (id int primary key, shop_id int not null references shop, fancy boolean, price int);
                    create table mark (id int primary key, good_id int not null references good, points int);
                    create table visit (id int primary key, shop_id int not null references shop, spent int);
                    create table asset (site int, number int, name text, primary key (site, number));
                    create table use (id int primary key, asset_site int, asset_number int, hours int,
                        foreign key (asset_site, asset_number) references asset);
                    insert into town values (1, 'Ulm'), (2, 'Bonn');
                    insert into shop values (1, 'one', 10, 1), (2, 'two', 20, 1), (3, 'three', 40, 2);
                    insert into good values (1, 1, true, 5), (2, 1, false, 7), (3, 1, true, 9), (4, 2, true, 1), (5, 3, false, 2);
                    insert into mark values (1, 1, 1), (2, 1, 2), (3, 2, 4), (4, 2, 8), (5, 4, 16), (6, 4, 16), (7, 5, 32);
                    insert into visit values (1, 1, 100), (2, 1, 200), (3, 2, 400);
                    insert into asset values (1, 1, 'saw'), (1, 2, 'axe'), (2, 1, 'hoe');
                    insert into use values (1, 1, 1, 3), (2, 1, 1, 4), (3, 1, 2, 5), (4, null, null, 6), (5, 2, null, 7), (6, null, 1, 8);
                    """);

    private static QuerySet<Row> shops() {
        return DB.objects("shop");
    }

    private static QuerySet<Row> goods() {
        return DB.objects("good");
    }

    private static List<Object> of(Object... values) {
        return Arrays.asList(values);
    }

    @Way.Both
    void aFilterOnTheWayDecidesBeyondItToo(Way way) {
        QuerySet<Row> fancy = shops().filter("good__fancy", true).annotate(sum("good__mark__points").as("p"))
                .orderBy("id");

        assertThat(way.list(fancy.valuesList("id", "p"))).containsExactly(of(1, 3L), of(2, 32L));
        assertThat(clauses(fancy)).contains("join good on", "left outer join mark on", "where good.fancy")
                .doesNotContain("branch");
        assertThat(way.aggregate(shops().filter("good__fancy", true), sum("good__mark__points"))).isEqualTo(35L);
    }

    @Way.Both
    void aFilterBeyondTheRowsAsksOfEachOnce(Way way) {
        QuerySet<Row> marked = shops().filter("good__mark__points__gte", 2).annotate(sum("good__price").as("p"),
                count("good").as("n")).orderBy("id");

        assertThat(way.list(marked.valuesList("id", "n", "p"))).containsExactly(of(1, 2L, 12L), of(2, 1L, 1L),
                of(3, 1L, 2L));
        assertThat(clauses(marked)).contains("exists (select 1 as one from mark");
        assertThat(way.count(marked)).isEqualTo(3);
    }

    @Way.Both
    void filtersBeforeKeepTheirRowsAndThoseAfterwardsKeepAll(Way way) {
        QuerySet<Row> some = shops().filter("good__id__in", List.of(1, 2, 4)).annotate(count("good").as("n"))
                .filter("good__fancy", true).orderBy("id");

        assertThat(way.list(some.valuesList("id", "n"))).containsExactly(of(1, 2L), of(2, 1L));
        assertThat(way.list(some.filter("good__price__gt", 6).valuesList("id", "n"))).containsExactly(of(1, 2L));
        assertThat(way.count(some)).isEqualTo(2);
        assertThat(way.list(shops().filter("good__fancy", true).filter("good__price__gt", 5)
                .annotate(count("good").as("n")).valuesList("id", "n"))).as("both decide").containsExactly(of(1, 1L));
    }

    @Way.Both
    void theSameAggregateSaidAgainIsOfTheRowsThatAreLeft(Way way) {
        assertThat(way.list(shops().annotate(count("good").as("all")).filter("good__fancy", true)
                .annotate(count("good").as("some")).orderBy("id").valuesList("id", "all", "some")))
                .containsExactly(of(1, 3L, 2L), of(2, 1L, 1L));
    }

    @Way.Both
    void otherRelationsDoNotMultiply(Way way) {
        QuerySet<Row> visited = shops().filter("visit__spent__gt", 50);

        assertThat(way.aggregate(visited, sum("rent"), count("id"), avg("rent"), count("*")).values())
                .containsExactly(30L, 2L, 15.0, 2L);
        assertThat(way.aggregate(visited, sum("good__price"))).isEqualTo(22L);
        assertThat(way.list(visited.values("town__name").annotate(sum("rent").as("r"), count("good").as("n"))
                .valuesList("town__name", "r", "n"))).containsExactly(of("Ulm", 30L, 4L));
        assertThat(way.list(visited.annotate(sum("rent").as("r")).orderBy("id").valuesList("id", "r")))
                .containsExactly(of(1, 10L), of(2, 20L));
    }

    @Way.Both
    void anAggregatesOwnFilterAsksOfTheRow(Way way) {
        Q<?> marked = q("good__mark__points__in", List.of(1, 2, 4, 8));
        QuerySet<Row> some = shops().annotate(sum("good__price").filter(marked).as("p"),
                sum("good__price").filter(marked.not()).as("rest")).orderBy("id");

        assertThat(way.list(some.valuesList("id", "p", "rest"))).containsExactly(of(1, 12L, 9L), of(2, null, 1L),
                of(3, null, 2L));
        assertThat(some.sql()).doesNotContain("join \"mark\"").contains("filter (where exists (select 1")
                .contains("filter (where not exists (select 1");
        assertThat(way.aggregate(goods(), sum("price").filter(q("mark__points__in", List.of(1, 2, 4)))))
                .isEqualTo(12L);
        assertThat(way.aggregate(goods(), sum("price").filter(q("mark__points__in", List.of(1, 2, 4)).not())))
                .isEqualTo(12L);
        assertThat(way.aggregate(goods(), sum("price").filter(q("mark__points__gt", 10).or(q("price", 9)))))
                .isEqualTo(12L);
        assertThat(way.aggregate(shops(), count("id").filter(q("good__fancy", true)))).isEqualTo(2L);
    }

    @Way.Both
    void anAggregatesOwnFilterIsOfTheSameRowAlongItsPath(Way way) {
        assertThat(way.list(shops().annotate(count("good").filter(q("good__fancy", true).not()).as("n"),
                count("good").filter(q("good__fancy", true, "good__mark__points__gt", 1)).as("m"))
                .orderBy("id").valuesList("id", "n", "m"))).containsExactly(of(1, 1L, 1L), of(2, 0L, 1L),
                        of(3, 1L, 0L));
        assertThat(way.aggregate(shops().slice(0, 2), sum("rent").filter(q("good__price__gt", 1)))).isEqualTo(10L);
        assertThat(way.aggregate(shops().annotate(count("visit").as("v")).filter("v__lt", 2),
                sum("rent").filter(q("good__price__lt", 3)))).isEqualTo(60L);
    }

    @Way.Both
    void aValueBesideAnAggregateRepeatsTheRowAndIsCounted(Way way) {
        for (QuerySet<Row> some : List.of(shops().annotate(count("good").as("n"), f("good__fancy").as("fancy")),
                shops().annotate(f("good__fancy").as("fancy"), count("good").as("n")))) {
            assertThat(way.list(some.orderBy("id", "fancy").valuesList("id", "n", "fancy"))).containsExactly(
                    of(1, 3L, false), of(1, 3L, true), of(2, 1L, true), of(3, 1L, false));
            assertThat(way.count(some)).isEqualTo(4);
            assertThat(some.page(2, 3).total()).isEqualTo(4);
            assertThat(way.exists(some.filter("n__gt", 2))).isTrue();
            assertThat(way.count(some.filter("n__gt", 2))).isEqualTo(2);
        }
        QuerySet<Row> ordered = shops().annotate(count("visit").as("v")).orderBy("good__fancy", "id");
        assertThat(way.count(ordered)).isEqualTo(way.list(ordered).size()).isEqualTo(4);
    }

    @Way.Both
    void groupsByValuesOverManyHaveEachRowOnce(Way way) {
        assertThat(way.list(shops().values("good__fancy").annotate(count("good").as("n"), sum("rent").as("r"),
                sum("visit__spent").as("s"), count("*").as("all")).orderBy("good__fancy")
                .valuesList("good__fancy", "n", "r", "s", "all"))).containsExactly(of(false, 2L, 50L, 300L, 2L),
                        of(true, 3L, 30L, 700L, 3L));
        assertThat(way.list(shops().filter("good__price__gt", 4).values("good__fancy")
                .annotate(sum("rent").as("r"), count("good__mark").as("m")).orderBy("good__fancy")
                .valuesList("good__fancy", "r", "m"))).containsExactly(of(false, 10L, 2L), of(true, 10L, 2L));
    }

    @Way.Both
    void aFilterAfterGroupsOfValuesKeepsGroupsAndNotRows(Way way) {
        QuerySet<Row> some = shops().values("town__name").annotate(sum("rent").as("r")).filter("rent", 10);

        assertThat(way.list(some.valuesList("town__name", "r"))).containsExactly(of("Ulm", 30L));
        assertThat(way.count(some)).isEqualTo(1);
        assertThat(clauses(shops().values("town").annotate(sum("rent").as("r")).filter("town", 1)))
                .contains("where shop.town_id = ? group by").doesNotContain("branch");
    }

    @Way.Both
    void aValueOfAllRowsIsOfEachRowOnceWhateverIsSelected(Way way) {
        assertThat(way.aggregate(shops().values("name", "good__fancy"), sum("rent"), count("*")).values())
                .containsExactly(70L, 5L);
        assertThat(way.aggregate(shops().annotate(f("good__price").as("p")), max("p"), sum("rent")).values())
                .containsExactly(9, 70L);
    }

    @Way.Both
    void aCompositeRelationThatIsNotThereIsNotCounted(Way way) {
        QuerySet<Row> uses = DB.objects("use");

        assertThat(way.aggregate(uses, count("asset"), count("asset").distinct().as("d")).values())
                .containsExactly(3L, 2L);
        assertThat(way.aggregate(uses, count("asset").distinct().filter(q("hours__gt", 4)))).isEqualTo(1L);
        assertThat(way.list(DB.objects("asset").annotate(count("use").as("n")).orderBy("site", "number")
                .valuesList("name", "n"))).containsExactly(of("saw", 2L), of("axe", 1L), of("hoe", 0L));
        assertThat(way.list(uses.values("asset__name").annotate(count("asset").distinct().as("d"))
                .orderBy("asset__name").valuesList("asset__name", "d")))
                .containsExactly(of("axe", 1L), of("saw", 1L), of(null, 0L));
    }

    @Way.Both
    void anOrderOfTheAggregateIsOfItsRows(Way way) {
        assertThat(way.list(shops().filter("visit__spent__gt", 0)
                .annotate(arrayAgg("good__price").orderBy("-good__price").as("p")).orderBy("id").values("p"))
                .stream().map(row -> Arrays.asList((Object[]) row.get("p")))).containsExactly(of(9, 7, 5), of(1));
    }
}
