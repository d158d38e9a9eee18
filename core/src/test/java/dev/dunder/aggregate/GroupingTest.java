package dev.dunder.aggregate;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.partitionBy;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.subquery;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.Dunder.when;
import static dev.dunder.TextFunctions.concat;
import static dev.dunder.WindowFunctions.rank;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Aggregates of groups, and what is computed of rows beside them. */
class GroupingTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    private static List<Object> numbers(List<Row> rows, String name) {
        return rows.stream().map(row -> row.get(name)).toList();
    }

    @Way.Both
    void anAggregateOfOneRelationIsAJoinAndAGroup(Way way) {
        List<Row> rows = way.list(entries().annotate(count("comment").as("n")).orderBy("id"));

        assertThat(numbers(rows, "n")).containsExactly(2L, 1L, 1L, 0L, 0L);
        assertThat(DB.statements()).singleElement().asString()
                .contains("left outer join comment on entry.id = comment.entry_id", "group by entry.id")
                .doesNotContain("(select");
    }

    @Way.Both
    void aggregatesOfTwoRelationsDoNotMultiplyEachOther(Way way) {
        List<Row> rows = way.list(entries()
                .annotate(count("comment").as("comments"), count("tag").as("tags"), sum("comment__stars").as("stars"))
                .orderBy("id"));

        assertThat(numbers(rows, "comments")).containsExactly(2L, 1L, 1L, 0L, 0L);
        assertThat(numbers(rows, "tags")).containsExactly(2L, 1L, 1L, 0L, 0L);
        assertThat(numbers(rows, "stars")).containsExactly(8L, null, 1L, null, null);
        assertThat(DB.statements()).singleElement().asString()
                .satisfies(sql -> assertThat(sql.split("left outer join \\(select", -1)).hasSize(3));
    }

    @Way.Both
    void afterAFilterOnTheRelationItIsOverWhatTheFilterKeeps(Way way) {
        List<Row> rows = way.list(
                entries().filter("comment__stars__gte", 3).annotate(count("comment").as("n")).orderBy("id"));

        assertThat(numbers(rows, "n")).containsExactly(2L);
        assertThat(numbers(way.list(
                entries().annotate(count("comment").as("n")).filter("comment__stars__gte", 4).orderBy("id")), "n"))
                .as("a later filter does not change what was counted")
                .containsExactly(2L);
    }

    @Way.Both
    void filtersOfAggregatesAreHaving(Way way) {
        QuerySet<Row> some = entries().annotate(count("comment").as("n")).filter("n__gt", 1, "x", 1);

        assertThat(way.list(some)).hasSize(1);
        assertThat(way.count(some)).isEqualTo(1);
        assertThat(way.exists(some)).isTrue();
        assertThat(DB.statements().get(0)).contains("where entry.x = ?", "having count(comment.entry_id) > ?");
    }

    @Way.Both
    void whatIsNotNeededIsNotCounted(Way way) {
        assertThat(way.count(entries().annotate(count("comment").as("n")))).isEqualTo(5);
        assertThat(DB.statements().get(0)).isEqualTo("select count(*) from entry");
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

    @Test
    void aNameThatHidesAnAttributeIsRefused() {
        assertThatThrownBy(() -> entries().annotate(count("comment").as("headline")))
                .isInstanceOf(LookupException.class)
                .hasMessageContaining("entry has an attribute or relation of that name");
        assertThatThrownBy(() -> entries().annotate(f("x").plus(1))).hasMessageContaining("as(…)");
        assertThat(DB.statements()).isEmpty();
    }

    @Way.Both
    void expressionsAreComputedAndFilteredBy(Way way) {
        List<Row> rows = way.list(entries()
                .annotate(
                        f("x").times(2).plus(f("author__age")).as("sum"),
                        when(q("x__gt", 5), value("large")).otherwise(value("small")).as("size"))
                .filter("sum__gt", 33)
                .orderBy("id"));

        assertThat(numbers(rows, "sum")).containsExactly(38, 54);
        assertThat(numbers(rows, "size")).containsExactly("small", "large");
    }

    @Way.Both
    void subqueriesSpeakOfTheRowAroundThem(Way way) {
        QuerySet<Row> theirs = entries().filter("author", outerRef("pk"));

        assertThat(numbers(way.list(authors().filter(exists(theirs.filter("x__gt", 5))).orderBy("id")), "name"))
                .containsExactly("Bo", "Cy");
        assertThat(numbers(way.list(authors()
                .annotate(subquery(theirs.orderBy("-pub_date").values("headline").slice(0, 1)).as("latest"))
                .orderBy("id")), "latest")).containsExactly("rain", "tea", "cake", null);
        assertThat(numbers(way.list(authors().filter("pk__in", entries().filter("x__gt", 5).values("author"))
                .orderBy("id")), "name")).containsExactly("Bo", "Cy");
        assertThat(DB.statements()).hasSize(3);
    }

    @Way.Both
    void windowsAreFilteredAroundTheirSelect(Way way) {
        List<Row> first = way.list(entries()
                .annotate(rank().over(partitionBy("author").orderBy("-pub_date")).as("place"))
                .filter("place", 1)
                .orderBy("id"));

        assertThat(numbers(first, "id")).containsExactly(2, 3, 5);
    }

    @Way.Both
    void unionsAreOrderedAndSlicedAsAWhole(Way way) {
        QuerySet<Row> both = entries().filter("x", 1).union(entries().filter("x", 9), entries().none());

        assertThat(numbers(way.list(both.orderBy("-x").slice(0, 1)), "x")).containsExactly(9);
        assertThat(way.count(both)).isEqualTo(2);
        assertThat(way.list(both.orderBy("x").valuesList("headline", String.class))).containsExactly("cake", "cake");
        assertThatThrownBy(() -> both.filter("x", 1)).hasMessageContaining("Cannot call filter(…) after union");
    }
}
