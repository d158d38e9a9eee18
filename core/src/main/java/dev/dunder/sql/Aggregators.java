package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

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
        List<Expression> arguments = arguments(aggregate);
        boolean orderedSet = aggregate.function().isOrderedSet();
        String between = "";
        for (Expression argument : orderedSet ? arguments.subList(1, arguments.size()) : arguments) {
            parts.add(between);
            Expression counted = counts(aggregate) ? counted(argument, expressions) : argument;
            Field<?> field = argument(aggregate.function(), expressions.field(counted));
            parts.add(aggregate.distinct() ? Equality.comparable(field, argument.type()) : field);
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
        if (orderedSet) {
            // What it is of is an order; in front stands only which place in it.
            parts.add(" within group (order by ");
            parts.add(expressions.field(arguments.get(0)));
            parts.add(")");
        }
        Condition only = only(aggregate, expressions);
        if (only != null) {
            parts.add(" filter (where ");
            parts.add(only);
            parts.add(")");
        }
        return Template.of(aggregate.type(), parts.toArray());
    }

    /** Which rows it is of, where not of all. */
    private static @Nullable Condition only(Expression.Aggregate aggregate, Expressions expressions) {
        List<Condition> all = new ArrayList<>();
        Predicate filter = aggregate.filter();
        if (filter != null) {
            all.add(expressions.ofRow(filter, aggregate));
        }
        if (aggregate.function() == Aggregator.COUNT) {
            for (Expression argument : aggregate.arguments()) {
                present(aggregate, argument).forEach(part -> all.add(expressions.field(part).isNotNull()));
            }
        }
        return all.isEmpty() ? null : DSL.and(all);
    }

    /** The columns of a composite key that say whether it is there: as a value of several it always is. */
    private static List<Expression> present(Expression.Aggregate aggregate, Expression argument) {
        if (!(argument instanceof Expression.Tuple(List<Expression> parts))
                || !arguments(aggregate).equals(aggregate.arguments())) {
            return List.of();
        }
        return parts.stream()
                .filter(part -> !(part instanceof Expression.Column column) || column.nullable())
                .toList();
    }

    /** Of a composite key one column will do that has a value wherever there is a row. */
    private static List<Expression> arguments(Expression.Aggregate aggregate) {
        boolean key = counts(aggregate)
                && !aggregate.arguments().isEmpty()
                && aggregate.arguments().get(0) instanceof Expression.Tuple(List<Expression> parts)
                && parts.stream().allMatch(part -> part instanceof Expression.Column column
                        && !column.attribute().nullable());
        return key
                ? List.of(((Expression.Tuple) aggregate.arguments().get(0)).parts().getLast())
                : aggregate.arguments();
    }

    private static boolean counts(Expression.Aggregate aggregate) {
        return aggregate.function() == Aggregator.COUNT && !aggregate.distinct();
    }

    /**
     * Where a row is joined by columns of its own, these are there as often as any other that is never null, and in the index
     * by which it is joined.
     */
    private static Expression counted(Expression argument, Expressions expressions) {
        if (argument instanceof Expression.Column(List<Hop> path, Attribute attribute)
                && !path.isEmpty() && !path.getLast().forward() && !attribute.nullable()
                && !path.getLast().far().contains(attribute) && !expressions.knows(argument)) {
            return new Expression.Column(path, path.getLast().far().getLast());
        }
        return argument;
    }

    private static Field<?> argument(Aggregator function, Field<?> field) {
        return switch (function) {
            // Reals are summed as doubles, which is what comes of it.
            case SUM -> Functions.stored(field) == Float.class ? field.cast(SQLDataType.DOUBLE) : field;
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
            case PERCENTILE_CONT -> "percentile_cont";
            case PERCENTILE_DISC -> "percentile_disc";
            case MODE -> "mode";
            case FOREIGN -> "";
        };
    }
}
