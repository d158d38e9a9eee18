package dev.dunder.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;

/**
 * What a model has of its own, and of its parents. What a child has itself hides what a parent calls the same; of two
 * parents the first one counts.
 */
final class Inheritance {
    private final Model model;
    private final Map<String, ModelDefinition.Column> columns;
    private final List<String> key;
    private final List<Model> parents;
    private final Map<String, Attribute> own = new LinkedHashMap<>();
    private final Map<String, Attribute> inherited = new LinkedHashMap<>();

    Inheritance(Model model, Map<String, ModelDefinition.Column> columns, List<String> key, List<Model> parents) {
        this.model = model;
        this.columns = columns;
        this.key = key;
        this.parents = parents;
    }

    Map<String, Attribute> own() {
        return own;
    }

    /** Makes the attributes of the model's own table, whose places are behind those of the parents. */
    void columns() {
        for (Model parent : parents) {
            parent.attributes().forEach(attribute -> {
                if (!columns.containsKey(attribute.name())) {
                    inherited.putIfAbsent(attribute.name(), attribute);
                }
            });
        }
        columns.forEach((name, column) -> {
            DataType<?> type = key.contains(name) ? column.type().notNull() : column.type();
            own.put(name, Attribute.own(model, name, column.name(), inherited.size() + own.size(), type,
                    column.notes()));
        });
    }

    /** Adds all attributes, once the links to the parents are there. */
    void attributes(List<Hop> links) {
        List<Attribute> all = new ArrayList<>(inherited.values());
        for (int i = 0; i < all.size(); i++) {
            Attribute attribute = all.get(i);
            Hop link = links.get(parents.indexOf(attribute.model()));
            model.add(Attribute.inherited(model, attribute, i, model.via(link, attribute.via())));
        }
        own.values().forEach(model::add);
    }

    /** The attributes of a model's own table. */
    static Map<String, Attribute> own(Model model) {
        Map<String, Attribute> own = new LinkedHashMap<>();
        model.attributes().stream().filter(attribute -> attribute.via().isEmpty())
                .forEach(attribute -> own.put(attribute.name(), attribute));
        return own;
    }

    /** Adds the relations of a model's parents, which have all of theirs. */
    static void relations(Model model) {
        for (Relation link : List.copyOf(model.parents())) {
            Hop hop = link.hops().get(0);
            for (Relation relation : link.target().relations()) {
                // A parent's other children are none of this one's business, and a name of its own hides.
                if (!relation.childLink() && !model.has(relation.name())) {
                    model.inherit(relation.inherited(model.via(hop, relation.hops())));
                }
            }
        }
    }
}
