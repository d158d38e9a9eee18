package dev.dunder.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Criterion;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.model.Schema;
import dev.dunder.model.SchemaDefinition;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Models by hand, and reflected ones that were changed. */
class DefinedSchemaTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table blog_author (author_key int primary key, full_name text not null unique);
                    create table blog_entry (id serial primary key, writer int references blog_author, title text not null,
                        praised_by text references blog_author(full_name), parent_id int references blog_entry);
                    create table blog_tag (id serial primary key, word text);
                    create table blog_entry_tag (entry_id int references blog_entry, tag_id int references blog_tag);
                    create table friends (from_id int references blog_author, to_id int references blog_author);
                    create table passport (id serial primary key, owner_id int not null unique references blog_author);
                    create table tenant_user (tenant_id int, id int, email text, primary key (tenant_id, id));
                    create table comment (id serial primary key, tenant_id int, user_id int, body text);
                    create table kinds (id serial primary key, span int4range, point numeric(6, 2), words varchar(10)[],
                        whole tsvector, at timestamptz, took interval, data jsonb, ip inet not null, twice int generated always as (id * 2) stored);
                    create table place (id serial primary key, name text not null, city_id int);
                    create table city (id serial primary key, name text);
                    create table restaurant (place_ptr_id int primary key references place, stars int not null);
                    create table pizzeria (restaurant_ptr_id int primary key references restaurant, oven text);
                    create table oven (word text primary key, hot bool);
                    create table visit (id serial primary key, place_id int references place, on_day date);
                    insert into blog_author values (1, 'Ann'), (2, 'Bo');
                    insert into blog_entry values (1, 1, 'cake', 'Bo', null), (2, 2, 'rain', null, 1), (3, 1, 'tea', 'Bo', 1);
                    insert into blog_tag values (1, 'red'), (2, 'blue');
                    insert into blog_entry_tag values (1, 1), (1, 2), (2, 1);
                    insert into friends values (1, 2), (2, 1);
                    insert into passport values (1, 2);
                    insert into tenant_user values (1, 1, 'a@x'), (2, 1, 'b@x');
                    insert into comment values (1, 1, 1, 'hi'), (2, 2, 1, 'ho');
                    insert into kinds values (1, '[1,5)', 1.5, '{a}', 'cat', '2024-01-01', '1 hour', '{}', '::1');
                    insert into city values (1, 'Rome');
                    insert into place values (1, 'Mario', 1), (2, 'Park', 1);
                    insert into restaurant values (1, 3);
                    insert into pizzeria values (1, 'stone');
                    insert into oven values ('stone', true), ('gas', false);
                    insert into visit values (1, 1, '2024-01-01'), (2, 2, '2024-01-02');
                    """);

    private static SchemaDefinition blog() {
        return Schema.define()
                .model("author", m -> m.table("blog_author").attribute("id", "author_key", SQLDataType.INTEGER)
                        .attribute("name", "full_name", "text not null").primaryKey("id").ordering("name")
                        .manyToMany("friends", "author", p -> p.table("friends", "from_id", "to_id").symmetrical()))
                .model("entry", m -> m.table("blog_entry").column("id", SQLDataType.INTEGER)
                        .attribute("author_id", "writer", SQLDataType.INTEGER).attribute("headline", "title", "text")
                        .attribute("fan_name", "praised_by", "text").column("parent_id", "integer").primaryKey("id")
                        .foreignKey("author", "author_id", "author", key -> key.reverse("entry", "entries"))
                        .foreignKey("fan", "fan_name", "author", key -> key.to("name").reverse("praises"))
                        .foreignKey("parent", "parent_id", "entry", key -> key.reverse("child", "children"))
                        .manyToMany("tags", "tag", pairs -> pairs.through("entry_tag", "entry", "tag")
                                .reverse("entry", "entries"))
                        .ordering("-headline"))
                .model("tag", m -> m.table("blog_tag").column("id", "int").column("word", "text").primaryKey("id"))
                .model("entry_tag", m -> m.table("blog_entry_tag").column("entry_id", "int").column("tag_id", "int")
                        .foreignKey("entry", "entry_id", "entry", key -> key.reverse("pairs"))
                        .foreignKey("tag", "tag_id", "tag", key -> key.noReverse()))
                .model("passport", m -> m.column("id", "int").column("owner_id", "int not null").primaryKey("id")
                        .oneToOne("owner", "owner_id", "author"));
    }

    private static SchemaDefinition places() {
        return Schema.define()
                .model("pizzeria", m -> m.column("restaurant_ptr_id", "int").column("oven", "text")
                        .parent("restaurant", "restaurant_ptr_id"))
                .model("restaurant", m -> m.column("place_ptr_id", "int").column("stars", "int not null")
                        .parent("place", "place_ptr_id"))
                .model("place", m -> m.column("id", "int").column("name", "text not null").column("city_id", "int")
                        .primaryKey("id").ordering("name").foreignKey("city", "city_id", "city"))
                .model("city", m -> m.column("id", "int").column("name", "text").primaryKey("id"))
                .model("visit", m -> m.column("id", "int").column("place_id", "int").column("on_day", "date")
                        .primaryKey("id").foreignKey("place", "place_id", "place"));
    }

    private static QuerySet<Row> objects(SchemaDefinition schema, String model) {
        return DB.database().with(schema.build()).objects(model);
    }

    private static List<Object> ids(QuerySet<Row> rows) {
        return TestDatabase.ids(rows.orderBy("pk").list());
    }

    private static List<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::name).toList();
    }

    private static List<String> relations(Model model) {
        return model.relations().stream().map(Relation::name).sorted().toList();
    }

    @Test
    void attributesNeedNotBeCalledLikeTheirColumns() {
        QuerySet<Row> entries = objects(blog(), "entry");

        assertThat(ids(entries.filter("author__name", "Ann", "headline__startswith", "c"))).containsExactly(1);
        assertThat(entries.filter("author_id", 1).sql()).contains("\"writer\" = ?").doesNotContain("join");
        assertThat(entries.get("id", 1).get("headline")).isEqualTo("cake");
        assertThat(entries.with("id", 9, "headline", "new", "author", 2).insert().update("headline", "old").delete())
                .isEqualTo(1);
        assertThat(entries.values("author__name", "headline").orderBy("pk").first().toMap())
                .containsEntry("author__name", "Ann").containsEntry("headline", "cake");
    }

    @Test
    void relationsBackHaveANameInLookupsAndOneOnInstances() {
        Model author = blog().build().model("author");

        assertThat(author.relation("entry").accessor()).isEqualTo("entries");
        assertThat(author.accessor("entries")).isSameAs(author.relation("entry"));
        assertThat(author.accessor("entry")).isNull();
        assertThat(author.relation("entry").inverse().name()).isEqualTo("author");
        assertThat(author.relation("entry").toMany()).isTrue();
        assertThat(author.relation("passport").toMany()).isFalse();
        assertThat(ids(objects(blog(), "author").filter("entry__headline", "rain"))).containsExactly(2);
        assertThat(objects(blog(), "author").filter("passport__isnull", true).get().get("name")).isEqualTo("Ann");
    }

    @Test
    void aForeignKeyMayReferToAnotherAttributeThanThePrimaryKey() {
        QuerySet<Row> entries = objects(blog(), "entry");

        assertThat(ids(entries.filter("fan", "Bo"))).containsExactly(1, 3);
        assertThat(entries.filter("fan", "Bo").sql()).doesNotContain("join");
        assertThat(ids(entries.filter("fan__id", 2))).containsExactly(1, 3);
        assertThat(objects(blog(), "author").filter("praises__headline", "tea").get().get("name")).isEqualTo("Bo");
    }

    @Test
    void aModelMayReferToItself() {
        assertThat(ids(objects(blog(), "entry").filter("parent__headline", "cake"))).containsExactly(2, 3);
        assertThat(ids(objects(blog(), "entry").filter("child__headline", "tea"))).containsExactly(1);
    }

    @Test
    void aManyToManyGoesThroughAModelOrATableThatIsNone() {
        assertThat(ids(objects(blog(), "entry").filter("tags__word", "blue"))).containsExactly(1);
        assertThat(ids(objects(blog(), "tag").filter("entry__headline", "rain"))).containsExactly(1);
        assertThat(ids(objects(blog(), "entry").filter("pairs__tag", 1))).containsExactly(1, 2);
        assertThat(objects(blog(), "author").filter("friends__name", "Bo").get().get("name")).isEqualTo("Ann");
        Schema schema = blog().build();
        assertThat(schema.model("author").relation("friends").symmetrical()).isTrue();
        assertThat(relations(schema.model("author"))).containsExactly("entry", "friends", "passport", "praises");
        assertThat(relations(schema.model("tag"))).containsExactly("entry");
        assertThat(schema.model("entry").relation("tags").hops())
                .startsWith(schema.model("entry").relation("pairs").hops().get(0));
        assertThat(names(schema.model("friends").primaryKey())).containsExactly("from_id", "to_id");
    }

    @Test
    void theEndsOfAManyToManyAreFoundWhereTheyAreClear() {
        SchemaDefinition definition = blog();
        definition.model("author").manyToMany("liked", "tag", pairs -> pairs.through("liking"));
        Schema schema = definition
                .model("liking", m -> m.column("author_id", "int").column("tag_id", "int")
                        .foreignKey("author", "author_id", "author").foreignKey("tag", "tag_id", "tag"))
                .build();

        assertThat(schema.model("author").relation("liked").hops()).hasSize(2);
        assertThat(schema.model("tag").relation("author").target()).isSameAs(schema.model("author"));
    }

    @Test
    void theModelBetweenMayInheritItsEnds() {
        SchemaDefinition definition = places();
        definition.model("city").manyToMany("ovens", "oven", pairs -> pairs.through("pizzeria", "city", "made_of"));
        definition.model("pizzeria").foreignKey("made_of", "oven", "oven");
        Schema schema = definition
                .model("oven", m -> m.column("word", "text").column("hot", "bool").primaryKey("word"))
                .build();
        QuerySet<Row> cities = DB.database().with(schema).objects("city");

        assertThat(cities.prefetchRelated("ovens").get().many("ovens").list()).extracting(oven -> oven.get("word"))
                .containsExactly("stone");
        assertThat(DB.statements()).hasSize(2);
        assertThat(DB.database().with(schema).objects("oven").filter("city__name", "Rome").count()).isEqualTo(1);
        assertThat(TestDatabase.clauses(cities.filter("ovens__hot", true))).isEqualTo("from city"
                + " join place on city.id = place.city_id"
                + " join restaurant on place.id = restaurant.place_ptr_id"
                + " join pizzeria on restaurant.place_ptr_id = pizzeria.restaurant_ptr_id"
                + " join oven on pizzeria.oven = oven.word where oven.hot = ?");
        definition.model("city").manyToMany("more", "oven", pairs -> pairs.through("pizzeria", "town", "made_of"));
        assertThatThrownBy(definition::build)
                .hasMessageContaining("Cannot resolve 'town' among the foreign keys of pizzeria to city");
    }

    @Test
    void aKeyMayBeOfSeveralColumns() {
        Schema schema = Schema.define()
                .model("user", m -> m.table("tenant_user").column("tenant_id", "int").column("id", "int")
                        .column("email", "text").primaryKey("tenant_id", "id"))
                .model("comment", m -> m.column("id", "int").column("tenant_id", "int").column("user_id", "int")
                        .column("body", "text").primaryKey("id")
                        .foreignKey("user", List.of("tenant_id", "user_id"), "user", key -> key.reverse("comments")))
                .build();
        Model user = schema.model("user");
        Attribute key = user.attribute("pk");

        assertThat(names(key.parts())).containsExactly("tenant_id", "id");
        assertThat(key.parts()).isEqualTo(user.primaryKey());
        assertThat(user.attributes()).doesNotContain(key);
        assertThat(schema.model("comment").relation("user").key()).isSameAs(key);
        assertThatThrownBy(key::column).isInstanceOf(DunderException.class).hasMessageContaining("several columns");
        Database db = DB.database().with(schema);
        assertThat(db.objects("comment").filter("user__email", "b@x").get().get("body")).isEqualTo("ho");
        assertThat(db.objects("user").filter("comments__body", "hi").get().get("email")).isEqualTo("a@x");
        assertThat(db.objects("user").filter("pk", List.of(2, 1)).get().get("email")).isEqualTo("b@x");
        assertThat(db.objects("comment").filter("user", List.of(1, 1)).get().get("body")).isEqualTo("hi");
    }

    @Test
    void aChildHasWhatItsParentsHave() {
        Schema schema = places().build();
        Model pizzeria = schema.model("pizzeria");
        Model restaurant = schema.model("restaurant");

        assertThat(names(pizzeria.attributes())).containsExactly(
                "id", "name", "city_id", "place_ptr_id", "stars", "restaurant_ptr_id", "oven");
        assertThat(pizzeria.attributes().stream().map(Attribute::index)).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(names(pizzeria.primaryKey())).containsExactly("restaurant_ptr_id");
        assertThat(pizzeria.attribute("name").origin()).isSameAs(schema.model("place").attribute("name"));
        assertThat(pizzeria.attribute("stars").via()).hasSize(1);
        assertThat(pizzeria.attribute("oven").via()).isEmpty();
        assertThat(pizzeria.ordering()).containsExactly(new Criterion.Name("name"));
        assertThat(relations(pizzeria)).containsExactly("city", "place_ptr", "restaurant_ptr", "visit");
        assertThat(relations(restaurant)).containsExactly("city", "pizzeria", "place_ptr", "visit");
        assertThat(relations(schema.model("place"))).containsExactly("city", "restaurant", "visit");
        assertThat(pizzeria.parents()).containsExactly(pizzeria.relation("restaurant_ptr"));
    }

    @Test
    void waysByAParentAreNoLongerThanTheyMustBe() {
        Schema schema = places().build();
        Model pizzeria = schema.model("pizzeria");

        // The key is the same on all three tables, so the tables between need not be joined.
        List<Hop> name = pizzeria.attribute("name").via();
        assertThat(name).hasSize(1).isEqualTo(pizzeria.relation("place_ptr").hops());
        assertThat(name.get(0).near()).containsExactly(pizzeria.attribute("restaurant_ptr_id"));
        assertThat(pizzeria.relation("visit").hops()).hasSize(1);
        assertThat(pizzeria.relation("city").hops()).hasSize(2).startsWith(name.get(0));
        assertThat(pizzeria.relation("city").toMany()).isFalse();
        assertThat(pizzeria.relation("visit").toMany()).isTrue();
    }

    private static List<String> loaded(Row row) {
        return names(row.model().attributes()).stream().filter(row::isLoaded).toList();
    }

    @Test
    void whatAParentLeavesOutItsChildrenDoNotHaveEither() {
        QuerySet<Row> places = objects(places(), "place").selectRelated("restaurant").filter("restaurant__stars", 3);

        Row deferred = places.defer("name").get().one("restaurant");
        assertThat(loaded(deferred)).containsExactly("id", "city_id", "place_ptr_id", "stars");
        Row chosen = places.only("name", "restaurant__stars").get().one("restaurant");
        assertThat(loaded(chosen)).containsExactly("id", "name", "place_ptr_id", "stars");
        Row pizzeria = objects(places(), "pizzeria").selectRelated("city").only("oven", "city__name").get();
        assertThat(loaded(pizzeria)).containsExactly("city_id", "restaurant_ptr_id", "oven");
        assertThat(pizzeria.one("city").get("name")).isEqualTo("Rome");
    }

    @Test
    void childrenThatAreLoadedWithTheirParentsHaveTheColumnsOfThese() {
        QuerySet<Row> places = objects(places(), "place").selectRelated("restaurant__pizzeria").orderBy("id");

        List<Row> rows = places.list();
        assertThat(rows.get(0).one("restaurant").one("pizzeria").toMap())
                .containsEntry("name", "Mario").containsEntry("stars", 3).containsEntry("oven", "stone");
        assertThat(rows.get(0).one("restaurant").get("name")).isEqualTo("Mario");
        assertThat(rows.get(1).one("restaurant")).isNull();
        assertThat(TestDatabase.clauses(places)).isEqualTo("from place"
                + " left outer join restaurant on place.id = restaurant.place_ptr_id"
                + " left outer join pizzeria on restaurant.place_ptr_id = pizzeria.restaurant_ptr_id"
                + " order by place.id asc");
    }

    @Test
    void relationsToAndFromAParentFindRows() {
        assertThat(objects(places(), "restaurant").filter("place_ptr__name", "Mario").count()).isEqualTo(1);
        assertThat(objects(places(), "pizzeria").filter("place_ptr__name", "Mario").count()).isEqualTo(1);
        assertThat(objects(places(), "place").filter("restaurant__pizzeria__oven", "stone").count()).isEqualTo(1);
        assertThat(objects(places(), "pizzeria").filter("visit__on_day", "2024-01-01").count()).isEqualTo(1);
        assertThat(objects(places(), "pizzeria").filter("city__name", "Rome").count()).isEqualTo(1);
        assertThat(objects(places(), "visit").filter("place__restaurant__stars", 3).count()).isEqualTo(1);
    }

    @Test
    void ofParentsWithOneAncestorItsAttributesAreThereOnce() {
        Schema schema = Schema.define()
                .model("base", m -> m.column("id", "int").primaryKey("id"))
                .model("left", m -> m.column("base_left_id", "int").column("a", "int").parent("base", "base_left_id"))
                .model("right", m -> m.column("base_right_id", "int").column("b", "int")
                        .parent("base", "base_right_id"))
                .model("both", m -> m.column("left_ptr_id", "int").column("right_ptr_id", "int")
                        .parent("left", "left_ptr_id").parent("right", "right_ptr_id"))
                .build();

        assertThat(names(schema.model("both").attributes())).containsExactly(
                "id", "base_left_id", "a", "base_right_id", "b", "left_ptr_id", "right_ptr_id");
        assertThat(schema.model("both").parents()).hasSize(2);
    }

    @Test
    void aChildMayKeepItsKeyInAColumnOfTheParentsName() {
        Schema schema = Schema.define()
                .model("place", m -> m.column("id", "int").column("name", "text").primaryKey("id"))
                .model("restaurant", m -> m.column("id", "int").column("stars", "int").parent("place", "id"))
                .build();
        Model restaurant = schema.model("restaurant");

        assertThat(names(restaurant.attributes())).containsExactly("name", "id", "stars");
        assertThat(restaurant.attribute("pk").via()).isEmpty();
        assertThat(restaurant.relation("place").target()).isSameAs(schema.model("place"));
    }

    @Test
    void aTableMayHaveSeveralModels() {
        Schema schema = blog().model("author_by_key", m -> m.sameAs("author").ordering("id"))
                .model("award", m -> m.column("id", "int").column("author_id", "int").primaryKey("id")
                        .foreignKey("author", "author_id", "author_by_key"))
                .build();
        Model author = schema.model("author");
        Model other = schema.model("author_by_key");

        assertThat(other.table()).isEqualTo(author.table());
        assertThat(other.ordering()).containsExactly(new Criterion.Name("id"));
        assertThat(author.ordering()).containsExactly(new Criterion.Name("name"));
        assertThat(other.concrete()).isSameAs(author);
        assertThat(other.attributes()).isEqualTo(author.attributes());
        assertThat(author.relation("award")).isNotNull().isSameAs(other.relation("award"));
        assertThat(schema.model("award").relation("author").target()).isSameAs(other);
        assertThat(DB.database().with(schema).objects("author_by_key").filter("entry__headline", "rain").count())
                .isEqualTo(1);
    }

    @Test
    void typesGoByTheNamesThatPostgresHas() {
        SchemaDefinition schema = Schema.define()
                .model("kinds", m -> m.column("id", "integer").column("span", "int4range")
                        .column("point", "numeric(6, 2)").column("words", "VARCHAR(10)[]").column("whole", "tsvector")
                        .column("at", "timestamp with time zone").column("took", "interval").column("data", "jsonb")
                        .column("ip", "inet not null").column("twice", "int").computed("twice").primaryKey("id"));
        Model kinds = schema.build().model("kinds");
        Model reflected = Schema.reflect(DB.database().dsl()).model("kinds");

        for (Attribute attribute : kinds.attributes()) {
            Attribute same = reflected.attribute(attribute.name());
            assertThat(attribute.type().getType()).as(attribute.name()).isEqualTo(same.type().getType());
            assertThat(attribute.nullable()).as(attribute.name()).isEqualTo(same.nullable());
            assertThat(attribute.computed()).as(attribute.name()).isEqualTo(same.computed());
        }
        Row row = objects(schema, "kinds").get("span", "[1,5)");
        assertThat(row.get("span")).isEqualTo("[1,5)");
        assertThat(row.get("twice")).isEqualTo(2);
        assertThat((String[]) row.get("words")).containsExactly("a");
        assertThat(row.update("span", "[2,3)", "ip", "10.0.0.1").get("span")).isEqualTo("[2,3)");
    }

    @Test
    void aReflectedSchemaMayBeChanged() {
        Schema reflected = Schema.reflect(DB.database().dsl());
        Schema changed = reflected.with(s -> {
            s.model("blog_entry").rename("writer", "author").reverse("author", "entries").ordering("-title")
                    .rename("title", "headline");
            s.model("blog_author").rename("full_name", "name");
            s.model("passport").reverse("owner", "travel", "papers");
        });

        assertThat(relations(reflected.model("blog_author"))).contains("blog_entry_writer").doesNotContain("entries");
        assertThat(relations(changed.model("blog_author"))).contains("entries").doesNotContain("blog_entry_writer");
        assertThat(changed.model("blog_entry").ordering()).containsExactly(new Criterion.Name("-headline"));
        assertThat(changed.model("blog_author").accessor("papers").name()).isEqualTo("travel");
        Database db = DB.database().with(changed);
        assertThat(db.objects("blog_author").filter("entries__headline", "rain").get().get("name")).isEqualTo("Bo");
        assertThat(db.objects("blog_entry").filter("praised_by__name", "Bo").count()).isEqualTo(2);
    }

    private static void assertRefused(Consumer<SchemaDefinition> change, String... message) {
        SchemaDefinition schema = blog();
        assertThatThrownBy(() -> {
            change.accept(schema);
            schema.build();
        }).isInstanceOf(DunderException.class).hasMessageContainingAll(message);
    }

    @Test
    void whatIsWrongIsSaidWhenTheSchemaIsBuilt() {
        assertRefused(s -> s.model("entry").foreignKey("editor", "editor_id", "author"),
                "Cannot resolve 'editor_id' among the columns of entry, for 'editor'");
        assertRefused(s -> s.model("entry").foreignKey("author", "author_id", "authr"),
                "Cannot resolve 'authr'", "'author' on entry", "Did you mean 'author'?");
        assertRefused(s -> s.model("tag").primaryKey("idd"), "Cannot resolve 'idd'", "for its primary key",
                "Did you mean 'id'?");
        assertRefused(s -> s.model("entry").foreignKey("fan", "fan_name", "author", key -> key.to("nam")),
                "Cannot resolve 'nam' among the columns of author", "Did you mean 'name'?");
        assertRefused(s -> s.model("passport").reverse("owner", "entry"),
                "The relation 'entry' from author to passport",
                "a relation to entry", "reverse(…)");
        assertRefused(s -> s.model("passport").reverse("owner", "name"), "The relation 'name' from author to passport",
                "an attribute");
        assertRefused(s -> s.model("entry").foreignKey("headline", "author_id", "author"), "'headline'",
                "an attribute", "Give it another.");
        assertRefused(s -> s.model("entry").foreignKey("pair", "author_id", "entry_tag"), "no primary key", "to(…)");
        assertRefused(s -> s.model("entry").foreignKey("pair", "author_id", "entry_tag",
                key -> key.to("entry_id", "tag_id")), "has 1 columns", "2 of entry_tag");
        assertRefused(s -> s.model("entry").manyToMany("others", "tag", pairs -> {}), "'others' on entry",
                "through(…) or table(…)");
        assertRefused(s -> s.model("entry").manyToMany("others", "author", pairs -> pairs.through("entry_tag")),
                "has 0 foreign keys to author");
        assertRefused(
                s -> s.model("entry").manyToMany("others", "tag", pairs -> pairs.through("entry_tag", "x", "tag")),
                "Cannot resolve 'x' among the foreign keys of entry_tag to entry");
        assertRefused(s -> s.model("entry").manyToMany("others", "tag", pairs -> pairs.table("tag", "a", "b")),
                "there is a model of this name");
        assertRefused(s -> {
            s.model("author").parent("entry", "id");
            s.model("entry").parent("author", "id");
        },
                "parents of each other: author, entry");
        assertRefused(s -> s.model("more", m -> m.sameAs("author").column("x", "int")), "more is the same as author");
        assertRefused(s -> s.model("tag").column("x", "int; drop table x"), "is not the name of a PostgreSQL type");
        assertRefused(s -> s.model("tag", m -> {}), "There is a model 'tag' already");
        assertRefused(s -> s.model("tags"), "Cannot resolve 'tags' as a model", "Did you mean 'tag'?");
        assertRefused(s -> s.model("entry").rename("tag", "x"), "Cannot resolve 'tag'", "Did you mean 'tags'?");
        assertRefused(s -> s.model("entry").reverse("autor", "x"), "Cannot resolve 'autor'", "'author'");
        assertRefused(s -> s.model("entry").ordering("-headlin"), "Cannot resolve 'headlin'",
                "Did you mean 'headline'?");
        assertRefused(s -> s.model("entry").ordering("tags__word__x"), "Cannot resolve 'x'");
        assertRefused(s -> s.model("entry").rename("headline", "tags"), "'tags' is taken on entry");
    }

    @Test
    void aDatabaseMayBeBuiltWithASchema() {
        Database db = Database.builder(DB.pool()).schema(blog().build()).build();

        assertThat(db.objects("entry").count()).isEqualTo(3);
        db.forgetSchema();
        assertThat(db.objects("entry").count()).isEqualTo(3);
        assertThatThrownBy(() -> db.objects("blog_entry")).isInstanceOf(LookupException.class)
                .hasMessageContaining("Cannot resolve 'blog_entry'");
    }
}
