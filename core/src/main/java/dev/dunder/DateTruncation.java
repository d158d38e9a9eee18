package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.query.Expression;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.impl.SQLDataType;

/** What dates and times are rounded to. */
final class DateTruncation {
    static final String ROUNDED = "rounded";

    private static final List<String> DATES = List.of("year", "month", "week", "day");
    private static final List<String> TIMES = List.of("year", "month", "week", "day", "hour", "minute", "second");

    private DateTruncation() {}

    static void checkDates(Expression column, String path, String kind) {
        Class<?> type = column.type().getType();
        boolean date = type == LocalDate.class || type == LocalDateTime.class || type == OffsetDateTime.class;
        check(date, "dates", "a date or a timestamp", column, path);
        check(kind, DATES, "dates");
    }

    static void checkTimes(Expression column, String path, String kind) {
        Class<?> type = column.type().getType();
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

    static Expr date(String path, String kind) {
        return Functions.cast(DateFunctions.trunc(path, kind), SQLDataType.LOCALDATE);
    }
}
