package dev.dunder.load;

import static dev.dunder.fixture.TestDatabase.clauses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.NotLoadedException;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What instances are loaded with. */
class LoadingTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author");
    }

    @Way.Both
    void relationsToManyAreNoColumnsThatCouldBeLeftOut(Way way) {
        Row left = way.list(entries().defer("tag", "comment", "x").orderBy("id")).get(0);
        assertThat(left.isLoaded("x")).isFalse();
        assertThat(left.get("headline")).isEqualTo("cake");
        assertThat(way.list(entries().only("tag").orderBy("id")).get(0).isLoaded("headline")).isFalse();
        assertThatThrownBy(() -> entries().only("tog")).isInstanceOf(LookupException.class)
                .hasMessageContaining("Did you mean 'tag'?");
    }

    @Way.Both
    void aRelationToOneIsReadInTheSameStatement(Way way) {
        List<Row> rows = way.list(entries().selectRelated("author__country", "editor").orderBy("id"));

        assertThat(rows).extracting(row -> row.one("author").get("name"))
                .containsExactly("Ann", "Ann", "Bo", "Cy", "Cy");
        assertThat(rows.get(0).one("author").one("country").get("name")).isEqualTo("Chile");
        assertThat(rows.get(2).one("author").one("country")).isNull();
        assertThat(rows.get(0).one("editor").get("name")).isEqualTo("Bo");
        assertThat(rows.get(1).one("editor")).isNull();
        assertThat(DB.statements()).hasSize(1).first().asString()
                .contains("join author on entry.author_id = author.id left outer join country")
                .contains("left outer join author as author_2 on entry.editor_id = author_2.id");
    }

    @Way.Both
    void allThatSurelyHaveARow(Way way) {
        List<Row> rows = way.list(entries().selectRelated().orderBy("id"));

        assertThat(rows.get(0).isLoaded("author")).isTrue();
        assertThat(rows.get(0).isLoaded("editor")).isFalse();
        assertThat(clauses(entries().selectRelated().noSelectRelated())).isEqualTo("from entry");
    }

    @Way.Both
    void relationsToManyAreAStatementEach(Way way) {
        List<Row> rows = way
                .list(authors().prefetchRelated("entry_author__tag", "entry_author__comment").orderBy("id"));

        assertThat(DB.statements()).hasSize(4);
        assertThat(rows).extracting(row -> row.many("entry_author").size()).containsExactly(2, 1, 2, 0);
        assertThat(rows.get(0).many("entry_author").list()).extracting(row -> row.many("tag").size())
                .containsExactlyInAnyOrder(2, 1);
        Row first = rows.get(0).many("entry_author").list().get(0);
        assertThat(first.many("tag").list()).extracting(tag -> tag.get("name"))
                .containsExactlyInAnyOrder("red", "blue");
        assertThat(first.many("comment").count()).isEqualTo(2);
        assertThat(DB.statements()).hasSize(4);
        assertThat(DB.statements().get(1)).contains("where entry.author_id = any (?)");
    }

    @Way.Both
    void someRowsForEachParent(Way way) {
        Prefetch latest = new Prefetch("entry_author", entries().orderBy("-pub_date").slice(0, 1)).to("latest");
        List<Row> rows = way.list(authors().prefetchRelated(latest).orderBy("id"));

        assertThat(rows).extracting(row -> row.loaded("latest").stream().map(one -> one.keyValue("id")).toList())
                .isEqualTo(List.of(List.of(2), List.of(3), List.of(5), List.of()));
        assertThat(DB.statements()).hasSize(2).last().asString().contains("row_number() over (partition by");
    }

    @Way.Both
    void ownRowsStandBesideAll(Way way) {
        Prefetch published = new Prefetch("entry_author", entries().filter("published", true)).to("published");
        List<Row> rows = way.list(authors().prefetchRelated(new Prefetch("entry_author"), published).orderBy("id"));

        assertThat(rows).extracting(row -> row.many("entry_author").size()).containsExactly(2, 1, 2, 0);
        assertThat(rows).extracting(row -> row.loaded("published").size()).containsExactly(1, 1, 1, 0);
        assertThat(DB.statements()).hasSize(3);
    }

    @Way.Both
    void nothingIsFetchedForNobody(Way way) {
        assertThat(way.list(authors().filter("id", 99).prefetchRelated("entry_author__tag"))).isEmpty();
        assertThat(DB.statements()).hasSize(1);
    }

    @Way.Both
    void onlySomeAttributes(Way way) {
        Row row = way.get(entries().selectRelated("author").only("headline", "author__name").filter("id", 1));

        assertThat(row.get("headline")).isEqualTo("cake");
        assertThat(row.one("author").get("name")).isEqualTo("Ann");
        assertThatThrownBy(() -> row.get("x")).isInstanceOf(NotLoadedException.class)
                .hasMessageContaining("'x' of this entry was not loaded");
        assertThatThrownBy(() -> row.one("author").get("age")).isInstanceOf(NotLoadedException.class);
        assertThat(DB.statements()).singleElement().asString().startsWith(
                "select entry.id, entry.author_id, entry.headline, author.id, author.name from");
    }

    @Way.Both
    void withoutSomeAttributes(Way way) {
        Row row = way.get(authors().defer("age", "id").filter("id", 1));

        assertThat(row.isLoaded("age")).isFalse();
        assertThat(row.get("id")).isEqualTo(1);
        assertThat(DB.statements()).singleElement().asString()
                .startsWith("select author.id, author.name, author.country_id from");
        assertThat(clauses(authors().defer("age").noDefer())).isEqualTo("from author");
    }

    @Way.Both
    void whatWasNotLoadedSaysWhatToAdd(Way way) {
        Row row = way.get(entries().filter("id", 1));

        assertThatThrownBy(() -> row.one("author")).isInstanceOf(NotLoadedException.class)
                .hasMessageContaining("selectRelated(\"author\")").hasMessageContaining("load(\"author\")");
        assertThatThrownBy(() -> row.loaded("latest")).hasMessageContaining("to(\"latest\")");
        assertThat(row.load("author").one("author")).extracting(one -> one.get("name")).isEqualTo("Ann");
        assertThat(DB.statements()).hasSize(2);
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> authors().selectRelated("entry_author")).isInstanceOf(LookupException.class)
                .hasMessageContaining("prefetchRelated(…)");
        assertThatThrownBy(() -> entries().selectRelated("autor")).isInstanceOf(LookupException.class)
                .hasMessageContaining("author");
        assertThatThrownBy(() -> entries().selectRelated("tag")).hasMessageContaining("prefetchRelated");
        assertThatThrownBy(() -> authors().prefetchRelated("entrys").list()).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> authors().values("id").selectRelated("country"))
                .isInstanceOf(DunderException.class).hasMessageContaining("values(…)");
        assertThatThrownBy(() -> authors().prefetchRelated(new Prefetch("entry_author", authors())).list())
                .hasMessageContaining("leads to entry");
        assertThatThrownBy(() -> new Prefetch("entry_author", entries().values("id")))
                .hasMessageContaining("values(…)");
    }

    @Way.Both
    void whatWasLeftOutSaysWhatToAdd(Way way) {
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
}
