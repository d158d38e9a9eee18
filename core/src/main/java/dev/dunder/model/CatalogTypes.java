package dev.dunder.model;

import dev.dunder.lookups.CompositeType;
import dev.dunder.lookups.EnumLabels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jooq.exception.SQLDialectNotSupportedException;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/** The types of a database by what they are, whatever they are called. One that is not known here is read as text. */
final class CatalogTypes {
    /** The server keeps lengths with those of their own length. */
    private static final int HEADER = 4;

    /** A domain over a domain may go on, but not for ever: somebody may change the catalog by hand. */
    private static final int MOST_DEPTH = 100;

    /** Texts of so many bits, {@code bit} and {@code varbit}: their modifier is the length itself. */
    private static final Set<Long> BITS = Set.of(1560L, 1562L);

    private final Map<Long, CatalogType> types = new HashMap<>();

    /**
     * A type as the catalog has it.
     *
     * @param kind such as {@code e} for an enum, {@code d} for a domain
     * @param base what a domain is over
     * @param member what an array is of
     * @param modifier a domain's length or the like
     * @param labels an enum's
     */
    record CatalogType(
            long id,
            String kind,
            long base,
            long member,
            int dimensions,
            int modifier,
            boolean required,
            boolean defaulted,
            String written,
            List<String> labels) {
        boolean isDomain() {
            return kind.equals("d");
        }
    }

    CatalogTypes(List<CatalogType> all) {
        all.forEach(type -> types.put(type.id(), type));
    }

    /** Whether there is a domain among what a type is over that takes no null. */
    boolean isRequired(long id) {
        return anyDomain(id, CatalogType::required);
    }

    /** Whether there is one that has a value where none is given. */
    boolean isDefaulted(long id) {
        return anyDomain(id, CatalogType::defaulted);
    }

    private boolean anyDomain(long id, Predicate<CatalogType> has) {
        CatalogType type = types.get(id);
        for (int depth = 0; type != null && type.isDomain() && depth < MOST_DEPTH; depth++) {
            if (has.test(type)) {
                return true;
            }
            type = types.get(type.base());
        }
        return false;
    }

    /**
     * The type of a column.
     *
     * @param dimensions as many as were declared
     * @param modifier its length or the like, -1 for none
     */
    DataType<?> of(long id, int dimensions, int modifier) {
        return type(id, dimensions, modifier, false, 0);
    }

    private DataType<?> type(long id, int dimensions, int modifier, boolean domain, int depth) {
        CatalogType type = types.get(id);
        if (type == null || depth > MOST_DEPTH) {
            return SQLDataType.CLOB;
        }
        if (type.isDomain()) {
            return type(type.base(), Math.max(dimensions, type.dimensions()), type.modifier(), true, depth + 1);
        }
        if (type.member() != 0) {
            DataType<?> array = type(type.member(), 0, modifier, false, depth + 1);
            for (int i = 0; i < Math.max(1, dimensions); i++) {
                array = array.getArrayDataType();
            }
            return array;
        }
        if (type.kind().equals("e")) {
            DataType<?> text = unknown(type.written());
            return domain ? EnumLabels.beneath(text, type.labels()) : EnumLabels.on(text, type.labels());
        }
        if (type.kind().equals("c")) {
            return CompositeType.of(unknown(type.written()));
        }
        ServerType known = ServerType.of(id);
        DataType<?> named = known == null ? unknown(type.written()) : sized(known, modifier);
        return BITS.contains(id) && modifier > 0 ? named.length(modifier) : named;
    }

    private static DataType<?> sized(ServerType known, int modifier) {
        if (modifier < HEADER) {
            return known.type();
        }
        int size = modifier - HEADER;
        return switch (known) {
            case VARCHAR, BPCHAR -> known.type().length(size);
            case NUMERIC -> numeric((size >> 16) & 0xffff, scale(size));
            // Of times it would be a precision, to which nothing that is compared with them should be rounded.
            default -> known.type();
        };
    }

    /** Eleven bits with a sign. */
    private static int scale(int size) {
        return ((size & 0x7ff) ^ 1024) - 1024;
    }

    /** As in jOOQ, whole numbers of a fixed length are of the integers' classes. */
    static DataType<?> numeric(int precision, int scale) {
        if (scale == 0) {
            return JavaTypes.readable(
                    DefaultDataType.getDataType(SQLDialect.POSTGRES, "numeric", precision, 0).precision(precision, 0));
        }
        return scale < 0 ? SQLDataType.NUMERIC : SQLDataType.NUMERIC.precision(precision, scale);
    }

    /** A type of the server's own by its name, or one without a Java class. */
    static DataType<?> named(String name) {
        if (name.equals("bit")) {
            return unknown("\"bit\"");
        }
        if (name.equals("bpchar")) {
            return SQLDataType.CHAR;
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

    /** Whether a type is of texts of bits, which jOOQ has no length for, though it keeps one. */
    static boolean isBits(DataType<?> type) {
        return type.getTypeName().equals("\"bit\"") || type.getTypeName().equals("varbit");
    }

    /** A type without a Java class, whose values are texts. */
    static DataType<?> unknown(String name) {
        return new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, name);
    }
}
