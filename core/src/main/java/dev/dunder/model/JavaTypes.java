package dev.dunder.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.SQLDialect;
import org.jooq.XML;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;
import org.jooq.types.YearToSecond;

/** The Java classes that dunder reads values as, where jOOQ's catalog chooses others: older ones, or such as nothing reads. */
final class JavaTypes {
    private static final Map<Class<?>, DataType<?>> MODERN = Map.of(
            java.sql.Timestamp.class, SQLDataType.LOCALDATETIME,
            java.sql.Date.class, SQLDataType.LOCALDATE,
            java.sql.Time.class, SQLDataType.LOCALTIME,
            java.time.Instant.class, SQLDataType.TIMESTAMPWITHTIMEZONE);

    /** What else there is in a row is read as text. */
    private static final Set<Class<?>> READ = Set.of(Boolean.class, Byte.class, Short.class, Integer.class, Long.class,
            Float.class, Double.class, BigDecimal.class, BigInteger.class, String.class, byte[].class, UUID.class,
            java.time.LocalDate.class, java.time.LocalTime.class, java.time.OffsetTime.class,
            java.time.LocalDateTime.class, java.time.OffsetDateTime.class, JSON.class, JSONB.class, XML.class,
            YearToSecond.class, Object.class);

    private JavaTypes() {}

    static DataType<?> readable(DataType<?> type) {
        if (type.isArray()) {
            DataType<?> component = type.getArrayComponentDataType();
            if (component != null && component.getType() == BigInteger.class) {
                // What jOOQ's catalog makes of the members of a numeric[] without a scale.
                return keeping(type, SQLDataType.NUMERIC.getArrayDataType());
            }
            DataType<?> member = component == null ? null : readable(component);
            return component == null || member == null || member.getType() == component.getType()
                    ? type
                    : keeping(type, member.getArrayDataType());
        }
        DataType<?> modern = MODERN.get(type.getType());
        if (modern != null) {
            return keeping(type, modern);
        }
        boolean read = READ.contains(type.getType()) || EnumType.class.isAssignableFrom(type.getType())
                || type.getFromType() != type.getType();
        return read
                ? type
                : keeping(type, new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, type.getTypeName()));
    }

    /** What is said of the column, on another type. */
    static DataType<?> keeping(DataType<?> said, DataType<?> type) {
        return type.nullability(said.nullability()).readonly(said.readonly());
    }
}
