package dev.dunder.compose;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.query.Expression;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;

/** What dates and times are rounded to. */
public final class DateTruncation {
    /** What the rounded value is called. */
    public static final String ROUNDED = "rounded";

    private static final List<String> DATES = List.of("year", "month", "week", "day");
    private static final List<String> TIMES = List.of("year", "month", "week", "day", "hour", "minute", "second");

    private DateTruncation() {}

    /** Refuses what cannot be rounded to a date. */
    public static void checkDates(Expression column, String path, String kind) {
        Class<?> type = column.type().getFromType();
        boolean date = type == LocalDate.class || type == LocalDateTime.class || type == OffsetDateTime.class;
        check(date, "dates", "a date or a timestamp", column, path);
        check(kind, DATES, "dates");
    }

    /** Refuses what cannot be rounded to a time. */
    public static void checkTimes(Expression column, String path, String kind) {
        Class<?> type = column.type().getFromType();
        check(type == LocalDateTime.class || type == OffsetDateTime.class, "datetimes", "a timestamp", column, path);
        check(kind, TIMES, "datetimes");
    }

    private static void check(boolean right, String call, String wanted, Expression column, String path) {
        if (!right) {
            throw new LookupException(call + "(…) needs " + wanted + ", and '" + path + "' is "
                    + Values.typeName(column.type()) + ".");
        }
    }

    private static void check(String kind, List<String> kinds, String call) {
        if (!kinds.contains(kind)) {
            throw LookupException.unknown(kind, "as a kind of " + call + "(…)", kinds);
        }
    }
}
