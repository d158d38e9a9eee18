package dev.dunder.load;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Functions.anyValue;
import static dev.dunder.Functions.arrayAgg;
import static dev.dunder.Functions.mode;
import static dev.dunder.Functions.percentileCont;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.dunder.Database;
import dev.dunder.Instance;
import dev.dunder.Manager;
import dev.dunder.OrderedPath;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.State;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Range;
import dev.dunder.model.Model;
import dev.dunder.model.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values are had as the classes that people hold them in, wherever that loses nothing, and in every way alike. */
@SuppressWarnings({"unchecked", "rawtypes"}) // a class such as List says nothing of its members
class ConversionTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create extension if not exists hstore;
                    create type mood as enum ('sad', 'very_happy');
                    create table thing (id int primary key, small smallint, whole int, big bigint, exact numeric, price numeric(6, 2),
                        ratio real, wide double precision, at timestamptz, local timestamp, day date, hour time, span interval,
                        feeling mood, word text, code uuid, tags text[], nested int[], feelings mood[], doc jsonb, plain json,
                        during tstzrange, days daterange, sizes int4range, many int4multirange, numbers numrange, traits hstore, raw bytea, yes boolean);
                    insert into thing values (1, 3, 4, 5, 6, 7.50, 0.5, 0.25, '2024-07-01 12:00:00.123456+00', '2024-10-27 02:30:00', '2024-02-29',
                        '10:11:12', '26 hours', 'very_happy', 'SAD', '6e1a1b1c-0000-4000-8000-000000000001', '{a,b,a}', '{{1,2},{3,4}}', '{sad,very_happy}',
                        '{"name": "Ann", "ages": [1, 2, null], "big": 12345678901234567890, "exact": 0.10, "inner": {"unit_price": 2.5, "mood": "sad", "since": "2024-01-02"},
                          "on": true, "escaped": "a\\"\\\\\\u00fc\\n"}', '[{"a": 1}, {"a": 2}]',
                        '[2024-01-01 00:00+00,)', '[2024-01-01,2024-02-01)', '[1,5)', '{[1,3),[7,9)}', '(,2.5]', '"color"=>"red", "x"=>NULL', '\\x0102', true);
                    insert into thing (id, big, exact, at, sizes, span, tags, doc) values
                        (2, 5000000000, 1.5, 'infinity', 'empty', '1 month', '{a,NULL}', 'null');
                    """);

    enum Mood {
        SAD, VERY_HAPPY
    }

    enum Other {
        A, B
    }

    private static QuerySet<Row> things() {
        return DB.objects("thing").orderBy("id");
    }

    private static Row thing() {
        return things().get("id", 1);
    }

    /** One value, by every way that reads values. */
    private static <V> void reads(String name, Class<V> type, V expected) {
        assertThat(thing().get(name, type)).isEqualTo(expected);
        assertThat(things().values(name).get("id", 1).get(name, type)).isEqualTo(expected);
        assertThat(things().filter("id", 1).valuesList(name, type).get()).isEqualTo(expected);
        assertThat(things().filter("id", 1).async().list().join().get(0).get(name, type)).isEqualTo(expected);
    }

    @Test
    void numbersAreOthersOfTheSameSize() {
        reads("small", Integer.class, 3);
        reads("small", int.class, 3);
        reads("whole", Long.class, 4L);
        reads("whole", long.class, 4L);
        reads("big", Integer.class, 5);
        reads("big", BigInteger.class, BigInteger.valueOf(5));
        reads("whole", BigDecimal.class, BigDecimal.valueOf(4));
        reads("exact", Long.class, 6L);
        reads("price", Double.class, 7.5);
        reads("ratio", Double.class, 0.5);
        reads("wide", Float.class, 0.25f);
        reads("wide", BigDecimal.class, new BigDecimal("0.25"));
        reads("whole", Number.class, 4);
        reads("yes", boolean.class, true);

        Row other = things().get("id", 2);
        assertThat(other.get("big", Double.class)).isEqualTo(5e9);
        assertThatThrownBy(() -> other.get("big", Integer.class)).isInstanceOf(DunderException.class)
                .hasMessage(
                        "'big' of this row of thing is a number beyond those that an Integer can be: a Long has room for it.");
        assertThatThrownBy(() -> other.get("exact", Integer.class)).hasMessageContaining("is no whole number");
        assertThatThrownBy(() -> other.get("whole", int.class))
                .hasMessage(
                        "'whole' of this row of thing is null, which no int is. Ask for an Integer, or exclude nulls.");
        assertThat(other.get("whole", Integer.class)).isNull();
        assertThatThrownBy(() -> things().valuesList("price", Integer.class)).isInstanceOf(LookupException.class)
                .hasMessage(
                        "'price' on thing is of type BigDecimal, not Integer. It can be had as: BigDecimal, double, float.");
        assertThatThrownBy(() -> things().valuesList("whole", String.class)).hasMessage(
                "'whole' on thing is of type Integer, not String. It can be had as: byte, short, int, long, BigInteger, BigDecimal, double, float.");
    }

    @Test
    void timesAreInTheSessionsZone() {
        Instant at = Instant.parse("2024-07-01T12:00:00.123456Z");
        reads("at", Instant.class, at);
        reads("at", ZonedDateTime.class, at.atZone(ZoneId.systemDefault()));
        reads("local", LocalDateTime.class, LocalDateTime.parse("2024-10-27T02:30"));
        reads("span", Duration.class, Duration.ofHours(26));
        reads("day", java.sql.Date.class, java.sql.Date.valueOf("2024-02-29"));
        reads("hour", java.sql.Time.class, java.sql.Time.valueOf("10:11:12"));
        reads("at", java.sql.Timestamp.class, java.sql.Timestamp.from(at));

        Database berlin = Database.builder(DB.pool()).timeZone(ZoneId.of("Europe/Berlin")).build();
        Row row = berlin.objects("thing").get("id", 1);
        assertThat(row.get("at", LocalDateTime.class)).isEqualTo("2024-07-01T14:00:00.123456");
        assertThat(row.get("at", ZonedDateTime.class)).isEqualTo(at.atZone(ZoneId.of("Europe/Berlin")));
        // The hour comes twice, and the server means the second one.
        Row cast = berlin.objects("thing")
                .annotate(dev.dunder.Functions.cast(f("local"), org.jooq.impl.SQLDataType.TIMESTAMPWITHTIMEZONE)
                        .as("moment"))
                .get("id", 1);
        assertThat(row.get("local", Instant.class)).isEqualTo(cast.get("moment", Instant.class))
                .isEqualTo("2024-10-27T01:30:00Z");
        assertThat(berlin.objects("thing").filter("id", 1).valuesList("at", LocalDateTime.class).get())
                .isEqualTo("2024-07-01T14:00:00.123456");
        assertThat(berlin.objects("thing").values("at").get("id", 1).get("at", LocalDateTime.class))
                .isEqualTo("2024-07-01T14:00:00.123456");

        Row other = things().get("id", 2);
        assertThat(other.get("at", Instant.class)).isEqualTo(Instant.MAX);
        assertThat(other.get("at", LocalDateTime.class)).isEqualTo(LocalDateTime.MAX);
        assertThat(other.get("span", Period.class)).isEqualTo(Period.ofMonths(1));
        assertThatThrownBy(() -> other.get("span", Duration.class)).hasMessageContaining("months");
        assertThatThrownBy(() -> things().valuesList("at", LocalDate.class)).hasMessageContaining(
                "is of type OffsetDateTime, not LocalDate. It can be had as: OffsetDateTime, Instant, LocalDateTime, ZonedDateTime, java.sql.Timestamp.");
    }

    @Test
    void labelsAreConstants() {
        reads("feeling", Mood.class, Mood.VERY_HAPPY);
        reads("word", Mood.class, Mood.SAD);
        reads("code", UUID.class, UUID.fromString("6e1a1b1c-0000-4000-8000-000000000001"));
        reads("code", String.class, "6e1a1b1c-0000-4000-8000-000000000001");
        assertThatThrownBy(() -> things().valuesList("feeling", Other.class)).isInstanceOf(LookupException.class)
                .hasMessageContaining("not Other. It can be had as: String, a Java enum with its labels.");
        assertThatThrownBy(() -> thing().get("word", Other.class))
                .hasMessage("'word' of this row of thing is none of the constants of Other: A, B.");
        assertThatThrownBy(() -> thing().get("word", UUID.class)).hasMessageContaining("not written as a UUID");
    }

    record Members(List<String> tags, Set<Mood> feelings, List<List<Integer>> nested, Optional<String> word,
            OptionalHolder holder) {
        record OptionalHolder() {}
    }

    record Lists(List<String> tags, Set<Mood> feelings, List<List<Integer>> nested, Optional<String> word,
            Range<Instant> during, Map<String, String> traits, List<Range<Integer>> many) {}

    @Test
    void arraysAreListsAndSets() {
        reads("tags", List.class, List.of("a", "b", "a"));
        reads("tags", Set.class, Set.of("a", "b"));
        reads("nested", List.class, List.of(List.of(1, 2), List.of(3, 4)));
        assertThat(thing().get("nested", int[][].class)).isDeepEqualTo(new int[][]{{1, 2}, {3, 4}});
        assertThat(thing().get("tags", String[].class)).containsExactly("a", "b", "a");
        assertThat(thing().get("feelings", Mood[].class)).containsExactly(Mood.SAD, Mood.VERY_HAPPY);
        assertThat(things().get("id", 2).get("tags", List.class)).isEqualTo(Arrays.asList("a", null));
        assertThat(thing().get("raw", byte[].class)).containsExactly(1, 2);

        Map<String, String> traits = new java.util.LinkedHashMap<>();
        traits.put("color", "red");
        traits.put("x", null);
        assertThat(things().filter("id", 1).into(Lists.class)).containsExactly(new Lists(List.of("a", "b", "a"),
                Set.of(Mood.SAD, Mood.VERY_HAPPY), List.of(List.of(1, 2), List.of(3, 4)), Optional.of("SAD"),
                Range.of(Instant.parse("2024-01-01T00:00:00Z"), null), traits,
                List.of(Range.of(1, 3), Range.of(7, 9))));
        assertThatThrownBy(() -> things().into(Members.class)).isInstanceOf(LookupException.class)
                .hasMessageContaining("'holder' among the values for Members");
    }

    @Test
    void rangesHaveTheirEnds() {
        reads("days", Range.class, Range.of(LocalDate.parse("2024-01-01"), LocalDate.parse("2024-02-01")));
        reads("during", Range.class, Range.of(OffsetDateTime.parse("2024-01-01T00:00:00Z"), null));
        reads("sizes", Range.class, Range.of(1, 5));
        reads("numbers", Range.class, new Range<>(null, new BigDecimal("2.5"), false, true));
        reads("many", List.class, List.of(Range.of(1, 3), Range.of(7, 9)));
        assertThatThrownBy(() -> things().get("id", 2).get("sizes", Range.class))
                .hasMessageContaining("an empty range");
    }

    record Inner(double unitPrice, Mood mood, LocalDate since, Optional<String> none) {}

    record Doc(String name, List<Integer> ages, BigInteger big, BigDecimal exact, Inner inner, boolean on,
            String escaped, JsonNode missing) {}

    record Holder(int id, Doc doc, List<Map<String, Integer>> plain) {}

    record Documents(JsonNode doc, tools.jackson.databind.JsonNode plain) {}

    record Tree(String name, List<Tree> children) {}

    @Test
    void jsonIsWhatJavaHasForIt() {
        Doc expected = new Doc("Ann", Arrays.asList(1, 2, null), new BigInteger("12345678901234567890"),
                new BigDecimal("0.10"), new Inner(2.5, Mood.SAD, LocalDate.parse("2024-01-02"), Optional.empty()), true,
                "a\"\\ü\n", null);
        reads("doc", Doc.class, expected);
        assertThat(things().filter("id", 1).into(Holder.class))
                .containsExactly(new Holder(1, expected, List.of(Map.of("a", 1), Map.of("a", 2))));
        assertThat(thing().get("doc", Map.class)).containsEntry("name", "Ann")
                .containsEntry("ages", Arrays.asList(1, 2, null)).containsEntry("exact", new BigDecimal("0.10"));
        reads("plain", List.class, List.of(Map.of("a", 1), Map.of("a", 2)));
        assertThat(thing().get("doc", JSONB.class).data()).contains("Ann");

        Documents trees = things().filter("id", 1).into(Documents.class).get(0);
        assertThat(trees.doc().get("inner").get("unit_price").asDouble()).isEqualTo(2.5);
        assertThat(trees.doc().get("exact").isBigDecimal()).isTrue();
        assertThat(trees.plain().get(1).get("a").asInt()).isEqualTo(2);
        assertThat(thing().get("plain", ArrayNode.class)).hasSize(2);
        assertThat(things().filter("id", 1).valuesList("doc__inner__unit_price", Double.class).get()).isEqualTo(2.5);
        assertThat(things().filter("id", 1).valuesList("doc__name", String.class).get()).isEqualTo("Ann");
        assertThat(things().get("id", 2).get("doc", Map.class)).isNull();
    }

    @Test
    void jsonThatIsOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> thing().get("doc", List.class))
                .hasMessage("'doc' of this row of thing is an object of JSON, and no array.");
        assertThatThrownBy(() -> thing().get("doc", ArrayNode.class)).hasMessageContaining("another kind");
        assertThatThrownBy(() -> thing().get("doc", String.class))
                .hasMessageContaining("is an object of JSON, and no text");
        assertThatThrownBy(() -> thing().get("plain", Doc.class))
                .hasMessageContaining("is an array of JSON, and no object");
        record Wrong(int name) {}
        assertThatThrownBy(() -> thing().get("doc", Wrong.class)).hasMessage(
                "'doc' of this row of thing has in it 'name' of Wrong, which is a text of JSON, and no number.");
        record Missing(int nothing) {}
        assertThatThrownBy(() -> thing().get("doc", Missing.class)).hasMessage(
                "'nothing' of Missing is an int, which has no value for a null. Make it an Integer or an Optional.");
        record Never(Thread doc) {}
        assertThatThrownBy(() -> things().into(Never.class)).isInstanceOf(LookupException.class)
                .hasMessageStartingWith(
                        "'doc' of Never is of type JSONB, not Thread. It can be had as: JSONB, a record, Map,");
        assertThat(DB.statements()).hasSize(6);
    }

    /** Not the record, which is just what one takes, but what in it is none. */
    @Test
    void aComponentThatJsonIsNeverHadAsIsNamed() {
        record Linked(URI link) {}
        record Linking(int id, Linked doc) {}
        record Deep(int id, Optional<List<Map<String, Linked>>> doc) {}
        assertThatThrownBy(() -> things().into(Linking.class)).isInstanceOf(LookupException.class).hasMessage(
                "'doc' of Linking is JSON, and 'link' of Linked is of type URI. JSON can be had as: String, an enum, Boolean,"
                        + " a number, UUID, dates and times as texts, a record, Map, List, Set, an array, Optional, JSON,"
                        + " JSONB, JsonNode of Jackson's, Object.");
        assertThatThrownBy(() -> things().into(Deep.class)).isInstanceOf(LookupException.class)
                .hasMessageStartingWith("'doc' of Deep is JSON, and 'link' of Linked is of type URI.");
        assertThatThrownBy(() -> thing().get("doc", Linked.class)).isInstanceOf(LookupException.class)
                .hasMessageStartingWith("'doc' of this row of thing is JSON, and 'link' of Linked is of type URI.");
        assertThatThrownBy(() -> things().valuesList("doc", Linked.class))
                .hasMessageContaining("'link' of Linked is of type URI.");
    }

    record Keyed(int id, Map<Integer, String> doc) {}

    record Priced(int id, Map<BigDecimal, String> doc) {}

    record Flagged(int id, Map<Boolean, Map<Mood, Integer>> doc) {}

    record Longs(int id, Map<Long, List<Integer>> doc) {}

    /** They are texts in JSON, whatever they say. */
    @Test
    void keysOfJsonAreNumbersWhereTheyAreAskedForSo() {
        try {
            stored(Map.of("1", "a", "-20", "b"));
            assertThat(nine().into(Keyed.class)).containsExactly(new Keyed(9, Map.of(1, "a", -20, "b")));
            assertThat(nine().into(Priced.class).get(0).doc()).containsOnlyKeys(BigDecimal.ONE,
                    BigDecimal.valueOf(-20));
            stored(Map.of("5000000000", List.of(1)));
            assertThat(nine().into(Longs.class)).containsExactly(new Longs(9, Map.of(5000000000L, List.of(1))));
            stored(Map.of("true", Map.of("sad", 1)));
            assertThat(nine().into(Flagged.class)).containsExactly(new Flagged(9, Map.of(true, Map.of(Mood.SAD, 1))));

            stored(Map.of("5000000000", "a"));
            refused(nine(), Keyed.class, "'doc' of Keyed has in it a key, which ");
            stored(Map.of("x", "a"));
            refused(nine(), Keyed.class, "'doc' of Keyed has in it a key, which is no number.");
            refused(nine(), Flagged.class, "'doc' of Flagged has in it a key, which is no boolean.");
            stored(Map.of("1.5", "a"));
            refused(nine(), Keyed.class, "'doc' of Keyed has in it a key, which is no whole number.");
            stored(Map.of("1e999999999", "a"));
            refused(nine(), Keyed.class, "'doc' of Keyed has in it a key, which is longer than numbers are.");
            refused(nine(), Priced.class, "'doc' of Priced has in it a key, which is longer than numbers are.");
            stored(Map.of("1", "a", "01", "b"));
            refused(nine(), Keyed.class, "'doc' of Keyed has two members with the same key as an Integer.");
        } finally {
            nine().delete();
        }
        record Odd(int id, Map<JSONB, String> doc) {}
        assertThatThrownBy(() -> things().into(Odd.class)).isInstanceOf(LookupException.class)
                .hasMessageStartingWith("'doc' of Odd is of type JSONB, not Map<JSONB, String>.");
    }

    private static QuerySet<Row> nine() {
        return DB.objects("thing").filter("id", 9);
    }

    private static void stored(Map<String, ?> document) {
        nine().delete();
        Row unused = DB.objects("thing").create("id", 9, "doc", document);
    }

    private static void refused(QuerySet<Row> rows, Class<?> type, String message) {
        assertThatThrownBy(() -> rows.into(type)).isInstanceOf(DunderException.class).hasMessageStartingWith(message);
    }

    @Test
    void recordsOfJsonMayHoldThemselves() {
        Row row = DB.objects("thing").with("id", 9, "doc",
                Map.of("name", "a", "children", List.of(Map.of("name", "b", "children", List.of())))).insert();
        assertThat(row.get("doc", Tree.class)).isEqualTo(new Tree("a", List.of(new Tree("b", List.of()))));
        row.delete();
    }

    @Test
    void optionalsHoldWhatIsThere() {
        assertThat(thing().get("whole", Optional.class)).contains(4);
        assertThat(things().get("id", 2).get("whole", Optional.class)).isEmpty();
        assertThatThrownBy(() -> thing().get("whole", OptionalInt.class)).isInstanceOf(LookupException.class);
    }

    @Way.Both
    void aggregatesAreOfTheClassThatIsAsked(Way way) {
        QuerySet<Row> one = things().filter("id", 1);

        Integer sum = way.aggregate(one, sum("whole", Integer.class));
        BigDecimal of = way.aggregate(one, sum(f("whole").times(f("price")), BigDecimal.class));
        Double median = way.aggregate(one, percentileCont(0.5, "whole").typed(Double.class));
        Instant last = way.aggregate(one, max("at", Instant.class));
        assertThat(sum).isEqualTo(4);
        assertThat(of).isEqualByComparingTo("30");
        assertThat(median).isEqualTo(4.0);
        assertThat(last).isEqualTo("2024-07-01T12:00:00.123456Z");
        assertThat(way.<Mood>aggregate(one, max(f("feeling"), Mood.class))).isEqualTo(Mood.VERY_HAPPY);
        assertThatThrownBy(() -> way.aggregate(one, max("whole", Instant.class))).isInstanceOf(LookupException.class)
                .hasMessageStartingWith("The max of 'whole' is of type Integer, not Instant. It can be had as: byte,");
    }

    /** By the typed path alone. */
    @Way.Both
    void aggregatesOfTypedPathsAreOfTheirClass(Way way) {
        OrderedPath<Row, Integer> whole = new OrderedPath<>("whole", Integer.class);
        OrderedPath<Row, Long> wide = new OrderedPath<>("whole", Long.class);
        OrderedPath<Row, String> word = new OrderedPath<>("word", String.class);

        Integer[] all = way.aggregate(things().filter("id", 1), arrayAgg(whole));
        assertThat(all).containsExactly(4);
        Long[] others = way.aggregate(things().filter("id", 1), arrayAgg(wide));
        assertThat(others).containsExactly(4L);
        Integer most = way.aggregate(things(), mode(whole));
        Long any = way.aggregate(things(), anyValue(wide));
        assertThat(most).isEqualTo(4);
        assertThat(any).isEqualTo(4L);
        String text = way.aggregate(things().filter("id", 1), anyValue(word));
        assertThat(text).isEqualTo(thing().get("word"));
        String[] none = way.aggregate(things().none(), arrayAgg(word));
        assertThat(none).isNull();
        DB.sent().clear();
        Integer unused = way.aggregate(things(), mode(whole));
        assertThat(DB.statements().getLast()).contains("mode() within group (order by thing.whole");
    }

    /** As one writes it by hand, with the classes that one likes. */
    static final class Thing extends Instance<Thing> {
        private static final Model MODEL = Schema.define()
                .model("thing", m -> m.column("id", "int").column("whole", "int").column("at", "timestamptz")
                        .column("feeling", "text").column("big", "bigint").column("word", "text").primaryKey("id"))
                .build().model("thing");

        private Thing(State<Thing> state) {
            super(state);
        }

        long id() {
            return required(0, Long.class);
        }

        Long whole() {
            return optional(1, Long.class);
        }

        Instant at() {
            return required(2, Instant.class);
        }

        int big() {
            return required(4, Integer.class);
        }

        Mood word() {
            return required(5, Mood.class);
        }
    }

    @Way.Both
    void accessorsOfModelsByHandConvertToo(Way way) {
        QuerySet<Thing> all = Manager.of(Thing.MODEL, Thing::new).using(DB.database());
        Thing one = way.get(all, "id", 1);
        assertThat(one.id()).isEqualTo(1L);
        assertThat(one.whole()).isEqualTo(4L);
        assertThat(one.at()).isEqualTo("2024-07-01T12:00:00.123456Z");
        assertThat(one.big()).isEqualTo(5);
        assertThat(one.word()).isEqualTo(Mood.SAD);
        Thing other = way.get(all, "id", 2);
        assertThat(other.whole()).isNull();
        assertThatThrownBy(other::big).isInstanceOf(DunderException.class).hasMessageContaining("'big'");
        assertThatThrownBy(other::word).isInstanceOf(DunderException.class).hasMessageContaining("has no value yet");
    }

    @Way.Both
    void rowsInBulkAreFoundByAnyNumberThatIsTheSame(Way way) {
        Map<Object, Row> some = way.inBulk(DB.objects("thing"), List.of(1, 2L, 77));
        assertThat(some).hasSize(2).containsOnlyKeys(1, 2L);
        assertThat(some.get(1)).isEqualTo(some.get(1L)).isNotNull();
        assertThat(some.get(2)).isEqualTo(some.get(new BigDecimal("2.0"))).isNotNull();
        assertThat(some.containsKey((short) 1)).isTrue();
        assertThat(some.get(77)).isNull();
        assertThat(some.get("1")).isNull();
        assertThat(DB.objects("thing").inBulk().get(1L)).isNotNull();
        assertThatThrownBy(() -> some.remove(1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aggregatesUnionsAndRawRowsConvertToo() {
        assertThat(
                things().filter("id", 1).aggregate(sum("whole"), sum("big").as("all")).get("whole__sum", Integer.class))
                .isEqualTo(4);
        assertThat(things().filter("id", 1).values("whole").union(things().filter("id", 2).values("big"))
                .list().stream().map(row -> row.get("whole", Long.class))).containsExactlyInAnyOrder(4L, 5000000000L);
        assertThat(DB.objects("thing").raw("select *, 7::int8 as extra from thing where id = ?", 1).list().get(0).get(
                "extra",
                Integer.class)).isEqualTo(7);
        assertThat(
                DB.objects("thing").raw("select * from thing where id = ?", 1).list().get(0).get("at", Instant.class))
                .isEqualTo("2024-07-01T12:00:00.123456Z");
    }

    @Way.Both
    void whatIsGivenBackConvertsToo(Way way) {
        Row changed = way.update(things().filter("id", 1).returning("whole", "at"), "whole", 4).get(0);

        assertThat(changed.get("whole", Long.class)).isEqualTo(4);
        assertThat(changed.get("at", OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC).getHour())
                .isEqualTo(12);
        assertThat(changed.get("at", Instant.class)).isEqualTo("2024-07-01T12:00:00.123456Z");
    }
}
