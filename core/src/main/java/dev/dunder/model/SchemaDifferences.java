package dev.dunder.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jspecify.annotations.Nullable;

/** What is otherwise in a database than models say: the tables, columns and foreign keys that the models speak of. */
final class SchemaDifferences {
    private final List<String> found = new ArrayList<>();

    private SchemaDifferences() {}

    /** In words, by model and column; none where the models are right. */
    static List<String> of(Schema said, Schema there) {
        SchemaDifferences differences = new SchemaDifferences();
        Map<List<String>, Model> byTable = new HashMap<>();
        there.models().forEach(model -> byTable.putIfAbsent(table(model), model));
        for (Model model : said.models()) {
            Model other = byTable.get(table(model));
            if (other == null) {
                differences.found.add("table " + model.tableName() + ": not in the database");
            } else {
                differences.columns(model, other);
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
            String here = type(attribute);
            String is = type(other);
            if (!here.equals(is) && !isOfUser(attribute)) {
                found.add(name + is + " in the database, and " + here + " in the models");
            }
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

    /** Its name, without how long or how exact it is. */
    private static String type(Attribute attribute) {
        return attribute.type().getCastTypeName(Attribute.POSTGRES).replaceAll("\\([0-9, ]*\\)", "")
                .replaceAll("(time(stamp)?) with time zone", "$1tz");
    }

    /** Of a class of the user's, such as an enum's, the database knows but the name. */
    private static boolean isOfUser(Attribute attribute) {
        DataType<?> member = attribute.type().getArrayComponentDataType();
        return EnumType.class.isAssignableFrom((member == null ? attribute.type() : member).getType());
    }

    private void relations(Model said, Model there) {
        for (Relation relation : said.relations()) {
            List<String> columns = columns(relation);
            if (columns.isEmpty()) {
                continue;
            }
            boolean known = there.relations().stream().anyMatch(other -> columns.equals(columns(other))
                    && Objects.equals(table(relation.target()), table(other.target())));
            if (!known) {
                found.add("relation " + said.name() + "." + relation.name() + ": no foreign key in the database");
            }
        }
    }

    /** Those of the foreign key; none for what is no plain one. */
    private static List<String> columns(Relation relation) {
        boolean key = relation.hops().size() == 1 && relation.hops().get(0).forward() && !relation.parentLink();
        return key ? relation.hops().get(0).near().stream().map(Attribute::column).toList() : List.of();
    }
}
