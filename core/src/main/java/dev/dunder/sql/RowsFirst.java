package dev.dunder.sql;

import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.SortField;
import org.jooq.WithStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Where something else than their aggregates decides which rows a query has, these rows are chosen first, and aggregates are
 * computed of them alone: a page of twenty does not count what belongs to all. Where aggregates decide, or all rows are
 * wanted, there is nothing to choose before.
 */
final class RowsFirst {
    private final Query query;
    private final Binds binds;
    private final @Nullable SelectScope outer;
    private final boolean cuts;
    private final ChosenRows chosen = new ChosenRows();

    private RowsFirst(Query query, Binds binds, @Nullable SelectScope outer, boolean cuts) {
        this.query = query;
        this.binds = binds;
        this.outer = outer;
        this.cuts = cuts;
    }

    /**
     * What chooses the rows of a query before their aggregates; null where nothing does, or need not.
     *
     * @param query the query
     * @param read what is selected, and what rows are ordered by
     */
    static @Nullable RowsFirst of(Query query, List<Expression> read, Binds binds, @Nullable SelectScope outer) {
        if (!isPossible(query, read)) {
            return null;
        }
        List<Predicate> filters = filters(query);
        boolean ordered = !query.ordering().orders().isEmpty();
        boolean decided = filters.stream().anyMatch(ExpressionColumns::aggregates)
                || SelectCompiler.criteria(query).stream().anyMatch(ExpressionColumns::isAggregated);
        boolean cuts = query.sliced() && !decided;
        boolean narrows = filters.stream()
                .anyMatch(filter -> !AggregateTrial.decided(filter).equals(Predicate.ALWAYS));
        if (!cuts && !narrows) {
            return null;
        }
        Branches branches = Branches.of(query, SelectScope.trial(query.model(), binds, outer), read);
        return !branches.isEmpty() || (cuts && ordered && branches.inline())
                ? new RowsFirst(query, binds, outer, cuts)
                : null;
    }

    /** Whether each row is there once, and what is said of it besides filters is said of it alone. */
    static boolean isPossible(Query query, List<Expression> read) {
        boolean plain = query.grouping() instanceof Query.Grouping.Rows && query.distinct() == null
                && query.lock() == null && !query.model().primaryKey().isEmpty() && SelectBody.place(query) == null;
        if (!plain) {
            return false;
        }
        boolean joins = filters(query).stream().anyMatch(RowsFirst::isOfMany);
        List<Expression> afterwards = new ArrayList<>(read);
        for (Step step : query.steps()) {
            switch (step) {
                case Step.Filter(Predicate predicate) -> SelectBody.conjuncts(predicate).stream()
                        .filter(part -> isLate(part) || (joins && isOfJooq(part)))
                        .forEach(late -> afterwards.addAll(Traversal.of(late)));
                case Step.Annotation annotation -> afterwards.add(annotation.expression());
                case Step.Filtered filtered -> {
                    if (filtered.required() && filtered.relation().toMany()) {
                        return false;
                    }
                }
            }
        }
        return afterwards.stream().noneMatch(one -> BranchTables.isOfMany(one) || isOfJooq(one)
                || Traversal.windows(one));
    }

    /** What is said of tables by their names is said where these are joined. */
    private static boolean isOfJooq(Expression expression) {
        return Traversal.any(expression, Expression.Foreign.class::isInstance);
    }

    private static boolean isOfJooq(Predicate predicate) {
        return Traversal.of(predicate).stream().anyMatch(RowsFirst::isOfJooq);
    }

    private static List<Predicate> filters(Query query) {
        return query.steps().stream().filter(Step.Filter.class::isInstance)
                .map(step -> ((Step.Filter) step).predicate()).toList();
    }

    /** Whether it cannot be decided before there are aggregates. */
    static boolean isLate(Predicate conjunct) {
        return ExpressionColumns.aggregates(conjunct) || Traversal.windows(conjunct);
    }

    /** Whether it is so only where there is one of many rows for which it is: then it need but be asked for. */
    static boolean isOfOneOfMany(Predicate predicate) {
        return isOfMany(predicate) && needsRow(predicate);
    }

    private static boolean needsRow(Predicate predicate) {
        return switch (predicate) {
            case Predicate.And(List<Predicate> terms) -> terms.stream().allMatch(RowsFirst::needsRow);
            case Predicate.Match match -> true;
            case Predicate.Compare compare -> true;
            case Predicate.InSubquery among -> true;
            case Predicate.TupleIn oneOf -> true;
            case Predicate.IsNull isNull -> !isNull.isNull();
            case Predicate.Holds holds -> false;
            case Predicate.Or or -> false;
            case Predicate.Xor xor -> false;
            case Predicate.Not not -> false;
            case Predicate.Called called -> false;
            case Predicate.Late late -> false;
            case Predicate.Constant constant -> false;
        };
    }

    /** Whether it may be so of several related rows. */
    static boolean isOfMany(Predicate predicate) {
        return Traversal.of(predicate).stream().anyMatch(BranchTables::isOfMany);
    }

    /** What remains to be asked of the rows that have been chosen. */
    Query afterwards() {
        return cuts ? query.slice(null, null) : query;
    }

    /** What is made of them. */
    SelectBody body(List<Expression> selected) {
        return new SelectBody(query, SelectScope.of(query.model(), binds, outer, chosen), selected,
                SelectCompiler.criteria(query));
    }

    /** What a select of them begins with, once it has said all that it wants of them. */
    WithStep before(SelectCompiler selects) {
        SelectScope level = SelectScope.of(query.model(), binds, outer);
        Condition where = DSL.noCondition();
        int call = 0;
        for (Step step : query.steps()) {
            if (step instanceof Step.Filter(Predicate predicate)) {
                where = where.and(kept(AggregateTrial.decided(predicate), call, level));
            } else if (step instanceof Step.Filtered filtered) {
                level.relate(filtered);
                level.require(filtered);
            }
            call++;
        }
        List<SortField<?>> order = cuts ? new Expressions(level).orders(query.ordering().effective()) : List.of();
        var rows = DSL.select(chosen.columns(level.joins().root())).from(level.joins().from()).where(where)
                .orderBy(order);
        return DSL.with(chosen.as(cuts ? selects.slice(rows, query) : rows));
    }

    /** Each row once, though it may be kept for the sake of several related ones. */
    static Condition kept(Predicate predicate, int call, SelectScope level) {
        if (!isOfMany(predicate)) {
            return Conditions.filter(level, predicate, call);
        }
        SelectScope within = level.within(Set.of());
        Condition condition = Conditions.filter(within, predicate, call);
        return within.joins().exists(condition);
    }
}
