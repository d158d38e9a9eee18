package dev.dunder;

/**
 * A column of dates, or of dates with times. Its parts are in the session's time zone, where it has one.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 * @param <V> the type of the column
 */
public sealed class DatePath<M, V> extends OrderedPath<M, V> permits DateTimePath {
    /**
     * A path.
     *
     * @param path as in a lookup string
     * @param type the type of the column
     */
    public DatePath(String path, Class<V> type) {
        super(path, type);
    }

    /**
     * The year: {@code Entry.PUB_DATE.year().exact(2024)} is a range that an index serves.
     *
     * @return a number, which has the lookups of numbers
     */
    public final NumberPath<M, Integer, Long, Double> year() {
        return NumberPath.part(below("year"));
    }

    /**
     * The year that the week belongs to.
     *
     * @return a number, which has the lookups of numbers
     */
    public final NumberPath<M, Integer, Long, Double> isoYear() {
        return NumberPath.part(below("iso_year"));
    }

    /**
     * The quarter of the year, from 1.
     *
     * @return a number, which has the lookups of numbers
     */
    public final NumberPath<M, Integer, Long, Double> quarter() {
        return NumberPath.part(below("quarter"));
    }

    /**
     * The month, from 1.
     *
     * @return a number, which has the lookups of numbers
     */
    public final NumberPath<M, Integer, Long, Double> month() {
        return NumberPath.part(below("month"));
    }

    /**
     * The week of the year, as ISO 8601 counts.
     *
     * @return a number, which has the lookups of numbers
     */
    public final NumberPath<M, Integer, Long, Double> week() {
        return NumberPath.part(below("week"));
    }

    /**
     * The day of the month, from 1.
     *
     * @return a number, which has the lookups of numbers
     */
    public final NumberPath<M, Integer, Long, Double> day() {
        return NumberPath.part(below("day"));
    }

    /**
     * The day of the week, from 1 for Sunday.
     *
     * @return a number, which has the lookups of numbers
     */
    public final NumberPath<M, Integer, Long, Double> weekDay() {
        return NumberPath.part(below("week_day"));
    }

    /**
     * The day of the week, from 1 for Monday.
     *
     * @return a number, which has the lookups of numbers
     */
    public final NumberPath<M, Integer, Long, Double> isoWeekDay() {
        return NumberPath.part(below("iso_week_day"));
    }
}
