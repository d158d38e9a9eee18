package dev.dunder.dialect.postgres;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.StoredValues;
import dev.dunder.model.SqlTypes;
import dev.dunder.query.ValueList;
import dev.dunder.run.Codec;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
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
import java.util.UUID;
import java.util.function.Function;
import org.jooq.BindContext;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.SQLDialect;
import org.jooq.XML;
import org.jooq.impl.DSL;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgArray;

/** The codec for each type. */
final class Codecs {
    private static final Codec UNTYPED = new Codec("text", Codecs::bindText, ResultSet::getString);

    /** The driver writes their numbers in one way or the other, as the server sends them: after some executions, in another. */
    private static final Codec SHAPE = new Codec("text", Codecs::bindText, mapped(ResultSet::getString,
            text -> TextForms.shape((String) text)));

    private static final Map<Class<?>, Codec> BY_CLASS = Map.ofEntries(
            of(Boolean.class, (s, i, v) -> s.setBoolean(i, (Boolean) v), ResultSet::getBoolean, Codec.Kind.BOOLEAN),
            of(Byte.class, (s, i, v) -> s.setShort(i, (Byte) v), orNull(ResultSet::getByte)),
            of(Short.class, (s, i, v) -> s.setShort(i, (Short) v), orNull(ResultSet::getShort)),
            of(Integer.class, (s, i, v) -> s.setInt(i, (Integer) v), orNull(ResultSet::getInt), Codec.Kind.INTEGER),
            of(Long.class, (s, i, v) -> s.setLong(i, (Long) v), orNull(ResultSet::getLong), Codec.Kind.BIGINT),
            of(Float.class, (s, i, v) -> s.setFloat(i, (Float) v), orNull(ResultSet::getFloat)),
            of(Double.class, (s, i, v) -> s.setDouble(i, (Double) v), orNull(ResultSet::getDouble), Codec.Kind.DOUBLE),
            of(BigDecimal.class, (s, i, v) -> bindNumber(s, i, v), number(exact -> exact)),
            of(BigInteger.class,
                    (s, i, v) -> bindNumber(s, i, v instanceof BigInteger whole ? new BigDecimal(whole) : v),
                    number(BigDecimal::toBigIntegerExact)),
            of(String.class, (s, i, v) -> s.setString(i, (String) v), ResultSet::getString, Codec.Kind.TEXT),
            of(byte[].class, (s, i, v) -> s.setBytes(i, (byte[]) v), ResultSet::getBytes),
            ofDriver(UUID.class),
            ofDriver(LocalDate.class),
            ofDriver(LocalTime.class),
            ofDriver(OffsetTime.class),
            ofDriver(LocalDateTime.class),
            ofDriver(OffsetDateTime.class),
            of(JSON.class, Codecs::bindText, mapped(ResultSet::getString, v -> JSON.valueOf((String) v))),
            of(JSONB.class, Codecs::bindText, mapped(ResultSet::getString, v -> JSONB.valueOf((String) v))),
            of(XML.class, Codecs::bindText, mapped(ResultSet::getString, v -> XML.valueOf((String) v))),
            of(YearToSecond.class, Codecs::bindText, Intervals::read),
            // Types that have no Java class travel as text, both ways.
            Map.entry(Object.class, UNTYPED));

    /** Members of these classes the driver sends in its own, short form. */
    private static final Set<Class<?>> SENT_AS_THEY_ARE = Set.of(
            Boolean.class, Short.class, Integer.class, Long.class, Float.class, Double.class, byte[].class);

    private Codecs() {}

    static Codec of(DataType<?> type) {
        return StoredValues.isConverted(type) ? named(ofValues(type)) : ofValues(type);
    }

    private static Codec ofValues(DataType<?> type) {
        DataType<?> member = type.getArrayComponentDataType();
        if (member != null) {
            return array(member);
        }
        Codec codec = BY_CLASS.get(type.getType());
        if (type.getType() == String.class && type.getTypeName().equals("char")) {
            // char(n) compares with its padding, and bit(n) looks the same to jOOQ: the server knows which it is.
            return UNTYPED;
        }
        if (type.getType() == Object.class && Set.of("point", "box").contains(type.getTypeName())) {
            return SHAPE;
        }
        if (codec != null) {
            return codec;
        }
        if (EnumType.class.isAssignableFrom(type.getType())) {
            return enumeration(type.getType());
        }
        return converted(type.getConverter());
    }

