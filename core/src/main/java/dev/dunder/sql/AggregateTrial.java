package dev.dunder.sql;

import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The joins of the query but for its aggregates, and what each aggregate would add to them. */
final class AggregateTrial {
    /** An aggregate, and the step that says it first: the same one said later may be of fewer rows. */
    record Place(Expression.Aggregate aggregate, int step) {}

    private final Query query;
    private final SelectScope level;
    private final Map<Integer, Set<List<Hop>>> filters = new HashMap<>();
    private final Set<Integer> onKeys = new HashSet<>();
    private final Set<List<Hop>> beside = new LinkedHashSet<>();
    private final Set<List<Hop>> keys = new LinkedHashSet<>();
    private final Set<Place> places = new LinkedHashSet<>();
    private final Set<Expression> named = new HashSet<>();
    private final boolean grouping;

    AggregateTrial(Query query, SelectScope real, List<Expression> read) {
        this.query = query;
        this.level = real.trial(query.model());
        this.grouping = read.stream().flatMap(one -> ExpressionColumns.columns(one, none -> null).stream())
                .allMatch(this::isGroupedBy);
        if (query.grouping() instanceof Query.Grouping.None) {
            return;
        }
        int step = 0;
        for (Step one : query.steps()) {
            switch (one) {
                case Step.Filter filter -> filter(said(query, step), step);
                case Step.Annotation(String name, Expression.Place place, boolean selected) ->
                    filter(said(query, step), step);
                case Step.Annotation(String name, Expression expression, boolean selected) -> {
                    Expression.Ref ref = new Expression.Ref(name, expression);
                    take(ref, expression, step);
                    named.add(ref);
                }
                case Step.Filtered filtered -> level.require(filtered);
            }
            step++;
        }
        for (Expression expression : read) {
            take(expression, expression, step);
        }
        for (Expression key : by(query)) {
            List<Expression.Column> columns = ExpressionColumns.columns(key, none -> null);
            columns.forEach(column -> level.joins().follow(column.path(), Joins.ANY_CALL));
            keys.addAll(ExpressionColumns.toMany(columns));
        }
    }

    private void filter(@Nullable Predicate predicate, int step) {
        if (predicate == null) {
            return;
        }
        Traversal.of(predicate).forEach(part -> aggregates(part, step));
        List<List<Hop>> before = level.joins().toMany();
        Conditions.filter(level, predicate, step);
        List<List<Hop>> after = level.joins().toMany();
        filters.put(step, new LinkedHashSet<>(after.subList(before.size(), after.size())));
        Predicate decided = decided(predicate);
        if (isOnKeys(decided, by(query)) || decided.equals(Predicate.ALWAYS)) {
            onKeys.add(step);
        }
    }

    private void take(Expression said, Expression expression, int step) {
        if (Traversal.target(expression) instanceof Expression.Place) {
            return;
        }
        List<Expression.Column> columns = ExpressionColumns.columns(expression, none -> null);
        columns.forEach(column -> level.joins().follow(column.path(), Joins.ANY_CALL));
        if (!by(query).contains(said)) {
            beside.addAll(ExpressionColumns.toMany(columns));
        }
        aggregates(expression, step);
    }

    private void aggregates(Expression expression, int step) {
        for (Expression.Aggregate aggregate : ExpressionColumns.aggregates(expression, named)) {
            places.add(new Place(aggregate, step));
            // From here on it joins nothing, whoever takes it.
            level.computed(aggregate, DSL.noField(aggregate.type()));
        }
    }

    /** By the rows that they are of. */
    Map<AggregatedRows, Set<Place>> sources() {
        Map<AggregatedRows, Set<Place>> sources = new LinkedHashMap<>();
        for (Place place : places) {
            Set<List<Hop>> paths = new LinkedHashSet<>(ExpressionColumns.rows(place.aggregate()));
            if (isOfValues(place.aggregate())) {
                paths.addAll(isOne() ? beside : keys);
            }
            AggregatedRows all = new AggregatedRows(paths, 0);
            int until = 0;
            for (int step = 0; step < place.step(); step++) {
                if (decides(step, all)) {
                    until = step + 1;
                }
            }
            sources.computeIfAbsent(new AggregatedRows(paths, until), none -> new LinkedHashSet<>()).add(place);
        }
        return sources;
    }

