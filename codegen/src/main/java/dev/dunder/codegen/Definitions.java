package dev.dunder.codegen;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What models are made of, to be said again by generated code. */
final class Definitions {
    private Definitions() {}

    static ModelSpec.Definition of(Model model, List<Relation> relations, Map<Attribute, ColumnType> types) {
        List<ModelSpec.Attribute> columns = new ArrayList<>();
        types.forEach((attribute, type) -> columns
                .add(new ModelSpec.Attribute(attribute.name(), attribute.column(), type)));
        List<ModelSpec.Key> keys = new ArrayList<>();
        List<ModelSpec.Pairs> pairs = new ArrayList<>();
        for (Relation relation : relations) {
            if (relation.manyToMany()) {
                pairs(model, relation, pairs);
            } else if (relation.hops().get(0).forward()) {
                keys.add(key(relation));
            }
        }
        return new ModelSpec.Definition(Arrays.asList(model.table().getName()), columns, names(model.primaryKey()),
                model.keyOfTable(),
                keys,
                pairs);
    }

    private static List<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::name).toList();
    }

    private static ModelSpec.Key key(Relation relation) {
        Hop hop = relation.hops().get(0);
        Hop opposite = hop.opposite();
        boolean unique = opposite != null && !opposite.toMany();
        List<String> to = hop.far().equals(hop.target().primaryKey()) ? List.of() : names(hop.far());
        return new ModelSpec.Key(relation.name(), names(hop.near()), relation.target().name(), unique, to,
                back(relation));
    }

    private static ModelSpec.@Nullable Back back(Relation relation) {
        Relation inverse = relation.inverse();
        return inverse == null ? null : new ModelSpec.Back(inverse.name(), inverse.accessor());
    }

    /** It is told of once: from the side whose key is first in the table between. */
    private static void pairs(Model model, Relation relation, List<ModelSpec.Pairs> pairs) {
        Hop near = relation.hops().get(0);
        Hop far = relation.hops().get(1);
        Model through = near.target();
        boolean first = near.far().get(0).index() < far.near().get(0).index();
        if (first || relation.inverse() == null) {
            pairs.add(new ModelSpec.Pairs(relation.name(), relation.target().name(), through.name(),
                    end(through, near.far(), model), end(through, far.near(), relation.target()), back(relation)));
        }
    }

    /** The relation of the table between that has these columns. */
    private static String end(Model through, List<Attribute> columns, Model target) {
        return through.relations().stream()
                .filter(relation -> !relation.manyToMany() && relation.hops().get(0).forward()
                        && relation.target() == target && relation.hops().get(0).near().equals(columns))
                .map(Relation::name).findFirst()
                .orElseThrow(() -> new IllegalStateException("A table of pairs has two ends."));
    }
}
