package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values that Django's models give to a new instance before anything is sent.
 *
 * @param models the models
 * @param result the recorded result, which has what Python computed
 */
record Defaults(Models models, JsonNode result) {
    /** For a result of several parts, of which one is the new instance. */
    Defaults of(int part) {
        return new Defaults(models, result.path("$tuple").path(part));
    }

    Map<String, JsonNode> fill(String label, Map<String, JsonNode> given) {
        Map<String, JsonNode> filled = new LinkedHashMap<>(given);
        JsonNode made = result.path("$obj").path("fields");
        for (JsonNode field : models.model(label).get("fields")) {
            String name = field.get("attname").asText();
            boolean missing = !given.containsKey(name) && !given.containsKey(field.get("name").asText())
                    && !(given.containsKey("pk") && field.get("primary_key").asBoolean());
            JsonNode constant = field.path("default").path("value");
            boolean computed = field.path("default").has("$callable") || field.has("auto_now")
                    || field.has("auto_now_add");
            if (missing && !constant.isMissingNode()) {
                filled.put(name, constant);
            } else if (missing && computed && made.has(name)) {
                filled.put(name, made.get(name));
            } else if (missing && (isFile(field) || (isText(field) && !field.get("null").asBoolean()))
                    && !field.has("generated")) {
                filled.put(name, TextNode.valueOf(""));
            }
        }
        return filled;
    }

    /** An instance as it is stored: of a file that there is not, the name is empty. */
    JsonNode stored(String label, JsonNode object) {
        ObjectNode stored = object.deepCopy();
        if (stored.path("fields") instanceof ObjectNode fields) {
            for (JsonNode field : models.model(label).get("fields")) {
                String name = field.get("attname").asText();
                if (isFile(field) && fields.path(name).isNull()) {
                    fields.put(name, "");
                }
            }
        }
        return stored;
    }

    /** No file is an empty name, also where null could be stored. */
    private static boolean isFile(JsonNode field) {
        return List.of("FileField", "ImageField").contains(field.get("type").asText());
    }

    private static boolean isText(JsonNode field) {
        String type = field.get("db_type").asText();
        return type.startsWith("varchar") || type.equals("text") || type.equals("citext");
    }
}
