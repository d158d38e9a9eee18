package dev.dunder.issues;

import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.FetchMode;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Relations of every kind are loaded by every way to load: symmetrical, inherited, without a name back. */
class LoadedRelationsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table shop (id int primary key, name text);
            create table peer (id int primary key, near int references shop, far int references shop, since int);
            insert into shop values (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd');
            insert into peer values (1, 1, 2, 5), (2, 2, 1, 5), (3, 1, 3, 6), (4, 3, 1, 6), (5, 4, 1, 7);

            create table city (id int primary key, name text);
            create table fan (id int primary key, name text);
            create table place (id int primary key, name text, city_id int references city);
            create table restaurant (place_ptr_id int primary key references place, stars int);
            create table pizzeria (restaurant_ptr_id int primary key references restaurant, oven text);
            create table visit (id int primary key, place_id int references place, day int);
            create table place_fan (place_id int references place, fan_id int references fan);
            create table badge (id int primary key, place_id int unique references place, text text);
            insert into city values (1, 'Rome'), (2, 'Oslo');
            insert into fan values (1, 'Ann'), (2, 'Bo'), (3, 'Cy');
            insert into place values (1, 'Mario', 1), (2, 'Luigi', 2), (3, 'Park', 1);
            insert into restaurant values (1, 3), (2, 1);
            insert into pizzeria values (1, 'stone');
            insert into visit values (1, 1, 5), (2, 1, 6), (3, 2, 7), (4, 3, 8);
            insert into place_fan values (1, 1), (1, 2), (2, 2), (3, 3);
            insert into badge values (1, 1, 'old'), (2, 3, 'new');
            """);

    private static Database shops() {
        return DB.database().with(Schema.define()
                .model("shop", m -> m.column("id", "int").column("name", "text").primaryKey("id")
                        .manyToMany("peers", "shop", p -> p.through("peer", "near", "far").symmetrical()))
                .model("peer", m -> m.column("id", "int").column("near_id", "int").column("far_id", "int")
                        .attribute("near_id", "near", "int").attribute("far_id", "far", "int").column("since", "int")
                        .primaryKey("id")
                        .foreignKey("near", "near_id", "shop", key -> key.noReverse())
                        .foreignKey("far", "far_id", "shop", key -> key.noReverse()))
                .build());
    }

    private static Database places() {
        return DB.database().with(Schema.define()
                .model("city", m -> m.column("id", "int").column("name", "text").primaryKey("id"))
                .model("fan", m -> m.column("id", "int").column("name", "text").primaryKey("id"))
                .model("place", m -> m.column("id", "int").column("name", "text").column("city_id", "int")
                        .primaryKey("id").foreignKey("city", "city_id", "city")
                        .manyToMany("fans", "fan", p -> p.table("place_fan", "place_id", "fan_id").reverse("places")))
                .model("restaurant", m -> m.column("place_ptr_id", "int").column("stars", "int")
                        .parent("place", "place_ptr_id"))
                .model("pizzeria", m -> m.column("restaurant_ptr_id", "int").column("oven", "text")
                        .parent("restaurant", "restaurant_ptr_id"))
                .model("visit", m -> m.column("id", "int").column("place_id", "int").column("day", "int")
                        .primaryKey("id").foreignKey("place", "place_id", "place"))
                .model("badge", m -> m.column("id", "int").column("place_id", "int").column("text", "text")
                        .primaryKey("id").oneToOne("place", "place_id", "place"))
                .build());
    }

    private static Stream<List<Object>> of(List<Row> rows, String many) {
        return rows.stream().map(row -> ids(row.many(many).orderBy("id").list()));
    }

    private static Stream<List<Object>> known(List<Row> rows, String many) {
        return rows.stream().map(row -> row.many(many).list().stream().map(one -> one.get("id")).sorted().toList());
    }

    @Way.Both
    void theOtherEndOfASymmetricalRelation(Way way) {
        QuerySet<Row> shops = shops().objects("shop").orderBy("id");
        List<List<Object>> expected = shops.list().stream()
                .map(shop -> ids(
                        shops.filter("id__in", shops().objects("peer").filter("near", shop).values("far")).list()))
                .toList();
        assertThat(expected).containsExactly(List.of(2, 3), List.of(1), List.of(1), List.of(1));
        DB.sent().clear();

        assertThat(known(way.list(shops.prefetchRelated("peers")), "peers")).isEqualTo(expected);
        assertThat(DB.statements()).hasSize(2);
        assertThat(known(way.list(shops.fetchMode(FetchMode.PEERS)), "peers")).isEqualTo(expected);
        assertThat(DB.statements()).hasSize(4);
        assertThat(of(way.list(shops), "peers")).isEqualTo(expected);
        assertThat(known(way.list(shops).stream().map(shop -> shop.load("peers")).toList(), "peers"))
                .isEqualTo(expected);
        assertThat(known(way.list(shops.prefetchRelated(
                new Prefetch("peers", shops().objects("shop").orderBy("-id").slice(0, 1)))), "peers"))
                .containsExactly(List.of(3), List.of(1), List.of(1), List.of(1));
        Row first = way.list(shops.prefetchRelated("peers__peers")).get(0);
        assertThat(known(first.many("peers").list(), "peers")).allMatch(List.of(1)::equals);
        assertThat(ids(first.many("peers").filter("name", "c").list())).containsExactly(3);
    }

    @Way.Both
    void whatIsInheritedIsLoadedAsItIsOfTheParent(Way way) {
        for (String model : List.of("place", "restaurant", "pizzeria")) {
            QuerySet<Row> rows = places().objects(model).orderBy("name").filter("name", "Mario");
            DB.sent().clear();
            List<Row> prefetched = way.list(rows.prefetchRelated("city", "visit", "fans", "badge"));
            assertThat(DB.statements()).hasSize(5);
            List<Row> peers = way.list(rows.fetchMode(FetchMode.PEERS));
            List<Row> loaded = way.list(rows).stream().map(row -> row.load("city", "visit", "fans", "badge")).toList();
            for (List<Row> some : List.of(prefetched, peers, loaded)) {
                assertThat(some.get(0).one("city").get("name")).isEqualTo("Rome");
                assertThat(some.get(0).one("badge").get("text")).isEqualTo("old");
                assertThat(known(some, "visit")).containsExactly(List.of(1, 2));
                assertThat(known(some, "fans")).containsExactly(List.of(1, 2));
            }
            Row plain = way.get(rows);
            assertThat(ids(plain.many("visit").filter("day", 6).list())).containsExactly(2);
            assertThat(ids(plain.many("fans").orderBy("-id").list())).containsExactly(2, 1);
            assertThat(plain.many("fans").count()).isEqualTo(2);
        }
    }

    @Way.Both
    void withoutItsForeignKeyARowIsReadWithIt(Way way) {
        QuerySet<Row> visits = places().objects("visit").orderBy("id");

        List<Row> only = way.list(visits.only("day").prefetchRelated("place__city"));
        assertThat(only).extracting(row -> row.one("place").one("city").get("name"))
                .containsExactly("Rome", "Rome", "Oslo", "Rome");
        assertThat(DB.statements()).hasSize(3);
        List<Row> deferred = way.list(places().objects("place").orderBy("id").defer("city", "name")
                .prefetchRelated("city", "fans"));
        assertThat(deferred).extracting(row -> row.one("city").get("id")).containsExactly(1, 2, 1);
        assertThat(deferred.get(0).isLoaded("name")).isFalse();
        List<Row> inherited = way.list(places().objects("pizzeria").only("oven").prefetchRelated("city"));
        assertThat(inherited.get(0).one("city").get("name")).isEqualTo("Rome");
        List<Row> selected = way.list(visits.selectRelated("place").only("day", "place__name")
                .prefetchRelated("place__city"));
        assertThat(selected.get(2).one("place").one("city").get("name")).isEqualTo("Oslo");
        List<Row> named = way.list(visits.only("day").prefetchRelated(
                new Prefetch("place", places().objects("place").only("name")), new Prefetch("place__city")));
        assertThat(named.get(2).one("place").one("city").get("name")).isEqualTo("Oslo");
    }

    @Test
    void whatIsSelectedForARelationFurtherOnIsOnlyItsKey() {
        Row visit = places().objects("visit").selectRelated("place").only("place__city__name").get("id", 3);

        assertThat(DB.statements().get(0))
                .isEqualTo("select visit.id, visit.place_id, place.id, place.city_id from visit"
                        + " left outer join place on visit.place_id = place.id where visit.id = ? fetch next ? rows only");
        assertThat(visit.one("place").get("city_id")).isEqualTo(2);
        Row both = places().objects("visit").selectRelated("place__city").only("place__city__name").get("id", 3);
        assertThat(DB.statements().get(1))
                .startsWith("select visit.id, visit.place_id, place.id, place.city_id, city.id, city.name from visit");
        assertThat(both.one("place").one("city").get("name")).isEqualTo("Oslo");
    }

    @Test
    void whereNothingIsLeftOfWhatWasWantedAllElseIs() {
        QuerySet<Row> places = places().objects("place").orderBy("id");

        Row first = places.only("name").defer("name", "city").slice(0, 1).get();
        assertThat(first.isLoaded("name")).isTrue();
        assertThat(first.isLoaded("city_id")).isFalse();
        Row second = places.only("name").defer("name").slice(0, 1).get();
        assertThat(second.isLoaded("name") && second.isLoaded("city_id")).isTrue();
        Row third = places.only("name", "city").defer("name").slice(0, 1).get();
        assertThat(third.isLoaded("name")).isFalse();
    }

    @Way.Both
    void bothEndsOfAOneToOneKnowEachOther(Way way) {
        Row badge = way.list(places().objects("badge").orderBy("id").prefetchRelated("place")).get(0);
        Row place = badge.one("place");
        assertThat(place.one("badge")).isEqualTo(badge);
        Row back = way.list(places().objects("place").orderBy("id").prefetchRelated("badge")).get(0);
        assertThat(back.one("badge").one("place")).isEqualTo(back);
        Row restaurant = way.list(places().objects("restaurant").orderBy("pk").prefetchRelated("place_ptr")).get(0);
        assertThat(restaurant.one("place_ptr").one("restaurant")).isEqualTo(restaurant);
        assertThat(DB.statements()).hasSize(6);
    }

    @Way.Both
    void whatWasGivenANameLeadsOn(Way way) {
        QuerySet<Row> cities = places().objects("city").orderBy("id");
        QuerySet<Row> rows = cities.prefetchRelated(
                new Prefetch("place", places().objects("place").filter("name__startswith", "M")).to("some"),
                new Prefetch("some__visit", places().objects("visit").filter("day", 6)).to("sixth"),
                new Prefetch("some__sixth__place").to("where"));
        for (QuerySet<Row> each : List.of(rows)) {
            Row some = (Row) way.list(each).get(0).loaded("some").get(0);
            assertThat(some.get("name")).isEqualTo("Mario");
        }
        assertThat(DB.statements()).hasSize(4);
    }

    @Way.Both
    void aParentComesAsTheChildThatItIs(Way way) {
        QuerySet<Row> visits = places().objects("visit").orderBy("id").prefetchRelated(
                new Prefetch("place", places().objects("restaurant")));

        List<Row> rows = way.list(visits);
        assertThat(rows.get(0).one("place").get("stars")).isEqualTo(3);
        assertThat(rows.get(0).one("place").model().name()).isEqualTo("restaurant");
        assertThat(rows.get(2).one("place").get("name")).isEqualTo("Luigi");
        assertThat(rows.get(3).one("place")).isNull();
        assertThat(DB.statements()).hasSize(2);
        List<Row> fans = way.list(places().objects("fan").orderBy("id").prefetchRelated(
                new Prefetch("places", places().objects("pizzeria"))));
        assertThat(fans).extracting(row -> row.many("places").size()).containsExactly(1, 1, 0);
        assertThat(fans.get(0).many("places").list().get(0).get("oven")).isEqualTo("stone");
        assertThatThrownBy(() -> places().objects("visit").prefetchRelated(
                new Prefetch("place", places().objects("city"))).list()).isInstanceOf(LookupException.class);
    }
}
