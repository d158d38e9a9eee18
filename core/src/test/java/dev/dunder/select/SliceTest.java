package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.sum;
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

class SliceTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry").orderBy("id");
    }

    @Way.Both
    void fromHereToThere(Way way) {
        assertThat(ids(way.list(entries().slice(1, 3)))).containsExactly(2, 3);
        assertThat(ids(way.list(entries().slice(0, 2)))).containsExactly(1, 2);
        assertThat(ids(way.list(entries().skip(3)))).containsExactly(4, 5);
        assertThat(ids(way.list(entries().slice(4, 100)))).containsExactly(5);
        assertThat(ids(way.list(entries().slice(100, 200)))).isEmpty();
        assertThat(clauses(entries().slice(1, 3))).endsWith("offset ? rows fetch next ? rows only");
        assertThat(clauses(entries().slice(0, 3))).endsWith("fetch next ? rows only").doesNotContain("offset");
        assertThat(clauses(entries().skip(3))).endsWith("offset ? rows");
    }

    @Way.Both
    void aSliceOfASliceCountsWithinIt(Way way) {
        assertThat(ids(way.list(entries().slice(1, 4).slice(1, 3)))).containsExactly(3, 4);
        assertThat(ids(way.list(entries().slice(1, 3).slice(1, 10)))).containsExactly(3);
        assertThat(ids(way.list(entries().skip(1).slice(1, 2)))).containsExactly(3);
        assertThat(ids(way.list(entries().slice(0, 2).slice(5, 9)))).isEmpty();
    }

    @Way.Both
    void anEmptySliceSendsNothing(Way way) {
        assertThat(way.list(entries().slice(3, 3))).isEmpty();
        assertThat(way.list(entries().slice(4, 2))).isEmpty();
        assertThat(way.aggregate(entries().slice(3, 3), count("*"))).isZero();
        assertThat(DB.statements()).isEmpty();
    }

    @Way.Both
    void whatIsAskedOfASliceIsAboutItsRows(Way way) {
        QuerySet<Row> slice = entries().slice(1, 4);

        assertThat(way.count(slice)).isEqualTo(3);
        assertThat(way.exists(slice)).isTrue();
        assertThat(way.exists(entries().slice(5, 9))).isFalse();
        assertThat(way.aggregate(slice, sum("x"))).isEqualTo(11L);
        assertThat(way.aggregate(slice, sum("x"), count("author__age")).values()).containsExactly(11L, 2L);
        assertThat(way.get(entries().slice(1, 2)).get("id")).isEqualTo(2);
        assertThat(way.first(slice)).isEqualTo(way.get(entries(), "id", 2));
    }

    @Test
    void pagesShareAPlan() {
        assertThat(entries().slice(10, 20).sql()).isEqualTo(entries().slice(20, 30).sql());
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> entries().slice(-1, 2)).isInstanceOf(DunderException.class)
                .hasMessageContaining("reverse()");
        assertThatThrownBy(() -> entries().slice(0, -2)).isInstanceOf(DunderException.class);
        assertThatThrownBy(() -> entries().slice(0, 2).distinct()).hasMessageContaining("once a slice has been taken");
        assertThatThrownBy(() -> entries().slice(0, 2).last())
                .hasMessage("Cannot reverse a query once a slice has been taken.");
        assertThatThrownBy(() -> DB.objects("entry").slice(0, 2).first())
                .hasMessageContaining("call orderBy(…) before slice(…)");
    }
}
