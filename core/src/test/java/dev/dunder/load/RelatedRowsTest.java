package dev.dunder.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.NotLoadedException;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What instances are loaded with. */
class RelatedRowsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    record Line(Integer id, String authorName) {}

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    @Way.Both
    void selectedRelationsComeByJoins(Way way) {
        List<Row> rows = way.list(entries().selectRelated("author__country", "editor").orderBy("id"));

        assertThat(rows.get(0).one("author").one("country").get("name")).isEqualTo("Chile");
        assertThat(rows.get(0).one("editor").get("name")).isEqualTo("Bo");
        assertThat(rows.get(1).one("editor")).isNull();
        assertThat(rows.get(2).one("author").one("country")).isNull();
        assertThat(DB.statements()).singleElement().asString()
                .contains("join author on entry.author_id", "left outer join author as author_2",
                        "left outer join country");
    }

    @Way.Both
    void prefetchedRelationsComeByOneStatementEach(Way way) {
        List<Row> rows = way
                .list(authors().prefetchRelated("entry_author__tag", "entry_author__comment").orderBy("id"));

        assertThat(DB.statements()).hasSize(4);
        Row first = rows.get(0).many("entry_author").list().get(0);
        assertThat(first.many("tag").list()).extracting(tag -> tag.get("name")).containsExactlyInAnyOrder("red",
                "blue");
        assertThat(first.many("comment").count()).isEqualTo(2);
        assertThat(rows.get(3).many("entry_author").list()).isEmpty();
        assertThat(DB.statements()).hasSize(4);
    }

    @Way.Both
    void aSliceIsOfEachParent(Way way) {
        Prefetch latest = new Prefetch("entry_author", entries().orderBy("-pub_date").slice(0, 1)).to("latest");
        List<Row> rows = way.list(authors().prefetchRelated(latest).orderBy("id"));

        assertThat(rows.stream().map(row -> row.loaded("latest").stream().map(one -> ((Row) one).get("id")).toList()))
                .containsExactly(List.of(2), List.of(3), List.of(5), List.of());
        assertThat(DB.statements()).hasSize(2);
        assertThat(DB.statements().get(1)).contains("row_number() over (partition by");
    }

    @Way.Both
    void whatIsNotLoadedSaysWhatToAdd(Way way) {
        Row entry = way.get(entries().only("headline"), "id", 1);

        assertThat(entry.get("headline")).isEqualTo("cake");
        assertThatThrownBy(() -> entry.get("x")).isInstanceOf(NotLoadedException.class).hasMessageContaining("'x'");
        assertThatThrownBy(() -> entry.one("author")).isInstanceOf(NotLoadedException.class)
                .hasMessageContaining("selectRelated(\"author\")");
        assertThat(DB.statements()).singleElement().asString().startsWith("select entry.id, entry.headline from entry");
    }

    @Test
    void anInstanceLoadsMore() {
        Row entry = entries().get("id", 1).load("author", "tag");

        assertThat(entry.one("author").get("name")).isEqualTo("Ann");
        assertThat(entry.many("tag").list()).hasSize(2);
        assertThat(DB.statements()).hasSize(3);
    }

    @Test
    void relationsThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> entries().selectRelated("autor")).isInstanceOf(LookupException.class)
                .hasMessageContaining("author");
        assertThatThrownBy(() -> entries().selectRelated("tag")).hasMessageContaining("prefetchRelated");
        assertThatThrownBy(() -> authors().prefetchRelated(new Prefetch("entry_author", authors())).list())
                .hasMessageContaining("leads to entry");
        assertThatThrownBy(() -> entries().values("x").selectRelated("author")).hasMessageContaining("values(…)");
    }

    @Test
    void querySetsThatWerePutTogetherAreRefused() {
        QuerySet<Row> few = entries().filter("x", 1);
        for (QuerySet<Row> both : List.of(few.union(entries()), few.unionAll(entries()), few.intersection(entries()),
                entries().difference(few), few.union(entries()).orderBy("id").slice(0, 1),
                few.none().union(few.none()))) {
            assertThatThrownBy(() -> new Prefetch("entry_author", both)).isInstanceOf(LookupException.class)
                    .hasMessageContaining("'entry_author'").hasMessageContaining("put together: use or(…)");
        }
        assertThat(authors().prefetchRelated(new Prefetch("entry_author", few.or(entries().filter("x__gt", 1))))
                .list()).isNotEmpty();
    }

    @Test
    void rowsGoIntoRecords() {
        assertThat(entries().orderBy("id").slice(0, 1).values("id", "author__name").into(Line.class))
                .containsExactly(new Line(1, "Ann"));
        assertThatThrownBy(() -> entries().values("id").into(Line.class)).isInstanceOf(LookupException.class)
                .hasMessageContaining("authorName");
    }
}
