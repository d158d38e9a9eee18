package dev.dunder.select;

import static dev.dunder.Dunder.avg;
import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.partitionBy;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.subquery;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.Dunder.window;
import static dev.dunder.WindowFunctions.rowNumber;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Cte;
import dev.dunder.Dunder;
import dev.dunder.Functions;
import dev.dunder.Inside;
import dev.dunder.KeysetPage;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.RowIterator;
import dev.dunder.TextFunctions;
import dev.dunder.dialect.postgres.PostgresDriver;
import dev.dunder.fetch.Request;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Schema;
import dev.dunder.run.PlanCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Common table expressions that are queried and joined; for those that read themselves see {@link RecursiveCteTest}. */
class CteTest {
    private static final String LONG = "c".repeat(63);

    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG + """
            create table "odd ""one" (id int primary key, "a ""b" int, author_id int references author);
            insert into "odd ""one" values (1, 5, 1), (2, 6, 1), (3, 7, 2);
            """);

    @RegisterExtension
    static final TestDatabase OTHER = TestDatabase.blog();

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    /** Ann 2, Bo 1, Cy 2. */
    private static Cte perAuthor() {
        return Cte.of("per_author", entries().values("author_id").annotate(count("id").as("n")));
    }

    /** Several rows of an author. */
    private static Cte numbers() {
        return Cte.of("numbers", entries().values("author_id", "x"));
    }

    private static QuerySet<Row> counted() {
        return authors().withCte(perAuthor().on("id", "author_id"));
    }

    private static String sql(QuerySet<?> set) {
        return set.sql().replace("\"", "");
    }

    private static int times(String text, String in) {
        return in.split(java.util.regex.Pattern.quote(text), -1).length - 1;
    }

    // ---- As a query set of its own ----

    @Way.Both
    void itIsJoinedByWhatIsComputedAndByConstants(Way way) {
        Cte perX = Cte.of("per_x", entries().values("author_id", "x"));

        QuerySet<Row> next = authors().annotate(f("id").plus(1).as("next"))
                .withCte(perAuthor().on("next", "author_id"));
        assertThat(way.list(next.orderBy("id").values("id", "per_author__n")).stream().map(Row::values).toList())
                .isEqualTo(rows("select a.id, p.n from author a left join (select author_id, count(*) n from entry"
                        + " group by author_id) p on p.author_id = a.id + 1 order by a.id"));
        assertThat(sql(next.values("id", "per_author__n"))).contains(
                "left outer join per_author on per_author.author_id = (author.id + ?)");
        assertThat(way.list(next.exclude("per_author__n", 1).orderBy("id").values("id")).stream().map(Row::values)
                .toList())
                .isEqualTo(rows("select a.id from author a where not exists (select 1 from entry e where"
                        + " e.author_id = a.id + 1 group by e.author_id having count(*) = 1) order by a.id"));

        QuerySet<Row> ones = authors().withCte(perX.on(value(1), "x").and("id", "author_id"));
        assertThat(way.list(ones.filter("per_x__isnull", false).orderBy("id").values("id")).stream().map(Row::values)
                .toList()).isEqualTo(rows(
                        "select a.id from author a join entry e on e.author_id = a.id and e.x = 1"
                                + " order by a.id"));
        assertThat(way.count(ones.filter("per_x__isnull", true)))
                .isEqualTo(rows("select id from author where id not in (select author_id from entry where x = 1"
                        + " and author_id is not null)").size());
        assertThat(way.list(authors().withCte(perX.on(value(1), "x").inner()).orderBy("id", "per_x__author_id")
                .values("id", "per_x__author_id")).stream().map(Row::values).toList())
                .isEqualTo(rows("select a.id, e.author_id from author a cross join entry e where e.x = 1"
                        + " order by 1, 2"));
        assertThat(way.list(authors().withCte(perX.on(f("id").plus(0), "author_id")).annotate(count("per_x__x").as("n"))
                .orderBy("id").values("id", "n")).stream().map(Row::values).toList())
                .isEqualTo(rows("select a.id, (select count(e.x) from entry e where e.author_id = a.id) from author a"
                        + " order by 1"));

        assertThatThrownBy(() -> authors().withCte(perX.on(count("entry_author"), "x")))
                .isInstanceOf(LookupException.class)
                .hasMessageContaining("no single value of a row");
    }

    private static List<List<Object>> rows(String sql) {
        return DB.database().dsl().fetch(sql).map(row -> Arrays.asList(row.intoArray()));
    }

    @Way.Both
    void itIsQueriedLikeATable(Way way) {
        QuerySet<Row> some = perAuthor().objects().filter("n__gt", 1).orderBy("-author_id").slice(0, 5);

        assertThat(way.list(some.valuesList("author_id", "n"))).containsExactly(List.of(3, 2L), List.of(1, 2L));
        assertThat(sql(some)).isEqualTo("with per_author(author_id, n) as (select entry.author_id, count(entry.id) as n"
                + " from entry group by entry.author_id)"
                + " select per_author.author_id, per_author.n from per_author where per_author.n > ?"
                + " order by per_author.author_id desc fetch next ? rows only");
    }

    @Way.Both
    void itsRowsAreEvaluatedInEveryWay(Way way) {
        QuerySet<Row> rows = perAuthor().objects();

        assertThat(way.count(rows)).isEqualTo(3);
        assertThat(way.exists(rows.filter("n", 7))).isFalse();
        assertThat(way.aggregate(rows, sum("n"))).isEqualTo(5L);
        assertThat(way.get(rows, "author_id", 2).get("n")).isEqualTo(1L);
        assertThat(way.stream(rows.orderBy("pk")).stream().map(row -> row.get("n"))).containsExactly(2L, 1L, 2L);
        assertThat(way.page(rows, 2, 2).rows().get(0).get("author_id")).isEqualTo(3);
        assertThat(way.page(rows, 2, 2).total()).isEqualTo(3);
        assertThat(way.list(rows.startFetch())).hasSize(3);
        assertThat(rows.values("n").annotate(count("author_id").as("authors")).orderBy("n").valuesList("n", "authors")
                .list()).containsExactly(List.of(1L, 1L), List.of(2L, 2L));
    }

    @Way.Both
    void theFirstIsByTheKeyOfTheGroups(Way way) {
        assertThat(way.first(perAuthor().objects()).get("author_id")).isEqualTo(1);
        assertThat(way.last(perAuthor().objects()).get("author_id")).isEqualTo(3);
        assertThat(perAuthor().objects().inBulk(List.of(2)).get(2).get("n")).isEqualTo(1L);
    }

    @Way.Both
    void keysetPagesGoOnFromItsRows(Way way) {
        QuerySet<Row> rows = perAuthor().objects().orderBy("-n");

        KeysetPage<Row> first = way.firstPage(rows, 2);
        assertThat(first.rows()).extracting(row -> row.get("author_id")).containsExactly(3, 1);
        assertThat(way.pageAfter(rows, first.next(), 2).rows()).extracting(row -> row.get("author_id"))
                .containsExactly(2);
    }

    @Test
    void whatTellsItsRowsApartIsItsKeyAsFarAsThatIsSure() {
        assertThat(keyOf(entries())).containsExactly("id");
        assertThat(keyOf(entries().values("x", "id"))).containsExactly("id");
        assertThat(keyOf(entries().values("x"))).isEmpty();
        assertThat(keyOf(entries().values("published").distinct())).containsExactly("published");
        assertThat(keyOf(entries().values("x").distinct())).as("it may be null").isEmpty();
        assertThat(keyOf(entries().distinct("author_id").orderBy("author_id", "x"))).containsExactly("id");
        assertThat(keyOf(entries().distinct("author_id").orderBy("author_id").values("author_id", "x")))
                .containsExactly("author_id");
        assertThat(keyOf(entries().values("x", "id").filter("author__name", "Ann"))).containsExactly("id");
        // A row for each tag and for each comment
        assertThat(keyOf(entries().filter("tag__name", "red").values("id"))).isEmpty();
        assertThat(keyOf(entries().values("id", f("tag__name").as("tag")))).isEmpty();
        assertThat(keyOf(entries().orderBy("comment__stars").values("id").slice(0, 2))).isEmpty();
        assertThat(keyOf(entries().annotate(f("comment__stars").plus(1).as("s")).values("id", "s"))).isEmpty();
        // Once for each row, whatever it is of
        assertThat(keyOf(entries().annotate(count("comment").as("n")).values("id", "n"))).containsExactly("id");
        assertThat(keyOf(entries().annotate(rowNumber().over(window().orderBy("x")).as("n")).values("id", "n")))
                .containsExactly("id");
        assertThat(keyOf(entries().annotate(max("x").over(partitionBy("author__name")).as("n")).values("id", "n")))
                .containsExactly("id");
        assertThat(keyOf(entries().annotate(max("x").over(partitionBy("tag__name")).as("n")).values("id", "n")))
                .isEmpty();
        assertThat(keyOf(entries().filteredRelation("stars", "comment", q("comment__stars__gt", 1))
                .annotate(count("stars").as("n")).values("id", "n"))).containsExactly("id");
        // Groups have the values that they are by, unless something else divides them
        assertThat(keyOf(entries().values("author_id").annotate(count("id").as("n")).orderBy("-n").slice(0, 2)))
                .containsExactly("author_id");
        assertThat(keyOf(entries().values("author_id").annotate(count("id").as("n")).filter("n__gt", 1)))
                .containsExactly("author_id");
        assertThat(keyOf(entries().values("author_id", "x").annotate(count("id").as("n")).values("author_id", "n")))
                .isEmpty();
        assertThat(keyOf(entries().values("author_id").annotate(count("id").as("n")).filter(q("n__gt", f("x")))))
                .isEmpty();
        // All of a union, and each of it
        assertThat(keyOf(entries().values("x").unionAll(entries().values("x")))).isEmpty();
        assertThatThrownBy(
                () -> Cte.of("uneven", authors().values("id", "name").union(authors().values("id"))).objects().list())
                .isInstanceOf(LookupException.class);
        QuerySet<Row> ids = entries().values("published", "id");
        assertThat(keyOf(ids.union(ids))).containsExactly("published", "id");
        assertThat(keyOf(entries().values("x", "id").union(entries().values("x", "id")))).isEmpty();
    }

    private static List<String> keyOf(QuerySet<?> rows) {
        return Inside.request(Cte.of("rows_of", rows).objects()).query().model().primaryKey().stream()
                .map(Attribute::name).toList();
    }

    @Way.Both
    void itsColumnsHaveTheRelationsThatStartThere(Way way) {
        QuerySet<Row> some = perAuthor().objects().filter("author__country__name", "Chile");

        assertThat(way.list(some.valuesList("author__name", "n"))).containsExactly(List.of("Ann", 2L));
        assertThat(sql(some)).contains("from per_author join author on per_author.author_id = author.id");
        assertThat(way.list(perAuthor().objects().filter("author", 2).valuesList("n", Long.class))).containsExactly(1L);
        assertThat(
                way.list(perAuthor().objects().selectRelated("author").filter("n", 1)).get(0).one("author").get("name"))
                .isEqualTo("Bo");
        assertThat(way.list(perAuthor().objects().prefetchRelated("author").filter("n", 1)).get(0).one("author")
                .get("name")).isEqualTo("Bo");
    }

    @Way.Both
    void wholeRowsKeepAllTheirRelations(Way way) {
        Cte high = Cte.of("high", entries().filter("x__gt", 3).annotate(f("x").times(2).as("twice")));
        QuerySet<Row> rows = high.objects().orderBy("id");

        assertThat(way.list(rows.filter("author__name", "Bo").valuesList("headline", "twice")))
                .containsExactly(List.of("tea", 14));
        assertThat(ids(way.list(rows.filter("tag__name", "red")))).containsExactly(2);
        assertThat(ids(way.list(rows.filter("comment__stars", 1)))).containsExactly(3);
        assertThat(way.list(rows.annotate(count("comment").as("n"), count("tag").as("t")).valuesList("id", "n", "t")))
                .containsExactly(List.of(2, 1L, 1L), List.of(3, 1L, 1L), List.of(5, 0L, 0L));
        assertThat(way.list(rows.prefetchRelated("comment")).get(1).many("comment").list()).hasSize(1);
        assertThat(way.list(rows.prefetchRelated("comment")).get(1).many("comment").list().get(0).isLoaded("entry"))
                .isFalse();
        assertThat(way.list(rows.prefetchRelated("tag")).get(1).many("tag").list().get(0).get("name"))
                .isEqualTo("blue");
        assertThat(way.list(rows).get(0).many("tag").filter("name", "red").count()).isEqualTo(1);
        assertThat(way.list(rows).get(0).load("author").one("author").get("name")).isEqualTo("Ann");
    }

    @Test
    void itsRowsAreOfNoTable() {
        Row row = perAuthor().objects().get("author_id", 1);

        assertThatThrownBy(() -> row.update("n", 3)).isInstanceOf(DunderException.class)
                .hasMessageContaining("per_author").hasMessageContaining("common table expression");
        assertThatThrownBy(row::delete).isInstanceOf(DunderException.class).hasMessageContaining("per_author");
        assertThatThrownBy(() -> perAuthor().objects().with("n", 3L).insert()).isInstanceOf(DunderException.class)
                .hasMessageContaining("per_author");
    }

    // ---- As a relation ----

    @Way.Both
    void joinedItIsARelation(Way way) {
        QuerySet<Row> some = counted().filter("per_author__n__gt", 1).orderBy("-per_author__n", "-id");

        assertThat(way.list(some.valuesList("name", "per_author__n"))).containsExactly(List.of("Cy", 2L),
                List.of("Ann", 2L));
        assertThat(sql(some)).endsWith("from author join per_author on author.id = per_author.author_id"
                + " where per_author.n > ? order by per_author.n desc, author.id desc");
        assertThat(way.count(some)).isEqualTo(2);
        assertThat(way.exists(some)).isTrue();
        assertThat(way.aggregate(counted(), max("per_author__n"))).isEqualTo(2L);
    }

    @Way.Both
    void rowsForWhichItHasNoneStayUnlessAFilterIsAboutIt(Way way) {
        QuerySet<Row> all = counted().orderBy("id");

        assertThat(way.list(all.valuesList("per_author__n", Long.class))).containsExactly(2L, 1L, 2L, null);
        assertThat(sql(all.values("per_author__n"))).contains("from author left outer join per_author on");
        assertThat(ids(way.list(all.filter("per_author__isnull", true)))).containsExactly(4);
        assertThat(ids(way.list(all.filter(q("per_author__n", 1).or(q("name", "Di")))))).containsExactly(2, 4);
        assertThat(ids(way.list(all.exclude("per_author__n", 2)))).containsExactly(2, 4);
        assertThat(sql(all)).doesNotContain("join");
    }

    @Way.Both
    void innerKeepsThemOut(Way way) {
        QuerySet<Row> some = authors().withCte(perAuthor().on("id", "author_id").inner());

        assertThat(ids(way.list(some.orderBy("id")))).containsExactly(1, 2, 3);
        assertThat(sql(some)).contains("from author join per_author on author.id = per_author.author_id");
        assertThat(way.count(some)).isEqualTo(3);
        assertThat(way.exists(some.filter("id", 4))).isFalse();
        assertThat(way.aggregate(some, count("id"))).isEqualTo(3L);
        assertThatThrownBy(() -> some.or(authors().filter("id", 4))).isInstanceOf(LookupException.class)
                .hasMessageContaining("union");
        assertThat(ids(way.list(some.and(authors().filter("id__gt", 1)).orderBy("id")))).containsExactly(2, 3);
    }

    @Way.Both
    void anInnerJoinOfManyRowsGivesEachAsOftenAndIsCountedSo(Way way) {
        QuerySet<Row> some = authors().withCte(numbers().on("id", "author_id").inner());

        assertThat(ids(way.list(some.orderBy("id")))).containsExactly(1, 1, 2, 3, 3);
        assertThat(way.count(some)).isEqualTo(5);
        assertThat(way.list(some.annotate(count("entry_editor").as("e")).orderBy("id").valuesList("id", "e")))
                .containsExactly(List.of(1, 1L), List.of(2, 1L), List.of(3, 1L));
        assertThat(way.count(some.annotate(count("entry_editor").as("e")))).isEqualTo(3);
    }

    @Way.Both
    void whatIsSaidOfAnInnerJoinOfManyRowsIsAboutTheRowsThatItGives(Way way) {
        QuerySet<Row> some = authors().withCte(numbers().on("id", "author_id").inner()).orderBy("id", "numbers__x");
        QuerySet<Row> high = some.filter("numbers__x__gt", 3).filter("numbers__x__lt", 9);

        assertThat(way.list(high.valuesList("id", "numbers__x"))).containsExactly(List.of(1, 4), List.of(2, 7));
        assertThat(sql(high)).containsOnlyOnce("join numbers");
        assertThat(way.count(high)).isEqualTo(2);
        QuerySet<Row> others = some.exclude("numbers__x__gt", 3);
        assertThat(way.list(others.valuesList("id", "numbers__x"))).containsExactly(List.of(1, 1),
                Arrays.asList(3, null));
        assertThat(sql(others)).containsOnlyOnce("join numbers").doesNotContain("exists");
        QuerySet<Row> same = some
                .filter(exists(entries().filter("author", outerRef("id"), "x", outerRef("numbers__x"))));
        assertThat(sql(same)).containsOnlyOnce("join numbers");
        assertThat(ids(way.list(same))).containsExactly(1, 1, 2, 3);
        assertThat(sql(some.filter("age__gt", f("numbers__x")).annotate(f("numbers__x").as("x"))))
                .containsOnlyOnce("join numbers");
    }

    @Way.Both
    void aRelationToManyRowsDoesNotMultiplyAggregates(Way way) {
        QuerySet<Row> both = authors().withCte(numbers().on("id", "author_id"))
                .annotate(sum("numbers__x").as("x"), count("entry_author__comment").as("comments")).orderBy("id");

        assertThat(way.list(both.valuesList("x", "comments"))).containsExactly(
                List.of(5L, 3L), List.of(7L, 1L), List.of(9L, 0L), Arrays.asList(null, 0L));
    }

    @Way.Both
    void excludeOverARelationToManyRowsIsThatThereIsNone(Way way) {
        QuerySet<Row> some = authors().withCte(numbers().on("id", "author_id")).exclude("numbers__x__gt", 4);

        assertThat(ids(way.list(some.orderBy("id")))).containsExactly(1, 4);
        assertThat(sql(some)).contains("not exists (select 1 as one from numbers where")
                .startsWith("with numbers(author_id, x) as (");
    }

    @Way.Both
    void chainedFiltersOfARelationToManyRowsMayBeAboutDifferentOnes(Way way) {
        QuerySet<Row> some = authors().withCte(numbers().on("id", "author_id"));

        assertThat(ids(way.list(some.filter("numbers__x__gt", 3).filter("numbers__x__lt", 3)))).containsExactly(1);
        assertThat(way.list(some.filter("numbers__x__gt", 3, "numbers__x__lt", 3))).isEmpty();
    }

    @Way.Both
    void whatIsSaidToBeItsKeyMakesItARelationToOneRow(Way way) {
        Cte first = Cte.of("firsts", entries().filter("parent__isnull", true).values("author_id", "x"))
                .key("author_id");
        QuerySet<Row> some = authors().withCte(first.on("id", "author_id")).exclude("firsts__x", 1).orderBy("id");

        assertThat(ids(way.list(some))).containsExactly(2, 3, 4);
        assertThat(sql(some)).contains("left outer join firsts").doesNotContain("exists");
        assertThat(way.first(first.objects()).get("x")).isEqualTo(1);
    }

    @Way.Both
    void itIsJoinedAcrossRelationsAndBySeveralColumns(Way way) {
        Cte lines = Cte.of("lines", entries().values("author_id", "headline").annotate(max("x").as("most")));
        QuerySet<Row> comments = DB.objects("comment")
                .withCte(lines.on("entry__author", "author_id", "entry__headline", "headline")).orderBy("id");

        assertThat(way.list(comments.valuesList("lines__most", Integer.class))).containsExactly(1, 1, 4, 7);
        assertThat(sql(comments.values("lines__most"))).contains("join entry on comment.entry_id = entry.id",
                "lines on (entry.author_id = lines.author_id and entry.headline = lines.headline)");
    }

    @Way.Both
    void itIsJoinedTwiceUnderTwoNamesAndStatedOnce(Way way) {
        QuerySet<Row> some = entries().withCte(perAuthor().on("author", "author_id"))
                .withCte(perAuthor().on("editor", "author_id").as("of_editor"))
                .filter("of_editor__n__lt", f("per_author__n"));

        assertThat(ids(way.list(some))).containsExactly(1);
        assertThat(times("group by", some.sql())).isEqualTo(1);
        assertThat(sql(some)).contains("join per_author on", "join per_author as per_author_2 on");
    }

    @Way.Both
    void itIsUsedInAnnotationsAndGroups(Way way) {
        assertThat(way.list(counted().annotate(f("per_author__n").plus(f("age")).as("sum")).filter("sum__isnull", false)
                .orderBy("sum").valuesList("name", "sum"))).containsExactly(List.of("Ann", 32L), List.of("Bo", 41L));
        assertThat(way.list(counted().values("per_author__n").annotate(avg("age").as("mean")).filter("per_author__n", 1)
                .valuesList("per_author__n", "mean"))).containsExactly(List.of(1L, 40.0));
    }

    // ---- Where it stands ----

    @Way.Both
    void oneReadsAnother(Way way) {
        Cte busy = Cte.of("busy", perAuthor().objects().filter("n__gt", 1));
        QuerySet<Row> some = authors().withCte(busy.on("id", "author_id")).withCte(perAuthor().on("id", "author_id"))
                .filter("busy__n", 2, "per_author__n", 2).orderBy("id");

        assertThat(ids(way.list(some))).containsExactly(1, 3);
        assertThat(sql(some)).startsWith("with per_author(author_id, n) as (select ")
                .contains("), busy(author_id, n) as (select per_author.author_id, per_author.n from per_author where");
        assertThat(times("group by", some.sql())).isEqualTo(1);
    }

    @Way.Both
    void insideOfSubqueriesItIsStatedBeforeTheStatement(Way way) {
        Cte cte = perAuthor();
        QuerySet<Row> some = authors()
                .filter("id__in", cte.objects().filter("n", 2).values("author_id"))
                .filter(exists(cte.objects().filter("author_id", outerRef("id"), "n__gt", 1)))
                .annotate(subquery(perAuthor().objects().filter("author_id", outerRef("id")).values("n")).as("n"))
                .filter(q("id__in", counted().filter("per_author__n__lt", 3).values("id")))
                .orderBy("id");

        assertThat(way.list(some.valuesList("id", "n"))).containsExactly(List.of(1, 2L), List.of(3, 2L));
        assertThat(sql(some)).startsWith("with per_author(author_id, n) as (select");
        assertThat(times("with ", some.sql())).isEqualTo(1);
        assertThat(times("group by", some.sql())).isEqualTo(1);
        assertThat(way.count(some)).isEqualTo(2);
    }

    @Way.Both
    void anAggregateMayHaveItInASubquery(Way way) {
        Object most = way.aggregate(authors(),
                max(subquery(perAuthor().objects().filter("author_id", outerRef("id")).values("n"))).as("most"));

        assertThat(most).isEqualTo(2L);
    }

    @Way.Both
    void querySetsThatArePutTogetherStateItOnce(Way way) {
        QuerySet<Row> both = counted().filter("per_author__n", 1).union(counted().filter("name", "Di")).orderBy("id");

        assertThat(ids(way.list(both))).containsExactly(2, 4);
        assertThat(times("group by", both.sql())).isEqualTo(1);
        assertThat(way.count(both)).isEqualTo(2);
        assertThat(way.exists(both)).isTrue();
        assertThat(ids(
                way.list(counted().filter("per_author__n__gt", 0).difference(counted().filter("per_author__n", 2)))))
                .containsExactly(2);
        assertThat(ids(way.list(counted().filter("per_author__n", 2).and(counted().filter("age", 30)))))
                .containsExactly(1);
        assertThat(ids(way.list(counted().filter("per_author__n", 1).or(counted().filter("age", 30)).orderBy("id"))))
                .containsExactly(1, 2);
    }

    @Way.Both
    void whatIsSelectedOfAUnionMayReadIt(Way way) {
        Cte high = Cte.of("high", entries().filter("x__gt", 3).values("author_id").annotate(count("id").as("n")));
        QuerySet<Row> both = authors().filter("id", 1).union(authors().filter("id", 2))
                .values(f("id"), subquery(high.objects().filter("author_id", outerRef("id")).values("n")).as("n"));

        assertThat(way.list(both.orderBy("id"))).extracting(row -> row.get("n")).containsExactly(1L, 1L);
        assertThat(times("group by", both.sql())).isEqualTo(1);
    }

    @Way.Both
    void oneOfAUnionHasItsRowsOnce(Way way) {
        Cte people = Cte.of("people",
                entries().values("author_id").union(entries().filter("editor__isnull", false).values("editor_id")));
        QuerySet<Row> some = authors().withCte(people.on("id", "author_id").inner()).orderBy("id");

        assertThat(ids(way.list(some))).containsExactly(1, 2, 3);
        assertThat(way.list(people.objects().filter("author_id__gt", 1).orderBy("author_id"))).hasSize(2);
    }

    @Way.Both
    void ofInstancesThatArePutTogetherItHasTheAnnotationsToo(Way way) {
        QuerySet<Row> twice = entries().annotate(f("x").times(2).as("twice"));
        Cte cte = Cte.of("some", twice.filter("x__lt", 5).union(twice.filter("x", 7)));

        assertThat(way.list(cte.objects().filter("author__name", "Ann").orderBy("-twice").valuesList("id", "twice")))
                .containsExactly(List.of(2, 8), List.of(1, 2));
    }

    @Way.Both
    void keysetPagesGoInItsOrder(Way way) {
        QuerySet<Row> rows = counted().annotate(count("entry_editor").as("edited")).orderBy("-per_author__n");

        KeysetPage<Row> first = way.firstPage(rows.exclude("name", "Di"), 2);
        assertThat(ids(first.rows())).containsExactly(3, 1);
        assertThat(ids(way.pageAfter(rows.exclude("name", "Di"), first.next(), 2).rows())).containsExactly(2);
    }

    @Way.Both
    void anOrderIsKeptOnlyWhereItDecides(Way way) {
        Cte top = Cte.of("top", entries().filter("x__isnull", false).orderBy("-x").slice(0, 2));
        Cte all = Cte.of("all_of_them", entries().orderBy("-x"));
        Cte newest = Cte.of("newest", entries().distinct("author_id").orderBy("author_id", "-pub_date"));

        assertThat(ids(way.list(top.objects().orderBy("id")))).containsExactly(3, 5);
        assertThat(sql(all.objects())).doesNotContain("order by");
        QuerySet<Row> some = authors().withCte(newest.on("id", "author_id")).orderBy("id");
        assertThat(way.list(some.valuesList("newest__headline", String.class)))
                .containsExactly("rain", "tea", "cake", null);
        assertThat(sql(some.values("newest__x"))).contains("distinct on (entry.author_id)");
    }

    @Way.Both
    void aQuerySetOfWhichASliceIsTakenHasJoinedItBefore(Way way) {
        assertThat(ids(way.list(counted().orderBy("per_author__n", "-id").slice(1, 3)))).containsExactly(3, 1);
        assertThatThrownBy(() -> authors().slice(0, 2).withCte(perAuthor().on("id", "author_id")))
                .isInstanceOf(DunderException.class).hasMessageContaining("slice");
        assertThatThrownBy(() -> authors().union(authors()).withCte(perAuthor().on("id", "author_id")))
                .isInstanceOf(DunderException.class).hasMessageContaining("union");
    }

    @Way.Both
    void aColumnThatTakesNullTellsNoRowApart(Way way) {
        QuerySet<Row> some = entries().filter("id__gt", 1).orderBy("-rating").distinct();
        for (QuerySet<Row> rows : List.of(some, some.values("id", "x", "rating"), some.union(some))) {
            Cte cte = Cte.of("some_rows", rows);
            QuerySet<Row> joined = entries().withCte(cte.on("id", "id")).orderBy("id");

            assertThat(ids(way.list(joined.filter("some_rows__isnull", true)))).containsExactly(1);
            assertThat(ids(way.list(joined.filter("some_rows__isnull", false)))).containsExactly(2, 3, 4, 5);
            assertThat(way.aggregate(joined, count("some_rows"))).isEqualTo(4L);
            assertThat(way.list(joined.selectRelated("some_rows")).stream().map(row -> row.one("some_rows") != null))
                    .containsExactly(false, true, true, true, true);
        }
    }

    @Way.Both
    void rowsAreLockedThatItIsJoinedTo(Way way) {
        QuerySet<Row> locked = counted().filter("per_author__n", 1).selectForUpdate();

        assertThat(DB.database().atomic(() -> ids(way == Way.BLOCKING ? locked.list() : locked.async().list().join())))
                .containsExactly(2);
        assertThat(sql(locked)).startsWith("with ").endsWith("for update");
        assertThat(DB.database().atomic(() -> ids(counted().orderBy("per_author__n", "id").selectForUpdate().list())))
                .containsExactly(2, 1, 3, 4);
        QuerySet<Row> both = entries().withCte(perAuthor().on("author_id", "author_id")).filter("per_author__n__gt", 0)
                .selectRelated("editor").orderBy("id").selectForUpdate();
        assertThat(sql(both)).endsWith("for update of entry");
        assertThat(DB.database().atomic(() -> ids(way.list(both)))).hasSize(5);
        refused("on the query set that reads it", () -> Cte.of("locked", entries().selectForUpdate()));
        assertThatThrownBy(() -> perAuthor().objects().selectForUpdate()).isInstanceOf(DunderException.class)
                .hasMessageContaining("Join it to the query set");
    }

    @Way.Both
    void prefetchedRowsMayBeOfIt(Way way) {
        QuerySet<Row> some = authors().orderBy("id").prefetchRelated(new Prefetch("entry_author",
                entries().withCte(perAuthor().on("author", "author_id")).filter("per_author__n", 2).orderBy("-id")
                        .slice(0, 1)));

        assertThat(way.list(some).stream().map(author -> ids(author.many("entry_author").list())))
                .containsExactly(List.of(2), List.of(), List.of(5), List.of());
    }

    @Test
    void withoutADatabaseOfItsOwnItIsReadWhereItsTableIs() {
        QuerySet<Row> homeless = Inside.set(Request.all(
                Inside.rows(DB.database().schema().model("entry")), Inside.noDatabase()));
        List<String> asked = new ArrayList<>();
        Dunder.register("main", DB.database());
        Dunder.setRouter(model -> {
            asked.add(model.name());
            return "main";
        });
        try {
            assertThat(Cte.of("high", homeless.filter("x__gt", 3)).objects().count()).isEqualTo(3);
            assertThat(asked).containsOnly("entry");
        } finally {
            Dunder.setRouter(null);
        }
    }

    @Way.Both
    void itIsExplainedStartedAndReadInChunks(Way way) {
        assertThat(counted().filter("per_author__n", 1).explain()).contains("HashAggregate");
        assertThat(counted().filter("per_author__n", 2).startCount().count()).isEqualTo(2);
        assertThat(way.list(counted().startFetch())).hasSize(4);
        List<Object> names = new ArrayList<>();
        try (RowIterator<Row> rows = counted().orderBy("per_author__n", "id").iterator(2)) {
            rows.forEachRemaining(row -> names.add(row.get("name")));
        }
        assertThat(names).containsExactly("Bo", "Ann", "Cy", "Di");
        assertThat(DB.database().dsl().fetchCount(counted().filter("per_author__n__gt", 1).toSelect())).isEqualTo(2);
    }

    @Way.Both
    void itIsReadInTheDatabaseThatIsAsked(Way way) {
        OTHER.execute("delete from comment; delete from entry where author_id = 3");

        assertThat(way.count(perAuthor().objects())).isEqualTo(3);
        assertThat(way.count(perAuthor().objects().using(OTHER.database()))).isEqualTo(2);
        assertThat(way.count(counted().filter("per_author__n", 2).using(OTHER.database()))).isEqualTo(1);
        assertThatThrownBy(() -> OTHER.objects("author").withCte(perAuthor().on("id", "author_id")))
                .isInstanceOf(DunderException.class).hasMessageContaining("Two databases");
    }

    @Way.Both
    void theServerIsToldWhetherToComputeItOnItsOwn(Way way) {
        assertThat(sql(perAuthor().materialized().objects()))
                .startsWith("with per_author(author_id, n) as materialized (");
        assertThat(sql(perAuthor().notMaterialized().objects()))
                .startsWith("with per_author(author_id, n) as not materialized (");
        assertThat(way.count(perAuthor().materialized().objects())).isEqualTo(3);
        assertThat(way.count(perAuthor().notMaterialized().objects())).isEqualTo(3);
    }

    @Way.Both
    void noneGivesNoRows(Way way) {
        Cte none = Cte.of("nothing", entries().none().values("author_id"));

        assertThat(way.list(none.objects())).isEmpty();
        assertThat(ids(
                way.list(authors().withCte(none.on("id", "author_id")).filter("nothing__isnull", true).orderBy("id"))))
                .containsExactly(1, 2, 3, 4);
    }

    // ---- Shapes ----

    private static QuerySet<Row> above(int x, int n) {
        Cte cte = Cte.of("high", entries().filter("x__gt", x).values("author_id").annotate(count("id").as("n")));
        return authors().withCte(cte.on("id", "author_id")).filter("high__n__gte", n).filter("id__in",
                cte.objects().values("author"));
    }

    @Test
    void itsValuesAreBoundAndNoPartOfTheShape() {
        assertThat(Inside.request(above(3, 1)).query()).isEqualTo(Inside.request(above(8, 2)).query())
                .hasSameHashCodeAs(Inside.request(above(8, 2)).query());
        assertThat(above(31_415, 1).sql()).doesNotContain("31415").isEqualTo(above(8, 2).sql());
        assertThat(new PlanCache(Limits.USUAL, PostgresDriver.INSTANCE).get(Inside.request(above(3, 1)).query()))
                .isNotNull();
        PlanCache plans = new PlanCache(Limits.USUAL, PostgresDriver.INSTANCE);
        assertThat(plans.get(Inside.request(above(3, 1)).query()))
                .isSameAs(plans.get(Inside.request(above(5, 9)).query()));
    }

    @Way.Both
    void eachValueIsWhereItBelongs(Way way) {
        assertThat(ids(way.list(above(3, 1).filter("id__lt", 3).orderBy("id").slice(0, 9)))).containsExactly(1, 2);
        assertThat(ids(way.list(above(0, 2)))).containsExactly(1);
        assertThat(ids(way.list(above(8, 1)))).containsExactly(3);
    }

    // ---- Names ----

    @Way.Both
    void namesWithQuotesAndLongOnesAreKept(Way way) {
        Cte odd = Cte.of(LONG, DB.objects("odd \"one").values("author_id", "a \"b"));
        QuerySet<Row> some = authors().withCte(odd.on("id", "author_id")).filter(LONG + "__a \"b__gt", 5).orderBy("id");

        assertThat(ids(way.list(some))).containsExactly(1, 2);
        assertThat(some.sql()).startsWith("with \"" + LONG + "\"(\"author_id\", \"a \"\"b\") as (");
        assertThat(way.list(odd.objects().orderBy("-a \"b")).get(0).get("a \"b")).isEqualTo(7);
    }

    @Way.Both
    void columnsWhoseNamesAreLongerThanTheServerKeepsAreTheSame(Way way) {
        String name = "a".repeat(70);
        Schema schema = Schema.define()
                .model("entry", m -> m.column("id", "int").attribute(name + "x", "x", "int")
                        .attribute(name + "y", "author_id", "int").primaryKey("id"))
                .build();
        Cte cte = Cte.of("entries", DB.database().with(schema).objects("entry"));

        assertThat(way.list(cte.objects().filter(name + "x__gt", 4).orderBy("id").valuesList(name + "x", name + "y")))
                .containsExactly(List.of(7, 2), List.of(9, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "1a", "a__b", "a;", "ä"})
    void aNameIsOfLettersDigitsAndUnderscores(String name) {
        assertThatThrownBy(() -> Cte.of(name, entries())).isInstanceOf(LookupException.class)
                .hasMessageContaining("Cannot call something");
        assertThatThrownBy(() -> perAuthor().on("id", "author_id").as(name)).isInstanceOf(LookupException.class)
                .hasMessageContaining("Cannot call something");
    }

    @Test
    void aNameIsNoLongerThanTheServerKeeps() {
        assertThatThrownBy(() -> Cte.of(LONG + "c", entries())).isInstanceOf(LookupException.class)
                .hasMessageContaining("at most 63");
    }

    // ---- Wrong calls ----

    private static void refused(String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(LookupException.class).hasMessageContaining(message);
    }

    @Test
    void unknownNamesAreRefusedWithTheChoices() {
        refused("Cannot resolve 'autor_id' on per_author. Did you mean 'author_id'?",
                () -> perAuthor().on("id", "autor_id"));
        refused("Cannot resolve 'idd' on author. Did you mean 'id'?",
                () -> authors().withCte(perAuthor().on("idd", "author_id")));
        refused("Cannot resolve 'm' in 'per_author__m'", () -> counted().filter("per_author__m", 1));
        refused("per_author", () -> counted().filter("per_autor__n", 1));
        refused("Cannot resolve 'per_author'", () -> authors().filter("per_author__n", 1));
    }

    @Test
    void namesThatAreTakenAreRefused() {
        refused("attribute or relation", () -> authors().withCte(Cte.of("name", entries()).on("id", "author_id")));
        refused("attribute or relation", () -> authors().withCte(perAuthor().on("id", "author_id").as("country")));
        refused("an annotation", () -> authors().annotate(f("age").as("per_author"))
                .withCte(perAuthor().on("id", "author_id")));
        refused("as(…)", () -> counted().withCte(perAuthor().on("id", "author_id")));
        refused("has a relation of that name", () -> counted().annotate(f("age").as("per_author")));
    }

    @Test
    void twoDifferentOnesOfOneNameAreRefused() {
        Cte other = Cte.of("per_author",
                entries().filter("x__gt", 1).values("author_id").annotate(count("id").as("n")));

        refused("Two different", () -> counted().withCte(other.on("id", "author_id").as("other")));
        refused("Two different", () -> counted().filter("id__in", other.objects().values("author_id")));
        refused("Two different", () -> counted().union(authors().withCte(other.on("id", "author_id"))));
        refused("Two different", () -> authors().withCte(perAuthor().materialized().on("id", "author_id"))
                .filter(exists(perAuthor().objects())));
        Cte one = Cte.of("some", entries().filter("x__in", List.of(1, 2)));
        Cte same = Cte.of("some", entries().filter("x__in", List.of(1, 2)));
        Cte different = Cte.of("some", entries().filter("x__in", List.of(1, 3)));
        assertThat(one.objects().filter("id__in", same.objects().values("id")).count()).isEqualTo(1);
        refused("Two different", () -> one.objects().filter("id__in", different.objects().values("id")));
    }

    @Test
    void theNameOfATableThatIsReadTooIsRefused() {
        Cte entry = Cte.of("entry", entries().filter("x", 1));

        refused("so is a table", () -> entry.objects().list());
        refused("so is a table", () -> Cte.of("author", entries().filter("author__name", "Bo")).objects().count());
        refused("so is a table", () -> DB.objects("tag").withCte(Cte.of("comment", entries()).on("id", "id"))
                .filter("entry__comment__stars", 1, "comment__x", 1).sql());
    }

    @Test
    void columnsNeedNamesOfTheirOwn() {
        refused("f(\"author__name\").as(", () -> Cte.of("some", entries().values("id", "author__name")));
        refused("cannot be called 'pk'", () -> Cte.of("some", entries().values("pk")));
        refused("several columns", () -> Cte.of("some", DB.objects("entry_tag").values("pk")));
        assertThat(Cte.of("some", entries().values(f("id"), f("author__name").as("author_name"))).objects()
                .filter("author_name", "Bo").count()).isEqualTo(1);
    }

    @Test
    void columnsOfOtherTypesAreNotJoined() {
        refused("'name' and 'author_id': the one is text, the other int",
                () -> authors().withCte(perAuthor().on("name", "author_id")));
        refused("'loud' and 'author_id': the one is text, the other int",
                () -> authors().annotate(TextFunctions.upper("name").as("loud"))
                        .withCte(perAuthor().on("loud", "author_id")));
        refused("in twos", () -> perAuthor().on("id", "author_id", "id"));
        refused("columns of one model",
                () -> entries().withCte(numbers().on("author__country", "author_id", "x", "x")));
    }

    @Test
    void aRowAroundItIsUnknown() {
        refused("outerRef(\"id\") within the common table expression 'some'",
                () -> Cte.of("some", entries().filter("author_id", outerRef("id"))));
        assertThat(Cte.of("some", authors().filter(exists(entries().filter("author_id", outerRef("id"))))).objects()
                .count()).isEqualTo(3);
    }

    @Test
    void aNumberIsJoinedWithAWiderOne() {
        Cte wide = Cte.of("wide", entries().values(Functions.cast("author_id", SQLDataType.BIGINT).as("who")));

        assertThat(authors().withCte(wide.on("id", "who").inner()).count()).isEqualTo(5);
    }

    @Test
    void onlyARecursiveOneIsMadeDistinct() {
        refused("Call distinct() on the query set", () -> perAuthor().distinct());
        refused("Cannot resolve 'm' on per_author", () -> perAuthor().key("m"));
        assertThat(perAuthor()).hasToString("Cte per_author[author_id, n]");
    }

    @Way.Both
    void itsRowIsLoadedUnderItsName(Way way) {
        Cte perAuthor = Cte.of("per_author", entries().values("author_id").annotate(count("id").as("n")));

        List<Row> rows = way.list(authors().orderBy("id").withCte(perAuthor.on("id", "author_id"))
                .selectRelated("per_author"));

        assertThat(rows).extracting(row -> row.one("per_author") == null ? null : row.one("per_author").get("n"))
                .containsExactly(2L, 1L, 2L, null);
        assertThat(DB.statements()).hasSize(1);
    }
}
