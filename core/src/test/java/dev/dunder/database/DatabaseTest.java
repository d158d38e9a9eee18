package dev.dunder.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.ConnectionLost;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.Dunder;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    @RegisterExtension
    static final TestDatabase OTHER = TestDatabase.of(TestDatabase.BLOG + "delete from entry_tag; delete from comment;"
            + "delete from entry where id = 5;");

    @Test
    void connectOpensAPoolAndCloseClosesIt() {
        String url = DB.pool().getJdbcUrl();
        Database database = Database.connect(url, user(url), "postgres");

        assertThat(database.objects("entry").count()).isEqualTo(5);
        database.close();
        assertThatThrownBy(() -> database.objects("entry").count()).isInstanceOf(DunderException.class);
    }

    private static String user(String url) {
        return url.replaceFirst(".*[?&]user=([^&]*).*", "$1");
    }

    @Test
    void aPoolOfYoursStaysOpen() {
        try (Database database = Database.of(DB.pool())) {
            assertThat(database.objects("entry").count()).isEqualTo(5);
        }
        assertThat(DB.pool().isClosed()).isFalse();
    }

    @Test
    void whatCannotBeReachedIsSaidToBeLost() {
        assertThatThrownBy(
                () -> Database.connect("jdbc:postgresql://localhost:1/none?connectTimeout=2", "me", "secret"))
                .isInstanceOf(ConnectionLost.class).hasMessage("No connection to localhost:1: Connection refused.");
        assertThatThrownBy(() -> Database.connect("jdbc:postgresql://nowhere.invalid/none", "me", "secret"))
                .isInstanceOf(ConnectionLost.class)
                .hasMessage("No connection to nowhere.invalid:5432: this machine knows no host of that name.");
    }

    @Test
    void whatAServerHasAgainstSomebodyIsSaid() {
        String url = DB.pool().getJdbcUrl();
        assertThatThrownBy(() -> Database.connect(url.replaceFirst("/[a-z0-9_]+\\?", "/no_such_database?"), "postgres",
                "postgres")).isInstanceOf(DatabaseException.class)
                .hasMessage("The server has no database of that name.");
        assertThatThrownBy(() -> Database.connect(url.replaceFirst("user=[a-z]+", "user=nobody_here"), "nobody_here",
                "wrong")).isInstanceOf(DatabaseException.class)
                .hasMessageContaining("does not let this user in").hasMessageNotContaining("nobody_here");
    }

    @Test
    void aPoolThatHasNeverReachedItsServerIsNotWaitedFor() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:1,localhost:2/none");
        config.setInitializationFailTimeout(-1);
        // Longer than the test: it is told at once.
        config.setConnectionTimeout(600_000);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            Database database = Database.of(pool);
            assertThatThrownBy(database::schema).isInstanceOf(ConnectionLost.class)
                    .hasMessage("No connection to localhost:1, localhost:2: Connection refused.");
            assertThatThrownBy(() -> database.async().atomic(tx -> tx.objects("author").async().list()).join())
                    .hasCauseInstanceOf(ConnectionLost.class);
            assertThatThrownBy(() -> database.dsl().fetch("select 1")).isInstanceOf(ConnectionLost.class);
        }
    }

    @Test
    void anAddressThatIsNoneOfPostgresqlsIsSaidToBeSo() {
        for (String url : List.of("postgresql://me:secret@localhost/none", "postgres://localhost",
                "jdbc:mysql://localhost/none",
                "jdbc:unheard:of", "localhost", "")) {
            assertThatThrownBy(() -> Database.connect(url, "me", "secret")).as(url)
                    .isInstanceOf(DunderException.class).hasMessageContaining("jdbc:postgresql://localhost/blog")
                    .hasMessageNotContaining("secret@");
        }
        assertThatThrownBy(() -> Database.connect("postgresql://localhost/none", "me", "secret"))
                .hasMessageContaining("Write jdbc:postgresql: instead");
    }

    @Test
    void whatAPoolerMixesUpSaysWhatToSet() {
        assertThatThrownBy(() -> DB.objects("author").raw("execute nothing_of_that_name").list())
                .isInstanceOf(DatabaseException.class).hasMessageContaining("prepareThreshold=0");
    }

    @Way.Both
    void usingIsTheSameQueryElsewhere(Way way) {
        QuerySet<Row> entries = DB.objects("entry").filter("headline", "cake");
        Dunder.register("other", OTHER.database());

        assertThat(way.count(entries)).isEqualTo(2);
        assertThat(way.count(entries.using("other"))).isEqualTo(1);
        assertThat(way.count(entries.using(OTHER.database()))).isEqualTo(1);
        assertThat(DB.sent()).hasSize(1);
        assertThat(OTHER.sent()).hasSize(2);
    }

    @Way.Both
    void anInstanceIsStoredWhereItIsFrom(Way way) {
        Row there = way.insert(DB.objects("tag").using(OTHER.database()).with("name", "only there " + way));

        assertThat(way.update(there, "name", "renamed " + way).get("name")).isEqualTo("renamed " + way);
        assertThat(way.count(DB.objects("tag"))).isEqualTo(3);
        Row here = way.insert(DB.objects("tag").with("name", "new " + way));
        Row copied = way.insert(here.with("id", way == Way.ASYNC ? 1_001 : 1_000).using(OTHER.database()));
        assertThat(way.exists(OTHER.objects("tag").filter("name", "new " + way))).isTrue();
        assertThat(way.delete(copied) + way.delete(here) + way.delete(there)).isEqualTo(3);
    }

    @Test
    void aNameThatNoDatabaseHas() {
        assertThatThrownBy(() -> DB.objects("entry").using("nowhere")).isInstanceOf(DunderException.class)
                .hasMessageContaining("Dunder.register");
    }

    @Test
    void connectionsOnWhichTextCouldBecomeSqlAreRefused() {
        for (String setting : new String[]{"options=-c%20standard_conforming_strings=off", "preferQueryMode=simple"}) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(DB.pool().getJdbcUrl() + "&" + setting);
            config.setMaximumPoolSize(1);
            try (HikariDataSource pool = new HikariDataSource(config); Database database = Database.of(pool)) {
                assertThatThrownBy(() -> database.objects("entry").count()).isInstanceOf(DunderException.class)
                        .hasMessageContaining("dunder does not run with");
                assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            }
        }
    }

    @Test
    void tablesMadeLaterAreSeenOnceTheSchemaIsForgotten() {
        DB.database().schema();
        DB.execute("create table if not exists later (id int)");

        assertThatThrownBy(() -> DB.objects("later")).isInstanceOf(DunderException.class);
        DB.database().forgetSchema();
        assertThat(DB.objects("later").count()).isZero();
    }

    @Test
    void aListenerThatFailsDisturbsNobody() {
        Database database = Database.builder(DB.pool()).listener(statement -> {
            throw new IllegalStateException("broken listener");
        }).build();

        assertThat(database.objects("entry").count()).isEqualTo(5);
    }

    @Test
    void theServerOfTheTestsMakesDatabases() {
        assertThat(TestServer.newDatabase()).startsWith("jdbc:postgresql://").isNotEqualTo(TestServer.newDatabase());
    }
}
