package dev.dunder.test;

import dev.dunder.Database;
import dev.dunder.Instance;
import dev.dunder.Row;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Gives an unsaved instance what the database requires of it and it has not been given.
 *
 * @param database where it is to be stored
 * @param around the tables of the rows that this one is made for
 */
record Requirements(Database database, List<String> around) {
    <T extends Instance<T>> T complete(T begun) {
        Model model = begun.model();
        Map<Model, List<Attribute>> byTable = new LinkedHashMap<>();
        for (Attribute attribute : model.attributes()) {
            byTable.computeIfAbsent(attribute.origin().model(), first -> new ArrayList<>()).add(attribute);
        }
        T row = begun;
        for (Map.Entry<Model, List<Attribute>> table : byTable.entrySet()) {
            row = completed(row, table.getKey(), table.getValue());
        }
        return row;
    }

    /** The columns of one table: the model's own, or that of a parent. */
    private <T extends Instance<T>> T completed(T begun, Model table, List<Attribute> attributes) {
        TableFacts facts = TableFacts.of(database, table);
        T row = begun;
        for (Relation relation : table.relations()) {
            Hop hop = relation.hops().get(0);
            if (relation.hops().size() == 1 && hop.forward() && !relation.parentLink()) {
                row = referring(row, hop, attributes, facts);
            }
        }
        Map<TableFacts.Column, @Nullable Object> known = new LinkedHashMap<>();
        List<TableFacts.Column> lacking = new ArrayList<>();
        Map<TableFacts.Column, Attribute> names = new LinkedHashMap<>();
        Map<TableFacts.Column, DataType<?>> types = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            TableFacts.Column column = facts.column(attribute.column());
            if (column == null || isLink(table, attribute)) {
                continue;
            }
            names.put(column, attribute);
            types.put(column, attribute.type());
            if (row.isLoaded(attribute.name())) {
                known.put(column, row.toMap().get(attribute.name()));
            } else if (column.required()) {
                lacking.add(column);
            }
        }
        Map<TableFacts.Column, Object> found = new ValueSearch(database, facts, known, types).of(lacking);
        for (Map.Entry<TableFacts.Column, Object> one : found.entrySet()) {
            row = row.with(Objects.requireNonNull(names.get(one.getKey())).name(), one.getValue());
        }
        return row;
    }

    /** The key of a child's row is that of its parent's, which is stored first. */
    private static boolean isLink(Model table, Attribute attribute) {
        return table.parents().stream()
                .anyMatch(parent -> parent.hops().get(0).near().contains(attribute.origin()));
    }

    /** A row that refers to another, which is made if it has to. */
    private <T extends Instance<T>> T referring(T row, Hop hop, List<Attribute> attributes, TableFacts facts) {
        List<Attribute> near = hop.near().stream()
                .map(part -> attributes.stream().filter(one -> one.origin().equals(part.origin())).findFirst()
                        .orElse(part))
                .toList();
        boolean required = near.stream().anyMatch(part -> {
            TableFacts.Column column = facts.column(part.column());
            return column != null && column.required();
        });
        List<Attribute> open = near.stream().filter(part -> !row.isLoaded(part.name())).toList();
        if (!required || open.isEmpty()) {
            return row;
        }
        Model target = there(hop.target());
        if (around.contains(target.tableName()) || target.tableName().equals(row.model().tableName())) {
            throw new DunderException("A row of " + row.model().name() + " needs one of " + target.name()
                    + ", which needs another in turn: " + String.join(" → ", around) + " → " + row.model().tableName()
                    + " → "
                    + target.tableName() + ". Give it one: with(\"" + open.get(0).name() + "\", …).");
        }
        List<String> further = new ArrayList<>(around);
        further.add(row.model().tableName());
        Row parent = database.objects(target.name()).with();
        for (int i = 0; i < near.size(); i++) {
            // Of a key of several columns some may be given.
            if (row.isLoaded(near.get(i).name())) {
                parent = parent.with(named(target, hop.far().get(i)), row.toMap().get(near.get(i).name()));
            }
        }
        Row stored = new Requirements(database, further).complete(parent).insert();
        T changed = row;
        for (int i = 0; i < near.size(); i++) {
            changed = changed.with(near.get(i).name(), stored.get(named(target, hop.far().get(i))));
        }
        return changed;
    }

    private static String named(Model target, Attribute far) {
        return target.attributes().stream().filter(one -> one.column().equals(far.column()))
                .map(Attribute::name).findFirst().orElse(far.name());
    }

    /** A generated class may be of other models than those of the database. */
    private Model there(Model target) {
        return database.models().stream()
                .filter(one -> one.tableName().equals(target.tableName())
                        && (target.schemaName() == null || one.schemaName() == null
                                || Objects.equals(one.schemaName(), target.schemaName())))
                .findFirst()
                .orElseThrow(() -> new DunderException(
                        "The database has no model of the table " + target.tableName() + "."));
    }
}
