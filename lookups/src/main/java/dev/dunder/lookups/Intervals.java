package dev.dunder.lookups;

import java.time.Duration;
import java.time.Period;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.types.DayToSecond;
import org.jooq.types.YearToMonth;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/**
 * Spans of time as jOOQ's {@link YearToSecond} has them, without its ways of losing a sign below a second and of taking only as
 * many days as remain: all is computed here, and refused where it does not fit.
 */
public final class Intervals {
    private static final int MONTHS = 12;
    private static final int LONGEST = 100;

    private static final String NUMBER = "([-+]?[0-9]{1,10})";
    private static final String CLOCK = "([-+]?)([0-9]{1,10}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,9}))?";

    /** {@code P1Y2M3DT4H5M6.7S}, in which a sign may stand before all and before each. */
    private static final Pattern ISO = Pattern
            .compile("([-+]?)P(?=.)(?:" + NUMBER + "Y)?(?:" + NUMBER + "M)?(?:" + NUMBER
                    + "W)?(?:" + NUMBER + "D)?(?:T(?=.)(?:" + NUMBER + "H)?(?:" + NUMBER
                    + "M)?(?:([-+]?)([0-9]{1,15})(?:[.,]([0-9]{1,9}))?S)?)?");

    /** {@code 1 year 2 mons -3 days 04:05:06.7}, as PostgreSQL writes them. */
    private static final Pattern WORDS = Pattern.compile("(?=.)(?:" + NUMBER + " years?)? ?(?:" + NUMBER
            + " mon(?:th)?s?)? ?(?:" + NUMBER + " days?)? ?(?:" + CLOCK + ")?");

    /** {@code +1-2 -3 04:05:06.7}, as standard SQL and jOOQ write them. */
    private static final Pattern STANDARD = Pattern
            .compile("([-+]?)([0-9]{1,10})-([0-9]{1,2}) " + NUMBER + " " + CLOCK);

    private Intervals() {}

    /**
     * Months, days and what is less than a day.
     *
     * @param months any number
     * @param days any number, and time of less and more than a day: 26 hours are a day and two hours
     * @return the interval
     * @throws ArithmeticException if the server has no room for it
     */
    public static YearToSecond of(long months, Duration days) {
        int size = Math.toIntExact(Math.absExact(months));
        // The size of the most negative one has no positive.
        Duration time = days.abs();
        DayToSecond rest = new DayToSecond(
                Math.toIntExact(time.toDays()), time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart(),
                time.toNanosPart());
        YearToMonth year = new YearToMonth(size / MONTHS, size % MONTHS);
        return new YearToSecond(months < 0 ? year.neg() : year, days.isNegative() ? rest.neg() : rest);
    }

    /** What people give for an interval; null if it is none. */
    static @Nullable YearToSecond of(Object value) {
        return switch (value) {
            case Duration time -> of(0, time);
            case Period period ->
                of(period.toTotalMonths(), Duration.ofDays(period.get(java.time.temporal.ChronoUnit.DAYS)));
            case YearToSecond interval -> of(months(interval.getYearToMonth()), time(interval.getDayToSecond()));
            case YearToMonth interval -> of(months(interval), Duration.ZERO);
            case DayToSecond interval -> of(0, time(interval));
            case CharSequence text when text.length() < LONGEST -> parsed(text.toString().strip());
            default -> null;
        };
    }

    /**
     * The months and years of an interval.
     *
     * @param interval that part of it
     * @return months
     */
    public static long months(YearToMonth interval) {
        return interval.getSign() * ((long) MONTHS * interval.getYears() + interval.getMonths());
    }

    /**
     * The days of an interval and what is less.
     *
     * @param interval that part of it
     * @return the time, a day being 24 hours
     */
    public static Duration time(DayToSecond interval) {
        Duration size = Duration.ofDays(interval.getDays())
                .plusHours(interval.getHours())
                .plusMinutes(interval.getMinutes())
                .plusSeconds(interval.getSeconds())
                .plusNanos(interval.getNano());
        return interval.getSign() < 0 ? size.negated() : size;
    }

