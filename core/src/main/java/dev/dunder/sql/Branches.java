package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.query.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.GroupField;
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
    private final AggregateTrial trial;
    private final BranchTables tables;
    private final List<Branch> derived = new ArrayList<>();
    private final Map<Integer, Map<Expression.Aggregate, @Nullable Field<?>>> known = new HashMap<>();
    private final boolean inline;

    private Branches(Query query, SelectScope level, List<Expression> read) {
        this.query = query;
        this.level = level;
        this.trial = new AggregateTrial(query, level, read);
        this.tables = new BranchTables(query, level, trial);
        Map<AggregatedRows, Set<AggregateTrial.Place>> sources = trial.sources();
        AggregatedRows here = level.chosen() == null ? here(sources.keySet()) : null;
        this.inline = here != null;
        sources.forEach((source, places) -> {
            List<Expression.Aggregate> aggregates = places.stream().map(AggregateTrial.Place::aggregate).distinct()
                    .toList();
            Branch branch = source.equals(here)
                    ? null
                    : new Branch(level.joins().alias("branch"), source, aggregates, tables.start(source, aggregates));
            if (branch != null) {
                derived.add(branch);
            }
            for (AggregateTrial.Place place : places) {
                known.computeIfAbsent(place.step(), none -> new HashMap<>()).put(place.aggregate(),
                        branch == null ? null : value(branch, aggregates.indexOf(place.aggregate())));
            }
        });
    }

    /**
     * Several filters may each keep a row for the sake of another related one: then none is left, and a count is 0; as it is
     * where a branch has not the row.
     */
    private Field<?> value(Branch branch, int place) {
        Field<?> field = branch.field(place);
        Aggregator function = branch.aggregates().get(place).function();
        boolean count = function == Aggregator.COUNT || function == Aggregator.REGR_COUNT;
        return count && (branch.start() != null || trial.isCutBySeveral(branch.source()))
                ? DSL.coalesce(field.coerce(Long.class), DSL.inline(0L))
                : field;
    }

    static Branches of(Query query, SelectScope level, List<Expression> read) {
        return new Branches(query, level, read);
    }

    /** What is aggregated in the select itself. */
    private @Nullable AggregatedRows here(Set<AggregatedRows> sources) {
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
            for (int i = 0; i < branch.aggregates().size(); i++) {
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
            Table<?> table = tables.of(branch, List.of());
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
            Hop start = branch.start();
            for (int i = 0; start != null && i < start.near().size(); i++) {
                Field<?> here = level.joins().root().column(start.near().get(i));
                on.add(same(here, branch.key(i, here), /* required= */ true));
            }
            for (int i = 0; start == null && i < keys.size(); i++) {
                Field<?> here = key.apply(keys.get(i));
                on.add(same(here, branch.key(i, here), isRequired(keys.get(i))));
            }
            if (on.isEmpty()) {
                level.joins().attach(tables.of(branch, keys), false);
            } else {
                level.joins().attach(tables.of(branch, keys), DSL.and(on));
            }
        }
    }

    private static boolean isRequired(Expression key) {
        return (key instanceof Expression.Column column && !column.nullable()) || key instanceof Expression.Place;
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
                if (place != null && !BranchTables.toMany(place).isEmpty()) {
                    // A row may belong to several of those that it is fetched for: of each it is a row of its own.
                    keys.add(place);
                }
                yield keys;
            }
            case Query.Grouping.Values(List<Expression> by) -> by;
        };
    }
}
