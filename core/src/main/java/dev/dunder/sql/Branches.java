package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.GroupField;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Where the aggregates of a query are computed.
 *
 * <p>An aggregate is of the rows that its path leads to, those of them that the filters before it keep, each once. So it is
 * computed in the select itself only where that joins no relation to many rows but those on its path, and no filter but those
 * before it. Any other is computed apart: in a derived table that joins its path and nothing else that multiplies, grouped by
 * the same keys and joined once. Aggregates of the same rows share one.
 */
final class Branches {
    private final Query query;
    private final SelectScope level;
    private final Trial trial;
    private final List<Branch> derived = new ArrayList<>();
    private final Map<Integer, Map<Expression.Aggregate, @Nullable Field<?>>> known = new HashMap<>();
    private final boolean inline;

    /**
     * Rows that aggregates are of.
     *
     * @param paths the relations to many rows that lead to them
     * @param until the step that no longer decides about them
     */
    private record Source(Set<List<Hop>> paths, int until) {
        boolean covers(List<Hop> path) {
            return paths.stream().anyMatch(own -> ExpressionColumns.begins(own, path));
        }
    }

    /** An aggregate, and the step that says it first: the same one said later may be of fewer rows. */
    private record Place(Expression.Aggregate aggregate, int step) {}

    /** One derived table. */
    private record Branch(String alias, Source source, List<Expression.Aggregate> aggregates) {
        Field<?> field(int place) {
            return DSL.field(DSL.name(alias, "a" + (place + 1)), aggregates.get(place).type());
        }

        Field<?> key(int place, Field<?> like) {
            return DSL.field(DSL.name(alias, "k" + (place + 1)), like.getDataType());
        }
    }

    private Branches(Query query, SelectScope level, List<Expression> read) {
        this.query = query;
        this.level = level;
        this.trial = new Trial(query, level, read);
        Map<Source, Set<Place>> sources = trial.sources();
        Source here = here(sources.keySet());
        this.inline = here != null;
        sources.forEach((source, places) -> {
            List<Expression.Aggregate> aggregates = places.stream().map(Place::aggregate).distinct().toList();
            Branch branch = source.equals(here)
                    ? null
                    : new Branch(level.joins().alias("branch"), source, aggregates);
            if (branch != null) {
                derived.add(branch);
            }
            for (Place place : places) {
                known.computeIfAbsent(place.step(), none -> new HashMap<>()).put(place.aggregate(),
                        branch == null ? null : value(branch, aggregates.indexOf(place.aggregate())));
            }
        });
    }

    /** Several filters may each keep a row for the sake of another related one: then none is left, and a count is 0. */
    private Field<?> value(Branch branch, int place) {
        Field<?> field = branch.field(place);
        Aggregator function = branch.aggregates.get(place).function();
        boolean count = function == Aggregator.COUNT || function == Aggregator.REGR_COUNT;
        return count && trial.isCutBySeveral(branch.source)
                ? DSL.coalesce(field.coerce(Long.class), DSL.inline(0L))
                : field;
    }

    static Branches of(Query query, SelectScope level, List<Expression> read) {
        return new Branches(query, level, read);
    }

    /** What is aggregated in the select itself. */
    private @Nullable Source here(Set<Source> sources) {
        if (sources.size() == 1) {
            return sources.stream().filter(trial::fits).findFirst().orElse(null);
        }
        // One row of all rows is there even where there are none, so there each is a table of one row.
        return isOne()
                ? null
                : sources.stream()
                        .filter(source -> source.paths().isEmpty() && trial.fits(source))
                        .findFirst()
                        .orElse(null);
    }

    /** The joins of the query but for its aggregates, and what each aggregate would add to them. */
    private static final class Trial {
        private final Query query;
        private final SelectScope level;
        private final Map<Integer, Set<List<Hop>>> filters = new HashMap<>();
        private final Set<Integer> onKeys = new HashSet<>();
        private final Set<List<Hop>> beside = new LinkedHashSet<>();
        private final Set<List<Hop>> keys = new LinkedHashSet<>();
        private final Set<Place> places = new LinkedHashSet<>();
        private final Set<Expression> named = new HashSet<>();
        private final boolean grouping;

