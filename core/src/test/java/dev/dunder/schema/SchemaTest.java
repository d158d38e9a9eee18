package dev.dunder.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is made of schemas that nobody designed. */
class SchemaTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table person (id int primary key, name text);
                    create table message (id int primary key, sender_id int not null references person,
                        recipient_id int references person, reply_to int references message, person text);
                    create table passport (person_id int primary key references person, number text);
                    create table club (id int primary key);
                    create table membership (id serial primary key, person_id int references person, club_id int references club);
                    create table friendship (a_id int references person, b_id int references person, primary key (a_id, b_id));
                    create table grid (x int, y int, primary key (x, y));
                    create table cell (id int primary key, x int, y int, foreign key (x, y) references grid);
                    create table "Mixed Case" (id int primary key, "first name" text, "in" int, a__b int, x_ int, author_id int references person,
                        author text);
                    create view everyone as select * from person;
                    create schema attic;
                    create table attic.person (id int primary key, box text);
                    create table attic.note (id int primary key, person_id int references attic.person, owner_id int references public.person);
                    create table event (id int primary key, v int) partition by range (id);
                    create table archive partition of event for values from (0) to (10);
                    create table current partition of event for values from (10) to (20);
                    create table keyed (pk int primary key, tiny numeric(1, 0), big numeric(20, 0));
                    insert into keyed values (1, 5, 6);
                    create table visit (id int primary key, event_id int not null references event);
                    insert into event values (1, 5), (11, 5); insert into visit values (1, 1), (2, 11);
                    insert into person values (1, 'Ann'), (2, 'Bo');
                    insert into message values (1, 1, 2, null, 'x'), (2, 2, 1, 1, 'y');
                    insert into passport values (1, 'P1');
                    insert into friendship values (1, 2);
                    insert into "Mixed Case" values (1, 'a', 5, 6, 7, 1, 'text');
                    insert into attic.person values (7, 'shoes'); insert into attic.note values (1, 7, 1);
                    insert into grid values (1, 1); insert into cell values (1, 1, 1), (2, null, null);
                    """);

    private static List<String> relations(String model) {
        return DB.database().schema().model(model).relations().stream().map(Relation::name).sorted().toList();
    }

    @Test
    void everyTableAndViewIsAModel() {
        assertThat(DB.database().schema().models().stream().map(Model::name)).containsExactly("Mixed Case",
                "attic.note",
                "attic.person", "cell", "club", "event", "everyone", "friendship", "grid", "keyed", "membership",
                "message",
                "passport", "person", "visit");
    }

    @Test
    void aPartitionIsPartOfItsTable() {
        assertThat(relations("visit")).containsExactly("event");
        assertThat(DB.objects("visit").filter("event__v__gt", 0).count()).isEqualTo(2);
        assertThat(DB.objects("event").count()).isEqualTo(2);
    }

    @Test
    void foreignKeysAreNamedByTheirColumnsAndTheirReverseByTheTable() {
        assertThat(relations("message")).containsExactly("recipient", "reply", "reply_to", "sender");
        assertThat(relations("person")).contains("message_recipient", "message_sender", "passport", "membership",
                "club");
        assertThat(relations("attic.note")).containsExactly("owner", "person");
        assertThat(relations("attic.person")).contains("note");
    }

    /** That they are rows of the same table goes without saying. */
    @Test
    void childrenOfASelfReferenceAreCalledByWhatTheyAre() {
        DB.execute(
                """
                        create table if not exists node (id int primary key, parent_id int references node, parent_node_id int references node,
                            root_parent_id int references node, boss_id int references node, invited_by int references node,
                            in_reply_to_id int references node, child_id int references node, twin_id int unique references node);
                        insert into node values (1), (2) on conflict do nothing;
                        update node set parent_id = 1, boss_id = 1, twin_id = 1 where id = 2""");
        DB.database().forgetSchema();

        assertThat(relations("node")).containsExactly("boss", "boss_of", "child", "child_of", "in_reply_to", "invited",
                "invited_by", "node_parent", "node_parent_node", "node_root_parent", "parent", "parent_node", "reply",
                "root_parent",
                "twin", "twin_of");
        assertThat(DB.objects("node").filter("boss_of", 2).valuesList("id", Integer.class).list()).containsExactly(1);
        assertThat(DB.objects("node").get("id", 1).many("node_parent").list()).hasSize(1);
        assertThat(DB.objects("node").prefetchRelated("boss_of").get("id", 1).many("boss_of").size()).isEqualTo(1);
        DB.execute("drop table node");
        DB.database().forgetSchema();
    }

    @Test
    void twoForeignKeysMakeAManyToManyAndItsOwnKeyDoesNotMatter() {
        assertThat(relations("club")).containsExactly("membership", "person");
        assertThat(relations("person")).contains("person_a", "person_b", "friendship_a", "friendship_b");
        assertThat(DB.objects("person").filter("friendship_a__b__name", "Bo").valuesList("name", String.class).list())
                .containsExactly("Ann");
    }

    @Test
    void aUniqueForeignKeyIsOneToOne() {
        QuerySet<Row> withPassport = DB.objects("person").exclude("passport__number", "P2").orderBy("id");

        assertThat(withPassport.valuesList("name", String.class).list()).containsExactly("Ann", "Bo");
        assertThat(withPassport.sql()).doesNotContain("exists").contains("left outer join");
        assertThat(DB.objects("person").filter("passport__isnull", true).valuesList("name", String.class).list())
                .containsExactly("Bo");
        assertThat(DB.objects("person").filter("passport", 1).count()).isEqualTo(1);
    }

    @Test
    void namesThatWereNotMeantForThis() {
        QuerySet<Row> mixed = DB.objects("Mixed Case");

        assertThat(mixed.filter("first name__istartswith", "A").count()).isEqualTo(1);
        assertThat(mixed.filter("in__in", List.of(5)).count()).isEqualTo(1);
        assertThat(mixed.filter("a__b__gt", 5).count()).isEqualTo(1);
        assertThat(mixed.filter("x___gt", 6).count()).isEqualTo(1);
        assertThat(mixed.filter("author", "text").count()).isEqualTo(1);
        assertThat(mixed.filter("author_id__name", "Ann").count()).isEqualTo(1);
        assertThat(mixed.orderBy("-in").values("first name", "a__b").list()).hasSize(1);
        assertThat(mixed.with("id", 2, "first name", "b").insert().update("in", 3).delete()).isEqualTo(1);
    }

    @Test
    void keysOfSeveralColumnsAreJoinedByAll() {
        assertThat(DB.objects("cell").filter("grid__x", 1).count()).isEqualTo(1);
        assertThat(DB.objects("grid").filter("cell__id", 1).count()).isEqualTo(1);
        assertThat(DB.objects("grid").filter("cell__isnull", false).sql().replace("\"", ""))
                .contains("join cell on (grid.x = cell.x and grid.y = cell.y)");
        assertThat(DB.objects("cell").orderBy("grid__y", "id").list()).hasSize(2);
    }

    @Test
    void tablesOffTheSearchPathGoByTheirSchema() {
        assertThat(DB.objects("attic.person").get().get("box")).isEqualTo("shoes");
        assertThat(DB.objects("attic.note").filter("person__box", "shoes", "owner__name", "Ann").count()).isEqualTo(1);
        assertThat(DB.objects("attic.note").filter("person__box", "shoes").sql().replace("\"", ""))
                .contains("from attic.note join attic.person on note.person_id = person.id");
    }

    @Test
    void aViewIsReadLikeATable() {
        assertThat(DB.objects("everyone").filter("name", "Ann").count()).isEqualTo(1);
        assertThat(DB.objects("everyone").first()).isNotNull();
    }

    @Test
    void aColumnMayBeCalledPk() {
        Row row = DB.objects("keyed").get("pk", 1);

        assertThat(row.get("tiny")).isEqualTo((byte) 5);
        assertThat(row.get("big")).isEqualTo(java.math.BigInteger.valueOf(6));
        assertThat(row.update("tiny", 7).get("tiny")).isEqualTo((byte) 7);
    }
}
