package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dunder.testing.TestServer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and values that mean harm: each is refused with our exception before anything is sent, or is a literal. */
@Timeout(60)
class HostileTest {
    /** The pieces of injections that other libraries have had, and of what makes parsers stumble. */
    static final List<String> PIECES = List.of("'", "''", "\"", "\"\"", "`", ";", "--", "/*", "*/", "\\", "\\'", "\\\\",
            "%", "_", "__", "___", "?", "??", ":", "::text", ":x", "{0}", "{", "}", "[0]", "$1", "$$", "${", "#{", "#>",
            "->", "@>", "\u0000", "\u0001", "\b", "\n", "\r", "\u202e", "\u200f", "\u2028", "\ufeff", "\ud800",
            "\udc00", "\ud83c\udf70", "é", "ﬃ", "％", "＇", "ʼ", "NULL", "null", "true", "0", "-1", "1e999", "NaN",
            "Infinity", "now()", "or 1=1", "; drop table everything; --", "') or ('1'='1", "\" or \"\"=\"",
            "a' ? 'b", "x\" FROM y; --", "day' from now()) or 1=1 --", "year from x) --", "\"}'), ('{", "'}' || '",
            "_connector", "_negated", "_alias", "__class__", "__proto__", "pk", "*", "?", "-?", "--x", " ", "\t", "(",
            ")", ",", "=", "<", ">", "|", "&", "!", "~", "^", "#", "@", "exact", "icontains", "regex", "isnull",
            "author", "id", "select", "lower", "date", "year");

    private static final List<String> PARTS = List.of("parent", "parent_id", "id", "x_", "a__b", "big", "num", "ratio",
            "flag", "name", "code", "day", "stamp", "instant", "time", "uid", "raw", "data", "json", "tags", "nums",
            "a_hstore", "a_int4range", "a_tstzrange", "a_citext", "a_inet", "a_tsvector", "a_mood", "exact", "iexact",
            "contains", "icontains", "in", "gt", "gte", "lt", "lte", "startswith", "range", "isnull", "regex", "iregex",
            "contained_by", "overlap", "has_key", "has_keys", "has_any_keys", "search", "trigram_similar", "unaccent",
            "lower", "abs", "date", "year", "iso_year", "quarter", "time", "second", "0", "1", "0_2", "len", "keys",
            "startswith", "isempty", "fully_lt", "adjacent_to");

    private static Connection connection;
    private static DSLContext jooq;
    private static Table<?> thing;

    @BeforeAll
    static void connect() throws Exception {
        connection = DriverManager.getConnection(TestServer.newDatabase());
        try (var statement = connection.createStatement()) {
            statement.execute("create extension hstore;"
                    + "create table thing (id int primary key, t text, j jsonb, h hstore, tags text[], x int);"
                    + "insert into thing values (0, 'harmless', '{\"harmless\": 1}', 'harmless=>1', '{harmless}', 1)");
        }
        jooq = DSL.using(connection, SQLDialect.POSTGRES);
        thing = jooq.meta().filterSchemas(s -> s.getName().equals("public")).getTables("thing").get(0);
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
    }

