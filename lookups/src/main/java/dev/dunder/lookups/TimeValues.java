package dev.dunder.lookups;

import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Dates, times and moments as columns hold them, within what the server has of them. */
final class TimeValues {
    /** The first and the last days that the server has. Timestamps end sooner. */
    private static final LocalDate FIRST_DAY = LocalDate.of(-4713, 11, 24);

    private static final LocalDate LAST_DAY = LocalDate.of(5_874_897, 12, 31);

    private static final LocalDate LAST_DAY_OF_TIMESTAMPS = LocalDate.of(294_276, 12, 31);

    /** What an offset from UTC is less than, in seconds, to the server. Java's go to 18 hours. */
    private static final int LARGEST_OFFSET = 16 * 3_600;

    private TimeValues() {}

    static @Nullable Object date(Object value) {
        LocalDate date = switch (value) {
            case LocalDate given -> given;
            case java.sql.Date given -> given.toLocalDate();
            default -> (LocalDate) Values.parse(value, LocalDate::parse);
        };
        return date != null && isDay(date, LAST_DAY) ? date : null;
    }

    /** Java's first and last days are the server's infinities. */
    private static boolean isDay(LocalDate date, LocalDate last) {
        return date.equals(LocalDate.MIN) || date.equals(LocalDate.MAX)
                || !(date.isBefore(FIRST_DAY) || date.isAfter(last));
    }

    static @Nullable Object time(Object value) {
        return switch (value) {
            case LocalTime given -> given;
            case Time given -> given.toLocalTime();
            default -> Values.parse(value, LocalTime::parse);
        };
    }

    static @Nullable Object dateTime(Object value) {
        LocalDateTime time = switch (value) {
            case LocalDateTime given -> given;
            case LocalDate given -> given.atStartOfDay();
            case Timestamp given -> given.toLocalDateTime();
            default ->
                (LocalDateTime) Values.parse(
                        value,
                        text -> text.length() == 10
                                ? LocalDate.parse(text).atStartOfDay()
                                : LocalDateTime.parse(text.replace(' ', 'T')));
        };
        return time != null && isDay(time.toLocalDate(), LAST_DAY_OF_TIMESTAMPS) ? time : null;
    }

    static @Nullable Object instant(Object value) {
        OffsetDateTime time = switch (value) {
            case OffsetDateTime given -> given;
            case ZonedDateTime given -> given.toOffsetDateTime();
            case Instant given -> given.atOffset(ZoneOffset.UTC);
            case Timestamp given -> given.toInstant().atOffset(ZoneOffset.UTC);
            default -> (OffsetDateTime) Values.parse(value, text -> OffsetDateTime.parse(text.replace(' ', 'T')));
        };
        if (time == null || !isDay(time.toLocalDate(), LAST_DAY_OF_TIMESTAMPS)) {
            return null;
        }
        if (hasOffset(time.getOffset()) || time.equals(OffsetDateTime.MIN) || time.equals(OffsetDateTime.MAX)) {
            return time;
        }
        // The same moment; who wrote it as a text has made a mistake.
        return value instanceof CharSequence ? null : time.withOffsetSameInstant(ZoneOffset.UTC);
    }

    static @Nullable Object offsetTime(Object value) {
        OffsetTime time = value instanceof OffsetTime given
                ? given
                : (OffsetTime) Values.parse(value, OffsetTime::parse);
        return time != null && hasOffset(time.getOffset()) ? time : null;
    }

    private static boolean hasOffset(ZoneOffset offset) {
        return Math.abs(offset.getTotalSeconds()) < LARGEST_OFFSET;
    }

    /**
     * A point in time that is given for a {@code timestamp} or a {@code date}, to be understood in the session's time zone;
     * null if it is none. A {@link Timestamp} has been a local time to all who made one of a column.
     */
    static @Nullable OffsetDateTime moment(Object value) {
        try {
            return value instanceof Timestamp ? null : (OffsetDateTime) instant(value);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A local time that is given for a {@code timestamptz}, to be understood in the session's time zone; null if it is none. */
    static @Nullable LocalDateTime local(Object value) {
        try {
            return value instanceof Timestamp ? null : (LocalDateTime) dateTime(value);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
