package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.StoredValues;
import dev.dunder.model.Attribute;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * What a column cannot hold, as far as its model knows: what is refused here the server would refuse too. What the server
 * makes fit, it may: blanks at the end of a text that is too long, and digits behind those that a number has.
 */
public final class ColumnLimits {
    /** More than any of the integers has. */
    private static final int MOST_DIGITS = 19;

    private static final long[] POWERS = new long[MOST_DIGITS];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < MOST_DIGITS; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private ColumnLimits() {}

    /**
     * Refuses what a column cannot hold.
     *
     * @param attribute the column
     * @param value what it is to hold, of its Java class
     * @throws LookupException if it is null and the column takes none, too long, or out of range
     */
    public static void check(Attribute attribute, @Nullable Object value) {
        String refused = refused(attribute, value);
        if (refused != null) {
            throw new LookupException(refused);
        }
    }

    /**
     * Refuses what a column of one of several rows cannot hold.
     *
     * @param attribute the column
     * @param value what it is to hold, of its Java class
     * @param row the place of the row among the others, from 0
     * @throws LookupException if it is null and the column takes none, too long, or out of range
     */
    public static void check(Attribute attribute, @Nullable Object value, long row) {
        String refused = refused(attribute, value);
        if (refused != null) {
            throw new LookupException("Row " + row + ": " + refused);
        }
    }

    private static @Nullable String refused(Attribute attribute, @Nullable Object value) {
        DataType<?> type = attribute.type();
        String limit = value == null ? ofNull(attribute) : of(type, StoredValues.of(type, value));
        return limit == null
                ? null
                : "'" + attribute.name() + "' on " + attribute.model().name() + " takes " + limit;
    }

    /** A view may do with it what it likes. */
    private static @Nullable String ofNull(Attribute attribute) {
        return attribute.nullable() || attribute.origin().model().kind().isView()
                ? null
                : "no null. Where the database is to fill it in, leave it out.";
    }

    private static @Nullable String of(DataType<?> type, Object value) {
        return switch (value) {
            case Object[] members -> ofMembers(type, members);
            case String text when type.lengthDefined() -> ofText(type, text);
            // jOOQ calls a length defined of its own types alone.
            case String bits when type.length() > 0 -> ofBits(type, bits.length());
            case BigDecimal number -> type.precisionDefined() ? ofNumber(type, number) : null;
            case BigInteger number -> type.precisionDefined() ? ofNumber(type, new BigDecimal(number)) : null;
            // To a numeric without fractions that is read as one of these belong fewer digits than to the class.
            case Long number -> ofInteger(type, number);
            case Integer number -> ofInteger(type, number);
            case Short number -> ofInteger(type, number);
            default -> null;
        };
    }

    private static @Nullable String ofMembers(DataType<?> type, @Nullable Object[] members) {
        DataType<?> component = type.getArrayComponentDataType();
        for (Object member : members) {
            // An array of any type has any number of dimensions.
            String limit = component == null || member == null
                    ? null
                    : of(member instanceof Object[] && !component.isArray() ? type : component, member);
            if (limit != null) {
                return limit;
            }
        }
        return null;
    }

    private static @Nullable String ofText(DataType<?> type, String text) {
        int most = type.length();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        int length = text.codePointCount(0, end);
        return most <= 0 || length <= most ? null : "at most " + most + " characters, and was given " + length + ".";
    }

    private static @Nullable String ofBits(DataType<?> type, int length) {
        int most = type.length();
        boolean varying = type.getTypeName().equals("varbit");
        return length == most || (varying && length < most)
                ? null
                : (varying ? "at most " : "exactly ") + most + (most == 1 ? " bit" : " bits") + ", and was given "
                        + length + ".";
    }

    private static @Nullable String ofInteger(DataType<?> type, Number number) {
        long value = number.longValue();
        boolean small = type.scale() == 0 && (type.precision() >= MOST_DIGITS
                || (value < POWERS[Math.max(0, type.precision())] && value > -POWERS[Math.max(0, type.precision())]));
        return small || type.precision() <= 0 ? null : ofNumber(type, BigDecimal.valueOf(value));
    }

    private static @Nullable String ofNumber(DataType<?> type, BigDecimal number) {
        int digits = type.precision() - type.scale();
        // Before it is rounded: that takes time that grows with the exponent.
        long before = (long) number.precision() - number.scale();
        boolean small = number.signum() == 0 || before < digits;
        if (small || (before <= digits && isBelow(number.setScale(type.scale(), RoundingMode.HALF_UP), digits))) {
            return null;
        }
        return "numbers of " + type.precision() + " digits, " + type.scale() + " of them behind the point: of less than"
                + " 10^" + digits + ", which this one is not.";
    }

    private static boolean isBelow(BigDecimal number, int digits) {
        return number.abs().compareTo(BigDecimal.ONE.scaleByPowerOfTen(digits)) < 0;
    }
}
