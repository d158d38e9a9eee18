package dev.dunder.schema;

import static dev.dunder.Dunder.avg;
import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.model.Relation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Schemas of the shapes of Pagila, Northwind and Chinook: each has what a tutorial's has not. */
class WellKnownSchemasTest {
    @RegisterExtension
    static final TestDatabase PAGILA = TestDatabase.of(script("pagila"));

    @RegisterExtension
    static final TestDatabase NORTHWIND = TestDatabase.of(script("northwind"));

    @RegisterExtension
    static final TestDatabase CHINOOK = TestDatabase.of(script("chinook"));

    private static String script(String name) {
        try (InputStream script = WellKnownSchemasTest.class.getResourceAsStream("/schemas/" + name + ".sql")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> relations(TestDatabase db, String model) {
        return db.database().schema().model(model).relations().stream().map(Relation::name).sorted().toList();
    }

    @Test
    void everyTableReadsAndHasAllItsKeys() {
        for (TestDatabase db : List.of(PAGILA, NORTHWIND, CHINOOK)) {
            db.database().schema().models().forEach(model -> db.objects(model.name()).list());
        }
        assertThat(PAGILA.database().schema().models()).hasSize(16);
        assertThat(relations(PAGILA, "film")).containsExactly("actor", "category", "film_actor", "film_category",
                "inventory", "language", "original_language");
        assertThat(relations(PAGILA, "store")).containsExactly("address", "customer", "inventory", "manager_staff",
                "staff");
        assertThat(relations(PAGILA, "payment")).containsExactly("customer", "rental", "staff");
        assertThat(relations(NORTHWIND, "employees")).containsExactly("employee_territories", "orders", "reports",
                "reports_to", "territories");
        assertThat(relations(NORTHWIND, "products")).containsExactly("category", "order_details", "supplier");
        assertThat(relations(CHINOOK, "track")).containsExactly("album", "genre", "invoice_line", "media_type",
                "playlist", "playlist_track");
    }

    @Test
    void aFilmOfADomainCalledYear() {
        Row film = PAGILA.objects("film").get("release_year", 2006, "title__istartswith", "academy");

        assertThat(film.get("release_year")).isEqualTo(2006);
        assertThat(film.get("rating")).isEqualTo("G");
        assertThat((String[]) film.get("special_features")).containsExactly("Trailers");
        assertThat(film.update("release_year", 2007).get("release_year")).isEqualTo(2007);
        assertThat(film.update("release_year", 2006).get("title")).isEqualTo("ACADEMY DINOSAUR");
    }

    @Test
    void actorsAndFilmsThoughTheirTableHasATime() {
        assertThat(PAGILA.objects("film").filter("actor__last_name", "WAHLBERG").count()).isEqualTo(2);
        assertThat(
                PAGILA.objects("actor").annotate(count("film").as("n")).orderBy("-n").values("last_name", "n").first()
                        .toMap())
                .containsEntry("last_name", "WAHLBERG").containsEntry("n", 2L);
        assertThat(PAGILA.objects("film_actor").filter("last_update__isnull", false).count()).isEqualTo(3);
        assertThat(PAGILA.objects("film").prefetchRelated("actor").get("film_id", 1).many("actor").list()).hasSize(2);
    }

    @Test
    void theManagerOfAStoreIsOne() {
        Row staff = PAGILA.objects("staff").selectRelated("store_manager_staff").get();

        assertThat(staff.one("store_manager_staff").get("store_id")).isEqualTo(1);
        assertThat(PAGILA.objects("staff").filter("store_manager_staff__isnull", false).sql()).doesNotContain("exists");
    }

    @Test
    void paymentsHaveTheKeysOfTheirPartitions() {
        assertThat(PAGILA.objects("customer").annotate(sum("payment__amount").as("paid")).get().get("paid"))
                .isEqualTo(new BigDecimal("3.98"));
        assertThat(PAGILA.objects("payment").filter("rental__inventory__film__title__endswith", "DINOSAUR").count())
                .isEqualTo(2);
    }

    @Test
    void ordersOfTwoKeys() {
        QuerySet<Row> orders = NORTHWIND.objects("orders");

        assertThat(orders
                .annotate(sum(f("order_details__quantity").times(f("order_details__product__unit_price"))).as("s"))
                .get().get("s", Double.class)).isEqualTo(406.0);
        assertThat(orders.filter("order_details__product__product_name", "Chang", "customer", "ALFKI").count())
                .isEqualTo(1);
        assertThat(NORTHWIND.objects("employees").filter("territories__region__region_description__startswith", "East")
                .get().get("last_name")).isEqualTo("Davolio");
        assertThat(NORTHWIND.objects("employees").filter("reports__last_name", "Davolio").get().get("last_name"))
                .isEqualTo("Fuller");
        assertThat(NORTHWIND.objects("order_details").aggregate(avg("quantity"))).isEqualTo(11.0);
    }

    @Test
    void tracksOfPlaylists() {
        assertThat(CHINOOK.objects("playlist").annotate(count("track").as("n")).orderBy("playlist_id")
                .valuesList("n", Long.class).list()).containsExactly(2L, 1L);
        assertThat(CHINOOK.objects("track").filter("invoice_line__invoice__customer__support_rep__last_name", "Peacock")
                .count()).isEqualTo(2);
        assertThat(CHINOOK.objects("artist").filter("album__track__playlist", 8).get().get("name")).isEqualTo("AC/DC");
    }
}
