package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.partitionBy;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.subquery;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.Dunder.window;
import static dev.dunder.WindowFunctions.lag;
import static dev.dunder.WindowFunctions.rank;
import static dev.dunder.WindowFunctions.rowNumber;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Cte;
import dev.dunder.Functions;
import dev.dunder.Aggregate;
import dev.dunder.Expr;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WindowTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static Expr number(String partition) {
        return rowNumber().over(partitionBy(partition).orderBy("-id")).as("n");
    }

    @Way.Both
    void anAggregateOverAWindowIsOfTheGroups(Way way) {
        QuerySet<Row> groups = entries().filter("x__gt", 0).values("author").annotate(sum("x").as("s"),
                f("s").times(value(100)).dividedBy(sum("s").over(window())).as("share"),
                sum(count("id")).over(window().orderBy("author")).as("so_far")).orderBy("author");

        assertThat(way.list(groups.valuesList("author", "s", "share", "so_far"))).containsExactly(
                List.of(1, 5L, 23L, 2L), List.of(2, 7L, 33L, 3L), List.of(3, 9L, 42L, 4L));
        assertThat(groups.sql().replace("\"", "")).contains("sum(sum(entry.x)) over ()", "group by entry.author_id");
        assertThat(way.count(groups)).isEqualTo(3);
        assertThat(way.list(groups.filter("share__gt", 30).valuesList("author"))).hasSize(2);
        assertThat(way.list(groups.filter("so_far__lt", 4).values("author"))).hasSize(2);
        assertThat(way.list(DB.objects("author").annotate(count("entry_author").as("n"), sum("entry_editor__x").as("e"),
                sum("n").over(window()).as("all"), max("e").over(window()).as("top")).orderBy("id")
                .valuesList("n", "all", "top")).get(0)).isEqualTo(List.of(2L, 5L, 7L));
        assertThat(way.list(entries().values("author").annotate(sum("x").as("s"),
                sum("s").defaultTo(0).over(window()).as("all")).values("all")).get(0).get("all")).isEqualTo(21L);
        assertThatThrownBy(() -> entries().annotate(number("author")).annotate(sum("n").as("s")))
                .isInstanceOf(LookupException.class).hasMessageContaining("over a window itself");
        assertThatThrownBy(() -> groups.annotate(sum("share").over(window()).as("s")))
                .isInstanceOf(LookupException.class).hasMessageContaining("over a window itself");
    }

    @Way.Both
    void whatIsComputedOfAWindowTakesTheRowsFirst(Way way) {
        QuerySet<Row> numbered = entries().annotate(number("author"));

        assertRefusal(() -> numbered.values("n").annotate(count("*").as("c")),
                "Cannot group by 'n', which is computed over");
        assertRefusal(() -> numbered.annotate(count("*").over(partitionBy("n")).as("c")),
                "with 'n', which is computed over");
        assertRefusal(() -> numbered.annotate(rowNumber().over(window().orderBy("-n")).as("m")), "with 'n'");
        assertRefusal(() -> numbered.annotate(lag(f("n").plus(1)).over(window()).as("m")), "with a value");

        QuerySet<Row> ofRows = Cte.of("numbered", numbered.values("id", "n")).objects();
        assertThat(way.list(ofRows.values("n").annotate(count("*").as("c")).orderBy("n").valuesList("n", "c")))
                .containsExactly(List.of(1L, 3L), List.of(2L, 2L));
        assertThat(way.list(ofRows.annotate(count("*").over(partitionBy("n")).as("c")).orderBy("id").valuesList("c")))
                .containsExactly(List.of(2L), List.of(3L), List.of(3L), List.of(2L), List.of(3L));
        // Groups that are there are no others by what is computed over them.
        QuerySet<Row> groups = entries().values("author").annotate(count("*").as("c"))
                .annotate(rowNumber().over(window().orderBy("-author")).as("n")).annotate(sum("x").as("s"));
        assertThat(way.list(groups.orderBy("author").valuesList("n")).stream().map(List::getFirst))
                .containsExactly(3L, 2L, 1L);
    }

    private static void assertRefusal(ThrowingCallable call, String part) {
        assertThatThrownBy(call).isInstanceOf(LookupException.class).hasMessageContaining(part)
                .hasMessageContaining("Cte.of(\"ranked\", set).objects()");
    }

    @Way.Both
    void aFilterOnAWindowIsASelectAround(Way way) {
        QuerySet<Row> some = entries().annotate(number("author")).filter("n", 1).orderBy("id");

        assertThat(ids(way.list(some))).containsExactly(2, 3, 5);
        assertThat(way.count(some)).isEqualTo(3);
        assertThat(way.exists(some.filter("headline", "tea"))).isTrue();
        assertThat(clauses(some)).contains("from (select").contains("where rows.c1 = ? order by rows.c2 asc");
    }

    @Way.Both
    void otherFiltersDecideWhatTheWindowSees(Way way) {
        QuerySet<Row> some = entries().filter("published", true).annotate(number("headline")).filter("n", 1)
                .filter("x__gt", 0).orderBy("id");

        assertThat(ids(way.list(some))).containsExactly(1, 3);
        assertThat(clauses(some)).contains("entry.published = ?").doesNotContain("join");
    }

    @Way.Both
    void aWindowMayBeOneOfSeveralConditions(Way way) {
        assertThat(ids(way.list(entries().annotate(rowNumber().over(window().orderBy("id")).as("n"))
                .filter(q("n", 1).or(q("author__name", "Bo"))).orderBy("id")))).containsExactly(1, 3);
        assertThat(ids(way.list(entries().annotate(rowNumber().over(window().orderBy("id")).as("n"))
                .exclude("n__lte", 3).orderBy("-id")))).containsExactly(5, 4);
    }

    @Way.Both
    void framesSayWhichRowsAreTaken(Way way) {
        QuerySet<Row> some = entries()
                .annotate(sum("id").over(window().orderBy("id").rows(-1, 0)).as("two"),
                        sum("id").over(window().orderBy("id").rows(null, 0)).as("all"))
                .orderBy("id");

        assertThat(way.list(some.valuesList("two", "all"))).containsExactly(List.of(1L, 1L), List.of(3L, 3L),
                List.of(5L, 6L), List.of(7L, 10L), List.of(9L, 15L));
        assertThat(some.sql()).contains("rows between 1 preceding and current row")
                .contains("rows between unbounded preceding and current row");
    }

    @Way.Both
    void aWindowIsOverGroups(Way way) {
        assertThat(way.list(entries().values("author").annotate(count("*").as("k"))
                .annotate(rowNumber().over(window().orderBy("-k", "author")).as("n")).filter("n__lte", 2)
                .orderBy("n").valuesList("author", "n"))).containsExactly(List.of(1, 1L), List.of(3, 2L));
    }

    @Way.Both
    void besideAWindowARelationToManyMayBeNegated(Way way) {
        QuerySet<Row> numbered = entries().annotate(rowNumber().over(window().orderBy("id")).as("n"));
        QuerySet<Row> some = numbered.exclude("n__lt", 2, "tag__name", "red").orderBy("id");

        assertThat(ids(way.list(some))).containsExactly(2, 3, 4, 5);
        assertThat(clauses(some)).contains("exists (select 1 as one from entry_tag")
                .contains("where (rows.c1 < ? and rows.c2) is not true");
        assertThat(ids(way.list(numbered.filter(q("n", 5).or(q("tag__name", "red").not())).orderBy("id"))))
                .containsExactly(3, 4, 5);
        assertThat(way.count(numbered.filter(q("n", 5).or(q("comment__stars", 1).not())))).isEqualTo(4);
        assertThat(ids(way.list(numbered.filter(q("n__lt", 2).xor(q("tag__name", "blue"))).orderBy("id"))))
                .containsExactly(1, 1, 3);
    }

    @Way.Both
    void whatIsSaidApartOfAWindowDecidesWhatItSees(Way way) {
        QuerySet<Row> numbered = entries().annotate(rowNumber().over(window().orderBy("id")).as("n"));
        QuerySet<Row> some = numbered.filter(q("n", 1).or(q("headline", "cake")).not()).orderBy("id");
        QuerySet<Row> whole = numbered.exclude(q("n", 1).or(q("headline", "cake"))).orderBy("id");

        assertThat(way.list(some.valuesList("id", "n"))).containsExactly(List.of(3, 2L), List.of(4, 3L));
        assertThat(clauses(some)).contains("where not (entry.headline = ?)) as rows where (rows.c1 = ?) is not true");
        assertThat(way.list(whole.valuesList("id", "n")))
                .containsExactly(List.of(2, 2L), List.of(3, 3L), List.of(4, 4L));
        assertThat(clauses(whole)).contains("from entry) as rows where (rows.c1 = ? or rows.c2) is not true");
    }

    @Way.Both
    void aWindowIsComparedWithASubquery(Way way) {
        QuerySet<Row> numbered = entries().annotate(rowNumber().over(window().orderBy("id")).as("n"));

        assertThat(ids(way.list(numbered.filter("n", subquery(DB.objects("tag").filter("entry", outerRef("parent"))
                .orderBy("-id").values("id").slice(0, 1)).plus(0)).orderBy("id")))).containsExactly(2);
        assertThat(ids(way.list(numbered.filter("n__in", DB.objects("comment").filter("entry", outerRef("id"))
                .values("id")).orderBy("id")))).containsExactly(1);
    }

    @Way.Both
    void overGroupsOneMayFilterByGroupsWindowsAndRelationsAtOnce(Way way) {
        QuerySet<Row> some = DB.objects("author").annotate(count("entry_author").as("k"))
                .annotate(rowNumber().over(window().orderBy("-k", "id")).as("n"));

        assertThat(ids(way.list(some.filter(q("n", 1).or(q("k", 0)).or(q("entry_editor__x", 1))).orderBy("id"))))
                .containsExactly(1, 2, 4);
        assertThat(ids(way.list(some.exclude(q("n", 1).or(q("k", 0).and(q("age__lt", 30)))
                .or(q("entry_editor__x", 1).and(q("n__gt", 0)))).orderBy("id")))).containsExactly(3);
    }

    @Test
    void whatTheServerComputesOverNoWindowIsRefused() {
        for (Aggregate<?> one : List.of(sum("x").distinct(), Functions.arrayAgg("x").orderBy("x"))) {
            assertThatThrownBy(() -> entries().annotate(one.over(window()).as("s")))
                    .isInstanceOf(LookupException.class)
                    .hasMessageContaining("cannot be of distinct values, nor in an order of its own");
        }
        assertThat(DB.statements()).isEmpty();
    }

    @Test
    void aNegatedRelationToManyIsNotComparedWithAWindow() {
        QuerySet<Row> some = entries().annotate(rowNumber().over(window().orderBy("id")).as("n"))
                .exclude("comment__stars", f("n"));

        assertThatThrownBy(some::list).isInstanceOf(LookupException.class).hasMessageContaining("windows see the rows");
        assertThat(DB.statements()).isEmpty();
    }

    @Way.Both
    void windowsAreFilteredAroundTheirSelect(Way way) {
        List<Row> first = way.list(entries()
                .annotate(rank().over(partitionBy("author").orderBy("-pub_date")).as("place"))
                .filter("place", 1)
                .orderBy("id"));

        assertThat(first).extracting(row -> row.get("id")).containsExactly(2, 3, 5);
    }
}
