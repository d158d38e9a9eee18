package dev.dunder.sql;

import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Traversal;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Turns predicates into jOOQ conditions, and finds out which joins must have a row.
 *
 * <p>Beside each condition stand two sets of joins: those that must have a row for it to be true, and those that must have
 * one for it to be false. They follow SQL's three-valued logic, so a join in the first set of the whole WHERE clause may be
 * an inner one without losing a row that the filter keeps. Negation swaps the two, AND and OR unite one and intersect the
 * other.
 *
 * <p>What a term says of a relation to many rows is about one of them, wherever the term says it. So the rows of relations
 * that a call speaks of are joined, and what it says is not so of these is decided for each; but a row that it speaks of only
 * in a negation is any: "has no entry that …", not "has an entry that does not …". There it is a subquery, of which each part
 * that shares no such row with another has one of its own.
 *
 * <p>A negation holds wherever the term does not, so that one and the other are all rows: what is unknown does not match.
 */
final class Conditions {
    /** More than the steps of any query: the calls of combined query sets are told apart from those of the query. */
    private static final int FURTHER_CALL = 1 << 16;

    private final SelectScope level;
    private final Joins joins;
    private final Expressions expressions;
    private final RequiredJoins required;
    private final RowPaths paths;
    private final RelationSubqueries subqueries;
    private final int call;
    private final boolean splits;

    /** The paths to many rows that this call is about here, up to these; what a negation says of them is about the same rows. */
    private final Set<List<Hop>> about;

    /** The columns of this select that the condition last written reads outside of aggregates. */
    private final Set<Field<?>> read = new LinkedHashSet<>();

    Conditions(SelectScope level, int call, boolean splits) {
        this(level, call, splits, new HashSet<>());
    }

    private Conditions(SelectScope level, int call, boolean splits, Set<List<Hop>> about) {
        this.level = level;
        this.joins = level.joins();
        this.call = call;
        this.splits = splits;
        this.about = about;
        this.expressions = new Expressions(level, call);
        this.required = new RequiredJoins(level, call);
        this.paths = new RowPaths(level);
        this.subqueries = new RelationSubqueries(this, paths, about);
    }

    /** A filter: rows for which it is not true are not wanted, and joins that it needs must have a row. */
    static Condition filter(SelectScope level, Predicate predicate, int call) {
        Conditions conditions = new Conditions(level, call, true);
        conditions.expect(predicate);
        return conditions.filter(predicate);
    }

    /** A condition on a row that is fixed: of the relations that lead there a negation is about that row too. */
    static Condition ofRow(SelectScope within, Predicate predicate) {
        Conditions conditions = new Conditions(within, 0, true, within.joins().fixed());
        conditions.expect(predicate);
        return conditions.filter(predicate);
    }

    /**
     * Joins the rows that the whole of a call is about, so that each part of it is about these.
     *
     * @param whole all that will be written
     */
    void expect(Predicate whole) {
        if (splits && RowPaths.negates(whole)) {
            expect(subqueries.rows(whole));
        }
    }

    /** Joins the rows that something besides is about too. */
    void expect(List<Expression> besides) {
        expect(paths.of(besides));
    }

    private void expect(Set<List<Hop>> rows) {
        for (List<Hop> path : rows) {
            joins.follow(path, call);
            about.add(path);
        }
    }

    /** A filter, or one of the conjuncts of one. */
    Condition filter(Predicate predicate) {
        read.clear();
        Emitted emitted = emit(predicate);
        joins.require(emitted.whenTrue());
        return emitted.condition();
    }

    /** A filter by windows, as it stands around this select. */
    Condition filter(Predicate predicate, Qualify around) {
        read.clear();
        return windows(around).outside(predicate).condition();
    }

    /** The columns of this select that the filter just written reads outside of aggregates. */
    List<Field<?>> read() {
        return List.copyOf(read);
    }

