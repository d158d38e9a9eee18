package dev.dunder.select;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.value;
import static dev.dunder.Dunder.window;
import static dev.dunder.Functions.coalesce;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DistinctTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    @Way.Both
    void equalRowsComeOnce(Way way) {
        assertThat(way.list(entries().values("headline").distinct().orderBy("headline")))
                .extracting(row -> row.get("headline")).containsExactly("cake", "rain", "sea", "tea");
        assertThat(way.count(entries().values("headline").distinct())).isEqualTo(4);
    }

    @Way.Both
    void theFirstOfEach(Way way) {
        QuerySet<Row> some = entries().distinct("author").orderBy("author", "-id");

        assertThat(ids(way.list(some))).containsExactly(2, 3, 5);
        assertThat(some.sql().replace("\"", "")).startsWith("select distinct on (entry.author_id) entry.id");
        assertThat(way.count(some)).isEqualTo(3);
    }

    @Way.Both
    void gettingOneOfThemKeepsTheOrder(Way way) {
        assertThat(way.get(entries().filter("author", 1).distinct("author").orderBy("author", "-id")).get("id"))
                .isEqualTo(2);
    }

    @Way.Both
    void theFirstOfEachThatAWindowKeeps(Way way) {
        QuerySet<Row> some = entries().annotate(rowNumber().over(window().orderBy("id")).as("n"))
                .filter("n__lte", 4).orderBy("author", "-id").distinct("author");

        assertThat(ids(way.list(some))).containsExactly(2, 3, 4);
        assertThat(way.count(some)).isEqualTo(3);
    }

    @Way.Both
    void ofAWindowTheyMayBeOrderedByAnotherColumn(Way way) {
        assertThat(way.list(entries().annotate(rowNumber().over(window().orderBy("id")).as("n"))
                .filter("n__lte", 3).orderBy("-x").values("published").distinct()))
                .extracting(row -> row.get("published")).containsExactly(true, false, true);
    }

    @Way.Both
    void distinctRowsAreOrderedByWhatIsComputed(Way way) {
        QuerySet<Row> some = entries().orderBy(coalesce("x", value(8)).desc(), f("id").asc()).distinct();

        assertThat(ids(way.list(some))).containsExactly(5, 4, 3, 2, 1);
        assertThat(clauses(some)).as("each is there once").isEqualTo(
                "from entry order by coalesce(entry.x, ?) desc, entry.id asc");
        assertThat(clauses(some.values("headline"))).endsWith("order by 2 desc, entry.id asc");
        assertThat(way.list(some.values("headline"))).extracting(row -> row.get("headline"))
                .containsExactly("cake", "sea", "tea", "rain", "cake");
    }

    @Way.Both
    void wholeRowsComeOnceSinceRelatedOnesAreButAskedFor(Way way) {
        QuerySet<Row> some = entries().filter("comment__body__in", List.of("a", "b", "c")).distinct().orderBy("-id");

        assertThat(ids(way.list(some))).containsExactly(2, 1);
        assertThat(ids(way.list(some.slice(1, 2)))).containsExactly(1);
        assertThat(way.count(some)).isEqualTo(2);
        assertThat(clauses(some)).startsWith("from entry where exists (select 1 as one from comment where")
                .doesNotContain("distinct", "group by");
        assertThat(ids(way.list(some.filter("tag__name", "red").filter("tag__name", "blue")))).containsExactly(1);
        assertThat(way.list(some.selectRelated("author").filter("author__name", "Ann"))).hasSize(2);
    }

    @Way.Both
    void whatSeveralRelatedRowsTellApartIsJoined(Way way) {
        QuerySet<Row> some = entries().filter("comment__body__in", List.of("a", "b", "c"));

        assertThat(ids(way.list(some.distinct().orderBy("comment__stars", "id")))).containsExactly(1, 1, 2);
        assertThat(way.list(some.values("id", "comment__body").distinct().orderBy("comment__body"))).hasSize(3);
        assertThat(ids(way.list(entries().filter(q("comment__stars__gt", 2).or(q("x", 9))).distinct().orderBy("id"))))
                .containsExactly(1, 5);
        assertThat(ids(way.list(some.annotate(rowNumber().over(window().orderBy("id")).as("n")).distinct()
                .orderBy("id", "n")))).as("windows are of the joined rows").containsExactly(1, 1, 2);
    }

    @Way.Both
    void theFirstOfEachThatIsComputed(Way way) {
        QuerySet<Row> some = entries().annotate(coalesce("x", value(4)).as("y")).distinct("y").orderBy("y", "id");

        assertThat(ids(way.list(some))).containsExactly(1, 2, 3, 5);
        assertThat(ids(way.list(entries().alias(coalesce("x", value(4)).as("y")).distinct("y").orderBy("y", "-id"))))
                .containsExactly(1, 4, 3, 5);
        assertThat(way.count(some)).isEqualTo(4);
    }

    @Test
    void notOfASlice() {
        assertThatThrownBy(() -> entries().slice(0, 2).distinct("x")).isInstanceOf(DunderException.class);
    }
}
