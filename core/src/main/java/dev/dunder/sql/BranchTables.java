package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.GroupField;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The derived tables of branches: the rows of each, and which of them the filters keep. */
final class BranchTables {
    private final Query query;
    private final SelectScope level;
    private final AggregateTrial trial;

    BranchTables(Query query, SelectScope level, AggregateTrial trial) {
        this.query = query;
        this.level = level;
        this.trial = trial;
    }

    /** The step to the rows that a branch begins with; null where it begins with those of the query. */
    @Nullable
    Hop start(AggregatedRows source, List<Expression.Aggregate> aggregates) {
        List<Predicate> filters = new ArrayList<>();
        for (int step = 0; step < query.steps().size(); step++) {
            Predicate said = AggregateTrial.said(query, step);
            if (said != null && isKept(step, source)) {
                filters.add(said);
            }
        }
        return new BranchStart(query, level).of(source, aggregates, filters);
    }

    /** The rows of a branch that begins with those that a step leads to, grouped by what they are joined by. */
    private Table<?> of(Branch branch, Hop start) {
        SelectScope inside = level.beside(query.model());
        JoinedTable first = inside.joins().startWith(start);
        Condition kept = kept(inside, inside.joins().toMany(branch.source().paths()), branch.source());
        List<Field<?>> columns = new ArrayList<>();
        List<GroupField> groups = new ArrayList<>();
        for (Attribute far : start.far()) {
            groups.add(first.column(far));
            columns.add(first.column(far).as("k" + groups.size()));
        }
        columns.addAll(aggregates(branch, inside));
        return DSL.table(DSL.select(columns).from(inside.joins().from()).where(kept).groupBy(groups))
                .as(DSL.name(branch.alias()));
    }

    private static List<Field<?>> aggregates(Branch branch, SelectScope inside) {
        Expressions expressions = new Expressions(inside);
        List<Field<?>> columns = new ArrayList<>();
        for (int i = 0; i < branch.aggregates().size(); i++) {
            columns.add(Aggregators.field(branch.aggregates().get(i), expressions).as("a" + (i + 1)));
        }
        return columns;
    }

    /** The rows of this branch, each once for each group that it is in. */
    Table<?> of(Branch branch, List<Expression> keys) {
        if (branch.start() != null) {
            return of(branch, branch.start());
        }
        AggregatedRows source = branch.source();
        SelectScope inside = level.beside(query.model());
        relate(inside);
        Set<JoinedTable> rows = inside.joins().toMany(source.paths());
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
            elsewhere.forEach(key -> values.add(GroupKeys.key(asked, key)));
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
                    ? GroupKeys.key(inside, keys.get(i))
                    : DSL.field(DSL.name(alias, "k" + (place + 1)), keys.get(i).type());
            columns.add(key.as("k" + (i + 1)));
            groups.add(key);
        }
        columns.addAll(aggregates(branch, inside));
        var select = DSL.select(columns).from(inside.joins().from())
                .where(elsewhere.isEmpty() ? kept : DSL.noCondition());
        Select<?> done = groups.isEmpty() ? select : select.groupBy(groups);
        return DSL.table(done).as(DSL.name(branch.alias()));
    }

    /** The groups that a row is in by what it leads to beside: in each of them it counts once. */
    private static Table<?> groups(SelectScope asked, List<Field<?>> values, Condition kept) {
        List<Field<?>> columns = new ArrayList<>();
        for (Field<?> value : values) {
            columns.add(value.as("k" + (columns.size() + 1)));
        }
        return DSL.table(DSL.selectDistinct(columns).from(asked.joins().from())
                .where(asked.joins().correlated().and(kept)));
    }

    private static boolean isElsewhere(Expression key, AggregatedRows source) {
        return !toMany(key).stream().allMatch(source::covers);
    }

    /** Whether it may have several values for a row, aggregates left out. */
    static boolean isOfMany(Expression expression) {
        return !toMany(expression).isEmpty();
    }

    static Set<List<Hop>> toMany(Expression key) {
        return ExpressionColumns.toMany(ExpressionColumns.columns(key, none -> null));
    }

    private void relate(SelectScope inside) {
        for (Step step : query.steps()) {
            if (step instanceof Step.Filtered filtered) {
                inside.relate(filtered);
                if (!filtered.relation().toMany() && level.chosen() == null) {
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
                        ? GroupKeys.key(inside, expression)
                        : new Expressions(inside).field(expression));
            }
        }
    }

    /** Which rows: those for which the filters before are true, whatever further rows these are about. */
    private Condition kept(SelectScope inside, Set<JoinedTable> rows, AggregatedRows source) {
        List<Condition> kept = new ArrayList<>();
        int call = -1;
        for (Step step : query.steps()) {
            call++;
            Predicate predicate = AggregateTrial.said(query, call);
            if (predicate != null && isKept(call, source)) {
                SelectScope within = inside.within(rows);
                Condition condition = Conditions.filter(within, AggregateTrial.decided(predicate), call);
                kept.add(within.joins().exists(condition));
            } else if (step instanceof Step.Filtered filtered && filtered.required() && filtered.relation().toMany()
                    && !isRows()) {
                SelectScope within = inside.within(rows);
                within.require(filtered);
                kept.add(within.joins().exists(DSL.noCondition()));
            }
        }
        return kept.stream().reduce(DSL.noCondition(), Condition::and);
    }

    private boolean isRows() {
        return query.grouping() instanceof Query.Grouping.Rows;
    }

    /**
     * Where each row is a group, whatever is about the row alone is as good here as there, and saves rows, unless these have
     * been chosen already.
     */
    private boolean isKept(int step, AggregatedRows source) {
        return isRows()
                ? (level.chosen() == null && !trial.isMultiplying(step))
                        || (step < source.until() && trial.decides(step, source))
                : step < source.until();
    }
}
