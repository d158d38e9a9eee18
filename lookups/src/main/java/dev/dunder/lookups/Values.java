package dev.dunder.lookups;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.XML;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/**
 * Converts what people give to what a column holds, or refuses: nothing is rounded, wrapped around, or turned into null.
 *
 * <p>jOOQ's own conversions do all three silently, so values are converted here before jOOQ sees them. Messages tell the
 * types and never the value.
 */
public final class Values {
    private static final Pattern UUID_DIGITS = Pattern
            .compile("([0-9a-fA-F]{8})([0-9a-fA-F]{4})([0-9a-fA-F]{4})([0-9a-fA-F]{4})([0-9a-fA-F]{12})");

    /** Of a date, a time and the like; some of the parsers take long over long texts. */
    private static final int LONGEST_TEXT = 200;

    /** Each returns null for what it cannot convert, or throws what the parser of the class throws. */
    private static final Map<Class<?>, Function<Object, @Nullable Object>> CONVERSIONS = Map.ofEntries(
            Map.entry(Boolean.class, Values::bool),
            Map.entry(Byte.class,
                    value -> NumberValues.integer(value, Byte.MIN_VALUE, Byte.MAX_VALUE, Number::byteValue)),
            Map.entry(Short.class,
                    value -> NumberValues.integer(value, Short.MIN_VALUE, Short.MAX_VALUE, Number::shortValue)),
            Map.entry(Integer.class,
                    value -> NumberValues.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE, Number::intValue)),
            Map.entry(Long.class,
                    value -> NumberValues.integer(value, Long.MIN_VALUE, Long.MAX_VALUE, Number::longValue)),
            Map.entry(BigInteger.class, NumberValues::bigInteger),
            Map.entry(BigDecimal.class, NumberValues::decimal),
            Map.entry(Double.class, value -> NumberValues.binary(value, Number::doubleValue, Double::isFinite)),
            Map.entry(Float.class, value -> NumberValues.binary(value, Number::floatValue, Float::isFinite)),
            Map.entry(String.class, Values::written),
            Map.entry(UUID.class, value -> parse(value, Values::uuid)),
            Map.entry(LocalDate.class, TimeValues::date),
            Map.entry(LocalTime.class, TimeValues::time),
            Map.entry(OffsetTime.class, TimeValues::offsetTime),
            Map.entry(LocalDateTime.class, TimeValues::dateTime),
            Map.entry(OffsetDateTime.class, TimeValues::instant),
            Map.entry(
                    Timestamp.class,
                    value -> TimeValues.dateTime(value) instanceof LocalDateTime given
                            ? Timestamp.valueOf(given)
                            : null),
            Map.entry(
                    java.sql.Date.class,
                    value -> TimeValues.date(value) instanceof LocalDate given ? java.sql.Date.valueOf(given) : null),
            Map.entry(Time.class,
                    value -> TimeValues.time(value) instanceof LocalTime given ? Time.valueOf(given) : null),
            Map.entry(YearToSecond.class, Intervals::of),
            Map.entry(JSON.class, value -> json(value) instanceof JSONB json ? JSON.valueOf(json.data()) : null),
            Map.entry(JSONB.class, Values::json),
            Map.entry(XML.class, value -> value instanceof XML xml && storable(xml.data()) != null ? xml : null),
            Map.entry(Object.class, Values::written));

    /** Of these a value may be of the right class and still not storable. */
    private static final Set<Class<?>> CHECKED = Set.of(String.class, BigDecimal.class, BigInteger.class,
            JSON.class, JSONB.class, XML.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class,
            OffsetTime.class, YearToSecond.class);

    private Values() {}

    /**
     * Converts a value.
     *
     * @param type the column's type
     * @param value what the user gave
     * @return an instance of {@link DataType#getType()} (of {@link String} where that is {@link Object}: such types travel as
     *     text)
     * @throws LookupException if the value does not fit
     */
    public static Object convert(DataType<?> type, Object value) {
        if (value instanceof CharSequence text && !(value instanceof String)) {
            return convert(type, text(text));
        }
        if (type.isArray()) {
            return ArrayValues.of(type, value);
        }
        Class<?> wanted = type.getType();
        Function<Object, @Nullable Object> conversion = conversion(type, wanted);
        if (conversion == null || StoredValues.isConverted(type)) {
            return userType(type, value);
        }
        if (value.getClass() == wanted && !CHECKED.contains(wanted)) {
            return value;
        }
        Object converted = applied(conversion, value);
        if (wanted.isInstance(converted)) {
            return converted;
        }
        throw unfit(type, value);
    }

    /** That to a class, null for one that is none of the server's types. */
    private static @Nullable Function<Object, @Nullable Object> conversion(DataType<?> type, Class<?> wanted) {
        return wanted == Object.class ? given -> Literals.of(type, given) : CONVERSIONS.get(wanted);
    }

    private static @Nullable Object applied(Function<Object, @Nullable Object> conversion, Object value) {
        try {
            return conversion.apply(value);
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
            // There is one message for all of them: the parsers' own messages quote the value.
            return null;
        }
    }

    /** Whether the server can store what a converter made for a column. */
    static boolean isStorable(DataType<?> type, Object stored) {
        Function<Object, @Nullable Object> conversion = conversion(type, type.getFromType());
        return conversion == null || applied(conversion, stored) != null;
    }

    /**
     * Converts a value that was given for a column by its name.
     *
     * @param type the column's type
     * @param value what the user gave
     * @param name the name it was given for, which the message points at
     * @return as {@link #convert(DataType, Object)}
     * @throws LookupException if the value does not fit
     */
    public static Object convert(DataType<?> type, Object value, String name) {
        try {
            return convert(type, value);
        } catch (LookupException e) {
            throw e.in(name);
        }
    }

    /**
     * A text as it is now: what stands for one may change, or fail.
     *
     * @param text the text
     * @return its characters
     * @throws LookupException if it cannot be read
     */
    public static String text(CharSequence text) {
        String read;
        try {
            read = text.toString();
        } catch (RuntimeException e) {
            // Its message may quote the value.
            read = null;
        }
        if (read == null) {
            throw new LookupException("A " + text.getClass().getName() + " cannot be read as text.");
        }
        return read;
    }

    /**
     * What a type is called in messages.
     *
     * @param type a column's type
     * @return its name in PostgreSQL
     */
    public static String typeName(DataType<?> type) {
        return ColumnTypes.name(type);
    }

    /**
     * What a value is, for messages: its type and never itself.
     *
     * @param value any value
     * @return such as {@code a String} or {@code null}
     */
    public static String describe(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return described(value.getClass());
    }

    static String described(Class<?> java) {
        String simple = java.getSimpleName();
        String name = simple.isEmpty() ? java.getName() : simple;
        return ("AEIOU".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }

    private static LookupException unfit(DataType<?> type, Object value) {
        return new LookupException(
                "Cannot use " + describe(value) + " for a column of type " + ColumnTypes.name(type) + ": "
                        + expected(type, type.getType()) + ".");
    }

    /** What is needed of a class for a type. */
    static String expected(DataType<?> type, Class<?> wanted) {
        if (ColumnTypes.isRange(type)) {
            return "a Range, a list of its two ends, or a text such as [1,5) is needed";
        }
        if (ColumnTypes.isHstore(type)) {
            return "a Map of texts is needed";
        }
        if (ColumnTypes.isNetwork(type)) {
            return "it is not an address";
        }
        if (wanted == YearToSecond.class) {
            return "a Duration, a Period, or a text such as P1M2DT3H4.5S or '2 days 03:00:04.5' is needed, of at most"
                    + " 2,147,483,647 months and as many days";
        }
        if (wanted == OffsetDateTime.class) {
            return "an OffsetDateTime, ZonedDateTime, Instant, or an ISO text with an offset is needed";
        }
        if (wanted == JSON.class || wanted == JSONB.class || wanted == XML.class) {
            return "wrap the text, " + wanted.getSimpleName() + ".valueOf(…)";
        }
        if (Number.class.isAssignableFrom(wanted)) {
            return "it is not a number that this type can hold exactly" + NumberValues.bounds(wanted);
        }
        if (ColumnTypes.isMultirange(type)) {
            return "a text such as {[1,5),[7,9)} is needed";
        }
        if (wanted == Object.class && Literals.spelling(type) != null) {
            return "it is not written as the server reads it";
        }
        if (wanted == String.class || wanted == Object.class) {
            return "it is not a text, or has a NUL or half a surrogate pair in it";
        }
        return "it is not a " + wanted.getSimpleName() + ", nor a text that reads as one";
    }

    /** Java enums and whatever else the user's own jOOQ converters produce. */
    private static Object userType(DataType<?> type, Object value) {
        Class<?> wanted = type.getType();
        if (wanted.isInstance(value)) {
            Object unused = StoredValues.of(type, value);
            return value;
        }
        EnumConstants<?> constants = EnumConstants.of(type);
        if (constants != null) {
            return constants.constant(type, value);
        }
        if (EnumType.class.isAssignableFrom(wanted)) {
            List<String> labels = Objects.requireNonNull(EnumLabels.of(type));
            return wanted.getEnumConstants()[labels.indexOf(EnumLabels.label(type, labels, value))];
        }
        // What a converter makes may be of a class that other columns have without one.
        Function<Object, @Nullable Object> conversion = CONVERSIONS.get(wanted);
        Object converted = conversion == null ? null : applied(conversion, value);
        if (converted == null) {
            converted = fromDatabase(type.getConverter(), value);
        }
        if (!wanted.isInstance(converted)) {
            throw unfit(type, value);
        }
        Object unused = StoredValues.of(type, converted);
        return converted;
    }

    private static <T> @Nullable Object fromDatabase(Converter<T, ?> converter, Object value) {
        Function<Object, @Nullable Object> conversion = CONVERSIONS.get(converter.fromType());
        if (conversion == null) {
            return null;
        }
        try {
            Object from = conversion.apply(value);
            return from == null ? null : converter.from(converter.fromType().cast(from));
        } catch (RuntimeException e) {
            // A user's converter may throw anything for a value it does not know; the one message says what was wrong.
            return null;
        }
    }

    private static @Nullable Object bool(Object value) {
        return !isSimple(value) ? null : switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "true", "t", "1" -> Boolean.TRUE;
            case "false", "f", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static boolean isSimple(Object value) {
        return value instanceof CharSequence || value instanceof Integer || value instanceof Long;
    }

    /** A text might be meant as JSON or as a JSON text: whoever stores one has to say. */
    private static @Nullable Object json(Object value) {
        return value instanceof CharSequence ? null : Json.of(value);
    }

    /** The text, or null if the server cannot store it. */
    static @Nullable String storable(String text) {
        // The server refuses NUL; the driver would replace half a surrogate pair with a question mark.
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return null;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == length || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return null;
                }
                i++;
            }
        }
        return text;
    }

    private static @Nullable Object written(Object value) {
        if (!(value instanceof CharSequence
                || value instanceof Character
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof UUID
                || value instanceof Enum<?>
                || value instanceof Temporal)) {
            return null;
        }
        return storable(value instanceof EnumType literal ? literal.getLiteral() : value.toString());
    }

    /** With or without hyphens, wherever they are. {@link UUID#fromString} also takes {@code 1-1-1-1-1}. */
    private static @Nullable Object uuid(String text) {
        Matcher digits = UUID_DIGITS.matcher(text.replace("-", ""));
        return digits.matches() ? UUID.fromString(digits.replaceFirst("$1-$2-$3-$4-$5")) : null;
    }

    /** What a text says that is not too long, or null. */
    static @Nullable Object parse(Object value, Function<String, @Nullable Object> parser) {
        return value instanceof CharSequence text && text.length() < LONGEST_TEXT
                ? parser.apply(text.toString().strip())
                : null;
    }
}
