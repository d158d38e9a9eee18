package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of states, as PostgreSQL reads them from text. */
final class StateValues {
    private static final long DAY = 86_400_000_000L;

    private StateValues() {}

    /** As a literal, whose type is that of its column. */
    static String literal(JsonNode value) {
        String text = text(value);
        return text == null ? "null" : "'" + text.replace("'", "''") + "'";
    }

    static @Nullable String text(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            return value.asText();
        }
        Map.Entry<String, JsonNode> only = value.properties().iterator().next();
        JsonNode content = only.getValue();
        return switch (only.getKey()) {
            case "$duration" -> duration(content.asLong());
            case "$bytes" -> "\\x" + HexFormat.of().formatHex(Base64.getDecoder().decode(content.asText()));
            case "$list", "$tuple" -> array(content);
            case "$range" -> range(content);
            case "$dict" -> hstore(Json.map(content));
            default -> content.asText();
        };
    }

    /** Days are a part of their own: Python has them so, and so Django stores them. */
    private static String duration(long micros) {
        return Math.floorDiv(micros, DAY) + " days " + Math.floorMod(micros, DAY) + " microseconds";
    }

    private static String array(JsonNode members) {
        List<String> texts = new ArrayList<>();
        for (JsonNode member : members) {
            String text = text(member);
            boolean nested = member.isObject() && (member.has("$list") || member.has("$tuple"));
            texts.add(text == null ? "null" : nested ? text : quoted(text));
        }
        return "{" + String.join(",", texts) + "}";
    }

    static String hstore(Map<String, JsonNode> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> quoted(pair.getKey()) + "=>"
                        + (pair.getValue().isNull() ? "NULL" : quoted(pair.getValue().asText())))
                .collect(Collectors.joining(", "));
    }

    static String range(JsonNode range) {
        if (range.path("empty").asBoolean()) {
            return "empty";
        }
        String bounds = range.path("bounds").asText("[)");
        String lower = text(range.path("lower"));
        String upper = text(range.path("upper"));
        return (lower == null ? "(" : bounds.substring(0, 1) + quoted(lower)) + ","
                + (upper == null ? ")" : quoted(upper) + bounds.substring(1));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
