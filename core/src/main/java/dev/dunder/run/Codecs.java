package dev.dunder.run;

import dev.dunder.lookups.DunderException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.XML;
import org.jooq.types.YearToSecond;
import org.jooq.util.postgres.PostgresUtils;
import org.jspecify.annotations.Nullable;

/** The codec for each type. */
final class Codecs {
    private static final Map<Class<?>, Codec> BY_CLASS = Map.ofEntries(
            Map.entry(Boolean.class,
                    new Codec("bool", (s, i, v) -> s.setBoolean(i, (Boolean) v), orNull(ResultSet::getBoolean))),
            Map.entry(Short.class,
                    new Codec("int2", (s, i, v) -> s.setShort(i, (Short) v), orNull(ResultSet::getShort))),
            Map.entry(Integer.class,
                    new Codec("int4", (s, i, v) -> s.setInt(i, (Integer) v), orNull(ResultSet::getInt))),
            Map.entry(Long.class, new Codec("int8", (s, i, v) -> s.setLong(i, (Long) v), orNull(ResultSet::getLong))),
            Map.entry(Float.class,
                    new Codec("float4", (s, i, v) -> s.setFloat(i, (Float) v), orNull(ResultSet::getFloat))),
            Map.entry(Double.class,
                    new Codec("float8", (s, i, v) -> s.setDouble(i, (Double) v), orNull(ResultSet::getDouble))),
            Map.entry(BigDecimal.class,
                    new Codec("numeric", (s, i, v) -> s.setBigDecimal(i, (BigDecimal) v), ResultSet::getBigDecimal)),
            Map.entry(BigInteger.class, new Codec("numeric",
                    (s, i, v) -> s.setBigDecimal(i, new BigDecimal((BigInteger) v)),
                    mapped(ResultSet::getBigDecimal, v -> ((BigDecimal) v).toBigIntegerExact()))),
            Map.entry(String.class, new Codec("text", (s, i, v) -> s.setString(i, (String) v), ResultSet::getString)),
            Map.entry(byte[].class, new Codec("bytea", (s, i, v) -> s.setBytes(i, (byte[]) v), ResultSet::getBytes)),
            Map.entry(UUID.class, driverClass("uuid", UUID.class)),
            Map.entry(LocalDate.class, driverClass("date", LocalDate.class)),
            Map.entry(LocalTime.class, driverClass("time", LocalTime.class)),
            Map.entry(OffsetTime.class, driverClass("timetz", OffsetTime.class)),
            Map.entry(LocalDateTime.class, driverClass("timestamp", LocalDateTime.class)),
            Map.entry(OffsetDateTime.class, driverClass("timestamptz", OffsetDateTime.class)),
            Map.entry(JSON.class,
                    new Codec("json", Codecs::bindText, mapped(ResultSet::getString, v -> JSON.valueOf((String) v)))),
            Map.entry(JSONB.class,
                    new Codec("jsonb", Codecs::bindText, mapped(ResultSet::getString, v -> JSONB.valueOf((String) v)))),
            Map.entry(XML.class,
                    new Codec("xml", Codecs::bindText, mapped(ResultSet::getString, v -> XML.valueOf((String) v)))),
            Map.entry(YearToSecond.class, new Codec("interval",
                    (s, i, v) -> bindText(s, i, PostgresUtils.toPGInterval((YearToSecond) v)),
                    mapped(ResultSet::getObject, PostgresUtils::toYearToSecond))),
            // Types that have no Java class travel as text, both ways.
            Map.entry(Object.class, new Codec("text", Codecs::bindText, ResultSet::getString)));

    /** Members of these classes the driver sends in its own, short form. */
    private static final Set<Class<?>> SENT_AS_THEY_ARE = Set.of(
            Boolean.class, Short.class, Integer.class, Long.class, Float.class, Double.class, byte[].class);

    /** What the driver gives for the members of an array, where it is not what columns of the type are read as. */
    private static final Map<Class<?>, Function<Object, Object>> MEMBERS = Map.of(
            Short.class, member -> ((Number) member).shortValue(),
            LocalDate.class, member -> ((java.sql.Date) member).toLocalDate(),
            LocalTime.class, member -> ((java.sql.Time) member).toLocalTime(),
            LocalDateTime.class, member -> ((Timestamp) member).toLocalDateTime(),
            OffsetDateTime.class, member -> ((Timestamp) member).toInstant().atOffset(ZoneOffset.UTC),
            JSON.class, member -> JSON.valueOf(member.toString()),
            JSONB.class, member -> JSONB.valueOf(member.toString()),
            YearToSecond.class, PostgresUtils::toYearToSecond,
            Object.class, Object::toString,
            String.class, Object::toString);

