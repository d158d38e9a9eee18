package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.SQLDataType.JSONB;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jooq.JSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is given for a JSON document, and what of it cannot be in one. */
class JsonDocumentsTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** It has a label that is not its name. */
    private enum Mood implements org.jooq.EnumType {
        HAPPY;

        @Override
        public String getLiteral() {
            return "happy \"as a clam\"";
        }

        @Override
        public String getName() {
            return "mood";
        }
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of(
                        Arrays.asList((byte) 1, (short) 2, 3, 4L, BigInteger.TEN.pow(30), new BigDecimal("1.50"), 0.5,
                                1.5f),
                        "[1,2,3,4,1000000000000000000000000000000,1.50,0.5,1.5]"),
                Arguments.of(Arrays.asList(null, true, 'c', DayOfWeek.MONDAY, Mood.HAPPY),
                        "[null,true,\"c\",\"MONDAY\",\"happy \\\"as a clam\\\"\"]"),
                Arguments.of(List.of(new UUID(0, 1), LocalDate.of(2024, 2, 29)),
                        "[\"00000000-0000-0000-0000-000000000001\",\"2024-02-29\"]"),
                Arguments.of(List.of(new StringBuilder("a\n\\")), "[\"a\\u000a\\\\\"]"),
                Arguments.of(List.of(new int[]{1, 2}, new Object[]{"a", null}, List.of()), "[[1,2],[\"a\",null],[]]"),
                Arguments.of(Map.of("a", Collections.singletonMap("b", null)), "{\"a\":{\"b\":null}}"),
                Arguments.of(List.of(JSON.valueOf("{\"raw\": 1}"), org.jooq.JSONB.valueOf("2")), "[{\"raw\": 1},2]"),
                // Trees of Jackson's are JSON already, alone and as a part, of either version
                Arguments.of(NODES.objectNode().put("a", 1).set("b", NODES.arrayNode().add(true).addNull().add(0.5f)),
                        "{\"a\":1,\"b\":[true,null,0.5]}"),
                Arguments.of(List.of(NODES.textNode("a\"b"), NODES.numberNode(new BigDecimal("1.5"))),
                        "[\"a\\\"b\",1.5]"),
                Arguments.of(NODES.textNode("a\\u0000"), "\"a\\\\u0000\""),
                Arguments.of(tools.jackson.databind.node.JsonNodeFactory.instance.objectNode().put("a", 1.5),
                        "{\"a\":1.5}"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatIsGivenIsWritten(Object value, String text) {
        assertThat(Values.convert(JSONB, value)).isEqualTo(org.jooq.JSONB.valueOf(text));
        assertThat(((org.jooq.JSONB) Values.convert(JSONB, value)).data()).isEqualTo(text);
    }

    static Stream<Object> unfit() {
        return Stream.of(
                List.of(Double.NaN),
                List.of(Float.NEGATIVE_INFINITY),
                List.of(new BigDecimal(BigInteger.ONE, 20_000)),
                List.of(new AtomicInteger(1)),
                List.of("a\0"),
                List.of('\0'),
                Map.of("a\0", 1),
                List.of(JSON.valueOf("\"\ud800\"")),
                List.of(new Object()),
                NODES.missingNode(),
                NODES.pojoNode(new Object()),
                NODES.arrayNode().add(Double.NaN),
                NODES.objectNode().put("a", Float.POSITIVE_INFINITY),
                NODES.arrayNode().add(NODES.objectNode().put("a", "\0")),
                NODES.textNode("\udc00"),
                tools.jackson.databind.node.JsonNodeFactory.instance.arrayNode().add(Double.POSITIVE_INFINITY));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void whatIsNoPartOfADocumentIsRefused(Object value) {
        assertThatThrownBy(() -> Values.convert(JSONB, List.of(value))).isInstanceOf(LookupException.class)
                .hasMessageContaining(
                        "in a JSON document: a text, a number, true, false, null, a list, a map, a JSON, a"
                                + " JSONB or a tree of Jackson's is needed, without NUL, half a surrogate pair, NaN or infinity.");
    }

    @Test
    void aNumberHasSoManyDigits() {
        assertThatThrownBy(() -> Values.convert(JSONB, List.of(BigInteger.TEN.pow(20_001))))
                .hasMessage("Cannot use a number of more than 20000 digits.");
    }

    @Test
    void itsKeysAreTexts() {
        assertThatThrownBy(() -> Values.convert(JSONB, Map.of(1, "a")))
                .hasMessageContaining("The keys of a JSON document are texts, not an Integer.");
        assertThatThrownBy(() -> Values.convert(JSONB, Collections.singletonMap(null, "a")))
                .hasMessageContaining("The keys of a JSON document are texts, not null.");
    }

    @Test
    void aTreeNestsOnlySoDeep() throws Exception {
        JsonNode deepest = new ObjectMapper().readTree("[".repeat(101) + "]".repeat(101));
        assertThat(((org.jooq.JSONB) Values.convert(JSONB, deepest)).data()).hasSize(202);

        ArrayNode deeper = NODES.arrayNode().add(deepest);
        assertThatThrownBy(() -> Values.convert(JSONB, deeper))
                .hasMessageContaining("A JSON document nests at most 100 deep.");
    }
}
