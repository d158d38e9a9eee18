package dev.dunder;

/**
 * A column of several ranges each, whose values are texts: {@code Room.FREE.contains("{[9,12),[14,16)}")}.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 */
public final class MultirangePath<M> extends ColumnPath<M, String> {
    /**
     * A path.
     *
     * @param path as in a lookup string
     */
    public MultirangePath(String path) {
        super(path);
    }

    /**
     * Has all of some ranges in it.
     *
     * @param ranges such as {@code {[1,5),[7,9)}}
     * @return {@code x @> ?}
     */
    public Q<M> contains(String ranges) {
        return lookup("contains", ranges);
    }

    /**
     * Is within some ranges.
     *
     * @param ranges such as {@code {[1,5),[7,9)}}
     * @return {@code x <@ ?}
     */
    public Q<M> containedBy(String ranges) {
        return lookup("contained_by", ranges);
    }

    /**
     * Has something in common with some ranges.
     *
     * @param ranges such as {@code {[1,5),[7,9)}}
     * @return {@code x && ?}
     */
    public Q<M> overlap(String ranges) {
        return lookup("overlap", ranges);
    }

    /**
     * Ends before some ranges begin.
     *
     * @param ranges such as {@code {[1,5),[7,9)}}
     * @return {@code x << ?}
     */
    public Q<M> fullyLt(String ranges) {
        return lookup("fully_lt", ranges);
    }

    /**
     * Begins after some ranges have ended.
     *
     * @param ranges such as {@code {[1,5),[7,9)}}
     * @return {@code x >> ?}
     */
    public Q<M> fullyGt(String ranges) {
        return lookup("fully_gt", ranges);
    }

    /**
     * Does not begin before some ranges.
     *
     * @param ranges such as {@code {[1,5),[7,9)}}
     * @return {@code x &> ?}
     */
    public Q<M> notLt(String ranges) {
        return lookup("not_lt", ranges);
    }

    /**
     * Does not end after some ranges.
     *
     * @param ranges such as {@code {[1,5),[7,9)}}
     * @return {@code x &< ?}
     */
    public Q<M> notGt(String ranges) {
        return lookup("not_gt", ranges);
    }

    /**
     * Lies beside some ranges, with nothing between.
     *
     * @param ranges such as {@code {[1,5),[7,9)}}
     * @return {@code x -|- ?}
     */
    public Q<M> adjacentTo(String ranges) {
        return lookup("adjacent_to", ranges);
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
