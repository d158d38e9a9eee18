package dev.dunder.sql;

import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** What the groups of a select are told apart by. */
final class GroupKeys {
    private final SelectScope level;
    private final Map<Expression, Integer> places;

    private GroupKeys(SelectScope level, Map<Expression, Integer> places) {
        this.level = level;
        this.places = places;
    }

    /**
     * The keys of a query's groups.
     *
     * @param level the select
     * @param selected what is selected, in this order, where keys may be said by their places in it
     * @param read all that is read
     */
    static GroupKeys of(Query query, SelectScope level, List<Expression> selected, List<Expression> read) {
        return new GroupKeys(level, places(query, selected, read));
    }

    /**
     * A key of the groups. The server knows an expression again only where it is written the same, and binds never are: such
     * a one is grouped by its place among what is selected, or else computed on its own, and has a name from then on.
     */
    Field<?> key(Expression expression) {
        return places.containsKey(Traversal.target(expression))
                ? new Expressions(level).field(expression)
                : key(level, expression);
    }

    /** What the groups are said by: the key, or its place among what is selected. */
    Field<?> group(Expression key) {
        Integer place = places.get(Traversal.target(key));
        return place == null ? key(key) : Expressions.place(place + 1);
    }

    /** The keys that need no name, since nothing but the select itself says them, and where in it they stand. */
    private static Map<Expression, Integer> places(Query query, List<Expression> selected, List<Expression> read) {
        Map<Expression, Integer> places = new HashMap<>();
        if (query.grouping() instanceof Query.Grouping.Values(List<Expression> by) && query.distinct() == null) {
            List<Expression> targets = selected.stream().map(Traversal::target).toList();
            for (Expression key : by) {
                Expression target = Traversal.target(key);
                if (!isPlain(target) && targets.contains(target) && !isSaidAgain(target, query, read)) {
                    places.put(target, targets.indexOf(target));
                }
            }
        }
        return places;
    }

    private static boolean isSaidAgain(Expression key, Query query, List<Expression> read) {
        for (Expression expression : read) {
            if (!Traversal.target(expression).equals(key) && says(expression, key)) {
                return true;
            }
        }
        for (Step step : query.steps()) {
            if (step instanceof Step.Filter(Predicate predicate)
                    && (Traversal.windows(predicate) || (ExpressionColumns.aggregates(predicate)
                            && Traversal.of(predicate).stream().anyMatch(part -> says(part, key))))) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(Expression expression, Expression key) {
        return Traversal.any(expression, part -> part.equals(key)
                || ExpressionColumns.outer(part).stream().anyMatch(outer -> says(outer, key)));
    }

    /** A key that is computed on its own where the server would not know it again. */
    static Field<?> key(SelectScope level, Expression expression) {
        Field<?> known = level.computed(expression);
        if (known != null) {
            return known;
        }
        Field<?> field = Equality.comparable(new Expressions(level).field(expression), expression.type());
        if ((isPlain(expression) && Equality.isKnown(expression.type())) || !dependsOnRow(expression)) {
            return field;
        }
        String alias = level.joins().alias("key");
        Table<?> computed = DSL.table(DSL.select(field.as("value"))).as(DSL.name(alias));
        level.joins().attach(computed, true);
        Field<?> named = DSL.field(DSL.name(alias, "value"), expression.type());
        level.computed(expression, named);
        return named;
    }

    /** Whether it is written the same each time. */
    static boolean isPlain(Expression expression) {
        return !Traversal.any(expression, part -> part instanceof Expression.Param
                || part instanceof Expression.Subquery || part instanceof Expression.Outer);
    }

    /** Whether it may be another for another row. */
    static boolean dependsOnRow(Expression expression) {
        return Traversal.any(expression, part -> part instanceof Expression.Column
                || part instanceof Expression.Subquery || part instanceof Expression.Foreign);
    }
}
