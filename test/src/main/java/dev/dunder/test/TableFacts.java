package dev.dunder.test;

import dev.dunder.Database;
import dev.dunder.model.Model;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog says of a table that rows of it have to be like.
 *
 * @param name the table as SQL names it
 * @param columns by name
 * @param checks its checks
 * @param unique the columns of each unique constraint or index of whole tables
 */
record TableFacts(String name, Map<String, Column> columns, List<Check> checks, List<List<String>> unique) {
    /**
     * A column.
     *
     * @param name its name
     * @param required whether it must have a value and gets none by itself
     * @param type as it is declared
     * @param base the name of the type that this is at last
     * @param length of texts, or of digits before the decimal point; below zero where there is no limit
     * @param labels of an enum
     * @param domains what domains demand
     * @param isDomain whether it is of a domain
     */
    record Column(String name, boolean required, String type, String base, int length, List<String> labels,
            List<String> domains, boolean isDomain) {}

    /**
     * A check.
     *
     * @param name its name
     * @param condition in SQL
     * @param columns that it speaks of
     */
    record Check(String name, String condition, List<String> columns) {}

    private static final String COLUMNS = """
            with recursive base(att, oid, typmod, required, defaulted, chain) as (
                select a.attnum, a.atttypid, a.atttypmod, a.attnotnull,
                    a.atthasdef or a.attidentity <> '' or a.attgenerated <> '', array[a.atttypid]
                from pg_catalog.pg_attribute a
                where a.attrelid = cast(? as regclass) and a.attnum > 0 and not a.attisdropped
                union all
                select b.att, t.typbasetype, t.typtypmod, b.required or t.typnotnull, b.defaulted or t.typdefault is not null,
                    b.chain || t.typbasetype
                from base b join pg_catalog.pg_type t on t.oid = b.oid where t.typtype = 'd')
            select a.attname, b.required and not b.defaulted, format_type(a.atttypid, a.atttypmod),
                case when t.typcategory = 'A' then 'array' when t.typtype in ('r', 'm') then 'range'
                    when t.typtype = 'e' then 'enum' else t.typname end,
                case when t.typname in ('varchar', 'bpchar') and b.typmod > 4 then b.typmod - 4
                    when t.typname in ('bit', 'varbit') then b.typmod
                    when t.typname = 'numeric' and b.typmod > 4
                        then ((b.typmod - 4) >> 16 & 65535) - ((b.typmod - 4) & 2047) else -1 end,
                array(select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = b.oid order by e.enumsortorder),
                array(select pg_get_constraintdef(c.oid) from pg_catalog.pg_constraint c
                    where c.contypid <> 0 and c.contypid = any (b.chain)),
                array_length(b.chain, 1) > 1
            from base b join pg_catalog.pg_type t on t.oid = b.oid and t.typtype <> 'd'
                join pg_catalog.pg_attribute a on a.attrelid = cast(? as regclass) and a.attnum = b.att
            order by a.attnum""";

    private static final String CHECKS = """
            select c.conname, pg_get_expr(c.conbin, c.conrelid),
                array(select a.attname::text from pg_catalog.pg_attribute a
                    where a.attrelid = c.conrelid and a.attnum = any (c.conkey))
            from pg_catalog.pg_constraint c where c.contype = 'c' and c.conrelid = cast(? as regclass)
            order by c.conname""";

    private static final String UNIQUE = """
            select array(select a.attname::text from pg_catalog.pg_attribute a
                where a.attrelid = i.indrelid and a.attnum = any (i.indkey[0:i.indnkeyatts - 1]))
            from pg_catalog.pg_index i
            where i.indrelid = cast(? as regclass) and i.indisunique and i.indpred is null and i.indexprs is null""";

    static TableFacts of(Database database, Model model) {
        String schema = model.schemaName();
        String name = (schema == null ? "" : quoted(schema) + ".") + quoted(model.tableName());
        return database.dsl().connectionResult(connection -> new TableFacts(
                name, columns(connection, name), checks(connection, name), unique(connection, name)));
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Null for one that the table does not have. */
    @Nullable
    Column column(String column) {
        return columns.get(column);
    }

    private static Map<String, Column> columns(Connection connection, String table) throws SQLException {
        Map<String, Column> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table);
            statement.setString(2, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.put(rows.getString(1), new Column(rows.getString(1), rows.getBoolean(2), rows.getString(3),
                            rows.getString(4), rows.getInt(5), texts(rows, 6), texts(rows, 7), rows.getBoolean(8)));
                }
            }
        }
        return columns;
    }

    private static List<Check> checks(Connection connection, String table) throws SQLException {
        List<Check> checks = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CHECKS)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    checks.add(new Check(rows.getString(1), rows.getString(2), texts(rows, 3)));
                }
            }
        }
        return checks;
    }

    private static List<List<String>> unique(Connection connection, String table) throws SQLException {
        List<List<String>> unique = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(UNIQUE)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    unique.add(texts(rows, 1));
                }
            }
        }
        return unique;
    }

    private static List<String> texts(ResultSet rows, int index) throws SQLException {
        Array array = rows.getArray(index);
        return List.of((String[]) array.getArray());
    }
}
