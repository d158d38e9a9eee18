package dev.dunder.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.DatabaseBuilder;
import dev.dunder.DatabaseException;
import dev.dunder.Dunder;
import dev.dunder.Inside;
import dev.dunder.Instance;
import dev.dunder.QuerySet;
import dev.dunder.Router;
import dev.dunder.Row;
import dev.dunder.fetch.Request;
import dev.dunder.fixture.LogOf;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Model;
import dev.dunder.run.RecentWrites;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several databases: by name, by router, and copies that reads go to. */
@Timeout(60)
class RoutingTest {
    private static final String ROWS = "create table author (id int primary key, name text not null);"
            + "create table entry (id int primary key, author_id int references author, headline text not null);"
            + "create table visit (id int primary key, local timestamp, moment timestamptz);";

    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(ROWS + "insert into author values (1, 'here');");

    /** What would be a copy has other rows, so that one sees where a row comes from. */
    @RegisterExtension
    static final TestDatabase COPY = TestDatabase.of(ROWS + "insert into author values (1, 'copy');");

    @BeforeEach
    void aThreadThatHasWrittenNothing() {
        RecentWrites.set(null);
    }

    @AfterEach
    void noRouter() {
        Dunder.setRouter(null);
        DB.execute("delete from entry; delete from author where id > 1; update author set name = 'here'");
        COPY.execute("delete from entry; delete from author where id > 1");
        DB.untilConnectionsInUse(0);
        COPY.untilConnectionsInUse(0);
    }

    private static DatabaseBuilder withCopy() {
        return Database.builder(DB.pool()).replica(COPY.pool()).ownWrites(Duration.ofMillis(300));
    }

    private static Object name(Way way, Database database) {
        return way.get(database.objects("author"), "id", 1).get("name");
    }

    @Way.Both
    void readsGoToTheCopyAndWritesDoNot(Way way) {
        try (Database database = withCopy().build()) {
            assertThat(name(way, database)).isEqualTo("copy");
            way.insert(database.objects("author").with("id", 2, "name", "new"));
        }
        assertThat(DB.objects("author").filter("name", "new").exists()).isTrue();
        assertThat(COPY.objects("author").filter("name", "new").exists()).isFalse();
    }

    @Way.Both
    void whoMayHaveWrittenReadsItsOwnWritesToo(Way way) throws Exception {
        try (Database database = withCopy().ownWrites(Duration.ofMinutes(5)).build()) {
            List<Row> made = way
                    .list(database.objects("author").raw("insert into author values (2, 'new') returning *"));
            assertThat(made).hasSize(1);
            assertThat(name(way, database)).isEqualTo("here");

            AtomicReference<Object> others = new AtomicReference<>();
            Thread.ofPlatform().start(() -> {
                assertThat(name(way, database)).isEqualTo("copy");
                int unused = database.dsl().execute("update author set name = 'there' where id = 1");
                others.set(name(way, database));
            }).join();
            assertThat(others.get()).isEqualTo("there");

            Thread.ofPlatform().start(() -> {
                database.atomic(() -> {
                    int unused = database.dsl().execute("update author set name = 'here' where id = 1");
                });
                others.set(name(way, database));
            }).join();
            assertThat(others.get()).isEqualTo("here");
        }
    }

    @Way.Both
    void whoHasWrittenReadsItsOwnWritesForAWhile(Way way) throws Exception {
        try (Database database = withCopy().build()) {
            way.insert(database.objects("author").with("id", 2, "name", "new"));
            assertThat(name(way, database)).isEqualTo("here");

            // Others have written nothing.
            AtomicReference<Object> others = new AtomicReference<>();
            Thread.ofPlatform().start(() -> others.set(name(way, database))).join();
            assertThat(others.get()).isEqualTo("copy");

            Thread.sleep(400);
            assertThat(name(way, database)).isEqualTo("copy");
        }
    }

    @Test
    void soDoesWhatFollowsFromAnAsynchronousWrite() {
        try (Database database = Database.builder(DB.pool()).replica(COPY.pool()).build()) {
            assertThat(database.objects("author").with("id", 2, "name", "new").async().insert()
                    .thenCompose(row -> database.objects("author").async().get("id", 1)).join().get("name"))
                    .isEqualTo("here");
        }
    }

