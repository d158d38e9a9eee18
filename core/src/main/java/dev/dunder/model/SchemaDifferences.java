package dev.dunder.model;

import dev.dunder.lookups.EnumLabels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jspecify.annotations.Nullable;

/** What is otherwise in a database than models say, of the tables that the models speak of. */
final class SchemaDifferences {
    private final List<String> found = new ArrayList<>();
    private final Set<List<String>> tables = new HashSet<>();

    private SchemaDifferences(Schema said) {
        said.models().forEach(model -> tables.add(table(model)));
    }

    /** In words, by model and column; none where the models are right. */
    static List<String> of(Schema said, Schema there) {
        SchemaDifferences differences = new SchemaDifferences(said);
        Map<List<String>, Model> byTable = new HashMap<>();
        there.models().forEach(model -> byTable.putIfAbsent(table(model), model));
        for (Model model : said.models()) {
            Model other = byTable.get(table(model));
            if (other == null) {
                differences.found.add("table " + model.tableName() + ": not in the database");
            } else {
                differences.columns(model, other);
                differences.keys(model, other);
                differences.relations(model, other);
            }
        }
        return List.copyOf(differences.found);
    }

    private static List<String> table(Model model) {
        return List.of(model.table().getName());
    }

    private void columns(Model said, Model there) {
        for (Attribute attribute : own(said)) {
            Attribute other = column(there, attribute.column());
            String name = "column " + said.name() + "." + attribute.name() + ": ";
            if (other == null && attribute.column().equals(ModelDefinition.TRANSACTION)) {
                continue;
            }
            if (other == null) {
                found.add(name + "not in the database");
                continue;
            }
            type(name, attribute, other);
            if (attribute.nullable() != other.nullable()) {
                found.add(name + (other.nullable()
                        ? "may be null in the database, and is required in the models"
                        : "is required in the database, and may be null in the models"));
            }
        }
        for (Attribute attribute : own(there)) {
            if (column(said, attribute.column()) == null) {
                found.add("column " + said.name() + "." + attribute.name() + ": not in the models");
            }
        }
    }

    private static List<Attribute> own(Model model) {
        return model.attributes().stream().filter(one -> one.via().isEmpty() && one.parts().isEmpty()).toList();
    }

    private static @Nullable Attribute column(Model model, String column) {
        return own(model).stream().filter(one -> one.column().equals(column)).findFirst().orElse(null);
    }

    private void type(String name, Attribute said, Attribute there) {
        String here = type(said);
        String is = type(there);
        DataType<?> member = member(said.type());
        // Of an enum with a class of its own the type says but the class.
        if (!here.equals(is) && !EnumType.class.isAssignableFrom(member.getType())) {
            found.add(name + is + " in the database, and " + here + " in the models");
            return;
        }
        List<String> labels = EnumLabels.of(member);
        List<String> known = EnumLabels.of(member(there.type()));
        // An enum of the user's has constants for as many as he likes.
        boolean some = member.getType().isEnum() && !EnumType.class.isAssignableFrom(member.getType());
        boolean same = labels == null || known == null
                || (known.containsAll(labels) && (some || labels.containsAll(known)));
        if (!same) {
            found.add(name + "the labels " + String.join(", ", known) + " in the database, and "
                    + String.join(", ", labels) + " in the models");
        }
    }

    private static DataType<?> member(DataType<?> type) {
        DataType<?> member = type.getArrayComponentDataType();
        return member == null ? type : member(member);
    }

    /** With its length, and how exact a number is; of a time that is not read from the catalog. */
    private static String type(Attribute attribute) {
        String name = attribute.type().getCastTypeName(Attribute.POSTGRES)
                .replaceAll("(time(?:stamp)?)(?: ?\\(\\d+\\))?( with time zone|tz)", "$1tz")
                .replaceAll("(time(?:stamp)?) ?\\(\\d+\\)", "$1");
        DataType<?> member = member(attribute.type());
        ServerType usual = ServerType.of(member.getFromType());
        boolean whole = usual != null && Number.class.isAssignableFrom(member.getFromType()) && member.scale() == 0
                && member.precision() > 0 && member.precision() != usual.type().precision();
        // jOOQ calls those by the names of the integers that hold them.
        return whole ? name.replaceAll("^[a-z0-9]+(\\([0-9, ]*\\))?", "numeric(" + member.precision() + ")") : name;
    }

    private void keys(Model said, Model there) {
        boolean own = said.primaryKey().stream().allMatch(one -> one.via().isEmpty());
        if (own && !there.kind().isView() && !columns(said.primaryKey()).equals(columns(there.primaryKey()))) {
            found.add("primary key of " + said.name() + ": " + names(there.primaryKey()) + " in the database, and "
                    + names(said.primaryKey()) + " in the models");
        }
        // A further one takes nothing away from what the models say, and jOOQ's classes do not tell of all.
        Set<Set<String>> is = unique(there);
        is.add(columns(said.primaryKey()));
        unique(said).stream().filter(key -> !is.contains(key)).forEach(key -> found
                .add("unique key of " + said.name() + ": " + String.join(", ", key) + ", not in the database"));
    }

    private static Set<String> columns(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::column).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String names(List<Attribute> attributes) {
        return attributes.isEmpty()
                ? "none"
                : attributes.stream().map(Attribute::column).collect(Collectors.joining(", "));
    }

    /** A one-to-one is told of by its relation. */
    private static Set<Set<String>> unique(Model model) {
        Set<Set<String>> keys = new LinkedHashSet<>();
        model.uniqueKeys().forEach(key -> keys.add(columns(key.attributes())));
        for (Relation relation : model.relations()) {
            Hop back = isKey(relation) ? relation.hops().get(0).opposite() : null;
            if (back != null && !back.toMany()) {
                keys.add(columns(relation.hops().get(0).near()));
            }
        }
        keys.add(columns(model.primaryKey()));
        return keys;
    }

    private void relations(Model said, Model there) {
        for (Relation relation : said.relations()) {
            if (!isKey(relation) || relation.parentLink()) {
                continue;
            }
            if (same(relation, there) == null) {
                found.add("relation " + said.name() + "." + relation.name() + ": no foreign key in the database");
            }
        }
        for (Relation relation : there.relations()) {
            if (isKey(relation) && tables.contains(table(relation.target())) && same(relation, said) == null) {
                found.add("relation " + said.name() + "." + relation.name() + ": not in the models");
            }
        }
    }

    /** Whether it is a plain foreign key. */
    private static boolean isKey(Relation relation) {
        return relation.hops().size() == 1 && relation.hops().get(0).forward();
    }

    /** That of another model which is of the same columns of the same tables. */
    private static @Nullable Relation same(Relation relation, Model other) {
        return other.relations().stream()
                .filter(one -> isKey(one) && references(one).equals(references(relation))
                        && table(one.target()).equals(table(relation.target())))
                .findFirst().orElse(null);
    }

    private static Set<List<String>> references(Relation relation) {
        Hop hop = relation.hops().get(0);
        Set<List<String>> pairs = new HashSet<>();
        for (int i = 0; i < hop.near().size(); i++) {
            pairs.add(List.of(hop.near().get(i).column(), hop.far().get(i).column()));
        }
        return pairs;
    }
}
