package dev.dunder.lookups;

import dev.dunder.lookups.FilterDescription.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is allowed as parameters of OpenAPI 3.1. */
record FilterOpenApi(FilterDescription description) {
    /** @param schema of the tree */
    List<Map<String, Object>> parameters(Map<String, Object> schema) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        FilterJsonSchema schemas = new FilterJsonSchema(description);
        for (Condition condition : description.conditions()) {
            parameters.add(parameter(condition.name(), schemas.values(condition), condition.list(),
                    "Lookup '" + condition.lookup() + "' of " + condition.path()));
        }
        if (!description.orderings().isEmpty()) {
            List<String> criteria = new ArrayList<>();
            description.orderings().forEach(path -> criteria.addAll(List.of(path, "-" + path)));
            Map<String, Object> order = list(criteria);
            if (!description.defaultOrder().isEmpty()) {
                order.put("default", description.defaultOrder());
            }
            parameters.add(parameter(Filters.ORDER_BY, order, true, "What to order by; with - before it, descending"));
        }
        FilterDescription.Bounds bounds = description.bounds();
        parameters.add(parameter(Filters.PAGE, number(bounds.lastPage(), 1), false, "Which page, from 1"));
        parameters.add(parameter(Filters.PAGE_SIZE, number(bounds.largestPageSize(), bounds.pageSize()), false,
                "How many on a page"));
        if (!description.fields().isEmpty()) {
            Map<String, Object> fields = list(description.fields());
            fields.put("default", description.defaultFields());
            parameters.add(parameter(Filters.FIELDS, fields, true, "What to send"));
        }
        if (!description.facets().isEmpty()) {
            parameters.add(parameter(Filters.FACETS, list(description.facets()), true, "Whose values to count"));
        }
        if (description.cursors()) {
            parameters.add(parameter(Filters.AFTER, text(), false, "The cursor behind which to begin"));
            parameters.add(parameter(Filters.BEFORE, text(), false, "The cursor before which to end"));
        }
        String tree = description.treeParameter();
        if (tree != null) {
            Map<String, Object> parameter = named(tree, "Conditions as JSON");
            parameter.put("content", Map.of("application/json", Map.of("schema", schema)));
            parameters.add(parameter);
        }
        return parameters;
    }

    private static Map<String, Object> named(String name, String what) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", "query");
        parameter.put("required", false);
        parameter.put("description", what);
        return parameter;
    }

    private static Map<String, Object> parameter(String name, Map<String, Object> schema, boolean list, String what) {
        Map<String, Object> parameter = named(name, what);
        if (list) {
            parameter.put("style", "form");
            parameter.put("explode", false);
        }
        parameter.put("schema", schema);
        return parameter;
    }

    private static Map<String, Object> list(List<String> members) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("minItems", 1);
        schema.put("items", Map.of("type", "string", "enum", members));
        return schema;
    }

    private static Map<String, Object> number(int most, int usual) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("format", "int32");
        schema.put("minimum", 1);
        schema.put("maximum", most);
        schema.put("default", usual);
        return schema;
    }

    private static Map<String, Object> text() {
        return new LinkedHashMap<>(Map.of("type", "string"));
    }
}
