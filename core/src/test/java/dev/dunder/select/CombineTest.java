package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.window;
import static dev.dunder.WindowFunctions.rowNumber;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CombineTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    @Way.Both
    void eitherIsOneWhereClause(Way way) {
        QuerySet<Row> some = entries().filter("x__lt", 4).or(entries().filter("x__gt", 7)).orderBy("id");

        assertThat(ids(way.list(some))).containsExactly(1, 5);
        assertThat(clauses(some)).isEqualTo("from entry where (entry.x < ? or entry.x > ?) order by entry.id asc");
    }

    @Way.Both
    void theOrderOfTheOtherCounts(Way way) {
        QuerySet<Row> left = entries().filter("x__lt", 4).orderBy("x");

        assertThat(ids(way.list(left.or(entries().filter("x__gt", 6).orderBy("-id"))))).containsExactly(5, 3, 1);
        assertThat(ids(way.list(left.or(entries().filter("x__gt", 6))))).containsExactly(1, 3, 5);
    }

    @Way.Both
    void callsOfOneSideStayCalls(Way way) {
        QuerySet<Row> two = authors().filter("entry_author__headline", "cake").filter("entry_author__x", 4);
        QuerySet<Row> some = two.or(authors().filter("name", "Di")).orderBy("id");
        QuerySet<Row> more = two.or(authors().filter("entry_author__headline", "sea").filter("entry_author__x", 9))
                .or(authors().filter("entry_author__headline", "tea")).orderBy("id").distinct();

        assertThat(ids(way.list(two))).containsExactly(1);
        assertThat(ids(way.list(some.distinct()))).containsExactly(1, 4);
        assertThat(ids(way.list(more))).containsExactly(1, 2, 3);
        assertThat(clauses(more)).contains("entry_2").doesNotContain("entry_3");
    }

    @Way.Both
    void bothMayBeAboutDifferentRelatedRows(Way way) {
        assertThat(ids(way.list(authors().filter("entry_author__headline", "cake")
                .and(authors().filter("entry_author__x", 4))))).containsExactly(1);
    }

    @Way.Both
    void aNegatedConditionOfOneSideIsNotAboutARowOfTheOther(Way way) {
        QuerySet<Row> some = authors().filter("entry_author__x", 4)
                .or(authors().exclude("entry_author__headline", "cake")).orderBy("id");

        assertThat(ids(way.list(some))).containsExactly(1, 2, 4);
        assertThat(clauses(some)).doesNotContain("entry_2.id = entry.id");
    }

    @Way.Both
    void groupsOfTheOtherAreKept(Way way) {
        QuerySet<Row> busy = authors().annotate(count("entry_author").as("n")).filter("n__gt", 1);

        assertThat(ids(way.list(authors().filter("age__gt", 10).and(busy)))).containsExactly(1);
        assertThat(ids(way.list(busy.or(authors().annotate(count("entry_author").as("n")).filter("n", 0))
                .orderBy("id")))).containsExactly(1, 3, 4);
    }

    @Way.Both
    void justOne(Way way) {
        assertThat(ids(way.list(entries().filter("x__gt", 3).xor(entries().filter("published", true))
                .orderBy("id")))).containsExactly(1, 2, 4, 5);
        assertThat(ids(way.list(entries().filter(q("x__gt", 3).xor(q("published", true))).orderBy("id"))))
                .containsExactly(1, 2, 4, 5);
        assertThat(ids(way.list(entries().exclude(q("x__gt", 3).xor(q("published", true)))))).containsExactly(3);
    }

    @Way.Both
    void justOneOfRowsWithSeveralRelatedOnes(Way way) {
        QuerySet<Row> cake = authors().filter("entry_author__headline", "cake");
        QuerySet<Row> four = authors().filter("entry_author__x", 4);
        QuerySet<Row> one = cake.xor(four);

        assertThat(ids(way.list(cake))).containsExactlyInAnyOrder(1, 3);
        assertThat(ids(way.list(four))).containsExactly(1);
        assertThat(ids(way.list(one))).containsExactly(3);
        assertThat(clauses(one)).contains("case when exists").doesNotContain("left outer join");
        assertThat(ids(way.list(one.xor(cake)))).containsExactly(1);
        assertThat(way.count(one.xor(one))).isZero();
        assertThat(ids(way.list(authors().filter(q("id", 1).xor(q("entry_author__x", 4))).xor(four)))).isEmpty();
    }

    @Way.Both
    void justOneWhereOneIsAboutAWindow(Way way) {
        QuerySet<Row> first = entries().annotate(rowNumber().over(window().orderBy("id")).as("n")).filter("n", 1);

        QuerySet<Row> one = first.xor(entries().filter("tag__name", "blue"));
        assertThat(ids(way.list(one.orderBy("id")))).containsExactly(3);
    }

    @Way.Both
    void nothingOrSomethingIsThis(Way way) {
        assertThat(ids(way.list(entries().none().or(entries().filter("x", 1))))).containsExactly(1);
        assertThat(way.list(entries().none().and(entries()))).isEmpty();
        assertThat(DB.statements()).hasSize(1);
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> entries().or(entries().slice(0, 1))).isInstanceOf(DunderException.class)
                .hasMessageContaining("union");
        assertThatThrownBy(() -> entries().and(entries().distinct())).isInstanceOf(DunderException.class)
                .hasMessageContaining("distinct");
    }
}
