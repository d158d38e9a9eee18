package dev.dunder.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.XML;
import org.jooq.impl.SQLDataType;
import org.jooq.types.YearToSecond;

/** The aggregate functions. */
public enum Aggregator {
    /** The mean. */
    AVG,
    /** The sum. */
    SUM,
    /** The smallest value. */
    MIN,
    /** The largest value. */
    MAX,
    /** How many values that are not null, or how many rows. */
    COUNT,
    /** The standard deviation of the population. */
    STD_DEV,
    /** The standard deviation of a sample. */
    STD_DEV_SAMPLE,
    /** The variance of the population. */
    VARIANCE,
    /** The variance of a sample. */
    VARIANCE_SAMPLE,
    /** Whichever value comes up. */
    ANY_VALUE,
    /** The texts, one behind the other, with a delimiter between. */
    STRING_AGG,
    /** The values as an array. */
    ARRAY_AGG,
    /** The values as a JSON array. */
    JSON_AGG,
    /** Whether all are true. */
    BOOL_AND,
    /** Whether one is true. */
    BOOL_OR,
    /** The bits that all have. */
    BIT_AND,
    /** The bits that one has. */
    BIT_OR,
    /** The bits that an odd number have. */
    BIT_XOR,
    /** The correlation of two values, the dependent first, as for all that follow. */
    CORR,
    /** The covariance of the population. */
    COVAR_POP,
    /** The covariance of a sample. */
    COVAR_SAMP,
    /** The mean of the independent value. */
    REGR_AVG_X,
    /** The mean of the dependent value. */
    REGR_AVG_Y,
    /** In how many rows neither is null. */
    REGR_COUNT,
    /** Where the line meets the axis. */
    REGR_INTERCEPT,
    /** The square of the correlation. */
    REGR_R2,
    /** How steep the line is. */
    REGR_SLOPE,
    /** The squares of the independent value. */
    REGR_SXX,
    /** The products. */
    REGR_SXY,
    /** The squares of the dependent value. */
    REGR_SYY,
    /** The value at a place from 0 to 1 among the values in order, between two of them if need be. */
    PERCENTILE_CONT,
    /** The first value that is at a place from 0 to 1 among the values in order, or behind it. */
    PERCENTILE_DISC,
    /** The value that comes up most often. */
    MODE,
    /** An aggregate that jOOQ writes. */
    FOREIGN;

    private static final Set<Class<?>> WHOLE = Set.of(Byte.class, Short.class, Integer.class, Long.class,
            BigInteger.class);
    private static final Set<Class<?>> BINARY = Set.of(Float.class, Double.class);
    private static final Set<Class<?>> WITHOUT_ORDER = Set.of(Boolean.class, JSON.class, JSONB.class);
    private static final Set<Class<?>> UNORDERED = Set.of(JSON.class, XML.class);

    /**
     * The name in messages and where what was said is printed.
     *
     * @return as the public method is called, which may take besides whether the rows are a sample
     */
    public String label() {
        return switch (this) {
            case STD_DEV_SAMPLE -> STD_DEV.label();
            case VARIANCE_SAMPLE -> VARIANCE.label();
            case COVAR_SAMP -> COVAR_POP.label();
            default -> Function.camelCase(name());
        };
    }

    /**
     * What its result is called, behind the path that it is of.
     *
     * @return in small letters, as in Django
     */
    public String suffix() {
        return (this == COVAR_SAMP ? name() : label()).toLowerCase(Locale.ROOT).replace("_", "");
    }

    /**
     * Whether the rows are a sample of all there is.
     *
     * @return true for those functions that have a sibling for all there is
     */
    public boolean ofSample() {
        return this == STD_DEV_SAMPLE || this == VARIANCE_SAMPLE || this == COVAR_SAMP;
    }

