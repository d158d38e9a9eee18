package dev.dunder.model;

import dev.dunder.model.Reflection.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Reads a database's catalog in one look: a statement for each kind of thing in it. What is made or dropped meanwhile is there
 * as a whole or not at all.
 */
final class Catalog {
    private final Connection connection;
    private final Map<Long, CatalogEntry> found = new LinkedHashMap<>();

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private Catalog(Connection connection) {
        this.connection = connection;
    }

    static Schema read(DSLContext context, Reflection wanted) {
        List<CatalogTable> tables = context.connectionResult(connection -> new Catalog(connection).tables(wanted));
        return new TableNames(tables).definition().build();
    }

    private List<CatalogTable> tables(Reflection wanted) throws SQLException {
        readTables();
        wanted.check(found.values().stream().map(table -> table.name).toList());
        Map<Long, CatalogEntry> models = new LinkedHashMap<>();
        found.forEach((id, table) -> {
            if (wanted.takes(table.name, table.kind == TableKind.PARTITION)) {
                models.put(id, table);
            }
        });
        String ids = array(models.keySet());
        String withPartitions = array(withPartitions(models.values()));
        CatalogTypes types = readTypes(ids);
        readColumns(withPartitions, types);
        readIndexes(ids);
        readReferences(withPartitions);
        return described(models.values());
    }

