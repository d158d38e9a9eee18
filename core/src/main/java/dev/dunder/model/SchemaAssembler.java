package dev.dunder.model;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.lookups.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes models of their definitions: parents before children, columns before the keys that consist of them, and relations
 * last, forward and back, before children inherit them.
 */
final class SchemaAssembler {
    private final SchemaDefinition schema;
    private final Map<String, Model> models = new LinkedHashMap<>();
    private final Map<KeyDefinition, Hop> hops = new HashMap<>();
    private final Map<KeyDefinition, Hop> backHops = new HashMap<>();

    SchemaAssembler(SchemaDefinition schema) {
        this.schema = schema;
    }

    Map<String, Model> models() {
        ImplicitThrough.define(schema);
        schema.models().forEach(definition -> SqlNames.check(definition.table()));
        List<ModelDefinition> ordered = parentsFirst();
        ordered.forEach(this::columns);
        List<ModelDefinition> own = ordered.stream().filter(definition -> definition.original() == null).toList();
        // Forward before reverse, so that of two relations of one name the reverse is the one to be renamed.
        Map<KeyDefinition, Relation> forward = new LinkedHashMap<>();
        own.forEach(definition -> definition.keys().forEach(key -> forward.put(key, forward(definition, key))));
        own.forEach(definition -> definition.keys()
                .forEach(key -> reverse(definition, key, found(forward.get(key)))));
        own.forEach(definition -> definition.pairs().forEach(pairs -> pairs(definition, pairs)));
        own.forEach(definition -> Inheritance.relations(found(models.get(definition.name()))));
        models.values().forEach(this::checkOrdering);
        return models;
    }

    /** Names that nobody uses until a query does should not be wrong until then. */
    private void checkOrdering(Model model) {
        for (Criterion criterion : model.ordering()) {
            if (criterion instanceof Criterion.Name(String name)) {
                boolean signed = name.startsWith("-") || name.startsWith("+");
                String path = signed ? name.substring(1) : name;
                if (!path.equals("?")) {
                    new PathParser(schema.registry()).value(model, path);
                }
            }
        }
    }

    private List<ModelDefinition> parentsFirst() {
        Set<ModelDefinition> ordered = new LinkedHashSet<>();
        schema.models().forEach(definition -> visit(definition, new LinkedHashSet<>(), ordered));
        return List.copyOf(ordered);
    }

    private void visit(ModelDefinition definition, Set<String> children, Set<ModelDefinition> ordered) {
        if (ordered.contains(definition)) {
            return;
        }
        if (!children.add(definition.name())) {
            throw new DunderException(
                    "Models cannot be parents of each other: " + String.join(", ", children) + ".");
        }
        String original = definition.original();
        if (original != null) {
            visit(defined(original, "the model that " + definition.name() + " is the same as"), children, ordered);
        }
        for (KeyDefinition key : definition.keys()) {
            if (key.kind() == Relation.Kind.PARENT) {
                visit(defined(key.target(), "the parent of " + definition.name()), children, ordered);
            }
        }
        children.remove(definition.name());
        ordered.add(definition);
    }

    private ModelDefinition defined(String name, String what) {
        if (!schema.has(name)) {
            throw LookupException.unknown(
                    name, "as " + what, schema.models().stream().map(ModelDefinition::name).toList());
        }
        return schema.model(name);
    }

    private Model model(String name, String what) {
        defined(name, what);
        return found(models.get(name));
    }

    private static <T> T found(@Nullable T thing) {
        if (thing == null) {
            throw new IllegalStateException("What is defined was made before.");
        }
        return thing;
    }

    private void columns(ModelDefinition definition) {
        String original = definition.original();
        if (original != null) {
            sameTable(definition, found(models.get(original)));
            return;
        }
        List<KeyDefinition> links = definition.keys().stream().filter(key -> key.kind() == Relation.Kind.PARENT)
                .toList();
        List<Model> parents = links.stream().map(link -> found(models.get(link.target()))).toList();
        Model model = new Model(
                definition.name(), definition.table(), schema.registry(), ordering(definition, parents));
        models.put(definition.name(), model);
        List<String> key = primaryKey(definition, links);
        Inheritance inheritance = new Inheritance(model, definition.columns(), key, parents);
        inheritance.columns();
        model.addKey(attributes(
                inheritance.own(), key, "among the columns of " + definition.name() + ", for its primary key"),
                !definition.tableKey().isEmpty() && key.containsAll(definition.tableKey()));
        model.describe(definition);
        String version = definition.version();
        if (version != null) {
            model.addVersion(version(model, attributes(inheritance.own(), List.of(version),
                    "among the columns of " + definition.name() + ", for its version").get(0)));
        }
        for (ModelDefinition.Unique unique : definition.uniqueKeys()) {
            model.addUniqueKey(new UniqueKey(unique.name(), attributes(inheritance.own(), unique.attributes(),
                    "among the columns of " + definition.name() + ", for a unique key")));
        }
        for (KeyDefinition link : links) {
            hops.put(link, hop(model, inheritance.own(), link));
        }
        inheritance.attributes(links.stream().map(link -> found(hops.get(link))).toList());
    }

