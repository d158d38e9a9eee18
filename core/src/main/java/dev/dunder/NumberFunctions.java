package dev.dunder;

import dev.dunder.query.Function;
import org.jspecify.annotations.Nullable;

/**
 * Functions of numbers, to be imported statically, by the names of Django's.
 *
 * {@snippet :
 * shops.annotate(round(sqrt(power("x", 2).plus(power("y", 2))), 1).as("far"));
 * // round(cast(sqrt(power(x, 2) + power(y, 2)) as numeric), 1)
 * }
 *
 * <p>A string is a path. Angles are in radians.
 */
public final class NumberFunctions {
    private NumberFunctions() {}

    /**
     * Without its sign: {@code abs(x)}.
     *
     * @param number a path or an expression
     * @return of the number's type
     */
    public static Expr abs(@Nullable Object number) {
        return Expr.call(Function.ABS, number);
    }

    /**
     * The inverse cosine, in radians: {@code acos(x)}.
     *
     * @param number a path or an expression
     * @return a {@link Double}
     */
    public static Expr acos(@Nullable Object number) {
        return Expr.call(Function.ACOS, number);
    }

    /**
     * The inverse sine, in radians: {@code asin(x)}.
     *
     * @param number a path or an expression
     * @return a {@link Double}
     */
    public static Expr asin(@Nullable Object number) {
        return Expr.call(Function.ASIN, number);
    }

    /**
     * The inverse tangent, in radians: {@code atan(x)}.
     *
     * @param number a path or an expression
     * @return a {@link Double}
     */
    public static Expr atan(@Nullable Object number) {
        return Expr.call(Function.ATAN, number);
    }

    /**
     * The inverse tangent of {@code y / x}, in radians, in the right quadrant: {@code atan2(y, x)}.
     *
     * @param y a path, an expression or a number
     * @param x a path, an expression or a number
     * @return a {@link Double}
     */
    public static Expr atan2(@Nullable Object y, @Nullable Object x) {
        return Expr.call(Function.ATAN2, y, x);
    }

    /**
     * The next whole number above: {@code ceil(x)}.
     *
     * @param number a path or an expression
     * @return of the number's type; of reals a {@link Double}
     */
    public static Expr ceil(@Nullable Object number) {
        return Expr.call(Function.CEIL, number);
    }

    /**
     * The cosine, of radians: {@code cos(x)}.
     *
     * @param number a path or an expression
     * @return a {@link Double}
     */
    public static Expr cos(@Nullable Object number) {
        return Expr.call(Function.COS, number);
    }

    /**
     * The cotangent, of radians: {@code cot(x)}.
     *
     * @param number a path or an expression
     * @return a {@link Double}
     */
    public static Expr cot(@Nullable Object number) {
        return Expr.call(Function.COT, number);
    }

    /**
     * From radians to degrees: {@code degrees(x)}.
     *
     * @param number a path or an expression
     * @return a {@link Double}
     */
    public static Expr degrees(@Nullable Object number) {
        return Expr.call(Function.DEGREES, number);
    }

    /**
     * To the power of e: {@code exp(x)}.
     *
     * @param number a path or an expression
     * @return a {@link java.math.BigDecimal} of decimals, else a {@link Double}
     */
    public static Expr exp(@Nullable Object number) {
        return Expr.call(Function.EXP, number);
    }

    /**
     * The next whole number below: {@code floor(x)}.
     *
     * @param number a path or an expression
     * @return of the number's type; of reals a {@link Double}
     */
    public static Expr floor(@Nullable Object number) {
        return Expr.call(Function.FLOOR, number);
    }

    /**
     * The natural logarithm: {@code ln(x)}.
     *
     * @param number a path or an expression
     * @return a {@link java.math.BigDecimal} of decimals, else a {@link Double}
     */
    public static Expr ln(@Nullable Object number) {
        return Expr.call(Function.LN, number);
    }

    /**
     * The logarithm to a base: {@code log(b, x)}.
     *
     * @param base a path, an expression or a number
     * @param number a path, an expression or a number
     * @return a {@link java.math.BigDecimal} of decimals, else a {@link Double}
     */
    public static Expr log(@Nullable Object base, @Nullable Object number) {
        return Expr.call(Function.LOG, base, number);
    }

    /**
     * What is left over after a division, with the sign of what is divided: {@code mod(x, 5)}.
     *
     * @param number a path, an expression or a number
     * @param divisor a path, an expression or a number
     * @return whole of whole numbers, else a {@link java.math.BigDecimal} of decimals, else a {@link Double}
     */
    public static Expr mod(@Nullable Object number, @Nullable Object divisor) {
        return Expr.call(Function.MOD, number, divisor);
    }

    /**
     * The circumference of a circle as wide as one: {@code pi()}.
     *
     * @return a {@link Double}
     */
    public static Expr pi() {
        return Expr.call(Function.PI);
    }

    /**
     * To the power of another: {@code power(x, 2)}.
     *
     * @param number a path, an expression or a number
     * @param exponent a path, an expression or a number
     * @return a {@link java.math.BigDecimal} of decimals, else a {@link Double}
     */
    public static Expr power(@Nullable Object number, @Nullable Object exponent) {
        return Expr.call(Function.POWER, number, exponent);
    }

    /**
     * From degrees to radians: {@code radians(x)}.
     *
     * @param number a path or an expression
     * @return a {@link Double}
     */
    public static Expr radians(@Nullable Object number) {
        return Expr.call(Function.RADIANS, number);
    }

    /**
     * Any number from 0 up to 1, another one for each row: {@code random()}.
     *
     * @return a {@link Double}
     */
    public static Expr random() {
        return Expr.call(Function.RANDOM);
    }

    /**
     * To the nearest whole number, halves away from zero: {@code round(x, 0)}.
     *
     * @param number a path or an expression
     * @return of the number's type; of reals a {@link Double}
     */
    public static Expr round(@Nullable Object number) {
        return round(number, 0);
    }

    /**
     * To some decimals, halves away from zero: {@code round(x, 2)}. Of a floating-point number as it is written in decimals.
     *
     * @param number a path or an expression
     * @param places how many decimals, fewer than 0 for tens and hundreds, or an expression
     * @return of the number's type; of reals a {@link Double}
     */
    public static Expr round(@Nullable Object number, @Nullable Object places) {
        return Expr.call(Function.ROUND, number, places);
    }

    /**
     * -1, 0 or 1: {@code sign(x)}.
     *
     * @param number a path or an expression
     * @return of the number's type; of reals a {@link Double}
     */
    public static Expr sign(@Nullable Object number) {
        return Expr.call(Function.SIGN, number);
    }

    /**
     * The sine, of radians: {@code sin(x)}.
     *
     * @param number a path or an expression
     * @return a {@link Double}
     */
    public static Expr sin(@Nullable Object number) {
        return Expr.call(Function.SIN, number);
    }

    /**
     * The square root: {@code sqrt(x)}.
     *
     * @param number a path or an expression
     * @return a {@link java.math.BigDecimal} of decimals, else a {@link Double}
     */
    public static Expr sqrt(@Nullable Object number) {
        return Expr.call(Function.SQRT, number);
    }

    /**
     * The tangent, of radians: {@code tan(x)}.
     *
     * @param number a path or an expression
     * @return a {@link Double}
     */
    public static Expr tan(@Nullable Object number) {
        return Expr.call(Function.TAN, number);
    }
}