    /** A seed that failed is reproduced by putting it here. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theTextNeverChangesWithTheValues(long seed) {
        Random random = new Random(seed);
        Oracle oracle = new Oracle();
        int worked = 0;
        for (int i = 0; i < 3_000; i++) {
            String lookup = lookup(random);
            worked += oracle.accepts(lookup, value(random, 3)) ? 1 : 0;
            worked += oracle.accepts(lookup) ? 1 : 0;
        }
        // Were nothing accepted, nothing would have been tried.
        assertThat(worked).isGreaterThan(100);
    }

    private static String lookup(Random random) {
        List<String> parts = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            parts.add(random.nextInt(4) > 0 ? pick(random, PARTS) : text(random));
        }
        return String.join("__", parts);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            text.append(pick(random, PIECES));
        }
        return text.toString();
    }

    private static <T> T pick(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 10 : 14)) {
            case 0 -> null;
            case 1 -> random.nextInt();
            case 2 -> random.nextLong();
            case 3 -> pick(random, List.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1e300, 0.1));
            case 4 -> random.nextBoolean();
            case 5 -> new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt());
            case 6 -> new UUID(random.nextLong(), random.nextLong());
            case 7 ->
                pick(random, List.of("2024-02-29", "2024-02-29T11:00", "2024-02-29T11:00Z", "10:00", "2024", "7"));
            case 8 -> Range.of(random.nextInt(9), random.nextInt(9));
            case 9, 10, 11 -> text(random);
            case 12 -> {
                Map<String, @Nullable Object> map = new HashMap<>();
                map.put(text(random), value(random, depth - 1));
                yield map;
            }
            default -> {
                List<@Nullable Object> list = new ArrayList<>();
                int count = random.nextInt(4);
                for (int i = 0; i < count; i++) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
        };
    }

    @ParameterizedTest
    @FieldSource("PIECES")
    void asAValueItIsALiteral(String piece) {
        assumeThat(Values.storable(piece)).isNotNull();
        jooq.execute("delete from thing where id = 1");
        jooq.execute("insert into thing (id, t, tags, h, j) values (1, ?, ?, hstore(?, ?), jsonb_build_object(?, ?))",
                piece, new String[]{piece}, piece, piece, piece, piece);
        String key = piece.contains("__") ? "x" : piece;

        for (String lookup : List.of("t", "t__contains", "t__startswith", "t__endswith", "t__icontains", "t__iexact")) {
            assertThat(idsWhere(lookup, piece)).as(lookup).contains(1);
        }
        assertThat(idsWhere("t", piece)).containsExactly(1);
        assertThat(idsWhere("t__in", List.of(piece, "other"))).containsExactly(1);
        assertThat(idsWhere("tags__contains", List.of(piece))).containsExactly(1);
        assertThat(idsWhere("tags__in", List.of(List.of(piece)))).containsExactly(1);
        assertThat(idsWhere("tags__0", piece)).containsExactly(1);
        assertThat(idsWhere("h__contains", Map.of(piece, piece))).containsExactly(1);
        assertThat(idsWhere("h__has_key", piece)).containsExactly(1);
        assertThat(idsWhere("h__has_keys", List.of(piece))).containsExactly(1);
        assertThat(idsWhere("j__has_key", piece)).containsExactly(1);
        assertThat(idsWhere("j__contains", Map.of(piece, piece))).containsExactly(1);
        assertThat(idsWhere("j", Map.of(piece, piece))).containsExactly(1);
        if (key.equals(piece) && !piece.startsWith("_") && !piece.endsWith("_")
                && Registry.standard().lookup(thing.field("j").getDataType(), "", piece) == null
                && !piece.matches("-?\\d+")) {
            assertThat(idsWhere("j__" + piece, piece)).containsExactly(1);
            assertThat(idsWhere("h__" + piece + "__exact", piece)).containsExactly(1);
        }
        assertThat(jooq.fetchCount(thing)).isEqualTo(2);
    }

    @ParameterizedTest
    @FieldSource("PIECES")
    void asANameItIsRefused(String piece) {
        assumeThat(List.of("id", "pk")).doesNotContain(piece);
        for (String lookup : List.of(piece, piece + "__exact", "x__" + piece + "z", "t__" + piece + "__date",
                "x__in__" + piece, piece + "__" + piece)) {
            assertThatThrownBy(() -> Lookups.on(thing).condition(lookup, 1)).as(lookup)
                    .isInstanceOf(LookupException.class);
            assertThatThrownBy(() -> Lookups.on(thing).field(lookup)).as(lookup).isInstanceOf(LookupException.class);
            assertThatThrownBy(() -> Filters.on(thing).allow("x").parse(Map.of(lookup, List.of("1"))))
                    .isInstanceOf(FilterException.class);
            assertThatThrownBy(() -> Filters.on(thing).orderBy("x").parse(Map.of("order_by", List.of(lookup))))
                    .isInstanceOf(FilterException.class);
        }
    }

    @Test
    void partsThatAreEmptyAreNoKeys() {
        for (String lookup : List.of("j__", "j____", "j____x", "j__x__", "j__x____y", "h__", "tags__", "__j")) {
            assertThatThrownBy(() -> Lookups.on(thing).condition(lookup, 1)).as(lookup)
                    .isInstanceOf(LookupException.class);
        }
        // A key may begin with an underscore, and be one.
        assertThat(idsWhere("j___", 1)).isEmpty();
    }

    @Test
    void longStringsEndSomewhere() {
        String parents = "parent__".repeat(200);
        Lookups everything = Lookups.on(Everything.TABLE);

        assertThatThrownBy(() -> everything.condition(parents + "id", 1)).hasMessageContaining("at most 16 relations");
        assertThatThrownBy(() -> everything.condition("data__" + "a__".repeat(200) + "a", 1))
                .hasMessageContaining("at most 32 transforms");
        assertThatThrownBy(() -> everything.condition("y".repeat(10_000), 1)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> everything.condition("_".repeat(10_000), 1)).isInstanceOf(LookupException.class);
        assertThat(idsWhere("j__" + "y".repeat(10_000), 1)).isEmpty();
        assertThat(idsWhere("t", "y".repeat(1_000_000))).isEmpty();
        assertThat(idsWhere("t__contains", "%_\\".repeat(100_000))).isEmpty();
    }

    @Test
    void enormousListsAreOneBind() {
        List<Integer> many = Collections.nCopies(200_000, 1);
        List<Integer> distinct = java.util.stream.IntStream.range(0, 200_000).boxed().toList();

        assertThat(idsWhere("x__in", many)).containsExactly(0);
        assertThat(idsWhere("x__in", distinct)).containsExactly(0);
        assertThat(jooq.render(Lookups.on(thing).condition("x__in", distinct)))
                .isEqualTo(jooq.render(Lookups.on(thing).condition("x__in", List.of(1))));
    }

    @Test
    void numbersBeyondTheColumnAreComparedAsWhatTheyAre() {
        for (Number value : List.of(4_294_967_297L, BigInteger.TWO.pow(100), 1e300,
                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE), new BigDecimal("1e2147483640"))) {
            assertThat(idsWhere("x", value)).as("exact").isEmpty();
            assertThat(idsWhere("x__gt", value)).as("gt").isEmpty();
            assertThat(idsWhere("x__gte", value)).as("gte").isEmpty();
            assertThat(idsWhere("x__lt", value)).as("lt").contains(0);
            assertThat(idsWhere("x__lte", value)).as("lte").contains(0);
            assertThat(idsWhere("x__in", List.of(1, value))).contains(0);
            assertThat(idsWhere("x__in", List.of(value))).isEmpty();
        }
        for (Number value : List.of(-4_294_967_297L, BigInteger.TWO.pow(100).negate(), -1e300)) {
            assertThat(idsWhere("x", value)).isEmpty();
            assertThat(idsWhere("x__gt", value)).contains(0);
            assertThat(idsWhere("x__gte", value)).contains(0);
            assertThat(idsWhere("x__lt", value)).isEmpty();
            assertThat(idsWhere("x__lte", value)).isEmpty();
        }
    }

    @Test
    void whatIsNoNumberOfTheColumnIsRefused() {
        for (Object value : new Object[]{Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
                "4294967297", "1e2147483647", "9".repeat(100), "NaN"}) {
            for (String lookup : List.of("x", "x__gt", "x__gte", "x__lt", "x__lte")) {
                assertThatThrownBy(() -> Lookups.on(thing).condition(lookup, value)).as(lookup + " " + value.getClass())
                        .isInstanceOf(LookupException.class);
            }
            assertThatThrownBy(() -> Lookups.on(thing).condition("x__in", List.of(1, value)))
                    .isInstanceOf(LookupException.class);
        }
        for (Object value : new Object[]{1.5, new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE)}) {
            assertThatThrownBy(() -> Lookups.on(thing).condition("x", value)).isInstanceOf(LookupException.class);
        }
        assertThatThrownBy(() -> Lookups.on(thing).condition("j", Double.NaN)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> Lookups.on(thing).condition("j__n",
                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE))).isInstanceOf(LookupException.class);
    }

    @Test
    void longTextsAreNotReadForLong() {
        Lookups everything = Lookups.on(Everything.TABLE);
        for (String lookup : List.of("big", "num", "ratio", "flag", "day", "stamp", "instant", "time", "uid", "a_inet",
                "a_int4range", "day__year", "x___in", "nums__contains")) {
            for (String text : List.of("1".repeat(2_000_000), "[".repeat(2_000_000), " ".repeat(2_000_000) + "x")) {
                Object value = lookup.endsWith("in") || lookup.endsWith("contains") ? List.of(text) : text;
                assertThatThrownBy(() -> everything.condition(lookup, value)).as(lookup)
                        .isInstanceOf(LookupException.class);
            }
        }
    }

    @Test
    void documentsNestOnlySoDeep() {
        Object nested = 1;
        for (int i = 0; i < 10_000; i++) {
            nested = List.of(nested);
        }
        Object deep = nested;

        assertThatThrownBy(() -> Lookups.on(thing).condition("j", deep)).hasMessageContaining("at most 100 deep");
        assertThat(idsWhere("j", JSONB.valueOf("{\"harmless\": 1}"))).containsExactly(0);
    }

    private static List<Integer> idsWhere(String lookup, Object value) {
        return jooq.select(thing.field("id"))
                .from(thing)
                .where(Lookups.on(thing).condition(lookup, value))
                .orderBy(thing.field("id"))
                .fetch(0, Integer.class);
    }
}
