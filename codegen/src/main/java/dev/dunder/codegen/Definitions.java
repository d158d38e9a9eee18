package dev.dunder.codegen;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.OnDelete;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
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
        Attribute version = model.version();
        return new ModelSpec.Definition(Arrays.asList(model.table().getName()), columns, names(model.primaryKey()),
                model.keyOfTable(),
                names(types, one -> one.hasDefault() && !one.numbered() && !one.computed()),
                names(types, Attribute::numbered),
                model.uniqueKeys().stream().filter(key -> types.keySet().containsAll(key.attributes()))
                        .map(key -> names(key.attributes())).toList(),
                new TreeMap<>(model.constraints()), version == null ? null : version.name(), keys, pairs);
    }

    private static List<String> names(Map<Attribute, ColumnType> types, Predicate<Attribute> which) {
        return names(types.keySet().stream().filter(which).toList());
    }

    private static List<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::name).toList();
    }

    private static ModelSpec.Key key(Relation relation) {
        Hop hop = relation.hops().get(0);
        Hop opposite = hop.opposite();
        boolean unique = opposite != null && !opposite.toMany();
        List<String> to = hop.far().equals(hop.target().primaryKey()) ? List.of() : names(hop.far());
        boolean checked = !hop.optional() || hop.near().stream().anyMatch(Attribute::nullable);
        return new ModelSpec.Key(relation.name(), names(hop.near()), relation.target().name(), unique, to, checked,
                onDelete(relation), back(relation));
    }

    /** Null where it is refused, which is so where nothing is said. */
    static @Nullable String onDelete(Relation relation) {
        return relation.target().referrers().stream()
                .filter(one -> one.relation().equals(relation) && one.onDelete() instanceof OnDelete.Rule rule
                        && rule != OnDelete.Rule.RESTRICT)
                .map(one -> String.valueOf(one.onDelete())).findFirst().orElse(null);
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
