package dev.dunder.query;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.types.YearToSecond;

/** What a function can be given in one place. */
public enum ParameterType {
    /** Whatever there is. */
    ANYTHING("anything"),
    /** Numbers of all kinds. */
    NUMBER("a number"),
    /** A whole number, a length or a place. */
    WHOLE("a whole number"),
    /** Text, and what has no type of its own in Java and is written as text. */
    TEXT("text"),
    /** Text or bytes. */
    TEXT_OR_BYTES("text or bytes"),
    /** What has a day. */
    DATE("a date or a timestamp"),
    /** What has an hour. */
    TIME("a time or a timestamp"),
    /** What has a day, or counts days. */
    DATE_OR_SPAN("a date, a timestamp or an interval"),
    /** What has an hour, or counts hours. */
    TIME_OR_SPAN("a time, a timestamp or an interval"),
    /** All of them. */
    MOMENT("a date, a time, a timestamp or an interval"),
    /** A timestamp, with a time zone or without. */
    STAMP("a timestamp"),
    /** A point in time, which is at different hours in different places. */
    INSTANT("a timestamp with time zone"),
    /** A JSON document. */
    JSON("a JSON document"),
    /** Values in a row. */
    ARRAY("an array"),
    /** The words of a text. */
    VECTOR("a tsvector, such as searchVector(…)"),
    /** What to search for. */
    QUERY("a tsquery, such as searchQuery(…)");

    private static final Set<Class<?>> STAMPS = Set.of(LocalDateTime.class, OffsetDateTime.class);
    private static final Set<Class<?>> CLOCKS = Set.of(LocalTime.class, OffsetTime.class);

    private final String description;

    ParameterType(String description) {
        this.description = description;
    }

    /**
     * What it is, for messages.
     *
     * @return such as {@code a number}
     */
    public String description() {
        return description;
    }

    /**
     * Whether a type will do. One that is not known here may be anything.
     *
     * @param type the type
     * @return false where the server would refuse it
     */
    public boolean accepts(DataType<?> type) {
        Class<?> java = type.getFromType();
        boolean isText = java == String.class || EnumType.class.isAssignableFrom(type.getType());
        if (java == Object.class && type.getTypeName().equals("other")) {
            // A null, or a value of a query that is not known yet.
            return true;
        }
        return switch (this) {
            case ANYTHING -> true;
            case NUMBER -> TypeRules.isNumber(type);
            // There is no numeric of which is known that it has no fraction, except that of Java's whole numbers.
            case WHOLE -> TypeRules.isWhole(type) || java == java.math.BigInteger.class;
            case TEXT -> isText || java == Object.class;
            case TEXT_OR_BYTES -> isText || java == Object.class || java == byte[].class;
            case DATE -> isDate(java);
            case TIME -> isTime(java);
            case DATE_OR_SPAN -> isDate(java) || isSpan(java);
            case TIME_OR_SPAN -> isTime(java) || isSpan(java);
            case MOMENT -> isDate(java) || isTime(java) || isSpan(java);
            case STAMP -> STAMPS.contains(java);
            case INSTANT -> java == OffsetDateTime.class;
            case JSON -> java == org.jooq.JSONB.class || java == org.jooq.JSON.class;
            case ARRAY -> type.isArray();
            case VECTOR -> isCalled(type, "tsvector");
            case QUERY -> isCalled(type, "tsquery");
        };
    }

    private static boolean isDate(Class<?> type) {
        return type == LocalDate.class || STAMPS.contains(type);
    }

    private static boolean isTime(Class<?> type) {
        return CLOCKS.contains(type) || STAMPS.contains(type);
    }

    private static boolean isSpan(Class<?> type) {
        return type == YearToSecond.class;
    }

    /** The catalog may say it with a schema and in quotes. */
    private static boolean isCalled(DataType<?> type, String name) {
        String given = type.getTypeName();
        return given.substring(given.lastIndexOf('.') + 1).replace("\"", "").equals(name);
    }
}
