package dev.dunder.convert;

import dev.dunder.lookups.Intervals;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/**
 * Dates, times and spans as others that mean the same. What is local in one and not in the other is so in the time zone of
 * the session, as where the server casts it; what has no end has none in the other either.
 */
final class TimeConversions {
    /** By the class that is given, those that are to be had of it. */
    private static final Map<Class<?>, Map<Class<?>, Conversion>> ALL = new HashMap<>();

    static {
        of(OffsetDateTime.class, Map.of(
                Instant.class, (time, zone) -> instant((OffsetDateTime) time),
                ZonedDateTime.class, (time, zone) -> ((OffsetDateTime) time).atZoneSameInstant(zone),
                LocalDateTime.class, (time, zone) -> local((OffsetDateTime) time, zone),
                Timestamp.class, (time, zone) -> Timestamp.from(instant((OffsetDateTime) time))));
        of(LocalDateTime.class, Map.of(
                OffsetDateTime.class, (time, zone) -> offset((LocalDateTime) time, zone),
                Instant.class, (time, zone) -> instant(offset((LocalDateTime) time, zone)),
                ZonedDateTime.class, (time, zone) -> zoned((LocalDateTime) time, zone),
                Timestamp.class, (time, zone) -> Timestamp.valueOf((LocalDateTime) time)));
        of(LocalDate.class, Map.of(Date.class, (date, zone) -> Date.valueOf((LocalDate) date)));
        of(LocalTime.class, Map.of(Time.class, (time, zone) -> time((LocalTime) time)));
        of(YearToSecond.class, Map.of(
                Duration.class, (span, zone) -> span(Duration.class, span),
                Period.class, (span, zone) -> span(Period.class, span)));
    }

    /** Of texts, as JSON has them. */
    private static final Map<Class<?>, Function<String, Object>> TEXTS = Map.of(
            LocalDate.class, LocalDate::parse,
            LocalTime.class, LocalTime::parse,
            LocalDateTime.class, LocalDateTime::parse,
            OffsetDateTime.class, OffsetDateTime::parse,
            OffsetTime.class, OffsetTime::parse,
            ZonedDateTime.class, ZonedDateTime::parse,
            Instant.class, text -> OffsetDateTime.parse(text).toInstant(),
            Duration.class, Duration::parse,
            Period.class, Period::parse);

    private TimeConversions() {}

    private static void of(Class<?> given, Map<Class<?>, Conversion> wanted) {
        ALL.put(given, wanted);
    }

    /** Null where the one cannot be had as the other. */
    static @Nullable Conversion of(Class<?> given, Class<?> wanted) {
        return ALL.getOrDefault(given, Map.of()).get(wanted);
    }

    /** What values of a class can be had as. */
    static List<String> choices(Class<?> given) {
        return new LinkedHashMap<>(ALL.getOrDefault(given, Map.of())).keySet().stream()
                .map(one -> one.getPackageName().equals("java.sql") ? one.getName() : one.getSimpleName())
                .sorted()
                .toList();
    }

    /** What a text of ISO 8601 says; null where the class is of no such. */
    static @Nullable Conversion ofText(Class<?> wanted) {
        Function<String, Object> parser = TEXTS.get(wanted);
        return parser == null ? null : (value, zone) -> {
            try {
                return parser.apply((String) value);
            } catch (DateTimeException e) {
                throw new Unfit("is not written as a " + wanted.getSimpleName());
            }
        };
    }

    private static Instant instant(OffsetDateTime time) {
        return time.equals(OffsetDateTime.MAX)
                ? Instant.MAX
                : time.equals(OffsetDateTime.MIN) ? Instant.MIN : time.toInstant();
    }

    private static LocalDateTime local(OffsetDateTime time, ZoneId zone) {
        return time.equals(OffsetDateTime.MAX)
                ? LocalDateTime.MAX
                : time.equals(OffsetDateTime.MIN)
                        ? LocalDateTime.MIN
                        : time.atZoneSameInstant(zone).toLocalDateTime();
    }

    private static OffsetDateTime offset(LocalDateTime time, ZoneId zone) {
        return time.equals(LocalDateTime.MAX)
                ? OffsetDateTime.MAX
                : time.equals(LocalDateTime.MIN) ? OffsetDateTime.MIN : zoned(time, zone).toOffsetDateTime();
    }

    /** Of an hour that comes twice the server means the second. */
    private static ZonedDateTime zoned(LocalDateTime time, ZoneId zone) {
        return time.atZone(zone).withLaterOffsetAtOverlap();
    }

    private static Time time(LocalTime time) {
        if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            throw new Unfit("has a fraction of a second, which a java.sql.Time has no room for");
        }
        return Time.valueOf(time);
    }

    private static Object span(Class<?> wanted, Object interval) {
        Object span = !(interval instanceof YearToSecond finite)
                ? null
                : wanted == Duration.class ? Intervals.duration(finite) : Intervals.period(finite);
        if (span != null) {
            return span;
        }
        throw new Unfit("is an interval that no " + wanted.getSimpleName() + " can hold, as it has "
                + (!(interval instanceof YearToSecond)
                        ? "no end"
                        : wanted == Duration.class
                                ? "months, which are of no fixed length"
                                : "hours or less")
                + ". Ask for a YearToSecond");
    }
}