    /**
     * Whether the function has a meaning for values of a type.
     *
     * @param argument the type
     * @return false where the server would refuse it
     */
    public boolean accepts(DataType<?> argument) {
        Class<?> type = argument.getFromType();
        boolean unknown = type == Object.class;
        return switch (this) {
            case AVG, SUM -> isNumber(type) || type == YearToSecond.class || unknown;
            case MIN, MAX -> !WITHOUT_ORDER.contains(type);
            case COUNT, ANY_VALUE, ARRAY_AGG, JSON_AGG, FOREIGN -> true;
            case PERCENTILE_CONT -> isNumber(type) || type == YearToSecond.class || argument.isArray() || unknown;
            case PERCENTILE_DISC, MODE -> !UNORDERED.contains(type);
            case STRING_AGG -> !argument.isArray();
            case BOOL_AND, BOOL_OR -> type == Boolean.class || unknown;
            case BIT_AND, BIT_OR, BIT_XOR -> WHOLE.contains(type) || unknown;
            case STD_DEV, STD_DEV_SAMPLE, VARIANCE, VARIANCE_SAMPLE, CORR, COVAR_POP, COVAR_SAMP, REGR_AVG_X,
                    REGR_AVG_Y,
                    REGR_COUNT, REGR_INTERCEPT, REGR_R2, REGR_SLOPE, REGR_SXX, REGR_SXY, REGR_SYY ->
                isNumber(type) || unknown;
        };
    }

    /** Several places give as many values. */
    private static DataType<?> each(DataType<?> value, List<? extends DataType<?>> arguments) {
        return arguments.size() > 1 && arguments.get(1).isArray() ? value.getArrayDataType() : value;
    }

    /**
     * Whether it is of values in order, which stand behind it: {@code WITHIN GROUP (ORDER BY x)}.
     *
     * @return true for percentiles and the mode
     */
    public boolean isOrderedSet() {
        return switch (this) {
            case PERCENTILE_CONT, PERCENTILE_DISC, MODE -> true;
            default -> false;
        };
    }

    /**
     * Whether it is, of no rows, what it is of rows whose values are null.
     *
     * @return false where nulls are part of what it gives
     */
    public boolean ignoresNulls() {
        return switch (this) {
            case ARRAY_AGG, JSON_AGG, FOREIGN -> false;
            default -> true;
        };
    }

    private static boolean isNumber(Class<?> type) {
        return WHOLE.contains(type) || BINARY.contains(type) || type == BigDecimal.class;
    }

    /**
     * The type of the result, as in Django: the mean of whole numbers is a floating-point number, that of decimals a
     * decimal; the sum of whole numbers is whole.
     *
     * @param arguments the types of the arguments
     * @return the type
     */
    public DataType<?> type(List<? extends DataType<?>> arguments) {
        DataType<?> argument = arguments.isEmpty() ? SQLDataType.OTHER : arguments.get(0).nullable(true);
        Class<?> type = argument.getFromType();
        boolean isDouble = WHOLE.contains(type) || BINARY.contains(type);
        return switch (this) {
            case COUNT, REGR_COUNT -> SQLDataType.BIGINT;
            case AVG, STD_DEV, STD_DEV_SAMPLE, VARIANCE, VARIANCE_SAMPLE ->
                isDouble ? SQLDataType.DOUBLE : plain(argument);
            case SUM -> WHOLE.contains(type)
                    ? SQLDataType.BIGINT
                    : BINARY.contains(type) ? SQLDataType.DOUBLE : plain(argument);
            case MIN, MAX, ANY_VALUE, MODE, FOREIGN -> argument;
            case BIT_AND, BIT_OR, BIT_XOR -> TypeRules.ofServer(argument);
            case PERCENTILE_CONT -> each(type == YearToSecond.class ? argument : SQLDataType.DOUBLE, arguments);
            case PERCENTILE_DISC -> each(argument, arguments);
            case STRING_AGG -> SQLDataType.CLOB;
            case ARRAY_AGG -> argument.getArrayDataType();
            case JSON_AGG -> SQLDataType.JSONB;
            case BOOL_AND, BOOL_OR -> SQLDataType.BOOLEAN;
            case CORR, COVAR_POP, COVAR_SAMP, REGR_AVG_X, REGR_AVG_Y, REGR_INTERCEPT, REGR_R2, REGR_SLOPE, REGR_SXX,
                    REGR_SXY, REGR_SYY ->
                SQLDataType.DOUBLE;
        };
    }

    /** Without the precision of the column, which what is computed of it may leave. */
    private static DataType<?> plain(DataType<?> type) {
        DataType<?> computed = TypeRules.ofServer(type);
        return computed.getType() == BigDecimal.class ? SQLDataType.NUMERIC : computed;
    }
}
