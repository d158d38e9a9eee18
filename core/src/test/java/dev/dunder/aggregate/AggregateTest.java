package dev.dunder.aggregate;

import static dev.dunder.Dunder.avg;
import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.min;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.Functions.coalesce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    @Way.Both
    void eachHasItsType(Way way) {
        assertThat(way.aggregate(entries().filter("x__gt", 3, "x__lt", 9), avg("x"))).isEqualTo(5.5);
        assertThat(way.aggregate(entries(), avg("rating"))).isEqualTo(new BigDecimal("3.2500000000000000"));
        assertThat(way.aggregate(entries(), sum("x"))).isEqualTo(21L);
        assertThat(way.aggregate(entries(), sum("rating"))).isEqualTo(new BigDecimal("13.0"));
        assertThat(way.aggregate(entries(), min("pub_date"))).isEqualTo(LocalDate.of(2024, 1, 1));
        assertThat(way.aggregate(entries(), max("headline", String.class))).isEqualTo("tea");
        assertThat(way.aggregate(entries(), count("x"))).isEqualTo(4L);
        assertThat(way.aggregate(entries(), count("*"))).isEqualTo(5L);
        assertThat(way.aggregate(entries(), count("headline").distinct())).isEqualTo(4L);
        assertThat(DB.statements()).hasSize(9);
    }

    @Way.Both
    void overNothing(Way way) {
        assertThat(way.aggregate(entries().filter("x", 1000), avg("x"))).isNull();
        assertThat(way.aggregate(entries().filter("x", 1000), count("x"))).isZero();
        assertThat(DB.statements()).hasSize(2);
        assertThat(way.aggregate(entries().none(), sum("x"), count("*")).toMap())
                .containsEntry("x__sum", null).containsEntry("count", 0L);
        assertThat(DB.statements()).hasSize(2);
    }

    @Way.Both
    void severalAreOneStatement(Way way) {
        Row row = way.aggregate(entries(), avg("x"), max("x").as("most"), count("*"));

        assertThat(row.toMap()).isEqualTo(Map.of("x__avg", 5.25, "most", 9, "count", 5L));
        assertThat(DB.statements()).containsExactly(
                "select avg(entry.x) as x__avg, max(entry.x) as most, count(*) as count from entry");
    }

    @Way.Both
    void overRelations(Way way) {
        assertThat(way.aggregate(entries(), sum("author__age"))).isEqualTo(100L);
        assertThat(way.aggregate(authors(), count("entry_author"))).isEqualTo(5L);
        assertThat(way.aggregate(authors(), max("entry_author__x"))).isEqualTo(9);
        assertThat(way.aggregate(entries(), count("tag"))).isEqualTo(4L);
    }

    @Way.Both
    void relationsToManyDoNotMultiplyEachOther(Way way) {
        Row row = way.aggregate(entries(), count("*"), count("tag").as("tags"), count("comment").as("comments"),
                sum("comment__stars").as("stars"), sum("x"));

        assertThat(row.toMap()).isEqualTo(Map.of("count", 5L, "tags", 4L, "comments", 4L, "stars", 9L, "x__sum", 21L));
        assertThat(DB.statements()).hasSize(1);
    }

    @Way.Both
    void afterAFilterOnTheRelationItIsOverWhatTheFilterKeeps(Way way) {
        QuerySet<Row> some = authors().filter("entry_author__published", true);

        assertThat(way.aggregate(some, count("entry_author"), sum("entry_author__x"), sum("age")).toMap())
                .isEqualTo(Map.of("entry_author__count", 3L, "entry_author__x__sum", 8L, "age__sum", 70L));
    }

    @Way.Both
    void ofASliceItIsOverTheRowsOfTheSlice(Way way) {
        QuerySet<Row> two = entries().orderBy("id").slice(0, 2);

        assertThat(way.aggregate(two, count("comment"))).isEqualTo(3L);
        assertThat(way.aggregate(two, count("comment"), count("tag"), count("*"), sum("x")).values())
                .containsExactly(3L, 3L, 2L, 5L);
        assertThat(
                way.aggregate(authors().filter("entry_author__x__gt", 0).distinct(), count("entry_author"), sum("age"))
                        .values())
                .containsExactly(5L, 70L);
        assertThatThrownBy(() -> entries().values("x").distinct().aggregate(count("tag")))
                .hasMessageContaining("Cannot aggregate");
    }

    @Way.Both
    void ofASliceOfGroupsItIsOfWhatTheseHave(Way way) {
        QuerySet<Row> groups = authors().values("country").annotate(count("entry_author").as("n"))
                .orderBy("country__id").slice(0, 2);

        assertThat(way.list(groups.valuesList("n"))).containsExactly(List.of(2L), List.of(2L));
        assertThat(way.aggregate(groups, sum("n"), max("n"), count("*")).values()).containsExactly(4L, 2L, 2L);
        assertThat(DB.statements()).hasSize(2);
    }

    @Way.Both
    void whatIsNotAggregatedIsNotComputed(Way way) {
        QuerySet<Row> some = entries().selectRelated("author").annotate(count("tag").as("n"), f("x").plus(1).as("y"));

        assertThat(way.aggregate(some, sum("x"))).isEqualTo(21L);
        assertThat(way.aggregate(some.orderBy("n"), sum("n"))).isEqualTo(4L);
        assertThat(way.aggregate(some.filter("n__gt", 0), sum("x"), count("*")).values()).containsExactly(12L, 3L);
        assertThat(DB.statements()).containsExactly(
                "select sum(entry.x) as x__sum from entry",
                "select sum(rows.further 1) as n__sum from (select count(entry_tag.entry_id) as further 1 from entry"
                        + " left outer join entry_tag on entry.id = entry_tag.entry_id group by entry.id) as rows",
                "select sum(rows.further 1) as x__sum, count(*) as count from (select entry.x as further 1 from entry"
                        + " left outer join entry_tag on entry.id = entry_tag.entry_id group by entry.id"
                        + " having count(entry_tag.entry_id) > ?) as rows");
    }

    @Way.Both
    void oneAloneNeedsNoName(Way way) {
        assertThat(way.aggregate(entries(), sum(f("x").times(f("rating"))))).isEqualTo(new BigDecimal("56.5"));
        assertThat(entries().aggregate(avg(f("x").plus(1)))).isEqualTo(6.25);
        assertThatThrownBy(() -> entries().aggregate(sum(f("x").plus(1)), sum("x"))).hasMessageContaining("as(…)");
    }

    @Way.Both
    void oneMayNameAnEarlierOneOfTheCall(Way way) {
        assertThat(way.aggregate(entries(), sum("x").as("s"), count("x").as("n"),
                f("s").dividedBy(f("n")).as("mean")).toMap()).isEqualTo(Map.of("s", 21L, "n", 4L, "mean", 5L));
        assertThat(way.aggregate(authors(), count("entry_author").as("n"), sum("age").as("a"),
                f("n").plus(f("a")).as("both")).get("both")).isEqualTo(95L);
        assertThat(way.aggregate(entries().slice(0, 2), max("x").as("top"), f("top").plus(1).as("more")).values())
                .containsExactly(4, 5);
        assertThat(way.aggregate(entries(), sum("x").as("x"), max("x").as("m")).values())
                .as("a column stays what it is").containsExactly(21L, 9);
    }

    @Way.Both
    void ofNothingADefaultIsKnown(Way way) {
        QuerySet<Row> nothing = entries().none();

        assertThat(way.aggregate(nothing, coalesce(sum("x"), value(0)).as("s"), count("id").as("n"),
                coalesce(max("rating"), avg("rating"), value(2)).as("r"),
                coalesce(max("headline"), value("none")).as("h"),
                coalesce(sum("x"), count("x")).as("c")).values())
                .containsExactly(0L, 0L, new BigDecimal("2"), "none", 0L);
        assertThat(DB.statements()).isEmpty();
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> entries().aggregate(avg("headline"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("Cannot compute avg of 'headline'");
        assertThatThrownBy(() -> entries().aggregate(max("published"))).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().aggregate(sum("y"))).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().aggregate(avg("x", LocalDate.class))).isInstanceOf(LookupException.class)
                .hasMessageContaining("The avg of 'x' is of type Double, not LocalDate.");
        assertThatThrownBy(() -> entries().aggregate(sum("x"), sum("x"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("Two aggregates are called 'x__sum'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a b", "a\"", "a;--", "a\u0000", "ä", "a.b"})
    void aNameIsAName(String name) {
        assertThatThrownBy(() -> sum("x").as(name)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> sum("x").as("a".repeat(64))).isInstanceOf(LookupException.class);
    }
}
