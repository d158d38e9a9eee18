package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.lookups.DunderException;
import dev.dunder.test.TestDatabase;
import dev.dunder.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each test has a copy. */
class TemplateTest {
    private static final String URL = TestServer.newDatabase();
    private static final List<String> NAMES = new ArrayList<>();

    @RegisterExtension
    static final TestDatabase DB = TestDatabase.at(URL).script(Shop.SQL)
            .prepared(db -> db.objects("customer").create("name", "Ann", "email", "ann")).template();

    @AfterAll
    static void copiesAreDropped() throws Exception {
        try (Connection connection = DriverManager.getConnection(URL);
                var statement = connection
                        .prepareStatement("select count(*) from pg_database where datname = any (?)")) {
            statement.setArray(1, connection.createArrayOf("text", NAMES.toArray()));
            try (var rows = statement.executeQuery()) {
                rows.next();
                // The last one is there until the extension has heard of the end.
                assertThat(rows.getInt(1)).isLessThanOrEqualTo(1);
            }
        }
        assertThat(NAMES).doesNotHaveDuplicates().hasSizeGreaterThan(1);
    }

    @RepeatedTest(2)
    void eachTestHasADatabaseOfItsOwn(Database db) {
        NAMES.add(db.dsl().connectionResult(Connection::getCatalog));
        assertThat(DB.objects("customer").count()).isEqualTo(1);
        db.atomic(() -> {
            DB.objects("customer").create("name", "Bo", "email", "bo");
            // Others see what is committed, and wait for nobody.
            assertThat(CompletableFuture.supplyAsync(() -> DB.objects("customer").count()).join()).isEqualTo(1);
        });
        assertThat(DB.objects("customer").count()).isEqualTo(2);
    }

    @Test
    void oneThatIsInUseIsNotCopied() throws Exception {
        String url = TestServer.newDatabase();
        try (Connection other = DriverManager.getConnection(url)) {
            assertThat(other.isValid(1)).isTrue();
            TestDatabase own = TestDatabase.at(url).template();
            assertThatThrownBy(() -> own.beforeAll(null)).isInstanceOf(DunderException.class)
                    .hasMessageContaining("cannot be copied while others are connected");
        }
    }
}
