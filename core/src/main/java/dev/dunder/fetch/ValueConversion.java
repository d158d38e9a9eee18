package dev.dunder.fetch;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Intervals;
import java.time.Duration;
import java.time.Period;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/** Values of rows as the classes that people ask for: their own, and of an interval also Java's durations and periods. */
public final class ValueConversion {
    private ValueConversion() {}

    /** Whether values of a class can be had as another one. */
    public static boolean fits(Class<?> given, Class<?> wanted) {
        return wanted.isAssignableFrom(given)
                || (given == YearToSecond.class && (wanted == Duration.class || wanted == Period.class));
    }

    /**
     * A value as one of a class.
     *
     * @throws DunderException if it is another one, or an interval of months is asked for as a duration, or one of hours as a
     *     period
     */
    public static <V> @Nullable V to(Class<V> wanted, @Nullable Object value, String what) {
        Object found = value instanceof YearToSecond interval && !wanted.isInstance(value)
                ? span(wanted, interval, what)
                : value;
        if (found != null && !wanted.isInstance(found)) {
            throw new DunderException(what + " is of type " + found.getClass().getSimpleName() + ", not "
                    + wanted.getSimpleName() + ".");
        }
        return wanted.cast(found);
    }

    private static Object span(Class<?> wanted, YearToSecond interval, String what) {
        Object span = wanted == Duration.class
                ? Intervals.duration(interval)
                : wanted == Period.class ? Intervals.period(interval) : interval;
        if (span == null) {
            throw new DunderException(
                    what + " is an interval that no " + wanted.getSimpleName() + " can hold, as it has "
                            + (wanted == Duration.class ? "months, which are of no fixed length" : "hours or less")
                            + ". Ask for a YearToSecond.");
        }
        return span;
    }
}
