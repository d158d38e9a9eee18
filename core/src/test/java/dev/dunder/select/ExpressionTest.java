package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.value;
import static dev.dunder.Dunder.when;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExpressionTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    @Way.Both
    void columnsAreComparedWithEachOther(Way way) {
        QuerySet<Row> some = entries().filter("author", f("editor"));

        assertThat(ids(way.list(some))).containsExactly(4);
        assertThat(clauses(some)).isEqualTo("from entry where entry.author_id = entry.editor_id");
    }

    @Way.Both
    void numbersOfDifferentTypesAreReckonedWith(Way way) {
        QuerySet<Row> some = entries().annotate(f("x").times(f("rating")).as("m"), f("x").plus(1).as("n"))
                .orderBy("id");

        assertThat(way.list(some.slice(0, 3).valuesList("m", "n"))).containsExactly(
                List.of(new BigDecimal("1.5"), 2), List.of(new BigDecimal("10.0"), 5), Arrays.asList(null, 8));
    }

    @Way.Both
    void daysAreAddedAndCounted(Way way) {
        assertThat(way.list(entries().filter("id", 1)
                .valuesList(f("pub_date").plus(Duration.ofDays(1)).as("d"), LocalDateTime.class)))
                .containsExactly(LocalDateTime.of(2024, 1, 2, 0, 0));
        assertThat(ids(way.list(entries().filter(f("pub_date").minus(f("parent__pub_date")).gt(Duration.ofDays(40)))
                .orderBy("id")))).containsExactly(3, 4);
    }

    @Way.Both
    void oneOfSeveral(Way way) {
        QuerySet<Row> some = entries().annotate(when(q("x__gt", 5), value("high")).when(q("x__lt", 3), value("low"))
                .otherwise(value("none")).as("k"));

        assertThat(way.list(some.orderBy("id").valuesList("k", String.class)))
                .containsExactly("low", "none", "high", "none", "high");
        assertThat(way.list(some.values("k").annotate(count("*").as("n")).orderBy("k").valuesList("k", "n")))
                .containsExactly(List.of("high", 2L), List.of("low", 1L), List.of("none", 2L));
        assertThat(way.count(some.filter("k", "high"))).isEqualTo(2);
    }

    @Way.Both
    void whatIsTrueOrFalseIsAFilter(Way way) {
        assertThat(ids(way.list(entries().filter(when(q("x__gt", 3), true).otherwise(false)).orderBy("id"))))
                .containsExactly(2, 3, 5);
        assertThat(ids(way.list(entries().filter(f("published")).orderBy("id")))).containsExactly(1, 3, 4);
        assertThat(ids(way.list(entries().annotate(q("x__gt", 3).as("large")).filter("large", true)
                .orderBy("id")))).containsExactly(2, 3, 5);
    }

    @Way.Both
    void nullIsAValueOfItsType(Way way) {
        QuerySet<Row> some = entries().annotate(value(null, SQLDataType.INTEGER).as("z"));

        assertThat(way.count(some.filter("z__isnull", true))).isEqualTo(5);
        assertThat(way.list(some.filter("id", 1).valuesList("z", Integer.class))).containsOnlyNulls();
    }

    @Way.Both
    void nullsStandWhereTheyAreWanted(Way way) {
        assertThat(ids(way.list(entries().orderBy(f("editor__age").desc().nullsLast(), f("id").asc()))))
                .containsExactly(1, 3, 2, 4, 5);
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> entries().filter(f("headline"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("true or false");
        assertThatThrownBy(() -> entries().annotate(f("y").plus(1).as("z"))).isInstanceOf(LookupException.class);
    }

    @Way.Both
    void expressionsAreComputedAndFilteredBy(Way way) {
        List<Row> rows = way.list(entries()
                .annotate(
                        f("x").times(2).plus(f("author__age")).as("sum"),
                        when(q("x__gt", 5), value("large")).otherwise(value("small")).as("size"))
                .filter("sum__gt", 33)
                .orderBy("id"));

        assertThat(rows).extracting(row -> row.get("sum")).containsExactly(38, 54);
        assertThat(rows).extracting(row -> row.get("size")).containsExactly("small", "large");
    }
}
