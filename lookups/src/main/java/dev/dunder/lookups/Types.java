package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/** What lookups ask of column types. */
final class Types {
    private static final Configuration POSTGRES = new DefaultConfiguration().set(SQLDialect.POSTGRES);

    /** One of each type that a name could mean different things for. */
    static final List<DataType<?>> SAMPLES = samples();

    private Types() {}

    private static List<DataType<?>> samples() {
        List<DataType<?>> samples = new ArrayList<>(List.of(
                SQLDataType.BOOLEAN, SQLDataType.SMALLINT, SQLDataType.INTEGER, SQLDataType.BIGINT, SQLDataType.NUMERIC,
                SQLDataType.REAL, SQLDataType.DOUBLE, SQLDataType.VARCHAR, SQLDataType.CHAR, SQLDataType.CLOB,
                SQLDataType.BLOB, SQLDataType.UUID, SQLDataType.LOCALDATE, SQLDataType.LOCALTIME,
                SQLDataType.LOCALDATETIME, SQLDataType.TIMESTAMPWITHTIMEZONE, SQLDataType.TIMEWITHTIMEZONE,
                SQLDataType.INTERVAL, SQLDataType.JSON, SQLDataType.JSONB, SQLDataType.XML));
        for (String name : List.of("citext", "hstore", "int4range", "tstzrange", "int4multirange", "tsvector",
                "tsquery",
                "inet", "cidr", "macaddr", "money", "point", "bit", "an_enum")) {
            samples.add(DefaultDataType.getDefaultDataType(name));
        }
        for (DataType<?> type : List.copyOf(samples)) {
            samples.add(type.getArrayDataType());
        }
        return List.copyOf(samples);
    }

    /** The name of the type, or of an array's members, as the server's catalog has it: no length, no schema, no quotes. */
    static String base(DataType<?> type) {
        String name = type.getTypeName();
        String plain = name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
        return plain.startsWith("_") ? plain.substring(1) : plain;
    }

    /** The type as PostgreSQL writes it, for messages. */
    static String name(DataType<?> type) {
        return type.getCastTypeName(POSTGRES);
    }

    /** Of char(n) it is not the text that people see: the server compares it with its padding. */
    static boolean isText(DataType<?> type) {
        return type.getFromType() == String.class && !type.getTypeName().equals("char");
    }

    /** A type that jOOQ has no class for (an enum, inet, a range …): its values travel as text. */
    static boolean isUnknown(DataType<?> type) {
        return type.getType() == Object.class;
    }

    static boolean isArrayOfUnknown(DataType<?> type) {
        return type.getType() == Object[].class;
    }

    /** Whether a value of the type has one text that people would search in. */
    static boolean hasText(DataType<?> type) {
        Class<?> from = type.getFromType();
        return !type.isArray() && from != byte[].class && from != JSON.class && from != JSONB.class;
    }
}
