package dev.dunder.run;

import dev.dunder.lookups.DunderException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.jooq.types.DayToSecond;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;

/** Intervals as PostgreSQL writes them, and as jOOQ's {@link YearToSecond} has them. */
final class Intervals {
    private Intervals() {}

    static String text(YearToSecond interval) {
        DayToSecond time = interval.getDayToSecond();
        String sign = time.getSign() < 0 ? "-" : "";
        return dev.dunder.lookups.Intervals.months(interval.getYearToMonth()) + " mons " + sign + time.getDays()
                + " days " + sign
                + String.format(Locale.ROOT, "%02d:%02d:%02d.%09d", time.getHours(), time.getMinutes(),
                        time.getSeconds(), time.getNano());
    }

    /** Days and times of different signs are added up, a day being 24 hours, as where PostgreSQL compares them. */
    static @Nullable YearToSecond read(ResultSet rows, int index) throws SQLException {
        String text = rows.getString(index);
        if (text == null) {
            return null;
        }
        if (text.endsWith("infinity")) {
            throw new DunderException("An interval column holds " + text + ", for which YearToSecond has no value.");
        }
        PGInterval interval = new PGInterval(text);
        Duration time = Duration.ofDays(interval.getDays())
                .plusHours(interval.getHours())
                .plusMinutes(interval.getMinutes())
                .plusSeconds(interval.getWholeSeconds())
                .plusNanos(interval.getMicroSeconds() * 1_000L);
        try {
            return dev.dunder.lookups.Intervals.of(interval.getYears() * 12L + interval.getMonths(), time);
        } catch (ArithmeticException beyond) {
            throw new DunderException("An interval column holds more than YearToSecond has room for.", beyond);
        }
    }
}
