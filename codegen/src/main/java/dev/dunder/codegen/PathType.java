package dev.dunder.codegen;

import dev.dunder.ArrayPath;
import dev.dunder.ColumnPath;
import dev.dunder.DatePath;
import dev.dunder.DateTimePath;
import dev.dunder.HstorePath;
import dev.dunder.JsonPath;
import dev.dunder.MultirangePath;
import dev.dunder.NumberPath;
import dev.dunder.OrderedPath;
import dev.dunder.RangePath;
import dev.dunder.TextPath;
import dev.dunder.TimePath;
import dev.dunder.lookups.TypeTexts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.XML;
import org.jooq.types.YearToSecond;

/**
 * The class of a column's path, which has the lookups of the column's type.
 *
 * @param type the class
 * @param arguments its type arguments after the model
 * @param classes the arguments of its constructor after the path
 */
record PathType(Class<?> type, List<TypeRef> arguments, List<TypeRef> classes) {
    private static final TypeRef LONG = TypeRef.of(Long.class);
    private static final TypeRef DOUBLE = TypeRef.of(Double.class);
    private static final TypeRef DECIMAL = TypeRef.of(BigDecimal.class);

    /** For each type of number, the types of its sums and means. */
    private static final Map<TypeRef, List<TypeRef>> NUMBERS = Map.of(
            TypeRef.of(Short.class), List.of(LONG, DOUBLE),
            TypeRef.of(Integer.class), List.of(LONG, DOUBLE),
            LONG, List.of(LONG, DOUBLE),
            TypeRef.of(BigInteger.class), List.of(LONG, DOUBLE),
            TypeRef.of(Float.class), List.of(DOUBLE, DOUBLE),
            DOUBLE, List.of(DOUBLE, DOUBLE),
            DECIMAL, List.of(DECIMAL, DECIMAL));

    private static final Map<TypeRef, Class<?>> TYPED = Map.of(
            TypeRef.of(LocalDate.class), DatePath.class,
            TypeRef.of(LocalDateTime.class), DateTimePath.class,
            TypeRef.of(OffsetDateTime.class), DateTimePath.class,
            TypeRef.of(LocalTime.class), TimePath.class,
            TypeRef.of(OffsetTime.class), TimePath.class,
            TypeRef.of(UUID.class), OrderedPath.class,
            TypeRef.of(YearToSecond.class), OrderedPath.class);

    private static final Set<Class<?>> UNORDERED = Set.of(JSON.class, JSONB.class, XML.class, Boolean.class,
            byte[].class);

    private static final Set<TypeRef> JSONS = Set.of(TypeRef.of(JSON.class), TypeRef.of(JSONB.class));

    private static final Map<String, Class<?>> RANGES = Map.of(
            "int4range", Integer.class,
            "int8range", Long.class,
            "numrange", BigDecimal.class,
            "daterange", LocalDate.class,
            "tsrange", LocalDateTime.class,
            "tstzrange", OffsetDateTime.class);

    /**
     * For a column.
     *
     * @param value the class of its values
     * @param type its type in the database
     * @param ordered whether the values are an enum's, which have an order
     */
    static PathType of(TypeRef value, DataType<?> type, boolean ordered) {
        String name = type.isArray() ? "" : type.getTypeName().replace("\"", "");
        Class<?> bound = RANGES.get(name);
        if (bound != null) {
            return new PathType(RangePath.class, List.of(TypeRef.of(bound)), List.of(TypeRef.of(bound)));
        }
        if (TypeTexts.isMultirange(type)) {
            return new PathType(MultirangePath.class, List.of(), List.of());
        }
        if (name.equals("hstore") || name.endsWith(".hstore")) {
            return new PathType(HstorePath.class, List.of(), List.of());
        }
        TypeRef member = value.member();
        if (member != null && !value.is(byte[].class)) {
            return new PathType(ArrayPath.class, List.of(member), List.of());
        }
        if (JSONS.contains(value)) {
            return new PathType(JsonPath.class, List.of(), List.of());
        }
        return scalar(value, type, ordered);
    }

    /**
     * For a column whose values are of the user's own class.
     *
     * @param value the class of its values
     * @param ordered whether the server says which of two is more
     */
    static PathType own(TypeRef value, boolean ordered) {
        TypeRef member = value.member();
        if (member != null && !value.is(byte[].class)) {
            return new PathType(ArrayPath.class, List.of(member), List.of());
        }
        return ordered
                ? new PathType(OrderedPath.class, List.of(value), List.of(value))
                : new PathType(ColumnPath.class, List.of(value), List.of());
    }

    /** Whether the server says which of two values of a type is more, so that lookups ask for it. */
    static boolean isOrdered(DataType<?> type) {
        return !UNORDERED.contains(type.getFromType());
    }

    private static PathType scalar(TypeRef value, DataType<?> type, boolean ordered) {
        List<TypeRef> number = NUMBERS.get(value);
        if (number != null) {
            List<TypeRef> all = List.of(value, number.get(0), number.get(1));
            return new PathType(NumberPath.class, all, all);
        }
        if (value.is(String.class)) {
            return new PathType(TextPath.class, List.of(), List.of());
        }
        Class<?> typed = ordered ? OrderedPath.class : TYPED.get(value);
        if (typed != null) {
            return new PathType(typed, List.of(value), List.of(value));
        }
        return own(value, !value.is(type.getType()) && isOrdered(type));
    }

    /** The type as it is written, for paths of a model. */
    String type(JavaFile file, String model) {
        StringBuilder out = new StringBuilder(file.type(type)).append('<').append(model);
        arguments.forEach(argument -> out.append(", ").append(file.type(argument)));
        return out.append('>').toString();
    }

    /** What makes one. */
    String creation(JavaFile file, String path) {
        StringBuilder out = new StringBuilder("new ").append(file.type(type)).append("<>(").append(path);
        classes.forEach(one -> out.append(", ").append(file.type(one)).append(".class"));
        return out.append(')').toString();
    }
}