    @Way.Both
    void aTransactionReadsWhereItWrites(Way way) {
        try (Database database = withCopy().build()) {
            database.atomic(() -> assertThat(name(way, database)).isEqualTo("here"));
            assertThat(name(way, database)).isEqualTo("copy");
            database.atomic(() -> {
                way.insert(database.objects("author").with("id", 3, "name", "new"));
            });
            assertThat(name(way, database)).isEqualTo("here");
        }
    }

    @Way.Both
    void readsGoElsewhereWhenTheCopyIsGone(Way way) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:1/none?connectTimeout=1");
        config.setConnectionTimeout(300);
        config.setInitializationFailTimeout(-1);
        try (HikariDataSource gone = new HikariDataSource(config);
                Database database = Database.builder(DB.pool()).replica(gone).build();
                LogOf log = LogOf.of("dev.dunder")) {
            assertThat(name(way, database)).isEqualTo("here");
            assertThat(name(way, database)).isEqualTo("here");
            assertThat(log.lines()).singleElement().asString().contains("replica is gone");
        }
        try (HikariDataSource gone = new HikariDataSource(config);
                Database database = Database.builder(DB.pool()).replica(gone).replica(COPY.pool()).build();
                LogOf log = LogOf.of("dev.dunder")) {
            assertThat(name(way, database)).isEqualTo("copy");
            assertThat(name(way, database)).isEqualTo("copy");
            assertThat(log.lines()).hasSizeLessThan(2);
        }
    }

    @Way.Both
    void anErrorOfTheQueryIsNoFailover(Way way) {
        COPY.execute("create or replace view broken as select 1 / (id - id) as id from author");
        DB.execute("create or replace view broken as select 1 as id");
        DB.database().forgetSchema();
        try (Database database = withCopy().build()) {
            assertThatThrownBy(() -> way.list(database.objects("broken"))).isInstanceOf(DatabaseException.class);
        }
    }

    /** Generated models have a manager without a database of its own; this is one. */
    private static QuerySet<Row> manager(String model) {
        return Inside.manager(Request.all(
                Inside.rows(DB.database().schema().model(model)), Inside.noDatabase())).all();
    }

    @Way.Both
    void aRouterChoosesWhereNothingIsSaid(Way way) {
        Dunder.register("default", DB.database());
        Dunder.register("copy", COPY.database());
        assertThat(way.get(manager("author")).get("name")).isEqualTo("here");

        Dunder.setRouter(new Router() {
            @Override
            public @Nullable String reads(Model model) {
                return model.name().equals("author") ? "copy" : null;
            }

            @Override
            public @Nullable String writes(Model model) {
                return null;
            }
        });
        assertThat(way.get(manager("author")).get("name")).isEqualTo("copy");
        assertThat(way.get(manager("author").using(DB.database())).get("name")).isEqualTo("here");
        assertThat(way.get(DB.objects("author")).get("name")).isEqualTo("here");
        assertThat(way.count(manager("entry"))).isZero();
        way.insert(manager("author").with("id", 9, "name", "routed"));
        assertThat(DB.objects("author").filter("id", 9).exists()).isTrue();
        // What was read from the copy is changed in the copy.
        Row there = way.get(manager("author"), "id", 1);
        assertThat(way.update(there, "name", "copy").get("name")).isEqualTo("copy");
        assertThat(DB.objects("author").get("id", 1).get("name")).isEqualTo("here");
    }

    /** Until a row is stored, its times are in the zone of the database that it is made for. */
    @Way.Both
    void newRowsHaveTheZoneOfTheDatabaseThatIsWrittenTo(Way way) {
        Instant noon = Instant.parse("2024-06-30T03:00:00Z");
        LocalDateTime local = LocalDateTime.parse("2024-06-30T12:00");
        try (Database tokyo = Database.builder(DB.pool()).timeZone(ZoneId.of("Asia/Tokyo")).build();
                Database berlin = Database.builder(COPY.pool()).timeZone(ZoneId.of("Europe/Berlin")).build()) {
            Dunder.register("tokyo", tokyo);
            Dunder.register("berlin", berlin);
            Dunder.setRouter(new Router() {
                @Override
                public String reads(Model model) {
                    return "berlin";
                }

                @Override
                public String writes(Model model) {
                    return "tokyo";
                }
            });
            Row made = manager("visit").with("id", 1, "local", noon, "moment", local);
            assertThat(made.get("local")).isEqualTo(local);
            assertThat(made.get("local", Instant.class)).isEqualTo(noon);
            assertThat(made.get("moment", Instant.class)).isEqualTo(noon);
            way.insert(made);
            way.create(manager("visit").all(), "id", 2, "local", noon, "moment", local);
            for (Row stored : tokyo.objects("visit").orderBy("id").list()) {
                assertThat(stored.get("local")).isEqualTo(local);
                assertThat(stored.get("moment", Instant.class)).isEqualTo(noon);
            }
            assertThat(tokyo.objects("visit").count()).isEqualTo(2);
            assertThat(berlin.objects("visit").count()).isZero();
        } finally {
            DB.execute("delete from visit");
        }
    }

    @Test
    void aRouterThatNamesNoDatabaseIsTold() {
        Dunder.setRouter(model -> "nowhere");
        assertThatThrownBy(() -> manager("author").list()).isInstanceOf(DunderException.class)
                .hasMessageContaining("Dunder.register");
    }

    @Test
    void anInstanceOfOneDatabaseIsNoRelationInAnother() {
        Row there = COPY.objects("author").get("id", 1);
        assertThatThrownBy(() -> DB.objects("entry").with("id", 1, "author", there, "headline", "x"))
                .isInstanceOf(DunderException.class).hasMessageContaining("of another database");
        Row entry = DB.objects("entry").with("id", 1, "author", 1, "headline", "x").insert();
        assertThatThrownBy(() -> entry.update("author", there)).hasMessageContaining("of another database");
        assertThatThrownBy(() -> entry.with("author", there)).hasMessageContaining("of another database");

        Dunder.setRouter(new Router() {
            @Override
            public @Nullable String reads(Model model) {
                return null;
            }

            @Override
            public boolean relates(Instance<?> one, Instance<?> other) {
                return true;
            }
        });
        assertThat(entry.update("author", there).get("author_id")).isEqualTo(1);
    }

    @Test
    void transactionsOfTwoDatabasesAreTwo() {
        assertThatThrownBy(() -> DB.database().atomic(() -> {
            DB.objects("author").with("id", 5, "name", "x").insert();
            COPY.database().atomic(() -> COPY.objects("author").with("id", 5, "name", "x").insert());
            assertThat(COPY.database().inTransaction()).isFalse();
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);

        assertThat(DB.objects("author").filter("id", 5).exists()).isFalse();
        assertThat(COPY.objects("author").filter("id", 5).exists()).isTrue();
    }

    @Test
    void theSameDatabaseWithOtherModelsIsTheSameDatabase() {
        Database named = DB.database().with(DB.database().schema());
        DB.database().atomic(() -> {
            named.objects("author").with("id", 6, "name", "x").insert();
            assertThat(CompletableFuture.supplyAsync(() -> DB.objects("author").count()).join()).isEqualTo(1);
        });
        assertThat(DB.objects("author").count()).isEqualTo(2);
    }

    @Test
    void mixingDatabasesIsRefused() {
        QuerySet<Row> here = DB.objects("author");
        QuerySet<Row> there = COPY.objects("author");
        assertThatThrownBy(() -> here.union(there)).hasMessageContaining("Two databases");
        assertThatThrownBy(() -> here.and(there)).hasMessageContaining("Two databases");
        assertThatThrownBy(() -> here.or(there)).hasMessageContaining("Two databases");
        assertThatThrownBy(() -> here.filter("pk__in", there)).hasMessageContaining("Two databases");
        assertThatThrownBy(() -> here.filter(Dunder.<Row>exists(there))).hasMessageContaining("Two databases");
        assertThatThrownBy(() -> here.annotate(Dunder.subquery(there.slice(0, 1)).as("other")))
                .hasMessageContaining("Two databases");
        assertThat(here.union(DB.database().with(DB.database().schema()).objects("author")).list()).hasSize(1);
    }
}
