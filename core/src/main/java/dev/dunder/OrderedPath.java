package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Range;
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

    /** Of which class its values are. */
    final Class<V> javaType() {
        return type;
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
     * Greater than another column of the same type.
     *
     * @param other the column
     * @return {@code x > y}
     */
    public final Q<M> gt(ColumnPath<M, ? extends V> other) {
        return lookup("gt", other);
    }

    /**
     * Greater than what the database computes: {@code Entry.X.gt(Entry.RATING.f().times(2))}.
     *
     * @param other the value
     * @return {@code x > …}
     */
    public final Q<M> gt(Expr other) {
        return lookup("gt", other);
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
     * Greater than another column of the same type or equal.
     *
     * @param other the column
     * @return {@code x >= y}
     */
    public final Q<M> gte(ColumnPath<M, ? extends V> other) {
        return lookup("gte", other);
    }

    /**
     * Greater than what the database computes or equal: {@code Entry.X.gte(Entry.RATING.f().times(2))}.
     *
     * @param other the value
     * @return {@code x >= …}
     */
    public final Q<M> gte(Expr other) {
        return lookup("gte", other);
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
     * Less than another column of the same type.
     *
     * @param other the column
     * @return {@code x < y}
     */
    public final Q<M> lt(ColumnPath<M, ? extends V> other) {
        return lookup("lt", other);
    }

    /**
     * Less than what the database computes: {@code Entry.X.lt(Entry.RATING.f().times(2))}.
     *
     * @param other the value
     * @return {@code x < …}
     */
    public final Q<M> lt(Expr other) {
        return lookup("lt", other);
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
     * Less than another column of the same type or equal.
     *
     * @param other the column
     * @return {@code x <= y}
     */
    public final Q<M> lte(ColumnPath<M, ? extends V> other) {
        return lookup("lte", other);
    }

    /**
     * Less than what the database computes or equal: {@code Entry.X.lte(Entry.RATING.f().times(2))}.
     *
     * @param other the value
     * @return {@code x <= …}
     */
    public final Q<M> lte(Expr other) {
        return lookup("lte", other);
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
     * Within a range, of which those ends belong to it that do: {@code Range.of(1, 5)} is {@code x >= 1 and x < 5}.
     *
     * @param range the range; an end that is null is none
     * @return {@code (x >= ? and x < ?)}
     */
    public final Q<M> range(Range<? extends V> range) {
        return lookup("range", LookupException.given(range, "a range"));
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