    /** A condition that only says true or false of a row. */
    Condition inExpression(Predicate predicate) {
        if (predicate instanceof Predicate.Constant(boolean holds)) {
            return holds ? DSL.trueCondition() : DSL.falseCondition();
        }
        return emit(predicate).condition();
    }

    Emitted emit(Predicate predicate) {
        return switch (predicate) {
            case Predicate.And(List<Predicate> terms) -> Emitted.and(terms.stream().map(this::emit).toList());
            case Predicate.Or(List<Predicate> terms) -> Emitted.or(terms.stream().map(this::emit).toList());
            case Predicate.Xor(List<Predicate> terms) -> Emitted.odd(terms.stream().map(this::oneOf).toList());
            case Predicate.Not(Predicate term) -> (splits ? subqueries.some(term) : emit(term)).negated();
            case Predicate.Called(int number, Predicate term) -> called(number, further -> {
                further.expect(term);
                return further.emit(term);
            });
            case Predicate.Late(Predicate term) -> emit(term);
            case Predicate.Match(var left, var lookup, var operands) -> comparison(List.of(left), NeverNull.holds(left),
                    () -> lookup.condition(expressions.field(left),
                            operands.stream().map(level.binds()::slot).toList()));
            case Predicate.Compare compare -> comparison(List.of(compare.left(), compare.right()),
                    NeverNull.holds(compare.left()) && NeverNull.holds(compare.right()), () -> compared(compare));
            case Predicate.InSubquery(var left, var lookup, Query rows) ->
                comparison(Traversal.of(predicate),
                        NeverNull.holds(left) && lookup.name().equals("in") && NeverNull.holds(rows),
                        () -> among(left, lookup, rows));
            case Predicate.TupleIn oneOf -> comparison(oneOf.left(), oneOf.left().stream().allMatch(NeverNull::holds),
                    () -> new ValueLists(level, expressions).oneOf(oneOf));
            case Predicate.IsNull isNull -> isNull(isNull);
            case Predicate.Holds(Expression expression) ->
                comparison(List.of(expression), NeverNull.holds(expression), () -> boolField(expression));
            case Predicate.Constant(boolean holds) ->
                new Emitted(holds ? DSL.noCondition() : DSL.falseCondition(), Set.of(), Set.of(), true);
        };
    }

    /** Whether another query set has a row is for all of its related rows: joined, it would be told for each of them. */
    private Emitted oneOf(Predicate term) {
        return term instanceof Predicate.Called ? subqueries.some(term) : emit(term);
    }

    /** What another call says, of rows of its own. */
    Emitted called(int number, java.util.function.Function<Conditions, Emitted> write) {
        Conditions further = new Conditions(level, call + number * FURTHER_CALL, splits);
        Emitted emitted = write.apply(further);
        read.addAll(further.read);
        return emitted;
    }

    /** What writes the terms that hold for some of several rows. */
    RelationSubqueries subqueries() {
        return subqueries;
    }

    /** What writes filters by windows, around this select. */
    WindowFilters windows(Qualify around) {
        return new WindowFilters(this, subqueries, expressions, around);
    }

    /** The same call on another level. */
    Conditions on(SelectScope other) {
        return new Conditions(other, call, splits);
    }

    /** Conditions within a subquery, in which these rows begin. */
    Conditions inside(Set<List<Hop>> rows) {
        SelectScope scope = level.scope();
        rows.forEach(path -> scope.joins().begin(path, call));
        Set<List<Hop>> inside = new HashSet<>(about);
        inside.addAll(rows);
        return new Conditions(scope, call, true, inside);
    }

    /** There is a row inside for which it holds: true or false, never unknown. */
    Emitted exists(Conditions inside, Emitted held) {
        Joins there = inside.joins;
        there.require(held.whenTrue());
        read.addAll(inside.read);
        there.beginnings().forEach(node -> read(node.parent(), node.keys()));
        return new Emitted(there.exists(held.condition()), there.outside(held.whenTrue()), Set.of(), true);
    }

