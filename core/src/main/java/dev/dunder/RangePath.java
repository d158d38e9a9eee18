package dev.dunder;

import dev.dunder.lookups.Range;

/**
 * A column of ranges: {@code Booking.DURING.contains(today)}, {@code Booking.DURING.overlap(Range.of(monday, friday))}.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 * @param <V> what they are ranges of
 */
public final class RangePath<M, V> extends ColumnPath<M, Range<V>> {
    private final Class<V> type;

    /**
     * A path.
     *
     * @param path as in a lookup string
     * @param type what they are ranges of
     */
    public RangePath(String path, Class<V> type) {
        super(path);
        this.type = type;
    }

    /**
     * Has a value in it.
     *
     * @param value the value
     * @return {@code x @> ?}
     */
    public Q<M> contains(V value) {
        return lookup("contains", value);
    }

    /**
     * Has all of a range in it.
     *
     * @param range the range
     * @return {@code x @> ?}
     */
    public Q<M> contains(Range<V> range) {
        return lookup("contains", range);
    }

    /**
     * Is in a range.
     *
     * @param range the range
     * @return {@code x <@ ?}
     */
    public Q<M> containedBy(Range<V> range) {
        return lookup("contained_by", range);
    }

    /**
     * Has something in common with a range.
     *
     * @param range the range
     * @return {@code x && ?}
     */
    public Q<M> overlap(Range<V> range) {
        return lookup("overlap", range);
    }

    /**
     * Ends before a range begins.
     *
     * @param range the range
     * @return {@code x << ?}
     */
    public Q<M> fullyLt(Range<V> range) {
        return lookup("fully_lt", range);
    }

    /**
     * Begins after a range has ended.
     *
     * @param range the range
     * @return {@code x >> ?}
     */
    public Q<M> fullyGt(Range<V> range) {
        return lookup("fully_gt", range);
    }

    /**
     * Does not begin before a range.
     *
     * @param range the range
     * @return {@code x &> ?}
     */
    public Q<M> notLt(Range<V> range) {
        return lookup("not_lt", range);
    }

    /**
     * Does not end after a range.
     *
     * @param range the range
     * @return {@code x &< ?}
     */
    public Q<M> notGt(Range<V> range) {
        return lookup("not_gt", range);
    }

    /**
     * Lies beside a range, with nothing between.
     *
     * @param range the range
     * @return {@code x -|- ?}
     */
    public Q<M> adjacentTo(Range<V> range) {
        return lookup("adjacent_to", range);
    }

    /**
     * The lower end.
     *
     * @return {@code lower(x)}
     */
    public OrderedPath<M, V> startswith() {
        return new OrderedPath<>(below("startswith"), type);
    }

    /**
     * The upper end.
     *
     * @return {@code upper(x)}
     */
    public OrderedPath<M, V> endswith() {
        return new OrderedPath<>(below("endswith"), type);
    }

    /**
     * Whether there is nothing in it.
     *
     * @return {@code isempty(x)}
     */
    public ColumnPath<M, Boolean> isempty() {
        return new ColumnPath<>(below("isempty"));
    }

    /**
     * Whether the lower end is in it.
     *
     * @return {@code lower_inc(x)}
     */
    public ColumnPath<M, Boolean> lowerInc() {
        return new ColumnPath<>(below("lower_inc"));
    }

    /**
     * Whether it has no lower end.
     *
     * @return {@code lower_inf(x)}
     */
    public ColumnPath<M, Boolean> lowerInf() {
        return new ColumnPath<>(below("lower_inf"));
    }

    /**
     * Whether the upper end is in it.
     *
     * @return {@code upper_inc(x)}
     */
    public ColumnPath<M, Boolean> upperInc() {
        return new ColumnPath<>(below("upper_inc"));
    }

    /**
     * Whether it has no upper end.
     *
     * @return {@code upper_inf(x)}
     */
    public ColumnPath<M, Boolean> upperInf() {
        return new ColumnPath<>(below("upper_inf"));
    }
}
