package dev.dunder.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Index;
import org.jooq.Named;
import org.jooq.Schema;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.TableOptions.TableType;
import org.jooq.UniqueKey;
import org.jspecify.annotations.Nullable;

/** What jOOQ's classes say of tables. */
final class JooqTables {
    private static final Map<TableType, TableKind> VIEWS = Map.of(
            TableType.VIEW, TableKind.VIEW, TableType.MATERIALIZED_VIEW, TableKind.MATERIALIZED_VIEW);

    private JooqTables() {}

    static List<CatalogTable> described(Collection<? extends Table<?>> tables) {
        return tables.stream().map(JooqTables::described).toList();
    }

    private static CatalogTable described(Table<?> table) {
        return new CatalogTable(
                table.getQualifiedName(),
                table.getName(),
                schema(table),
                table.getQualifiedName(),
                VIEWS.getOrDefault(table.getTableType(), TableKind.TABLE),
                comment(table.getComment()),
                table.fieldStream().map(field -> column(table, field)).toList(),
                uniqueKeys(table),
                table.getIndexes().stream().map(JooqTables::described).toList(),
                table.getReferences().stream().map(JooqTables::foreignKey).toList(),
                constraints(table));
    }

    private static Map<String, List<String>> constraints(Table<?> table) {
        Map<String, List<String>> constraints = new LinkedHashMap<>();
        table.getKeys().forEach(key -> constraints.put(key.getName(), names(key.getFields())));
        table.getReferences().forEach(key -> constraints.put(key.getName(), names(key.getFields())));
        // Of which rows an index is it does not tell, so that those are no keys.
        table.getIndexes().stream().filter(Index::getUnique)
                .forEach(index -> constraints.putIfAbsent(index.getName(), sorted(index)));
        return Map.copyOf(constraints);
    }

    private static @Nullable String schema(Table<?> table) {
        Schema schema = table.getSchema();
        return schema == null || schema.getName().isEmpty() ? null : schema.getName();
    }

    private static @Nullable String comment(@Nullable String comment) {
        return comment == null || comment.isEmpty() ? null : comment;
    }

    private static CatalogTable.Column column(Table<?> table, Field<?> field) {
        DataType<?> type = ConvertedTypes.ofOwnClass(table.getName() + "." + field.getName(), field.getDataType());
        boolean defaulted = field.getDataType().defaulted() || field.getDataType().identity();
        return new CatalogTable.Column(field.getName(), JavaTypes.readable(type), null, defaulted,
                /* numbered= */ false, comment(field.getComment()));
    }

    private static List<CatalogTable.UniqueKey> uniqueKeys(Table<?> table) {
        List<CatalogTable.UniqueKey> keys = new ArrayList<>();
        UniqueKey<?> primary = table.getPrimaryKey();
        if (primary != null) {
            keys.add(uniqueKey(primary, true));
        }
        table.getUniqueKeys().stream().filter(key -> !key.equals(primary))
                .forEach(key -> keys.add(uniqueKey(key, false)));
        return keys;
    }

    private static CatalogTable.UniqueKey uniqueKey(UniqueKey<?> key, boolean primary) {
        return new CatalogTable.UniqueKey(key.getName(), names(key.getFields()), primary, true);
    }

    private static CatalogTable.ForeignKey foreignKey(ForeignKey<?, ?> key) {
        return new CatalogTable.ForeignKey(names(key.getFields()), key.getKey().getTable().getQualifiedName(),
                names(key.getKeyFields()), true, null);
    }

    private static String described(Index index) {
        return (index.getUnique() ? "unique index: " : "index: ") + String.join(", ", sorted(index)) + " ("
                + index.getName() + ")";
    }

    private static List<String> sorted(Index index) {
        return index.getFields().stream().map(SortField::getName).toList();
    }

    private static List<String> names(List<? extends Named> fields) {
        return fields.stream().map(Named::getName).toList();
    }
}
