package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Parts;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import java.util.ArrayList;
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
 * <p>Two relations to many rows, joined in one select, would multiply each other's rows, and so the sums and counts. So
 * aggregates share a select only where they follow the same relations to many rows; each other branch is a derived table of
 * its own, grouped by the same keys and joined once. A relation that a filter or another value has joined already is not a
 * branch: there the aggregate is over the rows that the filter keeps.
 */
final class Branches {
    private final Query query;
    private final Level level;
    private final List<Branch> derived = new ArrayList<>();
    private final boolean inline;

    /** One derived table. */
    private static final class Branch {
        private final String alias;
        private final List<Expression.Aggregate> aggregates;

        Branch(String alias, List<Expression.Aggregate> aggregates) {
            this.alias = alias;
            this.aggregates = aggregates;
        }

        Field<?> field(int place) {
            return DSL.field(DSL.name(alias, "a" + (place + 1)), aggregates.get(place).type());
        }

        Field<?> key(int place, Field<?> like) {
            return DSL.field(DSL.name(alias, "k" + (place + 1)), like.getDataType());
        }
    }

    private Branches(Query query, Level level, List<Expression> read) {
        this.query = query;
        this.level = level;
        if (query.grouping() instanceof Query.Grouping.None) {
            this.inline = false;
            return;
        }
        Trial trial = new Trial(query, level, read);
        Map<Set<List<Hop>>, List<Expression.Aggregate>> branches = trial.branches;
        Set<Set<List<Hop>>> sources = new LinkedHashSet<>(branches.keySet());
        if (trial.multiplied()) {
            sources.add(Set.of());
        }
        if (sources.size() <= 1) {
            this.inline = !branches.isEmpty();
            return;
        }
        // One row of all rows is there even where there are none, so each branch is a table of one row.
        boolean one = isOne();
        this.inline = !one && branches.containsKey(Set.<List<Hop>>of());
        branches.forEach((branch, aggregates) -> {
            if (one || !branch.isEmpty()) {
                derived.add(new Branch(level.joins().alias("branch"), aggregates));
            }
        });
    }

    static Branches of(Query query, Level level, List<Expression> read) {
        return new Branches(query, level, read);
    }

    /** The joins of the query but for its aggregates, and what each aggregate would add to them. */
    private static final class Trial {
        private final Map<Set<List<Hop>>, List<Expression.Aggregate>> branches = new LinkedHashMap<>();
        private final Set<Expression.Aggregate> seen = new LinkedHashSet<>();
        private final Level level;

        Trial(Query query, Level real, List<Expression> read) {
            this.level = real.trial(query.model());
            int call = 0;
            for (Step step : query.steps()) {
                switch (step) {
                    case Step.Filter(Predicate predicate) -> filter(predicate, call);
                    case Step.Annotation annotation -> take(annotation.expression());
                    case Step.Filtered filtered -> level.require(filtered);
                }
                call++;
            }
            read.forEach(this::take);
            if (query.grouping() instanceof Query.Grouping.Values(List<Expression> by)) {
                by.forEach(this::take);
            }
        }

        private void filter(Predicate predicate, int call) {
            Parts.of(predicate).forEach(part -> Leaves.aggregates(part).forEach(this::aggregate));
            Conditions.filter(level, predicate, call);
        }

        private void take(Expression expression) {
            for (Expression.Column column : Leaves.columns(expression, none -> null)) {
                level.joins().follow(column.path(), Joins.ANY_CALL);
            }
            Leaves.aggregates(expression).forEach(this::aggregate);
        }

        private void aggregate(Expression.Aggregate aggregate) {
            if (seen.add(aggregate)) {
                branches.computeIfAbsent(Leaves.multiplying(aggregate, level.joins()), none -> new ArrayList<>())
                        .add(aggregate);
                // From here on it joins nothing, whoever takes it.
                level.computed(aggregate, DSL.noField(aggregate.type()));
            }
        }

        boolean multiplied() {
            return level.joins().multiplied();
        }
    }

    /** Whether some aggregates are computed in the select itself. */
    boolean inline() {
        return inline;
    }

    /** Whether there is a derived table at all. */
    boolean isEmpty() {
        return derived.isEmpty();
    }

    /** From here on, the aggregates of branches are columns. */
    void announce() {
        for (Branch branch : derived) {
            for (int i = 0; i < branch.aggregates.size(); i++) {
                level.computed(branch.aggregates.get(i), branch.field(i));
            }
        }
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
        return query.grouping() instanceof Query.Grouping.Values(List<Expression> by) && by.isEmpty();
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
        return key instanceof Expression.Column column && !column.nullable();
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
                yield parts.stream()
                        .<Expression>map(part -> new Expression.Column(part.via(), part.origin()))
                        .toList();
            }
            case Query.Grouping.Values(List<Expression> by) -> by;
        };
    }

    /** The same rows, joined with what this branch needs and nothing else. */
    private Table<?> table(Branch branch, List<Expression> keys) {
        Level inside = level.beside(query.model());
        List<Condition> where = new ArrayList<>();
        int call = 0;
        for (Step step : query.steps()) {
            switch (step) {
                case Step.Filter(Predicate predicate) -> {
                    if (!Leaves.aggregates(predicate) && !Parts.windows(predicate) && isRepeated(predicate, call)) {
                        where.add(Conditions.filter(inside, predicate, call));
                    }
                }
                case Step.Annotation(String name, Expression expression, boolean selected) -> {
                    if (!Parts.aggregates(expression) && !isMultiplying(expression)) {
                        Expression.Ref ref = new Expression.Ref(name, expression);
                        inside.computed(ref, keys.contains(ref)
                                ? Body.key(inside, expression)
                                : new Expressions(inside).field(expression));
                    }
                }
                case Step.Filtered filtered -> {
                    inside.relate(filtered);
                    if (!isRows() || !filtered.relation().toMany()) {
                        inside.require(filtered);
                    }
                }
            }
            call++;
        }
        Expressions expressions = new Expressions(inside);
        List<Field<?>> columns = new ArrayList<>();
        List<GroupField> groups = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Field<?> key = Body.key(inside, keys.get(i));
            columns.add(key.as("k" + (i + 1)));
            groups.add(key);
        }
        for (int i = 0; i < branch.aggregates.size(); i++) {
            columns.add(Aggregators.field(branch.aggregates.get(i), expressions).as("a" + (i + 1)));
        }
        var select = Compiler.JOOQ.select(columns).from(inside.joins().from()).where(where);
        Select<?> done = groups.isEmpty() ? select : select.groupBy(groups);
        return DSL.table(done).as(DSL.name(branch.alias));
    }

    private boolean isRows() {
        return query.grouping() instanceof Query.Grouping.Rows;
    }

    /** Where each row is a group, what is computed of several related rows is the row's own join's affair as well. */
    private boolean isMultiplying(Expression expression) {
        return isRows()
                && Leaves.columns(expression, none -> null).stream()
                        .anyMatch(column -> column.path().stream().anyMatch(Hop::toMany));
    }

    /** Where each row is a group, a filter that could make several of one has no say in a branch: the row's own join decides. */
    private boolean isRepeated(Predicate predicate, int call) {
        if (!isRows()) {
            return true;
        }
        Level alone = level.trial(query.model());
        Conditions.filter(alone, predicate, call);
        return !alone.joins().multiplied();
    }
}
