package dev.dunder.resolve;

import dev.dunder.query.Expression;
import dev.dunder.query.Rewriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Moves a query into another one: its values get places there, each one, and what it said of the query around it gets a
 * meaning.
 */
class QueryEmbedding extends Rewriter {
    private final List<? extends @Nullable Object> values;
    private final Bind bind;
    private final @Nullable Function<String, Expression> outer;
    private final Map<Integer, Expression.Param> bound = new HashMap<>();

    /** Gives a value a place. */
    @FunctionalInterface
    interface Bind {
        Expression.Param bind(DataType<?> type, @Nullable Object value);
    }

    QueryEmbedding(List<? extends @Nullable Object> values, Bind bind, @Nullable Function<String, Expression> outer) {
        this.values = values;
        this.bind = bind;
        this.outer = outer;
    }

    @Override
    public final Expression.Param param(Expression.Param param) {
        // What refers to a value that is there already, as the use of an annotation does, still refers to the same.
        return bound.computeIfAbsent(param.index(), index -> bind.bind(param.type(), values.get(index)));
    }

    @Override
    public Expression unbound(Expression.Unbound unbound) {
        // A level above the first is about the query around the one that is being composed, or further out still.
        return outer != null && unbound.levels() == 1 + level()
                ? Expression.Outer.of(1 + level(), outer.apply(unbound.path()))
                : unbound;
    }
}
