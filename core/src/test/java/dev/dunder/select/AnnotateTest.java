package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.TextFunctions.concat;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnnotateTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    @Way.Both
    void anAggregateIsOfEachRow(Way way) {
        QuerySet<Row> some = authors().annotate(count("entry_author").as("n")).orderBy("-n", "id");

        assertThat(way.list(some.valuesList("name", "n")))
                .containsExactly(List.of("Ann", 2L), List.of("Cy", 2L), List.of("Bo", 1L), List.of("Di", 0L));
        assertThat(clauses(some)).isEqualTo("from author left outer join entry on author.id = entry.author_id"
                + " group by author.id order by 5 desc, author.id asc");
    }

    @Way.Both
    void afterValuesItIsOfTheGroupsOfThese(Way way) {
        QuerySet<List<Object>> some = entries().values("headline").annotate(count("*").as("n"), max("x").as("m"))
                .orderBy("headline").valuesList("headline", "n", "m");

        assertThat(way.list(some)).containsExactly(List.of("cake", 2L, 9), List.of("rain", 1L, 4),
                Arrays.asList("sea", 1L, null), List.of("tea", 1L, 7));
        assertThat(clauses(some)).isEqualTo("from entry group by entry.headline order by entry.headline asc");
    }

    @Way.Both
    void besideValuesAnAttributeThatIsNotAmongThemLendsItsName(Way way) {
        QuerySet<Row> some = entries().values("headline").annotate(f("author__name").as("x")).filter("x", "Ann")
                .orderBy("x", "headline");

        assertThat(way.list(some)).extracting(Row::toMap).first()
                .isEqualTo(Map.of("headline", "cake", "x", "Ann"));
        assertThat(clauses(some)).contains("where author.name = ?");
        assertThatThrownBy(() -> entries().values("headline").annotate(f("x").as("headline")))
                .isInstanceOf(LookupException.class).hasMessageContaining("one of the values");
        assertThatThrownBy(() -> entries().annotate(f("author__name").as("x")))
                .hasMessageContaining("entry has an attribute or relation of that name");
    }

    @Test
    void anAliasIsNotSelectedUntilItIsAnAnnotation() {
        QuerySet<Row> some = entries().alias(f("x").plus(1).as("y"));

        assertThatThrownBy(() -> some.values("id", "y")).isInstanceOf(LookupException.class)
                .hasMessageContaining("annotate(…) instead of alias(…)");
        assertThat(some.annotate(f("y").as("y")).orderBy("id").valuesList("y", Integer.class).first()).isEqualTo(2);
    }

    @Way.Both
    void valuesAfterwardsChooseAndGroupNothing(Way way) {
        QuerySet<Long> some = entries().annotate(count("tag").as("t")).orderBy("t").valuesList("t", Long.class);

        assertThat(way.list(some)).containsExactly(0L, 0L, 1L, 1L, 2L);
        assertThat(clauses(some)).contains("group by entry.id");
    }

    @Way.Both
    void aFilterAfterwardsIsOfTheGroups(Way way) {
        QuerySet<Row> some = authors().annotate(count("entry_author").as("n")).filter("n__gt", 1, "age__gt", 10);

        assertThat(ids(way.list(some))).containsExactly(1);
        assertThat(clauses(some)).endsWith("where author.age > ? group by author.id having count(entry.author_id) > ?");
    }

    @Way.Both
    void aFilterBeforehandDecidesWhatIsAggregated(Way way) {
        QuerySet<Row> some = authors().filter("entry_author__x__gt", 3).annotate(count("entry_author").as("n"));

        assertThat(way.list(some.orderBy("id").valuesList("id", "n")))
                .containsExactly(List.of(1, 1L), List.of(2, 1L), List.of(3, 1L));
        assertThat(clauses(some)).containsOnlyOnce("join");
    }

    @Way.Both
    void aKeyThatHasBindsIsComputedOnce(Way way) {
        QuerySet<List<Object>> some = entries().annotate(f("x").plus(1).as("y")).values("y")
                .annotate(count("tag").as("t")).orderBy("y").valuesList("y", "t");

        assertThat(way.list(some)).containsExactly(List.of(2, 2L), List.of(5, 1L), List.of(8, 1L), List.of(10, 0L),
                Arrays.asList(null, 0L));
        assertThat(clauses(some)).endsWith("group by 1 order by 1 asc");
    }

    @Way.Both
    void aKeyThatHasBindsAndIsSaidAgainIsComputedOnceAndHasAName(Way way) {
        QuerySet<Row> groups = entries().annotate(f("x").plus(1).as("y")).values("y")
                .annotate(count("id").as("n"));
        QuerySet<List<Object>> having = groups.filter(q("n__gt", 1).or(q("y__gt", 8))).orderBy("y")
                .valuesList("y", "n");
        QuerySet<List<Object>> more = groups.filter("y__gt", 4).annotate(f("y").plus(f("n")).as("z")).orderBy("-z")
                .valuesList("y", "z");

        assertThat(way.list(having)).containsExactly(List.of(10, 1L));
        assertThat(clauses(having)).containsOnlyOnce("+ ?").contains("group by key.value");
        assertThat(way.list(more)).containsExactly(List.of(10, 11L), List.of(8, 9L), List.of(5, 2L + 4));
        assertThat(clauses(more)).containsOnlyOnce("+ ?").contains("group by key.value");
        QuerySet<List<Object>> subquery = groups.annotate(exists(entries().filter("x", outerRef("y"))).as("next"))
                .orderBy("y").valuesList("y", "next");
        assertThat(way.list(subquery)).hasSize(5);
        assertThat(clauses(subquery)).contains("group by key.value");
        assertThat(way.list(groups.valuesList("n").distinct())).containsExactly(List.of(1L));
        assertThat(way.exists(groups.filter("n__gt", 1))).isFalse();
        assertThat(way.count(groups)).isEqualTo(5);
    }

    @Way.Both
    void whatACountOrAnExistsNeedsNotIsNotSent(Way way) {
        QuerySet<Row> some = authors().annotate(count("entry_author").as("n"), f("age").plus(1).as("older"))
                .orderBy("n");

        assertThat(way.count(some)).isEqualTo(4);
        assertThat(way.exists(some)).isTrue();
        assertThat(way.count(some.filter("n__gt", 1))).isEqualTo(2);
        assertThat(DB.statements()).containsExactly("select count(*) from author",
                "select 1 as one from author fetch next 1 rows only",
                "select count(*) from (select author.id from author left outer join entry on author.id ="
                        + " entry.author_id group by author.id having count(entry.author_id) > ?) as rows");
    }

    @Way.Both
    void anAliasIsNoPartOfTheResult(Way way) {
        QuerySet<Row> some = entries().values("author").alias(count("*").as("n")).filter("n__gt", 1)
                .orderBy("author");

        assertThat(way.list(some)).extracting(row -> row.toMap())
                .containsExactly(Map.of("author", 1), Map.of("author", 3));
    }

    @Way.Both
    void aNegationIsOfTheGroupsToo(Way way) {
        QuerySet<Row> some = authors().annotate(count("entry_author").as("n")).orderBy("id");

        assertThat(ids(way.list(some.exclude("n", 2)))).containsExactly(2, 4);
        assertThat(ids(way.list(some.filter(q("n", 2).or(q("age", 20)).not())))).containsExactly(2);
    }

    @Way.Both
    void aggregatesOfGroupsAreOverTheGroups(Way way) {
        QuerySet<Row> some = entries().values("author").annotate(count("comment").as("n"));

        assertThat(way.aggregate(some, max("n"), sum("n"), count("*")).values()).containsExactly(3L, 4L, 3L)
                .hasSize(3);
        assertThat(way.count(some.filter("n__gt", 0))).isEqualTo(2);
        assertThat(way.aggregate(authors().annotate(count("entry_author").as("n")).orderBy("-n", "id").slice(0, 2),
                sum("n"), count("*")).values()).containsExactly(4L, 2L);
    }

    @Way.Both
    void aNameThatIsAKeywordIsAName(Way way) {
        QuerySet<Row> some = entries().annotate(count("tag").as("order")).filter("order__gt", 1).orderBy("order");

        assertThat(ids(way.list(some))).containsExactly(1);
    }

    @Test
    void theFirstOfGroupsNeedsAnOrder() {
        QuerySet<Row> groups = entries().values("author").annotate(count("*").as("n"));

        assertThatThrownBy(groups::first).isInstanceOf(DunderException.class).hasMessageContaining("Add orderBy(…)");
        assertThatThrownBy(groups::last).isInstanceOf(DunderException.class);
        assertThat(groups.orderBy("author").first()).extracting(row -> row.get("n")).isEqualTo(2L);
    }

    @Test
    void anAggregateOfNoGroupsIsRefused() {
        assertThatThrownBy(() -> authors().orderBy(count("entry_author").desc())).isInstanceOf(LookupException.class)
                .hasMessageContaining("annotate(…)");
        assertThatThrownBy(() -> authors().filter(count("entry_author").gt(1))).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> authors().annotate(count("entry_author").as("age")))
                .isInstanceOf(LookupException.class).hasMessageContaining("Cannot call an annotation 'age'");
    }

    @Test
    void aNameIsGivenOnceInACall() {
        assertThatThrownBy(
                () -> authors().annotate(sum("entry_author__x"), max("entry_author__x").as("entry_author__x__sum")))
                .isInstanceOf(LookupException.class)
                .hasMessage("'entry_author__x__sum' is the name of two values here. Give one of them another: "
                        + "….as(\"…\").");
        assertThatThrownBy(() -> entries().annotate(f("x").plus(1))).hasMessageContaining("as(…)");
        assertThatThrownBy(() -> authors().alias(f("age").as("a"), f("name").as("a")))
                .hasMessageContaining("two values");
        assertThat(authors().annotate(f("age").as("a")).annotate(f("name").as("a")).orderBy("id").first().get("a"))
                .isEqualTo("Ann");
    }

    @Way.Both
    void afterAFilterOnTheRelationItIsOverWhatTheFilterKeeps(Way way) {
        List<Row> rows = way.list(
                entries().filter("comment__stars__gte", 3).annotate(count("comment").as("n")).orderBy("id"));

        assertThat(rows).extracting(row -> row.get("n")).containsExactly(2L);
        assertThat(way.list(
                entries().annotate(count("comment").as("n")).filter("comment__stars__gte", 4).orderBy("id")))
                .extracting(row -> row.get("n"))
                .as("a later filter does not change what was counted")
                .containsExactly(2L);
    }

    @Way.Both
    void valuesBeforeAnAggregateAreItsGroups(Way way) {
        List<Row> rows = way.list(entries().values("author__name").annotate(count("id").as("n")).orderBy("-n",
                "author__name"));

        assertThat(rows.stream().map(Row::toMap)).containsExactly(
                Map.of("author__name", "Ann", "n", 2L),
                Map.of("author__name", "Cy", "n", 2L),
                Map.of("author__name", "Bo", "n", 1L));
    }

    @Way.Both
    void whatAGroupIsAskedBesideItsAggregateMakesGroupsOfItsOwn(Way way) {
        QuerySet<Row> some = authors().values("country").annotate(count("entry_author").as("n"))
                .exclude("n__gt", 0, "entry_author__x", 7).orderBy("-n", "country");

        assertThat(way.list(some.valuesList("country", "n"))).containsExactly(
                List.of(1, 2L), List.of(2, 2L), List.of(1, 0L));
        assertThat(DB.statements()).singleElement().asString()
                .contains("group by author.id, author.country_id")
                .contains("having not (count(entry.author_id) > ? and exists");
        assertThat(way.list(authors().values("country").annotate(count("id").as("n"))
                .filter(q("n", 2).or(q("age", 20)).not()).orderBy("country"))).as("a later filter takes none of them")
                .hasSize(2);
        assertThat(DB.statements().get(1))
                .contains("not (branch.a1 = ?)", "(author.age = ?) is not true");
    }

    @Way.Both
    void groupsAreCountedAsTheyAreListed(Way way) {
        QuerySet<Row> some = entries().values("author").annotate(count("comment").as("n"))
                .annotate(f("n").plus(f("id")).as("m"));

        assertThat(way.count(some)).isEqualTo(5).isEqualTo(way.list(some).size());
        assertThat(way.count(entries().values("author").annotate(count("comment").as("n")))).isEqualTo(3);
    }

    @Way.Both
    void groupsByAValueWithBindsAreComputedOnce(Way way) {
        List<Row> rows = way.list(entries()
                .values(concat("headline", value("!")).as("loud"))
                .annotate(count("id").as("n"))
                .orderBy("-n", "loud"));

        assertThat(rows.get(0).toMap()).isEqualTo(Map.of("loud", "cake!", "n", 2L));
        assertThat(DB.statements()).singleElement().asString().contains("group by 1 ");
    }
}
