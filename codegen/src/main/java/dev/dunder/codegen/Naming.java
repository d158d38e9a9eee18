package dev.dunder.codegen;

import dev.dunder.Instance;
import dev.dunder.RelationPath;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the columns and relations of one model are called in Java. */
final class Naming {
    private static final Members INSTANCE = new Members(Instance.class);
    private static final Members PATH = new Members(RelationPath.class);

    /** A column's names. */
    record ColumnNames(String constant, String method) {}

    /** A relation's names. */
    record LinkNames(String constant, String path, String method) {}

    private final Model model;
    private final Function<Attribute, TypeRef> types;
    private final Overrides overrides;
    private final Inflector inflector;
    private final List<String> notes;
    private final Identifiers constants = new Identifiers();
    private final Identifiers methods = new Identifiers();
    private final Identifiers paths = new Identifiers();
    private final ColumnLinks ofColumns;
    private final Map<Attribute, ColumnNames> columns = new HashMap<>();
    private final Map<Relation, LinkNames> links = new HashMap<>();

    Naming(Model model, Function<Attribute, TypeRef> types, List<Relation> relations, Overrides overrides,
            Inflector inflector, List<String> notes) {
        this.model = model;
        this.types = types;
        this.overrides = overrides;
        this.inflector = inflector;
        this.notes = notes;
        this.ofColumns = new ColumnLinks(model, relations);
        List<Attribute> renamed = new ArrayList<>();
        for (Attribute attribute : model.attributes()) {
            if (ofColumns.isTaken(attribute)) {
                renamed.add(attribute);
            } else {
                column(attribute, attribute.name());
            }
        }
        relations.forEach(this::link);
        renamed.forEach(attribute -> column(attribute, attribute.name() + "_"
                + given(ofColumns.of(attribute)).hops().get(0).far().get(0).name()));
    }

    ColumnNames of(Attribute attribute) {
        return given(columns.get(attribute));
    }

    LinkNames of(Relation relation) {
        return given(links.get(relation));
    }

    private static <T> T given(@Nullable T names) {
        if (names == null) {
            throw new IllegalStateException("Everything has a name.");
        }
        return names;
    }

    private void column(Attribute attribute, String name) {
        String given = overrides.method(model.name(), attribute.name());
        String base = given == null ? Identifiers.methodName(name) : given;
        TypeRef type = types.apply(attribute);
        String method = methods.unique(base, free -> INSTANCE.has(free) || free.equals("with")
                || INSTANCE.has(free, type) || INSTANCE.has(free, type.unboxed()));
        note(attribute.name(), base, method);
        columns.put(attribute, new ColumnNames(constants.constant(given == null ? name : given), method));
    }

    private void link(Relation relation) {
        boolean many = relation.toMany();
        String stripped = ofColumns.name(relation);
        String name = stripped == null ? relation.name() : stripped;
        String plural = many ? Identifiers.methodName(plural(relation)) : "";
        String single = Identifiers.methodName(stripped == null ? relation.accessor() : stripped);
        String base = many && methods.isFree(plural) && !INSTANCE.has(plural) ? plural : single;
        String method = methods.unique(base, free -> INSTANCE.has(free) || free.equals("with"));
        note(relation.name(), base, method);
        links.put(relation, new LinkNames(constants.constant(name),
                paths.unique(Identifiers.methodName(name), PATH::has), method));
    }

    private void note(String name, String wanted, String got) {
        if (!wanted.equals(got)) {
            notes.add("renamed: " + model.name() + "." + name + " is " + got + "(), as " + wanted + "() is another");
        }
    }

    /** Of a relation back along one of several keys it is the table that is many: {@code filmsByLanguage}. */
    private String plural(Relation relation) {
        if (!relation.accessor().equals(relation.name())) {
            return relation.accessor();
        }
        String target = relation.target().tableName();
        String prefix = target + "_";
        // What somebody is the manager of has no plural, and the table's own name is no key of it.
        boolean ofItself = relation.name().equals(prefix + "of");
        if (!ofItself && relation.name().startsWith(prefix) && relation.name().length() > prefix.length()) {
            String key = relation.name().substring(prefix.length());
            return inflector.plural(target) + (relation.manyToMany() ? "_" : "_by_") + key;
        }
        return inflector.plural(relation.name());
    }
}
