package dev.dunder.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Defines models of tables, with names for them and for the relations between them. */
final class TableNames {
    private static final String SUFFIX = "_id";
    private static final String PARENT = "parent";

    private final SchemaDefinition schema = new SchemaDefinition();
    private final Map<Object, Entry> byTable = new LinkedHashMap<>();
    private final List<Key> keys = new ArrayList<>();

    /** A model to be, the names that are taken on it, and its foreign keys. */
    private record Entry(
            CatalogTable table, ModelDefinition model, Set<String> taken, Set<String> relations, List<Key> keys) {
        /** The first name that hides nothing, or else a number behind the last. */
        String free(String first, String second) {
            String name = taken.contains(first) ? second : first;
            for (int i = 2; taken.contains(name); i++) {
                name = second + "_" + i;
            }
            taken.add(name);
            return name;
        }

        String simpleName() {
            return table.simpleName();
        }
    }

    /** A foreign key whose two ends are both models here. */
    private record Key(String name, Entry source, Entry target, List<String> columns, KeyDefinition definition) {}

    TableNames(Collection<CatalogTable> tables) {
        for (CatalogTable table : tables) {
            ModelDefinition model = schema.add(table.model()).table(table.sqlName()).described(table);
            Set<String> taken = new HashSet<>();
            for (CatalogTable.Column column : table.columns()) {
                model.column(column);
                taken.add(column.name());
            }
            model.primaryKey(table.primaryKey().toArray(String[]::new)).tableKey(table.tableKey());
            byTable.put(table.id(), new Entry(table, model, taken, new HashSet<>(), new ArrayList<>()));
        }
    }

    SchemaDefinition definition() {
        // Forward names first: they come from columns, and a reverse name gives way to them.
        byTable.values().forEach(entry -> distinct(entry.table().foreignKeys()).forEach(key -> forward(entry, key)));
        keys.forEach(this::reverse);
        // Of several tables between the same two, one that says more gives way to one that does not.
        byTable.values().forEach(entry -> manyToMany(entry, /* plain= */ true));
        byTable.values().forEach(entry -> manyToMany(entry, /* plain= */ false));
        return schema;
    }

    /** In an order that is the same everywhere, and each once: a table may have the same key twice. */
    private Collection<CatalogTable.ForeignKey> distinct(List<CatalogTable.ForeignKey> all) {
        Map<List<Object>, CatalogTable.ForeignKey> distinct = new LinkedHashMap<>();
        all.stream().sorted(Comparator.comparing(this::description)).forEach(key -> distinct.merge(
                List.of(key.target(), pairs(key)), key, (one, other) -> one.kept() ? one : other));
        return distinct.values();
    }

    private String description(CatalogTable.ForeignKey key) {
        Entry target = byTable.get(key.target());
        return key.columns() + " " + (target == null ? "" : target.model().name()) + " " + key.targetColumns();
    }

    private static Set<String> pairs(CatalogTable.ForeignKey key) {
        Set<String> pairs = new TreeSet<>();
        for (int i = 0; i < key.columns().size(); i++) {
            // A NUL is in no name.
            pairs.add(key.columns().get(i) + "\0" + key.targetColumns().get(i));
        }
        return pairs;
    }

    private void forward(Entry source, CatalogTable.ForeignKey key) {
        Entry target = byTable.get(key.target());
        if (target == null) {
            return;
        }
        String name = forwardName(source, target, key.columns());
        source.taken().add(name);
        source.relations().add(name);
        List<KeyDefinition> made = new ArrayList<>();
        if (source.table().isUnique(key.columns())) {
            source.model().oneToOne(name, key.columns(), target.model().name(), made::add);
        } else {
            source.model().foreignKey(name, key.columns(), target.model().name(), made::add);
        }
        made.get(0).to(key.targetColumns().toArray(String[]::new)).kept(key.kept()).onDeleteUnlessSaid(key.onDelete());
        Key all = new Key(name, source, target, key.columns(), made.get(0));
        source.keys().add(all);
        keys.add(all);
    }

    private static String forwardName(Entry source, Entry target, List<String> near) {
        String column = near.get(0);
        if (near.size() > 1) {
            return source.free(target.simpleName(), target.simpleName() + "_" + column);
        }
        String name = column.endsWith(SUFFIX) ? column.substring(0, column.length() - SUFFIX.length()) : column;
        if (!name.isEmpty() && !source.taken().contains(name)) {
            return name;
        }
        // A second foreign key of the same column, or author beside author_id: the column's own name, which is free to
        // be both relation and column, as its value is the same.
        return source.relations().contains(column)
                ? source.free(target.simpleName(), column + "_" + target.simpleName())
                : column;
    }

    private void reverse(Key key) {
        boolean several = key.source().keys().stream().filter(other -> other.target().model() == key.target().model())
                .count() > 1;
        String plain = key.source().simpleName();
        String full = plain + "_" + key.name();
        boolean self = key.source().model() == key.target().model();
        key.definition().reverse(key.target().free(self ? childName(key.name()) : several ? full : plain, full));
    }

    /**
     * What rows are to others of their own table. That these are rows of it goes without saying: the children of a parent, the
     * replies that reply to something, those that were invited by somebody, and else those that somebody is manager of.
     */
    private static String childName(String key) {
        if (key.equals(PARENT) || key.startsWith(PARENT + "_") || key.endsWith("_" + PARENT)) {
            return "child";
        }
        for (String ending : List.of("_to", "_by")) {
            if (key.endsWith(ending)) {
                String verb = key.substring(0, key.length() - ending.length());
                return verb.startsWith("in_") ? verb.substring("in_".length()) : verb;
            }
        }
        return key + "_of";
    }

    /** Both sides of a table that holds pairs. */
    private void manyToMany(Entry through, boolean plain) {
        LinkTable link = LinkTable.of(through.table(), through.keys().stream().map(Key::columns).toList());
        if (link == null || link.plain() != plain) {
            return;
        }
        Key near = through.keys().get(link.near());
        Key far = through.keys().get(link.far());
        if (plain) {
            // A pair is nothing without its two ends.
            near.definition().onDeleteUnlessSaid(OnDelete.CASCADE);
            far.definition().onDeleteUnlessSaid(OnDelete.CASCADE);
        }
        String name = name(near, far);
        String reverse = name(far, near);
        near.target().model().manyToMany(name, far.target().model().name(),
                pairs -> pairs.through(through.model().name(), near.name(), far.name()).reverse(reverse));
    }

    private static String name(Key from, Key to) {
        String full = to.target().simpleName() + "_" + to.name();
        // Between rows of one table both directions need their end's name.
        return from.target().free(from.target().model() == to.target().model() ? full : to.target().simpleName(), full);
    }
}
