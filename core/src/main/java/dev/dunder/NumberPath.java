package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Aggregator;
import java.util.Arrays;
import java.util.List;

/**
 * A column of numbers.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 * @param <V> the type of the column
 * @param <S> the type of sums
 * @param <A> the type of means
 */
public final class NumberPath<M, V extends Number, S extends Number, A extends Number> extends OrderedPath<M, V> {
    private final Class<S> sum;
    private final Class<A> mean;

    /**
     * A path.
     *
     * @param path as in a lookup string
     * @param type the type of the column
     * @param sum the type of sums
     * @param mean the type of means
     */
    public NumberPath(String path, Class<V> type, Class<S> sum, Class<A> mean) {
        super(path, type);
        this.sum = sum;
        this.mean = mean;
    }

    /** A part of something else, as of a date. */
    static <M> NumberPath<M, Integer, Long, Double> part(String path) {
        return new NumberPath<>(path, Integer.class, Long.class, Double.class);
    }

    /**
     * Equal to a whole number, whatever the size of the column: {@code Film.LANGUAGE_ID.exact(1)}. What no value of the column can be
     * matches nothing, here and below.
     *
     * @param value the value
     * @return {@code x = ?}
     */
    public Q<M> exact(long value) {
        return lookup("exact", value);
    }

    /**
     * Greater than a whole number.
     *
     * @param value the value
     * @return {@code x > ?}
     */
    public Q<M> gt(long value) {
        return lookup("gt", value);
    }

    /**
     * Greater than a whole number or equal.
     *
     * @param value the value
     * @return {@code x >= ?}
     */
    public Q<M> gte(long value) {
        return lookup("gte", value);
    }

    /**
     * Less than a whole number.
     *
     * @param value the value
     * @return {@code x < ?}
     */
    public Q<M> lt(long value) {
        return lookup("lt", value);
    }

    /**
     * Less than a whole number or equal.
     *
     * @param value the value
     * @return {@code x <= ?}
     */
    public Q<M> lte(long value) {
        return lookup("lte", value);
    }

    /**
     * Equal to one of several whole numbers.
     *
     * @param values the values
     * @return {@code x = any(?)}
     */
    public Q<M> in(long... values) {
        return lookup("in", Arrays.stream(LookupException.given(values, "a list of numbers")).boxed().toList());
    }

    /**
     * Between two whole numbers, both included.
     *
     * @param from the smaller
     * @param to the larger
     * @return {@code x between ? and ?}
     */
    public Q<M> range(long from, long to) {
        return lookup("range", List.of(from, to));
    }

    /**
     * A new value, for an update.
     *
     * @param value a whole number
     * @return {@code set x = ?}
     */
    public Assignment<M> to(long value) {
        return new Assignment<>(path(), value);
    }

    /**
     * The mean.
     *
     * @return {@code avg(x)}
     */
    public Aggregate<A> avg() {
        return aggregate(Aggregator.AVG, mean);
    }

    /**
     * The sum.
     *
     * @return {@code sum(x)}
     */
    public Aggregate<S> sum() {
        return aggregate(Aggregator.SUM, sum);
    }
}