    List<Expression.Column> columns(Expression expression) {
        return ExpressionColumns.columns(expression, level::computed);
    }

    /** Notes what of this select a value reads. */
    void reads(Expression expression) {
        if (expression instanceof Expression.Ref) {
            // What an annotation reads it has joined itself.
            Joins select = level.select().joins();
            columns(expression).forEach(column -> read.add(select.column(column)));
        } else if (expression instanceof Expression.Window || expression instanceof Expression.Subquery
                || expression instanceof Expression.Column) {
            for (Expression.Column column : columns(expression)) {
                Field<?> known = level.computed(column);
                JoinedTable node = joins.follow(column.path(), call);
                read(node, List.of(known != null ? known : node.column(column.attribute())));
            }
        } else if (!(expression instanceof Expression.Aggregate) && level.computed(expression) == null) {
            Traversal.of(expression).forEach(this::reads);
        }
    }

    /** What a scope reads of its own is no concern of the select. */
    private void read(@Nullable JoinedTable node, List<Field<?>> columns) {
        if (node != null && level.select().joins().has(node)) {
            read.addAll(columns);
        }
    }

    private Condition boolField(Expression expression) {
        if (expression instanceof Expression.Subquery(Query query, var kind, var type)
                && kind == Expression.Subquery.Kind.EXISTS) {
            return query.empty()
                    ? DSL.falseCondition()
                    : DSL.exists(new SelectCompiler(level.binds(), level).exists(query));
        }
        return DSL.condition(expressions.field(expression).coerce(Boolean.class));
    }

    // ---- Comparisons ----

    /** Writes the comparison as it stands, once it is known that no subquery is needed. */
    @FunctionalInterface
    private interface Plain {
        Condition condition();
    }

    private Emitted comparison(List<Expression> compared, boolean sure, Plain plain) {
        Set<JoinedTable> nodes = required.of(compared);
        compared.forEach(this::reads);
        return new Emitted(plain.condition(), nodes, nodes, sure);
    }

    private Condition compared(Predicate.Compare compare) {
        if (compare.right() instanceof Expression.Foreign rows && rows.columns() > 0
                && compare.lookup().takesRows()) {
            return RowValues.in(expressions.field(compare.left()), expressions.field(rows));
        }
        if (compare.left() instanceof Expression.Tuple(List<Expression> left)) {
            return new TupleConditions(expressions).compared(compare.lookup().name(), left, compare.right());
        }
        if (compare.right() instanceof Expression.Tuple) {
            throw new LookupException("One value cannot be compared with a key of several columns.");
        }
        if (compare.right() instanceof Expression.Subquery(Query query, var kind, var type)
                && kind == Expression.Subquery.Kind.SCALAR) {
            return among(compare.left(), compare.lookup(), query);
        }
        if (compare.right() instanceof Expression.Subquery(Query query, var kind, var type)
                && kind == Expression.Subquery.Kind.EXISTS && query.empty()) {
            return compare.lookup().compare(expressions.field(compare.left()), DSL.inline(false));
        }
        return compare.lookup().compare(expressions.field(compare.left()), expressions.field(compare.right()));
    }

    private Condition among(Expression left, Lookup lookup, Query rows) {
        Select<?> select = new SelectCompiler(level.binds(), level).inner(rows);
        if (left instanceof Expression.Tuple(List<Expression> parts)) {
            return new TupleConditions(expressions).among(parts, select);
        }
        return lookup.among(expressions.field(left), select);
    }

    private Emitted isNull(Predicate.IsNull predicate) {
        Expression left = predicate.expression();
        Set<JoinedTable> nodes = required.of(left);
        reads(left);
        Field<?> field = expressions.field(left);
        return predicate.isNull()
                ? new Emitted(field.isNull(), Set.of(), nodes, true)
                : new Emitted(field.isNotNull(), nodes, Set.of(), true);
    }
}
