package dev.dunder.select;

import static dev.dunder.Dunder.arraySubquery;
import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.partitionBy;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.subquery;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.Dunder.when;
import static dev.dunder.Dunder.window;
import static dev.dunder.TextFunctions.lower;
import static dev.dunder.WindowFunctions.rowNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.ColumnPath;
import dev.dunder.DateFunctions;
import dev.dunder.Dunder;
import dev.dunder.Expr;
import dev.dunder.Functions;
import dev.dunder.NumberFunctions;
import dev.dunder.NumberPath;
import dev.dunder.OrderedPath;
import dev.dunder.Ordering;
import dev.dunder.Q;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.Search;
import dev.dunder.Statistics;
import dev.dunder.TextFunctions;
import dev.dunder.Window;
import dev.dunder.WindowFunction;
import dev.dunder.WindowFunctions;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.Filters;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Range;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions and expressions are data: they print as they were written, and are equal where they say the same. */
class WrittenTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static final NumberPath<Row, Integer, Long, Double> PATH = new NumberPath<>("x", Integer.class, Long.class,
            Double.class);

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of(q("x__gt", 3), "q(\"x__gt\", 3)"),
                Arguments.of(q("x__gt", 3).and(q("y", "tea")), "q(\"x__gt\", 3, \"y\", \"tea\")"),
                Arguments.of(q("x", 1).or(q("x", 2)).or(q("x", 3)), "q(\"x\", 1).or(q(\"x\", 2)).or(q(\"x\", 3))"),
                Arguments.of(q("x", 1).xor(q("y", 2)), "q(\"x\", 1).xor(q(\"y\", 2))"),
                Arguments.of(q("x__in", List.of(1, 2)).not(), "q(\"x__in\", List.of(1, 2)).not()"),
                Arguments.of(q(), "q()"),
                Arguments.of(f("x").gt(f("y").plus(1)), "f(\"x\").gt(f(\"y\").plus(1))"),
                Arguments.of(f("x").lookup("startswith", "a\"b"), "f(\"x\").lookup(\"startswith\", \"a\\\"b\")"),
                Arguments.of(f("x").dividedBy(2).mod(3), "f(\"x\").dividedBy(2).mod(3)"),
                Arguments.of(value("tea"), "value(\"tea\")"),
                Arguments.of(outerRef(outerRef("pk")), "outerRef(outerRef(\"pk\"))"),
                Arguments.of(when(q("x", 1), value("a")).otherwise("name"),
                        "when(q(\"x\", 1), value(\"a\")).otherwise(\"name\")"),
                Arguments.of(count("*"), "count(\"*\")"),
                Arguments.of(sum("x").distinct().filter(q("y", 1)).defaultTo(0),
                        "sum(\"x\").distinct().filter(q(\"y\", 1)).defaultTo(0)"),
                Arguments.of(sum("x").over(partitionBy("y").orderBy("-z")),
                        "sum(\"x\").over(partitionBy(\"y\").orderBy(\"-z\"))"),
                Arguments.of(lower("name").as("small"), "lower(\"name\").as(\"small\")"),
                Arguments.of(f("x").desc().nullsLast(), "f(\"x\").desc().nullsLast()"),
                Arguments.of(f("x").asc().nullsFirst(), "f(\"x\").asc().nullsFirst()"),
                Arguments.of(q("x", null, "y", new Object[]{1, "a", null}),
                        "q(\"x\", null, \"y\", new Object[]{1, \"a\", null})"),
                Arguments.of(q("x", 1).and(f("y").gt(2)), "q(\"x\", 1).and(f(\"y\").gt(2))"),
                Arguments.of(q("x", f("y")), "q(\"x\", f(\"y\"))"),
                Arguments.of(value(1, SQLDataType.BIGINT), "value(1L, bigint)"),
                Arguments.of(f("x").typed(SQLDataType.INTEGER), "f(\"x\").typed(integer).as(\"x\")"),
                Arguments.of(Functions.cast("x", SQLDataType.VARCHAR), "cast(\"x\", varchar)"),
                Arguments.of(Functions.func("my.own", SQLDataType.INTEGER, "x", 1),
                        "func(\"my.own\", integer, \"x\", 1)"),
                Arguments.of(Functions.collate("name", "C"), "collate(\"name\", \"C\")"),
                Arguments.of(Functions.jsonArray(f("x"), 1), "jsonArray(f(\"x\"), 1)"),
                Arguments.of(DateFunctions.atTimeZone("at", ZoneOffset.UTC), "atTimeZone(\"at\", ZoneId.of(\"Z\"))"),
                Arguments.of(when(q("x", 1), value("a")), "when(q(\"x\", 1), value(\"a\"))"),
                Arguments.of(exists(entries()), "exists(rows of entry)"),
                Arguments.of(Functions.slice("name", 1, 3), "slice(\"name\", 1, 3)"),
                Arguments.of(Functions.slice("name", 1, null), "slice(\"name\", 1, null)"),
                Arguments.of(subquery(entries().values("id")), "subquery(rows of entry)"),
                Arguments.of(arraySubquery(entries().values("id")), "arraySubquery(rows of entry)"),
                Arguments.of(q("id__in", entries().values("id")), "q(\"id__in\", rows of entry)"),
                Arguments.of(rowNumber().over(window().orderBy("x")), "rowNumber().over(window().orderBy(\"x\"))"),
                Arguments.of(Search.searchVector("title", "body").config("english").weight('A'),
                        "searchVector(\"title\", \"body\").config(\"english\").weight('A')"),
                Arguments.of(Search.searchVector("title").plus(Search.searchVector("body").weight('D')),
                        "searchVector(\"title\").plus(searchVector(\"body\").weight('D'))"),
                Arguments.of(Search.searchRank(Search.searchVector("title"), Search.searchQuery("fish")),
                        "searchRank(searchVector(\"title\"), searchQuery(\"fish\"))"),
                Arguments.of(Search.searchHeadline("body", Search.searchQuery("fish").config("english")),
                        "searchHeadline(\"body\", searchQuery(\"fish\").config(\"english\"))"),
                Arguments.of(Search.searchQuery("a").and(Search.phraseQuery("b c")),
                        "searchQuery(\"a\").and(phraseQuery(\"b c\"))"),
                Arguments.of(Search.rawQuery("a & b").or(Search.websearchQuery("c")).not(),
                        "rawQuery(\"a & b\").or(websearchQuery(\"c\")).not()"),
                Arguments.of(Search.searchVector(f("title")).config(f("language")),
                        "searchVector(f(\"title\")).config(f(\"language\"))"));
    }

    @ParameterizedTest
    @MethodSource({"written", "writtenWithOptions"})
    void printsAsItWasWritten(Object said, String text) {
        assertThat(said).hasToString(text);
    }

    static Stream<Arguments> writtenWithOptions() {
        return Stream.of(
                Arguments.of(sum("x").over(window().orderBy("y").rows(-1, 0)),
                        "sum(\"x\").over(window().orderBy(\"y\").rows(-1, 0))"),
                Arguments.of(window().orderBy("-y").groups(null, 2).excluding(Window.Exclusion.TIES),
                        "window().orderBy(\"-y\").groups(null, 2).excluding(Window.Exclusion.TIES)"),
                Arguments.of(partitionBy("x", f("y")).range(null, 0), "partitionBy(\"x\", f(\"y\")).range(null, 0)"),
                Arguments.of(WindowFunctions.lag("x", 2, 0), "lag(\"x\", 2, 0)"),
                Arguments.of(Functions.arrayAgg("x"), "arrayAgg(\"x\")"),
                Arguments.of(Functions.arrayAgg("x", Integer.class).orderBy("y"),
                        "arrayAgg(\"x\").orderBy(\"y\").typed(Integer[].class)"),
                Arguments.of(Functions.stringAgg("x", ", ").as("all"), "stringAgg(\"x\", \", \").as(\"all\")"),
                Arguments.of(Functions.stdDev("x", true), "stdDev(\"x\", true)"),
                Arguments.of(Functions.stdDev("x"), "stdDev(\"x\")"),
                Arguments.of(Functions.variance("x", true), "variance(\"x\", true)"),
                Arguments.of(Statistics.covarPop("y", "x", true), "covarPop(\"y\", \"x\", true)"),
                Arguments.of(Functions.percentileCont(0.5, "x"), "percentileCont(0.5, \"x\")"),
                Arguments.of(Functions.percentileDisc(List.of(0.25, 0.75), "x"),
                        "percentileDisc(List.of(0.25, 0.75), \"x\")"),
                Arguments.of(sum("x", Long.class), "sum(\"x\").typed(Long.class)"),
                Arguments.of(sum("x").typed(SQLDataType.BIGINT), "sum(\"x\").typed(bigint)"),
                Arguments.of(Functions.jsonKey("d", "k", 0), "jsonKey(\"d\", \"k\", 0)"),
                Arguments.of(Functions.jsonText("d", "k", "l"), "jsonText(\"d\", \"k\", \"l\")"),
                Arguments.of(Functions.jsonText(Functions.jsonKey("d", "k"), "l"),
                        "jsonText(jsonKey(\"d\", \"k\"), \"l\")"),
                Arguments.of(Functions.jsonObject("a", "x", "b", value("y")),
                        "jsonObject(\"a\", \"x\", \"b\", value(\"y\"))"),
                Arguments.of(NumberFunctions.acos("x"), "acos(\"x\")"),
                Arguments.of(NumberFunctions.atan2("y", "x"), "atan2(\"y\", \"x\")"),
                Arguments.of(DateFunctions.extract("at", "century"), "extract(\"at\", \"century\")"),
                Arguments.of(DateFunctions.extractYear("at"), "extractYear(\"at\")"),
                Arguments.of(DateFunctions.trunc("at", "month", ZoneId.of("Europe/Rome")),
                        "trunc(\"at\", \"month\", ZoneId.of(\"Europe/Rome\"))"),
                Arguments.of(
                        Search.searchRank("title", "fish").weights(0, 0.25, 0.5, 1).normalization(2).coverDensity(),
                        "searchRank(searchVector(\"title\"), searchQuery(\"fish\"))"
                                + ".weights(0.0, 0.25, 0.5, 1.0).normalization(2).coverDensity()"),
                Arguments.of(Search.searchHeadline("body", "fish").config("english").startSel("<b>").maxWords(3)
                        .highlightAll(true),
                        "searchHeadline(\"body\", searchQuery(\"fish\")).config(\"english\").startSel(\"<b>\")"
                                + ".maxWords(3).highlightAll(true)"),
                Arguments.of(Search.matches("words", "fish"), "matches(\"words\", searchQuery(\"fish\"))"),
                Arguments.of(Ordering.by("x").nullsLast(), "Ordering.by(\"x\").nullsLast()"),
                Arguments.of(q(DSL.field("x", Integer.class).gt(3)), "q(jooq(x > 3))"));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("a\\", "\"a\\\\\""),
                Arguments.of("a\nb\tc", "\"a\\nb\\tc\""),
                Arguments.of('\'', "'\\''"),
                Arguments.of(3L, "3L"),
                Arguments.of(1.5f, "1.5f"),
                Arguments.of(1.5, "1.5"),
                Arguments.of(new BigDecimal("1.50"), "new BigDecimal(\"1.50\")"),
                Arguments.of(LocalDate.of(2024, 2, 29), "LocalDate.parse(\"2024-02-29\")"),
                Arguments.of(Duration.ofMinutes(5), "Duration.parse(\"PT5M\")"),
                Arguments.of(DayOfWeek.MONDAY, "DayOfWeek.MONDAY"),
                Arguments.of(new UUID(0, 1), "UUID.fromString(\"00000000-0000-0000-0000-000000000001\")"),
                Arguments.of(new int[]{1, 2}, "new int[]{1, 2}"),
                Arguments.of(new String[][]{{"a"}, {}}, "new String[][]{new String[]{\"a\"}, new String[]{}}"),
                Arguments.of(Arrays.asList(1, null), "Arrays.asList(1, null)"),
                Arguments.of(Map.of("a", 1L), "Map.of(\"a\", 1L)"),
                Arguments.of(Range.of(1, null), "Range.of(1, null)"),
                Arguments.of(new Range<>(1, 2, false, true), "new Range<>(1, 2, false, true)"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesPrintAsJavaHasThem(Object value, String text) {
        assertThat(q("x", value)).hasToString("q(\"x\", " + text + ")");
        assertThat(f("x").lookup("has", value)).hasToString("f(\"x\").lookup(\"has\", " + text + ")");
    }

    static Stream<Method> functions() {
        return Stream
                .of(Dunder.class, Functions.class, TextFunctions.class, NumberFunctions.class, DateFunctions.class,
                        WindowFunctions.class, Statistics.class, Search.class)
                .flatMap(face -> Arrays.stream(face.getMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> Stream.of(Expr.class, Q.class, Window.class, WindowFunction.class)
                        .anyMatch(said -> said.isAssignableFrom(method.getReturnType())));
    }

    /** What each kind of argument may be; a text is a path, a name or a unit. */
    private static Object argument(Class<?> type, String method, int place) {
        Map<Class<?>, Object> simple = Map.ofEntries(
                Map.entry(Object.class, "x"), Map.entry(int.class, 1), Map.entry(Integer.class, 2),
                Map.entry(double.class, 0.5), Map.entry(boolean.class, true), Map.entry(List.class, List.of(0.5)),
                Map.entry(Map.class, Map.of("x", 1)), Map.entry(Object[].class, new Object[]{"x", "y"}),
                Map.entry(Expr.class, outerRef("x")), Map.entry(Class.class, Integer.class),
                Map.entry(Q.class, q("x", 1)), Map.entry(QuerySet.class, entries()),
                Map.entry(DataType.class, SQLDataType.VARCHAR), Map.entry(ZoneId.class, ZoneOffset.UTC),
                Map.entry(Condition.class, DSL.trueCondition()),
                Map.entry(Filtered.class,
                        Filters.on(DB.database().schema().model("entry")).allow("id").parse(Map.of("id", "1"))),
                Map.entry(ColumnPath.class, PATH), Map.entry(NumberPath.class, PATH),
                Map.entry(OrderedPath.class, PATH));
        boolean unit = place == 1 && (method.equals("extract") || method.equals("trunc"));
        return type == String.class ? unit ? "month" : "x" : Objects.requireNonNull(simple.get(type), type.getName());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void eachFunctionPrintsAsItIsCalled(Method function) throws Exception {
        Object[] arguments = new Object[function.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(function.getParameterTypes()[i], function.getName(), i);
        }
        // What is said by the name of a unit has a method of its own for most of them.
        assertThat(function.invoke(null, arguments).toString())
                .matches(Pattern.quote(function.getName()) + "(Month)?\\(.*");
    }

    @Test
    void whatSaysTheSameIsEqual() {
        Q<Object> one = q("x__gt", 3, "y", 1);
        Map<String, Object> lookups = new LinkedHashMap<>();
        lookups.put("x__gt", 3);
        lookups.put("y", 1);
        assertThat(one).isEqualTo(q("x__gt", 3).and(q("y", 1))).hasSameHashCodeAs(q("x__gt", 3, "y", 1))
                .isEqualTo(q(lookups))
                .isNotEqualTo(q("x__gt", 4, "y", 1)).isNotEqualTo(q("x__gt", 3).or(q("y", 1)));
        assertThat(f("x").lt(5)).isEqualTo(f("x").lt(5)).isNotEqualTo(f("x").lte(5));
        assertThat(f("x").desc()).isEqualTo(f("x").desc()).isNotEqualTo(f("x").asc());
    }

    private static List<Object> said() {
        return Stream.of(written(), writtenWithOptions()).flatMap(all -> all).map(row -> row.get()[0]).toList();
    }

    @Test
    void whatIsSaidTwiceIsEqualAndDiffersFromAllElse() {
        List<Object> once = said();
        List<Object> again = said();
        for (int i = 0; i < once.size(); i++) {
            assertThat(once.get(i)).isEqualTo(again.get(i)).hasSameHashCodeAs(again.get(i));
            for (int j = 0; j < i; j++) {
                assertThat(once.get(i)).isNotEqualTo(again.get(j));
            }
        }
        assertThat(Set.copyOf(once)).hasSameSizeAs(once);
    }

    @Test
    void equalityKnowsNamesAndClassesOfResults() {
        assertThat(lower("name")).isEqualTo(lower("name")).isNotEqualTo(lower("name").as("small"));
        assertThat(f("x")).isEqualTo(f("x").as("x")).isNotEqualTo(f("x").as("y"));
        assertThat(sum("x", Long.class)).isEqualTo(sum("x", Long.class)).isNotEqualTo(sum("x", Integer.class))
                .isNotEqualTo(sum("x"));
        assertThat(q(Map.of("x", 1))).isEqualTo(q("x", 1));
    }

    @Test
    void aSubqueryIsEqualToOneOfTheSameRowsOnly() {
        assertThat(q("id__in", entries().filter("id", 1).values("id")))
                .isEqualTo(q("id__in", entries().filter("id", 1).values("id")))
                .isNotEqualTo(q("id__in", entries().filter("id", 2).values("id")));
    }

    static Stream<Arguments> arrays() {
        return Stream.of(
                Arguments.of((Supplier<Object>) () -> new Integer[]{1, 2}),
                Arguments.of((Supplier<Object>) () -> new int[]{1, 2}),
                Arguments.of((Supplier<Object>) () -> new byte[]{1, 2}),
                Arguments.of((Supplier<Object>) () -> new Integer[][]{{1}, {2}}),
                Arguments.of((Supplier<Object>) () -> List.of(new Integer[]{1}, new Integer[]{2})));
    }

    /** Changes the last number in it. */
    private static void change(Object array) {
        int last = array instanceof List<?> list ? list.size() - 1 : Array.getLength(array) - 1;
        Object member = array instanceof List<?> list ? list.get(last) : Array.get(array, last);
        switch (member) {
            case Byte one -> Array.setByte(array, last, (byte) 3);
            case Integer one -> Array.set(array, last, 3);
            default -> change(member);
        }
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void arraysAreEqualByWhatIsInThemAndTheCallersStaysTheCallers(Supplier<Object> array) {
        Object given = array.get();
        Q<Object> condition = q("x__in", given);
        Expr expression = Functions.coalesce("x", given).plus(value(given));
        String written = condition.toString();
        assertThat(condition).isEqualTo(q("x__in", array.get())).hasSameHashCodeAs(q("x__in", array.get()));
        change(given);
        assertThat(condition).hasToString(written).isEqualTo(q("x__in", array.get())).isNotEqualTo(q("x__in", given));
        assertThat(expression).isEqualTo(Functions.coalesce("x", array.get()).plus(value(array.get())))
                .isNotEqualTo(Functions.coalesce("x", given).plus(value(given)));
    }

    @Test
    void aConditionAsksForWhatTheArrayHadWhenItWasSaid() {
        Integer[] ids = {1};
        Q<Row> condition = q("id__in", ids);
        ids[0] = 2;
        assertThat(entries().filter(condition).valuesList("id", Integer.class).list()).containsExactly(1);
    }

    @Test
    void aReferenceOfSomethingElseThanAReferenceIsRefusedByTheCall() {
        Expr field = f("x");
        assertThatThrownBy(() -> outerRef(field)).isInstanceOf(LookupException.class)
                .hasMessageContaining("has no meaning");
    }
}
