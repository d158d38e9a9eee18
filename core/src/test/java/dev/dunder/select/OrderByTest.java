package dev.dunder.select;

import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrderByTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    @Way.Both
    void upAndDown(Way way) {
        assertThat(ids(way.list(entries().orderBy("headline", "-id")))).containsExactly(5, 1, 2, 4, 3);
        assertThat(clauses(entries().orderBy("headline", "-id")))
                .endsWith("order by entry.headline asc, entry.id desc");
        assertThat(ids(way.list(entries().orderBy("-pk")))).containsExactly(5, 4, 3, 2, 1);
    }

    @Test
    void theLastOrderCounts() {
        assertThat(clauses(entries().orderBy("x").orderBy("-id"))).isEqualTo("from entry order by entry.id desc");
        assertThat(clauses(entries().orderBy("x").orderBy())).isEqualTo("from entry");
    }

    @Way.Both
    void overAForeignKeyNoRowIsLost(Way way) {
        assertThat(ids(way.list(entries().orderBy("editor__name", "id")))).containsExactly(3, 1, 4, 2, 5);
        assertThat(clauses(entries().orderBy("editor__name"))).startsWith("from entry left outer join author");
        assertThat(clauses(entries().orderBy("author__name"))).startsWith("from entry join author");
        assertThat(clauses(entries().orderBy("author"))).isEqualTo("from entry order by entry.author_id asc");
    }

    @Way.Both
    void reverseTurnsEverythingRound(Way way) {
        assertThat(ids(way.list(entries().orderBy("headline", "-id").reverse()))).containsExactly(3, 4, 2, 1, 5);
        assertThat(clauses(entries().orderBy("id").reverse().reverse())).endsWith("order by entry.id asc");
        assertThat(clauses(entries().reverse())).isEqualTo("from entry");
    }

    @Way.Both
    void byChance(Way way) {
        assertThat(ids(way.list(entries().orderBy("?")))).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(clauses(entries().orderBy("?"))).contains("order by random()");
    }

    @Test
    void overARelationToManyTheCountIsThatOfTheRows() {
        QuerySet<Row> authors = DB.objects("author").orderBy("entry_author__x");

        assertThat(authors.count()).isEqualTo(authors.list().size()).isEqualTo(6);
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> entries().orderBy("headlin")).isInstanceOf(LookupException.class)
                .hasMessageContaining("Did you mean 'headline'?");
        assertThatThrownBy(() -> entries().orderBy("x; drop table entry")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().orderBy("x__gt")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().orderBy("")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().slice(0, 2).orderBy("x"))
                .hasMessage("Cannot reorder a query once a slice has been taken.");
        assertThatThrownBy(() -> entries().slice(0, 2).reverse())
                .hasMessage("Cannot reverse a query once a slice has been taken.");
    }
}
