package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.BOOLEAN;
import static org.jooq.impl.SQLDataType.CLOB;
import static org.jooq.impl.SQLDataType.DOUBLE;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.INTERVAL;
import static org.jooq.impl.SQLDataType.JSONB;
import static org.jooq.impl.SQLDataType.LOCALDATE;
import static org.jooq.impl.SQLDataType.LOCALDATETIME;
import static org.jooq.impl.SQLDataType.NUMERIC;
import static org.jooq.impl.SQLDataType.OTHER;
import static org.jooq.impl.SQLDataType.REAL;
import static org.jooq.impl.SQLDataType.SMALLINT;
import static org.jooq.impl.SQLDataType.TIMESTAMPWITHTIMEZONE;
import static org.jooq.impl.SQLDataType.UUID;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jooq.types.YearToSecond;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each type takes, and what it refuses instead of rounding it, wrapping it around or losing it. */
class ValuesTest {
    private static final BigDecimal HUGE = new BigDecimal(BigInteger.ONE, -262_144);

    static Stream<Arguments> conversions() {
        return Stream.of(
                Arguments.of(INTEGER, 7L, 7),
                Arguments.of(INTEGER, "7", 7),
                Arguments.of(INTEGER, 7.0, 7),
                Arguments.of(INTEGER, new BigDecimal("7.00"), 7),
                Arguments.of(SMALLINT, 7, (short) 7),
                Arguments.of(BIGINT, 7, 7L),
                Arguments.of(BIGINT, BigInteger.TEN, 10L),
                Arguments.of(NUMERIC, 0.1, new BigDecimal("0.1")),
                Arguments.of(NUMERIC, "1e3", new BigDecimal("1E+3")),
                Arguments.of(DOUBLE, 7, 7.0),
                Arguments.of(DOUBLE, new BigDecimal("0.1"), 0.1),
                Arguments.of(DOUBLE, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
                Arguments.of(REAL, 0.1, 0.1f),
                Arguments.of(BOOLEAN, "true", true),
                Arguments.of(BOOLEAN, 0, false),
                Arguments.of(CLOB, 7, "7"),
                Arguments.of(CLOB, 'c', "c"),
                Arguments.of(CLOB, DayOfWeek.MONDAY, "MONDAY"),
                Arguments.of(CLOB, "\ud83c\udf70", "\ud83c\udf70"),
                Arguments.of(UUID, "00000000-0000-0000-0000-000000000001", new java.util.UUID(0, 1)),
                Arguments.of(LOCALDATE, "2024-02-29", LocalDate.of(2024, 2, 29)),
                Arguments.of(LOCALDATETIME, "2024-02-29 11:00", LocalDateTime.of(2024, 2, 29, 11, 0)),
                Arguments.of(LOCALDATETIME, LocalDate.of(2024, 2, 29), LocalDateTime.of(2024, 2, 29, 0, 0)),
                Arguments.of(SQLDataType.TIMESTAMP, LocalDateTime.of(2024, 2, 29, 11, 0),
                        Timestamp.valueOf("2024-02-29 11:00:00")),
                Arguments.of(TIMESTAMPWITHTIMEZONE, Instant.EPOCH, OffsetDateTime.parse("1970-01-01T00:00Z")),
                Arguments.of(TIMESTAMPWITHTIMEZONE, "1970-01-01 00:00+00:00",
                        OffsetDateTime.parse("1970-01-01T00:00Z")),
                Arguments.of(INTERVAL, Duration.ofHours(26), YearToSecond.valueOf(Duration.ofHours(26))),
                Arguments.of(OTHER, "10.0.0.1", "10.0.0.1"),
                Arguments.of(INTEGER.array(), List.of(1, 2L), new Integer[]{1, 2}));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void whatFitsIsConverted(DataType<?> type, Object value, Object converted) {
        assertThat(Values.convert(type, value)).isEqualTo(converted);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(INTEGER, 4_294_967_297L),
                Arguments.of(INTEGER, 1.9),
                Arguments.of(INTEGER, "1.9"),
                Arguments.of(INTEGER, "abc"),
                Arguments.of(INTEGER, Double.NaN),
                Arguments.of(INTEGER, true),
                Arguments.of(INTEGER, HUGE),
                Arguments.of(SMALLINT, 40_000),
                Arguments.of(BIGINT, BigInteger.TWO.pow(63)),
                Arguments.of(NUMERIC, Double.NaN),
                Arguments.of(NUMERIC, Float.POSITIVE_INFINITY),
                Arguments.of(NUMERIC, HUGE),
                Arguments.of(NUMERIC, new BigDecimal(BigInteger.ONE, 20_000)),
                Arguments.of(DOUBLE, Long.MAX_VALUE),
                Arguments.of(DOUBLE, HUGE),
                Arguments.of(REAL, 1e300),
                Arguments.of(REAL, 16_777_217),
                Arguments.of(REAL, "1e39"),
                Arguments.of(REAL, "1e-50"),
                Arguments.of(DOUBLE, "1e400"),
                Arguments.of(DOUBLE, new BigDecimal("1e-400")),
                Arguments.of(DOUBLE, "0x1p3"),
                Arguments.of(INTEGER, new java.util.concurrent.atomic.DoubleAdder() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String toString() {
                        return "1.9";
                    }
                }),
                Arguments.of(JSONB, org.jooq.JSONB.valueOf("\"\ud800\"")),
                Arguments.of(BOOLEAN, "yes please"),
                Arguments.of(BOOLEAN, 2),
                Arguments.of(CLOB, "a\u0000b"),
                Arguments.of(CLOB, "\ud800"),
                Arguments.of(CLOB, List.of("a")),
                Arguments.of(CLOB, Map.of("a", 1)),
                Arguments.of(UUID, "1-1-1-1-1"),
                Arguments.of(LOCALDATE, "2024-02-30"),
                Arguments.of(LOCALDATE, "yesterday"),
                Arguments.of(LOCALDATETIME, OffsetDateTime.parse("1970-01-01T00:00Z")),
                Arguments.of(TIMESTAMPWITHTIMEZONE, LocalDateTime.of(2024, 2, 29, 11, 0)),
                Arguments.of(TIMESTAMPWITHTIMEZONE, "2024-02-29T11:00"),
                Arguments.of(JSONB, "{}"),
                Arguments.of(INTEGER, "7".repeat(131_072)),
                Arguments.of(NUMERIC, BigInteger.TEN.pow(131_071)),
                Arguments.of(NUMERIC, new BigDecimal(BigInteger.TEN.pow(40_000), 10_000)),
                Arguments.of(DOUBLE, "1" + "0".repeat(100_000)),
                Arguments.of(CLOB, java.nio.file.Path.of("a")),
                Arguments.of(JSONB, java.nio.file.Path.of("a")),
                Arguments.of(INTEGER.array(), (Iterable<Integer>) () -> List.of(1).iterator()),
                Arguments.of(LOCALDATE, LocalDate.of(6_000_000, 1, 1)),
                Arguments.of(LOCALDATE, "-5000-01-01"),
                Arguments.of(LOCALDATETIME, LocalDateTime.of(300_000, 1, 1, 0, 0)),
                Arguments.of(TIMESTAMPWITHTIMEZONE, "2024-01-01T00:00+18:00"),
                Arguments.of(SQLDataType.TIMEWITHTIMEZONE, java.time.OffsetTime.parse("10:00+17:00")),
                Arguments.of(INTERVAL, Duration.ofDays(3_000_000_000L)),
                Arguments.of(INTERVAL, "1"),
                Arguments.of(INTEGER.array(), 1),
                Arguments.of(INTEGER.array(), List.of("x")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatDoesNotFitIsRefused(DataType<?> type, Object value) {
        assertThatThrownBy(() -> Values.convert(type, value))
                .isInstanceOf(LookupException.class)
                .hasMessageContaining(
                        "Cannot use " + (value instanceof Integer || value instanceof OffsetDateTime ? "an " : "a"))
                .hasMessageNotContaining("7777");
    }
}