        Trial(Query query, SelectScope real, List<Expression> read) {
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
                    case Step.Filter filter -> filter(Branches.filter(query, step), step);
                    case Step.Annotation(String name, Expression.Place place, boolean selected) ->
                        filter(Branches.filter(query, step), step);
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
        Map<Source, Set<Place>> sources() {
            Map<Source, Set<Place>> sources = new LinkedHashMap<>();
            for (Place place : places) {
                Set<List<Hop>> paths = new LinkedHashSet<>(ExpressionColumns.rows(place.aggregate()));
                if (isOfValues(place.aggregate())) {
                    paths.addAll(isOne() ? beside : keys);
                }
                Source all = new Source(paths, 0);
                int until = 0;
                for (int step = 0; step < place.step(); step++) {
                    if (decides(step, all)) {
                        until = step + 1;
                    }
                }
                sources.computeIfAbsent(new Source(paths, until), none -> new LinkedHashSet<>()).add(place);
            }
            return sources;
        }

        /** How many there are of the values that rows are grouped by: as many as these lead to. */
        private boolean isOfValues(Expression.Aggregate aggregate) {
            return aggregate.arguments().isEmpty() && query.grouping() instanceof Query.Grouping.Values;
        }

        private boolean isOne() {
            return query.grouping() instanceof Query.Grouping.Values(List<Expression> by) && by.isEmpty();
        }

        /** Whether a filter before an aggregate has a say in it: where each row is a group it is the row's own affair else. */
        boolean decides(int step, Source source) {
            Set<List<Hop>> paths = filters.get(step);
            return paths != null && (query.grouping() instanceof Query.Grouping.Rows
                    ? paths.stream().anyMatch(source::covers)
                    : !onKeys.contains(step));
        }

        boolean isMultiplying(int step) {
            return !filters.getOrDefault(step, Set.of()).isEmpty();
        }

        boolean isCutBySeveral(Source source) {
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
        boolean fits(Source source) {
            List<List<Hop>> joined = level.joins().toMany();
            boolean once = new HashSet<>(joined).size() == joined.size()
                    && joined.stream().allMatch(source::covers);
            boolean afterwards = filters.keySet().stream().anyMatch(step -> step >= source.until()
                    && (isMultiplying(step) || decides(step, source)));
            return grouping && once && !afterwards && (isOne() || beside.isEmpty());
        }
    }

    private static List<Expression> by(Query query) {
        return query.grouping() instanceof Query.Grouping.Values(List<Expression> by) ? by : List.of();
    }

    /** What of a filter is decided before there are groups. */
    private static Predicate decided(Predicate predicate) {
        return Predicate.and(SelectBody.conjuncts(predicate).stream()
                .filter(part -> !ExpressionColumns.aggregates(part) && !Traversal.windows(part))
                .toList());
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

    /** Whether some aggregates are computed in the select itself. */
    boolean inline() {
        return inline;
    }

    /** Whether there is a derived table at all. */
    boolean isEmpty() {
        return derived.isEmpty();
    }

    /** From here on, the aggregates that a step says are what they are of the rows so far: columns, if they are apart. */
    void announce(int step) {
        known.getOrDefault(step, Map.of()).forEach(level::computed);
    }

    /** What of the branches a grouping must name. */
    List<GroupField> fields() {
        List<GroupField> fields = new ArrayList<>();
        for (Branch branch : derived) {
            for (int i = 0; i < branch.aggregates.size(); i++) {
                fields.add(branch.field(i));
            }
        }
        return fields;
    }

    private boolean isOne() {
        return trial.isOne();
    }

    /** Whether the select is of branches alone, and what it is about is said in these. */
    boolean isOnly() {
        return isOne() && !inline && !derived.isEmpty();
    }

    /** Where all is aggregated to one row and nothing of it here, there is nothing to join the branches to. */
    @Nullable
    Table<?> only() {
        if (!isOnly()) {
            return null;
        }
        Table<?> from = null;
        for (Branch branch : derived) {
            Table<?> table = table(branch, List.of());
            from = from == null ? table : from.crossJoin(table);
        }
        return from;
    }

    /** Joins the branches by the keys of the groups. */
    void attach(Function<Expression, Field<?>> key) {
        List<Expression> keys = keys();
        if (derived.isEmpty() || (keys.isEmpty() && !inline)) {
            return;
        }
        for (Branch branch : derived) {
            List<Condition> on = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                Field<?> here = key.apply(keys.get(i));
                on.add(same(here, branch.key(i, here), isRequired(keys.get(i))));
            }
            if (on.isEmpty()) {
                level.joins().attach(table(branch, keys), false);
            } else {
                level.joins().attach(table(branch, keys), DSL.and(on));
            }
        }
    }

    private static boolean isRequired(Expression key) {
        return (key instanceof Expression.Column column && !column.nullable()) || key instanceof Expression.Place;
    }

    private static Set<List<Hop>> toMany(Expression key) {
        return ExpressionColumns.toMany(ExpressionColumns.columns(key, none -> null));
    }

    @SuppressWarnings("unchecked")
    private static Condition same(Field<?> here, Field<?> there, boolean required) {
        Field<Object> left = (Field<Object>) here;
        Field<Object> right = (Field<Object>) there;
        return required ? left.eq(right) : left.isNotDistinctFrom(right);
    }

    private List<Expression> keys() {
        return switch (query.grouping()) {
            case Query.Grouping.None() -> List.of();
            case Query.Grouping.Rows() -> {
                List<Attribute> key = query.model().primaryKey();
                List<Attribute> parts = key.isEmpty() ? query.model().attributes() : key;
                List<Expression> keys = new ArrayList<>();
                parts.forEach(part -> keys.add(new Expression.Column(part.via(), part.origin())));
                Expression.Place place = SelectBody.place(query);
                if (place != null && !toMany(place).isEmpty()) {
                    // A row may belong to several of those that it is fetched for: of each it is a row of its own.
                    keys.add(place);
                }
                yield keys;
            }
            case Query.Grouping.Values(List<Expression> by) -> by;
        };
    }

    /** The rows of this branch, each once for each group that it is in. */
    private Table<?> table(Branch branch, List<Expression> keys) {
        Source source = branch.source;
        SelectScope inside = level.beside(query.model());
        relate(inside);
        Set<Joins.Node> rows = inside.joins().toMany(source.paths());
        annotate(inside, keys);
        List<Expression> elsewhere = keys.stream().filter(key -> isElsewhere(key, source)).toList();
        SelectScope asked = elsewhere.isEmpty() ? inside : inside.within(rows);
        for (Expression key : keys) {
            if (key instanceof Expression.Place place) {
                (elsewhere.contains(place) ? asked : inside).place(place, Joins.ANY_CALL);
            }
        }
        List<Field<?>> values = new ArrayList<>();
        if (!elsewhere.isEmpty()) {
            elsewhere.forEach(key -> values.add(SelectBody.key(asked, key)));
            rows.addAll(asked.joins().toMany(ExpressionColumns.toMany(elsewhere.stream()
                    .flatMap(key -> ExpressionColumns.columns(key, none -> null).stream()).toList())));
        }
        Condition kept = kept(asked, rows, source);
        String alias = "";
        if (!elsewhere.isEmpty()) {
            alias = level.joins().alias("groups");
            inside.joins().attach(groups(asked, values, kept).as(DSL.name(alias)), true);
        }
        List<Field<?>> columns = new ArrayList<>();
        List<GroupField> groups = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            int place = elsewhere.indexOf(keys.get(i));
            Field<?> key = place < 0
                    ? SelectBody.key(inside, keys.get(i))
                    : DSL.field(DSL.name(alias, "k" + (place + 1)), keys.get(i).type());
            columns.add(key.as("k" + (i + 1)));
            groups.add(key);
        }
        Expressions expressions = new Expressions(inside);
        for (int i = 0; i < branch.aggregates.size(); i++) {
            columns.add(Aggregators.field(branch.aggregates.get(i), expressions).as("a" + (i + 1)));
        }
        var select = Compiler.JOOQ.select(columns).from(inside.joins().from())
                .where(elsewhere.isEmpty() ? kept : DSL.noCondition());
        Select<?> done = groups.isEmpty() ? select : select.groupBy(groups);
        return DSL.table(done).as(DSL.name(branch.alias));
    }

