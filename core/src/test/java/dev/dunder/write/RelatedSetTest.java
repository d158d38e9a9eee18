package dev.dunder.write;

import static dev.dunder.Dunder.f;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Bulk;
import dev.dunder.Created;
import dev.dunder.Database;
import dev.dunder.FetchMode;
import dev.dunder.ForeignKeyViolation;
import dev.dunder.QuerySet;
import dev.dunder.RelatedSet;
import dev.dunder.Row;
import dev.dunder.UniqueViolation;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which rows a relation to many leads to, as it is written. */
class RelatedSetTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG + """
            alter table entry_tag add column note text;
            create table person (id int primary key, name text);
            create table friends (a int references person, b int references person, primary key (a, b));
            create table club (id int primary key, name text);
            create table member (id int generated always as identity primary key, club_id int references club,
                person_id int references person, role text not null default 'plain');
            create table shelf (room int, place text, primary key (room, place));
            create table book (id int primary key, room int, place text, foreign key (room, place) references shelf);
            create unique index on entry_tag (entry_id, note);
            create table known (one_id int references person, other_id int references person);
            insert into person values (1, 'a'), (2, 'b'), (3, 'c');
            insert into club values (1, 'x'), (2, 'y');
            """);

    private static Database people() {
        return DB.database().with(Schema.define()
                .model("person", m -> m.column("id", "int").column("name", "text").primaryKey("id")
                        .manyToMany("friends", "person", p -> p.table("friends", "a", "b").symmetrical())
                        .manyToMany("known", "person", p -> p.through("known", "one", "other").symmetrical()))
                .model("known", m -> m.column("one_id", "int").column("other_id", "int")
                        .foreignKey("one", "one_id", "person", key -> key.reverse("by_one"))
                        .foreignKey("other", "other_id", "person", key -> key.reverse("by_other")))
                .model("club", m -> m.column("id", "int").column("name", "text").primaryKey("id")
                        .manyToMany("people", "person", p -> p.through("member", "club", "person").reverse("clubs")))
                .model("member", m -> m.column("id", "int").column("club_id", "int").column("person_id", "int")
                        .column("role", "text").primaryKey("id").foreignKey("club", "club_id", "club")
                        .foreignKey("person", "person_id", "person"))
                .build());
    }

    private static Row cake() {
        return DB.objects("entry").get("id", 1);
    }

    @BeforeEach
    void anew() {
        DB.execute(
                """
                        truncate author, country, entry, tag, entry_tag, comment, friends, known, member, shelf, book restart identity;
                        """
                        + TestDatabase.BLOG.substring(TestDatabase.BLOG.indexOf("insert into country")).replace(
                                "into entry_tag values", "into entry_tag (entry_id, tag_id) values"));
        DB.sent().clear();
    }

    // ---- Many to many ----

    @Way.Both
    void pairsAreAddedOnce(Way way) {
        RelatedSet<Row> tags = cake().many("tag");
        Row unused = DB.objects("tag").get("name", "unused");
        DB.sent().clear();
        assertThat(way.add(tags, unused, 2, List.of(1, unused))).isEqualTo(1);
        assertThat(DB.statements()).singleElement().asString()
                .startsWith("insert into entry_tag (entry_id, tag_id) select")
                .contains("on conflict (entry_id, tag_id) do nothing");
        assertThat(way.add(tags, unused)).isZero();
        assertThat(way.add(tags)).isZero();
        assertThat(ids(tags.orderBy("id").list())).containsExactly(1, 2, 3);
        assertThat(DB.statements()).hasSize(3);
        assertThatThrownBy(() -> way.add(tags, 99)).isInstanceOf(ForeignKeyViolation.class);
    }

    @Way.Both
    void pairsAreRemovedClearedAndSet(Way way) {
        RelatedSet<Row> tags = cake().many("tag");
        DB.sent().clear();
        assertThat(way.remove(tags, 2, 3)).isEqualTo(1);
        assertThat(way.set(tags, List.of(2, 3))).isEqualTo(3);
        assertThat(DB.statements()).hasSize(3).first().isEqualTo(
                "delete from entry_tag where (entry_tag.entry_id = ? and entry_tag.tag_id = any (?))");
        assertThat(ids(tags.orderBy("id").list())).containsExactly(2, 3);
        assertThat(way.set(tags, List.of(2, 3))).isZero();
        assertThat(way.clear(tags)).isEqualTo(2);
        assertThat(DB.statements()).last().isEqualTo("delete from entry_tag where entry_tag.entry_id = ?");
        assertThat(way.set(tags, List.of())).isZero();
        assertThat(DB.objects("entry_tag").count()).isEqualTo(2);
    }

    @Way.Both
    void whatSaysThatItBelongsElsewhereIsRefused(Way way) {
        RelatedSet<Row> entries = DB.objects("author").get("name", "Ann").many("entry_author");
        DB.sent().clear();
        for (Object other : List.of("author_id", "author")) {
            assertThatThrownBy(() -> way.create(entries, (String) other, 2, "headline", "x"))
                    .isInstanceOf(LookupException.class).hasMessageContaining("'author_id'")
                    .hasMessageContaining("Leave it out");
        }
        assertThatThrownBy(() -> way.create(entries, "author", f("editor"), "headline", "x"))
                .isInstanceOf(LookupException.class);
        assertThat(DB.statements()).isEmpty();
        assertThat(way.create(entries, "author_id", 1, "headline", "same").get("author_id")).isEqualTo(1);
        assertThat(
                way.create(entries, "author", DB.objects("author").get("id", 1), "headline", "same").get("author_id"))
                .isEqualTo(1);
    }

    @Way.Both
    void newRowsAreRelated(Way way) {
        RelatedSet<Row> tags = cake().many("tag");
        Row brown = way.create(tags, "name", "brown");
        Created<Row> red = way.getOrCreate(tags, "name", "red");
        Created<Row> grey = way.getOrCreate(tags, "name", "grey");
        Created<Row> blue = way.updateOrCreate(tags, Map.of("name", "blue"), Map.of("name", "navy"));
        assertThat(List.of(red.created(), grey.created(), blue.created())).containsExactly(false, true, false);
        assertThat(tags.list()).contains(brown, grey.instance(), blue.instance()).hasSize(4);
        // It is there, and not related.
        assertThatThrownBy(() -> way.getOrCreate(tags, "name", "unused")).isInstanceOf(UniqueViolation.class);
        assertThatThrownBy(() -> way.create(tags.through("note", null, "tag", 1), "name", "x"))
                .isInstanceOf(LookupException.class);
        assertThat(DB.objects("tag").filter("name", "x").exists()).isFalse();
    }

    @Way.Both
    void pairsHaveValuesOfTheirOwn(Way way) {
        RelatedSet<Row> tags = cake().many("tag");
        assertThat(way.add(tags.through("note", "by hand"), 2, 3)).isEqualTo(1);
        Row made = way.create(tags.through("note", "new"), "name", "brown");
        assertThat(DB.objects("entry_tag").filter("entry", 1).orderBy("tag").valuesList("tag_id", "note").list())
                .extracting(List::toString)
                .containsExactly("[1, null]", "[2, null]", "[3, by hand]", "[" + made.get("id") + ", new]");
        // Another key than the pair's is no pair that is there.
        assertThatThrownBy(() -> way.create(tags.through("note", "new"), "name", "other"))
                .isInstanceOf(UniqueViolation.class);
        assertThat(DB.objects("tag").filter("name", "other").exists()).isFalse();
        assertThatThrownBy(() -> tags.through("nothing", 1).add(1)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> DB.objects("author").get("id", 1).many("entry_author").through("x", 1).add(1))
                .isInstanceOf(LookupException.class).hasMessageContaining("no table between");
    }

    @Way.Both
    void aSymmetricalRelationIsOneFromBothEnds(Way way) {
        Row one = people().objects("person").get("id", 1);
        Row two = people().objects("person").get("id", 2);
        assertThat(way.add(one.many("friends"), two, 3)).isEqualTo(2);
        assertThat(way.add(two.many("friends"), one)).isZero();
        assertThat(ids(two.many("friends").list())).containsExactly(1);
        assertThat(way.remove(two.many("friends"), one)).isEqualTo(1);
        assertThat(ids(one.many("friends").list())).containsExactly(3);
        assertThat(way.set(one.many("friends"), List.of(2))).isEqualTo(2);
        assertThat(way.clear(two.many("friends"))).isEqualTo(1);
        assertThat(people().objects("friends").count()).isZero();
    }

    @Way.Both
    void pairsThatMayBeThereTwiceAreReadBefore(Way way) {
        RelatedSet<Row> members = people().objects("club").get("id", 1).many("people");
        DB.sent().clear();
        assertThat(way.add(members, 1, 2)).isEqualTo(2);
        assertThat(DB.statements()).hasSize(3).first().isEqualTo(
                "select club.id from club where club.id = any (?) order by club.id asc for no key update of club");
        assertThat(way.add(members.through("role", "chair"), 2, 3)).isEqualTo(1);
        assertThat(people().objects("member").orderBy("person").valuesList("role", String.class).list())
                .containsExactly("plain", "plain", "chair");
        assertThat(ids(people().objects("person").get("id", 3).many("clubs").list())).containsExactly(1);
        assertThat(way.set(members, List.of(3))).isEqualTo(2);
        assertThat(way.add(people().objects("person").get("id", 3).many("clubs"), 1, 2)).isEqualTo(1);
    }

    @Test
    void ofManyWhoAddTheSameOneDoes() {
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(DB.objects("entry").get("id", 4).many("tag").async().add(1, 2, 3));
        }
        assertThat(all.stream().mapToLong(CompletableFuture::join).sum()).isEqualTo(3);
        assertThat(DB.objects("entry_tag").filter("entry", 4).count()).isEqualTo(3);
    }

    /** Without a unique key too, and from both ends. */
    @Test
    void ofManyWhoAddTheSameOneDoesWhereNoKeySaysSo() {
        Row club = people().objects("club").get("id", 1);
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(i % 2 == 0
                    ? club.many("people").async().add(i % 4 == 0 ? List.of(1, 2, 3) : List.of(3, 2, 1))
                    : people().objects("person").get("id", i % 3 + 1).many("clubs").async().add(2, 1));
        }
        assertThat(all.stream().mapToLong(CompletableFuture::join).sum()).isEqualTo(6);
        assertThat(people().objects("member").count()).isEqualTo(6);
    }

    @Test
    void ofManyWhoAddTheSameSymmetricalPairOneDoesWhereNoKeySaysSo() {
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Row person = people().objects("person").get("id", i % 3 + 1);
            all.add(person.many("known").async()
                    .add(List.of(1, 2, 3).stream().filter(id -> !id.equals(person.get("id"))).toList()));
        }
        assertThat(all.stream().mapToLong(CompletableFuture::join).sum()).isEqualTo(3);
        assertThat(people().objects("known").count()).isEqualTo(6);
    }

    // ---- Foreign keys ----

    @Way.Both
    void rowsThatReferAreAdded(Way way) {
        Row bo = DB.objects("author").get("name", "Bo");
        RelatedSet<Row> entries = bo.many("entry_author");
        DB.sent().clear();
        assertThat(way.add(entries, 1, DB.objects("entry").get("id", 3), 4)).isEqualTo(2);
        assertThat(DB.statements()).last().isEqualTo("update entry set author_id = ? where (entry.id = any (?)"
                + " and not (entry.author_id = ?))");
        assertThat(ids(entries.orderBy("id").list())).containsExactly(1, 3, 4);
        Row made = way.create(entries, "headline", "new");
        assertThat(made.get("author_id")).isEqualTo(2);
        assertThat(way.getOrCreate(entries, "headline", "newer").instance().get("author_id")).isEqualTo(2);
        for (Runnable refused : List.<Runnable>of(() -> way.remove(entries, 1), () -> way.clear(entries),
                () -> way.set(entries, List.of(1)))) {
            assertThatThrownBy(refused::run).isInstanceOf(DunderException.class)
                    .hasMessageContaining("each entry has one");
        }
    }

    @Way.Both
    void rowsThatMayReferToNothingAreRemoved(Way way) {
        Row ann = DB.objects("author").get("name", "Ann");
        RelatedSet<Row> edited = ann.many("entry_editor");
        DB.sent().clear();
        assertThat(way.add(edited, 2, 5)).isEqualTo(2);
        assertThat(way.remove(edited, 1, 2)).isEqualTo(1);
        assertThat(DB.statements()).last().isEqualTo("update entry set editor_id = ? where (entry.editor_id = ?"
                + " and entry.id = any (?))");
        assertThat(way.set(edited, List.of(1, 5))).isEqualTo(2);
        assertThat(ids(edited.orderBy("id").list())).containsExactly(1, 5);
        assertThat(way.clear(edited)).isEqualTo(2);
        assertThat(edited.count()).isZero();
    }

    @Way.Both
    void keysOfSeveralColumnsRefer(Way way) {
        Row shelf = way.create(DB.objects("shelf"), "room", 1, "place", "x");
        DB.execute("insert into book values (1, null, null), (2, null, null)");
        assertThat(way.add(shelf.many("book"), 1, 2)).isEqualTo(2);
        assertThat(way.remove(shelf.many("book"), 2)).isEqualTo(1);
        assertThat(ids(shelf.many("book").list())).containsExactly(1);
        assertThat(DB.objects("book").get("id", 2).get("place")).isNull();
    }

    // ---- What was known ----

    @Way.Both
    void whatWasPrefetchedHoldsNoMore(Way way) {
        Row cake = DB.objects("entry").prefetchRelated("tag").get("id", 1);
        RelatedSet<Row> tags = cake.many("tag");
        assertThat(tags.list()).hasSize(2);
        way.add(tags, 3);
        assertThat(tags.list()).hasSize(3);
        assertThat(tags.count()).isEqualTo(3);
        assertThat(cake.many("tag").list()).hasSize(3);
        way.create(cake.many("tag"), "name", "brown");
        assertThat(cake.many("tag").list()).hasSize(4);

        Row peer = DB.objects("entry").fetchMode(FetchMode.PEERS).orderBy("id").list().get(0);
        assertThat(peer.many("tag").list()).hasSize(4);
        way.clear(peer.many("tag"));
        assertThat(peer.many("tag").list()).isEmpty();
    }

    /** Whichever way the rows of a relation are written, its query set reads them anew. */
    @Way.Both
    void whateverIsWrittenIsReadAnew(Way way) {
        QuerySet<Row> comments = DB.objects("comment");
        Map<String, Consumer<RelatedSet<Row>>> writes = new LinkedHashMap<>();
        writes.put("update", rows -> way.update(rows, "stars", 9));
        writes.put("delete", way::delete);
        writes.put("deleteCollecting", way::deleteCollecting);
        writes.put("bulkUpdate", rows -> way.bulkUpdate(rows, List.of(comments.get("id", 1).with("stars", 9)),
                "stars"));
        writes.put("bulkCreate", rows -> way.bulkCreate(rows,
                List.of(comments.with("entry_id", 1, "body", "n", "stars", 9))));
        writes.put("copyIn of a stream", rows -> way.copyIn(rows,
                Stream.of(comments.with("entry_id", 1, "body", "n", "stars", 9))));
        writes.put("copyIn", rows -> way.copyIn(rows,
                List.of(comments.with("entry_id", 1, "body", "n", "stars", 9))));
        writes.put("returning update", rows -> way.update(rows.returning(), "stars", 9));
        writes.put("returning bulkUpdate", rows -> way.bulkUpdate(rows.returning(),
                List.of(comments.get("id", 1).with("stars", 9)), "stars"));
        writes.put("returning delete", rows -> way.delete(rows.returning("id")));
        writes.forEach((name, write) -> DB.database().atomic(() -> {
            Row entry = DB.objects("entry").prefetchRelated("comment").get("id", 1);
            RelatedSet<Row> rows = entry.many("comment");
            assertThat(rows.list()).as(name).hasSize(2);
            write.accept(rows);
            List<Row> now = comments.filter("entry_id", 1).orderBy("id").list();
            assertThat(rows.list()).as(name).extracting(Row::toMap)
                    .containsExactlyInAnyOrderElementsOf(now.stream().map(Row::toMap).toList());
            assertThat(entry.many("comment").count()).as(name).isEqualTo(now.size());
            assertThat(rows.exists()).as(name).isEqualTo(!now.isEmpty());
            assertThat(now.size() != 2 || now.stream().anyMatch(row -> row.get("stars").equals(9))).as(name).isTrue();
            DB.database().currentTransaction().setRollback();
        }));
    }

    @Way.Both
    void whatIsRolledBackWasNotWritten(Way way) {
        Row cake = cake();
        DB.database().atomic().run(() -> {
            way.set(cake.many("tag"), List.of(3));
            assertThat(ids(cake.many("tag").list())).containsExactly(3);
            DB.database().currentTransaction().setRollback();
        });
        assertThat(ids(cake.many("tag").orderBy("id").list())).containsExactly(1, 2);
    }

    @Test
    void whatCannotBeRelatedIsRefusedAtTheCall() {
        RelatedSet<Row> tags = cake().many("tag");
        DB.sent().clear();
        assertThatThrownBy(() -> tags.add("red")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> tags.add((Object) null)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> tags.add(DB.objects("tag").with("name", "new"))).isInstanceOf(DunderException.class)
                .hasMessageContaining("insert()");
        assertThatThrownBy(() -> tags.add(cake())).isInstanceOf(LookupException.class)
                .hasMessageContaining("are of tag");
        assertThatThrownBy(() -> DB.objects("entry").with("headline", "x").many("tag").add(1))
                .isInstanceOf(DunderException.class).hasMessageContaining("no key yet");
        assertThat(DB.statements()).hasSize(1);
    }
}