    /** How many there are of the values that rows are grouped by: as many as these lead to. */
    private boolean isOfValues(Expression.Aggregate aggregate) {
        return aggregate.arguments().isEmpty() && query.grouping() instanceof Query.Grouping.Values;
    }

    boolean isOne() {
        return query.grouping() instanceof Query.Grouping.Values(List<Expression> by) && by.isEmpty();
    }

    /** Whether a filter before an aggregate has a say in it: where each row is a group it is the row's own affair else. */
    boolean decides(int step, AggregatedRows source) {
        Set<List<Hop>> paths = filters.get(step);
        return paths != null && (query.grouping() instanceof Query.Grouping.Rows
                ? paths.stream().anyMatch(source::covers)
                : !onKeys.contains(step));
    }

    boolean isMultiplying(int step) {
        return !filters.getOrDefault(step, Set.of()).isEmpty();
    }

    boolean isCutBySeveral(AggregatedRows source) {
        return filters.keySet().stream()
                .filter(step -> step < source.until() && isMultiplying(step)).count() > 1;
    }

    /** Whether rows that are groups can be grouped by it, or need not be. */
    private boolean isGroupedBy(Expression.Column column) {
        return !(query.grouping() instanceof Query.Grouping.Rows)
                || Equality.isKnown(column.type())
                || (column.path().isEmpty() ? query.model() : column.path().getLast().target()).keyOfTable();
    }

    /** Whether the select as it is has these rows each once, and no filter afterwards takes any of them. */
    boolean fits(AggregatedRows source) {
        List<List<Hop>> joined = level.joins().toMany();
        boolean once = new HashSet<>(joined).size() == joined.size()
                && joined.stream().allMatch(source::covers);
        boolean afterwards = filters.keySet().stream().anyMatch(step -> step >= source.until()
                && (isMultiplying(step) || decides(step, source)));
        return grouping && once && !afterwards && (isOne() || beside.isEmpty());
    }

    private static List<Expression> by(Query query) {
        return query.grouping() instanceof Query.Grouping.Values(List<Expression> by) ? by : List.of();
    }

    /** Whether it keeps or leaves out whole groups. */
    private static boolean isOnKeys(Predicate predicate, List<Expression> keys) {
        List<Expression> parts = Traversal.of(predicate);
        return !keys.isEmpty() && !parts.isEmpty() && parts.stream().allMatch(part -> isOnKeys(part, keys));
    }

    private static boolean isOnKeys(Expression expression, List<Expression> keys) {
        return switch (expression) {
            case Expression.Column column when !keys.contains(column) -> false;
            case Expression.Foreign foreign -> false;
            case Expression.Subquery subquery ->
                ExpressionColumns.outer(subquery).stream().allMatch(outer -> isOnKeys(outer, keys));
            default -> keys.contains(expression)
                    || Traversal.of(expression).stream().allMatch(part -> isOnKeys(part, keys));
        };
    }

    /** What a step says of rows. What leads to the rows of others and the filter right behind it are one call. */
    static @Nullable Predicate said(Query query, int step) {
        return switch (query.steps().get(step)) {
            case Step.Filter(Predicate predicate) -> step == SelectBody.besidePlace(query) ? null : predicate;
            case Step.Annotation(String name, Expression.Place place, boolean selected) -> {
                Predicate among = new Predicate.TupleIn(place.key(), place.lists());
                int beside = SelectBody.besidePlace(query);
                yield beside > 0 && query.steps().get(beside) instanceof Step.Filter(Predicate predicate)
                        ? new Predicate.And(List.of(among, predicate))
                        : among;
            }
            default -> null;
        };
    }

    /** What of a filter is decided before there are groups. */
    static Predicate decided(Predicate predicate) {
        return Predicate.and(SelectBody.conjuncts(predicate).stream()
                .filter(part -> !ExpressionColumns.aggregates(part) && !Traversal.windows(part))
                .toList());
    }
}
