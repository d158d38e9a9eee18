package dev.dunder.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jooq.DataType;
import org.jooq.ForeignKey;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UniqueKey;

/** Makes models of jOOQ tables: first the models, then the relations between them, and names for both. */
final class SchemaBuilder {
    private static final String SUFFIX = "_id";

    private final Map<Name, Model> byTable = new LinkedHashMap<>();
    private final Map<Model, Table<?>> tables = new LinkedHashMap<>();
    private final List<Key> keys = new ArrayList<>();

    /** A foreign key whose two ends are both models here. */
    private record Key(String name, Model source, Model target, Hop forward, Hop reverse) {}

    SchemaBuilder(
            Collection<? extends Table<?>> tables,
            Function<Table<?>, String> modelName,
            Function<Table<?>, Name> sqlName,
            UnaryOperator<DataType<?>> types) {
        for (Table<?> table : tables) {
            Model model = new Model(modelName.apply(table), sqlName.apply(table), table, types);
            byTable.put(table.getQualifiedName(), model);
            this.tables.put(model, table);
        }
    }

    Schema build() {
        // Forward names first: they come from columns, and a reverse name gives way to them.
        tables.forEach((model, table) -> table.getReferences().stream()
                .sorted(Comparator.comparing(SchemaBuilder::columns))
                .forEach(key -> forward(model, table, key)));
        keys.forEach(this::reverse);
        tables.keySet().forEach(this::manyToMany);
        Map<String, Model> models = new LinkedHashMap<>();
        byTable.values().forEach(model -> models.put(model.name(), model));
        return new Schema(models);
    }

    /** Foreign keys come in no order that would be the same everywhere. */
    private static String columns(ForeignKey<?, ?> key) {
        return key.getFields() + " " + key.getKey().getTable().getName();
    }

    private void forward(Model source, Table<?> table, ForeignKey<?, ?> key) {
        Model target = byTable.get(key.getKey().getTable().getQualifiedName());
        if (target == null) {
            return;
        }
        List<Attribute> near = source.attributes(key.getFields());
        List<Attribute> far = target.attributes(key.getKeyFields());
        String name = forwardName(source, target, near);
        Hop forward = Hop.forward(source, target, near, far);
        Hop reverse = forward.reverse(isUnique(table, key.getFields()));
        source.add(new Relation(name, forward));
        keys.add(new Key(name, source, target, forward, reverse));
    }

    private static String forwardName(Model source, Model target, List<Attribute> near) {
        String column = near.get(0).name();
        if (near.size() > 1) {
            return free(source, target.tableName(), target.tableName() + "_" + column);
        }
        String name = column.endsWith(SUFFIX) ? column.substring(0, column.length() - SUFFIX.length()) : column;
        // A second foreign key of the same column, or author beside author_id: the column's own name, which is free to
        // be both relation and column, as its value is the same.
        return name.isEmpty() || source.has(name) ? column : name;
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
                .filter(other -> other.source() == key.source() && other.target() == key.target())
                .count() > 1;
        String plain = key.source().tableName();
        String full = plain + "_" + key.name();
        String name = several ? free(key.target(), full, full) : free(key.target(), plain, full);
        key.target().add(new Relation(name, key.reverse()));
    }

    /** Both sides of a table that holds pairs and nothing else, but perhaps a key of its own. */
    private void manyToMany(Model through) {
        List<Key> ends = keys.stream().filter(key -> key.source() == through).toList();
        if (ends.size() != 2 || !consistsOf(through, ends)) {
            return;
        }
        pair(ends.get(0), ends.get(1));
        pair(ends.get(1), ends.get(0));
    }

    private static boolean consistsOf(Model through, List<Key> ends) {
        if (!Collections.disjoint(ends.get(0).forward().near(), ends.get(1).forward().near())) {
            return false;
        }
        List<Attribute> rest = new ArrayList<>(through.attributes());
        ends.forEach(end -> rest.removeAll(end.forward().near()));
        return rest.isEmpty() || rest.equals(through.primaryKey());
    }

    private static void pair(Key from, Key to) {
        Model model = from.target();
        String full = to.target().tableName() + "_" + to.name();
        // Between rows of one table both directions need their end's name.
        String name = free(model, model == to.target() ? full : to.target().tableName(), full);
        model.add(new Relation(name, from.reverse(), to.forward()));
    }

    /** The first name that hides nothing, or else a number behind the last. */
    private static String free(Model model, String first, String second) {
        if (!model.has(first)) {
            return first;
        }
        String name = second;
        for (int i = 2; model.has(name); i++) {
            name = second + "_" + i;
        }
        return name;
    }
}