    private Codecs() {}

    static Codec of(DataType<?> type) {
        DataType<?> member = type.getArrayComponentDataType();
        if (member != null) {
            return array(member);
        }
        Codec codec = BY_CLASS.get(type.getType());
        if (codec != null) {
            return codec;
        }
        if (EnumType.class.isAssignableFrom(type.getType())) {
            return enumeration(type.getType());
        }
        return converted(type.getConverter());
    }

    private static Codec array(DataType<?> member) {
        Class<?> type = member.getType();
        Function<Object, Object> fromDriver = MEMBERS.getOrDefault(type, Function.identity());
        return new Codec(
                of(member).sqlType() + "[]",
                (statement, index, value) -> bindArray(statement, index, member, (Object[]) value),
                (rows, index) -> readArray(rows, index, type, fromDriver));
    }

    private static void bindArray(PreparedStatement statement, int index, DataType<?> member, Object[] members)
            throws SQLException {
        if (SENT_AS_THEY_ARE.contains(member.getType())) {
            statement.setArray(index, statement.getConnection().createArrayOf(of(member).sqlType(), members));
            return;
        }
        @Nullable
        Object[] texts = new @Nullable Object[members.length];
        for (int i = 0; i < members.length; i++) {
            texts[i] = members[i] instanceof EnumType literal
                    ? literal.getLiteral()
                    : members[i] == null ? null : members[i].toString();
        }
        // The driver writes the array's text; of what type its members are, the server knows from where it stands.
        String text = statement.getConnection().createArrayOf("text", texts).toString();
        statement.setObject(index, text, Types.OTHER);
    }

    private static @Nullable Object @Nullable [] readArray(
            ResultSet rows, int index, Class<?> member, Function<Object, Object> fromDriver) throws SQLException {
        java.sql.Array array = rows.getArray(index);
        if (array == null) {
            return null;
        }
        Object[] members = (Object[]) array.getArray();
        @Nullable
        Object[] converted = (@Nullable Object[]) Array.newInstance(member, members.length);
        for (int i = 0; i < members.length; i++) {
            converted[i] = members[i] == null ? null : fromDriver.apply(members[i]);
        }
        return converted;
    }

    private static Codec enumeration(Class<?> type) {
        return new Codec("text", Codecs::bindText, mapped(ResultSet::getString, text -> constant(type, text)));
    }

    private static Object constant(Class<?> type, Object literal) {
        for (Object constant : type.getEnumConstants()) {
            if (((EnumType) constant).getLiteral().equals(literal)) {
                return constant;
            }
        }
        throw new DunderException(
                "The enum " + type.getSimpleName() + " has no constant for a value that the database has."
                        + " Generate the classes anew.");
    }

    /** The user's own type, by way of the one that the database has. */
    private static <T, U> Codec converted(Converter<T, U> converter) {
        Codec codec = BY_CLASS.get(converter.fromType());
        if (codec == null) {
            throw new DunderException(
                    "Columns of type " + converter.toType().getName() + " cannot be read or written.");
        }
        return new Codec(
                codec.sqlType(),
                (statement, index, value) -> codec.bind(statement, index, converter.to(converter.toType().cast(value))),
                (rows, index) -> converter.from(converter.fromType().cast(codec.read(rows, index))));
    }

    private static Codec driverClass(String sqlType, Class<?> type) {
        return new Codec(sqlType, PreparedStatement::setObject, (rows, index) -> rows.getObject(index, type));
    }

    private static void bindText(PreparedStatement statement, int index, Object value) throws SQLException {
        String text = value instanceof EnumType literal ? literal.getLiteral() : value.toString();
        statement.setObject(index, text, Types.OTHER);
    }

    /** The driver's getters for primitives give 0 or false for a null. */
    private static Codec.Reader orNull(Codec.Reader primitive) {
        return (rows, index) -> {
            Object value = primitive.read(rows, index);
            return rows.wasNull() ? null : value;
        };
    }

    private static Codec.Reader mapped(Codec.Reader reader, Function<Object, Object> conversion) {
        return (rows, index) -> {
            Object value = reader.read(rows, index);
            return value == null ? null : conversion.apply(value);
        };
    }
}
