package dev.dunder.sql;

import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The joins without whose rows a value is null. */
final class RequiredJoins {
    private final SelectScope level;
    private final int call;

    RequiredJoins(SelectScope level, int call) {
        this.level = level;
        this.call = call;
    }

    /** The joins without which an expression is null. */
    Set<JoinedTable> of(Expression expression) {
        if (level.computed(expression) != null) {
            return Set.of();
        }
        return switch (expression) {
            case Expression.Column column -> Set.of(level.joins().follow(column.path(), call));
            case Expression.Tuple(List<Expression> parts) -> of(parts);
            case Expression.Transformed transformed -> of(transformed.input());
            case Expression.Ref(String name, Expression target) -> of(target);
            case Expression.Call(Function function, List<Expression> arguments, var type) ->
                function.takesNulls() ? Set.of() : of(arguments);
            case Expression.ByName call -> Set.of();
            case Expression.Typed(Expression typed, var type) -> of(typed);
            case Expression.Cast(Expression cast, var type) -> of(cast);
            case Expression.Collated(Expression text, String collation) -> of(text);
            case Expression.Param param -> Set.of();
            case Expression.Default value -> Set.of();
            case Expression.Place place -> Set.of();
            case Expression.Unbound unbound -> Set.of();
            case Expression.Outer outer -> Set.of();
            case Expression.Case choice -> Set.of();
            case Expression.Condition condition -> Set.of();
            case Expression.Aggregate aggregate -> Set.of();
            case Expression.Window window -> Set.of();
            case Expression.Subquery subquery -> Set.of();
            case Expression.Foreign foreign -> {
                // What jOOQ makes of them may be something even where they are null.
                of(foreign.parts());
                yield Set.of();
            }
        };
    }

    Set<JoinedTable> of(List<Expression> all) {
        Set<JoinedTable> nodes = new HashSet<>();
        all.forEach(one -> nodes.addAll(of(one)));
        return nodes;
    }
}
