package dev.dunder.examples;

import static dev.dunder.Dunder.f;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import dev.dunder.Bulk;
import dev.dunder.CopyFormat;
import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A day of a shop, in a few lines each: products come in from a file, cost more, are sold, tagged, and go out again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShopTest {
    private static final int PRODUCTS = 10_000;

    private static Database db;

    @BeforeAll
    static void open() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestServer.newDatabase());
        config.setMaximumPoolSize(8);
        db = Database.pooled(config).build();
        for (String table : List.of(
                "create table product (sku text primary key, name text not null, price numeric(10, 2) not null, in_stock int not null)",
                "create table tag (id int generated always as identity primary key, name text not null unique)",
                "create table product_tag (product_sku text references product, tag_id int references tag,"
                        + " primary key (product_sku, tag_id))")) {
            db.dsl().execute(table);
        }
    }

    @AfterAll
    static void close() {
        db.close();
    }

    private static QuerySet<Row> products() {
        return db.objects("product");
    }

    @Test
    @Order(1)
    void productsComeInFromAFile(@TempDir Path folder) throws Exception {
        Path csv = Files.write(folder.resolve("products.csv"), (Iterable<String>) IntStream.range(0, PRODUCTS)
                .mapToObj(i -> "sku-" + i + ",Product \"" + i + "\"," + i + ".50," + i % 7)::iterator);
        List<String> progress = new ArrayList<>();
        try (Stream<String> lines = Files.lines(csv)) {
            long stored = products().copyIn(
                    lines.map(line -> line.split(",")).map(part -> products().with("sku", part[0], "name", part[1],
                            "price", new BigDecimal(part[2]), "in_stock", Integer.parseInt(part[3]))),
                    Bulk.USUAL.progress(how -> progress.add(how.toString())));
            assertThat(stored).isEqualTo(PRODUCTS);
        }
        assertThat(progress).last().asString().contains("10,000").contains("rows/s");
        assertThat(products().get("sku", "sku-7").get("name")).isEqualTo("Product \"7\"");
    }

    @Test
    @Order(2)
    void pricesAreUpserted() {
        List<Row> prices = IntStream.range(PRODUCTS - 100, PRODUCTS + 100)
                .mapToObj(i -> products().with("sku", "sku-" + i, "name", "Product", "price", 1, "in_stock", 0))
                .toList();
        products().bulkCreate(prices, Bulk.updatingConflicts("sku").changing("price"));
        assertThat(products().count()).isEqualTo(PRODUCTS + 100);
        Row known = products().get("sku", "sku-" + (PRODUCTS - 1));
        assertThat(known.get("price")).isEqualTo(new BigDecimal("1.00"));
        assertThat(known.get("name")).isEqualTo("Product \"" + (PRODUCTS - 1) + "\"");
    }

    @Test
    @Order(3)
    void fiftyBuyersSellNothingTwice() throws Exception {
        products().filter("sku", "sku-1").update("in_stock", 30);
        AtomicInteger sold = new AtomicInteger();
        List<Thread> buyers = IntStream.range(0, 50).mapToObj(i -> Thread.startVirtualThread(
                () -> sold.addAndGet((int) products().filter("sku", "sku-1", "in_stock__gt", 0)
                        .update("in_stock", f("in_stock").minus(1)))))
                .toList();
        for (Thread buyer : buyers) {
            buyer.join();
        }
        assertThat(sold).hasValue(30);
        assertThat(products().get("sku", "sku-1").get("in_stock")).isEqualTo(0);
    }

    @Test
    @Order(4)
    void productsAreTagged() {
        Row product = products().get("sku", "sku-2");
        Row green = db.objects("tag").getOrCreate("name", "green").instance();
        product.many("tag").add(green);
        product.many("tag").create("name", "new");
        green.many("product").add(products().filter("in_stock", 6).slice(0, 100).list());
        assertThat(products().filter("tag__name", "green").count()).isEqualTo(101);
        assertThat(product.many("tag").set(List.of(green))).isEqualTo(1);
    }

    @Test
    @Order(5)
    void productsGoOut() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        long written = products().filter("tag__name", "green").orderBy("sku").values("sku", "name", "price")
                .copyOut(file, CopyFormat.CSV);
        List<String> lines = file.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(written).isEqualTo(101);
        assertThat(lines).hasSize(102).first().isEqualTo("sku,name,price");
        assertThat(lines).contains("sku-2,\"Product \"\"2\"\"\",2.50");
    }
}
