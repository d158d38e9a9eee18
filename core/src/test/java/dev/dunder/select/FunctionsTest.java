package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.Functions.cast;
import static dev.dunder.Functions.coalesce;
import static dev.dunder.Functions.collate;
import static dev.dunder.Functions.func;
import static dev.dunder.Functions.greatest;
import static dev.dunder.Functions.jsonArray;
import static dev.dunder.Functions.jsonKey;
import static dev.dunder.Functions.jsonObject;
import static dev.dunder.Functions.jsonText;
import static dev.dunder.Functions.least;
import static dev.dunder.Functions.nullIf;
import static dev.dunder.Functions.slice;
import static dev.dunder.TextFunctions.lower;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Expr;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.Computed;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.JSONB;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsTest {
    @RegisterExtension
    static final TestDatabase DB = Computed.things();

    private static JSONB json(String text) {
        return JSONB.valueOf(text);
    }

    static Stream<Computed> functions() {
        return Stream.of(
                Computed.of(coalesce("nick", "name"), "coalesce(nick, name)", "al"),
                Computed.of(coalesce("name", value("nobody")), "coalesce(name, ?)", "Ada"),
                Computed.of(coalesce("n", "price", value(1.5)), "coalesce(n, price, ?)", -7.0),
                Computed.of(coalesce(null, "n", 3), "coalesce(?, n, ?)", -7),
                Computed.of(coalesce("day", "local"), "coalesce(day, local)", LocalDateTime.of(2024, 2, 29, 0, 0)),
                Computed.of(greatest("n", "price"), "greatest(n, price)", new BigDecimal("2.55")),
                Computed.of(greatest("name", "nick", value("z")), "greatest(name, nick, ?)", "z"),
                Computed.of(least("n", "big"), "least(n, big)", -7L),
                Computed.of(least("day", value(LocalDate.of(2020, 1, 1))), "least(day, ?)", LocalDate.of(2020, 1, 1)),
                Computed.of(nullIf("n", -7), "nullif(n, ?)", null),
                Computed.of(nullIf("name", "nick"), "nullif(name, nick)", "Ada"),
                Computed.of(cast("n", SQLDataType.VARCHAR(1)), "cast(n as varchar(1))", "-"),
                Computed.of(cast("f", SQLDataType.INTEGER), "cast(f as int)", 3),
                Computed.of(cast(value("2024-01-31"), SQLDataType.LOCALDATE), "cast(? as date)",
                        LocalDate.of(2024, 1, 31)),
                Computed.of(cast("n", SQLDataType.NUMERIC(6, 2)), "cast(n as numeric(6, 2))", new BigDecimal("-7.00")),
                Computed.of(collate("name", "C"), "((name) collate C)", "Ada"),
                Computed.of(jsonKey("js", "a"), "(js -> ?)", json("1")),
                Computed.of(jsonText("js", "a"), "(js ->> ?)", "1"),
                Computed.of(jsonText(jsonText(jsonArray("name", jsonArray("n")), 1), 0),
                        "((jsonb_build_array(name, jsonb_build_array(n)) -> ?) ->> ?)", "-7"),
                Computed.of(func("Sign", Double.class, "n"), "sign(n)", -1.0),
                Computed.of(func("pg_catalog.strpos", SQLDataType.INTEGER, lower("name"), value("d")),
                        "pg_catalog.strpos(lower(name), ?)", 2),
                Computed.of(func("array_length", Integer.class, value(new Integer[]{3, 4}), 1), "array_length(?, ?)",
                        2),
                Computed.of(jsonText(jsonArray("name", jsonArray("n")), 1, 0),
                        "((jsonb_build_array(name, jsonb_build_array(n)) -> ?) ->> ?)", "-7"),
                Computed.of(jsonKey("js", "b", "c"), "((js -> ?) -> ?)", null),
                Computed.of(slice("name", 1, 3), "substring(name, ?, ?)", "da"),
                Computed.of(slice("name", 1, null), "substring(name, ?)", "da"),
                Computed.of(slice("name", 1, 1), "substring(name, ?, ?)", ""),
                Computed.of(slice("tags", 1, 3), "(tags)[?:?]", new String[]{"b", "c"}),
                Computed.of(slice("tags", 2, null), "(tags)[?:]", new String[]{"c"}),
                Computed.of(jsonArray("name", "n", null, value("x"), 1), "jsonb_build_array(name, n, cast(? as text), "
                        + "cast(? as text), cast(? as int))", json("[\"Ada\",-7,null,\"x\",1]")),
                Computed.of(jsonArray(), "jsonb_build_array()", json("[]")),
                Computed.of(jsonObject(), "jsonb_build_object()", json("{}")),
                Computed.of(jsonObject("a", "name", "b", q("n__lt", 0)),
                        "jsonb_build_object(cast(? as text), name, cast(? as text), (n < ?))",
                        json("{\"a\":\"Ada\",\"b\":true}")),
                Computed.of(jsonObject("a", jsonObject(Map.of("b", jsonArray("n")))),
                        "jsonb_build_object(cast(? as text), jsonb_build_object(cast(? as text), jsonb_build_array(n)))",
                        json("{\"a\":{\"b\":[-7]}}")),
                Computed.of(jsonObject("a", value(json("[1]")), "b", Duration.ofHours(5), "c", "mood"),
                        "jsonb_build_object(cast(? as text), cast(? as jsonb), cast(? as text), cast(? as interval), "
                                + "cast(? as text), mood)",
                        json("{\"a\":[1],\"b\":\"05:00:00\",\"c\":\"happy\"}")));
    }

    @ParameterizedTest
    @MethodSource
    void functions(Computed computed) {
        computed.check(DB);
    }

    @Test
    void nullsArePassedOverByTheseOnly() {
        assertThat(Computed.ofNothing(DB, coalesce("name", value("nobody")))).isEqualTo("nobody");
        assertThat(Computed.ofNothing(DB, greatest("n", "id"))).isEqualTo(2);
        assertThat(Computed.ofNothing(DB, least("id", "n"))).isEqualTo(2);
        assertThat(Computed.ofNothing(DB, nullIf("id", "n"))).isEqualTo(2);
        assertThat(Computed.ofNothing(DB, nullIf("n", "id"))).isNull();
        assertThat(Computed.ofNothing(DB, jsonObject("a", "n"))).isEqualTo(json("{\"a\":null}"));
        assertThat(Computed.ofNothing(DB, jsonArray("name"))).isEqualTo(json("[null]"));
    }

    @Way.Both
    void anObjectMayHaveMoreMembersThanAFunctionHasArguments(Way way) {
        Object[] numbers = IntStream.range(0, 240).boxed().toArray();
        Object[] pairs = IntStream.range(0, 240).mapToObj(i -> i % 2 == 0 ? "k" + i : (Object) i).toArray();
        QuerySet<Row> things = DB.objects("thing").filter("id", 1)
                .annotate(jsonObject(pairs).as("o"), jsonArray(numbers).as("a")).values("o", "a");

        Row row = way.get(things);

        assertThat(String.valueOf(row.get("o"))).contains("\"k0\":1", "\"k238\":239");
        assertThat(String.valueOf(row.get("a"))).startsWith("[0,1,").endsWith(",238,239]");
    }

    @Way.Both
    void aggregatesMayBeArguments(Way way) {
        QuerySet<Row> groups = DB.objects("thing").values("name")
                .annotate(coalesce(sum("n"), 0).as("total"), jsonObject("many", count("id")).as("o")).orderBy("total");

        assertThat(way.list(groups)).extracting(row -> row.get("total"), row -> row.get("o"))
                .containsExactly(org.assertj.core.groups.Tuple.tuple(-7L, json("{\"many\":1}")),
                        org.assertj.core.groups.Tuple.tuple(0L, json("{\"many\":1}")));
    }

    @Way.Both
    void theyOrderAndFilter(Way way) {
        QuerySet<Row> things = DB.objects("thing");

        assertThat(TestDatabase.ids(way.list(things.orderBy(coalesce("n", 0).desc())))).containsExactly(2, 1);
        assertThat(TestDatabase.ids(way.list(things.orderBy(collate("name", "C").asc().nullsFirst()))))
                .containsExactly(2, 1);
        assertThat(way.count(things.filter("n__lt", coalesce("small", 0)))).isEqualTo(1);
        assertThat(way.count(things.filter(jsonObject("a", "n").exact(json("{\"a\": -7}"))))).isEqualTo(1);
    }

    @Test
    void valuesThatDoNotGoTogetherAreRefused() {
        QuerySet<Row> things = DB.objects("thing");

        for (Expr mixed : new Expr[]{coalesce("name", "n"), greatest("day", "n"), least("name", q("n", 1))}) {
            assertThatThrownBy(() -> things.annotate(mixed.as("x"))).isInstanceOf(LookupException.class)
                    .hasMessageContaining("mixes types that do not go together");
        }
        assertThat(Computed.selected(things.annotate(coalesce("name", cast("n", SQLDataType.CLOB)).as("result"))
                .values("result"))).isEqualTo("coalesce(name, cast(n as text))");
    }

    @Test
    void namesOfCollationsAreNamesAndNothingElse() {
        assertThatThrownBy(() -> collate("name", "C\" desc --")).isInstanceOf(LookupException.class)
                .hasMessageContaining("No collation is called");
        assertThatThrownBy(() -> collate("name", "")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> DB.objects("thing").annotate(collate("n", "C").as("x")))
                .isInstanceOf(LookupException.class);
    }

    @Test
    void anObjectHasTextsAsKeysAndAValueForEach() {
        assertThatThrownBy(() -> jsonObject("a", "name", "b")).isInstanceOf(LookupException.class)
                .hasMessage("jsonObject(…) takes keys and values in turn, and the last key has no value.");
        assertThatThrownBy(() -> jsonObject(1, "name")).isInstanceOf(LookupException.class)
                .hasMessage("jsonObject(…) takes keys and values in turn, and what stands in place 1 is no text.");
    }

    @Test
    void keysAndPartsAreWhatTheySay() {
        assertThatThrownBy(() -> jsonKey("js")).isInstanceOf(LookupException.class)
                .hasMessage("jsonKey(…) needs a key at least.");
        for (String name : List.of("", "1st", "a b", "a.b.c", "a\"b", "now()", "pg_sleep(9); --", "é",
                "a".repeat(64))) {
            assertThatThrownBy(() -> func(name, Integer.class, "n")).isInstanceOf(LookupException.class)
                    .hasMessageContaining("No function is called");
        }
        assertThatThrownBy(() -> func("abs", Thread.class, "n")).hasMessageContaining("Say it as a DataType");
        assertThatThrownBy(() -> jsonText("js", 1.5)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> slice("name", -1, 2)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> slice("name", 3, 2)).isInstanceOf(LookupException.class)
                .hasMessage("A part goes from 0 or more to the same or more, not from 3 to 2.");
        QuerySet<Row> things = DB.objects("thing");
        assertThatThrownBy(() -> things.annotate(slice("n", 0, 1).as("x"))).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> things.annotate(jsonKey("name", "a").as("x"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("jsonKey(…) takes a JSON document in place 1");
    }

    /** Where a function may make something of a null, rows without the other side stay. */
    @Nested
    class AcrossRelations {
        @RegisterExtension
        static final TestDatabase BLOG = TestDatabase.blog();

        @Way.Both
        void aFunctionThatTakesNullsKeepsRowsThatHaveNone(Way way) {
            QuerySet<Row> entries = BLOG.objects("entry")
                    .filter(coalesce("editor__name", value("nobody")).exact("nobody")).orderBy("id");

            assertThat(TestDatabase.ids(way.list(entries))).containsExactly(2, 5);
            assertThat(TestDatabase.clauses(entries)).contains("left outer join author");
        }

        @Way.Both
        void anotherOneNeedsTheOtherSide(Way way) {
            QuerySet<Row> entries = BLOG.objects("entry").filter(lower("editor__name").exact("bo"));

            assertThat(TestDatabase.ids(way.list(entries))).containsExactly(1);
            assertThat(TestDatabase.clauses(entries)).doesNotContain("left outer join");
        }

        @Way.Both
        void aPathOfAFunctionMayLeadAnywhere(Way way) {
            QuerySet<Row> authors = BLOG.objects("author").annotate(coalesce(f("country__name"), "name").as("from"))
                    .orderBy("id").values("from");

            assertThat(way.list(authors)).extracting(row -> row.get("from"))
                    .containsExactly("Chile", "Bo", "Ghana", "Chile");
        }
    }
}
