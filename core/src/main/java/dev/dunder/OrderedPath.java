package dev.dunder;

import dev.dunder.query.Aggregator;
import java.util.Arrays;

/**
 * A column whose values have an order: dates, texts, numbers.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 * @param <V> the type of the column
 */
public class OrderedPath<M, V> extends ColumnPath<M, V> {
    private final Class<V> type;

    /**
     * A path.
     *
     * @param path as in a lookup string
     * @param type the type of the column
     */
    public OrderedPath(String path, Class<V> type) {
        super(path);
        this.type = type;
    }

    /**
     * Greater than a value.
     *
     * @param value the value
     * @return {@code x > ?}
     */
    public final Q<M> gt(V value) {
        return lookup("gt", value);
    }

    /**
     * Greater than a value or equal.
     *
     * @param value the value
     * @return {@code x >= ?}
     */
    public final Q<M> gte(V value) {
        return lookup("gte", value);
    }

    /**
     * Less than a value.
     *
     * @param value the value
     * @return {@code x < ?}
     */
    public final Q<M> lt(V value) {
        return lookup("lt", value);
    }

    /**
     * Less than a value or equal.
     *
     * @param value the value
     * @return {@code x <= ?}
     */
    public final Q<M> lte(V value) {
        return lookup("lte", value);
    }

    /**
     * Between two values, both included.
     *
     * @param from the smaller
     * @param to the larger
     * @return {@code x between ? and ?}
     */
    public final Q<M> range(V from, V to) {
        return lookup("range", Arrays.asList(from, to));
    }

    /**
     * The smallest value.
     *
     * @return {@code min(x)}
     */
    public final Aggregate<V> min() {
        return aggregate(Aggregator.MIN, type);
    }

    /**
     * The largest value.
     *
     * @return {@code max(x)}
     */
    public final Aggregate<V> max() {
        return aggregate(Aggregator.MAX, type);
    }
}
