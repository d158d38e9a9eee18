package dev.dunder.model;

import dev.dunder.lookups.EnumLabels;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jooq.exception.SQLDialectNotSupportedException;
import org.jooq.impl.DefaultDataType;
import org.jspecify.annotations.Nullable;

/**
 * The types of columns that jOOQ's catalog takes for others, or knows by name only: domains, enums and all else that is no type
 * of the server's own, bit strings, and arrays of several dimensions.
 */
final class CatalogTypes {
    private static final String TYPES = """
            select t.oid, t.typname, t.typnamespace = 'pg_catalog'::regnamespace, t.typtype, t.typbasetype,
                case when t.typcategory = 'A' then t.typelem else 0 end, t.typndims, format_type(t.oid, null),
                array(select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = t.oid order by e.enumsortorder)
            from pg_catalog.pg_type t left join pg_catalog.pg_class c on c.oid = t.typrelid
            where t.typrelid = 0 or c.relkind = 'c'""";

    private static final String COLUMNS = """
            select n.nspname, c.relname, a.attname, a.atttypid, a.attndims
            from pg_catalog.pg_attribute a
                join pg_catalog.pg_class c on c.oid = a.attrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                join pg_catalog.pg_type t on t.oid = a.atttypid
            where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f')
                and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
                and (t.typnamespace <> 'pg_catalog'::regnamespace or a.attndims > 1
                    or t.typname in ('bit', 'varbit', '_bit', '_varbit'))""";

    private record Known(
            String name, boolean servers, String kind, long base, long member, int dimensions, String written,
            List<String> labels) {}

    private record Column(String schema, String table, String name) {}

    private final Map<Long, Known> types = new HashMap<>();
    private final Map<Column, DataType<?>> columns = new HashMap<>();

    private CatalogTypes() {}

    static CatalogTypes read(DSLContext context) {
        return context.connectionResult(connection -> {
            CatalogTypes all = new CatalogTypes();
            try (PreparedStatement types = connection.prepareStatement(TYPES);
                    ResultSet rows = types.executeQuery()) {
                while (rows.next()) {
                    all.types.put(rows.getLong(1), known(rows));
                }
            }
            try (PreparedStatement columns = connection.prepareStatement(COLUMNS);
                    ResultSet rows = columns.executeQuery()) {
                while (rows.next()) {
                    all.columns.put(new Column(rows.getString(1), rows.getString(2), rows.getString(3)),
                            all.type(rows.getLong(4), rows.getInt(5)));
                }
            }
            return all;
        });
    }

    private static Known known(ResultSet row) throws SQLException {
        Array labels = row.getArray(9);
        List<String> read = new ArrayList<>();
        for (Object label : (Object[]) labels.getArray()) {
            read.add((String) label);
        }
        return new Known(row.getString(2), row.getBoolean(3), row.getString(4), row.getLong(5), row.getLong(6),
                row.getInt(7), row.getString(8), List.copyOf(read));
    }

    /** The type of a column; null where jOOQ's catalog has it right. */
    @Nullable
    DataType<?> of(String schema, String table, String column) {
        return columns.get(new Column(schema, table, column));
    }

    private DataType<?> type(long id, int dimensions) {
        return type(id, dimensions, false);
    }

    private DataType<?> type(long id, int dimensions, boolean domain) {
        Known type = types.get(id);
        if (type == null) {
            return named("text");
        }
        if (type.kind().equals("d")) {
            return type(type.base(), Math.max(dimensions, type.dimensions()), true);
        }
        if (type.member() != 0) {
            DataType<?> array = type(type.member(), 0);
            for (int i = 0; i < Math.max(1, dimensions); i++) {
                array = array.getArrayDataType();
            }
            return array;
        }
        DataType<?> found = type.servers() ? named(type.name()) : unknown(type.written());
        if (type.kind().equals("e")) {
            return domain ? EnumLabels.beneath(found, type.labels()) : EnumLabels.on(found, type.labels());
        }
        return JavaTypes.readable(found);
    }

    /** A type of the server's own, or one without a Java class. */
    static DataType<?> named(String name) {
        if (name.equals("bit")) {
            // Without quotes it would be one of a single bit.
            return unknown("\"bit\"");
        }
        if (name.equals("bpchar")) {
            return org.jooq.impl.SQLDataType.CHAR;
        }
        if (name.equals("varbit")) {
            return unknown(name);
        }
        if (name.equals("any") || name.equals("other")) {
            // jOOQ's own names.
            return unknown('"' + name + '"');
        }
        try {
            return DefaultDataType.getDataType(SQLDialect.POSTGRES, name);
        } catch (SQLDialectNotSupportedException none) {
            return unknown(name);
        }
    }

    private static DataType<?> unknown(String name) {
        return new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, name);
    }
}
