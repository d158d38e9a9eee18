package dev.dunder.sql;

import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.SQLDataType;

/** Writes the aggregate functions. */
final class Aggregators {
    private Aggregators() {}

    static Field<?> field(Expression.Aggregate aggregate, Expressions expressions) {
        List<Object> parts = new ArrayList<>(List.of(name(aggregate.function()) + "("));
        if (aggregate.distinct()) {
            parts.add("distinct ");
        }
        if (aggregate.arguments().isEmpty()) {
            parts.add("*");
        }
        String between = "";
        for (Expression argument : arguments(aggregate)) {
            parts.add(between);
            parts.add(argument(aggregate.function(), expressions.field(argument)));
            between = ", ";
        }
        between = " order by ";
        for (Order order : aggregate.order()) {
            SortField<?> sort = Expressions.sort(order, expressions.criterion(order));
            parts.add(between);
            parts.add(sort);
            between = ", ";
        }
        parts.add(")");
        Predicate filter = aggregate.filter();
        if (filter != null) {
            parts.add(" filter (where ");
            parts.add(expressions.condition(filter));
            parts.add(")");
        }
        return Template.of(aggregate.type(), parts.toArray());
    }

    /** Of a composite key the last column will do: where there is a row it has a value. */
    private static List<Expression> arguments(Expression.Aggregate aggregate) {
        boolean key = aggregate.function() == Aggregator.COUNT
                && !aggregate.distinct()
                && !aggregate.arguments().isEmpty()
                && aggregate.arguments().get(0) instanceof Expression.Tuple;
        return key
                ? List.of(((Expression.Tuple) aggregate.arguments().get(0)).parts().getLast())
                : aggregate.arguments();
    }

    private static Field<?> argument(Aggregator function, Field<?> field) {
        return switch (function) {
            // Reals are summed as doubles, which is what comes of it.
            case SUM -> field.getType() == Float.class ? field.cast(SQLDataType.DOUBLE) : field;
            case STRING_AGG -> field.getType() == String.class ? field : field.cast(SQLDataType.CLOB);
            default -> field;
        };
    }

    private static String name(Aggregator function) {
        return switch (function) {
            case AVG -> "avg";
            case SUM -> "sum";
            case MIN -> "min";
            case MAX -> "max";
            case COUNT -> "count";
            case STD_DEV -> "stddev_pop";
            case STD_DEV_SAMPLE -> "stddev_samp";
            case VARIANCE -> "var_pop";
            case VARIANCE_SAMPLE -> "var_samp";
            case ANY_VALUE -> "any_value";
            case STRING_AGG -> "string_agg";
            case ARRAY_AGG -> "array_agg";
            case JSON_AGG -> "jsonb_agg";
            case BOOL_AND -> "bool_and";
            case BOOL_OR -> "bool_or";
            case BIT_AND -> "bit_and";
            case BIT_OR -> "bit_or";
            case BIT_XOR -> "bit_xor";
            case CORR -> "corr";
            case COVAR_POP -> "covar_pop";
            case COVAR_SAMP -> "covar_samp";
            case REGR_AVG_X -> "regr_avgx";
            case REGR_AVG_Y -> "regr_avgy";
            case REGR_COUNT -> "regr_count";
            case REGR_INTERCEPT -> "regr_intercept";
            case REGR_R2 -> "regr_r2";
            case REGR_SLOPE -> "regr_slope";
            case REGR_SXX -> "regr_sxx";
            case REGR_SXY -> "regr_sxy";
            case REGR_SYY -> "regr_syy";
        };
    }
}
