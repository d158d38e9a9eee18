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

import dev.dunder.DateFunctions;
import dev.dunder.Expr;
import dev.dunder.Functions;
import dev.dunder.Q;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.Search;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.LookupException;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
                        "q(\"x\", null, \"y\", List.of(1, \"a\", null))"),
                Arguments.of(q("x", 1).and(f("y").gt(2)), "q(\"x\", 1).and(f(\"y\").gt(2))"),
                Arguments.of(q("x", f("y")), "q(\"x\", f(\"y\"))"),
                Arguments.of(value(1, SQLDataType.BIGINT), "value(1, bigint)"),
                Arguments.of(f("x").typed(SQLDataType.INTEGER), "f(\"x\").typed(integer).as(\"x\")"),
                Arguments.of(Functions.cast("x", SQLDataType.VARCHAR), "cast(\"x\", varchar)"),
                Arguments.of(Functions.func("my.own", SQLDataType.INTEGER, "x", 1),
                        "func(\"my.own\", integer, \"x\", 1)"),
                Arguments.of(Functions.collate("name", "C"), "collate(\"name\", \"C\")"),
                Arguments.of(Functions.jsonArray(f("x"), 1), "jsonArray(f(\"x\"), 1)"),
                Arguments.of(DateFunctions.atTimeZone("at", ZoneOffset.UTC), "atTimeZone(\"at\", Z)"),
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
    @MethodSource("written")
    void printsAsItWasWritten(Object said, String text) {
        assertThat(said).hasToString(text);
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

    @Test
    void aReferenceOfSomethingElseThanAReferenceIsRefusedByTheCall() {
        Expr field = f("x");
        assertThatThrownBy(() -> outerRef(field)).isInstanceOf(LookupException.class)
                .hasMessageContaining("has no meaning");
    }
}
