package dev.dunder.lookups;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Numbers as columns hold them: exactly, or not at all. */
final class NumberValues {
    /** The most digits before the decimal point, and after it, that PostgreSQL's {@code numeric} stores. */
    private static final int DIGITS_BEFORE = 131_072;

    private static final int DIGITS_AFTER = 16_383;

    /** Reading and writing digits takes time that grows with the square of their number. */
    private static final int MOST_DIGITS = 20_000;

    private static final int MOST_BITS = (int) (MOST_DIGITS * 3.3219280948873626);

    private static final Map<Class<?>, Long> MOST = Map.of(
            Byte.class, (long) Byte.MAX_VALUE,
            Short.class, (long) Short.MAX_VALUE,
            Integer.class, (long) Integer.MAX_VALUE,
            Long.class, Long.MAX_VALUE);

    private static final int LONGEST_LONG = 20;

    private NumberValues() {}

    static @Nullable Object integer(Object value, long min, long max, Function<Number, Object> narrow) {
        if (isWhole(value)) {
            long given = ((Number) value).longValue();
            return given < min || given > max ? null : narrow.apply(given);
        }
        BigDecimal exact = decimal(value);
        if (exact == null || exact.precision() - exact.scale() > 20) {
            return null;
        }
        long integer = exact.longValueExact();
        return integer < min || integer > max ? null : narrow.apply(integer);
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    static @Nullable Object bigInteger(Object value) {
        BigDecimal exact = decimal(value);
        return exact == null ? null : exact.toBigIntegerExact();
    }

    static @Nullable BigDecimal decimal(Object value) {
        BigDecimal decimal = switch (value) {
            case BigDecimal given -> bounded(given);
            case BigInteger given -> new BigDecimal(bounded(given));
            case Double given -> BigDecimal.valueOf(given);
            case Float given -> new BigDecimal(given.toString());
            case Number given when isWhole(given) -> BigDecimal.valueOf(given.longValue());
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
    static <N extends Number> @Nullable Object binary(
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

    /** Whether the server's numeric has room for it. */
    static boolean isStorable(BigDecimal value) {
        return decimal(value) != null;
    }

    /** From where to where a class of whole numbers goes, for messages; nothing of others. */
    static String bounds(Class<?> type) {
        Long most = MOST.get(type);
        return most == null ? "" : ", a whole one from " + (-most - 1) + " to " + most;
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
        if (isWhole(number)) {
            long whole = number.longValue();
            return whole > most ? 1 : whole < -most - 1 ? -1 : 0;
        }
        BigDecimal given = switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            case Double binary -> BigDecimal.valueOf(binary);
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
}
