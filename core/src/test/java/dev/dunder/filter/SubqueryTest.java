package dev.dunder.filter;

import static dev.dunder.Dunder.arraySubquery;
import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.subquery;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubqueryTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    private static QuerySet<Row> theirs() {
        return entries().filter("author", outerRef("id"));
    }

    @Way.Both
    void inIsOneStatement(Way way) {
        QuerySet<Row> some = authors().filter("id__in", entries().filter("x__gt", 5).orderBy("x").values("author"))
                .orderBy("id");

        assertThat(ids(way.list(some))).containsExactly(2, 3);
        assertThat(clauses(some))
                .contains("author.id in (select entry.author_id from entry where entry.x > ?)");
        assertThat(DB.statements()).hasSize(1);
    }

    @Way.Both
    void aSliceKeepsItsOrder(Way way) {
        assertThat(ids(way.list(entries().filter("id__in",
                entries().annotate(count("tag").as("t")).orderBy("-t", "id").slice(0, 2).values("id"))
                .orderBy("id")))).containsExactly(1, 2);
    }

    @Way.Both
    void whatIsNotInAListWithNullStays(Way way) {
        QuerySet<Row> some = authors().exclude("id__in", entries().values("editor")).orderBy("id");

        assertThat(ids(way.list(some))).containsExactly(4);
        assertThat(clauses(some)).contains("(author.id in (select entry.editor_id from entry)) is not true");
        assertThat(clauses(authors().exclude("id__in", entries().values("author")).orderBy("id")))
                .contains("not (author.id in (select entry.author_id from entry))");
        assertThat(ids(way.list(authors()
                .exclude("id__in", entries().filter("editor__isnull", false).values("editor")).orderBy("id"))))
                .containsExactly(4);
    }

    @Way.Both
    void rowsForWhichThereAreOthers(Way way) {
        QuerySet<Row> some = authors().filter(exists(theirs().filter("x__gt", 3)).not()).orderBy("id");

        assertThat(ids(way.list(some))).containsExactly(4);
        assertThat(clauses(some)).contains("not exists (select 1 as one from entry where").doesNotContain("fetch");
    }

    @Way.Both
    void aSubqueryIsAValueOfEachRow(Way way) {
        QuerySet<Row> some = authors()
                .annotate(subquery(theirs().filter("x__isnull", false).orderBy("-x").values("headline").slice(0, 1))
                        .as("top"))
                .orderBy("id");

        assertThat(way.list(some.valuesList("top", String.class))).containsExactly("rain", "tea", "cake", null);
        assertThat(way.count(some.filter("top", "tea"))).isEqualTo(1);
        assertThat(DB.statements()).hasSize(2);
    }

    @Way.Both
    void aDistinctOneThatIsOrderedByAnotherColumnIsOneValue(Way way) {
        assertThat(way.list(authors()
                .annotate(subquery(theirs().values("headline").distinct().orderBy("x").slice(0, 1)).as("h"))
                .orderBy("id").valuesList("h", String.class))).containsExactly("cake", "tea", "cake", null);
    }

    @Way.Both
    void theOuterRowIsThereInAnnotationsAndAggregates(Way way) {
        assertThat(way.list(authors()
                .annotate(subquery(theirs().annotate(f("x").plus(outerRef("age")).as("s")).orderBy("-s").values("s")
                        .slice(0, 1)).as("s"),
                        subquery(theirs().values("author").annotate(count("*").as("n")).values("n")).as("n"))
                .orderBy("id").valuesList("s", "n"))).containsExactly(List.of(34, 2L), List.of(47, 1L),
                        Arrays.asList(null, 2L), Arrays.asList(null, null));
    }

    @Way.Both
    void theRowTwoLevelsOutIsThere(Way way) {
        QuerySet<Row> comments = DB.objects("comment").filter("entry", outerRef("id"), "entry__author",
                outerRef(outerRef("id")));

        assertThat(ids(way.list(authors().filter(exists(theirs().filter(exists(comments)))).orderBy("id"))))
                .containsExactly(1, 2);
    }

    @Way.Both
    void allValuesAreAnArray(Way way) {
        assertThat(way.list(authors().annotate(arraySubquery(theirs().orderBy("-id").values("headline")).as("all"))
                .orderBy("id").valuesList("all", String[].class))).containsExactly(new String[]{"rain", "cake"},
                        new String[]{"tea"}, new String[]{"cake", "sea"}, new String[0]);
    }

    @Way.Both
    void aSubqueryIsAKeyOfGroups(Way way) {
        QuerySet<Row> comments = DB.objects("comment").filter("entry", outerRef("id")).values("entry")
                .annotate(count("*").as("k")).values("k");

        assertThat(way.list(entries().annotate(subquery(comments).as("c")).values("c").annotate(count("*").as("n"))
                .orderBy("c").valuesList("c", "n")))
                .containsExactly(List.of(1L, 2L), List.of(2L, 1L), Arrays.asList(null, 2L));
    }

    @Way.Both
    void anAggregateIsThereForSubqueries(Way way) {
        QuerySet<Row> some = authors().annotate(count("entry_author").as("n"))
                .filter(exists(theirs().filter("id", outerRef("n"))));

        assertThat(ids(way.list(some))).containsExactly(1);
        assertThat(way.count(some)).isEqualTo(1);
        assertThat(way.exists(some)).isTrue();
        assertThat(DB.statements().get(0)).contains("having exists (select").contains("= count(entry.author_id)");
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> entries().filter("author__in", entries())).isInstanceOf(LookupException.class)
                .hasMessageContaining("leads to author");
        assertThatThrownBy(() -> authors().filter("id__in", entries().values("id", "x")))
                .hasMessageContaining("selects 2 columns, not 1");
        assertThatThrownBy(() -> authors().filter("id", entries().values("author")))
                .hasMessageContaining("slice(0, 1)");
        assertThatThrownBy(() -> theirs().list()).hasMessageContaining("outerRef(\"id\")");
    }

    @Way.Both
    void whatIsGroupedByAComputedValueIsGroupedBySoInsideToo(Way way) {
        QuerySet<Row> odd = entries().values(f("author_id").mod(2).as("odd")).annotate(count("id").as("n"));

        assertThat(ids(way.list(authors().filter("id__in", odd.filter("n", 4).values("odd")).orderBy("id"))))
                .containsExactly(1);
    }

    @Way.Both
    void anAnnotationOfASubqueryMaySpeakOfAQueryFurtherOut(Way way) {
        QuerySet<Row> named = DB.objects("author").filter("id", outerRef("author"))
                .annotate(outerRef(outerRef("id")).as("far"))
                .filter(exists(DB.objects("author").filter("id", outerRef("far"))));
        QuerySet<Row> some = DB.objects("author").filter(exists(DB.objects("entry").filter(exists(named))));

        assertThat(way.count(some)).isEqualTo(4);
        assertThat(clauses(some)).contains("author_3.id = author.id");
    }

    @Way.Both
    void subqueriesSpeakOfTheRowAroundThem(Way way) {
        QuerySet<Row> own = entries().filter("author", outerRef("pk"));

        assertThat(way.list(authors().filter(exists(own.filter("x__gt", 5))).orderBy("id")))
                .extracting(row -> row.get("name"))
                .containsExactly("Bo", "Cy");
        assertThat(way.list(authors()
                .annotate(subquery(own.orderBy("-pub_date").values("headline").slice(0, 1)).as("latest"))
                .orderBy("id"))).extracting(row -> row.get("latest")).containsExactly("rain", "tea", "cake", null);
        assertThat(way.list(authors().filter("pk__in", entries().filter("x__gt", 5).values("author"))
                .orderBy("id"))).extracting(row -> row.get("name")).containsExactly("Bo", "Cy");
        assertThat(DB.statements()).hasSize(3);
    }
}
