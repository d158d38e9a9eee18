package dev.dunder.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Name;
import org.jooq.Named;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UniqueKey;

/** Defines models of jOOQ tables, with names for them and for the relations between them. */
final class TableNames {
    private static final String SUFFIX = "_id";

    private final SchemaDefinition schema = new SchemaDefinition();
    private final Map<Name, Entry> byTable = new LinkedHashMap<>();
    private final List<Key> keys = new ArrayList<>();

    /** A model to be, and what names are taken on it. */
    private record Entry(Table<?> table, String simpleName, ModelDefinition model, Set<String> taken) {
        /** The first name that hides nothing, or else a number behind the last. */
        String free(String first, String second) {
            String name = taken.contains(first) ? second : first;
            for (int i = 2; taken.contains(name); i++) {
                name = second + "_" + i;
            }
            taken.add(name);
            return name;
        }

        List<String> primaryKey() {
            UniqueKey<?> key = table.getPrimaryKey();
            return key == null ? List.of() : columns(key.getFields());
        }
    }

    /** A foreign key whose two ends are both models here. */
    private record Key(String name, Entry source, Entry target, List<String> columns, KeyDefinition definition) {}

    TableNames(
            Collection<? extends Table<?>> tables,
            Function<Table<?>, String> modelName,
            Function<Table<?>, Name> sqlName,
            BiFunction<Table<?>, Field<?>, DataType<?>> types) {
        for (Table<?> table : tables) {
            Name name = sqlName.apply(table);
            ModelDefinition model = schema.add(modelName.apply(table)).table(name);
            Set<String> taken = new HashSet<>();
            for (Field<?> field : table.fields()) {
                model.column(field.getName(), types.apply(table, field));
                taken.add(field.getName());
            }
            Entry entry = new Entry(table, String.valueOf(name.unqualifiedName().first()), model, taken);
            model.primaryKey(entry.primaryKey().toArray(String[]::new));
            if (!table.getTableType().isView()) {
                model.tableKey(entry.primaryKey());
            }
            byTable.put(table.getQualifiedName(), entry);
        }
    }

    SchemaDefinition definition() {
        // Forward names first: they come from columns, and a reverse name gives way to them.
        byTable.values().forEach(entry -> entry.table().getReferences().stream()
                .sorted(Comparator.comparing(TableNames::description))
                .forEach(key -> forward(entry, key)));
        keys.forEach(this::reverse);
        byTable.values().forEach(this::manyToMany);
        return schema;
    }

    /** Foreign keys come in no order that would be the same everywhere. */
    private static String description(ForeignKey<?, ?> key) {
        return key.getFields() + " " + key.getKey().getTable().getName();
    }

    private static List<String> columns(List<? extends TableField<?, ?>> fields) {
        return fields.stream().map(Named::getName).toList();
    }

    private void forward(Entry source, ForeignKey<?, ?> key) {
        Entry target = byTable.get(key.getKey().getTable().getQualifiedName());
        if (target == null) {
            return;
        }
        List<String> near = columns(key.getFields());
        String name = forwardName(source, target, near);
        source.taken().add(name);
        List<KeyDefinition> made = new ArrayList<>();
        if (isUnique(source.table(), key.getFields())) {
            source.model().oneToOne(name, near, target.model().name(), made::add);
        } else {
            source.model().foreignKey(name, near, target.model().name(), made::add);
        }
        made.get(0).to(columns(key.getKeyFields()).toArray(String[]::new));
        keys.add(new Key(name, source, target, near, made.get(0)));
    }

    private static String forwardName(Entry source, Entry target, List<String> near) {
        String column = near.get(0);
        if (near.size() > 1) {
            return source.free(target.simpleName(), target.simpleName() + "_" + column);
        }
        String name = column.endsWith(SUFFIX) ? column.substring(0, column.length() - SUFFIX.length()) : column;
        // A second foreign key of the same column, or author beside author_id: the column's own name, which is free to
        // be both relation and column, as its value is the same.
        return name.isEmpty() || source.taken().contains(name) ? column : name;
    }

    private static boolean isUnique(Table<?> table, List<? extends TableField<?, ?>> fields) {
        for (UniqueKey<?> key : table.getKeys()) {
            if (fields.containsAll(key.getFields())) {
                return true;
            }
        }
        return false;
    }

    private void reverse(Key key) {
        boolean several = keys.stream()
                .filter(other -> other.source().model() == key.source().model()
                        && other.target().model() == key.target().model())
                .count() > 1;
        String plain = key.source().simpleName();
        String full = plain + "_" + key.name();
        key.definition().reverse(key.target().free(several ? full : plain, full));
    }

    /** Both sides of a table that holds pairs and nothing else, but perhaps a key of its own. */
    private void manyToMany(Entry through) {
        List<Key> ends = keys.stream().filter(key -> key.source().model() == through.model()).toList();
        if (ends.size() != 2 || !consistsOf(through, ends)) {
            return;
        }
        Key near = ends.get(0);
        Key far = ends.get(1);
        String name = name(near, far);
        String reverse = name(far, near);
        near.target().model().manyToMany(name, far.target().model().name(),
                pairs -> pairs.through(through.model().name(), near.name(), far.name()).reverse(reverse));
    }

    private static boolean consistsOf(Entry through, List<Key> ends) {
        if (!Collections.disjoint(ends.get(0).columns(), ends.get(1).columns())) {
            return false;
        }
        List<String> rest = new ArrayList<>(through.model().columns().keySet());
        ends.forEach(end -> rest.removeAll(end.columns()));
        return rest.isEmpty() || rest.equals(through.primaryKey());
    }

    private static String name(Key from, Key to) {
        String full = to.target().simpleName() + "_" + to.name();
        // Between rows of one table both directions need their end's name.
        return from.target().free(from.target().model() == to.target().model() ? full : to.target().simpleName(), full);
    }
}
