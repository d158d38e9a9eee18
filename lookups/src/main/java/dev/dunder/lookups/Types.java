package dev.dunder.lookups;

import org.jooq.Configuration;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;

/** What lookups ask of column types. */
final class Types {
    private static final Configuration POSTGRES = new DefaultConfiguration().set(SQLDialect.POSTGRES);

    private Types() {}

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
