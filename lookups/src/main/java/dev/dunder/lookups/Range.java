package dev.dunder.lookups;

import java.util.List;
import java.util.regex.Pattern;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A range of values, for lookups on range columns.
 *
 * <pre>{@code
 * Lookups.on(ROOM).condition("booked__overlap", Range.of("2024-01-31", "2024-02-29"));
 *
 * "room"."booked" && cast(? as daterange)                                   -- [2024-01-31,2024-02-29)
 * }</pre>
 *
 * <p>A list of two values is understood as {@link #of} them, and a text as PostgreSQL writes ranges.
 *
 * @param lower the lower end, null for none
 * @param upper the upper end, null for none
 * @param lowerInclusive whether the lower end belongs to the range
 * @param upperInclusive whether the upper end belongs to the range
 * @param <T> of what it is a range; anything that can be converted to what the column's ranges are made of
 */
public record Range<T>(@Nullable T lower, @Nullable T upper, boolean lowerInclusive, boolean upperInclusive) {
    private static final Pattern LITERAL = Pattern.compile("\\s*([\\[(].*[\\])]|(?i:empty))\\s*");

    /**
     * From the first, inclusive, to the second, exclusive.
     *
     * @param lower null for a range without a lower end
     * @param upper null for a range without an upper end
     * @param <T> of what it is a range
     * @return {@code [lower,upper)}
     */
    public static <T> Range<T> of(@Nullable T lower, @Nullable T upper) {
        return new Range<>(lower, upper, true, false);
    }

    /**
     * With both ends.
     *
     * @param lower null for a range without a lower end
     * @param upper null for a range without an upper end
     * @param <T> of what it is a range
     * @return {@code [lower,upper]}
     */
    public static <T> Range<T> closed(@Nullable T lower, @Nullable T upper) {
        return new Range<>(lower, upper, true, true);
    }

    /** Whether a value is meant as a range rather than as a member of one. */
    static boolean isMeant(Object value) {
        return value instanceof Range<?>
                || value instanceof List<?>
                || value instanceof Object[]
                || (value instanceof CharSequence text && LITERAL.matcher(text).matches());
    }

    /** The range as PostgreSQL writes it; null if it is none. */
    static @Nullable String literal(DataType<?> type, Object value) {
        DataType<?> element = ColumnTypes.element(type);
        return switch (value) {
            case Range<?> range -> range.literal(element);
            case Object[] ends when ends.length == 2 -> of(ends[0], ends[1]).literal(element);
            case List<?> ends when ends.size() == 2 -> of(ends.get(0), ends.get(1)).literal(element);
            case CharSequence text when RangeText.fits(type, text.toString()) -> Values.storable(text.toString());
            default -> null;
        };
    }

    private String literal(DataType<?> element) {
        Object from = lower == null ? null : Values.convert(element, lower);
        Object to = upper == null ? null : Values.convert(element, upper);
        if (RangeText.isAfter(from, to)) {
            throw new LookupException("The lower end of a range is not above its upper end.");
        }
        return (lowerInclusive ? "[" : "(") + end(from) + "," + end(to)
                + (upperInclusive ? "]" : ")");
    }

    private static String end(@Nullable Object end) {
        return end == null
                ? ""
                : Literals.quoted(Literals.plain(end));
    }
}
