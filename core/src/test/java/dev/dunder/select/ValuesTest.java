package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.sum;
import static dev.dunder.fixture.TestDatabase.clauses;
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

/** {@code values}, {@code valuesList} and {@code distinct}. */
class ValuesTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry").orderBy("id");
    }

    @Way.Both
    void valuesAreRowsOfWhatWasNamed(Way way) {
        QuerySet<Row> some = entries().filter("x__lte", 4).values("headline", "author__name", "author");

        assertThat(way.list(some).stream().map(Row::toMap)).containsExactly(
                Map.of("headline", "cake", "author__name", "Ann", "author", 1),
                Map.of("headline", "rain", "author__name", "Ann", "author", 1));
        assertThat(some.sql().replace("\"", ""))
                .startsWith("select entry.headline, author.name, entry.author_id from entry join");
    }

    @Way.Both
    void aColumnWithANameIsKnownByIt(Way way) {
        QuerySet<Row> some = entries().values(f("author__name").as("who"), f("id"), f("x").as("size"));

        assertThat(way.list(some.orderBy("-who", "id"))).extracting(row -> row.get("id"))
                .containsExactly(4, 5, 3, 1, 2);
        assertThat(way.list(some.filter("who", "Bo", "size__gt", 5).annotate(f("size").plus(1).as("more"))))
                .extracting(Row::toMap).containsExactly(Map.of("who", "Bo", "id", 3, "size", 7, "more", 8));
        assertThat(way.list(entries().values(f("author__name").as("who")).annotate(count("id").as("n"))
                .orderBy("who"))).extracting(Row::toMap).containsExactly(Map.of("who", "Ann", "n", 2L),
                        Map.of("who", "Bo", "n", 1L), Map.of("who", "Cy", "n", 2L));
        assertThat(way.list(entries().annotate(count("tag").as("t")).values(f("t").as("tags"), f("id"))
                .filter("tags__gt", 1).orderBy("tags"))).extracting(Row::toMap)
                .containsExactly(Map.of("tags", 2L, "id", 1));
        assertThat(way.list(entries().values(f("author").as("by")).distinct().orderBy("-by")))
                .extracting(row -> row.get("by")).containsExactly(3, 2, 1);
        assertThat(some.orderBy("who").sql().replace("\"", "")).contains("select author.name as who, entry.id,");
    }

    @Way.Both
    void valuesAreReadByNameAndType(Way way) {
        Row row = way.get(entries().values("x", "headline"), "id", 4);

        assertThat(row.get("x")).isNull();
        assertThat(row.get("headline", String.class)).isEqualTo("sea");
        assertThat(row.names()).containsExactly("x", "headline");
        assertThatThrownBy(() -> row.get("id")).isInstanceOf(LookupException.class)
                .hasMessageContaining("Choices: headline, x");
        assertThatThrownBy(() -> row.get("headline", Integer.class)).isInstanceOf(DunderException.class)
                .hasMessageContaining("is of type String, not Integer");
        assertThatThrownBy(() -> row.update("x", 1)).isInstanceOf(DunderException.class)
                .hasMessageContaining("values(…)");
        assertThat(row).hasToString("(x=null, headline=\"sea\")");
    }

    @Test
    void withoutNamesValuesAreAllColumns() {
        assertThat(DB.objects("tag").orderBy("id").values().first()).isNotNull()
                .satisfies(row -> assertThat(row.toMap()).isEqualTo(Map.of("id", 1, "name", "red")));
    }

    @Way.Both
    void listsAndSingleValues(Way way) {
        assertThat(way.list(entries().valuesList("id", "x"))).containsExactly(
                List.of(1, 1), List.of(2, 4), List.of(3, 7), Arrays.asList(4, null), List.of(5, 9));
        assertThat(way.list(entries().valuesList("x", Integer.class))).containsExactly(1, 4, 7, null, 9);
        assertThat(way.list(entries().valuesList("author__name", String.class))).containsExactly("Ann", "Ann", "Bo",
                "Cy", "Cy");
        assertThatThrownBy(() -> entries().valuesList("x", String.class)).isInstanceOf(LookupException.class)
                .hasMessageContaining("'x' on entry is of type Integer, not String");
    }

    @Way.Both
    void overARelationToManyThereIsARowForEach(Way way) {
        QuerySet<List<Object>> pairs = narrowed(
                DB.objects("author").orderBy("id", "entry_author__id").valuesList("name", "entry_author__id"));

        assertThat(way.list(pairs)).containsExactly(List.of("Ann", 1), List.of("Ann", 2), List.of("Bo", 3),
                List.of("Cy", 4),
                List.of("Cy", 5), Arrays.asList("Di", null));
        assertThat(way.count(pairs.all())).isEqualTo(6);
    }

    @SuppressWarnings("unchecked")
    private static QuerySet<List<Object>> narrowed(QuerySet<?> set) {
        return (QuerySet<List<Object>>) set;
    }

    @Way.Both
    void distinctIsAboutWhatIsRead(Way way) {
        QuerySet<Row> headlines = DB.objects("entry").values("headline").distinct();

        assertThat(way.count(headlines)).isEqualTo(4);
        assertThat(way.size(headlines)).isEqualTo(4);
        assertThat(way.exists(headlines)).isTrue();
        assertThat(way.aggregate(headlines, count("headline"))).isEqualTo(4);
        assertThat(way.aggregate(DB.objects("author").filter("entry_author__isnull", false).distinct(), sum("age")))
                .isEqualTo(70L);
    }

    @Way.Both
    void distinctMayBeOrderedByWhatIsNotRead(Way way) {
        QuerySet<Row> authors = DB.objects("entry").values("author").distinct().orderBy("author__name");

        assertThat(way.list(authors).stream().map(row -> row.get("author"))).containsExactly(1, 2, 3);
        assertThat(clauses(authors)).endsWith("order by author.name asc");
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> entries().values("x", "x")).isInstanceOf(LookupException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> entries().values("nope")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().values("x__gt")).isInstanceOf(LookupException.class)
                .hasMessageContaining("Lookup 'gt' does not work here, after 'x'");
        assertThatThrownBy(() -> entries().values("x").with("x", 1)).isInstanceOf(DunderException.class);
    }

    @Way.Both
    void afterSeveralFiltersOnARelationValuesAreOfTheLastOne(Way way) {
        QuerySet<Row> both = entries().filter("tag__name", "red").filter("tag__name", "blue").values("id", "tag__name");

        assertThat(way.list(both).stream().map(Row::toMap)).containsExactly(Map.of("id", 1, "tag__name", "blue"));
        assertThat(way.count(both.all())).isEqualTo(1);
    }

    @Way.Both
    void anAggregateOverValuesCountsTheirRows(Way way) {
        QuerySet<Row> tagged = entries().values("tag__name");

        assertThat(way.aggregate(tagged, count("*"))).isEqualTo(6L).isEqualTo(way.count(tagged))
                .isEqualTo(way.list(tagged).size());
        assertThat(way.aggregate(DB.objects("author").distinct().orderBy("entry_author__x"), sum("id"))).isEqualTo(10L);
    }
}
