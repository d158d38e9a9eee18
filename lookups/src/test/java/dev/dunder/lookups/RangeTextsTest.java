package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.testing.TestServer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts of ranges, as the server writes them and as people do. */
class RangeTextsTest {
    private static Connection connection;

    @BeforeAll
    static void connect() throws Exception {
        connection = DriverManager.getConnection(TestServer.newDatabase());
        try (var statement = connection.createStatement()) {
            statement.execute("set time zone 'Asia/Kolkata'");
        }
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
    }

    private static @Nullable String written(String type, String text) throws SQLException {
        try (var query = connection.prepareStatement("select cast(cast(? as " + type + ") as text)")) {
            query.setString(1, text);
            var rows = query.executeQuery();
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static Range<Object> range(@Nullable Object lower, @Nullable Object upper) {
        return Range.of(lower, upper);
    }

    static Stream<Arguments> ranges() {
        return Stream.of(
                Arguments.of("int4range", "[1,5)", List.of(range(1, 5))),
                Arguments.of("int4range", "(-3,5]", List.of(range(-2, 6))),
                Arguments.of("int4range", "empty", List.of()),
                Arguments.of("int4range", "(,)", List.of(new Range<>(null, null, false, false))),
                Arguments.of("int8range", "[,5000000000)", List.of(new Range<>(null, 5_000_000_000L, false, false))),
                Arguments.of("numrange", "(1.50,1e3]",
                        List.of(new Range<>(new BigDecimal("1.50"), new BigDecimal("1000"), false, true))),
                Arguments.of("daterange", "[2024-01-31,2024-02-29)",
                        List.of(range(LocalDate.of(2024, 1, 31), LocalDate.of(2024, 2, 29)))),
                Arguments.of("daterange", "[-infinity,infinity]", List.of(Range.closed(LocalDate.MIN, LocalDate.MAX))),
                Arguments.of("daterange", "[0044-03-15 BC,10000-01-01)",
                        List.of(range(LocalDate.of(-43, 3, 15), LocalDate.of(10_000, 1, 1)))),
                Arguments.of("tsrange", "[2024-01-31 10:00,2024-01-31 10:00:00.000001]", List.of(Range.closed(
                        LocalDateTime.of(2024, 1, 31, 10, 0), LocalDateTime.of(2024, 1, 31, 10, 0, 0, 1_000)))),
                Arguments.of("tsrange", "(-infinity,infinity)",
                        List.of(new Range<>(LocalDateTime.MIN, LocalDateTime.MAX, false, false))),
                Arguments.of("tstzrange", "[2024-01-31 10:00Z,)",
                        List.of(range(OffsetDateTime.parse("2024-01-31T10:00Z"), null))),
                Arguments.of("tstzrange", "[1900-01-01 00:00Z,infinity)",
                        List.of(range(OffsetDateTime.parse("1900-01-01T00:00Z"), OffsetDateTime.MAX))),
                Arguments.of("tstzrange", "[-infinity,2024-01-31 10:00-08:30)",
                        List.of(range(OffsetDateTime.MIN, OffsetDateTime.parse("2024-01-31T18:30Z")))),
                Arguments.of("int4multirange", "{[7,9),[1,5)}", List.of(range(1, 5), range(7, 9))),
                Arguments.of("int4multirange", "{}", List.of()),
                Arguments.of("datemultirange", "{[2024-01-01,2024-01-02), [2024-03-01,]}", List.of(
                        range(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 2)),
                        range(LocalDate.of(2024, 3, 1), null))));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void whatTheServerWritesIsRead(String type, String text, List<Range<?>> ranges) throws Exception {
        DataType<?> known = ColumnTypes.named(type);

        assertThat(TypeTexts.ranges(known, written(type, text))).isEqualTo(ranges);
        // What people write is taken as it is, for the server reads the same.
        assertThat(RangeText.fits(known, text)).isTrue();
    }

    @Test
    void anEndThatNoDecimalCanBeIsTheDoubleThatMeansTheSame() throws Exception {
        DataType<?> known = ColumnTypes.named("numrange");

        assertThat(TypeTexts.ranges(known, written("numrange", "[1,Infinity)")))
                .containsExactly(range(BigDecimal.ONE, Double.POSITIVE_INFINITY));
        assertThat(TypeTexts.ranges(known, written("numrange", "[-Infinity,NaN]")))
                .containsExactly(Range.closed(Double.NEGATIVE_INFINITY, Double.NaN));
        // As for columns of numbers, none is taken for one.
        assertThatThrownBy(() -> Values.convert(known, "[1,Infinity)")).isInstanceOf(LookupException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "int4range | [ 1 , 5 )", "int4range | [\"1\",\"5\")", "int4range | [1,\\5)", "int4range | EMPTY",
            "int4multirange | { }", "int4multirange | { [1,2) , empty , (,0] }", "numrange | [.5,1e2)",
            "numrange | [-1,+1]",
            "daterange | [2024-01-01,2024-01-01]", "tsrange | [2024-01-01T10:00:00.1234567,2024-01-02)",
            "tsrange | [\"2024-01-01 10:00\",\"2024-01-01 11:00\"]",
            "tstzrange | [2024-01-01 10:00+05:30,2024-01-01 10:00Z]",
            "tstzrange | [2024-01-01 10:00:00+0530,2024-01-01 10:00:00-15:59:59]",
            "tstzrange | [2024-01-01 00:00 Z,2024-01-01 00:00 +00)", "tstzrange | [2024-01-01 10:00,infinity)",
            "daterange | [4714-11-24 BC,0001-01-01 BC)"})
    void whatIsTakenTheServerTakes(String type, String text) throws Exception {
        assertThat(Values.convert(ColumnTypes.named(type), text)).isEqualTo(text);
        assertThat(written(type, text)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "int4range | 1,5", "int4range | [1,5", "int4range | [1;5)", "int4range | [1,2,3)", "int4range | [5,1)",
            "int4range | [1,5) and", "int4range | [x,5)", "int4range | [1.5,2)", "int4range | [1,99999999999)",
            "int4range | [1",
            "int4range | [\"1\"\"\",5)", "int4range | [1,5)\\", "int4multirange | [1,5)", "int4multirange | {[1,5)",
            "int4multirange | {[1,5),}", "int4multirange | {5}", "daterange | [2024-02-30,)", "daterange | [24-01-01,)",
            "daterange | [2024-02-02,2024-02-01)", "daterange | [0000-01-01,)", "daterange | [2024-13-01,)",
            "tsrange | [2024-01-01 25:00,)", "tsrange | [2024-01-01 10:60,)", "tstzrange | [2024-01-01 10:00+16:00,)",
            "tstzrange | [2024-01-01 10:00+01:60,)",
            "tstzrange | [2024-01-01 10:00Z,2024-01-01 10:00+01:00)", "daterange | [5874898-01-01,)"})
    void whatTheServerRefusesIsRefused(String type, String text) {
        assertThatThrownBy(() -> Values.convert(ColumnTypes.named(type), text)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> written(type, text)).isInstanceOf(SQLException.class);
    }

    @Test
    void aPointInTimeIsNoLocalOne() {
        for (String text : List.of("[2024-01-01 10:00+00,)", "[2024-01-01 10:00Z,)")) {
            assertThatThrownBy(() -> Values.convert(ColumnTypes.named("tsrange"), text)).hasMessageContaining(
                    "a Range, a list of its two ends, or a text such as [1,5) is needed");
        }
    }

    @Test
    void aTextEndsSomewhere() {
        String many = "{" + "[1,2),".repeat(400) + "[1,2)}";
        assertThatThrownBy(() -> Values.convert(ColumnTypes.named("int4multirange"), many))
                .hasMessageContaining("a text such as {[1,5),[7,9)} is needed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"int4range | [1", "daterange | [yesterday,)", "int4range | [one,2)",
            "tstzmultirange | {[2024-02-30 00:00+00,)}", "numrange | [1,"})
    void whatTheServerNeverWritesIsNoRange(String type, String text) {
        assertThatThrownBy(() -> TypeTexts.ranges(ColumnTypes.named(type), text)).isInstanceOf(LookupException.class)
                .hasMessage("A text is no " + type + ".");
    }

    static Stream<Arguments> literals() {
        return Stream.of(
                Arguments.of("int4range", Range.closed("1", 5L), "[\"1\",\"5\"]"),
                Arguments.of("int4range", new Range<>(null, 5, false, true), "(,\"5\"]"),
                Arguments.of("int4range", List.of(1, 5), "[\"1\",\"5\")"),
                Arguments.of("int4range", new Object[]{1, null}, "[\"1\",)"),
                Arguments.of("daterange", Range.of(LocalDate.MIN, LocalDate.MAX), "[\"-infinity\",\"infinity\")"),
                Arguments.of("daterange", Range.of(LocalDate.of(-43, 3, 15), LocalDate.of(12_024, 1, 1)),
                        "[\"0044-03-15 BC\",\"12024-01-01\")"),
                Arguments.of("tsrange", Range.of(LocalDateTime.of(0, 1, 1, 10, 0), LocalDateTime.MAX),
                        "[\"0001-01-01 10:00 BC\",\"infinity\")"),
                Arguments.of("tstzrange", Range.of(OffsetDateTime.MIN, OffsetDateTime.parse("2024-01-01T10:00+01:00")),
                        "[\"-infinity\",\"2024-01-01 09:00+00\")"),
                Arguments.of("tstzrange", Range.of(null, OffsetDateTime.MAX), "[,\"infinity\")"));
    }

    @ParameterizedTest
    @MethodSource("literals")
    void aRangeIsWrittenAsTheServerReadsIt(String type, Object value, String text) throws Exception {
        assertThat(Values.convert(ColumnTypes.named(type), value)).isEqualTo(text);
        assertThat(written(type, text)).isNotNull();
    }

    @Test
    void theLowerEndIsNotAboveTheUpperOne() {
        for (Object value : List.of(Range.of(5, 1), List.of("2", 1), new Range<>(2, 1, false, false))) {
            assertThatThrownBy(() -> Values.convert(ColumnTypes.named("int4range"), value))
                    .hasMessageContaining("The lower end of a range is not above its upper end.");
        }
        assertThatThrownBy(() -> Values.convert(ColumnTypes.named("tstzrange"),
                Range.of(OffsetDateTime.parse("2024-01-01T10:00Z"), OffsetDateTime.parse("2024-01-01T10:30+01:00"))))
                .hasMessageContaining("The lower end of a range is not above its upper end.");
        for (Object value : new Object[]{List.of(1), List.of(1, 2, 3), new Object[]{1}, 1}) {
            assertThatThrownBy(() -> Values.convert(ColumnTypes.named("int4range"), value))
                    .hasMessageContaining("a Range, a list of its two ends");
        }
    }

    @Test
    void aRangeIsOfItsElements() {
        assertThat(TypeTexts.elementOf(ColumnTypes.named("int8range"))).isEqualTo(SQLDataType.BIGINT);
        assertThat(TypeTexts.elementOf(ColumnTypes.named("datemultirange"))).isEqualTo(SQLDataType.LOCALDATE);
        assertThat(TypeTexts.elementOf(ColumnTypes.named("inet"))).isNull();
        assertThat(TypeTexts.isMultirange(ColumnTypes.named("int4range"))).isFalse();
        assertThat(TypeTexts.isMultirange(ColumnTypes.named("int4multirange"))).isTrue();
        // A user's enum may be called like a type of the server's
        assertThat(TypeTexts.elementOf(EnumLabels.on(ColumnTypes.named("int4range"), List.of("a")))).isNull();
    }
}
