package dev.dunder.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Numbers as other ones that are the same. */
final class NumberConversions {
    /** Each fails where a number has no room. */
    private static final Map<Class<?>, Function<BigDecimal, Number>> WHOLE = Map.of(
            Byte.class, BigDecimal::byteValueExact,
            Short.class, BigDecimal::shortValueExact,
            Integer.class, BigDecimal::intValueExact,
            Long.class, BigDecimal::longValueExact,
            BigInteger.class, BigDecimal::toBigIntegerExact);

    private static final Set<Class<?>> FRACTIONS = Set.of(BigDecimal.class, Double.class, Float.class);

    /** More digits than any whole number of Java's that is no BigInteger. */
    private static final int LONGEST = 20;

    private NumberConversions() {}

    /** Null where values of the type cannot be had so. Whether a fraction is a whole number today is nothing to build on. */
    static @Nullable Conversion of(DataType<?> given, Class<?> wanted) {
        Class<?> type = given.getType();
        boolean number = Number.class.isAssignableFrom(type) && (WHOLE.containsKey(type) || FRACTIONS.contains(type));
        boolean fraction = type == Double.class || type == Float.class
                || (type == BigDecimal.class && given.scaleDefined() && given.scale() > 0);
        return number && (FRACTIONS.contains(wanted) || (WHOLE.containsKey(wanted) && !fraction))
                ? (value, zone) -> exact((Number) value, wanted)
                : null;
    }

    static boolean isNumber(Class<?> wanted) {
        return WHOLE.containsKey(wanted) || FRACTIONS.contains(wanted);
    }

    /** The same number. */
    static Number exact(Number value, Class<?> wanted) {
        if (wanted.isInstance(value)) {
            return value;
        }
        boolean finite = Double.isFinite(value.doubleValue()) || value instanceof BigDecimal
                || value instanceof BigInteger;
        if (wanted == Double.class && (value instanceof Float || !finite)) {
            return value.doubleValue();
        }
        if (wanted == Float.class && (value instanceof Double || !finite)) {
            float narrow = value.floatValue();
            if (narrow == value.doubleValue() || !finite) {
                return narrow;
            }
            throw new Unfit("has more digits than a float has room for");
        }
        if (!finite) {
            throw new Unfit("is NaN or infinite, which only a Double or Float can be");
        }
        BigDecimal decimal = decimal(value);
        if (wanted == BigDecimal.class) {
            return decimal;
        }
        if (wanted == Double.class || wanted == Float.class) {
            return binary(decimal, wanted);
        }
        return whole(decimal, wanted);
    }

    private static Number binary(BigDecimal decimal, Class<?> wanted) {
        Number binary = wanted == Double.class ? (Number) decimal.doubleValue() : (Number) decimal.floatValue();
        if (!Double.isFinite(binary.doubleValue()) || new BigDecimal(binary.toString()).compareTo(decimal) != 0) {
            throw new Unfit("has more digits than a " + wanted.getSimpleName() + " has room for");
        }
        return binary;
    }

    private static Number whole(BigDecimal decimal, Class<?> wanted) {
        if (decimal.signum() != 0 && decimal.stripTrailingZeros().scale() > 0) {
            throw new Unfit("is no whole number");
        }
        boolean tooLong = wanted != BigInteger.class && (long) decimal.precision() - decimal.scale() > LONGEST;
        Function<BigDecimal, Number> narrow = WHOLE.get(wanted);
        try {
            if (!tooLong && narrow != null) {
                return narrow.apply(decimal);
            }
        } catch (ArithmeticException beyond) {
            // Falls through to the one message.
        }
        boolean isLong = !tooLong && decimal.toBigInteger().bitLength() < Long.SIZE;
        throw new Unfit("is a number beyond those that " + RecordFactory.article(wanted.getSimpleName()) + " can be: "
                + (isLong ? "a Long" : "a BigInteger") + " has room for it");
    }

    private static BigDecimal decimal(Number value) {
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case BigInteger whole -> new BigDecimal(whole);
            case Double binary -> BigDecimal.valueOf(binary);
            default -> new BigDecimal(value.toString());
        };
    }
}
