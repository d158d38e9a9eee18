package dev.dunder;

import dev.dunder.query.Aggregator;

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
