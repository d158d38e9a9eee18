package dev.dunder.model;

import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.Name;
import org.jspecify.annotations.Nullable;

/**
 * A table, view or the like as it is described before it is a model: by the server's catalog, or by jOOQ's classes.
 *
 * @param id what foreign keys refer to it by
 * @param model what its model is to be called
 * @param schema the schema that it is in; null where that is not known
 * @param sqlName its name as it is to stand in SQL
 * @param kind what it is
 * @param comment what is said of it
 * @param columns in their order
 * @param uniqueKeys columns in which no two rows are equal; the primary key first
 * @param indexes those beside them, in words
 * @param foreignKeys in any order
 * @param constraints the columns of each, by its name
 */
record CatalogTable(
        Object id,
        String model,
        @Nullable String schema,
        Name sqlName,
        TableKind kind,
        @Nullable String comment,
        List<Column> columns,
        List<UniqueKey> uniqueKeys,
        List<String> indexes,
        List<ForeignKey> foreignKeys,
        Map<String, List<String>> constraints) {

    /**
     * A column.
     *
     * @param written its type as the server writes it; null where that is not known
     * @param defaulted whether a row may be stored without a value for it, as there is another
     * @param numbered whether the server alone gives it values, {@code GENERATED ALWAYS AS IDENTITY}
     */
    record Column(
            String name, DataType<?> type, @Nullable String written, boolean defaulted, boolean numbered,
            @Nullable String comment) {}

    /**
     * Columns in which no two rows are equal.
     *
     * @param primary whether it is the primary key
     * @param immediate whether that is so at any moment, and not at the end of a transaction only
     */
    record UniqueKey(String name, List<String> columns, boolean primary, boolean immediate) {}

    /**
     * Columns that refer to another table's.
     *
     * @param target the {@link CatalogTable#id} of that
     * @param kept whether all rows are known to refer to one: not where the server does not check each of them
     * @param onDelete what the database does to those that refer to a row which is deleted; null where it refuses, or that is
     *     not known
     */
    record ForeignKey(
            List<String> columns, Object target, List<String> targetColumns, boolean kept,
            @Nullable OnDelete onDelete) {}

    String simpleName() {
        return String.valueOf(sqlName.unqualifiedName().first());
    }

    List<String> primaryKey() {
        return uniqueKeys.stream().filter(UniqueKey::primary).findFirst().map(UniqueKey::columns).orElse(List.of());
    }

    /** The primary key by which the server knows all columns of a row, when they are grouped. */
    List<String> tableKey() {
        return uniqueKeys.stream().filter(key -> key.primary() && key.immediate() && !kind.isView()).findFirst()
                .map(UniqueKey::columns).orElse(List.of());
    }

    boolean isUnique(List<String> among) {
        return uniqueKeys.stream().anyMatch(key -> among.containsAll(key.columns()));
    }
}
