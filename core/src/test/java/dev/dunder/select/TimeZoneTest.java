package dev.dunder.select;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The time zone of a database's sessions. */
class TimeZoneTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table event (id int primary key, at timestamptz not null);
            insert into event values (1, '2024-06-30 23:30:00Z');
            create view local as select id, at, at::date::text as day, extract(hour from at)::int as hour from event;
            """);

    private static Object local(Database database, String name) {
        return database.objects("local").get("id", 1).get(name);
    }

    @Way.Both
    void theServerReckonsInIt(Way way) {
        try (Database berlin = Database.builder(DB.pool()).timeZone(ZoneId.of("Europe/Berlin")).build();
                Database newYork = Database.builder(DB.pool()).timeZone(ZoneId.of("America/New_York")).build()) {
            assertThat(way.get(berlin.objects("local"), "day", "2024-07-01").get("hour")).isEqualTo(1);
            assertThat(way.get(newYork.objects("local"), "day", "2024-06-30").get("hour")).isEqualTo(19);
            assertThat(way.get(DB.objects("local"), "day", "2024-06-30").get("hour")).isEqualTo(23);
        }
    }

    @Test
    void offsetsHaveTheSignThatJavaGivesThem() {
        try (Database east = Database.builder(DB.pool()).timeZone(ZoneOffset.ofHoursMinutes(5, 30)).build();
                Database utc = Database.builder(DB.pool()).timeZone(ZoneOffset.UTC).build()) {
            assertThat(local(east, "hour")).isEqualTo(5);
            assertThat(local(utc, "hour")).isEqualTo(23);
        }
    }

    @Test
    void pointsInTimeStayWhatTheyAre() {
        try (Database berlin = Database.builder(DB.pool()).timeZone(ZoneId.of("Europe/Berlin")).build()) {
            assertThat(berlin.objects("event").get().get("at", OffsetDateTime.class).toInstant())
                    .isEqualTo("2024-06-30T23:30:00Z");
        }
    }

    @Test
    void connectionsGoBackAsTheyCame() throws Exception {
        for (boolean autoCommit : new boolean[]{true, false}) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(DB.pool().getJdbcUrl());
            config.setMaximumPoolSize(1);
            config.setAutoCommit(autoCommit);
            try (HikariDataSource one = new HikariDataSource(config);
                    Database tokyo = Database.builder(one).timeZone(ZoneId.of("Asia/Tokyo")).build()) {
                assertThat(local(tokyo, "hour")).isEqualTo(8);
                tokyo.atomic(() -> {
                    assertThat(local(tokyo, "hour")).isEqualTo(8);
                    tokyo.currentTransaction().setRollback();
                });
                try (var rows = tokyo.objects("local").stream()) {
                    assertThat(rows.findFirst().orElseThrow().get("hour")).isEqualTo(8);
                }
                try (var connection = one.getConnection();
                        var statement = connection.createStatement();
                        var rows = statement.executeQuery("show timezone")) {
                    rows.next();
                    assertThat(rows.getString(1)).isEqualTo("UTC");
                }
            }
        }
    }
}
