package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Function;
import org.jspecify.annotations.Nullable;

/**
 * Functions over windows, to be imported statically. Aggregates are computed over windows too.
 *
 * {@snippet :
 * employees.annotate(rank().over(partitionBy("department").orderBy("-salary")).as("place"));
 * // rank() over (partition by department order by salary desc)
 *
 * employees.annotate(lag("salary").over(window().orderBy("hired")).as("before"));
 * // lag(salary, 1) over (order by hired)
 * }
 *
 * <p>A string is a path; {@code value("…")} is text.
 */
public final class WindowFunctions {
    private WindowFunctions() {}

    /**
     * How many of the rows come up to this one, its equals included, as a share: {@code cume_dist()}.
     *
     * @return the function, a {@link Double} from 0 to 1
     */
    public static WindowFunction cumeDist() {
        return new WindowFunction(Function.CUME_DIST);
    }

    /**
     * The place among the rows, without gaps: 1, 2, 2, 3.
     *
     * @return the function, a {@link Long}
     */
    public static WindowFunction denseRank() {
        return new WindowFunction(Function.DENSE_RANK);
    }

    /**
     * The value of the frame's first row.
     *
     * @param value a path or an expression
     * @return the function, of the value's type
     */
    public static WindowFunction firstValue(Object value) {
        return new WindowFunction(Function.FIRST_VALUE, value);
    }

    /**
     * The value of the row before, null where there is none.
     *
     * @param value a path or an expression
     * @return the function, of the value's type
     */
    public static WindowFunction lag(Object value) {
        return lag(value, 1);
    }

    /**
     * The value of a row before, null where there is none.
     *
     * @param value a path or an expression
     * @param offset how many rows before, 1 or more
     * @return the function, of the value's type
     */
    public static WindowFunction lag(Object value, int offset) {
        return new WindowFunction(Function.LAG, value, positive("lag", "offset", offset));
    }

    /**
     * The value of a row before.
     *
     * @param value a path or an expression
     * @param offset how many rows before, 1 or more
     * @param otherwise a path, an expression or a value for where there is none
     * @return the function, of the value's type
     */
    public static WindowFunction lag(Object value, int offset, @Nullable Object otherwise) {
        return new WindowFunction(Function.LAG, value, positive("lag", "offset", offset), otherwise);
    }

    /**
     * The value of the frame's last row. Without a frame that is the row itself, or its last equal.
     *
     * @param value a path or an expression
     * @return the function, of the value's type
     */
    public static WindowFunction lastValue(Object value) {
        return new WindowFunction(Function.LAST_VALUE, value);
    }

    /**
     * The value of the next row, null where there is none.
     *
     * @param value a path or an expression
     * @return the function, of the value's type
     */
    public static WindowFunction lead(Object value) {
        return lead(value, 1);
    }

    /**
     * The value of a row behind, null where there is none.
     *
     * @param value a path or an expression
     * @param offset how many rows behind, 1 or more
     * @return the function, of the value's type
     */
    public static WindowFunction lead(Object value, int offset) {
        return new WindowFunction(Function.LEAD, value, positive("lead", "offset", offset));
    }

    /**
     * The value of a row behind.
     *
     * @param value a path or an expression
     * @param offset how many rows behind, 1 or more
     * @param otherwise a path, an expression or a value for where there is none
     * @return the function, of the value's type
     */
    public static WindowFunction lead(Object value, int offset, @Nullable Object otherwise) {
        return new WindowFunction(Function.LEAD, value, positive("lead", "offset", offset), otherwise);
    }

    /**
     * The value of one of the frame's rows, null where there is none.
     *
     * @param value a path or an expression
     * @param nth which row, the first is 1
     * @return the function, of the value's type
     */
    public static WindowFunction nthValue(Object value, int nth) {
        return new WindowFunction(Function.NTH_VALUE, value, positive("nthValue", "nth", nth));
    }

    /**
     * In which of so many parts of equal size.
     *
     * @param parts how many, 1 or more
     * @return the function, an {@link Integer} from 1
     */
    public static WindowFunction ntile(int parts) {
        return new WindowFunction(Function.NTILE, positive("ntile", "parts", parts));
    }

    /**
     * The place among the rows as a share: {@code (rank - 1) / (rows - 1)}.
     *
     * @return the function, a {@link Double} from 0 to 1
     */
    public static WindowFunction percentRank() {
        return new WindowFunction(Function.PERCENT_RANK);
    }

    /**
     * The place among the rows, with gaps behind equals: 1, 2, 2, 4.
     *
     * @return the function, a {@link Long}
     */
    public static WindowFunction rank() {
        return new WindowFunction(Function.RANK);
    }

    /**
     * The number of the row: 1, 2, 3, 4.
     *
     * @return the function, a {@link Long}
     */
    public static WindowFunction rowNumber() {
        return new WindowFunction(Function.ROW_NUMBER);
    }

    private static int positive(String function, String parameter, int given) {
        if (given < 1) {
            throw new LookupException(function + "(…) needs a positive " + parameter + ", not " + given + ".");
        }
        return given;
    }
}
