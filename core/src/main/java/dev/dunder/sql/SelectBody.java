package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.GroupField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The body of one select: FROM, WHERE, GROUP BY and HAVING, written step by step in the order of the calls that composed the
 * query. What it selects and orders by is told to {@link #reads} before the body is finished, since that may add joins and
 * has to be part of the groups.
 */
final class SelectBody {
    private final Query query;
    private final SelectScope level;
    private final Branches branches;
    private final List<Condition> where = new ArrayList<>();
    private final List<Condition> having = new ArrayList<>();
    private final List<Condition> qualify = new ArrayList<>();
    private final Set<GroupField> groups = new LinkedHashSet<>();
    private final Set<Expression> aggregatedHere = new HashSet<>();
    private final GroupKeys keys;
    private final boolean grouped;

    /** Whether each row is there once, and filters but ask whether there is one of many. */
    private final boolean once;
    private @Nullable Qualify around;

    /**
     * Writes the steps of a query.
     *
     * @param query the query
     * @param level the select
     * @param selected what will be selected, in this order
     * @param criteria what else will be read: what the rows are ordered by
     */
    SelectBody(Query query, SelectScope level, List<Expression> selected, List<Expression> criteria) {
        this.query = query;
        this.level = level;
        List<Expression> read = new ArrayList<>(selected);
        read.addAll(criteria);
        this.branches = Branches.of(query, level, read);
        this.keys = GroupKeys.of(query, level, branches.isEmpty() ? selected : List.of(), read);
        this.once = !branches.inline() && RowsFirst.isPossible(query, read);
        int call = 0;
        for (Step step : query.steps()) {
            branches.announce(call);
            take(step, call++);
        }
        branches.announce(call);
        read.forEach(this::reads);
        branches.attach(keys::key);
        this.grouped = !(query.grouping() instanceof Query.Grouping.None) && (branches.inline() || regroups());
        if (grouped) {
            group(read);
        }
    }

    /** Rows that came up several times are to become one again, though nothing is aggregated here. */
    private boolean regroups() {
        return switch (query.grouping()) {
            case Query.Grouping.None() -> false;
            case Query.Grouping.Rows() -> level.joins().multiplied();
            case Query.Grouping.Values(List<Expression> by) -> !by.isEmpty();
        };
    }

    private void take(Step step, int call) {
        switch (step) {
            case Step.Filter(Predicate predicate) -> {
                Conditions conditions = new Conditions(level, call, true);
                Expression.Place place = place(query);
                if (place != null && call == besidePlace(query)) {
                    // Rows that are fetched for others: it is about those by which they belong to these.
                    conditions.expect(place.key());
                }
                boolean apart = level.chosen() != null || (once && RowsFirst.isOfOneOfMany(predicate));
                if (!apart) {
                    conditions.expect(predicate);
                } else if (level.chosen() == null) {
                    where.add(RowsFirst.kept(AggregateTrial.decided(predicate), call, level));
                }
                conjuncts(predicate).stream().filter(part -> !apart || RowsFirst.isLate(part))
                        .forEach(part -> filter(part, conditions));
            }
            case Step.Annotation(String name, Expression expression, boolean selected) -> {
                if (expression instanceof Expression.Place place) {
                    level.place(place, Math.max(call, besidePlace(query)));
                }
                Expression.Ref ref = new Expression.Ref(name, expression);
                Field<?> field = isKey(ref) ? keys.key(expression) : new Expressions(level).field(expression);
                if (isAggregatedHere(expression)) {
                    aggregatedHere.add(ref);
                }
                level.computed(ref, field);
            }
            case Step.Filtered filtered -> {
                level.relate(filtered);
                if (level.chosen() == null) {
                    level.require(filtered);
                }
            }
        }
    }

    /** Which of those that rows are fetched for a row belongs to: what is said of them first. */
    static Expression.@Nullable Place place(Query query) {
        return !query.steps().isEmpty()
                && query.steps().get(0) instanceof Step.Annotation(String name, Expression.Place place, var selected)
                        ? place
                        : null;
    }

    /** The filter that is one call with what leads to these: the first one, if it is of single rows. -1 where none is. */
    static int besidePlace(Query query) {
        if (place(query) == null) {
            return -1;
        }
        for (int i = 1; i < query.steps().size(); i++) {
            switch (query.steps().get(i)) {
                case Step.Filter(Predicate predicate) -> {
                    return ExpressionColumns.aggregates(predicate) ? -1 : i;
                }
                case Step.Annotation annotation when Traversal.aggregates(annotation.expression()) -> {
                    return -1;
                }
                default -> {
                }
            }
        }
        return -1;
    }

    /** What can be decided one by one. A condition that needs no groups or windows then decides what is in them. */
    static List<Predicate> conjuncts(Predicate predicate) {
        if (predicate instanceof Predicate.And(List<Predicate> terms)) {
            return terms.stream().flatMap(term -> conjuncts(term).stream()).toList();
        }
        boolean late = Traversal.windows(predicate) || ExpressionColumns.aggregates(predicate);
        if (late && predicate instanceof Predicate.Not(Predicate.Or(List<Predicate> terms))
                && terms.stream().noneMatch(RowPaths::negatesRows)) {
            return terms.stream().flatMap(term -> conjuncts(new Predicate.Not(term)).stream()).toList();
        }
        return List.of(predicate);
    }

    private void filter(Predicate predicate, Conditions conditions) {
        if (Traversal.windows(predicate)) {
            Qualify outside = around == null ? new Qualify(query, level.binds(), level.outer()) : around;
            around = outside;
            qualify.add(conditions.filter(predicate, outside));
            groups.addAll(conditions.read());
            return;
        }
        Condition condition = conditions.filter(predicate);
        if (Traversal.of(predicate).stream().anyMatch(this::isAggregatedHere)) {
            having.add(condition);
            groups.addAll(conditions.read());
        } else {
            where.add(condition);
        }
    }

    /** Whether it takes an aggregate that is computed in this select, and not in a branch. */
    private boolean isAggregatedHere(Expression expression) {
        if (expression instanceof Expression.Aggregate) {
            return level.computed(expression) == null;
        }
        if (expression instanceof Expression.Ref && level.computed(expression) != null) {
            return aggregatedHere.contains(expression);
        }
        if (expression instanceof Expression.Window window) {
            return Traversal.of(window.function()).stream().anyMatch(this::isAggregatedHere);
        }
        return Traversal.of(expression).stream().anyMatch(this::isAggregatedHere)
                || ExpressionColumns.outer(expression).stream().anyMatch(this::isAggregatedHere);
    }

    private void reads(Expression expression) {
        new Expressions(level).field(expression);
    }

    // ---- Groups ----

    private boolean isKey(Expression expression) {
        return query.grouping() instanceof Query.Grouping.Values(List<Expression> by) && by.contains(expression);
    }

    private void group(List<Expression> read) {
        switch (query.grouping()) {
            case Query.Grouping.None() -> {
            }
            case Query.Grouping.Rows() -> {
                key().forEach(part -> groups.add(level.joins().root().column(part)));
                for (Expression expression : read) {
                    columns(expression).forEach(this::group);
                    if (Traversal.target(expression) instanceof Expression.Place place) {
                        groups.add(new Expressions(level).field(place));
                    }
                }
                groups.addAll(branches.fields());
            }
            case Query.Grouping.Values(List<Expression> by) -> {
                by.stream().filter(GroupKeys::dependsOnRow).forEach(key -> groups.add(keys.group(key)));
                for (Expression expression : read) {
                    if (by.contains(expression)) {
                        continue;
                    }
                    if (!isAggregatedHere(expression) && GroupKeys.isPlain(expression)
                            && GroupKeys.dependsOnRow(expression)
                            && level.computed(expression) == null) {
                        groups.add(new Expressions(level).field(expression));
                    } else {
                        columns(expression).forEach(column -> groups.add(level.joins().column(column)));
                    }
                }
                groups.addAll(branches.fields());
            }
        }
    }

    /** Columns of the row itself need not be named where the server knows that its key determines them. */
    private void group(Expression.Column column) {
        JoinedTable node = level.joins().follow(column.path(), Joins.ANY_CALL);
        if (node == level.joins().root() && query.model().keyOfTable()) {
            return;
        }
        if (Equality.isKnown(column.type()) || !node.model().keyOfTable()) {
            groups.add(node.column(column.attribute()));
        } else {
            node.model().primaryKey().forEach(part -> groups.add(node.column(part)));
        }
    }

    private List<Attribute> key() {
        return query.model().primaryKey().isEmpty() ? query.model().attributes() : query.model().primaryKey();
    }

    /** The columns of this select that an expression reads outside of aggregates. */
    private List<Expression.Column> columns(Expression expression) {
        return ExpressionColumns.columns(expression, level::computed);
    }

    // ---- What the select is made of ----

    SelectScope level() {
        return level;
    }

    /** What stands around it, where windows decide about rows. */
    @Nullable
    Qualify around() {
        return around;
    }

    /** The conditions that stand around it. */
    List<Condition> qualify() {
        return qualify;
    }

    Condition where() {
        return branches.isOnly() ? DSL.noCondition() : all(where);
    }

    Condition having() {
        return all(having);
    }

    /** Nothing at all where there is no condition. */
    private static Condition all(List<Condition> conditions) {
        return conditions.stream().reduce(DSL.noCondition(), Condition::and);
    }

    Table<?> from() {
        Table<?> only = branches.only();
        return only != null ? only : level.joins().from();
    }

    boolean isGrouped() {
        return grouped;
    }

    List<GroupField> groups() {
        return List.copyOf(groups);
    }

    Field<?> criterion(Order order) {
        return new Expressions(level).criterion(order);
    }
}
