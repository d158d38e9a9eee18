package dev.dunder.sql;

import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Row;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.QOM;
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
    }

    /**
     * A condition with the joins that need a row where it is true, and where it is false.
     *
     * @param sure whether it is never unknown
     */
    private record Emitted(Condition condition, Set<Joins.Node> whenTrue, Set<Joins.Node> whenFalse, boolean sure) {
        /** What is unknown does not match. */
        Emitted negated() {
            return sure
                    ? new Emitted(
                            condition instanceof QOM.Not not ? not.$arg1() : condition.not(),
                            /* whenTrue= */ whenFalse,
                            /* whenFalse= */ whenTrue,
                            true)
                    : new Emitted(Template.isNotTrue(condition), Set.of(), /* whenFalse= */ whenTrue, true);
        }
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
        if (splits && negates(whole)) {
            expect(rows(whole));
        }
    }

    /** Joins the rows that something besides is about too. */
    void expect(List<Expression> besides) {
        Set<List<Hop>> rows = new LinkedHashSet<>();
        besides.forEach(one -> collect(one, rows));
        expect(rows);
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
        return outside(predicate, around).condition();
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

    private Emitted emit(Predicate predicate) {
        return switch (predicate) {
            case Predicate.And(List<Predicate> terms) -> and(terms.stream().map(this::emit).toList());
            case Predicate.Or(List<Predicate> terms) -> or(terms.stream().map(this::emit).toList());
            case Predicate.Xor(List<Predicate> terms) -> odd(terms.stream().map(this::emit).toList());
            case Predicate.Not(Predicate term) -> splits ? some(term, rows(term)).negated() : emit(term).negated();
            case Predicate.Called(int number, Predicate term) -> called(number, further -> {
                further.expect(term);
                return further.emit(term);
            });
            case Predicate.Match(var left, var lookup, var operands) -> comparison(List.of(left), isThere(left),
                    () -> lookup.condition(expressions.field(left),
                            operands.stream().map(level.binds()::slot).toList()));
            case Predicate.Compare compare -> comparison(List.of(compare.left(), compare.right()),
                    isThere(compare.left()) && isThere(compare.right()), () -> compared(compare));
            case Predicate.Among(var left, var lookup, Query rows) ->
                comparison(Traversal.of(predicate), isThere(left) && lookup.name().equals("in") && isThere(rows),
                        () -> among(left, lookup, rows));
            case Predicate.OneOf oneOf -> comparison(oneOf.left(), oneOf.left().stream().allMatch(Conditions::isThere),
                    () -> new ValueLists(level, expressions).oneOf(oneOf));
            case Predicate.IsNull isNull -> isNull(isNull);
            case Predicate.Holds(Expression expression) ->
                comparison(List.of(expression), isThere(expression), () -> boolField(expression));
            case Predicate.Constant(boolean holds) ->
                new Emitted(holds ? DSL.noCondition() : DSL.falseCondition(), Set.of(), Set.of(), true);
        };
    }

    private static Emitted and(List<Emitted> all) {
        return new Emitted(
                DSL.and(all.stream().map(Emitted::condition).toList()),
                all.stream().map(Emitted::whenTrue).reduce(Conditions::union).orElse(Set.of()),
                all.stream().map(Emitted::whenFalse).reduce(Conditions::intersection).orElse(Set.of()),
                all.stream().allMatch(Emitted::sure));
    }

    private static Emitted or(List<Emitted> all) {
        return new Emitted(
                DSL.or(all.stream().map(Emitted::condition).toList()),
                all.stream().map(Emitted::whenTrue).reduce(Conditions::intersection).orElse(Set.of()),
                all.stream().map(Emitted::whenFalse).reduce(Conditions::union).orElse(Set.of()),
                all.stream().allMatch(Emitted::sure));
    }

    /** True for an odd number: each counts as one or nothing, an unknown one as nothing. */
    private static Emitted odd(List<Emitted> all) {
        Field<Integer> sum = null;
        for (Emitted one : all) {
            Field<Integer> number = DSL.when(one.condition(), DSL.inline(1)).otherwise(DSL.inline(0));
            sum = sum == null ? number : sum.add(number);
        }
        Field<Integer> total = sum == null ? DSL.inline(0) : sum;
        return new Emitted(total.mod(DSL.inline(2)).eq(DSL.inline(1)), Set.of(), Set.of(), true);
    }

    private Emitted called(int number, java.util.function.Function<Conditions, Emitted> write) {
        Conditions further = new Conditions(level, call + number * FURTHER_CALL, splits);
        Emitted emitted = write.apply(further);
        read.addAll(further.read);
        return emitted;
    }

    // ---- What is about any row ----

    /**
     * The term holds for some rows of the relations to many that it is about. What shares none of these rows is decided by
     * itself.
     *
     * @param predicate the term
     * @param rows the paths to these rows
     */
    private Emitted some(Predicate predicate, Set<List<Hop>> rows) {
        return switch (predicate) {
            case Predicate.Or(List<Predicate> terms) -> or(terms.stream().map(term -> some(term, rows)).toList());
            case Predicate.And and -> and(together(and, rows).stream().map(part -> part instanceof Predicate.And
                    ? exists(part, rows)
                    : some(part, rows)).toList());
            case Predicate.Called(int number, Predicate term) ->
                called(number, further -> further.some(term, further.rows(term)));
            case Predicate.Not not -> exists(not, rows);
            case Predicate.Xor xor -> exists(xor, rows);
            case Predicate.Match match -> exists(match, rows);
            case Predicate.Compare compare -> exists(compare, rows);
            case Predicate.Among among -> exists(among, rows);
            case Predicate.OneOf oneOf -> exists(oneOf, rows);
            case Predicate.IsNull isNull -> exists(isNull, rows);
            case Predicate.Holds holds -> exists(holds, rows);
            case Predicate.Constant constant -> emit(constant);
        };
    }

    /** Those of the terms together that share a row: a conjunction for several. */
    private List<Predicate> together(Predicate.And and, Set<List<Hop>> rows) {
        List<List<Predicate>> groups = new ArrayList<>();
        List<Set<List<Hop>>> about = new ArrayList<>();
        for (Predicate term : flat(and)) {
            List<Predicate> group = new ArrayList<>();
            Set<List<Hop>> mentioned = mentioned(term, rows);
            for (int i = groups.size() - 1; i >= 0; i--) {
                if (!Collections.disjoint(about.get(i), mentioned)) {
                    group.addAll(0, groups.remove(i));
                    mentioned.addAll(about.remove(i));
                }
            }
            group.add(term);
            groups.add(group);
            about.add(mentioned);
        }
        return groups.stream().map(group -> group.size() == 1 ? group.get(0) : new Predicate.And(group)).toList();
    }

    private static List<Predicate> flat(Predicate predicate) {
        return predicate instanceof Predicate.And(List<Predicate> terms)
                ? terms.stream().flatMap(term -> flat(term).stream()).toList()
                : List.of(predicate);
    }

    private Emitted exists(Predicate predicate, Set<List<Hop>> rows) {
        Set<List<Hop>> mentioned = mentioned(predicate, rows);
        if (mentioned.isEmpty()) {
            return emit(predicate);
        }
        SelectScope scope = level.scope();
        mentioned.forEach(path -> scope.joins().begin(path, call));
        Set<List<Hop>> inside = new HashSet<>(about);
        inside.addAll(mentioned);
        Conditions conditions = new Conditions(scope, call, true, inside);
        if (predicate instanceof Predicate.IsNull(Expression left, boolean isNull) && isNull
                && isEnd(left, mentioned)) {
            return conditions.exists(conditions.emit(new Predicate.IsNull(left, false)), this).negated();
        }
        return conditions.exists(conditions.emit(predicate), this);
    }

    /** Whether a column is always there where the relation has a row at all. */
    private static boolean isEnd(Expression left, Set<List<Hop>> mentioned) {
        if (!(left instanceof Expression.Column(List<Hop> path, Attribute attribute)) || attribute.nullable()
                || mentioned.size() > 1) {
            return false;
        }
        int first = mentioned.iterator().next().size() - 1;
        return path.subList(first, path.size() - 1).stream().allMatch(Hop::between);
    }

    /** It is true or false, never unknown. */
    private Emitted exists(Emitted inside, Conditions outside) {
        joins.require(inside.whenTrue());
        outside.read.addAll(read);
        joins.beginnings().forEach(node -> outside.read(node.parent(), node.keys()));
        return new Emitted(joins.exists(inside.condition()), joins.outside(inside.whenTrue()), Set.of(), true);
    }

    /** The paths to many rows that a term is about by itself, but for those that the call is about anyway. */
    private Set<List<Hop>> rows(Predicate predicate) {
        Set<List<Hop>> rows = new LinkedHashSet<>();
        collect(predicate, false, rows);
        rows.removeAll(about);
        return rows;
    }

    /** Those of the paths to many rows that a term says something of, if only in a negation. */
    private Set<List<Hop>> mentioned(Predicate predicate, Set<List<Hop>> rows) {
        Set<List<Hop>> mentioned = new LinkedHashSet<>();
        collect(predicate, true, mentioned);
        mentioned.retainAll(rows);
        return mentioned;
    }

    private void collect(Predicate predicate, boolean negated, Set<List<Hop>> rows) {
        switch (predicate) {
            case Predicate.And(List<Predicate> terms) -> terms.forEach(term -> collect(term, negated, rows));
            case Predicate.Or(List<Predicate> terms) -> terms.forEach(term -> collect(term, negated, rows));
            case Predicate.Xor(List<Predicate> terms) -> terms.forEach(term -> collect(term, negated, rows));
            case Predicate.Not(Predicate term) -> {
                if (negated) {
                    collect(term, true, rows);
                }
            }
            case Predicate.Called called -> {
            }
            default -> Traversal.of(predicate).forEach(part -> collect(part, rows));
        }
    }

    private void collect(Expression expression, Set<List<Hop>> rows) {
        boolean computed = expression instanceof Expression.Ref || expression instanceof Expression.Aggregate
                || expression instanceof Expression.Window || level.computed(expression) != null;
        if (computed) {
            return;
        }
        if (expression instanceof Expression.Column(List<Hop> path, Attribute attribute)) {
            for (int i = 0; i < path.size(); i++) {
                if (path.get(i).severalForEach()) {
                    rows.add(path.subList(0, i + 1));
                }
            }
        }
        Traversal.of(expression).forEach(part -> collect(part, rows));
        ExpressionColumns.outer(expression).forEach(part -> collect(part, rows));
    }

    private static boolean negates(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Not not -> true;
            case Predicate.And(List<Predicate> terms) -> terms.stream().anyMatch(Conditions::negates);
            case Predicate.Or(List<Predicate> terms) -> terms.stream().anyMatch(Conditions::negates);
            case Predicate.Xor(List<Predicate> terms) -> terms.stream().anyMatch(Conditions::negates);
            default -> false;
        };
    }

    /** Whether a negation in a term is about related rows, which may be those that another term speaks of. */
    static boolean negatesRows(Predicate predicate) {
        return negates(predicate)
                && Traversal.of(predicate).stream()
                        .anyMatch(part -> ExpressionColumns.anyBeyond(part, Hop::severalForEach));
    }

    // ---- Around windows ----

    /** The connectives around windows stand outside; what has nothing to do with windows is decided inside. */
    private Emitted outside(Predicate predicate, Qualify around) {
        if (!Traversal.windows(predicate)) {
            return decided(emit(predicate), predicate, around);
        }
        return switch (predicate) {
            case Predicate.And(List<Predicate> terms) -> and(outside(terms, around));
            case Predicate.Or(List<Predicate> terms) -> or(outside(terms, around));
            case Predicate.Xor(List<Predicate> terms) -> odd(outside(terms, around));
            case Predicate.Not(Predicate term) -> some(term, rows(term), around).negated();
            case Predicate.Called(int number, Predicate term) -> called(number, further -> {
                further.expect(term);
                return further.outside(term, around);
            });
            case Predicate.Match match -> ofWindow(match, around);
            case Predicate.Compare compare -> ofWindow(compare, around);
            case Predicate.Among among -> ofWindow(among, around);
            case Predicate.OneOf oneOf -> ofWindow(oneOf, around);
            case Predicate.IsNull isNull -> ofWindow(isNull, around);
            case Predicate.Holds holds -> ofWindow(holds, around);
            case Predicate.Constant constant -> emit(constant);
        };
    }

    private List<Emitted> outside(List<Predicate> terms, Qualify around) {
        return terms.stream().map(term -> outside(term, around)).toList();
    }

    private static Emitted decided(Emitted emitted, Predicate predicate, Qualify around) {
        return predicate instanceof Predicate.Constant
                ? emitted
                : new Emitted(around.decided(emitted.condition()), Set.of(), Set.of(), emitted.sure());
    }

    /** As {@link #some(Predicate, Set)}, where windows are part of the term. */
    private Emitted some(Predicate predicate, Set<List<Hop>> rows, Qualify around) {
        if (!Traversal.windows(predicate)) {
            return decided(some(predicate, rows), predicate, around);
        }
        return switch (predicate) {
            case Predicate.Or(List<Predicate> terms) ->
                or(terms.stream().map(term -> some(term, rows, around)).toList());
            case Predicate.And and when !(flat(and).size() > 1 && together(and, rows).size() == 1) ->
                and(together(and, rows).stream().map(part -> some(part, rows, around)).toList());
            case Predicate.Called(int number, Predicate term) ->
                called(number, further -> further.some(term, further.rows(term), around));
            default -> {
                if (!mentioned(predicate, rows).isEmpty()) {
                    throw new LookupException("A negated comparison of a relation to many rows with a window is not"
                            + " possible: windows see the rows of the query, not those of the relation. Turn the"
                            + " comparison round, or annotate what of the relation is wanted.");
                }
                yield outside(predicate, around);
            }
        };
    }

    private Emitted ofWindow(Predicate predicate, Qualify around) {
        for (Expression part : Traversal.of(predicate)) {
            if (part instanceof Expression.Subquery) {
                // It stays a subquery, whose outer rows are those of the select around.
                columns(part).forEach(column -> around.column(column, expressions));
            } else {
                around.column(part, expressions);
            }
            reads(part);
        }
        return new Conditions(around.level(), call, splits).emit(predicate);
    }

    private List<Expression.Column> columns(Expression expression) {
        return ExpressionColumns.columns(expression, level::computed);
    }

    private void reads(Expression expression) {
        if (expression instanceof Expression.Ref) {
            // What an annotation reads it has joined itself.
            Joins select = level.select().joins();
            columns(expression).forEach(column -> read.add(select.column(column)));
        } else if (expression instanceof Expression.Window || expression instanceof Expression.Subquery
                || expression instanceof Expression.Column) {
            for (Expression.Column column : columns(expression)) {
                Field<?> known = level.computed(column);
                Joins.Node node = joins.follow(column.path(), call);
                read(node, List.of(known != null ? known : node.column(column.attribute())));
            }
        } else if (!(expression instanceof Expression.Aggregate) && level.computed(expression) == null) {
            Traversal.of(expression).forEach(this::reads);
        }
    }

    /** What a scope reads of its own is no concern of the select. */
    private void read(Joins.@Nullable Node node, List<Field<?>> columns) {
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
        Set<Joins.Node> nodes = nodes(compared);
        compared.forEach(this::reads);
        return new Emitted(plain.condition(), nodes, nodes, sure);
    }

    /** Whether a value is never null. */
    private static boolean isThere(Expression expression) {
        return switch (expression) {
            case Expression.Column column -> !column.nullable();
            case Expression.Tuple(List<Expression> parts) -> parts.stream().allMatch(Conditions::isThere);
            case Expression.Outer(int levels, Expression outer) -> isThere(outer);
            case Expression.Ref(String name, Expression target) -> isThere(target);
            case Expression.Aggregate aggregate -> aggregate.function() == Aggregator.COUNT;
            case Expression.Subquery(Query query, var kind, var type) -> kind == Expression.Subquery.Kind.EXISTS;
            default -> false;
        };
    }

    private static boolean isThere(Query rows) {
        return rows.combination() == null
                && SelectCompiler.columns(rows).stream().allMatch(column -> isThere(column.expression()));
    }

    private static List<Expression> parts(Expression left) {
        return left instanceof Expression.Tuple(List<Expression> parts) ? parts : List.of(left);
    }

    private Condition compared(Predicate.Compare compare) {
        if (compare.right() instanceof Expression.Foreign rows && rows.columns() > 0
                && compare.lookup().takesRows()) {
            return RowValues.in(expressions.field(compare.left()), expressions.field(rows));
        }
        if (compare.left() instanceof Expression.Tuple(List<Expression> left)) {
            return rows(compare.lookup().name(), left, compare.right());
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

    private Condition rows(String lookup, List<Expression> left, Expression right) {
        List<Expression> values = parts(right);
        if (values.size() != left.size()) {
            throw new LookupException("A key of " + left.size()
                    + " columns is compared with another of as many.");
        }
        if (lookup.equals("exact") || lookup.equals("in")) {
            List<Condition> equal = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                equal.add(Joins.equal(expressions.field(left.get(i)), expressions.field(values.get(i))));
            }
            return DSL.and(equal);
        }
        Row one = DSL.row(expressions.fields(left));
        Row other = DSL.row(expressions.fields(values));
        return RowValues.compare(lookup, one, other);
    }

    private Condition among(Expression left, Lookup lookup, Query rows) {
        Select<?> select = new SelectCompiler(level.binds(), level).inner(rows);
        if (left instanceof Expression.Tuple(List<Expression> parts)) {
            return RowValues.in(DSL.row(expressions.fields(parts)), select);
        }
        return lookup.among(expressions.field(left), select);
    }

    private Emitted isNull(Predicate.IsNull predicate) {
        Expression left = predicate.expression();
        Set<Joins.Node> nodes = nodes(left);
        reads(left);
        Field<?> field = expressions.field(left);
        return predicate.isNull()
                ? new Emitted(field.isNull(), Set.of(), nodes, true)
                : new Emitted(field.isNotNull(), nodes, Set.of(), true);
    }

    // ---- Joins ----

    /** The joins without which an expression is null. */
    private Set<Joins.Node> nodes(Expression expression) {
        if (level.computed(expression) != null) {
            return Set.of();
        }
        return switch (expression) {
            case Expression.Column column -> Set.of(joins.follow(column.path(), call));
            case Expression.Tuple(List<Expression> parts) -> nodes(parts);
            case Expression.Transformed transformed -> nodes(transformed.input());
            case Expression.Ref(String name, Expression target) -> nodes(target);
            case Expression.Call(Function function, List<Expression> arguments, var type) ->
                function.takesNulls() ? Set.of() : nodes(arguments);
            case Expression.ByName call -> Set.of();
            case Expression.Typed(Expression typed, var type) -> nodes(typed);
            case Expression.Cast(Expression cast, var type) -> nodes(cast);
            case Expression.Collated(Expression text, String collation) -> nodes(text);
            case Expression.Param param -> Set.of();
            case Expression.Place place -> Set.of();
            case Expression.Unbound unbound -> Set.of();
            case Expression.Outer outer -> Set.of();
            case Expression.Case choice -> Set.of();
            case Expression.Condition condition -> Set.of();
            case Expression.Aggregate aggregate -> Set.of();
            case Expression.Window window -> Set.of();
            case Expression.Subquery subquery -> Set.of();
            case Expression.Foreign foreign -> {
                // What jOOQ makes of them may be something even where they are null.
                nodes(foreign.parts());
                yield Set.of();
            }
        };
    }

    private Set<Joins.Node> nodes(List<Expression> all) {
        Set<Joins.Node> nodes = new HashSet<>();
        all.forEach(one -> nodes.addAll(nodes(one)));
        return nodes;
    }

    private static Set<Joins.Node> union(Set<Joins.Node> left, Set<Joins.Node> right) {
        Set<Joins.Node> both = new HashSet<>(left);
        both.addAll(right);
        return both;
    }

    private static Set<Joins.Node> intersection(Set<Joins.Node> left, Set<Joins.Node> right) {
        Set<Joins.Node> both = new HashSet<>(left);
        both.retainAll(right);
        return both;
    }
}
