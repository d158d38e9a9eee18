package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.partitionBy;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.Dunder.when;
import static dev.dunder.TextFunctions.lower;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Expr;
import dev.dunder.Q;
import dev.dunder.lookups.LookupException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions and expressions are data: they print as they were written, and are equal where they say the same. */
class WrittenTest {
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
                Arguments.of(f("x").desc().nullsLast(), "f(\"x\").desc().nullsLast()"));
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
