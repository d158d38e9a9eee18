package dev.dunder.schema;

import static dev.dunder.Dunder.count;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Reflection;
import dev.dunder.model.Relation;
import dev.dunder.model.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names that want to be something else: SQL, paths, other names, the server's own. */
class HostileSchemaTest {
    private static final String LONG = "ä".repeat(31);

    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table "x"" ; drop table person; --" (id int primary key, "a"" = 1 or ""1" text, "__" int, "pk" int, "a__isnull" int);
                    create table person (id int primary key, name text, "person_id" int references person, "_id" int references person);
                    create table "select" ("from" int primary key, "where" int references person, "order" text);
                    create table "line
                    break" (id int primary key, "tab\there" int references person);
                    create table "LONG" ("LONG" int primary key, person_id int references person);
                    create table public."pg_class" (id int primary key, person_id int references person);
                    create table "Person" (id int primary key, person_id int references person);
                    create table "a.b" (id int primary key, person_id int references person);
                    create schema a;
                    create table a.b (id int primary key, person_id int references person);
                    create schema "sch.ema";
                    create table "sch.ema".t (id int primary key, person_id int references person);
                    create schema sch;
                    create table sch."ema.t" (id int primary key, person_id int references person);
                    create type "E""num, x" as enum ('a''b', 'c"d', '\\', '');
                    create domain "integer" as text;
                    create domain "text" as int;
                    create table odd (id int primary key, kind "E""num, x", kinds "E""num, x"[], num public."text", word "integer", nums public."text"[]);
                    create table wide (id int primary key);
                    insert into person values (1, 'Ann', null, null), (2, 'Bo', 1, 1);
                    insert into "select" values (5, 1, 'x');
                    insert into public."pg_class" values (1, 1);
                    insert into "a.b" values (1, 1); insert into a.b values (2, 1);
                    insert into odd values (1, 'c"d', array['\\', '']::"E""num, x"[], 7, 'w', '{1,2}');
                    """
                    .replace("LONG", LONG));

    @Test
    void allAreModelsAndRead() {
        Schema schema = DB.database().schema();

        assertThat(schema.models().stream().map(Model::name)).contains("x\" ; drop table person; --", "select",
                "line\nbreak", LONG, "public.pg_class", "Person", "person", "a.b", "\"a\".\"b\"", "sch.ema.t",
                "\"sch.ema\".\"t\"", "odd", "wide");
        schema.models().forEach(model -> {
            DB.objects(model.name()).list();
            model.attributes().forEach(
                    attribute -> DB.objects(model.name()).orderBy(attribute.name()).values(attribute.name()).list());
            model.relations()
                    .forEach(relation -> DB.objects(model.name()).filter(relation.name() + "__isnull", true).count());
            assertThat(model.describe()).startsWith(LookupException.plain(model.name()) + ": a ");
            assertThat(model.describe().lines().filter(line -> line.contains("break") && !line.contains("line")))
                    .isEmpty();
        });
        assertThat(DB.objects("person").count()).isEqualTo(2);
    }

    @Test
    void everyKeyIsARelation() {
        Schema schema = DB.database().schema();
        long keys = DB.database().dsl().connectionResult(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*) from pg_constraint where contype = 'f'")) {
                rows.next();
                return rows.getLong(1);
            }
        });

        assertThat(schema.models().stream().flatMap(model -> model.relations().stream())
                .filter(relation -> relation.hops().get(0).forward()).count()).isEqualTo(keys);
        assertThat(schema.model("person").relations().stream().filter(Relation::toMany).map(Relation::name))
                .doesNotHaveDuplicates().hasSize((int) keys);
        assertThat(DB.objects("select").filter("where__name", "Ann").get("from", 5).get("order")).isEqualTo("x");
        assertThat(DB.objects("person").annotate(count("select").as("n")).orderBy("-n").first().get("n")).isEqualTo(1L);
    }

    @Test
    void aTableCalledLikeOneOfTheServersIsTheUsers() {
        assertThat(DB.objects("public.pg_class").filter("person__name", "Ann").count()).isEqualTo(1);
        assertThat(DB.objects("public.pg_class").with("id", 2).insert().delete()).isEqualTo(1);
    }

    @Test
    void namesWithDotsAreToldApart() {
        assertThat(DB.objects("a.b").get().get("id")).isEqualTo(1);
        assertThat(DB.objects("\"a\".\"b\"").get().get("id")).isEqualTo(2);
        assertThat(Schema.reflect(DB.database().dsl(), Reflection.all().schemas("sch.ema")).models()).hasSize(1);
    }

    @Test
    void domainsThatAreCalledLikeOtherTypesAreWhatTheyAre() {
        Row odd = DB.objects("odd").get("num__gt", 6, "word", "w");

        assertThat(odd.get("num")).isEqualTo(7);
        assertThat(odd.get("word")).isEqualTo("w");
        assertThat((Object[]) odd.get("nums")).containsExactly(1, 2);
        assertThat(odd.get("kind")).isEqualTo("c\"d");
        assertThat((Object[]) odd.get("kinds")).containsExactly("\\", "");
        assertThat(odd.update("kind", "a'b", "kinds", List.of("c\"d"), "num", 8).get("kind")).isEqualTo("a'b");
        assertThat(DB.objects("odd").filter("kind__in", List.of("a'b", ""), "num", 8).count()).isEqualTo(1);
        assertThat(odd.update("kind", "c\"d", "kinds", List.of("\\", ""), "num", 7).get("num")).isEqualTo(7);
    }

    @Test
    void tablesOfManyColumns() {
        StringBuilder sql = new StringBuilder("create table widest (id int primary key");
        for (int i = 1; i < 1_600; i++) {
            sql.append(", c").append(i).append(" int");
        }
        DB.execute(sql + ")");
        Schema schema = Schema.reflect(DB.database().dsl(), Reflection.all().tables("widest"));

        assertThat(schema.model("widest").attributes()).hasSize(1_600);
        assertThat(schema.model("widest").attributes().stream().map(Attribute::name)).doesNotHaveDuplicates();
        DB.execute("drop table widest");
    }

    @Test
    void whatWasDroppedLeavesNoTrace() {
        DB.execute(
                """
                        create table changing (a int, b int, c int references person, d int references person, primary key (b));
                        alter table changing drop column a; alter table changing drop column c; alter table changing add column e int unique;""");
        Model changing = Schema.reflect(DB.database().dsl()).model("changing");

        assertThat(changing.attributes().stream().map(Attribute::name)).containsExactly("b", "d", "e");
        assertThat(changing.primaryKey().stream().map(Attribute::name)).containsExactly("b");
        assertThat(changing.uniqueKeys().get(0).attributes().get(0).name()).isEqualTo("e");
        assertThat(changing.relations().stream().map(Relation::name)).containsExactly("d");
        DB.execute("drop table changing");
    }
}
