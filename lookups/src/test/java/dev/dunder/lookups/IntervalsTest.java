package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.SQLDataType.INTERVAL;

import dev.dunder.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Period;
import java.util.stream.Stream;
import org.jooq.types.DayToSecond;
import org.jooq.types.YearToMonth;
import org.jooq.types.YearToSecond;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans of time: what is read as one, and what is written of it. The server has the last word on what a text means. */
class IntervalsTest {
    private static Connection connection;

    @BeforeAll
    static void connect() throws Exception {
        connection = DriverManager.getConnection(TestServer.newDatabase());
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1Y2M3DT4H5M6.7S", "P-1Y2M", "P1Y-2M3D", "P2W", "P1W1D", "PT0S", "PT-0.5S",
            "PT0.5S", "PT36H", "P0D", "P1M", "P-14M-3DT-4H", "PT0.000001S", "PT-1M30S",
            "1 year 2 mons 3 days 04:05:06.7", "-1 years -2 mons", "1 mon", "2 months", "1 month 1 day", "-3 days",
            "1 day", "04:05:06", "-04:05:06.7", "+00:00:01", "-1 days +02:03:00", "1 days -00:00:00.5", "00:00:00",
            "1000 years", "1 mon -1 days", "99999 days 23:59:59.999999"})
    void aTextIsWhatTheServerReadsToo(String text) throws Exception {
        YearToSecond read = (YearToSecond) Values.convert(INTERVAL, text);

        assertThat(sameForTheServer(text, Intervals.text(read))).isTrue();
        assertThat(sameForTheServer(text, Intervals.iso(read))).isTrue();
        assertThat(Values.convert(INTERVAL, Intervals.text(read))).isEqualTo(read);
        assertThat(Values.convert(INTERVAL, Intervals.iso(read))).isEqualTo(read);
    }

    /** As many months, and as many seconds: of days the server knows that they are not 24 hours everywhere. */
    private static boolean sameForTheServer(String one, String other) throws Exception {
        try (var query = connection.prepareStatement(
                """
                        select extract(year from a) * 12 + extract(month from a) = extract(year from b) * 12 + extract(month from b)
                            and extract(epoch from a - m) = extract(epoch from b - m)
                        from (select a, b, make_interval(months => (extract(year from a) * 12 + extract(month from a))::int) as m
                            from (select cast(? as interval) as a, cast(? as interval) as b) as given) as dated""")) {
            query.setString(1, one);
            query.setString(2, other);
            var rows = query.executeQuery();
            assertThat(rows.next()).isTrue();
            return rows.getBoolean(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PT", "1", "P1", "1 day 1", "04:60:00", "04:00:60", "4:5", "1-2", "1-2 3",
            "+1-2 +3 4:60:00",
            "P1YT", "3 days ago", "P99999999999D", "2147483648 days", "P200000000Y", "1-2 3 04:05:06 and more"})
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Values.convert(INTERVAL, text)).isInstanceOf(LookupException.class)
                .hasMessageContaining("Cannot use a String for a column of type interval")
                .hasMessageContaining("a Duration, a Period, or a text such as P1M2DT3H4.5S");
    }

    @Test
    void aTextEndsSomewhere() {
        String day = "1 day" + " ".repeat(94);
        assertThat(Values.convert(INTERVAL, day)).isEqualTo(YearToSecond.valueOf(Duration.ofDays(1)));
        assertThatThrownBy(() -> Values.convert(INTERVAL, day + " ")).isInstanceOf(LookupException.class);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                // What is given, what the server is told, and in the way of ISO 8601
                Arguments.of(Duration.ofHours(-26), "0 mons -1 days -02:00:00.000000000", "P-1DT-2H"),
                Arguments.of(Duration.ofMillis(-500), "0 mons -0 days -00:00:00.500000000", "PT-0.5S"),
                Arguments.of(Duration.ZERO, "0 mons 0 days 00:00:00.000000000", "PT0S"),
                Arguments.of(Period.of(1, 2, -3), "14 mons -3 days -00:00:00.000000000", "P1Y2M-3D"),
                Arguments.of(Period.ofMonths(-14), "-14 mons 0 days 00:00:00.000000000", "P-1Y-2M"),
                Arguments.of(new YearToMonth(1, 2).neg(), "-14 mons 0 days 00:00:00.000000000", "P-1Y-2M"),
                Arguments.of(new DayToSecond(1, 2, 3, 4, 5).neg(), "0 mons -1 days -02:03:04.000000005",
                        "P-1DT-2H-3M-4.000000005S"),
                Arguments.of(new YearToSecond(new YearToMonth(1, 0), new DayToSecond(0, 36, 0, 0).neg()),
                        "12 mons -1 days -12:00:00.000000000", "P1Y-1DT-12H"),
                // ISO 8601 has a sign before all, and a comma, which the server does not know
                Arguments.of("-P1Y2M3DT4H5M6,7S", "-14 mons -3 days -04:05:06.700000000", "P-1Y-2M-3DT-4H-5M-6.7S"),
                Arguments.of("-PT-90M", "0 mons 0 days 01:30:00.000000000", "PT1H30M"),
                Arguments.of("+P1D", "0 mons 1 days 00:00:00.000000000", "P1D"),
                // Standard SQL has one sign for the months, and one for all that follows
                Arguments.of("+1-2 +3 04:05:06.7", "14 mons 3 days 04:05:06.700000000", "P1Y2M3DT4H5M6.7S"),
                Arguments.of("-1-2 +3 04:05:06", "-14 mons 3 days 04:05:06.000000000", "P-1Y-2M3DT4H5M6S"),
                Arguments.of("1-2 -3 04:05:06", "14 mons -3 days -04:05:06.000000000", "P1Y2M-3DT-4H-5M-6S"),
                Arguments.of("1-2 -3 +04:05:06", "14 mons -2 days -19:54:54.000000000", "P1Y2M-2DT-19H-54M-54S"),
                Arguments.of("1-2 3 -04:05:06", "14 mons 2 days 19:54:54.000000000", "P1Y2M2DT19H54M54S"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatIsGivenIsWritten(Object value, String text, String iso) {
        YearToSecond interval = (YearToSecond) Values.convert(INTERVAL, value);

        assertThat(Intervals.text(interval)).isEqualTo(text);
        assertThat(Intervals.iso(interval)).isEqualTo(iso);
    }

    @Test
    void jooqsOwnTextIsRead() {
        for (YearToSecond interval : new YearToSecond[]{
                Intervals.of(14, Duration.ofDays(3).plusHours(4)),
                Intervals.of(-14, Duration.ofDays(-3).minusMillis(1)),
                Intervals.of(1, Duration.ofHours(-5)), Intervals.of(0, Duration.ZERO)}) {
            assertThat(Values.convert(INTERVAL, interval.toString())).isEqualTo(interval);
        }
    }

    @Test
    void aDurationHasNoMonthsAndAPeriodNoHours() {
        YearToSecond months = Intervals.of(14, Duration.ofDays(-3));
        assertThat(Intervals.duration(months)).isNull();
        assertThat(Intervals.period(months)).isEqualTo(Period.of(1, 2, -3));
        assertThat(Intervals.period(Intervals.of(-14, Duration.ZERO))).isEqualTo(Period.of(-1, -2, 0));

        YearToSecond hours = Intervals.of(0, Duration.ofHours(-26));
        assertThat(Intervals.duration(hours)).isEqualTo(Duration.ofHours(-26));
        assertThat(Intervals.period(hours)).isNull();
    }

    @Test
    void theServerHasRoomForSoManyMonthsAndDays() {
        assertThat(Intervals.of(Integer.MIN_VALUE + 1L, Duration.ofDays(-Integer.MAX_VALUE)).toString()).isNotEmpty();
        for (Object much : new Object[]{Period.ofYears(178_956_971), Duration.ofDays(1L + Integer.MAX_VALUE),
                Period.of(Integer.MIN_VALUE, 0, 0)}) {
            assertThatThrownBy(() -> Values.convert(INTERVAL, much)).isInstanceOf(LookupException.class)
                    .hasMessageContaining("for a column of type interval");
        }
    }
}
