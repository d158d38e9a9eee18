package dev.dunder.load;

import static dev.dunder.Dunder.f;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.FetchMode;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A row as a map holds what was loaded, and asks for nothing. */
class RowMapTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table person (id int primary key, name text not null, boss_id int references person);
            create table friends (a_id int references person, b_id int references person, primary key (a_id, b_id));
            create table badge (id int primary key, person_id int not null unique references person);
            insert into person values (1, 'Ann', 1), (2, 'Bo', 1), (3, 'Cy', null);
            insert into friends values (1, 2), (2, 1);
            insert into badge values (7, 1);
            """ + TestDatabase.BLOG);

    private static QuerySet<Row> entries() {
        return DB.objects("entry").orderBy("id");
    }

    private static Map<String, Object> map(Row row) {
        DB.sent().clear();
        Map<String, Object> map = row.toMap();
        assertThat(DB.sent()).isEmpty();
        return map;
    }

    @Way.Both
    void loadedRelationsAreMapsWithinIt(Way way) {
        Row row = way.first(entries().only("headline", "editor").selectRelated("author__country")
                .prefetchRelated("tag", "editor"));

        Map<String, Object> chile = Map.of("id", 1, "name", "Chile");
        Map<String, Object> ann = Map.of("id", 1, "name", "Ann", "age", 30, "country_id", 1, "country", chile);
        assertThat(map(row)).containsOnlyKeys("id", "headline", "editor_id", "author", "editor", "tag")
                .containsEntry("author", ann)
                .containsEntry("tag", List.of(Map.of("id", 1, "name", "red"), Map.of("id", 2, "name", "blue")));
    }

    @Test
    void whatIsNotLoadedIsNotInItInAnyMode() {
        assertThat(map(entries().first())).containsOnlyKeys(
                "id", "author_id", "editor_id", "parent_id", "headline", "x", "rating", "published", "pub_date");
        assertThat(map(entries().defer("headline").fetchMode(FetchMode.PEERS).first()))
                .containsEntry("author_id", 1).doesNotContainKeys("headline", "author");
        Row later = entries().defer("headline").fetchMode(FetchMode.PEERS).first();
        assertThat(later.get("headline")).isEqualTo("cake");
        assertThat(map(later)).containsEntry("headline", "cake");
    }

    @Test
    void noneAtTheEndOfALoadedRelationIsNull() {
        assertThat(map(entries().selectRelated("parent").first())).containsEntry("parent", null);
    }

    @Test
    void prefetchedRowsKnowWhoseTheyAreAndDoNotSaySo() {
        Row author = DB.objects("author").only("name").prefetchRelated(
                new Prefetch("entry_author", entries().only("headline", "author").prefetchRelated("tag"))).orderBy("id")
                .first();

        Row entry = author.many("entry_author").list().get(0);
        assertThat(entry.one("author")).isEqualTo(author);
        assertThat(map(author)).isEqualTo(Map.of("id", 1, "name", "Ann", "entry_author", List.of(
                Map.of("id", 1, "headline", "cake", "author_id", 1,
                        "tag", List.of(Map.of("id", 1, "name", "red"), Map.of("id", 2, "name", "blue"))),
                Map.of("id", 2, "headline", "rain", "author_id", 1, "tag", List.of(Map.of("id", 1, "name", "red"))))));
        assertThat(map(entry)).containsOnlyKeys("id", "headline", "author_id", "tag");
    }

    @Test
    void oneThatWasLoadedLaterLeadsBackToo() {
        Row loaded = DB.objects("author").orderBy("id").first().load("entry_author").load("entry_author__tag");
        assertThat(map(loaded).toString()).contains("rain", "red").doesNotContain("author={");
        assertThat(map(loaded.many("entry_author").list().get(0).with("headline", "other"))).doesNotContainKey("author")
                .containsEntry("headline", "other");
        assertThat(map(DB.objects("badge").selectRelated("person").first())).isEqualTo(
                Map.of("id", 7, "person_id", 1, "person", Map.of("id", 1, "name", "Ann", "boss_id", 1)));
    }

    @Test
    void oneToOneLeadsBackOnBothSides() {
        Row badge = DB.objects("badge").prefetchRelated("person").first();
        assertThat(map(badge)).isEqualTo(Map.of("id", 7, "person_id", 1,
                "person", Map.of("id", 1, "name", "Ann", "boss_id", 1)));
        Row ann = DB.objects("person").prefetchRelated("badge").orderBy("id").first();
        assertThat(map(ann)).isEqualTo(Map.of("id", 1, "name", "Ann", "boss_id", 1,
                "badge", Map.of("id", 7, "person_id", 1)));
    }

    @Test
    void whatWasReadTwiceIsTwoRows() {
        Row ann = DB.objects("person").selectRelated("boss").orderBy("id").first();
        assertThat(map(ann).get("boss")).isEqualTo(Map.of("id", 1, "name", "Ann", "boss_id", 1));
    }

    @Test
    void namesThatAQueryGaveAreInIt() {
        Row author = DB.objects("author").annotate(f("age").plus(1).as("next")).prefetchRelated(
                new Prefetch("entry_author", entries().only("headline").slice(0, 1)).to("oldest")).orderBy("id")
                .first();
        assertThat(map(author)).containsEntry("next", 31)
                .containsEntry("oldest", List.of(Map.of("id", 1, "headline", "cake")));
    }

    @Test
    void anUnsavedRowIsWhatItWasGiven() {
        Row row = DB.objects("entry").with("headline", "new", "x", null, "rating", f("x").plus(1));
        assertThat(map(row)).containsOnlyKeys("headline", "x").containsEntry("x", null);
        assertThatThrownBy(() -> row.toMap().put("headline", "other"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aSetKnowsWhetherItsRowsAreThere() {
        QuerySet<Row> some = entries();
        assertThat(some.isLoaded()).isFalse();
        some.count();
        assertThat(some.isLoaded()).isFalse();
        some.list();
        assertThat(some.isLoaded()).isTrue();
        assertThat(some.all().isLoaded()).isFalse();
        assertThat(entries().startFetch().isLoaded()).isTrue();
        assertThat(Arrays.asList(DB.objects("author").first().many("entry_author").isLoaded(),
                DB.objects("author").prefetchRelated("entry_author").first().many("entry_author").isLoaded(),
                DB.objects("author").fetchMode(FetchMode.PEERS).first().many("entry_author").isLoaded()))
                .containsExactly(false, true, false);
    }
}