    /** The groups that a row is in by what it leads to beside: in each of them it counts once. */
    private static Table<?> groups(SelectScope asked, List<Field<?>> values, Condition kept) {
        List<Field<?>> columns = new ArrayList<>();
        for (Field<?> value : values) {
            columns.add(value.as("k" + (columns.size() + 1)));
        }
        return DSL.table(Compiler.JOOQ.selectDistinct(columns).from(asked.joins().from())
                .where(asked.joins().correlated().and(kept)));
    }

    private static boolean isElsewhere(Expression key, Source source) {
        return !toMany(key).stream().allMatch(source::covers);
    }

    private void relate(SelectScope inside) {
        for (Step step : query.steps()) {
            if (step instanceof Step.Filtered filtered) {
                inside.relate(filtered);
                if (!filtered.relation().toMany()) {
                    inside.require(filtered);
                }
            }
        }
    }

    /** What has a name is computed once, unless that would multiply rows: that is computed where it is asked for. */
    private void annotate(SelectScope inside, List<Expression> keys) {
        for (Step step : query.steps()) {
            if (step instanceof Step.Annotation(String name, Expression expression, boolean selected)
                    && !(expression instanceof Expression.Place)
                    && !Traversal.aggregates(expression)
                    && ExpressionColumns.toMany(ExpressionColumns.columns(expression, none -> null)).isEmpty()) {
                Expression.Ref ref = new Expression.Ref(name, expression);
                inside.computed(ref, keys.contains(ref)
                        ? SelectBody.key(inside, expression)
                        : new Expressions(inside).field(expression));
            }
        }
    }

