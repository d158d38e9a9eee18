package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values that Django's models give to a new instance before anything is sent.
 *
 * @param models the models
 * @param result the recorded result, which has what Python computed
 */
record Defaults(Models models, JsonNode result) {
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
            } else if (missing && isText(field) && !field.get("null").asBoolean() && !field.has("generated")) {
                filled.put(name, TextNode.valueOf(""));
            }
        }
        return filled;
    }

    private static boolean isText(JsonNode field) {
        String type = field.get("db_type").asText();
        return type.startsWith("varchar") || type.equals("text");
    }
}
