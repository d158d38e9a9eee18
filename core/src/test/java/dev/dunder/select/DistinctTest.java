package dev.dunder.select;

import static dev.dunder.Dunder.f;
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
        assertThat(clauses(some)).endsWith("order by 10 desc, entry.id asc");
        assertThat(way.list(some.values("headline"))).extracting(row -> row.get("headline"))
                .containsExactly("cake", "sea", "tea", "rain", "cake");
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
