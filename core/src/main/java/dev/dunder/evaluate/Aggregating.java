package dev.dunder.evaluate;

import dev.dunder.fetch.Request;
import dev.dunder.fetch.ResultCache;
import dev.dunder.fetch.RowColumns;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.model.Hop;
import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import dev.dunder.resolve.Resolver;
import dev.dunder.work.Evaluation;
import dev.dunder.work.ResultSlot;
import dev.dunder.work.SharedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jooq.DataType;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/**
 * What is computed of all rows: one row of aggregates.
 *
 * @param request of which rows
 * @param results what was started ahead
 */
public record Aggregating(Request<?> request, ResultCache<?> results) {
    /** The aggregates, by their names. */
    public Evaluation<RowState> aggregated(List<AggregateSpec> all) {
        Aggregated aggregated = resolved(all);
        ResultSlot<RowState> slot = results.other(aggregated::asked);
        SharedTask<RowState> begun = slot == null ? null : slot.begun();
        return begun != null
                ? Evaluation.of(request.session(), begun)
                : Evaluation.of(request.session(), aggregated.work());
    }

    /** Begins them in the background. */
    public void start(List<AggregateSpec> all) {
        Aggregated aggregated = resolved(all);
        var from = request.session();
        results.<RowState>otherToStart(aggregated.asked()).start(from, () -> Evaluation.once(from, aggregated.work()));
    }

    /** Aggregates whose names are known to be right: by what they are found again, and how they are computed. */
    private record Aggregated(ResultCache.Asked asked, Supplier<RowState> work) {}

    private Aggregated resolved(List<AggregateSpec> all) {
        Query query = request.query();
        Resolver resolver = request.resolver().summarizing();
        List<Named> resolved = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Query known = query;
        for (AggregateSpec aggregate : all) {
            if (names.contains(aggregate.name())) {
                throw new LookupException(
                        "Two aggregates are called '" + aggregate.name() + "'. Name one of them with as(…).");
            }
            names.add(aggregate.name());
            Named one = aggregate.resolve(resolver);
            if (!Traversal.aggregates(one.expression())) {
                throw new LookupException("'" + one.name() + "' is no aggregate: it has a value for each row.");
            }
            refuseToMultiply(one.expression());
            resolved.add(one);
            if (!resolver.knows(one.name())) {
                // Those behind it may name it, where that says nothing else.
                known = known.step(new Step.Annotation(one.name(), one.expression(), false));
                resolver = request.resolver(known, resolver.values()).summarizing();
            }
        }
        return aggregated(names, List.copyOf(resolved), resolver.values());
    }

    private Aggregated aggregated(List<String> names, List<Named> resolved, List<@Nullable Object> bound) {
        Query query = request.query();
        RowColumns columns = new RowColumns(query.model().name(), names);
        Statement statement = new Statement.Aggregation(query, resolved);
        ResultCache.Asked asked = new ResultCache.Asked(statement, bound);
        if (query.empty() && resolved.stream().allMatch(one -> ofNothing(one.expression()) != null)) {
            return new Aggregated(asked, () -> row(columns, resolved.stream()
                    .map(one -> Objects.requireNonNull(ofNothing(one.expression())).value(bound))
                    .toArray()));
        }
        return new Aggregated(asked, () -> row(columns, request.session().rows(statement, bound).get(0)));
    }

    private RowState row(RowColumns columns, @Nullable Object[] values) {
        return RowState.values(columns, values, request.where());
    }

    /** A value that is known without asking. */
    @FunctionalInterface
    private interface Known {
        @Nullable
        Object value(List<@Nullable Object> bound);
    }

    /** What an aggregate is of no rows; null where only the database can tell. */
    private static @Nullable Known ofNothing(Expression expression) {
        return switch (expression) {
            case Expression.Aggregate aggregate -> {
                boolean count = aggregate.function() == Aggregator.COUNT
                        || aggregate.function() == Aggregator.REGR_COUNT;
                yield bound -> count ? 0L : null;
            }
            case Expression.Typed(Expression typed, var type) -> ofNothing(typed);
            case Expression.Ref(String name, Expression target) -> ofNothing(target);
            case Expression.Param(int index, var type) -> bound -> bound.get(index);
            case Expression.Call(var function, List<Expression> arguments, var type) when function == Function.COALESCE ->
                firstOfNothing(arguments, type);
            default -> null;
        };
    }

    /** The first value that is there. */
    private static @Nullable Known firstOfNothing(List<Expression> arguments, DataType<?> type) {
        List<Known> parts = new ArrayList<>();
        for (Expression argument : arguments) {
            Known part = ofNothing(argument);
            if (part == null || !isPlain(type)) {
                return null;
            }
            parts.add(part);
        }
        return (List<@Nullable Object> bound) -> {
            for (Known part : parts) {
                Object value = part.value(bound);
                if (value != null) {
                    return Values.convert(type, value);
                }
            }
            return null;
        };
    }

    /** Whether a value converted here is what the server would make of it. */
    private static boolean isPlain(DataType<?> type) {
        return Number.class.isAssignableFrom(type.getType()) || type.getType() == String.class
                || type.getType() == Boolean.class || type.isArray() || type.getType() == JSONB.class;
    }

    /** Rows that were limited or made distinct can be joined with their relations only where they have a key. */
    private void refuseToMultiply(Expression aggregate) {
        Query query = request.query();
        boolean toMany = Traversal.any(aggregate,
                part -> part instanceof Expression.Column column && column.path().stream().anyMatch(Hop::toMany));
        boolean keyed = request.type() != null && !query.model().primaryKey().isEmpty();
        if (toMany && (query.sliced() || query.distinct() != null) && !keyed) {
            throw new DunderException(
                    "Cannot aggregate over a relation to many rows after slice(…) or distinct() of values,"
                            + " or of a model without a primary key.");
        }
    }
}
