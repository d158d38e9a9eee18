package dev.dunder.schema;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.sum;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.KeyDefinition;
import dev.dunder.model.Reflection;
import dev.dunder.model.Relation;
import dev.dunder.model.Schema;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Relations are what the catalog says, however it says it. */
class ReflectedRelationsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table person (id int primary key, code text not null, email text, name text);
                    create unique index on person (code);
                    create table badge (id int primary key, person_code text references person (code));
                    create table desk (id int primary key, person_id int references person);
                    create unique index on desk (person_id);
                    create table locker (id int primary key, person_id int references person, closed boolean);
                    create unique index on locker (person_id) where not closed;
                    create table chair (id int primary key, person_id int references person, name text);
                    create unique index on chair (person_id, lower(name));
                    create unique index on chair (abs(person_id));
                    create table pass (id int primary key, person_id int references person unique deferrable initially deferred);
                    create table twice (id int primary key, person_id int references person, constraint again foreign key (person_id) references person);
                    create table grid (x int, y int, primary key (x, y));
                    create table cell (id int primary key, x int, y int, foreign key (x, y) references grid, foreign key (y, x) references grid (y, x));
                    create table many (owner_id int primary key);
                    create table three (id int primary key, owner_id int references person, foreign key (owner_id) references many,
                        foreign key (owner_id) references desk, foreign key (owner_id) references chair);
                    create table log (person_id int not null references person, at date, note text);
                    create table mark (x int, y int, note text, foreign key (x, y) references grid);
                    create table club (id int primary key);
                    create table member (person_id int references person, club_id int references club, since date default current_date,
                        role text, primary key (person_id, club_id));
                    create table fan (id serial primary key, person_id int not null references person, club_id int not null references club,
                        since date, unique (person_id, club_id));
                    create table paid (person_id int references person, club_id int references club, amount int not null, primary key (person_id, club_id));
                    create table letter (id int primary key, person_id int references person, club_id int references club, body text);
                    create table guest (person_id int references person, club_id int references club, host_id int references person,
                        primary key (person_id, club_id));
                    create table seat (id serial primary key, person_id int not null references person, club_id int not null references club,
                        added_by int references person, unique (person_id, club_id));
                    create table offer (id serial primary key, person_id int not null references person, club_id int not null references club,
                        made_by int not null references person, unique (person_id, club_id));
                    create table wish (id serial primary key, person_id int references person, club_id int references club,
                        added_by int references person, unique (person_id, club_id));
                    create table visit (id serial primary key, person_id int not null references person, club_id int not null references club,
                        added_by int references person);
                    create table team (person_id int references person, club_id int references club);
                    create table profile (person_id int primary key references person, club_id int references club, bio text);
                    create table deferred (id int primary key deferrable initially deferred, name text);
                    create table of_deferred (id int primary key, deferred_id int);
                    create table loose (id int primary key, person_id int not null);
                    insert into loose values (1, 1), (2, 77);
                    alter table loose add foreign key (person_id) references person not valid;
                    insert into person values (1, 'a', null, 'Ann'), (2, 'b', null, 'Bo'), (3, 'c', null, 'Cy');
                    insert into badge values (1, 'b'), (2, null);
                    insert into desk values (1, 1), (2, null);
                    insert into grid values (1, 2);
                    insert into cell values (1, 1, 2), (2, null, null);
                    insert into log values (1, '2024-01-01', 'x'), (1, '2024-01-02', 'y'), (2, null, 'x');
                    insert into mark values (1, 2, 'm'), (1, 2, 'n'), (null, 2, 'o');
                    insert into club values (1), (2);
                    insert into member (person_id, club_id) values (1, 1), (2, 1), (2, 2);
                    insert into deferred values (1, 'a'), (2, 'a');
                    """);

    private static List<String> relations(String model) {
        return DB.database().schema().model(model).relations().stream().map(Relation::name).sorted().toList();
    }

    private static Relation relation(String model, String name) {
        return Objects.requireNonNull(DB.database().schema().model(model).relation(name), name);
    }

    private static QuerySet<Row> people() {
        return DB.objects("person").orderBy("id");
    }

    @Test
    void aKeyMayReferToAUniqueIndex() {
        assertThat(relations("badge")).containsExactly("person_code");
        assertThat(DB.objects("badge").filter("person_code__name", "Bo").count()).isEqualTo(1);
        assertThat(ids(people().filter("badge__id", 1).list())).containsExactly(2);
    }

    @Test
    void aUniqueIndexMakesAKeyOneToOneUnlessItIsOfSomeRowsOrOfWhatIsComputed() {
        assertThat(relation("person", "desk").toMany()).isFalse();
        assertThat(relation("person", "pass").toMany()).isFalse();
        assertThat(relation("person", "locker").toMany()).isTrue();
        assertThat(relation("person", "chair").toMany()).isTrue();
        assertThat(ids(people().filter("desk__isnull", true).list())).containsExactly(2, 3);
    }

    @Test
    void theSameKeyTwiceIsOne() {
        assertThat(relations("twice")).containsExactly("person");
        assertThat(relation("person", "twice")).isNotNull();
        assertThat(relations("cell")).containsExactly("grid");
        assertThat(DB.objects("cell").filter("grid__x", 1).count()).isEqualTo(1);
    }

    @Test
    void severalKeysOfOneColumnHaveNamesOfTheirOwn() {
        assertThat(relations("three")).containsExactly("many", "owner", "owner_id", "person");
        assertThat(DB.database().schema().model("three").relations().stream().map(one -> one.target().name()))
                .containsExactlyInAnyOrder("person", "many", "desk", "chair");
    }

    @Way.Both
    void rowsWithoutAKeyAreCountedAndAskedFor(Way way) {
        assertThat(way.list(people().annotate(count("log").as("n")).valuesList("n", Long.class)))
                .containsExactly(2L, 1L, 0L);
        assertThat(ids(way.list(people().filter("log__isnull", true)))).containsExactly(3);
        assertThat(ids(way.list(people().filter("log__isnull", false).distinct()))).containsExactly(1, 2);
        assertThat(ids(way.list(people().filter("log__note", "x")))).containsExactly(1, 2);
        assertThat(way.list(DB.objects("grid").annotate(count("mark").as("n")).valuesList("n", Long.class)))
                .containsExactly(2L);
        assertThat(DB.objects("grid").filter("mark__isnull", false).exists()).isTrue();
        assertThat(way.list(people().annotate(count("log").as("n"), count("member").as("m"))
                .values("n", "m")).stream().map(row -> row.get("n") + " " + row.get("m")))
                .containsExactly("2 1", "1 2", "0 0");
        assertThat(DB.objects("person").aggregate(count("log"))).isEqualTo(3L);
    }

    @Test
    void andTheyAreNotCompared() {
        for (String path : List.of("log", "log__in", "log__gt")) {
            assertThatThrownBy(() -> people().filter(path, path.endsWith("in") ? List.of(1) : 1))
                    .isInstanceOf(LookupException.class)
                    .hasMessageContaining("'log' in '" + path + "' cannot be compared: log has no primary key."
                            + " Count it, ask for isnull, or name one of its columns, 'log__…'.");
        }
        assertThatThrownBy(() -> people().values("log")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> people().orderBy("log")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> people().aggregate(sum("log"))).isInstanceOf(LookupException.class);
    }

    @Test
    void aTableOfPairsMayHaveWhatNeedNotBeSaid() {
        assertThat(relations("club")).contains("person", "member", "fan", "team", "paid", "letter", "guest", "seat",
                "offer",
                "wish", "visit", "profile");
        assertThat(relation("club", "person").hops().get(0).target().name()).as("one that says no more comes first")
                .isEqualTo("team");
        assertThat(DB.database().schema().model("club").relations().stream().filter(Relation::manyToMany)
                .map(one -> one.hops().get(0).target().name()))
                .containsExactlyInAnyOrder("member", "fan", "guest", "seat", "team");
        assertThat(relations("member")).containsExactly("club", "person");
    }

    @Test
    void ofThreeKeysTheTwoThatAreUniqueAreThePair() {
        Relation people = DB.database().schema().model("club").relations().stream().filter(Relation::manyToMany)
                .filter(one -> one.hops().get(0).target().name().equals("seat")).findFirst().orElseThrow();
        DB.database().dsl().execute("insert into seat (person_id, club_id, added_by) values (3, 2, 1)");

        assertThat(DB.objects("club").filter(people.name() + "__name", "Cy").get().get("id")).isEqualTo(2);
        assertThat(ids(people().filter(Objects.requireNonNull(people.inverse()).name() + "__id", 2).list()))
                .containsExactly(3);
    }

    @Test
    void whatOfARowMayBeAmongOthersIsNoKeyToTheServer() {
        QuerySet<Row> all = DB.objects("deferred").annotate(count("id").as("n")).orderBy("id");

        assertThat(DB.database().schema().model("deferred").keyOfTable()).isFalse();
        assertThat(ids(all.list())).containsExactly(1, 2);
    }

    @Test
    void aKeyThatTheServerHasNotCheckedMayLeadToNone() {
        assertThat(ids(DB.objects("loose").selectRelated("person").orderBy("id").list())).containsExactly(1, 2);
        assertThat(DB.objects("loose").values("id", "person__name").list()).hasSize(2);
    }

    @Test
    void soItMayBeSaidByHand() {
        Database db = DB.database().with(Schema.define()
                .model("person", m -> m.column("id", "int").column("name", "text").primaryKey("id"))
                .model("loose", m -> m.column("id", "int").column("person_id", "int not null").primaryKey("id")
                        .foreignKey("person", "person_id", "person", KeyDefinition::unchecked))
                .build());

        assertThat(ids(db.objects("loose").selectRelated("person").orderBy("id").list())).containsExactly(1, 2);
        assertThat(db.objects("loose").selectRelated("person").sql()).contains("left outer join");
    }

    @Test
    void rowsOfTablesThatInheritHaveNotTheKeysOfTheirs() {
        DB.execute("""
                create table vehicle (id int, person_id int not null references person);
                create table van () inherits (vehicle);
                insert into vehicle values (1, 1); insert into van values (2, 99)""");
        QuerySet<Row> vehicles = DB.database().with(Schema.reflect(DB.database().dsl())).objects("vehicle")
                .orderBy("id");

        assertThat(ids(vehicles.selectRelated("person").list())).containsExactly(1, 2);
        assertThat(vehicles.values("id", "person__name").list()).hasSize(2);
        DB.execute("drop table vehicle cascade");
    }

    @Test
    void keysThatTheServerDoesNotEnforceAndThoseOfPeriods() {
        boolean known = DB.database().dsl().connectionResult(
                connection -> connection.getMetaData().getDatabaseMajorVersion()) >= 18;
        Assumptions.assumeTrue(known, "they came with PostgreSQL 18");
        DB.execute("""
                create extension if not exists btree_gist;
                create table hope (id int primary key, person_id int not null references person not enforced);
                create table rate (id int, during daterange, primary key (id, during without overlaps));
                create table stay (id int primary key, rate_id int, during daterange,
                    foreign key (rate_id, period during) references rate (id, period during));
                insert into hope values (1, 1), (2, 99)""");
        Schema schema = Schema.reflect(DB.database().dsl());

        assertThat(DB.database().with(schema).objects("hope").values("id", "person__name").list()).hasSize(2);
        assertThat(schema.model("stay").relations()).isEmpty();
        assertThat(schema.model("rate").primaryKey()).hasSize(2);
        DB.execute("drop table stay, rate, hope");
    }

    @Test
    void contradictoryKeysOfPartitionsAreNone() {
        DB.execute(
                """
                        create table part (id int, owner_id int, maker_id int) partition by list (id);
                        create table part_1 partition of part for values in (1);
                        create table part_2 partition of part for values in (2);
                        alter table part_1 add foreign key (owner_id) references person, add foreign key (maker_id) references person;
                        alter table part_2 add foreign key (owner_id) references club, add foreign key (maker_id) references person""");
        Schema schema = Schema.reflect(DB.database().dsl());

        assertThat(schema.model("part").relations().stream().map(Relation::name)).containsExactly("maker");
        assertThat(
                Schema.reflect(DB.database().dsl(), Reflection.all().partitions()).model("part_2").relations().stream()
                        .map(Relation::name))
                .containsExactlyInAnyOrder("maker", "owner");
        DB.execute("drop table part");
    }
}
