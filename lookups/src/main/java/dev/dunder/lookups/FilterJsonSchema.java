package dev.dunder.lookups;

import dev.dunder.lookups.FilterDescription.Condition;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as JSON Schema: an object whose names are those that are allowed, and for each part of them that another may
 * follow the names behind it.
 */
record FilterJsonSchema(FilterDescription description) {
    private static final Set<String> OPERATORS = Set.of(FilterTree.AND, FilterTree.OR, FilterTree.NOT);

    Map<String, Object> tree(@Nullable URI id) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        if (id != null) {
            schema.put("$id", id.toString());
        }
        schema.put("title", "Conditions on " + description.model());
        Set<String> prefixes = prefixes();
        schema.putAll(object("", prefixes));
        Map<String, Object> further = new LinkedHashMap<>();
        for (String prefix : prefixes) {
            Map<String, Object> one = object(prefix, prefixes);
            one.put("minProperties", 1);
            further.put(definition(prefix), one);
        }
        if (!further.isEmpty()) {
            schema.put("$defs", further);
        }
        return schema;
    }

    /** What of the names another part may follow, with the underscores. */
    private Set<String> prefixes() {
        Set<String> prefixes = new TreeSet<>();
        for (Condition condition : description.conditions()) {
            for (String name : condition.names()) {
                for (int at = name.indexOf(PathParser.SEPARATOR, 1); at >= 0; at = name.indexOf(PathParser.SEPARATOR,
                        at + 1)) {
                    int end = at + PathParser.SEPARATOR.length();
                    if (end < name.length()) {
                        prefixes.add(name.substring(0, end));
                    }
                }
            }
        }
        return prefixes;
    }

    private static String definition(String prefix) {
        return prefix.substring(0, prefix.length() - PathParser.SEPARATOR.length());
    }

    private static String reference(String prefix) {
        // As a part of a URI, of a JSON Pointer.
        return prefix.isEmpty()
                ? "#"
                : "#/$defs/" + java.net.URLEncoder
                        .encode(definition(prefix).replace("~", "~0").replace("/", "~1"),
                                java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }

    private Map<String, Object> object(String prefix, Set<String> prefixes) {
        Map<String, Object> self = Map.of("$ref", reference(prefix), "minProperties", 1);
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> several = Map.of("type", "array", "minItems", 1, "items", self);
        properties.put(FilterTree.AND, several);
        properties.put(FilterTree.OR, several);
        properties.put(FilterTree.NOT, self);
        for (Condition condition : description.conditions()) {
            for (String name : condition.names()) {
                if (name.startsWith(prefix) && !OPERATORS.contains(name.substring(prefix.length()))) {
                    properties.put(name.substring(prefix.length()), values(condition));
                }
            }
        }
        for (String further : prefixes) {
            String name = further.startsWith(prefix) && further.length() > prefix.length()
                    ? definition(further).substring(prefix.length())
                    : "";
            if (!name.isEmpty() && !OPERATORS.contains(name)) {
                Map<String, Object> there = Map.of("$ref", reference(further));
                properties.merge(name, there, (value, object) -> Map.of("anyOf", List.of(value, object)));
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }

    /** What a condition takes. */
    Map<String, Object> values(Condition condition) {
        Map<String, Object> one = value(condition);
        if (!condition.list()) {
            return one;
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("minItems", condition.lookup().equals("range") ? 2 : 1);
        list.put("maxItems", condition.lookup().equals("range") ? 2 : description.bounds().values());
        list.put("items", one);
        return list;
    }

    private Map<String, Object> value(Condition condition) {
        return switch (condition.type()) {
            case STRING -> text(condition);
            case TIME, LOCAL_DATE_TIME -> type("string");
            case BOOLEAN -> type("boolean");
            case INT -> type("integer", "format", "int32");
            case LONG -> type("integer", "format", "int64");
            case INTEGER -> type("integer");
            case DECIMAL -> type("number");
            case FLOAT -> type("number", "format", "double");
            case DATE -> type("string", "format", "date");
            case DATE_TIME -> type("string", "format", "date-time");
            case DURATION -> type("string", "format", "duration");
            case UUID -> type("string", "format", "uuid");
            case ENUM -> type("string", "enum", condition.labels());
            case RANGE -> Map.of("anyOf", List.of(type("string"),
                    Map.of("type", "array", "minItems", 2, "maxItems", 2), type("number")));
            case JSON, ANY -> Map.of();
        };
    }

    private Map<String, Object> text(Condition condition) {
        Map<String, Object> text = type("string");
        boolean empty = condition.lookup().equals("exact") || condition.lookup().equals("iexact");
        if (!empty) {
            text.put("minLength", 1);
        }
        if (!List.of("exact", "in", "gt", "gte", "lt", "lte", "range").contains(condition.lookup())) {
            text.put("maxLength", description.bounds().patternLength());
        }
        return text;
    }

    private static Map<String, Object> type(String type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        return schema;
    }

    private static Map<String, Object> type(String type, String key, Object value) {
        Map<String, Object> schema = type(type);
        schema.put(key, value);
        return schema;
    }
}
