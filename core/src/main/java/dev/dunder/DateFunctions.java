package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Function;
import dev.dunder.resolve.Unresolved;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Functions of dates and times, to be imported statically, by the names of Django's.
 *
 * {@snippet :
 * orders.annotate(truncMonth("placed").as("month")).values("month").annotate(sum("total").as("total"));
 * // date_trunc('month', placed)
 *
 * orders.annotate(extract("placed", "hour", ZoneId.of("Africa/Accra")).as("hour"));
 * // extract(hour from placed at time zone 'Africa/Accra')
 * }
 *
 * <p>Of a timestamp with time zone the day and the hour are those of the session's time zone, or of the one that is given. A
 * string is a path.
 */
public final class DateFunctions {
    private static final Map<String, Function> UNITS = known("EXTRACT_");
    private static final Map<String, Function> KINDS = known("TRUNC_");

    private DateFunctions() {}

    private static Map<String, Function> known(String prefix) {
        Map<String, Function> known = new LinkedHashMap<>();
        for (Function function : Function.values()) {
            if (function.name().startsWith(prefix)) {
                known.put(function.name().substring(prefix.length()).toLowerCase(Locale.ROOT), function);
            }
        }
        return known;
    }

    private static Function one(Map<String, Function> known, String name, String what) {
        Function function = known.get(name);
        if (function == null) {
            throw LookupException.unknown(name, what, known.keySet());
        }
        return function;
    }

    /**
     * When the statement began: {@code statement_timestamp()}.
     *
     * @return an {@link OffsetDateTime}
     */
    public static Expr now() {
        return Expr.call(Function.NOW);
    }

    /**
     * When the transaction began, the same for all of its statements: {@code current_timestamp}.
     *
     * @return an {@link OffsetDateTime}
     */
    public static Expr transactionNow() {
        return Expr.call(Function.TRANSACTION_NOW);
    }

    /**
     * What the clocks of a time zone show at a point in time: {@code x at time zone 'Africa/Accra'}; and of what clocks show,
     * without a time zone, the point in time.
     *
     * @param value a path or an expression: a timestamp
     * @param zone the time zone
     * @return a timestamp without time zone of one with, and the other way round
     */
    public static Expr atTimeZone(@Nullable Object value, ZoneId zone) {
        return Expr.of(new Unresolved.InZone(Function.AT_TIME_ZONE, Arguments.value(value), zone));
    }

    /**
     * A part of a date or a time: {@code year iso_year quarter month week day week_day iso_week_day hour minute second}, and of
     * PostgreSQL's own {@code century decade dow doy epoch microseconds millennium milliseconds timezone}.
     *
     * @param value a path or an expression
     * @param unit which part
     * @return an {@link Integer}; {@code epoch} and {@code milliseconds} have fractions
     */
    public static Expr extract(@Nullable Object value, String unit) {
        return Expr.call(one(UNITS, unit, "as a part of a date or time"), value);
    }

    /**
     * A part of a date or a time in a time zone: {@code extract(hour from x at time zone 'Africa/Accra')}.
     *
     * @param value a path or an expression: a timestamp with time zone
     * @param unit which part
     * @param zone the time zone
     * @return an {@link Integer}; {@code epoch} and {@code milliseconds} have fractions
     */
    public static Expr extract(@Nullable Object value, String unit, ZoneId zone) {
        Function function = one(UNITS, unit, "as a part of a date or time");
        if (function == Function.EXTRACT_EPOCH || function == Function.EXTRACT_TIMEZONE) {
            throw new LookupException(
                    unit + " is not of what the clocks of a time zone show. Use extract(…) without one.");
        }
        return Expr.of(new Unresolved.InZone(function, Arguments.value(value), zone));
    }

    /**
     * The start of what a date or a time is in: {@code year quarter month week day hour minute second}; or its {@code date} or
     * {@code time} alone.
     *
     * @param value a path or an expression
     * @param kind of what the start
     * @return of the same type
     */
    public static Expr trunc(@Nullable Object value, String kind) {
        return Expr.call(one(KINDS, kind, "as something to truncate to"), value);
    }

    /**
     * The start of what a point in time is in, in a time zone: {@code date_trunc('day', x, 'Africa/Accra')}.
     *
     * @param value a path or an expression: a timestamp with time zone
     * @param kind of what the start
     * @param zone the time zone
     * @return a timestamp with time zone, or the date or time of day there
     */
    public static Expr trunc(@Nullable Object value, String kind, ZoneId zone) {
        Function function = one(KINDS, kind, "as something to truncate to");
        return Expr.of(new Unresolved.InZone(function, Arguments.value(value), zone));
    }

    /**
     * The year: {@code extract(year from x)}.
     *
     * @param value a path or an expression: a date or a timestamp
     * @return an {@link Integer}
     */
    public static Expr extractYear(@Nullable Object value) {
        return Expr.call(Function.EXTRACT_YEAR, value);
    }

    /**
     * The year that the week belongs to, by ISO 8601.
     *
     * @param value a path or an expression: a date or a timestamp
     * @return an {@link Integer}
     */
    public static Expr extractIsoYear(@Nullable Object value) {
        return Expr.call(Function.EXTRACT_ISO_YEAR, value);
    }

