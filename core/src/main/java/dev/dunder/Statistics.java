package dev.dunder;

import dev.dunder.query.Aggregator;

/**
 * Aggregates of two values, to be imported statically: how one depends on the other, by the names of Django's.
 *
 * {@snippet :
 * houses.aggregate(regrSlope("price", "rooms").as("per_room"));
 * // regr_slope(price, rooms)
 * }
 *
 * <p>As in PostgreSQL the value that depends stands first, and only rows count where neither is null. They have no names of
 * their own: say {@code as(…)}.
 */
public final class Statistics {
    private Statistics() {}

    /**
     * How far the two go together, from -1 to 1: {@code corr(y, x)}.
     *
     * @param y a path or an expression: the value that depends
     * @param x a path or an expression: the value that it depends on
     * @return a {@link Double}, null where there are no rows
     */
    public static Aggregate<Double> corr(Object y, Object x) {
        return Aggregate.of(Aggregator.CORR, Double.class, y, x);
    }

    /**
     * The covariance of all there is: {@code covar_pop(y, x)}.
     *
     * @param y a path or an expression: the value that depends
     * @param x a path or an expression: the value that it depends on
     * @return a {@link Double}, null where there are no rows
     */
    public static Aggregate<Double> covarPop(Object y, Object x) {
        return Aggregate.of(Aggregator.COVAR_POP, Double.class, y, x);
    }

    /**
     * The covariance, of a sample {@code covar_samp(y, x)}.
     *
     * @param y a path or an expression: the value that depends
     * @param x a path or an expression: the value that it depends on
     * @param sample whether the rows are a sample of all there is
     * @return a {@link Double}, null where there are no rows
     */
    public static Aggregate<Double> covarPop(Object y, Object x, boolean sample) {
        return Aggregate.of(sample ? Aggregator.COVAR_SAMP : Aggregator.COVAR_POP, Double.class, y, x);
    }

    /**
     * The mean of x: {@code regr_avgx(y, x)}.
     *
     * @param y a path or an expression: the value that depends
     * @param x a path or an expression: the value that it depends on
     * @return a {@link Double}, null where there are no rows
     */
    public static Aggregate<Double> regrAvgX(Object y, Object x) {
        return Aggregate.of(Aggregator.REGR_AVG_X, Double.class, y, x);
    }

    /**
     * The mean of y: {@code regr_avgy(y, x)}.
     *
     * @param y a path or an expression: the value that depends
     * @param x a path or an expression: the value that it depends on
     * @return a {@link Double}, null where there are no rows
     */
    public static Aggregate<Double> regrAvgY(Object y, Object x) {
        return Aggregate.of(Aggregator.REGR_AVG_Y, Double.class, y, x);
    }

    /**
     * In how many rows neither is null: {@code regr_count(y, x)}.
     *
     * @param y a path or an expression: the value that depends
     * @param x a path or an expression: the value that it depends on
     * @return a {@link Long}
     */
    public static Aggregate<Long> regrCount(Object y, Object x) {
        return Aggregate.of(Aggregator.REGR_COUNT, Long.class, y, x);
    }

    /**
     * The y of the line at x = 0: {@code regr_intercept(y, x)}.
     *
     * @param y a path or an expression: the value that depends
     * @param x a path or an expression: the value that it depends on
     * @return a {@link Double}, null where there are no rows
     */
    public static Aggregate<Double> regrIntercept(Object y, Object x) {
        return Aggregate.of(Aggregator.REGR_INTERCEPT, Double.class, y, x);
    }

    /**
     * The square of the correlation: {@code regr_r2(y, x)}.
     *
     * @param y a path or an expression: the value that depends
     * @param x a path or an expression: the value that it depends on
     * @return a {@link Double}, null where there are no rows
     */
    public static Aggregate<Double> regrR2(Object y, Object x) {
        return Aggregate.of(Aggregator.REGR_R2, Double.class, y, x);
    }

    /**
     * How much y grows where x grows by one: {@code regr_slope(y, x)}.
     *
     * @param y a path or an expression: the value that depends
     * @param x a path or an expression: the value that it depends on
     * @return a {@link Double}, null where there are no rows
     */
    public static Aggregate<Double> regrSlope(Object y, Object x) {
        return Aggregate.of(Aggregator.REGR_SLOPE, Double.class, y, x);
    }

    /**
     * The squares of x around its mean, added up: {@code regr_sxx(y, x)}.
     *
     * @param y a path or an expression: the value that depends
     * @param x a path or an expression: the value that it depends on
     * @return a {@link Double}, null where there are no rows
     */
    public static Aggregate<Double> regrSxx(Object y, Object x) {
        return Aggregate.of(Aggregator.REGR_SXX, Double.class, y, x);
    }

    /**
     * The products of x and y around their means, added up: {@code regr_sxy(y, x)}.
     *
     * @param y a path or an expression: the value that depends
     * @param x a path or an expression: the value that it depends on
     * @return a {@link Double}, null where there are no rows
     */
    public static Aggregate<Double> regrSxy(Object y, Object x) {
        return Aggregate.of(Aggregator.REGR_SXY, Double.class, y, x);
    }

    /**
     * The squares of y around its mean, added up: {@code regr_syy(y, x)}.
     *
     * @param y a path or an expression: the value that depends
     * @param x a path or an expression: the value that it depends on
     * @return a {@link Double}, null where there are no rows
     */
    public static Aggregate<Double> regrSyy(Object y, Object x) {
        return Aggregate.of(Aggregator.REGR_SYY, Double.class, y, x);
    }
}
