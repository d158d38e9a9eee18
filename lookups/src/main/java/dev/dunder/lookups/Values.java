package dev.dunder.lookups;

import java.lang.reflect.Array;
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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
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
    /** The most digits before the decimal point, and after it, that PostgreSQL's {@code numeric} stores. */
    private static final int DIGITS_BEFORE = 131_072;

    private static final int DIGITS_AFTER = 16_383;

    /** Reading and writing digits takes time that grows with the square of their number. */
    private static final int MOST_DIGITS = 20_000;

    private static final int MOST_BITS = (int) (MOST_DIGITS * 3.3219280948873626);

    /** The first and the last days that the server has. Timestamps end sooner. */
    private static final LocalDate FIRST_DAY = LocalDate.of(-4713, 11, 24);

    private static final LocalDate LAST_DAY = LocalDate.of(5_874_897, 12, 31);

    private static final LocalDate LAST_DAY_OF_TIMESTAMPS = LocalDate.of(294_276, 12, 31);

    /** What an offset from UTC is less than, in seconds, to the server. Java's go to 18 hours. */
    private static final int LARGEST_OFFSET = 16 * 3_600;

    private static final Map<Class<?>, Long> MOST = Map.of(
            Byte.class, (long) Byte.MAX_VALUE,
            Short.class, (long) Short.MAX_VALUE,
            Integer.class, (long) Integer.MAX_VALUE,
            Long.class, Long.MAX_VALUE);

    private static final int LONGEST_LONG = 20;

    private static final Pattern UUID_DIGITS = Pattern
            .compile("([0-9a-fA-F]{8})([0-9a-fA-F]{4})([0-9a-fA-F]{4})([0-9a-fA-F]{4})([0-9a-fA-F]{12})");

    /** Of a date, a time and the like; some of the parsers take long over long texts. */
    private static final int LONGEST_TEXT = 200;

    /** Each returns null for what it cannot convert, or throws what the parser of the class throws. */
    private static final Map<Class<?>, Function<Object, @Nullable Object>> CONVERSIONS = Map.ofEntries(
            Map.entry(Boolean.class, Values::bool),
            Map.entry(Byte.class, value -> integer(value, Byte.MIN_VALUE, Byte.MAX_VALUE, Number::byteValue)),
            Map.entry(Short.class, value -> integer(value, Short.MIN_VALUE, Short.MAX_VALUE, Number::shortValue)),
            Map.entry(Integer.class, value -> integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE, Number::intValue)),
            Map.entry(Long.class, value -> integer(value, Long.MIN_VALUE, Long.MAX_VALUE, Number::longValue)),
            Map.entry(BigInteger.class, Values::bigInteger),
            Map.entry(BigDecimal.class, Values::decimal),
            Map.entry(Double.class, value -> binary(value, Number::doubleValue, Double::isFinite)),
            Map.entry(Float.class, value -> binary(value, Number::floatValue, Float::isFinite)),
            Map.entry(String.class, Values::text),
            Map.entry(UUID.class, value -> parse(value, Values::uuid)),
            Map.entry(LocalDate.class, Values::date),
            Map.entry(LocalTime.class, Values::time),
            Map.entry(OffsetTime.class, Values::offsetTime),
            Map.entry(LocalDateTime.class, Values::dateTime),
            Map.entry(OffsetDateTime.class, Values::instant),
            Map.entry(
                    Timestamp.class,
                    value -> dateTime(value) instanceof LocalDateTime given ? Timestamp.valueOf(given) : null),
            Map.entry(
                    java.sql.Date.class,
                    value -> date(value) instanceof LocalDate given ? java.sql.Date.valueOf(given) : null),
            Map.entry(Time.class, value -> time(value) instanceof LocalTime given ? Time.valueOf(given) : null),
            Map.entry(YearToSecond.class, Intervals::of),
            Map.entry(JSON.class, value -> json(value) instanceof JSONB json ? JSON.valueOf(json.data()) : null),
            Map.entry(JSONB.class, Values::json),
            Map.entry(XML.class, value -> value instanceof XML xml && text(xml.data()) != null ? xml : null),
            Map.entry(Object.class, Values::text));

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
            return array(type, value);
        }
        Class<?> wanted = type.getType();
        Function<Object, @Nullable Object> conversion = wanted == Object.class
                ? given -> Literals.of(type, given)
                : CONVERSIONS.get(wanted);
        if (conversion == null) {
            return userType(type, value);
        }
        if (value.getClass() == wanted && !CHECKED.contains(wanted)) {
            return value;
        }
        try {
            Object converted = conversion.apply(value);
            if (converted != null && wanted.isInstance(converted)) {
                return converted;
            }
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
            // Falls through to the one message for all of them: the parsers' own messages quote the value.
        }
        throw unfit(type, value);
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
        String simple = value.getClass().getSimpleName();
        String name = simple.isEmpty() ? value.getClass().getName() : simple;
        return ("AEIOU".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }

    private static LookupException unfit(DataType<?> type, Object value) {
        return new LookupException(
                "Cannot use " + describe(value) + " for a column of type " + ColumnTypes.name(type) + ": "
                        + expected(type) + ".");
    }

    private static String expected(DataType<?> type) {
        Class<?> wanted = type.getType();
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
            Long most = MOST.get(wanted);
            return "it is not a number that this type can hold exactly"
                    + (most == null ? "" : ", a whole one from " + (-most - 1) + " to " + most);
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
            return value;
        }
        if (EnumType.class.isAssignableFrom(wanted)) {
            List<String> labels = Objects.requireNonNull(EnumLabels.of(type));
            return wanted.getEnumConstants()[labels.indexOf(EnumLabels.label(type, labels, value))];
        } else if (CONVERSIONS.containsKey(type.getFromType())) {
            Object converted = fromDatabase(type.getConverter(), value);
            if (converted != null) {
                return converted;
            }
        }
        throw unfit(type, value);
    }

    private static <T> @Nullable Object fromDatabase(Converter<T, ?> converter, Object value) {
        Function<Object, @Nullable Object> conversion = CONVERSIONS.get(converter.fromType());
        try {
            Object from = conversion == null ? null : conversion.apply(value);
            return from == null ? null : converter.from(converter.fromType().cast(from));
        } catch (RuntimeException e) {
            // A user's converter may throw anything for a value it does not know; the one message says what was wrong.
            return null;
        }
    }

    private static Object array(DataType<?> type, Object value) {
        @Nullable
        Object[] members = members(value);
        if (members == null) {
            throw new LookupException(
                    "Cannot use " + describe(value) + " for a column of type " + ColumnTypes.name(type)
                            + ": a list or an array is needed.");
        }
        Nested nested = new Nested(type);
        return nested.array(members, nested.depth(members));
    }

    private static @Nullable Object @Nullable [] members(@Nullable Object value) {
        if (value instanceof Collection<?> collection) {
            return collection.toArray();
        }
        if (value == null || !value.getClass().isArray()) {
            return null;
        }
        @Nullable
        Object[] members = new @Nullable Object[Array.getLength(value)];
        Arrays.setAll(members, i -> Array.get(value, i));
        return members;
    }

    /**
     * An array of a type, as deep as the lists are that are given for it: to the server each array type has any number of
     * dimensions.
     */
    private static final class Nested {
        private static final int DEEPEST = 6;

        private final DataType<?> type;
        private final DataType<?> element;
        private final boolean fixed;
        private final int declared;

        Nested(DataType<?> type) {
            this.type = type;
            int depth = 0;
            DataType<?> member = type;
            for (DataType<?> next = type; next != null; next = next.getArrayComponentDataType()) {
                member = next;
                depth++;
            }
            this.element = member;
            this.declared = depth - 1;
            // A list may be one value of these.
            this.fixed = ColumnTypes.isJson(member) || ColumnTypes.isRange(member) || ColumnTypes.isHstore(member);
        }

        private @Nullable Object @Nullable [] inner(@Nullable Object member) {
            return member instanceof byte[] && element.getType() == byte[].class ? null : members(member);
        }

        int depth(@Nullable Object[] members) {
            if (fixed) {
                return declared;
            }
            int depth = 1;
            @Nullable
            Object[] level = members;
            while (level.length > 0 && inner(level[0]) != null) {
                level = Objects.requireNonNull(inner(level[0]));
                if (++depth > DEEPEST) {
                    throw new LookupException("An array has at most " + DEEPEST + " dimensions.");
                }
            }
            return depth;
        }

        Object array(@Nullable Object[] members, int depth) {
            Class<?> leaf = element.getType() == Object.class ? String.class : element.getType();
            if (depth == 1) {
                Object array = Array.newInstance(leaf, members.length);
                for (int i = 0; i < members.length; i++) {
                    Object member = members[i];
                    Array.set(array, i, member == null ? null : convert(element, member));
                }
                return array;
            }
            List<Object> arrays = new ArrayList<>();
            int length = -1;
            for (Object member : members) {
                @Nullable
                Object[] inner = inner(member);
                if (inner == null || (length >= 0 && inner.length != length)) {
                    throw new LookupException("Cannot use " + describe(members) + " for a column of type "
                            + ColumnTypes.name(type) + ": the lists in a list are of one length, and none is null.");
                }
                length = inner.length;
                arrays.add(array(inner, depth - 1));
            }
            return arrays.toArray((Object[]) Array.newInstance(leaf, new int[depth]));
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

    private static @Nullable Object integer(Object value, long min, long max, Function<Number, Object> narrow) {
        BigDecimal exact = decimal(value);
        if (exact == null || exact.precision() - exact.scale() > 20) {
            return null;
        }
        long integer = exact.longValueExact();
        return integer < min || integer > max ? null : narrow.apply(integer);
    }

    private static @Nullable Object bigInteger(Object value) {
        BigDecimal exact = decimal(value);
        return exact == null ? null : exact.toBigIntegerExact();
    }

    private static @Nullable BigDecimal decimal(Object value) {
        BigDecimal decimal = switch (value) {
            case BigDecimal given -> bounded(given);
            case BigInteger given -> new BigDecimal(bounded(given));
            case Double given -> BigDecimal.valueOf(given);
            case Float given -> new BigDecimal(given.toString());
            case Number given -> spelledDecimal(given.toString());
            case CharSequence given -> spelledDecimal(given);
            default -> null;
        };
        // The sum of an int and a huge scale would overflow.
        long before = decimal == null ? 0 : (long) decimal.precision() - decimal.scale();
        return decimal == null || before > DIGITS_BEFORE || decimal.scale() > DIGITS_AFTER ? null : decimal;
    }

    /** Before anything is computed of it. */
    private static BigDecimal bounded(BigDecimal number) {
        bounded(number.unscaledValue());
        return number;
    }

    private static BigInteger bounded(BigInteger number) {
        if (number.bitLength() > MOST_BITS) {
            throw tooLong();
        }
        return number;
    }

    private static BigDecimal spelledDecimal(CharSequence text) {
        if (text.length() > MOST_DIGITS) {
            throw tooLong();
        }
        return new BigDecimal(text.toString().strip());
    }

    private static LookupException tooLong() {
        return new LookupException("Cannot use a number of more than " + MOST_DIGITS + " digits.");
    }

    /**
     * A floating-point number. Whole numbers must survive exactly; decimal fractions have no exact binary form to survive in,
     * but must neither become infinite nor vanish.
     */
    private static <N extends Number> @Nullable Object binary(
            Object value, Function<Number, N> narrow, Predicate<N> isFinite) {
        Number number = value instanceof CharSequence text ? spelled(text.toString().strip()) : number(value);
        if (number == null) {
            return null;
        }
        N narrowed = narrow.apply(number);
        if (isNotFinite(number)) {
            return narrowed;
        }
        BigDecimal exact = decimal(number);
        if (exact == null || !isFinite.test(narrowed)) {
            return null;
        }
        boolean vanished = narrowed.doubleValue() == 0 && exact.signum() != 0;
        boolean whole = exact.stripTrailingZeros().scale() <= 0
                && !(number instanceof Double || number instanceof Float);
        boolean same = !whole || new BigDecimal(narrowed.doubleValue()).compareTo(exact) == 0;
        return vanished || !same ? null : narrowed;
    }

    private static @Nullable Number number(Object value) {
        return value instanceof Number number && (isNotFinite(number) || decimal(number) != null) ? number : null;
    }

    private static boolean isNotFinite(Number number) {
        return (number instanceof Double given && !Double.isFinite(given))
                || (number instanceof Float small && !Float.isFinite(small));
    }

    private static Number spelled(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> spelledDecimal(text);
        };
    }

    /** A text might be meant as JSON or as a JSON text: whoever stores one has to say. */
    private static @Nullable Object json(Object value) {
        return value instanceof CharSequence ? null : Json.of(value);
    }

    /** Whether the server's numeric has room for it. */
    static boolean isStorable(BigDecimal value) {
        return decimal(value) != null;
    }

    /** The text, or null if the server cannot store it. */
    static @Nullable String storable(String text) {
        // The server refuses NUL; the driver would replace half a surrogate pair with a question mark.
        return text.codePoints().allMatch(c -> c != 0 && (c < 0xD800 || c > 0xDFFF)) ? text : null;
    }

    private static @Nullable Object text(Object value) {
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

    private static @Nullable Object date(Object value) {
        LocalDate date = switch (value) {
            case LocalDate given -> given;
            case java.sql.Date given -> given.toLocalDate();
            default -> (LocalDate) parse(value, LocalDate::parse);
        };
        return date != null && isDay(date, LAST_DAY) ? date : null;
    }

    /** Java's first and last days are the server's infinities. */
    private static boolean isDay(LocalDate date, LocalDate last) {
        return date.equals(LocalDate.MIN) || date.equals(LocalDate.MAX)
                || !(date.isBefore(FIRST_DAY) || date.isAfter(last));
    }

    private static @Nullable Object time(Object value) {
        return switch (value) {
            case LocalTime given -> given;
            case Time given -> given.toLocalTime();
            default -> parse(value, LocalTime::parse);
        };
    }

    private static @Nullable Object dateTime(Object value) {
        LocalDateTime time = switch (value) {
            case LocalDateTime given -> given;
            case LocalDate given -> given.atStartOfDay();
            case Timestamp given -> given.toLocalDateTime();
            default ->
                (LocalDateTime) parse(
                        value,
                        text -> text.length() == 10
                                ? LocalDate.parse(text).atStartOfDay()
                                : LocalDateTime.parse(text.replace(' ', 'T')));
        };
        return time != null && isDay(time.toLocalDate(), LAST_DAY_OF_TIMESTAMPS) ? time : null;
    }

    private static @Nullable Object instant(Object value) {
        OffsetDateTime time = switch (value) {
            case OffsetDateTime given -> given;
            case ZonedDateTime given -> given.toOffsetDateTime();
            case Instant given -> given.atOffset(ZoneOffset.UTC);
            case Timestamp given -> given.toInstant().atOffset(ZoneOffset.UTC);
            default -> (OffsetDateTime) parse(value, text -> OffsetDateTime.parse(text.replace(' ', 'T')));
        };
        if (time == null || !isDay(time.toLocalDate(), LAST_DAY_OF_TIMESTAMPS)) {
            return null;
        }
        if (hasOffset(time.getOffset()) || time.equals(OffsetDateTime.MIN) || time.equals(OffsetDateTime.MAX)) {
            return time;
        }
        // The same moment; who wrote it as a text has made a mistake.
        return value instanceof CharSequence ? null : time.withOffsetSameInstant(ZoneOffset.UTC);
    }

    private static @Nullable Object offsetTime(Object value) {
        OffsetTime time = value instanceof OffsetTime given ? given : (OffsetTime) parse(value, OffsetTime::parse);
        return time != null && hasOffset(time.getOffset()) ? time : null;
    }

    private static boolean hasOffset(ZoneOffset offset) {
        return Math.abs(offset.getTotalSeconds()) < LARGEST_OFFSET;
    }

    /** With or without hyphens, wherever they are. {@link UUID#fromString} also takes {@code 1-1-1-1-1}. */
    private static @Nullable Object uuid(String text) {
        Matcher digits = UUID_DIGITS.matcher(text.replace("-", ""));
        return digits.matches() ? UUID.fromString(digits.replaceFirst("$1-$2-$3-$4-$5")) : null;
    }

    /**
     * Where a number is that a column of whole numbers cannot hold: it can be compared all the same.
     *
     * @return 1 above all that the column holds, -1 below, 0 for all others
     */
    static int beyond(DataType<?> type, Object value) {
        Long most = MOST.get(type.getType());
        if (most == null || !(value instanceof Number number) || isNotFinite(number)) {
            return 0;
        }
        BigDecimal given = switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            case Double binary -> BigDecimal.valueOf(binary);
            case Long integer -> BigDecimal.valueOf(integer);
            case Integer integer -> BigDecimal.valueOf(integer);
            default -> BigDecimal.ZERO;
        };
        // A difference of exponents that would not fit into memory is told by the exponents.
        if ((long) given.precision() - given.scale() > LONGEST_LONG) {
            return given.signum();
        }
        return given.compareTo(BigDecimal.valueOf(most)) > 0
                ? 1
                : given.compareTo(BigDecimal.valueOf(-most - 1)) < 0 ? -1 : 0;
    }

    /** A local time that is given for a {@code timestamptz}, to be understood in the session's time zone; null if it is none. */
    static @Nullable LocalDateTime local(Object value) {
        try {
            return value instanceof Timestamp ? null : (LocalDateTime) dateTime(value);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Object parse(Object value, Function<String, @Nullable Object> parser) {
        return value instanceof CharSequence text && text.length() < LONGEST_TEXT
                ? parser.apply(text.toString().strip())
                : null;
    }
}
