package dev.dunder.filter;

import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Trees of Jackson's are JSON; what else can be iterated over is no list, nor anything else that is known. */
class JsonTreeTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table thing (id int primary key, attributes jsonb, plain json, name text, tags text[], docs jsonb[]);
                    insert into thing values (1, '{"a": 1, "b": [1, "x", null]}', '{}', 'a', '{a}', null), (2, '[1]', '[]', 'b', '{}', null);
                    """);

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static JsonNode tree(String json) throws Exception {
        return new ObjectMapper().readTree(json);
    }

    private static QuerySet<Row> things() {
        return DB.objects("thing").orderBy("id");
    }

    @Way.Both
    void aTreeIsJson(Way way) throws Exception {
        String text = "{\"a\": 1, \"b\": [true, null, 1.5, \"ü\\\"\\\\u0000\"], \"c\": {}}";
        Row row = way.insert(DB.objects("thing").with("id", 9, "attributes", tree("[]"), "name", "c"));
        row = way.update(row, "attributes", tree(text));

        assertThat(way.get(things(), "id", 9).get("attributes")).isEqualTo(JSONB.valueOf(text));
        row = way.update(row, "attributes", Map.of("x", tree("[1]"), "y", List.of(tree("{\"z\": 2}"))));
        assertThat(row.get("attributes")).isEqualTo(JSONB.valueOf("{\"x\": [1], \"y\": [{\"z\": 2}]}"));
        row = way.update(row, "docs", List.of(tree("[1]"), tree("{}")));
        assertThat((Object[]) row.get("docs")).containsExactly(JSONB.valueOf("[1]"), JSONB.valueOf("{}"));
        way.delete(row);
        assertThat(ids(way.list(things().filter("attributes", tree("{\"b\": [1, \"x\", null], \"a\": 1}")))))
                .containsExactly(1);
        assertThat(ids(way.list(things().filter("attributes__b", tree("[1, \"x\", null]"))))).containsExactly(1);
        assertThat(ids(way.list(things().filter("attributes__contains", tree("{\"a\": 1}"))))).containsExactly(1);
        assertThat(ids(way.list(things().filter("attributes__in", List.of(tree("[1]"), tree("7"))))))
                .containsExactly(2);
        assertThat(ids(way.list(things().exclude("attributes", tree("[1]"))))).containsExactly(1);
    }

    @Test
    void whatIsNotJsonInATreeIsRefused() {
        for (JsonNode node : List.of(NODES.numberNode(Double.NaN), NODES.pojoNode(new Object()), NODES.missingNode(),
                NODES.arrayNode().add(Float.POSITIVE_INFINITY), NODES.textNode("a\u0000b"), NODES.textNode("\ud800"))) {
            assertThatThrownBy(() -> things().filter("attributes", node)).isInstanceOf(LookupException.class)
                    .hasMessageContaining("Node in a JSON document");
        }
        JsonNode deep = NODES.numberNode(1);
        for (int i = 0; i < 5_000; i++) {
            deep = NODES.arrayNode().add(deep);
        }
        JsonNode deepest = deep;
        assertThatThrownBy(() -> things().filter("attributes", deepest)).isInstanceOf(LookupException.class)
                .hasMessageContaining("100 deep");
        assertThatThrownBy(() -> things().filter("name", NODES.textNode("a"))).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> things().filter("id__in", NODES.arrayNode().add(1)))
                .isInstanceOf(LookupException.class).hasMessageContaining("not an ArrayNode");
    }

    @Test
    void whatCanBeIteratedOverIsNoList() {
        Iterable<Integer> lazy = () -> List.of(1, 2).iterator();
        for (Object value : Arrays.asList(Path.of("a", "b"), lazy, ServiceLoader.load(Runnable.class),
                new java.sql.SQLException("s3cret"))) {
            for (String path : List.of("id__in", "attributes", "attributes__in", "tags", "tags__contains", "name",
                    "id__range", "name__in", "pk__in", "attributes__has_keys")) {
                assertThatThrownBy(() -> things().filter(path, value)).as(path).isInstanceOf(LookupException.class)
                        .hasMessageNotContaining("s3cret");
            }
            assertThatThrownBy(() -> things().filter("id__in", List.of(value))).isInstanceOf(LookupException.class);
            assertThatThrownBy(() -> DB.objects("thing").with("attributes", Map.of("a", value)))
                    .isInstanceOf(LookupException.class);
        }
        assertThat(ids(things().filter("id__in", things().valuesList("id", Integer.class).page(1, 1)).list()))
                .containsExactly(1);
    }
}