    /**
     * The quarter of the year, from 1.
     *
     * @param value a path or an expression: a date or a timestamp
     * @return an {@link Integer}
     */
    public static Expr extractQuarter(@Nullable Object value) {
        return Expr.call(Function.EXTRACT_QUARTER, value);
    }

    /**
     * The month, from 1.
     *
     * @param value a path or an expression: a date or a timestamp
     * @return an {@link Integer}
     */
    public static Expr extractMonth(@Nullable Object value) {
        return Expr.call(Function.EXTRACT_MONTH, value);
    }

    /**
     * The week of the year, from 1, by ISO 8601.
     *
     * @param value a path or an expression: a date or a timestamp
     * @return an {@link Integer}
     */
    public static Expr extractWeek(@Nullable Object value) {
        return Expr.call(Function.EXTRACT_WEEK, value);
    }

    /**
     * The day of the month, from 1.
     *
     * @param value a path or an expression: a date, a timestamp or an interval
     * @return an {@link Integer}
     */
    public static Expr extractDay(@Nullable Object value) {
        return Expr.call(Function.EXTRACT_DAY, value);
    }

    /**
     * The day of the week, from 1 for Sunday to 7 for Saturday.
     *
     * @param value a path or an expression: a date or a timestamp
     * @return an {@link Integer}
     */
    public static Expr extractWeekDay(@Nullable Object value) {
        return Expr.call(Function.EXTRACT_WEEK_DAY, value);
    }

    /**
     * The day of the week, from 1 for Monday to 7 for Sunday.
     *
     * @param value a path or an expression: a date or a timestamp
     * @return an {@link Integer}
     */
    public static Expr extractIsoWeekDay(@Nullable Object value) {
        return Expr.call(Function.EXTRACT_ISO_WEEK_DAY, value);
    }

    /**
     * The hour.
     *
     * @param value a path or an expression: a time, a timestamp or an interval
     * @return an {@link Integer}
     */
    public static Expr extractHour(@Nullable Object value) {
        return Expr.call(Function.EXTRACT_HOUR, value);
    }

    /**
     * The minute.
     *
     * @param value a path or an expression: a time, a timestamp or an interval
     * @return an {@link Integer}
     */
    public static Expr extractMinute(@Nullable Object value) {
        return Expr.call(Function.EXTRACT_MINUTE, value);
    }

    /**
     * The second, without its fraction.
     *
     * @param value a path or an expression: a time, a timestamp or an interval
     * @return an {@link Integer}
     */
    public static Expr extractSecond(@Nullable Object value) {
        return Expr.call(Function.EXTRACT_SECOND, value);
    }

    /**
     * The start of the year: {@code date_trunc('year', x)}.
     *
     * @param value a path or an expression: a date or a timestamp
     * @return of the same type
     */
    public static Expr truncYear(@Nullable Object value) {
        return Expr.call(Function.TRUNC_YEAR, value);
    }

    /**
     * The start of the quarter.
     *
     * @param value a path or an expression: a date or a timestamp
     * @return of the same type
     */
    public static Expr truncQuarter(@Nullable Object value) {
        return Expr.call(Function.TRUNC_QUARTER, value);
    }

    /**
     * The start of the month.
     *
     * @param value a path or an expression: a date or a timestamp
     * @return of the same type
     */
    public static Expr truncMonth(@Nullable Object value) {
        return Expr.call(Function.TRUNC_MONTH, value);
    }

    /**
     * The Monday of the week.
     *
     * @param value a path or an expression: a date or a timestamp
     * @return of the same type
     */
    public static Expr truncWeek(@Nullable Object value) {
        return Expr.call(Function.TRUNC_WEEK, value);
    }

    /**
     * The start of the day.
     *
     * @param value a path or an expression: a date or a timestamp
     * @return of the same type
     */
    public static Expr truncDay(@Nullable Object value) {
        return Expr.call(Function.TRUNC_DAY, value);
    }

    /**
     * The start of the hour.
     *
     * @param value a path or an expression: a time or a timestamp
     * @return of the same type
     */
    public static Expr truncHour(@Nullable Object value) {
        return Expr.call(Function.TRUNC_HOUR, value);
    }

    /**
     * The start of the minute.
     *
     * @param value a path or an expression: a time or a timestamp
     * @return of the same type
     */
    public static Expr truncMinute(@Nullable Object value) {
        return Expr.call(Function.TRUNC_MINUTE, value);
    }

    /**
     * The start of the second.
     *
     * @param value a path or an expression: a time or a timestamp
     * @return of the same type
     */
    public static Expr truncSecond(@Nullable Object value) {
        return Expr.call(Function.TRUNC_SECOND, value);
    }

    /**
     * The date: {@code cast(x as date)}.
     *
     * @param value a path or an expression: a timestamp
     * @return a {@link java.time.LocalDate}
     */
    public static Expr truncDate(@Nullable Object value) {
        return Expr.call(Function.TRUNC_DATE, value);
    }

    /**
     * The time of day: {@code cast(x as time)}.
     *
     * @param value a path or an expression: a timestamp
     * @return a {@link java.time.LocalTime}
     */
    public static Expr truncTime(@Nullable Object value) {
        return Expr.call(Function.TRUNC_TIME, value);
    }

    /** Rounded to a date, as {@code dates(…)} lists them. */
    static Expr truncDate(String path, String kind) {
        return Functions.cast(trunc(path, kind), SQLDataType.LOCALDATE);
    }
}
