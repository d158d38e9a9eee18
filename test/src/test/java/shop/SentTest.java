package shop;

import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.test.QueryAssertions.assertQueries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.test.Make;
import dev.dunder.test.SentQueries;
import dev.dunder.test.SqlSnapshot;
import dev.dunder.test.TestDatabase;
import dev.dunder.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What was sent, how often, from where, and whether it was approved. */
class SentTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.at(TestServer.newDatabase()).script(Shop.SQL).asDefault();

    @BeforeEach
    void purchases() {
        Make.of(DB.database(), "purchase").insert(3);
    }

    private static List<Row> page() {
        List<Row> rows = DB.objects("purchase").list();
        rows.forEach(row -> row.load("customer"));
        return rows;
    }

    @Test
    void theNumberOfStatementsIsAsserted(Database db) {
        assertQueries(db, () -> DB.objects("purchase").selectRelated("customer").list()).hasExactly(1).hasAtMost(1)
                .repeatsNone();
        assertQueries(db, () -> {}).hasNone();
        assertThat(assertQueries(db, SentTest::page, sent -> sent.hasAtMost(4).of("customer").hasExactly(3)))
                .hasSize(3);
        assertThatThrownBy(() -> assertQueries(db, SentTest::page, sent -> sent.of("product").hasExactly(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "Expected exactly 1 statement of product, but there were 0.\nAll statements:\n   1. select");
    }

    @Test
    void whatSendsOneStatementManyTimesIsNamed(Database db) {
        assertThatThrownBy(() -> assertQueries(db, () -> page()).hasAtMost(2)).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Expected at most 2 statements, but there were 4: purchase 1, customer 3.\n"
                        + "  3 times one statement, from shop.SentTest.lambda$page$")
                .hasMessageContaining("selectRelated(…)")
                .hasMessageContaining("   4. select");
        assertThatThrownBy(() -> assertQueries(db, () -> page()).repeatsNone()).isInstanceOf(AssertionError.class);
        Shop.Client client = Shop.Client.objects.first();
        assertThatThrownBy(() -> assertQueries(db, () -> {
            for (int i = 0; i < 2; i++) {
                client.again();
            }
        }).repeatsNone()).hasMessageContaining(
                "2 times one statement, from shop.SentTest.lambda$whatSendsOneStatementManyTimesIsNamed$");
    }

    @Test
    void asynchronousStatementsAreOfTheLineThatBeganThem(Database db) {
        assertThatThrownBy(() -> assertQueries(db, () -> {
            for (Row row : DB.objects("purchase").async().list().join()) {
                row.async().load("customer").join();
            }
        }).repeatsNone()).hasMessageContaining(
                "3 times one statement, from shop.SentTest.lambda$asynchronousStatementsAreOfTheLineThatBeganThem$");
    }

    @Test
    void statementsAreOfTheModelThatTheyAreAbout(Database db) {
        SentQueries sent = assertQueries(db, () -> {
            QuerySet<Row> customers = DB.objects("customer");
            customers.filter(exists(DB.objects("purchase").filter("customer", outerRef("id")))).list();
            customers.annotate(exists(DB.objects("purchase").filter("customer", outerRef("id"))).as("some")).list();
            customers.filter("purchase_customer__percent", 7).distinct().count();
            customers.filter("id", 1).update("nick", "x");
            DB.objects("item").all().delete();
            Make.of(db, "product").insert();
        });
        assertThat(sent.countsByModel()).isEqualTo(Map.of("customer", 4, "item", 1, "product", 1));
        assertThat(sent.of("customer").sql()).hasSize(4);
    }

    @Test
    void approvedSqlIsCompared(@TempDir Path directory) throws Exception {
        System.setProperty("dunder.snapshots.directory", directory.toString());
        SqlSnapshot snapshot = SqlSnapshot.of(SentTest.class);
        QuerySet<Row> set = DB.objects("customer").filter("name__startswith", "from ", "purchase_customer__percent", 7)
                .orderBy("id");
        try {
            assertThatThrownBy(() -> snapshot.matches("some", set)).isInstanceOf(AssertionError.class)
                    .hasMessageContaining("-Ddunder.snapshots=update");
            System.setProperty("dunder.snapshots", "update");
            snapshot.matches("some", set);
            snapshot.matches("two", DB.database(), SentTest::page);
            System.clearProperty("dunder.snapshots");

            snapshot.matches("some", set);
            snapshot.matches("two", DB.database(), SentTest::page);
            assertThat(Files.readString(directory.resolve("shop/SentTest/some.sql")))
                    .startsWith("select \"customer\".\"id\"")
                    .contains("\nfrom \"customer\"\njoin \"purchase\"").contains("\nwhere (").endsWith(" asc\n");
            assertThatThrownBy(() -> snapshot.matches("some", set.reverse())).isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Was:  order by \"customer\".\"id\"").hasMessageContaining("desc");
            assertThatThrownBy(() -> snapshot.matches("../x", set))
                    .hasMessageContaining("cannot be the name of a file");
        } finally {
            System.clearProperty("dunder.snapshots");
            System.clearProperty("dunder.snapshots.directory");
        }
    }
}
