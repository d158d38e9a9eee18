package dev.dunder;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static dev.dunder.TestDatabase.clauses;
import static dev.dunder.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.lookups.LookupException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FilteredRelationTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    private static QuerySet<Row> published() {
        return authors().filteredRelation("good", "entry_author", q("entry_author__published", true)).orderBy("id");
    }

    @Way.Both
    void theConditionIsPartOfTheJoin(Way way) {
        QuerySet<Row> some = published().annotate(count("good").as("n"));

        assertThat(way.list(some.valuesList("id", "n")))
                .containsExactly(List.of(1, 1L), List.of(2, 1L), List.of(3, 1L), List.of(4, 0L));
        assertThat(clauses(some))
                .contains("left outer join entry on (author.id = entry.author_id and entry.published = ?)");
    }

    @Way.Both
    void besideTheWholeRelationItIsABranchOfItsOwn(Way way) {
        assertThat(way.list(published().annotate(count("good").as("n"), count("entry_author").as("m"))
                .valuesList("n", "m")))
                .containsExactly(List.of(1L, 2L), List.of(1L, 1L), List.of(1L, 2L), List.of(0L, 0L));
    }

    @Way.Both
    void anExclusionIsOfTheFilteredRows(Way way) {
        QuerySet<Row> some = published().exclude("good__headline", "rain");

        assertThat(ids(way.list(some))).containsExactly(1, 2, 3, 4);
        assertThat(clauses(some)).contains("entry.published = ?");
        assertThat(ids(way.list(published().exclude("good__headline", "cake")))).containsExactly(2, 3, 4);
    }

    @Way.Both
    void anExclusionIsOfTheFilteredRowsFurtherAlong(Way way) {
        QuerySet<Row> countries = DB.objects("country")
                .filteredRelation("good", "author__entry_author", q("author__entry_author__published", true))
                .orderBy("id");

        assertThat(ids(way.list(countries.exclude("good__headline", "rain")))).containsExactly(1, 2);
        assertThat(ids(way.list(countries.exclude("good__headline", "cake")))).containsExactly(2);
    }

    @Way.Both
    void theConditionMayBeAboutTheNearSide(Way way) {
        QuerySet<Row> some = authors().filteredRelation("good", "entry_author", q("entry_author__x__lt", f("age")))
                .orderBy("id");

        assertThat(ids(way.list(some.filter("good__isnull", true)))).containsExactly(3, 4);
        assertThat(ids(way.list(some.exclude("good__x__gt", 3)))).containsExactly(3, 4);
    }

    @Test
    void itIsTheSameShapeEachTime() {
        assertThat(published().filter("good__x", 2).query()).isEqualTo(published().filter("good__x", 4).query());
    }

    @Test
    void itsNameIsTakenThen() {
        assertThatThrownBy(() -> published().annotate(f("age").as("good"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("has a relation of that name");
    }
}
