package dev.dunder.schema;

import static dev.dunder.Dunder.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.model.Model;
import dev.dunder.model.Schema;
import dev.dunder.model.SqlTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.XML;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;
import org.jooq.types.YearToMonth;
import org.jooq.types.YearToSecond;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which type of the server's a value is of, by its class, and what it is when it comes back. */
class ValueTypesTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static final YearToSecond HOUR = new YearToSecond(new YearToMonth(0), new DayToSecond(0, 1));

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(true, "bool", true),
                Arguments.of((byte) 7, "int2", (short) 7),
                Arguments.of((short) 7, "int2", (short) 7),
                Arguments.of(7, "int4", 7),
                Arguments.of(7L, "int8", 7L),
                Arguments.of(new BigDecimal("7.50"), "numeric", new BigDecimal("7.50")),
                Arguments.of(BigInteger.TWO.pow(70), "numeric", new BigDecimal(BigInteger.TWO.pow(70))),
                Arguments.of(0.5f, "float4", 0.5f),
                Arguments.of(0.1, "float8", 0.1),
                Arguments.of("cake", "text", "cake"),
                Arguments.of('c', "text", "c"),
                Arguments.of(new byte[]{1, 2}, "bytea", new byte[]{1, 2}),
                Arguments.of(new UUID(1, 2), "uuid", new UUID(1, 2)),
                Arguments.of(LocalDate.of(2024, 2, 29), "date", LocalDate.of(2024, 2, 29)),
                Arguments.of(Date.valueOf("2024-02-29"), "date", LocalDate.of(2024, 2, 29)),
                Arguments.of(LocalTime.of(10, 30), "time", LocalTime.of(10, 30)),
                Arguments.of(Time.valueOf("10:30:00"), "time", LocalTime.of(10, 30)),
                Arguments.of(OffsetTime.parse("10:30+01:00"), "timetz", OffsetTime.parse("10:30+01:00")),
                Arguments.of(LocalDateTime.of(2024, 2, 29, 10, 30), "timestamp", LocalDateTime.of(2024, 2, 29, 10, 30)),
                Arguments.of(Timestamp.valueOf("2024-02-29 10:30:00"), "timestamp",
                        LocalDateTime.of(2024, 2, 29, 10, 30)),
                Arguments.of(Instant.EPOCH, "timestamptz", OffsetDateTime.parse("1970-01-01T00:00Z")),
                Arguments.of(OffsetDateTime.parse("1970-01-01T00:00Z"), "timestamptz",
                        OffsetDateTime.parse("1970-01-01T00:00Z")),
                Arguments.of(ZonedDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), "timestamptz",
                        OffsetDateTime.parse("1970-01-01T00:00Z")),
                Arguments.of(Duration.ofHours(1), "interval", HOUR),
                Arguments.of(HOUR, "interval", HOUR),
                Arguments.of(Period.ofMonths(14), "interval",
                        new YearToSecond(new YearToMonth(1, 2), new DayToSecond())),
                Arguments.of(JSON.valueOf("[1]"), "json", JSON.valueOf("[1]")),
                Arguments.of(JSONB.valueOf("[1]"), "jsonb", JSONB.valueOf("[1]")),
                Arguments.of(XML.valueOf("<a/>"), "xml", XML.valueOf("<a/>")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsOfTheTypeOfItsClass(Object given, String name, Object read) {
        assertThat(SqlTypes.nameOf(given.getClass())).isEqualTo(name);
        assertThat(DB.objects("author").annotate(value(given).as("v")).values("v").first().get("v")).isEqualTo(read);
    }

    @Test
    void anArrayIsOfItsMembersType() {
        assertThat(SqlTypes.of(Long[].class)).isEqualTo(SqlTypes.of(Long.class).getArrayDataType());
        assertThat(SqlTypes.of(int[].class)).isNull();
        assertThat(SqlTypes.nameOf(Long[].class)).isNull();
    }

    @Test
    void otherClassesHaveNone() {
        assertThat(SqlTypes.of(Thread.class)).isNull();
        assertThat(SqlTypes.of(Thread[].class)).isNull();
        assertThat(SqlTypes.nameOf(Thread.class)).isNull();
    }

    @Test
    void aTypeOfTheUsersOwnStaysThat() {
        DataType<Instant> seconds = SQLDataType.BIGINT.asConvertedDataType(
                Converter.ofNullable(Long.class, Instant.class, Instant::ofEpochSecond, Instant::getEpochSecond));
        Model model = Schema.define().model("town", m -> m.column("founded", seconds)
                .column("seen", SQLDataType.INSTANT).column("left", SQLDataType.TIMESTAMP)).build().model("town");

        assertThat(model.attribute("founded").type().getType()).isEqualTo(Instant.class);
        assertThat(model.attribute("founded").type().getFromType()).isEqualTo(Long.class);
        assertThat(model.attribute("seen").type().getType()).isEqualTo(OffsetDateTime.class);
        assertThat(model.attribute("left").type().getType()).isEqualTo(LocalDateTime.class);
    }

    /** The driver has the server's own form of them after some executions, and a text before. */
    @Test
    void momentsAreTheSameInWhicheverFormTheServerSendsThem() {
        DB.execute(
                """
                        create table moment (id int primary key, at timestamptz, n numeric);
                        insert into moment values
                            (1, '2024-02-29 12:34:56.789012+02', 1.50), (2, '1969-12-31 23:59:59.999999+00', -0.001),
                            (3, '0001-01-01 00:00:00+00', 1e20), (4, '0044-03-15 12:00:00+00 BC', 'NaN'),
                            (5, '294276-12-31 23:59:59.999999+00', 'Infinity'), (6, 'infinity', 0), (7, '-infinity', 0.00),
                            (8, null, null), (9, timestamptz '2000-01-01 00:00:00+00'
                                + interval '87929655 days' + interval '32430 seconds' + interval '609529 microseconds', 12345678901234567890);
                        """);
        QuerySet<Row> moments = Database.of(DB.pool()).objects("moment").orderBy("id");
        List<List<Object>> first = moments.all().valuesList("at", "n").list();
        for (int i = 0; i < 12; i++) {
            assertThat(moments.all().valuesList("at", "n").list()).isEqualTo(first);
        }
        assertThat(first.stream().map(row -> row.get(0)).toList()).containsExactly(
                OffsetDateTime.parse("2024-02-29T10:34:56.789012Z"),
                OffsetDateTime.parse("1969-12-31T23:59:59.999999Z"), OffsetDateTime.parse("0001-01-01T00:00Z"),
                OffsetDateTime.parse("-0043-03-15T12:00Z"), OffsetDateTime.parse("+294276-12-31T23:59:59.999999Z"),
                OffsetDateTime.MAX, OffsetDateTime.MIN, null,
                OffsetDateTime.of(LocalDateTime.of(2000, 1, 1, 0, 0), ZoneOffset.UTC).plusDays(87929655)
                        .plusSeconds(32430)
                        .plusNanos(609529_000));
        assertThat(first.stream().map(row -> row.get(1)).toList()).containsExactly(new BigDecimal("1.50"),
                new BigDecimal("-0.001"), new BigDecimal("100000000000000000000"), Double.NaN,
                Double.POSITIVE_INFINITY, new BigDecimal("0"), new BigDecimal("0.00"), null,
                new BigDecimal("12345678901234567890"));
    }
}
