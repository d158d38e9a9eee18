package dev.dunder.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Database;
import dev.dunder.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The shop over HTTP. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(60)
class ShopTest {
    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        String url = TestServer.newDatabase();
        registry.add("spring.datasource.url", () -> url);
        registry.add("spring.datasource.hikari.maximum-pool-size", () -> 4);
    }

    @LocalServerPort
    private int port;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private Database db;

    private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.uri(URI.create("http://localhost:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private JsonNode get(String path, int status) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder().header("Accept", "application/json"), path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return json.readTree(response.body());
    }

    private JsonNode post(String path, int status) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody())
                .header("Accept", "application/json"), path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return json.readTree(response.body());
    }

    @Test
    void aListIsFilteredSortedAndPaged() throws Exception {
        JsonNode all = get("/products", 200);
        assertThat(all.get("total").asInt()).isEqualTo(42);
        assertThat(all.get("pages").asInt()).isEqualTo(5);
        assertThat(all.get("products").get(0).get("name").asString()).isEqualTo("Apple Cake");

        JsonNode teas = get(
                "/products?category__name=Tea&price__gte=8&order_by=-price&page_size=3&page=2&name__icontains=", 200);
        assertThat(teas.get("total").asInt()).isEqualTo(11);
        assertThat(teas.get("products").valueStream().map(one -> one.get("name").asString()))
                .containsExactly("Old Tea", "Morning Tea", "Mint Tea");
        assertThat(teas.get("products").valueStream().map(one -> one.get("category").asString())).containsOnly("Tea");
    }

    @Test
    void whatIsNotAllowedIsAProblem() throws Exception {
        JsonNode problem = get("/products?stock__gt=3&price__lte=cheap", 400);
        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.get("errors").valueStream().map(one -> one.get("parameter").asString()))
                .containsExactlyInAnyOrder("stock__gt", "price__lte");
        assertThat(get("/products?order_by=id", 400).get("errors").get(0).get("parameter").asString())
                .isEqualTo("order_by");
    }

    @Test
    void aPageIsHtmlForBrowsersAndNamesAreText() throws Exception {
        int made = db.objects("product").with("category_id", 1, "name", "<b>&", "price", 99, "stock", 1).insert()
                .get("id", Integer.class);
        try {
            HttpResponse<String> page = send(HttpRequest.newBuilder().header("Accept", "text/html"),
                    "/products?price__gte=99");
            assertThat(page.headers().firstValue("Content-Type")).hasValueSatisfying(
                    type -> assertThat(type).startsWith("text/html"));
            assertThat(page.body()).contains("&lt;b&gt;&amp;", "1 products").doesNotContain("<b>");
        } finally {
            long unused = db.objects("product").filter("id", made).delete();
        }
    }

    @Test
    void aSaleIsStoredWholeOrNotAtAll() throws Exception {
        int id = db.objects("product").get("name", "Red Tea").get("id", Integer.class);
        assertThat(post("/products/" + id + "/sales?quantity=30", 200).get("stock").asInt()).isEqualTo(6);
        assertThat(post("/products/" + id + "/sales?quantity=7", 409).get("detail").asString()).contains("Red Tea");
        // The sale is refused after the stock was changed, and that is taken back.
        assertThat(post("/products/" + id + "/sales?quantity=0", 400).get("detail").asString())
                .isEqualTo("This is not allowed: sale_quantity_check.");
        assertThat(post("/products/0/sales?quantity=1", 404).get("detail").asString()).contains("no such product");
        assertThat(db.objects("product").get("id", id).get("stock")).isEqualTo(6);
        assertThat(db.objects("sale").filter("product", id).count()).isEqualTo(1);

        JsonNode sales = get("/products/" + id + "/sales", 200);
        assertThat(sales.size()).isEqualTo(1);
        assertThat(sales.get(0).get("product").toString()).isEqualTo("{\"id\":" + id + ",\"name\":\"Red Tea\"}");
        assertThat(sales.get(0).get("quantity").asInt()).isEqualTo(30);
        assertThat(Instant.parse(sales.get(0).get("at").asString())).isEqualTo(
                db.objects("sale").get("product", id).get("at", Instant.class));
    }

    /** By the module of dunder-jackson, which is found by itself. */
    @Test
    void rowsAreJson() throws Exception {
        JsonNode categories = get("/categories", 200);
        assertThat(categories.toString()).isEqualTo("[{\"id\":1,\"name\":\"Cake\",\"products\":14},"
                + "{\"id\":2,\"name\":\"Coffee\",\"products\":14},{\"id\":3,\"name\":\"Tea\",\"products\":14}]");
    }

    @Test
    void healthAndMetricsAreThere() throws Exception {
        assertThat(get("/actuator/health", 200).get("components").get("dunder").get("status").asString())
                .isEqualTo("UP");
        JsonNode unused = get("/products", 200);
        assertThat(get("/actuator/metrics/dunder.plan.cache.size", 200).get("measurements").get(0).get("value").asInt())
                .isPositive();
    }
}
