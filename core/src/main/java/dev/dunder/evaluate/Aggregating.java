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
import dev.dunder.resolve.Recording;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.SaidPlaces;
import dev.dunder.resolve.SaidShape;
import dev.dunder.resolve.Unresolved;
import dev.dunder.run.PlannedStatement;
import dev.dunder.work.Evaluation;
import dev.dunder.work.ResultSlot;
import dev.dunder.work.SharedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
        ResultSlot<RowState> slot = results.other(aggregated.asked());
        SharedTask<RowState> begun = slot == null ? null : slot.begun();
        return begun != null
                ? Evaluation.of(request.session(), begun)
                : Evaluation.of(request.session(), aggregated.work());
    }

    /** Begins them in the background. */
    public void start(List<AggregateSpec> all) {
        Aggregated aggregated = resolved(all);
        var from = request.session();
        results.<RowState>otherToStart(aggregated.asked().get()).start(from,
                () -> Evaluation.once(from, aggregated.work()));
    }

    /** By what aggregates are found again, and how they are computed. */
    private record Aggregated(Supplier<ResultCache.Asked> asked, Supplier<RowState> work) {}

    private Aggregated resolved(List<AggregateSpec> all) {
        SaidShape said = said(all);
        Resolved resolved = request.shape().known(said.key(), request.where().limits(), Resolved.class,
                () -> recorded(all, said), one -> one.replay() != null);
        Recording.Replay replay = resolved.replay();
        if (replay == null) {
            return aggregated(resolved, resolved.bound());
        }
        said.guests().forEach(request::admit);
        List<@Nullable Object> bound = replay.values(request.values(), said.given());
        if (bound == null) {
            Resolved anew = resolved(all, null);
            return aggregated(anew, anew.bound());
        }
        return aggregated(resolved, bound);
    }

    /** All that was said: what is computed of the same rows by another call is the same but for its values. */
    private static SaidShape said(List<AggregateSpec> all) {
        List<Unresolved> said = new ArrayList<>(all.size());
        Object[] names = new Object[2 * all.size()];
        for (int i = 0; i < all.size(); i++) {
            said.add(all.get(i).expression());
            names[2 * i] = all.get(i).name();
            names[2 * i + 1] = Optional.ofNullable(all.get(i).type());
        }
        return SaidShape.of(said, names);
    }

    /**
     * Aggregates whose names are known to be right.
     *
     * @param replay makes the values of the next call of this kind; null where these decide what it means
     * @param bound the values of this call, where no other can have others
     */
    private record Resolved(
            RowColumns columns,
            List<Named> aggregates,
            PlannedStatement statement,
            Recording.@Nullable Replay replay,
            List<@Nullable Object> bound) {}

    private Resolved recorded(List<AggregateSpec> all, SaidShape said) {
        if (said.key() == null) {
            return resolved(all, null);
        }
        SaidPlaces places = new SaidPlaces();
        List<AggregateSpec> placed = new ArrayList<>(all.size());
        all.forEach(one -> placed.add(new AggregateSpec(one.name(), places.expression(one.expression()), one.type())));
        Recording recording = new Recording(request.values().size());
        Resolved resolved = resolved(placed, recording);
        Recording.Replay replay = recording.complete(resolved.bound(), said.given().size());
        return new Resolved(resolved.columns(), resolved.aggregates(), resolved.statement(), replay,
                replay == null ? resolved.bound() : List.of());
    }

    private Resolved resolved(List<AggregateSpec> all, @Nullable Recording recording) {
        Query query = request.query();
        Resolver resolver = request.resolver(query, request.values(), recording).summarizing();
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
                resolver = request.resolver(known, resolver.values(), recording).summarizing();
            }
        }
        List<Named> aggregates = List.copyOf(resolved);
        return new Resolved(new RowColumns(query.model().name(), names,
                () -> aggregates.stream().<DataType<?>>map(one -> one.expression().type()).toList()), aggregates,
                new PlannedStatement(new Statement.Aggregation(query, aggregates)),
                null, resolver.values());
    }

    private Aggregated aggregated(Resolved resolved, List<@Nullable Object> bound) {
        RowColumns columns = resolved.columns();
        Supplier<ResultCache.Asked> asked = () -> new ResultCache.Asked(resolved.statement().statement(), bound);
        if (request.shape().empty()
                && resolved.aggregates().stream().allMatch(one -> ofNothing(one.expression()) != null)) {
            return new Aggregated(asked, () -> row(columns, resolved.aggregates().stream()
                    .map(one -> Objects.requireNonNull(ofNothing(one.expression())).value(bound))
                    .toArray()));
        }
        return new Aggregated(asked, () -> row(columns, request.session().rows(resolved.statement(), bound).get(0)));
    }

    private RowState row(RowColumns columns, @Nullable Object[] values) {
        return RowState.values(columns, values, request.where().of(request.session().origin()));
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
        boolean toMany = joinsMany(aggregate);
        boolean keyed = request.type() != null && !query.model().primaryKey().isEmpty();
        if (toMany && (query.sliced() || query.distinct() != null) && !keyed) {
            throw new DunderException(
                    "Cannot aggregate over a relation to many rows after slice(…) or distinct() of values,"
                            + " or of a model without a primary key.");
        }
    }

    /** Whether it is of rows that are still to be joined: an aggregate that the rows have already is one value of each. */
    private static boolean joinsMany(Expression expression) {
        return switch (expression) {
            case Expression.Ref(String name, Expression target) when Traversal.aggregates(target) -> false;
            case Expression.Column column -> column.path().stream().anyMatch(Hop::toMany);
            default -> Traversal.of(expression).stream().anyMatch(Aggregating::joinsMany);
        };
    }
}
