package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dunder.Ordering;
import dev.dunder.lookups.Registry;
import dev.dunder.model.Criterion;
import dev.dunder.model.KeyDefinition;
import dev.dunder.model.ModelDefinition;
import dev.dunder.model.OnDelete;
import dev.dunder.model.Schema;
import dev.dunder.model.SchemaDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Defines the models of a pack, by the names that Django has for them, such as {@code queries.Item}. */
final class Models {
    private final Map<String, JsonNode> models = new LinkedHashMap<>();

    Models(JsonNode models) {
        models.forEach(model -> this.models.put(model.get("label").asText(), model));
    }

    Schema schema(Registry registry, Expressions expressions) {
        SchemaDefinition schema = Schema.define().lookups(registry);
        models.forEach(
                (label, model) -> schema.model(label, definition -> define(definition, label, model, expressions)));
        return schema.build();
    }

    JsonNode model(String label) {
        return models.get(label);
    }

    /** The field of a model by the name that Django has, or its attribute's. */
    JsonNode field(String label, String name) {
        for (JsonNode field : models.get(label).get("fields")) {
            if (field.get("name").asText().equals(name) || field.get("attname").asText().equals(name)) {
                return field;
            }
        }
        return models.get(label).path("");
    }

    private void define(ModelDefinition definition, String label, JsonNode model, Expressions expressions) {
        Criterion[] ordering = ordering(model.get("ordering"), expressions);
        if (ordering.length == 0) {
            definition.ordering();
        } else {
            definition.ordering(ordering[0], Arrays.copyOfRange(ordering, 1, ordering.length));
        }
        if (model.path("proxy_for").isTextual()) {
            definition.sameAs(model.get("proxy_for").asText());
            return;
        }
        definition.table(model.get("db_table").asText());
        for (JsonNode field : own(model.get("fields"), label)) {
            attribute(definition, field);
        }
        definition.primaryKey(
                Json.texts(model.get("pk_fields")).stream().map(name -> attname(label, name)).toArray(String[]::new));
        List<String> links = Json.list(model.get("parents")).stream().map(parent -> parent.get("link").asText())
                .toList();
        // The first parent's attributes count.
        List<JsonNode> relations = new ArrayList<>(own(model.get("relations"), label));
        relations.sort((a, b) -> Integer.compare(place(links, a), place(links, b)));
        for (JsonNode relation : relations) {
            if (relation.get("kind").asText().equals("m2m")) {
                if (isKnown(relation, "through_source_field") && isKnown(relation, "through_target_field")) {
                    pairs(definition, relation);
                }
            } else if (isKnown(relation)) {
                key(definition, label, relation, links.contains(relation.get("name").asText()));
            }
        }
    }

    private static int place(List<String> links, JsonNode relation) {
        int place = links.indexOf(relation.get("name").asText());
        return place < 0 ? links.size() : place;
    }

    private static List<JsonNode> own(JsonNode members, String label) {
        return Json.list(members).stream().filter(member -> member.get("model").asText().equals(label)).toList();
    }

    /** Expressions are of values and not of rows: one that names a relation is of its column. */
    private static Criterion[] ordering(JsonNode criteria, Expressions expressions) {
        return Json.list(criteria).stream()
                .map(one -> one.isTextual() ? Ordering.by(one.asText()) : expressions.ordering(one))
                .toArray(Criterion[]::new);
    }

    private static void attribute(ModelDefinition definition, JsonNode field) {
        String name = field.get("attname").asText();
        String required = field.get("null").asBoolean() ? "" : " not null";
        definition.attribute(name, field.get("column").asText(), field.get("db_type").asText() + required);
        if (field.path("unique").asBoolean() && !field.path("primary_key").asBoolean()) {
            definition.unique(name);
        }
        if (!field.path("generated").isMissingNode()) {
            definition.computed(name);
        }
    }

    /** Of a field, or of one that is called so already. */
    private String attname(String label, String name) {
        return field(label, name).path("attname").asText(name);
    }

    private void key(ModelDefinition definition, String label, JsonNode relation, boolean parent) {
        String name = relation.get("name").asText();
        String target = relation.get("target").asText();
        List<String> attributes;
        List<String> to;
        if (relation.get("column").isTextual()) {
            attributes = List.of(relation.get("attname").asText());
            to = List.of(attname(target, relation.get("to_field").asText()));
        } else {
            to = Json.texts(models.get(target).get("pk_fields")).stream().map(part -> attname(target, part)).toList();
            attributes = to.stream().map(part -> similar(label, name, part)).toList();
        }
        Consumer<KeyDefinition> more = key -> {
            key.to(to.toArray(String[]::new)).onDelete(onDelete(label, relation));
            if (hidden(relation)) {
                key.noReverse();
            } else {
                key.reverse(relation.get("related_query_name").asText(), relation.get("accessor").asText());
            }
        };
        if (parent) {
            definition.parent(name, attributes, target, more);
        } else if (relation.get("kind").asText().equals("o2o")) {
            definition.oneToOne(name, attributes, target, more);
        } else {
            definition.foreignKey(name, attributes, target, more);
        }
    }

    /** What sets values does not say which, unless they are a plain default. */
    private OnDelete onDelete(String label, JsonNode relation) {
        JsonNode value = field(label, relation.get("name").asText()).path("default").path("value");
        return switch (relation.path("on_delete").asText()) {
            case "CASCADE" -> OnDelete.CASCADE;
            case "SET_NULL" -> OnDelete.SET_NULL;
            case "SET_DEFAULT", "SET" -> value.isNull()
                    ? OnDelete.SET_NULL
                    : value.isIntegralNumber() ? OnDelete.set(value.asLong()) : OnDelete.DO_NOTHING;
            case "PROTECT" -> OnDelete.PROTECT;
            case "RESTRICT" -> OnDelete.RESTRICT;
            default -> OnDelete.DO_NOTHING;
        };
    }

    /** Of what columns a key of several consists is not recorded; where the other side has such a key, their names tell. */
    private boolean isKnown(JsonNode relation) {
        return relation.get("column").isTextual()
                || models.get(relation.get("target").asText()).get("pk_fields").size() > 1;
    }

    /** The same of a key of the table of pairs. */
    private boolean isKnown(JsonNode pairs, String key) {
        JsonNode through = models.get(pairs.get("through").asText());
        return Json.list(through.get("relations")).stream()
                .filter(relation -> relation.get("name").equals(pairs.get(key))).allMatch(this::isKnown);
    }

    private String similar(String label, String relation, String part) {
        String prefixed = relation + "_" + part;
        return field(label, prefixed).isMissingNode() ? part : prefixed;
    }

    private static boolean hidden(JsonNode relation) {
        return relation.get("hidden").asBoolean() || !relation.get("accessor").isTextual();
    }

    private static void pairs(ModelDefinition definition, JsonNode relation) {
        definition.manyToMany(relation.get("name").asText(), relation.get("target").asText(), pairs -> {
            pairs.through(
                    relation.get("through").asText(),
                    relation.get("through_source_field").asText(),
                    relation.get("through_target_field").asText());
            if (relation.get("symmetrical").asBoolean()) {
                pairs.symmetrical();
            }
            String queryName = relation.get("related_query_name").asText();
            if (hidden(relation)) {
                // What Django's own query sets of such relations call it.
                pairs.reverse(queryName);
            } else {
                pairs.reverse(queryName, relation.get("accessor").asText());
            }
        });
    }
}
