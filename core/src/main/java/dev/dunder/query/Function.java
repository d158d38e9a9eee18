package dev.dunder.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.impl.SQLDataType;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/** The aggregate functions. */
public enum Function {
    /** The mean. */
    AVG,
    /** The sum. */
    SUM,
    /** The smallest value. */
    MIN,
    /** The largest value. */
    MAX,
    /** How many values that are not null, or how many rows. */
    COUNT;

    private static final Set<Class<?>> WHOLE = Set.of(Byte.class, Short.class, Integer.class, Long.class,
            BigInteger.class);
    private static final Set<Class<?>> BINARY = Set.of(Float.class, Double.class);
    private static final Set<Class<?>> WITHOUT_ORDER = Set.of(Boolean.class, JSON.class, JSONB.class);

    /**
     * The name in lookups and messages.
     *
     * @return in small letters
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the function has a meaning for values of a type.
     *
     * @param argument the type
     * @return false where the server would refuse it
     */
    public boolean accepts(DataType<?> argument) {
        Class<?> type = argument.getType();
        return switch (this) {
            case AVG, SUM -> isNumber(type) || type == YearToSecond.class || type == Object.class;
            case MIN, MAX -> !WITHOUT_ORDER.contains(type);
            case COUNT -> true;
        };
    }

    private static boolean isNumber(Class<?> type) {
        return WHOLE.contains(type) || BINARY.contains(type) || type == BigDecimal.class;
    }

    /**
     * The type of the result, as in Django: the mean of whole numbers is a floating-point number, that of decimals a
     * decimal; the sum of whole numbers is whole.
     */
    DataType<?> type(@Nullable DataType<?> argument) {
        Class<?> type = argument == null ? Object.class : argument.getType();
        return switch (this) {
            case COUNT -> SQLDataType.BIGINT;
            case AVG -> WHOLE.contains(type) || BINARY.contains(type) ? SQLDataType.DOUBLE : of(argument);
            case SUM -> WHOLE.contains(type)
                    ? SQLDataType.BIGINT
                    : BINARY.contains(type) ? SQLDataType.DOUBLE : of(argument);
            case MIN, MAX -> of(argument);
        };
    }

    private static DataType<?> of(@Nullable DataType<?> argument) {
        return argument == null ? SQLDataType.OTHER : argument.nullable(true);
    }
}
