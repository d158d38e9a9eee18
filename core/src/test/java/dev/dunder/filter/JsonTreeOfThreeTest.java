package dev.dunder.filter;

import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.util.List;
import java.util.Map;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Trees of Jackson's third version, whose classes have other names: what JsonTreeTest says of the second. */
class JsonTreeOfThreeTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table thing (id int primary key, attributes jsonb, name text, docs jsonb[]);
            insert into thing values (1, '{"a": 1, "b": [1, "x", null]}', 'a', null), (2, '[1]', 'b', null);
            """);

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static JsonNode tree(String json) {
        return new ObjectMapper().readTree(json);
    }

    private static QuerySet<Row> things() {
        return DB.objects("thing").orderBy("id");
    }

    @Way.Both
    void aTreeIsJson(Way way) {
        String text = "{\"a\": 1, \"b\": [true, null, 1.5, \"ü\\\"\\\\u0000\"], \"c\": {}}";
        Row row = way.insert(DB.objects("thing").with("id", 9, "attributes", tree(text)));

        assertThat(row.get("attributes")).isEqualTo(JSONB.valueOf(text));
        row = way.update(row, "attributes", Map.of("x", tree("[1]"), "y", List.of(tree("{\"z\": 2}"))));
        assertThat(row.get("attributes")).isEqualTo(JSONB.valueOf("{\"x\": [1], \"y\": [{\"z\": 2}]}"));
        row = way.update(row, "docs", List.of(tree("[1]"), tree("{}")));
        assertThat((Object[]) row.get("docs")).containsExactly(JSONB.valueOf("[1]"), JSONB.valueOf("{}"));
        way.delete(row);
        assertThat(ids(way.list(things().filter("attributes__b", tree("[1, \"x\", null]"))))).containsExactly(1);
        assertThat(ids(way.list(things().filter("attributes__in", List.of(tree("[1]"), tree("7"))))))
                .containsExactly(2);
        assertThat(ids(way.list(things().exclude("attributes", tree("[1]"))))).containsExactly(1);
    }

    @Test
    void whatIsNotJsonInATreeIsRefused() {
        for (JsonNode node : List.of(NODES.numberNode(Double.NaN), NODES.pojoNode(new Object()), NODES.missingNode(),
                NODES.arrayNode().add(Float.POSITIVE_INFINITY), tree("\"a\\u0000b\""))) {
            assertThatThrownBy(() -> things().filter("attributes", node)).isInstanceOf(LookupException.class)
                    .hasMessageContaining("Node in a JSON document");
        }
        assertThatThrownBy(() -> things().filter("id__in", NODES.arrayNode().add(1)))
                .isInstanceOf(LookupException.class).hasMessageContaining("not an ArrayNode");
    }
}
