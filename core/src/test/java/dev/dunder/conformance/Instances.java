package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dunder.NotLoadedException;
import dev.dunder.Row;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares instances: their keys, what was read of them, and what was loaded beside them. */
record Instances(Comparison comparison) {
    boolean equal(JsonNode expected, Row actual) {
        return actual.model().name().equals(expected.get("model").asText())
                && key(expected.get("pk"), actual)
                && (comparison.keysOnly() || content(expected, actual));
    }

    private boolean content(JsonNode expected, Row actual) {
        return loaded(expected, actual)
                && values(expected.path("fields"), actual)
                && values(expected.path("annotations"), actual)
                && Json.map(expected.path("related")).entrySet().stream()
                        .allMatch(one -> one(one.getValue(), one.getKey(), actual))
                && Json.map(expected.path("prefetched")).entrySet().stream()
                        .allMatch(many -> many(many.getValue(), many.getKey(), actual));
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

    /** What was deferred is not there. */
    private static boolean loaded(JsonNode expected, Row actual) {
        Set<String> loaded = expected.has("loaded")
                ? Set.copyOf(Json.texts(expected.get("loaded")))
                : Json.map(expected.path("fields")).keySet();
        Set<String> known = actual.model().attributes().stream().map(Attribute::name)
                .filter(actual::isLoaded).collect(Collectors.toSet());
        return loaded.isEmpty() || known.equals(loaded);
    }

    private boolean one(JsonNode expected, String name, Row actual) {
        try {
            Row related = hasRelation(actual.model(), name)
                    ? actual.one(name)
                    : (Row) actual.loaded(name).stream().findFirst().orElse(null);
            return expected.isNull() ? related == null : related != null && equal(expected, related);
        } catch (NotLoadedException missing) {
            return false;
        }
    }

    private boolean many(JsonNode expected, String name, Row actual) {
        List<Row> rest = new ArrayList<>();
        try {
            if (hasRelation(actual.model(), name)) {
                rest.addAll(actual.many(name).list());
            } else {
                actual.loaded(name).forEach(row -> rest.add((Row) row));
            }
        } catch (NotLoadedException missing) {
            return false;
        }
        for (JsonNode one : expected) {
            Row same = rest.stream().filter(row -> equal(one, row)).findFirst().orElse(null);
            if (same == null) {
                return false;
            }
            rest.removeIf(row -> row == same);
        }
        return rest.isEmpty();
    }

    private static boolean hasRelation(Model model, String name) {
        Relation relation = model.accessor(name);
        return relation != null || model.relation(name) != null;
    }
}
