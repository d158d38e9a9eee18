package dev.dunder.model;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.List;
import org.jooq.DataType;

/** Defines models for the tables between two others that nobody defined. */
final class ImplicitThrough {
    private static final String SUFFIX = "_id";

    private ImplicitThrough() {}

    static void define(SchemaDefinition schema) {
        for (ModelDefinition model : schema.models()) {
            for (ManyToManyDefinition pairs : model.pairs()) {
                ManyToManyDefinition.Table table = pairs.table();
                if (table != null && pairs.model() == null) {
                    define(schema, model, pairs, table);
                }
            }
        }
    }

    private static void define(
            SchemaDefinition schema, ModelDefinition model, ManyToManyDefinition pairs,
            ManyToManyDefinition.Table table) {
        if (schema.has(table.name())) {
            throw new DunderException("'" + pairs.name() + "' on " + model.name() + " is through the table '"
                    + table.name() + "', and there is a model of this name. Say through(\"" + table.name()
                    + "\") to use it.");
        }
        String near = relation(table.near());
        String far = relation(table.far());
        schema.add(table.name())
                .column(table.near(), key(schema, model.name(), pairs, model))
                .column(table.far(), key(schema, pairs.target(), pairs, model))
                .primaryKey(table.near(), table.far())
                .foreignKey(near, table.near(), model.name(), ImplicitThrough::end)
                .foreignKey(far, table.far(), pairs.target(), ImplicitThrough::end);
        pairs.through(table.name(), near, far);
    }

    /** A pair is nothing without its two ends. */
    private static void end(KeyDefinition key) {
        key.noReverse().onDelete(OnDelete.CASCADE);
    }

    private static String relation(String column) {
        return column.endsWith(SUFFIX) && column.length() > SUFFIX.length()
                ? column.substring(0, column.length() - SUFFIX.length())
                : column;
    }

    /** The type of a key, which may be that of a parent. */
    private static DataType<?> key(
            SchemaDefinition schema, String side, ManyToManyDefinition pairs, ModelDefinition model) {
        String what = "'" + pairs.name() + "' on " + model.name();
        if (!schema.has(side)) {
            throw LookupException.unknown(side, "as the model that " + what + " leads to",
                    schema.models().stream().map(ModelDefinition::name).toList());
        }
        ModelDefinition definition = schema.model(side);
        String original = definition.original();
        if (original != null) {
            return key(schema, original, pairs, model);
        }
        List<String> names = definition.primaryKey();
        if (names == null) {
            names = definition.keys().stream().filter(key -> key.kind() == Relation.Kind.PARENT).findFirst()
                    .map(KeyDefinition::attributes).orElse(List.of());
        }
        ModelDefinition.Column column = names.size() == 1 ? definition.columns().get(names.get(0)) : null;
        if (column == null) {
            throw new DunderException(what + " needs a key of one column on " + side
                    + ". Define the model between, and say through(…).");
        }
        return column.type().notNull();
    }
}