    /** For what is only sent: of types that are jOOQ's own, jOOQ knows how. */
    @SuppressWarnings("removal") // the one way in jOOQ to bind a single value, until there is another
    static Codec ofBind(DataType<?> type) {
        return type.getBinding().getClass().getName().startsWith("org.jooq.impl.") && isKnown(type)
                ? of(type)
                : new Codec("text", (statement, index, value) -> {
                    BindContext binds = DSL.using(SQLDialect.POSTGRES).bindContext(statement);
                    while (binds.peekIndex() < index) {
                        binds.nextIndex();
                    }
                    binds.bindValue(value, DSL.val(null, type));
                }, (rows, index) -> null);
    }

    private static boolean isKnown(DataType<?> type) {
        DataType<?> member = type.getArrayComponentDataType();
        return member != null
                ? isKnown(member)
                : BY_CLASS.containsKey(type.getType()) || EnumType.class.isAssignableFrom(type.getType())
                        || BY_CLASS.containsKey(type.getConverter().fromType());
    }

    /** Of an array of arrays, too: to the server an array has any number of dimensions, whatever is said of its column. */
    private static Codec array(DataType<?> member) {
        DataType<?> inner = member.getArrayComponentDataType();
        if (inner != null) {
            return array(inner);
        }
        Codec codec = ofValues(member);
        return new Codec(
                codec.sqlType() + "[]",
                (statement, index, value) -> bindArray(statement, index, member, (Object[]) value),
                (rows, index) -> readArray(rows, index, member.getType(), codec));
    }

    private static void bindArray(PreparedStatement statement, int index, DataType<?> member, Object[] members)
            throws SQLException {
        if (SENT_AS_THEY_ARE.contains(member.getType())) {
            statement.setArray(index, statement.getConnection().createArrayOf(of(member).sqlType(), members));
            return;
        }
        if (member.equals(ValueList.TEXT)) {
            @Nullable
            Object[] texts = members instanceof String[] ? members : texts(member, members);
            statement.setArray(index, statement.getConnection().createArrayOf("text", texts));
            return;
        }
        // The driver writes the array's text; of what type its members are, the server knows from where it stands.
        bindText(statement, index, statement.getConnection().createArrayOf("text", texts(member, members)).toString());
    }

    /** Whether the driver sends an array of such members in its own form, and says of what it is. */
    static boolean isSentAsItIs(DataType<?> member) {
        return SENT_AS_THEY_ARE.contains(member.getType());
    }

    /** Whether a value is bound as a text of which the server finds out what it is. */
    static boolean isUntyped(DataType<?> type) {
        return Set.of(UNTYPED, SHAPE).contains(of(type));
    }

    /** An array as the server reads it. */
    static String arrayText(DataType<?> member, @Nullable Object[] members) {
        return TextForms.of(texts(member, members));
    }

    /** An array of arrays has as many dimensions; arrays that are only listed, as objects, are each a text. */
    private static @Nullable Object[] texts(DataType<?> type, @Nullable Object[] members) {
        boolean nested = members instanceof Object[][];
        @Nullable
        Object[] texts = nested ? new @Nullable Object[members.length][] : new @Nullable String[members.length];
        for (int i = 0; i < members.length; i++) {
            Object member = members[i];
            texts[i] = nested && member instanceof Object[] inner
                    ? texts(type, inner)
                    : member == null ? null : TextForms.of(stored(type, member));
        }
        return texts;
    }

    /** What the database has for a value of the user's own type. */
    @SuppressWarnings("unchecked")
    static Object stored(DataType<?> type, Object value) {
        Converter<Object, Object> converter = (Converter<Object, Object>) type.getConverter();
        boolean own = !BY_CLASS.containsKey(type.getType()) && converter.toType().isInstance(value);
        return own ? converter.to(value) : value;
    }

    /** Member by member, as columns of their type are read: the driver's own arrays have lossy classes for times. */
    private static @Nullable Object @Nullable [] readArray(ResultSet rows, int index, Class<?> member, Codec codec)
            throws SQLException {
        java.sql.Array array = rows.getArray(index);
        if (array == null) {
            return null;
        }
        String text = rows.getString(index);
        // Of a domain's members the driver knows no class.
        java.sql.Array known = array.getBaseType() == Types.DISTINCT ? beneath(rows, codec, text) : array;
        return read(known, dimensions(text), member == Object.class ? String.class : member, codec);
    }

    private static java.sql.Array beneath(ResultSet rows, Codec codec, String text) throws SQLException {
        BaseConnection connection = rows.getStatement().getConnection().unwrap(BaseConnection.class);
        return new PgArray(connection, connection.getTypeInfo().getPGArrayType(codec.sqlType()), text);
    }

    /** As many as there are braces before the first member, which is in quotes where it begins with one. */
    private static int dimensions(String text) {
        int start = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
        int end = start;
        while (end < text.length() && text.charAt(end) == '{') {
            end++;
        }
        return Math.max(1, end - start);
    }

