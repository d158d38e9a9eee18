package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.testing.TestServer;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of types that travel as texts: the server reads each as it was meant. */
class LiteralsTest {
    private static Connection connection;

    private enum Mood implements EnumType {
        SAD, VERY_HAPPY;

        @Override
        public String getLiteral() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }

        @Override
        public String getName() {
            return "mood";
        }
    }

    private enum Plain {
        sad, Sad, Very
    }

    @BeforeAll
    static void connect() throws Exception {
        connection = DriverManager.getConnection(TestServer.newDatabase());
        try (var statement = connection.createStatement()) {
            statement.execute("create extension hstore");
        }
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
    }

    private static @Nullable String read(String sql, Object text) throws SQLException {
        try (var query = connection.prepareStatement("select " + sql)) {
            query.setString(1, (String) text);
            var rows = query.executeQuery();
            return rows.next() ? rows.getString(1) : null;
        }
    }

    static Stream<Arguments> texts() throws Exception {
        return Stream.of(
                Arguments.of("inet", InetAddress.getByName("10.0.0.1"), "10.0.0.1/32"),
                Arguments.of("inet", InetAddress.getByName("fe80::1%1"), "fe80::1/128"),
                Arguments.of("inet", " 10.0.0.1/24 ", "10.0.0.1/24"),
                Arguments.of("inet", "::ffff:10.0.0.1/128", "::ffff:10.0.0.1/128"),
                Arguments.of("cidr", "10.0.0.0/8", "10.0.0.0/8"),
                Arguments.of("cidr", "10.0.0.1/32", "10.0.0.1/32"),
                Arguments.of("cidr", "2001:db8::/32", "2001:db8::/32"),
                Arguments.of("cidr", "10.0.0.1", "10.0.0.1/32"),
                Arguments.of("macaddr", "08:00:2B:01:02:03", "08:00:2b:01:02:03"),
                Arguments.of("macaddr8", "08-00-2b-01-02-03", "08:00:2b:ff:fe:01:02:03"),
                Arguments.of("varbit", "0101", "0101"),
                Arguments.of("bit", 1, "1"),
                Arguments.of("money", 5, "$5.00"),
                Arguments.of("xid", 7L, "7"),
                Arguments.of("citext", 'c', "c"),
                Arguments.of("citext", true, "true"),
                Arguments.of("citext", new UUID(0, 1), "00000000-0000-0000-0000-000000000001"),
                Arguments.of("citext", DayOfWeek.MONDAY, "MONDAY"),
                Arguments.of("citext", Mood.VERY_HAPPY, "very happy"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theServerReadsWhatWasMeant(String type, Object value, String text) throws Exception {
        Object given = Values.convert(ColumnTypes.named(type), value);

        // Of citext there may be none here, and of money only where the locale has one.
        boolean known = !type.equals("citext") && !type.equals("money");
        assertThat(known ? read("cast(cast(? as " + type + ") as text)", given) : given)
                .isEqualTo(type.equals("money") ? "5" : text);
    }

    @ParameterizedTest
    @CsvSource({"inet, 10.0.0.256", "inet, 10.0.0.1/33", "inet, ::1/129", "inet, 10.0.0", "inet, localhost",
            "inet, 10.0.0.1/x",
            "inet, 1:2:3:4:5:6:7:8:9", "inet, 0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0001",
            "cidr, 10.0.0.1/8",
            "cidr, 2001:db8::1/32", "macaddr, 08:00:2b:01:02", "bit, 012", "hstore, a=>", "hstore, a",
            "hstore, 'a=>b c=>d'", "hstore, '\"a=>b'", "hstore, a-b", "hstore, '\"a\"=>\"b'", "hstore, =>b"})
    void whatTheServerRefusesIsRefused(String type, String text) {
        assertThatThrownBy(() -> Values.convert(ColumnTypes.named(type), text)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> read("cast(cast(? as " + type + ") as text)", text)).isInstanceOf(SQLException.class);
    }

    @Test
    void aNameIsNoAddress() {
        for (Object value : new Object[]{1, "", "example.org", List.of()}) {
            assertThatThrownBy(() -> Values.convert(ColumnTypes.named("inet"), value))
                    .hasMessageContaining("it is not an address");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=>b", "\"a\"=>\"b\"", " a => b , c => NULL ", "a=>\"null\"", "\"a\\\"b\"=>\"\\\\\"",
            "a=>1,a=>2", "\"\"=>\"\""})
    void anHstoreIsReadAsTheServerReadsIt(String text) throws Exception {
        Map<String, @Nullable String> map = TypeTexts.hstore(text);

        assertThat(Values.convert(ColumnTypes.named("hstore"), text)).isEqualTo(text);
        assertThat(read("cast(cast(? as hstore) = cast('" + Values.convert(ColumnTypes.named("hstore"), map)
                + "' as hstore) as text)", text)).isEqualTo("true");
    }

    @Test
    void anHstoreIsAMapOfTexts() throws Exception {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a\"b", "c\\d");
        map.put("n", null);
        map.put("1", 1);
        map.put("t", true);
        map.put("c", 'c');
        map.put("e", DayOfWeek.MONDAY);
        map.put("u", new UUID(0, 1));
        map.put("d", LocalDate.of(2024, 2, 29));

        Object text = Values.convert(ColumnTypes.named("hstore"), map);

        assertThat(TypeTexts.hstore((String) text)).containsExactlyInAnyOrderEntriesOf(texts(map));
        assertThat(read("cast(? as hstore) -> 'a\"b'", text)).isEqualTo("c\\d");
        for (Map<?, ?> none : List.of(Map.of("a", List.of()), Collections.singletonMap(null, "a"), Map.of("a", "\0"),
                Map.of(new Object(), "a"))) {
            assertThatThrownBy(() -> Values.convert(ColumnTypes.named("hstore"), none))
                    .hasMessageContaining("a Map of texts is needed");
        }
        assertThatThrownBy(() -> TypeTexts.hstore("a")).hasMessage("A text is no hstore.");
    }

    private static Map<String, @Nullable String> texts(Map<String, @Nullable Object> map) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(key, value == null ? null : value.toString()));
        return texts;
    }

    @Test
    void aLabelIsFoundByItsTextAndByAConstant() {
        DataType<?> mood = EnumLabels.on(ColumnTypes.named("mood"), List.of("sad", "very happy", "SO_SO", "so_so"));

        assertThat(Values.convert(mood, "very happy")).isEqualTo("very happy");
        assertThat(Values.convert(mood, Mood.VERY_HAPPY)).isEqualTo("very happy");
        assertThat(Values.convert(mood, Plain.Sad)).isEqualTo("sad");
        assertThat(TypeTexts.labels(mood)).containsExactly("sad", "very happy", "SO_SO", "so_so");
        assertThat(TypeTexts.labels(ColumnTypes.named("mood"))).isNull();
        for (Object none : new Object[]{"Sad", Plain.Very, DayOfWeek.MONDAY}) {
            assertThatThrownBy(() -> Values.convert(mood, none)).hasMessageContaining("it has no such label");
        }
        assertThatThrownBy(() -> Values.convert(mood, 1))
                .hasMessageContaining("Cannot use an Integer for a column of type mood: it has no such label.");
        assertThatThrownBy(() -> Values.convert(mood, "very hapy")).hasMessageContaining("Did you mean 'very happy'?");
    }

    @Test
    void aConstantIsFoundByItsLabel() {
        assertThat(TypeTexts.constant(Mood.class, "very happy")).isEqualTo(Mood.VERY_HAPPY);
        assertThat(TypeTexts.constant(Mood.class, "VERY_HAPPY")).isEqualTo(Mood.VERY_HAPPY);
        assertThat(TypeTexts.constant(Mood.class, "Very_Happy")).isEqualTo(Mood.VERY_HAPPY);
        assertThat(TypeTexts.constant(Mood.class, "happy")).isNull();
        assertThat(TypeTexts.constant(Plain.class, "Sad")).isEqualTo(Plain.Sad);
        assertThat(TypeTexts.constant(Plain.class, "very")).isEqualTo(Plain.Very);
        // Two are called so but for the case, and neither is meant more.
        assertThat(TypeTexts.constant(Plain.class, "SAD")).isNull();
    }

    @Test
    void anArrayIsWrittenAsTheServerReadsIt() throws Exception {
        List<@Nullable Object> addresses = new ArrayList<>(List.of("10.0.0.1", "::1"));
        addresses.add(null);
        Object array = Values.convert(ColumnTypes.named("inet").getArrayDataType(), addresses);

        assertThat(read("cast(cast(? as inet[]) as text)", Literals.array((Object[]) array)))
                .isEqualTo("{10.0.0.1,::1,NULL}");
        assertThat(read("cast(cast(? as text[]) as text)",
                Literals.array(new Object[][]{{"a\"", "b\\"}, {"", null}})))
                .isEqualTo("{{\"a\\\"\",\"b\\\\\"},{\"\",NULL}}");
        assertThat(read("cast(cast(? as bytea[]) as text)", Literals.array(new Object[]{new byte[]{1, -1}})))
                .isEqualTo("{\"\\\\x01ff\"}");
        assertThat(read("cast(cast(? as jsonb[]) as text)", Literals.array(new Object[]{
                org.jooq.JSONB.valueOf("{\"a\": 1}"), org.jooq.JSON.valueOf("[]")})))
                .isEqualTo("{\"{\\\"a\\\": 1}\",[]}");
        assertThat(read("cast(cast(? as interval[]) as text)", Literals.array(new Object[]{
                Intervals.of(14, java.time.Duration.ofHours(-26))})))
                .isEqualTo("{\"1 year 2 mons -1 days -02:00:00\"}");
        assertThat(Literals.array(new Object[]{Mood.VERY_HAPPY})).isEqualTo("{\"very happy\"}");
    }
}