    private static String array(Set<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** Their partitions may have foreign keys that they have not. */
    private static Set<Long> withPartitions(Collection<CatalogEntry> tables) {
        Set<Long> all = new LinkedHashSet<>();
        tables.forEach(table -> addWithPartitions(table, all));
        return all;
    }

    private static void addWithPartitions(CatalogEntry table, Set<Long> all) {
        all.add(table.id);
        table.partitions.forEach(partition -> addWithPartitions(partition, all));
    }

    private void each(String sql, @Nullable String ids, RowReader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (ids != null) {
                statement.setString(1, ids);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private void readTables() throws SQLException {
        // As for the server: of two tables of one name the first schema on the path has the visible one.
        Set<String> visible = new HashSet<>();
        each(CatalogQueries.TABLES, null, row -> {
            boolean plain = row.getLong("place") > 0 && visible.add(row.getString("relname"))
                    && row.getBoolean("plain");
            long parent = row.getLong("inhparent");
            CatalogEntry table = new CatalogEntry(row.getLong("oid"),
                    new TableName(row.getString("nspname"), row.getString("relname"), plain),
                    TableKind.of(row.getString("relkind"), parent != 0),
                    parent, row.getBoolean("extended"), row.getString("description"));
            found.put(table.id, table);
        });
        for (CatalogEntry table : found.values()) {
            CatalogEntry parent = found.get(table.parent);
            if (parent != null) {
                parent.partitions.add(table);
            }
        }
    }

    private CatalogTypes readTypes(String ids) throws SQLException {
        List<CatalogTypes.CatalogType> types = new ArrayList<>();
        each(CatalogQueries.TYPES, ids, row -> types.add(new CatalogTypes.CatalogType(
                row.getLong("oid"), row.getString("typtype"),
                row.getLong("typbasetype"), row.getLong("member"), row.getInt("typndims"), row.getInt("typtypmod"),
                row.getBoolean("typnotnull"), row.getBoolean("defaulted"), row.getString("written"),
                Arrays.asList((String[]) row.getArray("labels").getArray()))));
        return new CatalogTypes(types);
    }

    private void readColumns(String ids, CatalogTypes types) throws SQLException {
        each(CatalogQueries.COLUMNS, ids, row -> {
            CatalogEntry table = found.get(row.getLong("attrelid"));
            if (table != null) {
                table.columns.put(row.getInt("attnum"), column(row, table.kind, types));
            }
        });
    }

    private static CatalogTable.Column column(ResultSet row, TableKind kind, CatalogTypes types) throws SQLException {
        long type = row.getLong("atttypid");
        // An outer join within a view makes nulls even of a domain that takes none.
        boolean required = row.getBoolean("attnotnull") || (!kind.isView() && types.isRequired(type));
        DataType<?> read = types.of(type, row.getInt("attndims"), row.getInt("atttypmod"));
        return new CatalogTable.Column(row.getString("attname"),
                read.nullable(!required).readonly(row.getBoolean("computed")),
                row.getString("written"),
                row.getBoolean("defaulted") || types.isDefaulted(type),
                row.getBoolean("numbered"),
                row.getString("description"));
    }

    private void readIndexes(String ids) throws SQLException {
        each(CatalogQueries.INDEXES, ids, row -> {
            CatalogEntry table = found.get(row.getLong("indrelid"));
            List<Integer> all = numbers(row.getString("columns"), " ");
            List<Integer> key = all.subList(0, row.getInt("indnkeyatts"));
            // What is computed has no number.
            List<String> names = table == null ? null : table.names(key.stream().filter(one -> one != 0).toList());
            boolean unique = row.getBoolean("indisunique");
            if (table != null && names != null && unique) {
                table.constraints.put(row.getString("relname"), names);
            }
            if (table != null && names != null && unique && row.getBoolean("whole")) {
                table.uniqueKeys.add(new CatalogTable.UniqueKey(row.getString("relname"), names,
                        row.getBoolean("indisprimary"), row.getBoolean("indimmediate")));
            } else if (table != null && row.getString("written") != null) {
                table.indexes.add((unique ? "unique index: " : "index: ") + row.getString("written") + " ("
                        + row.getString("relname") + ")");
            }
        });
    }

    private void readReferences(String ids) throws SQLException {
        each(CatalogQueries.FOREIGN_KEYS, ids, row -> {
            CatalogEntry table = found.get(row.getLong("conrelid"));
            String columns = row.getString("columns");
            List<String> names = table == null
                    ? null
                    : table.names(numbers(columns.substring(1, columns.length() - 1), ","));
            if (table != null && names != null) {
                table.constraints.put(row.getString("conname"), names);
            }
            if (table != null && names != null && row.getBoolean("refers")) {
                String target = row.getString("target");
                table.references.add(new CatalogEntry.Reference(names, row.getLong("confrelid"),
                        numbers(target.substring(1, target.length() - 1), ","),
                        row.getBoolean("kept") && !table.extended, onDelete(row.getString("ondelete"), names, table)));
            }
        });
    }

    /** One of only some of its columns is the database's own affair. */
    private static @Nullable OnDelete onDelete(String rule, List<String> columns, CatalogEntry table) {
        boolean nullable = table.columns.values().stream()
                .anyMatch(column -> columns.contains(column.name()) && column.type().nullable());
        return switch (rule) {
            case "c" -> OnDelete.CASCADE;
            case "n" -> nullable ? OnDelete.SET_NULL : null;
            case "d" -> OnDelete.SET_DEFAULT;
            case "-" -> OnDelete.DO_NOTHING;
            default -> null;
        };
    }

    private static List<Integer> numbers(String list, String between) {
        return Arrays.stream(list.split(between)).map(Integer::valueOf).toList();
    }

    private List<CatalogTable> described(Collection<CatalogEntry> models) {
        Set<String> names = new HashSet<>();
        return models.stream()
                .map(table -> new CatalogTable(table.id, modelName(table.name, names), table.name.schema(),
                        sqlName(table.name), table.kind,
                        table.comment, List.copyOf(table.columns.values()), table.uniqueKeys,
                        table.indexes,
                        foreignKeys(table.allReferences()), Map.copyOf(table.constraints)))
                .toList();
    }

    /** The visible names come first, and a dot may be part of one. */
    private static String modelName(TableName name, Set<String> taken) {
        String wanted = name.visible() ? name.table() : name.full();
        String free = taken.add(wanted) ? wanted : DSL.name(name.schema(), name.table()).quotedName().toString();
        taken.add(free);
        return free;
    }

    private static Name sqlName(TableName name) {
        return name.visible() ? DSL.name(name.table()) : DSL.name(name.schema(), name.table());
    }

    private List<CatalogTable.ForeignKey> foreignKeys(List<CatalogEntry.Reference> references) {
        List<CatalogTable.ForeignKey> keys = new ArrayList<>();
        for (CatalogEntry.Reference reference : references) {
            CatalogEntry target = found.get(reference.target());
            List<String> names = target == null ? null : target.names(reference.targetColumns());
            if (names != null) {
                keys.add(new CatalogTable.ForeignKey(reference.columns(), reference.target(), names,
                        reference.kept(), reference.onDelete()));
            }
        }
        return keys;
    }
}