    private static @Nullable Object[] read(java.sql.Array array, int dimensions, Class<?> member, Codec codec)
            throws SQLException {
        List<@Nullable Object> read = new ArrayList<>();
        try (ResultSet members = array.getResultSet()) {
            while (members.next()) {
                read.add(dimensions == 1
                        ? codec.read(members, 2)
                        : read(members.getArray(2), dimensions - 1, member, codec));
            }
        }
        Object[] typed = (Object[]) Array.newInstance(member, new int[dimensions]);
        Class<?> wanted = typed.getClass().getComponentType();
        boolean special = read.stream().anyMatch(one -> one != null && !wanted.isInstance(one));
        return read.toArray(special ? (Object[]) Array.newInstance(Object.class, new int[dimensions]) : typed);
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
                (rows, index) -> {
                    Object stored = codec.read(rows, index);
                    return stored == null ? null : made(converter, stored);
                });
    }

    private static <T> @Nullable Object made(Converter<T, ?> converter, Object stored) {
        T from = cast(converter.fromType(), stored);
        try {
            return converter.from(from);
        } catch (DunderException refused) {
            throw refused;
        } catch (RuntimeException failure) {
            // Its message may quote the value.
            throw new DunderException("The converter to " + converter.toType().getSimpleName() + " failed, by "
                    + failure.getClass().getSimpleName() + ". It is to know all values that the column has.", failure);
        }
    }

    /** What is wrong with a value is said of its column: nobody else is at it. */
    private static Codec named(Codec codec) {
        return new Codec(codec.sqlType(), codec::bind, (rows, index) -> {
            try {
                return codec.read(rows, index);
            } catch (DunderException refused) {
                throw new DunderException("A value of '" + rows.getMetaData().getColumnLabel(index)
                        + "' cannot be read. " + refused.getMessage(), refused);
            }
        });
    }

    private static <T> @Nullable T cast(Class<T> wanted, @Nullable Object value) {
        if (value != null && !wanted.isInstance(value)) {
            throw new DunderException("A column holds a value that no " + wanted.getSimpleName() + " can be.");
        }
        return wanted.cast(value);
    }

    private static Map.Entry<Class<?>, Codec> of(Class<?> java, Codec.Binder binder, Codec.Reader reader) {
        return Map.entry(java, new Codec(Objects.requireNonNull(SqlTypes.nameOf(java)), binder, reader));
    }

    /** Of a type that a getter of JDBC reads. */
    private static Map.Entry<Class<?>, Codec> of(
            Class<?> java, Codec.Binder binder, Codec.Reader reader, Codec.Kind kind) {
        return Map.entry(java, new Codec(Objects.requireNonNull(SqlTypes.nameOf(java)), binder, reader, kind));
    }

    /** Of a class that the driver knows. */
    private static Map.Entry<Class<?>, Codec> ofDriver(Class<?> java) {
        return of(java, PreparedStatement::setObject, (rows, index) -> rows.getObject(index, java));
    }

    private static void bindText(PreparedStatement statement, int index, Object value) throws SQLException {
        statement.setObject(index, TextForms.of(value), Types.OTHER);
    }

    /** What no BigDecimal can be, such as NaN, is told by its name. */
    private static void bindNumber(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof BigDecimal number) {
            statement.setBigDecimal(index, number);
        } else {
            bindText(statement, index, value.toString());
        }
    }

    /** What no BigDecimal can be is the double that means the same, and in nobody's way who reads the rest of the row. */
    private static Codec.Reader number(Function<BigDecimal, Object> exact) {
        return (rows, index) -> {
            BigDecimal value;
            try {
                value = rows.getBigDecimal(index);
            } catch (SQLException unfit) {
                return special(rows.getString(index), unfit);
            }
            return value == null ? null : exact.apply(value);
        };
    }

    /** The driver's getters for primitives give 0 for a null, so these need a second look. */
    private static Codec.Reader orNull(Codec.Reader primitive) {
        return (rows, index) -> {
            Object value;
            try {
                value = primitive.read(rows, index);
            } catch (SQLException unfit) {
                return special(rows.getString(index), unfit);
            }
            return rows.wasNull() ? null : value;
        };
    }

    /** Of a {@code numeric(5, 0)}, whose numbers are integers, what no integer can be is the double that means the same. */
    private static Object special(@Nullable String text, SQLException unfit) throws SQLException {
        if (text == null || !isSpecial(text)) {
            throw unfit;
        }
        return Double.valueOf(text);
    }

    private static boolean isSpecial(String text) {
        return text.equals("NaN") || text.endsWith("Infinity");
    }

    private static Codec.Reader mapped(Codec.Reader reader, Function<Object, Object> conversion) {
        return (rows, index) -> {
            Object value = reader.read(rows, index);
            return value == null ? null : conversion.apply(value);
        };
    }
}
