package dev.dunder.conformance;

import static dev.dunder.Dunder.avg;
import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.min;
import static dev.dunder.Dunder.sum;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dunder.Aggregate;
import dev.dunder.Expr;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Django's functions and ours. */
final class Functions {
    private static final Map<String, Function<Expressions.Named, Expr>> PLAIN = Map.ofEntries();

    private static final Map<String, Function<Expressions.Named, Aggregate<?>>> AGGREGATES = Map.ofEntries(
            Map.entry("Avg", call -> call.path() != null ? avg(call.path()) : avg(call.arg(0))),
            Map.entry("Count", call -> call.path() != null ? count(call.path()) : count(call.arg(0))),
            Map.entry("Max", call -> call.path() != null ? max(call.path()) : max(call.arg(0))),
            Map.entry("Min", call -> call.path() != null ? min(call.path()) : min(call.arg(0))),
            Map.entry("Sum", call -> call.path() != null ? sum(call.path()) : sum(call.arg(0))));

    private Functions() {}

    static Expr of(Expressions.Named call) {
        Function<Expressions.Named, Expr> plain = PLAIN.get(call.name());
        return plain != null ? plain.apply(call) : aggregate(call);
    }

    static Aggregate<?> aggregate(Expressions.Named call) {
        Function<Expressions.Named, Aggregate<?>> builder = AGGREGATES.get(call.name());
        if (builder == null) {
            throw new Inexpressible("the function " + call.name());
        }
        Aggregate<?> aggregate = builder.apply(call);
        if (call.flag("distinct")) {
            aggregate = aggregate.distinct();
        }
        if (call.has("filter")) {
            aggregate = aggregate.filter(call.expressions().replay().condition(call.kwargs().get("filter")));
        }
        for (String order : List.of("order_by", "ordering")) {
            if (call.has(order)) {
                aggregate = aggregate.orderBy(call.expressions().several(call.kwargs().get(order)).stream()
                        .map(call.expressions()::criterion).toArray());
            }
        }
        if (call.has("default")) {
            JsonNode otherwise = call.kwargs().get("default");
            Object value = call.expressions().replay().value(otherwise);
            aggregate = aggregate.defaultTo(Objects.requireNonNull(value));
        }
        return aggregate;
    }
}