    private static Attribute version(Model model, Attribute attribute) {
        boolean whole = Set.of(Short.class, Integer.class, Long.class).contains(attribute.type().getType());
        if (!attribute.computed() && (!whole || model.primaryKey().contains(attribute))) {
            throw new DunderException("'" + attribute.name() + "' of " + model.name()
                    + " cannot be its version: that is a whole number, and no part of the key.");
        }
        return attribute;
    }

    private void sameTable(ModelDefinition definition, Model original) {
        if (!definition.columns().isEmpty() || !definition.keys().isEmpty() || !definition.pairs().isEmpty()) {
            throw new DunderException(definition.name() + " is the same as " + original.name()
                    + ", and so can have no attributes or relations of its own.");
        }
        models.put(definition.name(), new Model(definition.name(), original, ordering(definition, List.of(original))));
    }

    private static List<Criterion> ordering(ModelDefinition definition, List<Model> parents) {
        List<Criterion> own = definition.ordering();
        if (own != null) {
            return own;
        }
        return parents.isEmpty() ? List.of() : parents.get(0).ordering();
    }

    private static List<String> primaryKey(ModelDefinition definition, List<KeyDefinition> links) {
        List<String> names = definition.primaryKey();
        if (names != null) {
            return names;
        }
        return links.isEmpty() ? List.of() : links.get(0).attributes();
    }

    private static List<Attribute> attributes(Map<String, Attribute> own, List<String> names, String where) {
        List<Attribute> found = new ArrayList<>();
        for (String name : names) {
            Attribute attribute = own.get(name);
            if (attribute == null) {
                throw LookupException.unknown(name, where, own.keySet());
            }
            found.add(attribute);
        }
        return found;
    }

    private Hop hop(Model source, Map<String, Attribute> own, KeyDefinition key) {
        String what = "'" + key.name() + "' on " + source.name();
        Model target = model(key.target(), "the model that " + what + " refers to");
        List<Attribute> near = attributes(own, key.attributes(), "among the columns of " + source.name() + ", for '"
                + key.name() + "'");
        List<String> to = key.to();
        List<Attribute> far = to == null
                ? target.primaryKey()
                : attributes(Inheritance.own(target), to, "among the columns of " + target.name() + ", for " + what);
        if (far.isEmpty()) {
            throw new DunderException(what + " refers to " + target.name()
                    + ", which has no primary key. Say to(…) which attribute it refers to.");
        }
        if (near.size() != far.size()) {
            throw new DunderException(what + " has " + near.size() + " columns, " + names(near) + ", and refers to "
                    + far.size() + " of " + target.name() + ", " + names(far) + ".");
        }
        for (int i = 0; i < near.size(); i++) {
            ConvertedTypes.refuseUnlike(what, near.get(i), far.get(i));
        }
        return Hop.forward(source, target, near, far, key.kept());
    }

    private static String names(Collection<Attribute> attributes) {
        return String.join(", ", attributes.stream().map(Attribute::name).toList());
    }

    private Relation forward(ModelDefinition definition, KeyDefinition key) {
        Model model = found(models.get(definition.name()));
        Hop hop = hops.computeIfAbsent(key, one -> hop(model, Inheritance.own(model), one));
        Hop unused = back(key); // by which related rows are found, though there may be no name for it
        Relation relation = new Relation(key.name(), key.name(), key.kind(), List.of(hop));
        model.add(relation);
        hop.target().add(new Referrer(relation, onDelete(key, hop)));
        return relation;
    }

