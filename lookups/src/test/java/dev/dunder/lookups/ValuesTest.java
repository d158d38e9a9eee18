package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.BLOB;
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
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.SQLDialect;
import org.jooq.XML;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;
import org.jooq.types.YearToSecond;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each type takes, and what it refuses instead of rounding it, wrapping it around or losing it. */
class ValuesTest {
    /** A type of the user's own, which the database has as a number. */
    private static final DataType<DayOfWeek> DAY = INTEGER
            .asConvertedDataType(Converter.of(Integer.class, DayOfWeek.class, DayOfWeek::of, DayOfWeek::getValue));

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
                Arguments.of(INTEGER.array(), List.of(1, 2L), new Integer[]{1, 2}),
                // The last that each holds
                Arguments.of(SQLDataType.TINYINT, -128, (byte) -128),
                Arguments.of(SMALLINT, 32_767, Short.MAX_VALUE),
                Arguments.of(SMALLINT, -32_768, Short.MIN_VALUE),
                Arguments.of(BIGINT, "-9223372036854775808", Long.MIN_VALUE),
                Arguments.of(BIGINT, new BigDecimal("9223372036854775807.0"), Long.MAX_VALUE),
                Arguments.of(NUMERIC, new BigDecimal(BigInteger.ONE, -131_071),
                        new BigDecimal(BigInteger.ONE, -131_071)),
                Arguments.of(NUMERIC, new BigDecimal(BigInteger.ONE, 16_383), new BigDecimal(BigInteger.ONE, 16_383)),
                Arguments.of(NUMERIC, "7".repeat(20_000), new BigDecimal("7".repeat(20_000))),
                Arguments.of(LOCALDATE, "2024-02-29" + " ".repeat(189), LocalDate.of(2024, 2, 29)),
                Arguments.of(CLOB, "\ud7ff\ue000\u0001", "\ud7ff\ue000\u0001"),
                Arguments.of(TIMESTAMPWITHTIMEZONE, "2024-01-01T00:00+15:59",
                        OffsetDateTime.parse("2024-01-01T00:00+15:59")),
                Arguments.of(TIMESTAMPWITHTIMEZONE, "2024-01-01T00:00-15:59",
                        OffsetDateTime.parse("2024-01-01T00:00-15:59")),
                // A moment is the same with another offset
                Arguments.of(TIMESTAMPWITHTIMEZONE, OffsetDateTime.parse("2024-01-01T18:00+18:00"),
                        OffsetDateTime.parse("2024-01-01T00:00Z")),
                Arguments.of(TIMESTAMPWITHTIMEZONE, Timestamp.from(Instant.EPOCH),
                        OffsetDateTime.parse("1970-01-01T00:00Z")),
                Arguments.of(SQLDataType.TIMEWITHTIMEZONE, "10:00+01:00", OffsetTime.parse("10:00+01:00")),
                Arguments.of(SQLDataType.TIMEWITHTIMEZONE, OffsetTime.parse("10:00+01:00"),
                        OffsetTime.parse("10:00+01:00")),
                Arguments.of(SQLDataType.LOCALTIME, "10:00", LocalTime.of(10, 0)),
                // Those of java.sql, both ways
                Arguments.of(LOCALDATE, Date.valueOf("2024-02-29"), LocalDate.of(2024, 2, 29)),
                Arguments.of(LOCALDATETIME, Timestamp.valueOf("2024-02-29 11:00:00"),
                        LocalDateTime.of(2024, 2, 29, 11, 0)),
                Arguments.of(SQLDataType.LOCALTIME, Time.valueOf("10:00:00"), LocalTime.of(10, 0)),
                Arguments.of(SQLDataType.DATE, "2024-02-29", Date.valueOf("2024-02-29")),
                Arguments.of(SQLDataType.TIME, LocalTime.of(10, 0), Time.valueOf("10:00:00")),
                // Numbers that are none, and whole ones of any size
                Arguments.of(DOUBLE, "NaN", Double.NaN),
                Arguments.of(DOUBLE, "Infinity", Double.POSITIVE_INFINITY),
                Arguments.of(DOUBLE, "-Infinity", Double.NEGATIVE_INFINITY),
                Arguments.of(DOUBLE, Float.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY),
                Arguments.of(REAL, Double.NaN, Float.NaN),
                Arguments.of(REAL, 0, 0f),
                Arguments.of(DOUBLE, " 0.5 ", 0.5),
                Arguments.of(SQLDataType.DECIMAL_INTEGER, "7e3", BigInteger.valueOf(7_000)),
                Arguments.of(BOOLEAN, 1L, true),
                Arguments.of(BOOLEAN, "F", false),
                // What is read as a text
                Arguments.of(INTEGER, new StringBuilder("7"), 7),
                Arguments.of(UUID, "{00000000000000000000000000000001}".substring(1, 33), new java.util.UUID(0, 1)),
                Arguments.of(CLOB, LocalDate.of(2024, 2, 29), "2024-02-29"),
                Arguments.of(CLOB, new java.util.UUID(0, 1), "00000000-0000-0000-0000-000000000001"),
                Arguments.of(SQLDataType.JSON, List.of(1), JSON.valueOf("[1]")),
                Arguments.of(JSONB, Map.of("a", 1), org.jooq.JSONB.valueOf("{\"a\":1}")),
                Arguments.of(SQLDataType.XML, XML.valueOf("<a/>"), XML.valueOf("<a/>")),
                // Arrays as deep as their lists
                Arguments.of(INTEGER.array(), new int[]{1, 2}, new Integer[]{1, 2}),
                Arguments.of(INTEGER.array(), List.of(), new Integer[]{}),
                Arguments.of(INTEGER.array(), Arrays.asList(1, null), new Integer[]{1, null}),
                Arguments.of(INTEGER.array(), List.of(List.of(1, 2), List.of(3, 4)), new Integer[][]{{1, 2}, {3, 4}}),
                Arguments.of(OTHER.array(), List.of("10.0.0.1"), new String[]{"10.0.0.1"}),
                Arguments.of(BLOB.array(), List.of(new byte[]{1}), new byte[][]{{1}}),
                Arguments.of(JSONB.array(), List.of(List.of(1), List.of(2, 3)),
                        new org.jooq.JSONB[]{org.jooq.JSONB.valueOf("[1]"), org.jooq.JSONB.valueOf("[2,3]")}),
                // The user's own
                Arguments.of(DAY, "3", DayOfWeek.WEDNESDAY),
                Arguments.of(DAY, DayOfWeek.FRIDAY, DayOfWeek.FRIDAY));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void whatFitsIsConverted(DataType<?> type, Object value, Object converted) {
        assertThat(Values.convert(type, value)).isEqualTo(converted);
    }

    @Test
    void anArrayHasSixDimensions() {
        List<?> lists = List.of(1);
        for (int depth = 1; depth < 6; depth++) {
            lists = List.of(lists);
        }
        assertThat(Values.convert(INTEGER.array(), lists)).isEqualTo(new Integer[][][][][][]{{{{{{1}}}}}});
        List<?> deeper = List.of(lists);
        assertThatThrownBy(() -> Values.convert(INTEGER.array(), deeper))
                .hasMessage("An array has at most 6 dimensions.");
    }

    @Test
    void theListsInAListAreOfOneLength() {
        for (List<?> lists : List.of(
                List.of(List.of(1, 2), List.of(3)), Arrays.asList(List.of(1), null), List.of(List.of(1), 2))) {
            assertThatThrownBy(() -> Values.convert(INTEGER.array(), lists))
                    .hasMessage(
                            "Cannot use an Object[] for a column of type int[]: the lists in a list are of one length,"
                                    + " and none is null.");
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(SQLDataType.TINYINT, 128),
                Arguments.of(SMALLINT, 32_768),
                Arguments.of(SMALLINT, -32_769),
                Arguments.of(BIGINT, new BigDecimal("-9223372036854775809")),
                Arguments.of(BIGINT, new BigDecimal("1e20")),
                Arguments.of(SQLDataType.DECIMAL_INTEGER, 1.5),
                Arguments.of(SQLDataType.DECIMAL_INTEGER, "x"),
                Arguments.of(NUMERIC, new BigDecimal(BigInteger.ONE, -131_072)),
                Arguments.of(NUMERIC, new BigDecimal(BigInteger.ONE, 16_384)),
                Arguments.of(NUMERIC, "7".repeat(20_001)),
                Arguments.of(LOCALDATE, "2024-02-29" + " ".repeat(190)),
                Arguments.of(CLOB, "\udfff"),
                Arguments.of(TIMESTAMPWITHTIMEZONE, "2024-01-01T00:00+16:00"),
                Arguments.of(SQLDataType.TIMEWITHTIMEZONE, "10:00-16:00"),
                Arguments.of(SQLDataType.LOCALTIME, LocalDate.of(2024, 2, 29)),
                Arguments.of(SQLDataType.DATE, 1),
                Arguments.of(SQLDataType.TIME, 1),
                Arguments.of(SQLDataType.TIMESTAMP, 1),
                Arguments.of(SQLDataType.JSON, "[]"),
                Arguments.of(SQLDataType.XML, "<a/>"),
                Arguments.of(SQLDataType.XML, XML.valueOf("\u0000")),
                Arguments.of(BOOLEAN, 1.0),
                Arguments.of(REAL, List.of(1)),
                Arguments.of(DOUBLE, Long.MIN_VALUE + 1),
                Arguments.of(DAY, "8"),
                Arguments.of(DAY, "Friday"),
                Arguments.of(DAY, List.of()),
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

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(INTEGER, "x", "it is not a number that this type can hold exactly"),
                Arguments.of(CLOB, List.of(), "it is not a text, or has a NUL or half a surrogate pair in it"),
                Arguments.of(OTHER, List.of(), "it is not a text, or has a NUL or half a surrogate pair in it"),
                Arguments.of(BOOLEAN, "x", "it is not a Boolean, nor a text that reads as one"),
                Arguments.of(LOCALDATE, "x", "it is not a LocalDate, nor a text that reads as one"),
                Arguments.of(INTERVAL, "x", "a Duration, a Period, or a text such as P1M2DT3H4.5S"),
                Arguments.of(TIMESTAMPWITHTIMEZONE, "x",
                        "an OffsetDateTime, ZonedDateTime, Instant, or an ISO text with an offset is needed"),
                Arguments.of(SQLDataType.JSON, "x", "wrap the text, JSON.valueOf(…)"),
                Arguments.of(JSONB, "x", "wrap the text, JSONB.valueOf(…)"),
                Arguments.of(SQLDataType.XML, "x", "wrap the text, XML.valueOf(…)"),
                Arguments.of(called("int4range"), 1,
                        "a Range, a list of its two ends, or a text such as [1,5) is needed"),
                Arguments.of(called("int4multirange"), List.of(), "a text such as {[1,5),[7,9)} is needed"),
                Arguments.of(called("hstore"), List.of(), "a Map of texts is needed"),
                Arguments.of(called("inet"), "x", "it is not an address"),
                Arguments.of(called("macaddr"), "x", "it is not written as the server reads it"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void theMessageSaysWhatIsNeeded(DataType<?> type, Object value, String reason) {
        assertThatThrownBy(() -> Values.convert(type, value)).hasMessageContaining("for a column of type "
                + Values.typeName(type) + ": " + reason);
    }

    @Test
    void typesAndValuesHaveNames() {
        assertThat(Values.typeName(INTEGER)).isEqualTo("int");
        assertThat(Values.describe(null)).isEqualTo("null");
        assertThat(Values.describe(1)).isEqualTo("an Integer");
        assertThat(Values.describe(List.class)).isEqualTo("a Class");
        assertThat(Values.describe(new Object() {
        })).startsWith("a " + ValuesTest.class.getName() + "$");
    }

    @Test
    void whatStandsForATextIsReadOnce() {
        assertThat(Values.text(new StringBuilder("7"))).isEqualTo("7");
        assertThatThrownBy(() -> Values.text(new Unreadable())).isInstanceOf(LookupException.class)
                .hasMessage("A " + Unreadable.class.getName() + " cannot be read as text.");
    }

    @Test
    void theNameIsShownThatAValueWasGivenFor() {
        assertThatThrownBy(() -> Values.convert(INTEGER, "x", "age__gt")).hasMessageContaining("age__gt");
        assertThat(Values.convert(INTEGER, "7", "age__gt")).isEqualTo(7);
    }

    static Stream<Arguments> places() {
        return Stream.of(
                Arguments.of(INTEGER, 2_147_483_648L, 1),
                Arguments.of(INTEGER, 2_147_483_647L, 0),
                Arguments.of(INTEGER, -2_147_483_648L, 0),
                Arguments.of(INTEGER, -2_147_483_649L, -1),
                Arguments.of(SMALLINT, 32_768, 1),
                Arguments.of(SMALLINT, -32_769, -1),
                Arguments.of(BIGINT, BigInteger.TWO.pow(63), 1),
                Arguments.of(BIGINT, new BigDecimal("-9223372036854775809"), -1),
                Arguments.of(BIGINT, new BigDecimal("9223372036854775807.5"), 1),
                Arguments.of(INTEGER, 1e300, 1),
                Arguments.of(INTEGER, HUGE.negate(), -1),
                Arguments.of(INTEGER, Double.NaN, 0),
                Arguments.of(INTEGER, Float.POSITIVE_INFINITY, 0),
                Arguments.of(INTEGER, "9999999999", 0),
                Arguments.of(NUMERIC, 1e300, 0));
    }

    @ParameterizedTest
    @MethodSource("places")
    void aNumberIsAboveOrBelowWhatTheColumnHolds(DataType<?> type, Object value, int place) {
        assertThat(NumberValues.beyond(type, value)).isEqualTo(place);
    }

    @Test
    void aLocalTimeIsOneWithoutAnOffset() {
        assertThat(TimeValues.local("2024-02-29 11:00")).isEqualTo(LocalDateTime.of(2024, 2, 29, 11, 0));
        assertThat(TimeValues.local(LocalDate.of(2024, 2, 29))).isEqualTo(LocalDateTime.of(2024, 2, 29, 0, 0));
        assertThat(TimeValues.local("2024-02-29T11:00Z")).isNull();
        assertThat(TimeValues.local(Timestamp.from(Instant.EPOCH))).isNull();
        assertThat(TimeValues.local(1)).isNull();
    }

    @Test
    void aConverterToAClassOfTheServersTypesIsAskedToo() {
        DataType<Boolean> yes = SQLDataType.VARCHAR.asConvertedDataType(
                Converter.ofNullable(String.class, Boolean.class, "Y"::equals, flag -> flag ? "Y" : "N"));
        assertThat(Values.convert(yes, true)).isEqualTo(true);
        assertThat(Values.convert(yes, "Y")).isEqualTo(true);
        DataType<String> upper = SQLDataType.VARCHAR.asConvertedDataType(
                Converter.ofNullable(String.class, String.class, String::toUpperCase, text -> "\0" + text));
        assertThatThrownBy(() -> Values.convert(upper, "a")).isInstanceOf(LookupException.class)
                .hasMessageContaining("its converter made a String of it, and it is not a text, or has a NUL");
        assertThat(StoredValues.isConverted(yes.getArrayDataType())).isTrue();
        assertThat(StoredValues.isConverted(EnumLabels.on(SQLDataType.OTHER, List.of("a")))).isFalse();
        assertThat(StoredValues.of(yes.getArrayDataType(), new Boolean[]{true, null, false}))
                .isEqualTo(new Object[]{"Y", null, "N"});
    }

    @Test
    void aNumericHasRoomForSoManyDigits() {
        assertThat(NumberValues.isStorable(BigDecimal.ONE)).isTrue();
        assertThat(NumberValues.isStorable(HUGE)).isFalse();
    }

    private static DataType<?> called(String name) {
        return new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, name);
    }

    private static final class Unreadable implements CharSequence {
        @Override
        public int length() {
            return 1;
        }

        @Override
        public char charAt(int index) {
            return '7';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return this;
        }

        @Override
        public String toString() {
            throw new IllegalStateException("7777");
        }
    }
}
