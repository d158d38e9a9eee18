package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dunder.Row;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares instances: their keys, what was read of them, and what was loaded beside them. */
record Instances(Comparison comparison) {
    boolean equal(JsonNode expected, Row actual) {
        return actual.model().name().equals(expected.get("model").asText())
                && key(expected.get("pk"), actual)
                && (comparison.keysOnly() || content(expected, actual));
    }

    private boolean content(JsonNode expected, Row actual) {
        return values(expected.path("fields"), actual)
                && values(expected.path("annotations"), actual)
                && expected.path("related").isMissingNode()
                && expected.path("prefetched").isMissingNode();
    }

    private boolean key(JsonNode expected, Row actual) {
        List<@Nullable Object> key = new ArrayList<>();
        for (Attribute part : actual.model().primaryKey()) {
            key.add(actual.get(part.name()));
        }
        return comparison.equal(expected, key.size() == 1 ? key.get(0) : key);
    }

    private boolean values(JsonNode expected, Row actual) {
        for (Map.Entry<String, JsonNode> value : Json.map(expected).entrySet()) {
            try {
                if (!comparison.equal(value.getValue(), actual.get(value.getKey()))) {
                    return false;
                }
            } catch (DunderException missing) {
                return false;
            }
        }
        return true;
    }
}
