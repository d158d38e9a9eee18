package dev.dunder.examples.spring.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Database;
import dev.dunder.Row;
import dev.dunder.examples.spring.ShopApplication;
import dev.dunder.spring.test.DunderTest;
import dev.dunder.testing.GivenServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The examples of the README that {@code <!-- runs in spring -->} stands above: what the classes of this package say, and what
 * that does.
 */
@DunderTest
@ContextConfiguration(classes = ShopApplication.class)
@Import({Orders.class, Archive.class})
@Timeout(60)
class ReadmeTest {
    private static final Pattern EXAMPLE = Pattern.compile("<!-- runs in spring -->\\n+```java\\n(.*?)```",
            Pattern.DOTALL);

    private static final Path HERE = Path.of("src/test/java/dev/dunder/examples/spring/readme");

    @ServiceConnection
    static final PostgreSQLContainer SERVER = new GivenServer();

    @Test
    void nothingIsSoldOut(@Autowired Database db) {
        assertThat(db.objects("product").filter("stock", 0).exists()).isFalse();
    }

    @Test
    void ordersAreStoredWhole(@Autowired Database db, @Autowired Orders orders) {
        assertThat(orders.order(1, 2).get("quantity")).isEqualTo(2);
        assertThat(db.objects("product").get("id", 1).get("stock")).isEqualTo(1);
        List<Row> best = orders.bestsellers();
        assertThat(best).extracting(row -> row.get("id")).containsExactly(1);
    }

    @Test
    void aSecondDatabaseIsALine(@Autowired Database db, @Autowired @Qualifier("archive") Database archive) {
        assertThat(archive).isNotSameAs(db);
        assertThat(archive.dsl().fetchValue("select current_database()"))
                .isNotEqualTo(db.dsl().fetchValue("select current_database()"));
    }

    /** Without what is said about it, and what the formatter and a machine without Docker have otherwise. */
    private static String plain(String java) {
        return java.replaceAll("(?m)\\s*//.*$", "")
                .replaceAll("new (PostgreSQLContainer|GivenServer)\\([^)]*\\)", "new Server()")
                .replaceAll("\\s+", "");
    }

    @Test
    void theReadmeSaysWhatIsTriedHere() throws Exception {
        String tried = plain(Files.readString(HERE.resolve("Orders.java")).replaceAll("(?m)^.*Logger log =.*$", ""))
                + plain(Files.readString(HERE.resolve("Archive.java")))
                + plain(Files.readString(HERE.resolve("ReadmeTest.java")));
        Matcher examples = EXAMPLE.matcher(Files.readString(Path.of("../README.md")));
        int found = 0;
        while (examples.find()) {
            found++;
            String java = examples.group(1);
            for (String part : java.startsWith("@DunderTest")
                    ? java.split("class StockTest \\{|\\n}\\n", -1)
                    : new String[]{java}) {
                assertThat(tried).contains(plain(part));
            }
        }
        assertThat(found).isEqualTo(3);
    }
}
