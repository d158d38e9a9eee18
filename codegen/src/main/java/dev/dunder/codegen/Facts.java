package dev.dunder.codegen;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a catalog says that models do not know of: comments, enums, and in which schemas tables are. */
final class Facts {
    private static final String TABLES = """
            select n.nspname, c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            order by 1, 2""";

    private static final String PARTITIONS = """
            select n.nspname, c.relname, pn.nspname, p.relname
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                join pg_catalog.pg_inherits i on i.inhrelid = c.oid join pg_catalog.pg_class p on p.oid = i.inhparent
                join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
            where c.relispartition and c.relkind in ('r', 'p', 'f') order by 3, 4, 1, 2""";

    private static final String SCHEMAS = "select nspname from pg_catalog.pg_namespace order by 1";

    private static final String SEARCH_PATH = "select unnest(current_schemas(false))::text";

    private static final String COMMENTS = """
            select n.nspname, c.relname, a.attname, d.description
            from pg_catalog.pg_description d join pg_catalog.pg_class c on c.oid = d.objoid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0
            where d.classoid = 'pg_catalog.pg_class'::regclass and c.relkind in ('r', 'p', 'v', 'm', 'f')
            order by 1, 2, 3""";

    private static final String ENUMS = """
            select n.nspname, t.typname, array(select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = t.oid
                order by e.enumsortorder), obj_description(t.oid, 'pg_type')
            from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace
            where t.typtype = 'e' order by 1, 2""";

    /** Columns of an enum, of arrays of one, or of domains over one. A domain over an array is to the server like the array. */
    private static final String ENUM_COLUMNS = """
            with recursive down as (
                select t.oid as whole, t.oid as part, false as domain, 0 as dimensions from pg_catalog.pg_type t
                where t.typtype in ('d', 'e') or t.typcategory = 'A'
                union all
                select d.whole, case when t.typtype = 'd' then t.typbasetype else t.typelem end,
                    t.typtype = 'd', d.dimensions + case when t.typtype = 'd' then 0 else 1 end
                from down d join pg_catalog.pg_type t on t.oid = d.part
                where t.typtype = 'd' or (t.typtype = 'b' and t.typcategory = 'A' and t.typelem <> 0))
            select n.nspname, c.relname, a.attname, tn.nspname, t.typname, d.domain, greatest(d.dimensions, a.attndims)
            from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                join down d on d.whole = a.atttypid join pg_catalog.pg_type t on t.oid = d.part and t.typtype = 'e'
                join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace
            where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f')
                and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'""";

    /** A table by its schema and its name. */
    record TableName(String schema, String name) {}

    /** A column, or the whole table. */
    record Place(TableName table, @Nullable String column) {}

    /** An enum's name. */
    record EnumName(String schema, String name) {}

    /** An enum. */
    record EnumFact(EnumName name, List<String> labels, @Nullable String comment) {}

    /** A column's enum: its own type, or that of a domain. */
    record EnumColumn(EnumName name, boolean domain, int dimensions) {}

    private final Set<TableName> tables;
    private final Map<TableName, TableName> partitions = new LinkedHashMap<>();
    private final List<String> schemas;
    private final List<String> searchPath;
    private final Map<Place, String> comments = new LinkedHashMap<>();
    private final Map<EnumName, EnumFact> enums = new LinkedHashMap<>();
    private final Map<Place, EnumColumn> enumColumns = new LinkedHashMap<>();

    private Facts(Connection connection) throws SQLException {
        tables = new LinkedHashSet<>(rows(connection, TABLES, row -> table(row)));
        rows(connection, PARTITIONS,
                row -> partitions.put(table(row), new TableName(row.getString(3), row.getString(4))));
        schemas = rows(connection, SCHEMAS, row -> row.getString(1));
        searchPath = rows(connection, SEARCH_PATH, row -> row.getString(1));
        rows(connection, COMMENTS,
                row -> comments.put(new Place(table(row), row.getString(3)), row.getString(4)));
        rows(connection, ENUMS, row -> {
            EnumName name = new EnumName(row.getString(1), row.getString(2));
            return enums.put(name, new EnumFact(name, texts(row.getArray(3)), row.getString(4)));
        });
        rows(connection, ENUM_COLUMNS, row -> enumColumns.put(new Place(table(row), row.getString(3)),
                new EnumColumn(new EnumName(row.getString(4), row.getString(5)), row.getBoolean(6), row.getInt(7))));
    }

    static Facts read(Connection connection) throws SQLException {
        return new Facts(connection);
    }

    @FunctionalInterface
    private interface Reader<T extends @Nullable Object> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T extends @Nullable Object> List<T> rows(Connection connection, String sql, Reader<T> reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(reader.of(rows));
            }
            return read;
        }
    }

    private static TableName table(ResultSet row) throws SQLException {
        return new TableName(row.getString(1), row.getString(2));
    }

    private static List<String> texts(Array array) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Object one : (Object[]) array.getArray()) {
            texts.add((String) one);
        }
        return texts;
    }

    Set<TableName> tables() {
        return tables;
    }

    /** What each is a partition of. */
    Map<TableName, TableName> partitions() {
        return partitions;
    }

    /** What a table may be called: with its schema, and without where that is seen. */
    String[] names(TableName table) {
        String full = table.schema() + "." + table.name();
        return table(List.of(table.name())).equals(table) ? new String[]{table.name(), full} : new String[]{full};
    }

    List<String> schemas() {
        return schemas;
    }

    List<String> searchPath() {
        return searchPath;
    }

    /** The table of a name as SQL has it: without a schema it is the first one on the search path. */
    TableName table(List<String> name) {
        if (name.size() > 1) {
            return new TableName(name.get(name.size() - 2), name.get(name.size() - 1));
        }
        return searchPath.stream().map(schema -> new TableName(schema, name.get(0))).filter(tables::contains)
                .findFirst()
                .orElse(new TableName("", name.get(0)));
    }

    @Nullable
    String comment(TableName table, @Nullable String column) {
        return comments.get(new Place(table, column));
    }

    @Nullable
    EnumColumn enumOf(TableName table, String column) {
        return enumColumns.get(new Place(table, column));
    }

    /** The enums by their names, with their schemas and without. */
    Set<String> enumNames() {
        Set<String> names = new LinkedHashSet<>();
        enums.keySet().forEach(name -> names.addAll(List.of(name.name(), name.schema() + "." + name.name())));
        return names;
    }

    EnumFact fact(EnumName name) {
        EnumFact fact = enums.get(name);
        if (fact == null) {
            throw new IllegalStateException("The catalog has lost an enum.");
        }
        return fact;
    }
}
