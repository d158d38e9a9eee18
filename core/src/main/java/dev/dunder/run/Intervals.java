package dev.dunder.run;

import dev.dunder.lookups.DunderException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jooq.types.DayToSecond;
import org.jooq.types.YearToMonth;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;

/** Intervals as PostgreSQL writes them, and as jOOQ's {@link YearToSecond} has them. */
final class Intervals {
    private Intervals() {}

    static String text(YearToSecond interval) {
        YearToMonth months = interval.getYearToMonth();
        DayToSecond time = interval.getDayToSecond();
        int month = months.getSign() * (months.getYears() * 12 + months.getMonths());
        String sign = time.getSign() < 0 ? "-" : "";
        return month + " mons " + sign + time.getDays() + " days " + sign
                + String.format("%02d:%02d:%02d.%09d", time.getHours(), time.getMinutes(), time.getSeconds(),
                        time.getNano());
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
        int months = interval.getYears() * 12 + interval.getMonths();
        Duration time = Duration.ofDays(interval.getDays())
                .plusHours(interval.getHours())
                .plusMinutes(interval.getMinutes())
                .plusSeconds(interval.getWholeSeconds())
                .plusNanos(interval.getMicroSeconds() * 1_000L);
        YearToMonth size = new YearToMonth(Math.abs(months) / 12, Math.abs(months) % 12);
        return new YearToSecond(months < 0 ? size.neg() : size, DayToSecond.valueOf(time));
    }
}
