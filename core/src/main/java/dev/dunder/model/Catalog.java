package dev.dunder.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Meta;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Reads a database's catalog, through jOOQ. */
final class Catalog {
    private final List<String> searchPath;
    private final Meta meta;
    private final CatalogTypes types;

    private Catalog(DSLContext context) {
        this.searchPath = List
                .of(context.select(DSL.function(DSL.name("current_schemas"), String[].class, DSL.inline(false)))
                        .fetchSingle()
                        .value1());
        this.meta = context.meta().filterSchemas(schema -> isUsers(schema.getName()));
        this.types = CatalogTypes.read(context);
    }

    static Schema read(DSLContext context) {
        Catalog catalog = new Catalog(context);
        List<Table<?>> tables = new ArrayList<>(catalog.meta.getTables());
        // A partition is part of its table; the keys that PostgreSQL copies to it are not the user's.
        Set<String> partitions = partitions(context);
        tables.removeIf(table -> partitions.contains(schemaName(table) + "." + table.getName()));
        tables.sort(Comparator.<Table<?>>comparingInt(catalog::rank).thenComparing(Table::getName));
        Set<String> plainNames = new HashSet<>();
        Set<Table<?>> plain = new HashSet<>();
        for (Table<?> table : tables) {
            // As for PostgreSQL: of two tables of one name the first schema on the path has the visible one.
            if (catalog.rank(table) < catalog.searchPath.size() && plainNames.add(table.getName())) {
                plain.add(table);
            }
        }
        return new TableNames(
                tables,
                table -> plain.contains(table) ? table.getName() : schemaName(table) + "." + table.getName(),
                table -> plain.contains(table) ? table.getUnqualifiedName() : table.getQualifiedName(),
                catalog::type)
                .definition()
                .build();
    }

    private static Set<String> partitions(DSLContext context) {
        Table<?> tables = DSL.table(DSL.name("pg_catalog", "pg_class")).as("c");
        Table<?> schemas = DSL.table(DSL.name("pg_catalog", "pg_namespace")).as("n");
        return context.select(
                DSL.field(DSL.name("n", "nspname"), SQLDataType.VARCHAR)
                        .concat(DSL.inline("."), DSL.field(DSL.name("c", "relname"), SQLDataType.VARCHAR)))
                .from(tables)
                .join(schemas)
                .on(DSL.field(DSL.name("n", "oid"), SQLDataType.BIGINT)
                        .eq(DSL.field(DSL.name("c", "relnamespace"), SQLDataType.BIGINT)))
                .where(DSL.field(DSL.name("c", "relispartition"), SQLDataType.BOOLEAN))
                .fetchSet(0, String.class);
    }

    private static boolean isUsers(String schema) {
        return !schema.startsWith("pg_") && !schema.equals("information_schema");
    }

    /** The place of the table's schema on the search path; past its end where it is not on it. */
    private int rank(Table<?> table) {
        int place = searchPath.indexOf(schemaName(table));
        return place < 0 ? searchPath.size() : place;
    }

    private static String schemaName(Table<?> table) {
        return String.valueOf(table.getQualifiedName().first());
    }

    private DataType<?> type(Table<?> table, Field<?> column) {
        DataType<?> said = column.getDataType();
        DataType<?> type = types.of(schemaName(table), table.getName(), column.getName());
        return type == null ? JavaTypes.readable(said) : JavaTypes.keeping(said, type);
    }
}
