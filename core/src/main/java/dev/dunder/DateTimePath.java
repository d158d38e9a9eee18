package dev.dunder;

import java.time.LocalDate;
import java.time.LocalTime;

/**
 * A column of dates with times. Its parts are in the session's time zone, where it has one.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 * @param <V> the type of the column
 */
public final class DateTimePath<M, V> extends DatePath<M, V> {
    /**
     * A path.
     *
     * @param path as in a lookup string
     * @param type the type of the column
     */
    public DateTimePath(String path, Class<V> type) {
        super(path, type);
    }

    /**
     * The date alone: {@code Entry.WRITTEN.date().exact(today)}.
     *
     * @return {@code cast(x as date)}
     */
    public DatePath<M, LocalDate> date() {
        return new DatePath<>(below("date"), LocalDate.class);
    }

    /**
     * The time alone.
     *
     * @return {@code cast(x as time)}
     */
    public TimePath<M, LocalTime> time() {
        return new TimePath<>(below("time"), LocalTime.class);
    }

    /**
     * The hour, from 0.
     *
     * @return a number, which has the lookups of numbers
     */
    public NumberPath<M, Integer, Long, Double> hour() {
        return NumberPath.part(below("hour"));
    }

    /**
     * The minute, from 0.
     *
     * @return a number, which has the lookups of numbers
     */
    public NumberPath<M, Integer, Long, Double> minute() {
        return NumberPath.part(below("minute"));
    }

    /**
     * The second, without its fractions.
     *
     * @return a number, which has the lookups of numbers
     */
    public NumberPath<M, Integer, Long, Double> second() {
        return NumberPath.part(below("second"));
    }
}