    private static @Nullable YearToSecond parsed(String text) {
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            int sign = iso.group(1).equals("-") ? -1 : 1;
            long months = Math.addExact(number(iso.group(2)) * MONTHS, number(iso.group(3)));
            Duration time = Duration.ofDays(number(iso.group(4)) * 7 + number(iso.group(5)))
                    .plusHours(number(iso.group(6)))
                    .plusMinutes(number(iso.group(7)))
                    .plus(seconds(iso.group(8), number(iso.group(9)), iso.group(10)));
            return of(sign * months, sign < 0 ? time.negated() : time);
        }
        Matcher words = WORDS.matcher(text);
        if (words.matches()) {
            return of(number(words.group(1)) * MONTHS + number(words.group(2)),
                    Duration.ofDays(number(words.group(3))).plus(clock(words, 4)));
        }
        Matcher standard = STANDARD.matcher(text);
        if (!standard.matches()) {
            return null;
        }
        long months = number(standard.group(2)) * MONTHS + number(standard.group(3));
        long days = number(standard.group(4));
        Duration clock = clock(standard, 5);
        boolean negative = standard.group(4).startsWith("-");
        // One sign is of all that follows, unless the clock has its own.
        boolean shared = negative && standard.group(5).isEmpty();
        return of(standard.group(1).equals("-") ? -months : months,
                Duration.ofDays(days).plus(shared ? clock.negated() : clock));
    }

    private static Duration clock(Matcher matcher, int first) {
        if (matcher.group(first + 1) == null) {
            return Duration.ZERO;
        }
        long hours = number(matcher.group(first + 1));
        long minutes = number(matcher.group(first + 2));
        long rest = number(matcher.group(first + 3));
        if (minutes >= 60 || rest >= 60) {
            throw new ArithmeticException("no clock shows this");
        }
        return seconds(matcher.group(first), hours * 3_600 + minutes * 60 + rest, matcher.group(first + 4));
    }

    private static Duration seconds(@Nullable String sign, long whole, @Nullable String fraction) {
        long nanos = fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
        Duration size = Duration.ofSeconds(whole, nanos);
        return "-".equals(sign) ? size.negated() : size;
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /**
     * An interval as PostgreSQL reads it, in whatever locale.
     *
     * @param interval the interval
     * @return such as {@code 14 mons -3 days -04:05:06.700000000}
     */
    public static String text(YearToSecond interval) {
        DayToSecond time = interval.getDayToSecond();
        String sign = time.getSign() < 0 ? "-" : "";
        return months(interval.getYearToMonth()) + " mons " + sign + time.getDays() + " days " + sign
                + String.format(Locale.ROOT, "%02d:%02d:%02d.%09d", time.getHours(), time.getMinutes(),
                        time.getSeconds(), time.getNano());
    }

    /**
     * An interval as ISO 8601 has it, with a sign before each part that is negative.
     *
     * @param interval the interval
     * @return such as {@code P1Y2M-3DT-4H-5M-6.7S}
     */
    public static String iso(YearToSecond interval) {
        long months = months(interval.getYearToMonth());
        Duration time = time(interval.getDayToSecond());
        String days = part(time.toDays(), 'D');
        // That of a duration has its hours, minutes and seconds each with their sign.
        String rest = time.minusDays(time.toDays()).toString().substring(1);
        String date = part(months / MONTHS, 'Y') + part(months % MONTHS, 'M') + days;
        return "P" + date + (rest.equals("T0S") && !date.isEmpty() ? "" : rest);
    }

    private static String part(long number, char unit) {
        return number == 0 ? "" : number + String.valueOf(unit);
    }

    /**
     * An interval of days and less as a duration.
     *
     * @param interval the interval
     * @return the duration; null where it has months, which are of no fixed length
     */
    public static @Nullable Duration duration(YearToSecond interval) {
        return months(interval.getYearToMonth()) == 0 ? time(interval.getDayToSecond()) : null;
    }

    /**
     * An interval of days and more as a period.
     *
     * @param interval the interval
     * @return years, months and days; null where it has hours or less
     */
    public static @Nullable Period period(YearToSecond interval) {
        Duration time = time(interval.getDayToSecond());
        if (!time.equals(Duration.ofDays(time.toDays()))) {
            return null;
        }
        long months = months(interval.getYearToMonth());
        return Period.of((int) (months / MONTHS), (int) (months % MONTHS), (int) time.toDays());
    }
}
