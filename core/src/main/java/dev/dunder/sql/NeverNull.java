package dev.dunder.sql;

import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.query.Query;
import java.util.List;

/** Which values are never null, so that a comparison of them is never unknown. */
final class NeverNull {
    private NeverNull() {}

    /** Whether a value is. */
    static boolean holds(Expression expression) {
        return switch (expression) {
            case Expression.Column column -> !column.nullable();
            case Expression.Tuple(List<Expression> parts) -> parts.stream().allMatch(NeverNull::holds);
            case Expression.Outer(int levels, Expression outer) -> holds(outer);
            case Expression.Ref(String name, Expression target) -> holds(target);
            case Expression.Aggregate aggregate -> aggregate.function() == Aggregator.COUNT;
            case Expression.Subquery(Query query, var kind, var type) -> kind == Expression.Subquery.Kind.EXISTS;
            default -> false;
        };
    }

    /** Whether none of the values of rows is. */
    static boolean holds(Query rows) {
        return rows.combination() == null
                && SelectedColumns.of(rows).stream().allMatch(column -> holds(column.expression()));
    }
}
