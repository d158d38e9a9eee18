package dev.dunder.dialect.postgres;

import dev.dunder.lookups.DunderException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;

/** Reads intervals as PostgreSQL writes them. */
final class Intervals {
    private Intervals() {}

    /**
     * A YearToSecond; the text of what has no end, which none can be. Days and times of different signs are added up, a day
     * being 24 hours, as where PostgreSQL compares them.
     */
    static @Nullable Object read(ResultSet rows, int index) throws SQLException {
        String text = rows.getString(index);
        if (text == null) {
            return null;
        }
        if (text.endsWith("infinity")) {
            return text;
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
