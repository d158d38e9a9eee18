package dev.dunder.lookups;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.Configuration;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/** What lookups ask of column types. */
final class ColumnTypes {
    private static final Set<String> INCOMPARABLE = Set.of("point", "line", "polygon", "jsonpath");
    private static final Set<String> UNORDERED = Set.of("hstore", "xid", "cid");
    private static final Set<String> VECTOR = Set.of("tsvector");

    private static final Configuration POSTGRES = new DefaultConfiguration().set(SQLDialect.POSTGRES);

    private static final Map<String, DataType<?>> RANGES = Map.of(
            "int4range", SQLDataType.INTEGER,
            "int8range", SQLDataType.BIGINT,
            "numrange", SQLDataType.NUMERIC,
            "daterange", SQLDataType.LOCALDATE,
            "tsrange", SQLDataType.LOCALDATETIME,
            "tstzrange", SQLDataType.TIMESTAMPWITHTIMEZONE);

    private static final Set<String> MULTIRANGES = Set.of("int4multirange", "int8multirange", "nummultirange",
            "datemultirange", "tsmultirange", "tstzmultirange");

    /** One of each type that a name could mean different things for. */
    static final List<DataType<?>> SAMPLES = samples();

    private ColumnTypes() {}

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
            samples.add(named(name));
        }
        for (DataType<?> type : List.copyOf(samples)) {
            samples.add(type.getArrayDataType());
        }
        return List.copyOf(samples);
    }

    /** The name of the type, or of an array's members, as the server's catalog has it: no length, no schema, no quotes. */
    static String base(DataType<?> type) {
        DataType<?> member = type.getArrayComponentDataType();
        if (member != null && member.isArray()) {
            return base(member);
        }
        String name = (member == null ? type : member).getTypeName();
        return name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
    }

    /** A type that jOOQ has no class for, by its name. */
    static DataType<?> named(String name) {
        return DefaultDataType.getDefaultDataType(SQLDialect.POSTGRES, name);
    }

    /** Without labels and the like: a type that is converted twice has neither of both converters to be known by. */
    static DataType<?> plain(DataType<?> type) {
        return type.getType() == Object.class
                ? new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, type.getTypeName())
                        .nullability(type.nullability()).readonly(type.readonly())
                : type;
    }

    /** The type as PostgreSQL writes it, for messages. */
    static String name(DataType<?> type) {
        return type.getCastTypeName(POSTGRES);
    }

    /** Of char(n) it is not the text that people see: the server compares it with its padding. */
    static boolean isText(DataType<?> type) {
        return (type.getFromType() == String.class && !type.getTypeName().equals("char")) || isCitext(type);
    }

    /** Text that the server compares without regard to case. */
    static boolean isCitext(DataType<?> type) {
        return isCalled(type, Set.of("citext"));
    }

    /** A type that jOOQ has no class for (an enum, inet, a range …): its values travel as text. */
    static boolean isUnknown(DataType<?> type) {
        return type.getType() == Object.class;
    }

    static boolean isArrayOfUnknown(DataType<?> type) {
        return type.getType() == Object[].class;
    }

    /** Of several dimensions, by its type or by its members; the members of some types are arrays to Java alone. */
    static boolean isNested(DataType<?> type, Object[] members) {
        DataType<?> member = type.getArrayComponentDataType();
        return (member != null && member.isArray()) || (members.length > 0 && members[0] instanceof Object[]);
    }

    static boolean isJson(DataType<?> type) {
        return type.getFromType() == JSONB.class || type.getFromType() == JSON.class;
    }

    static boolean isNetwork(DataType<?> type) {
        return isCalled(type, Set.of("inet", "cidr"));
    }

    static boolean isHstore(DataType<?> type) {
        return isCalled(type, Set.of("hstore"));
    }

    /** Of which the server cannot say whether two are equal. */
    static boolean isIncomparable(DataType<?> type) {
        return type.getFromType() == org.jooq.XML.class
                || isCalled(type, INCOMPARABLE);
    }

    /** Of which it cannot say which of two is more. */
    static boolean isUnordered(DataType<?> type) {
        return isIncomparable(type) || isCalled(type, UNORDERED);
    }

    static boolean isVector(DataType<?> type) {
        return isCalled(type, VECTOR);
    }

    /** A range, or what jOOQ's own extension calls one. */
    static boolean isRange(DataType<?> type) {
        return isCalled(type, RANGES.keySet());
    }

    static boolean isMultirange(DataType<?> type) {
        return isCalled(type, MULTIRANGES);
    }

    /** Of what a range is a range. */
    static DataType<?> element(DataType<?> range) {
        return Objects.requireNonNull(RANGES.get(base(range).replace("multirange", "range")), "a range");
    }

    /** The range over values of a type, null where there is none. */
    static @Nullable DataType<?> rangeOf(DataType<?> element) {
        Class<?> type = element.getFromType();
        if (type == Short.class || type == Integer.class) {
            return named("int4range");
        } else if (type == Long.class) {
            return named("int8range");
        } else if (type == BigDecimal.class || type == Double.class || type == Float.class
                || type == BigInteger.class) {
            return named("numrange");
        } else if (isDate(element)) {
            return named("daterange");
        } else if (isInstant(element)) {
            return named("tstzrange");
        }
        return isDateTime(element) ? named("tsrange") : null;
    }

    static boolean isDate(DataType<?> type) {
        return type.getFromType() == LocalDate.class || type.getFromType() == java.sql.Date.class;
    }

    /** A timestamp without a time zone. */
    static boolean isDateTime(DataType<?> type) {
        return type.getFromType() == LocalDateTime.class || type.getFromType() == java.sql.Timestamp.class;
    }

    /** A date, or a timestamp of either kind. */
    static boolean isDay(DataType<?> type) {
        return isDate(type) || isDateTime(type) || isInstant(type);
    }

    /** A timestamp with a time zone. */
    static boolean isInstant(DataType<?> type) {
        return type.getFromType() == OffsetDateTime.class || type.getFromType() == java.time.Instant.class;
    }

    static boolean isTime(DataType<?> type) {
        Class<?> from = type.getFromType();
        return from == LocalTime.class || from == java.sql.Time.class || from == OffsetTime.class;
    }

    static boolean isNumber(DataType<?> type) {
        return Number.class.isAssignableFrom(type.getFromType()) && type.getFromType() != YearToSecond.class;
    }

    static boolean isNumeric(DataType<?> type) {
        return type.getFromType() == BigDecimal.class || type.getFromType() == BigInteger.class;
    }

    /** Whether a value of the type has one text that people would search in. */
    static boolean hasText(DataType<?> type) {
        return !type.isArray()
                && type.getFromType() != byte[].class
                && !isCalled(type, Set.of("hstore", "tsvector", "tsquery"))
                && !isRange(type)
                && !isMultirange(type);
    }

    private static boolean isCalled(DataType<?> type, Set<String> names) {
        return !type.isArray() && type.getFromType() == Object.class && names.contains(base(type))
                && !isUsers(type);
    }

    /** An enum or a composite type may be called like one of the server's. */
    private static boolean isUsers(DataType<?> type) {
        return EnumLabels.of(type) != null || type.getConverter() instanceof CompositeType;
    }
}