    /** Which rows: those for which the filters before are true, whatever further rows these are about. */
    private Condition kept(SelectScope inside, Set<Joins.Node> rows, Source source) {
        List<Condition> kept = new ArrayList<>();
        int call = -1;
        for (Step step : query.steps()) {
            call++;
            Predicate predicate = filter(query, call);
            if (predicate != null && isKept(call, source)) {
                SelectScope within = inside.within(rows);
                Condition condition = Conditions.filter(within, decided(predicate), call);
                kept.add(within.joins().exists(condition));
            } else if (step instanceof Step.Filtered filtered && filtered.required() && filtered.relation().toMany()
                    && !isRows()) {
                SelectScope within = inside.within(rows);
                within.require(filtered);
                kept.add(within.joins().exists(DSL.noCondition()));
            }
        }
        return DSL.and(kept);
    }

    /** What a step says of rows. What leads to the rows of others and the filter right behind it are one call. */
    private static @Nullable Predicate filter(Query query, int step) {
        return switch (query.steps().get(step)) {
            case Step.Filter(Predicate predicate) -> step == SelectBody.besidePlace(query) ? null : predicate;
            case Step.Annotation(String name, Expression.Place place, boolean selected) -> {
                Predicate among = new Predicate.OneOf(place.key(), place.lists());
                int beside = SelectBody.besidePlace(query);
                yield beside > 0 && query.steps().get(beside) instanceof Step.Filter(Predicate predicate)
                        ? new Predicate.And(List.of(among, predicate))
                        : among;
            }
            default -> null;
        };
    }

    private boolean isRows() {
        return query.grouping() instanceof Query.Grouping.Rows;
    }

    /** Where each row is a group, whatever is about the row alone is as good here as there, and saves rows. */
    private boolean isKept(int step, Source source) {
        return isRows()
                ? !trial.isMultiplying(step) || (step < source.until() && trial.decides(step, source))
                : step < source.until();
    }
}