    private static OnDelete onDelete(KeyDefinition key, Hop hop) {
        OnDelete said = key.onDelete();
        String what = "onDelete of '" + key.name() + "' on " + hop.source().name();
        List<Attribute> near = hop.near();
        return switch (said) {
            case null -> key.kind() == Relation.Kind.PARENT ? OnDelete.CASCADE : OnDelete.RESTRICT;
            case OnDelete.Rule rule -> {
                if (rule == OnDelete.Rule.SET_NULL && near.stream().noneMatch(Attribute::nullable)) {
                    throw new DunderException(what + " cannot be SET_NULL: " + names(near) + " takes no null.");
                }
                yield rule;
            }
            case OnDelete.Values(List<@Nullable Object> values) -> {
                if (values.size() != near.size()) {
                    throw new DunderException(what + " has " + values.size() + " values, and the key is of "
                            + near.size() + ", " + names(near) + ".");
                }
                List<@Nullable Object> converted = new ArrayList<>();
                for (int i = 0; i < near.size(); i++) {
                    Object value = values.get(i);
                    converted.add(value == null ? null : Values.convert(near.get(i).type(), value, key.name()));
                }
                yield new OnDelete.Values(converted);
            }
        };
    }

    /** The same for every relation that it is part of, so that they can share joins. */
    private Hop back(KeyDefinition key) {
        return backHops.computeIfAbsent(key, one -> found(hops.get(one)).reverse(one.unique()));
    }

    private void reverse(ModelDefinition definition, KeyDefinition key, Relation forward) {
        if (key.reverse().none()) {
            return;
        }
        Relation.Kind kind = key.kind() == Relation.Kind.PARENT ? Relation.Kind.CHILD : Relation.Kind.REVERSE;
        add(forward, key.reverse(), definition.name(), kind, List.of(back(key)));
    }

    private static void add(Relation forward, Reverse name, String suggested, Relation.Kind kind, List<Hop> way) {
        String lookup = name.nameOr(suggested);
        Relation back = new Relation(lookup, name.accessorOr(lookup), kind, way);
        forward.target().add(back);
        back.inverse(forward);
        forward.inverse(back);
    }

    private void pairs(ModelDefinition definition, ManyToManyDefinition pairs) {
        Model source = found(models.get(definition.name()));
        String what = "'" + pairs.name() + "' on " + source.name();
        Model target = model(pairs.target(), "the model that " + what + " leads to");
        String between = pairs.model();
        if (between == null) {
            throw new DunderException(what + " needs a model or a table between. Say through(…) or table(…).");
        }
        Model through = model(between, "the model between for " + what);
        ModelDefinition ends = schema.model(through.concrete().name());
        List<KeyDefinition> near = end(ends, pairs.near(), source, List.of(), what);
        List<KeyDefinition> far = end(ends, pairs.far(), target, near, what);
        Relation.Kind kind = pairs.isSymmetrical() ? Relation.Kind.SYMMETRIC_PAIRS : Relation.Kind.PAIRS;
        Relation forward = new Relation(pairs.name(), pairs.name(), kind, way(near, far));
        source.add(forward);
        if (!pairs.reverse().none()) {
            add(forward, pairs.reverse(), definition.name(), kind, way(far, near));
        }
        if (pairs.isSymmetrical()) {
            forward.inverse(forward);
        }
    }

    /** From one side back to the model between, and from there to the other. */
    private List<Hop> way(List<KeyDefinition> near, List<KeyDefinition> far) {
        List<Hop> way = new ArrayList<>();
        near.reversed().forEach(key -> way.add(back(key)));
        far.forEach(key -> way.add(found(hops.get(key))));
        return way;
    }

    /** The foreign key of the model between that refers to one side, behind the links to the parent that it is inherited from. */
    private List<KeyDefinition> end(
            ModelDefinition through, @Nullable String name, Model side, List<KeyDefinition> other, String what) {
        List<List<KeyDefinition>> all = new ArrayList<>();
        ends(through, side, List.of(), all);
        all.remove(other);
        List<List<KeyDefinition>> fitting = all.stream()
                .filter(end -> name == null || end.getLast().name().equals(name))
                .toList();
        if (name == null && fitting.size() != 1) {
            throw new DunderException(through.name() + ", between for " + what + ", has " + fitting.size()
                    + " foreign keys to " + side.name() + ". Name both ends: through(model, toThis, toOther).");
        }
        if (name != null && fitting.isEmpty()) {
            throw LookupException.unknown(
                    name,
                    "among the foreign keys of " + through.name() + " to " + side.name() + ", for " + what,
                    all.stream().map(end -> end.getLast().name()).toList());
        }
        return fitting.get(0);
    }

    private void ends(
            ModelDefinition through, Model side, List<KeyDefinition> links, List<List<KeyDefinition>> ends) {
        for (KeyDefinition key : through.keys()) {
            Model target = found(models.get(key.target()));
            List<KeyDefinition> end = new ArrayList<>(links);
            end.add(key);
            if (target.concrete() == side.concrete()) {
                ends.add(end);
            }
            if (key.kind() == Relation.Kind.PARENT) {
                ends(schema.model(target.concrete().name()), side, end, ends);
            }
        }
    }
}
