package dev.dunder.query;

import java.util.List;
import java.util.function.Function;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Moves a query into another one: its values get places there, and what it said of the query around it gets a meaning. */
final class Embedding extends Rewriter {
    private final List<@Nullable Object> values;
    private final Bind bind;
    private final @Nullable Function<String, Expression> outer;

    /** Gives a value a place. */
    @FunctionalInterface
    interface Bind {
        Expression.Param bind(DataType<?> type, @Nullable Object value);
    }

    Embedding(List<@Nullable Object> values, Bind bind, @Nullable Function<String, Expression> outer) {
        this.values = values;
        this.bind = bind;
        this.outer = outer;
    }

    @Override
    Expression.Param param(Expression.Param param) {
        return bind.bind(param.type(), values.get(param.index()));
    }

    @Override
    Expression unbound(Expression.Unbound unbound) {
        // A level above the first is about the query around the one that is being composed, or further out still.
        return outer != null && unbound.levels() == 1 + level()
                ? new Expression.Outer(1 + level(), outer.apply(unbound.path()))
                : unbound;
    }
}
