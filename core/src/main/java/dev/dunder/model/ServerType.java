package dev.dunder.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/**
 * The server's own types that have a class in Java: the one table of which is which. Their oids are the same everywhere, and
 * each constant is called as the server calls it.
 */
@SuppressWarnings("ImmutableEnumChecker") // jOOQ does not say that its types are
enum ServerType {
    BOOL(16, SQLDataType.BOOLEAN, Boolean.class),
    INT2(21, SQLDataType.SMALLINT, Short.class, Byte.class),
    INT4(23, SQLDataType.INTEGER, Integer.class),
    INT8(20, SQLDataType.BIGINT, Long.class),
    OID(26, SQLDataType.BIGINT),
    NUMERIC(1700, SQLDataType.NUMERIC, BigDecimal.class, BigInteger.class),
    FLOAT4(700, SQLDataType.REAL, Float.class),
    FLOAT8(701, SQLDataType.DOUBLE, Double.class),
    TEXT(25, SQLDataType.CLOB, List.of(String.class), List.of(Character.class)),
    NAME(19, SQLDataType.VARCHAR),
    BPCHAR(1042, SQLDataType.CHAR),
    VARCHAR(1043, SQLDataType.VARCHAR),
    BYTEA(17, SQLDataType.BLOB, byte[].class),
    UUID(2950, SQLDataType.UUID, java.util.UUID.class),
    DATE(1082, SQLDataType.LOCALDATE, List.of(LocalDate.class), List.of(Date.class)),
    TIME(1083, SQLDataType.LOCALTIME, List.of(LocalTime.class), List.of(Time.class)),
    TIMETZ(1266, SQLDataType.TIMEWITHTIMEZONE, OffsetTime.class),
    TIMESTAMP(1114, SQLDataType.LOCALDATETIME, List.of(LocalDateTime.class), List.of(Timestamp.class)),
    TIMESTAMPTZ(1184, SQLDataType.TIMESTAMPWITHTIMEZONE, List.of(OffsetDateTime.class),
            List.of(ZonedDateTime.class, Instant.class)),
    INTERVAL(1186, SQLDataType.INTERVAL, List.of(YearToSecond.class), List.of(Duration.class, Period.class)),
    JSON(114, SQLDataType.JSON, org.jooq.JSON.class),
    JSONB(3802, SQLDataType.JSONB, org.jooq.JSONB.class),
    XML(142, SQLDataType.XML, org.jooq.XML.class);

    private static final Map<Long, ServerType> BY_OID = new HashMap<>();
    private static final Map<Class<?>, ServerType> BY_CLASS = new HashMap<>();

    static {
        for (ServerType one : values()) {
            BY_OID.put(one.oid, one);
            one.held.forEach(java -> BY_CLASS.put(java, one));
            one.given.forEach(java -> BY_CLASS.put(java, one));
        }
    }

    private final long oid;
    private final DataType<?> type;
    private final List<Class<?>> held;
    private final List<Class<?>> given;

    ServerType(long oid, DataType<?> type, Class<?>... held) {
        this(oid, type, List.of(held), List.of());
    }

    /**
     * A type.
     *
     * @param held the classes that columns of it are read as: that of the type, or what jOOQ calls by another name
     * @param given other classes of values that are meant for it
     */
    ServerType(long oid, DataType<?> type, List<Class<?>> held, List<Class<?>> given) {
        this.oid = oid;
        this.type = type;
        this.held = held;
        this.given = given;
    }

    /** Null where it has no class, or is not the server's own. */
    static @Nullable ServerType of(long oid) {
        return BY_OID.get(oid);
    }

    /** That of values of a class, null where there is none. */
    static @Nullable ServerType of(Class<?> java) {
        return BY_CLASS.get(java);
    }

    DataType<?> type() {
        return type;
    }

    /** Whether columns are read as this class, rather than only written from it. */
    boolean isRead(Class<?> java) {
        return held.contains(java);
    }

    /** As the server calls it. */
    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
