package dev.dunder;

/**
 * A column of times.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 * @param <V> the type of the column
 */
public final class TimePath<M, V> extends OrderedPath<M, V> {
    /**
     * A path.
     *
     * @param path as in a lookup string
     * @param type the type of the column
     */
    public TimePath(String path, Class<V> type) {
        super(path, type);
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
