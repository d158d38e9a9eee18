package dev.dunder.aggregate;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.subquery;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Functions.arrayAgg;
import static dev.dunder.TextFunctions.upper;
import static dev.dunder.fixture.TestDatabase.clauses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Cte;
import dev.dunder.KeysetPage;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows that something else than their aggregates decides about are chosen before these are computed, and for these alone. */
class RowsFirstTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG + """
            create type mood as enum ('good', 'bad');
            create domain feeling as mood;
            create table asset (site int, number int, name text, state feeling, primary key (site, number));
            create table use (id int primary key, asset_site int, asset_number int, hours int,
                foreign key (asset_site, asset_number) references asset);
            create table rating (id int primary key, asset_site int, asset_number int, stars int,
                foreign key (asset_site, asset_number) references asset);
            create table place (id int primary key, name text not null);
            create table restaurant (place_id int primary key references place, stars int not null);
            create table visit (id int primary key, place_id int references place, spent int not null);
            create table dish (id int primary key, restaurant_id int references restaurant, price int not null);
            insert into place values (1, 'Mario'), (2, 'Park'), (3, 'Luigi');
            insert into restaurant values (1, 3), (3, 2);
            insert into visit values (1, 1, 10), (2, 1, 20), (3, 2, 5), (4, null, 7);
            insert into dish values (1, 1, 8), (2, 3, 9), (3, 3, 12);
            insert into asset values (1, 1, 'saw', 'good'), (1, 2, 'axe', 'bad'), (2, 1, 'hoe', null);
            insert into use values (1, 1, 1, 3), (2, 1, 1, 4), (3, 1, 2, 5), (4, null, null, 6);
            insert into rating values (1, 1, 1, 9), (2, 2, 1, 8);
            """);

    private static final String CHOSEN = "with chosen rows as (select author.id, author.name, author.age, author.country_id"
            + " from author ";

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    private static QuerySet<Row> counted() {
        return authors().annotate(count("entry_author").as("n"), count("entry_author__comment").as("m"));
    }

    private static String sql(QuerySet<?> set) {
        return set.sql().replace("\"", "");
    }

    private static List<Object> of(Object... values) {
        return Arrays.asList(values);
    }

    @Way.Both
    void aPageIsCutBeforeAnythingIsCounted(Way way) {
        QuerySet<Row> page = counted().orderBy("-name").slice(1, 3);

        assertThat(way.list(page.valuesList("name", "n", "m"))).containsExactly(of("Cy", 2L, 0L), of("Bo", 1L, 1L));
        assertThat(sql(page)).startsWith(CHOSEN + "order by author.name desc offset ? rows fetch next ? rows only)")
                .contains("from chosen rows as author left outer join (select author_2.id as k1,"
                        + " count(entry.author_id) as a1 from chosen rows as author_2 left outer join entry on")
                .endsWith(" order by author.name desc");
    }

    @Way.Both
    void soIsOneOfASingleCount(Way way) {
        QuerySet<Row> page = authors().annotate(count("entry_author").as("n")).orderBy("age").slice(0, 2);

        assertThat(way.list(page.valuesList("name", "n"))).containsExactly(of("Di", 0L), of("Ann", 2L));
        assertThat(sql(page)).startsWith(CHOSEN);
    }

    @Way.Both
    void filtersOfTheRowsChooseThem(Way way) {
        QuerySet<Row> some = counted().filter("country__name", "Chile").annotate(f("n").plus(f("m")).as("all"));

        assertThat(way.list(some.orderBy("id").valuesList("name", "all"))).containsExactly(of("Ann", 5L), of("Di", 0L));
        assertThat(sql(some))
                .startsWith(CHOSEN + "join country on author.country_id = country.id where country.name = ?)")
                .containsOnlyOnce("country.name");
    }

    @Way.Both
    void whatAggregatesDecideIsDecidedAfterwards(Way way) {
        QuerySet<Row> most = counted().filter("age__gt", 10).filter("n__gt", 0).orderBy("-n").slice(0, 1);

        assertThat(way.list(most.valuesList("name", "n"))).containsExactly(of("Ann", 2L));
        assertThat(sql(most)).startsWith(CHOSEN + "where author.age > ?)").contains(" where ", "order by 5 desc")
                .endsWith("fetch next ? rows only");
        assertThat(way.exists(counted().filter("age__gt", 10).filter("n__gt", 1, "m__gt", 2))).isTrue();
        assertThat(DB.statements().getLast()).contains("chosen rows");
        assertThat(way.count(counted().filter("age__gt", 10).filter("n__gt", 0, "m__gt", 0))).isEqualTo(2);
    }

    @Way.Both
    void oneCallMayBeAboutBoth(Way way) {
        QuerySet<Row> some = counted().filter("age__gt", 10, "n__gt", 0).orderBy("id");

        assertThat(way.list(some.valuesList("name"))).containsExactly(of("Ann"), of("Bo"));
        assertThat(sql(some)).startsWith(CHOSEN + "where author.age > ?)")
                .endsWith("where branch.a1 > ? order by author.id asc");
        assertThat(way.list(counted().filter(q("age__gt", 35).or(q("n__gt", 1))).orderBy("id").valuesList("name")))
                .containsExactly(of("Ann"), of("Bo"), of("Cy"));
    }

    @Way.Both
    void aRelationThatChoosesRowsIsAskedForNoMoreThanThat(Way way) {
        QuerySet<Row> some = authors().annotate(count("entry_author").as("n")).filter("entry_author__x__gt", 0)
                .orderBy("id");

        assertThat(way.list(some.slice(0, 2).valuesList("name", "n"))).containsExactly(of("Ann", 2L), of("Bo", 1L));
        assertThat(sql(some.slice(0, 2)))
                .startsWith(CHOSEN + "where exists (select 1 as one from entry where (author.id"
                        + " = entry.author_id and entry.x > ?)) order by author.id asc fetch next ? rows only)");
        assertThat(way.list(some.filter("entry_author__published", true).valuesList("name", "n")))
                .containsExactly(of("Ann", 2L), of("Bo", 1L), of("Cy", 2L));
        assertThat(way.list(authors().filter("entry_author__published", true).annotate(count("entry_author").as("n"))
                .orderBy("-id").slice(0, 2).valuesList("name", "n"))).as("and before, of which rows it is")
                .containsExactly(of("Cy", 1L), of("Bo", 1L));
    }

    @Way.Both
    void wholePagesAreAskedSoInEachWay(Way way) {
        KeysetPage<Row> first = counted().orderBy("-age").firstPage(2);

        assertThat(first.rows()).extracting(row -> row.get("m")).containsExactly(0L, 1L);
        assertThat(counted().orderBy("-age").pageAfter(first.next(), 2).rows()).extracting(row -> row.get("m"))
                .containsExactly(3L, 0L);
        assertThat(counted().orderBy("id").page(2, 3).rows()).extracting(row -> row.get("n")).containsExactly(0L);
        assertThat(way.get(counted().filter("name", "Ann")).get("m")).isEqualTo(3L);
        assertThat(way.first(counted().orderBy("-age", "id")).get("name")).isEqualTo("Cy");
        assertThat(DB.statements().stream().filter(sql -> !sql.startsWith("select count(*)")))
                .allMatch(sql -> sql.startsWith("with chosen rows"));
    }

    @Way.Both
    void allRowsAreCountedFromTheirOwnSide(Way way) {
        QuerySet<Row> all = counted().orderBy("id");

        assertThat(way.list(all.valuesList("n", "m"))).containsExactly(of(2L, 3L), of(1L, 1L), of(2L, 0L), of(0L, 0L));
        assertThat(clauses(all)).startsWith("from author left outer join (select entry.author_id as k1,"
                + " count(entry.author_id) as a1 from entry group by entry.author_id) as branch on author.id = branch.k1");
        assertThat(sql(all)).contains("coalesce(branch.a1, 0) as n").doesNotContain("chosen");
    }

    @Way.Both
    void whatNullsArePartOfIsOfTheRowsThemselves(Way way) {
        QuerySet<Row> all = authors().annotate(arrayAgg("entry_author__x").as("all"), max("entry_editor__x").as("x"))
                .orderBy("id");

        assertThat(way.list(all)).extracting(row -> Arrays.asList((Object[]) row.get("all")))
                .containsExactly(of(1, 4), of(7), of(null, 9), of((Object) null));
        assertThat(clauses(all)).contains("from author as author_2 left outer join entry",
                "from entry as entry_2 group by entry_2.editor_id");
    }

    @Way.Both
    void keysOfSeveralColumnsAndDomainsOverEnumsAreTheSame(Way way) {
        QuerySet<Row> assets = DB.objects("asset")
                .annotate(count("use").as("n"), sum("use__hours").as("h"), max("rating__stars").as("s"));

        assertThat(way.list(assets.orderBy("name").slice(0, 2).valuesList("name", "state", "n", "h", "s")))
                .containsExactly(of("axe", "bad", 1L, 5L, null), of("hoe", null, 0L, null, 8));
        assertThat(way.list(assets.filter("state", "good").valuesList("name", "n", "h", "s")))
                .containsExactly(of("saw", 2L, 7L, 9));
        assertThat(way.list(assets.orderBy("name").valuesList("name", "n", "s"))).containsExactly(of("axe", 1L, null),
                of("hoe", 0L, 8), of("saw", 2L, 9));
    }

    @Way.Both
    void rowsOfAModelWithAParentAreChosenWithWhatIsTheirsInBoth(Way way) {
        QuerySet<Row> restaurants = DB.database()
                .with(DB.database().schema().with(change -> change.model("restaurant").parent("place", "place_id")))
                .objects("restaurant")
                .annotate(count("visit").as("v"), count("dish").as("d"), sum("dish__price").as("p"));

        assertThat(way.list(restaurants.orderBy("name").slice(0, 1).valuesList("name", "stars", "v", "d", "p")))
                .containsExactly(of("Luigi", 2, 0L, 2L, 21L));
        assertThat(way.list(restaurants.filter("name", "Mario").valuesList("name", "v", "d", "p")))
                .containsExactly(of("Mario", 2L, 1L, 8L));
        assertThat(way.list(restaurants.orderBy("name").valuesList("name", "v", "p"))).containsExactly(
                of("Luigi", 0L, 21L), of("Mario", 2L, 8L));
        assertThat(way.get(restaurants.filter("stars", 3)).get("name")).isEqualTo("Mario");
    }

    @Way.Both
    void whatIsWrittenIsTheRowsThatWereMeant(Way way) {
        QuerySet<Row> most = counted().filter("age__gt", 10).orderBy("-n", "-m").slice(0, 1);

        assertThat(most.update("age", f("age").plus(0))).isEqualTo(1);
        assertThat(DB.statements().getLast()).contains("in (", "with chosen rows as");
        assertThat(counted().filter("age__gt", 100).filter("n__gt", 0, "m__gt", 0).delete()).isZero();
        assertThat(way.list(most.valuesList("name"))).containsExactly(of("Ann"));
    }

    @Way.Both
    void partsOfOtherStatementsAreNoDifferent(Way way) {
        QuerySet<Row> page = counted().orderBy("-id").slice(0, 2);

        assertThat(way.list(page.unionAll(counted().orderBy("id").slice(0, 1)).orderBy("id").valuesList("name", "n")))
                .containsExactly(of("Ann", 2L), of("Cy", 2L), of("Di", 0L));
        assertThat(way.list(DB.objects("entry")
                .filter("author__in",
                        counted().filter("age__gt", 0).filter("n__gt", 0, "m__gt", 0).orderBy("-id").slice(0, 1)
                                .values("id"))
                .orderBy("id").valuesList("id"))).containsExactly(of(3));
        assertThat(way.aggregate(page, sum("n"), max("m")).values()).containsExactly(2L, 0L);
        assertThat(way.list(DB.objects("country").annotate(subquery(counted().filter("country", outerRef("id"))
                .orderBy("age").slice(0, 1).values("m")).as("first")).orderBy("id").valuesList("name", "first")))
                .containsExactly(of("Chile", 0L), of("Ghana", 0L));
        assertThat(way.list(authors().filter(exists(counted().filter("id", outerRef("id")).filter("n__gt", 0, "m", 0)))
                .valuesList("name"))).containsExactly(of("Cy"));
    }

    @Way.Both
    void commonTableExpressionsComeBeforeThem(Way way) {
        Cte young = Cte.of("young", authors().filter("age__lt", 35));
        QuerySet<Row> page = young.objects().annotate(subquery(counted().filter("id", outerRef("id")).orderBy("id")
                .slice(0, 1).values("n")).as("n")).orderBy("id").slice(0, 1);
        QuerySet<Row> joined = counted().filter("id__in", young.objects().values("id")).orderBy("id").slice(0, 2);

        assertThat(way.list(page.valuesList("name", "n"))).containsExactly(of("Ann", 2L));
        assertThat(way.list(joined.valuesList("name", "n"))).containsExactly(of("Ann", 2L), of("Di", 0L));
        assertThat(sql(joined)).startsWith("with young(id, name, age, country_id) as (")
                .contains("), chosen rows as (");
    }

    @Way.Both
    void whatIsReadBesideIsReadOfTheChosenRows(Way way) {
        QuerySet<Row> page = counted().annotate(upper("name").as("loud"),
                subquery(DB.objects("entry").filter("author", outerRef("id")).values("headline").orderBy("id").slice(0,
                        1))
                        .as("first"))
                .selectRelated("country").orderBy("country__name", "loud").slice(0, 2);

        List<Row> rows = way.list(page);
        assertThat(rows).extracting(row -> row.get("loud")).containsExactly("ANN", "DI");
        assertThat(rows).extracting(row -> row.get("first")).containsExactly("cake", null);
        assertThat(rows).extracting(row -> row.one("country").get("name")).containsExactly("Chile", "Chile");
    }

    @Way.Both
    void aFilteredRelationIsCountedOfThemToo(Way way) {
        QuerySet<Row> page = authors().filteredRelation("good", "entry_author", q("entry_author__x__gt", 3))
                .annotate(count("good").as("g"), count("entry_author").as("n")).orderBy("-id").slice(0, 3);

        assertThat(way.list(page.valuesList("name", "g", "n"))).containsExactly(of("Di", 0L, 0L), of("Cy", 1L, 2L),
                of("Bo", 1L, 1L));
        assertThat(sql(page)).startsWith("with chosen rows");
    }

    @Way.Both
    void aggregatesThatNobodyReadsAreNotComputed(Way way) {
        QuerySet<Row> some = counted().filter("m__gt", 0).orderBy("id");

        assertThat(way.list(some.values("name"))).extracting(row -> row.get("name")).containsExactly("Ann", "Bo");
        assertThat(sql(some.values("name"))).containsOnlyOnce("left outer join entry").doesNotContain("branch_2");
        assertThat(clauses(counted().values("id").orderBy("id").slice(0, 2)))
                .isEqualTo("from author order by author.id asc fetch next ? rows only");
    }

    @Way.Both
    void rowsThatAreDistinctAnywayAreNotMadeSo(Way way) {
        QuerySet<Row> some = counted().filter("entry_author__comment__stars__gt", 0).distinct().orderBy("-name")
                .slice(0, 2);

        assertThat(way.list(some.valuesList("name", "n", "m"))).containsExactly(of("Bo", 1L, 1L), of("Ann", 2L, 3L));
        assertThat(sql(some)).startsWith("with chosen rows").doesNotContain("distinct");
    }

    @Way.Both
    void distinctRowsAreCountedInNoOrder(Way way) {
        QuerySet<Row> some = DB.objects("entry").filter("tag__name__in", List.of("red", "blue")).distinct();

        assertThat(way.count(some.orderBy("author__name"))).isEqualTo(3);
        assertThat(way.count(some.orderBy("tag__name"))).as("what it is ordered by tells rows apart").isEqualTo(4);
        assertThat(way.count(DB.objects("entry").values("headline").distinct().orderBy("-headline"))).isEqualTo(4);
        assertThat(way.count(DB.objects("entry").values("headline").distinct().orderBy("id"))).isEqualTo(5);
        assertThat(way.count(DB.objects("entry").orderBy("author", "-pub_date").distinct("author"))).isEqualTo(3);
        assertThat(way.count(some.orderBy("id").slice(1, 9))).isEqualTo(2);
        assertThat(DB.statements()).hasSize(6).noneMatch(sql -> sql.contains("order by"));
        assertThat(DB.statements().get(1)).contains("(select distinct entry.id, tag.name from entry");
    }
}
