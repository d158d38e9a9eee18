package dev.dunder.model;

import dev.dunder.model.Reflection.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table while the catalog is read: what has been found of it so far. */
final class CatalogEntry {
    final long id;
    final TableName name;
    final TableKind kind;
    /** Of what it is a partition; 0 if it is none. */
    final long parent;
    /** Whether there are rows in other tables that inherit from it, without its keys. */
    final boolean extended;
    final @Nullable String comment;
    final Map<Integer, CatalogTable.Column> columns = new LinkedHashMap<>();
    final List<CatalogTable.UniqueKey> uniqueKeys = new ArrayList<>();
    /** In words, those that are of no key. */
    final List<String> indexes = new ArrayList<>();
    final List<Reference> references = new ArrayList<>();
    final Map<String, List<String>> constraints = new LinkedHashMap<>();
    final List<CatalogEntry> partitions = new ArrayList<>();

    /** A foreign key by the names of its columns, as a partition has other numbers than its table, but no other names. */
    record Reference(
            List<String> columns, long target, List<Integer> targetColumns, boolean kept, @Nullable OnDelete onDelete) {
        Reference kept(boolean always) {
            return new Reference(columns, target, targetColumns, kept && always, onDelete);
        }

        boolean sameAs(Reference other) {
            return columns.equals(other.columns) && target == other.target
                    && targetColumns.equals(other.targetColumns);
        }
    }

    CatalogEntry(
            long id, TableName name, TableKind kind, long parent, boolean extended, @Nullable String comment) {
        this.id = id;
        this.name = name;
        this.kind = kind;
        this.parent = parent;
        this.extended = extended;
        this.comment = comment;
    }

    /** The names of columns; null where one of them has gone. */
    @Nullable
    List<String> names(List<Integer> numbers) {
        List<String> names = new ArrayList<>();
        for (int number : numbers) {
            CatalogTable.Column column = columns.get(number);
            if (column == null) {
                return null;
            }
            names.add(column.name());
        }
        return names;
    }

    /**
     * Its foreign keys, and those that its partitions declare where it does not itself. Where some of them do not, a row may
     * refer to none; and where they refer to different tables, a column is a relation to none of these.
     */
    List<Reference> allReferences() {
        List<Reference> all = new ArrayList<>(references);
        List<List<Reference>> declared = partitions.stream().map(CatalogEntry::allReferences).toList();
        List<Reference> distinct = new ArrayList<>();
        declared.forEach(keys -> keys.stream().filter(key -> !isAmong(key, distinct) && !isAmong(key, all))
                .forEach(distinct::add));
        for (Reference key : distinct) {
            boolean always = declared.stream().allMatch(keys -> isAmong(key, keys));
            boolean alone = distinct.stream().filter(other -> other.columns().equals(key.columns())).count() == 1;
            if (always || alone) {
                all.add(key.kept(always && declared.stream().allMatch(keys -> isKept(key, keys))));
            }
        }
        return all;
    }

    private static boolean isAmong(Reference key, List<Reference> keys) {
        return keys.stream().anyMatch(key::sameAs);
    }

    private static boolean isKept(Reference key, List<Reference> keys) {
        return keys.stream().anyMatch(other -> key.sameAs(other) && other.kept());
    }
}
