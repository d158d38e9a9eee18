package dev.dunder.sql;

import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Deeper;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Parts;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Replacing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Row;
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
 * <p>Under a negation, a comparison of something that may be null asks for its presence too, so that the row is kept: what
 * is unknown does not match. And there a relation to many rows becomes a subquery: "has no entry that …", not "has an entry
 * that does not …".
 */
final class Conditions {
    private static final Negation NOT_NEGATED = new Negation(false, false);

    /** More than the steps of any query: the calls of combined query sets are told apart from those of the query. */
    private static final int FURTHER_CALL = 1 << 16;

    private final Level level;
    private final Joins joins;
    private final Expressions expressions;
    private final int call;
    private final boolean splits;

    /** The joins that this call has spoken of so far. */
    private final Set<Joins.Node> mentioned = new HashSet<>();

    /** The columns of this select that the condition last written reads outside of aggregates. */
    private final Set<Field<?>> read = new LinkedHashSet<>();

    /**
     * The negations around a predicate: whether there is any, which makes relations to many rows subqueries, and whether
     * their number is odd, so that they do not cancel each other.
     */
    private record Negation(boolean above, boolean odd) {
        Negation negated() {
            return new Negation(true, !odd);
        }

        /** Around what is about values only, so that what is not there matches neither it nor its negation. */
        Negation ofPresent() {
            return new Negation(above, false);
        }
    }

    Conditions(Level level, int call, boolean splits) {
        this.level = level;
        this.joins = level.joins();
        this.call = call;
        this.splits = splits;
        this.expressions = new Expressions(level, call);
    }

    /** A condition with the joins that need a row where it is true, and where it is false. */
    private record Emitted(Condition condition, Set<Joins.Node> whenTrue, Set<Joins.Node> whenFalse) {
        Emitted negated() {
            return new Emitted(condition.not(), /* whenTrue= */ whenFalse, /* whenFalse= */ whenTrue);
        }
    }

    /** A filter: rows for which it is not true are not wanted, and joins that it needs must have a row. */
    static Condition filter(Level level, Predicate predicate, int call) {
        return new Conditions(level, call, true).filter(predicate);
    }

    /** A filter, or one of the conjuncts of one. */
    Condition filter(Predicate predicate) {
        read.clear();
        Emitted emitted = emit(predicate, NOT_NEGATED);
        joins.require(emitted.whenTrue());
        return emitted.condition();
    }

    /** A filter by windows, as it stands around this select. */
    Condition filter(Predicate predicate, Around around) {
        read.clear();
        return outside(predicate, around, NOT_NEGATED);
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
        return emit(predicate, NOT_NEGATED).condition();
    }

    private Emitted emit(Predicate predicate, Negation negation) {
        return switch (predicate) {
            case Predicate.And(List<Predicate> terms) ->
                combine(terms, negation, DSL::and, Conditions::union, Conditions::intersection);
            case Predicate.Or(List<Predicate> terms) ->
                combine(terms, negation, DSL::or, Conditions::intersection, Conditions::union);
            case Predicate.Xor(List<Predicate> terms) -> xor(terms, negation);
            case Predicate.Not(Predicate term) -> emit(term, negation.negated()).negated();
            case Predicate.Called(int number, Predicate term) -> {
                Conditions further = further(number);
                Emitted emitted = further.emit(term, negation);
                read.addAll(further.read);
                yield emitted;
            }
            case Predicate.Match match -> comparison(match.left(),
                    match.ofNull() ? negation.ofPresent() : negation, List.of(),
                    left -> new Predicate.Match(left, match.lookup(), match.operands(), match.ofNull()),
                    () -> match.lookup().condition(
                            expressions.field(match.left()),
                            match.operands().stream().map(level.binds()::slot).toList()));
            case Predicate.Compare compare -> compare(compare, negation);
            case Predicate.Among(var left, var lookup, Query rows) -> comparison(left, negation, others(predicate),
                    rest -> new Predicate.Among(rest, lookup, deeper(rows)),
                    () -> among(left, lookup, rows));
            case Predicate.OneOf oneOf -> comparison(new Expression.Tuple(oneOf.left()), negation, List.of(),
                    rest -> new Predicate.OneOf(((Expression.Tuple) rest).parts(), oneOf.lists()),
                    () -> new Listings(level, expressions).oneOf(oneOf));
            case Predicate.IsNull isNull -> isNull(isNull, negation);
            case Predicate.Holds(Expression expression) -> {
                Set<Joins.Node> nodes = nodes(expression);
                reads(expression);
                if (negation.odd() && expression instanceof Expression.Foreign) {
                    yield new Emitted(Rows.isTrue(boolField(expression)), nodes, Set.of());
                }
                yield new Emitted(boolField(expression), nodes, nodes);
            }
            case Predicate.Constant(boolean holds) ->
                new Emitted(holds ? DSL.noCondition() : DSL.falseCondition(), Set.of(), Set.of());
        };
    }

    private Conditions further(int number) {
        return new Conditions(level, call + number * FURTHER_CALL, splits);
    }

    /** What is compared, but for the left side. */
    private static List<Expression> others(Predicate predicate) {
        List<Expression> parts = Parts.of(predicate);
        return parts.subList(1, parts.size());
    }

    /** The connectives around windows stand outside; what has nothing to do with windows is decided inside. */
    private Condition outside(Predicate predicate, Around around, Negation negation) {
        if (!Parts.windows(predicate)) {
            return predicate instanceof Predicate.Constant
                    ? emit(predicate, negation).condition()
                    : around.decided(emit(predicate, negation).condition());
        }
        return switch (predicate) {
            case Predicate.And(List<Predicate> terms) -> DSL.and(outside(terms, around, negation));
            case Predicate.Or(List<Predicate> terms) -> DSL.or(outside(terms, around, negation));
            case Predicate.Xor(List<Predicate> terms) -> odd(outside(terms, around, negation));
            case Predicate.Not(Predicate term) -> outside(term, around, negation.negated()).not();
            case Predicate.Called(int number, Predicate term) -> {
                Conditions further = further(number);
                Condition condition = further.outside(term, around, negation);
                read.addAll(further.read);
                yield condition;
            }
            case Predicate.Match match -> ofWindow(match, around, negation);
            case Predicate.Compare compare -> ofWindow(compare, around, negation);
            case Predicate.Among among -> ofWindow(among, around, negation);
            case Predicate.OneOf oneOf -> ofWindow(oneOf, around, negation);
            case Predicate.IsNull isNull -> ofWindow(isNull, around, negation);
            case Predicate.Holds holds -> ofWindow(holds, around, negation);
            case Predicate.Constant constant -> emit(constant, negation).condition();
        };
    }

    private List<Condition> outside(List<Predicate> terms, Around around, Negation negation) {
        return terms.stream().map(term -> outside(term, around, negation)).toList();
    }

    private Condition ofWindow(Predicate predicate, Around around, Negation negation) {
        List<Expression> parts = Parts.of(predicate);
        if (splits && negation.above() && firstToMany(parts.get(0)) >= 0) {
            throw new LookupException("A negated comparison of a relation to many rows with a window is not possible:"
                    + " windows see the rows of the query, not those of the relation. Turn the comparison round,"
                    + " or annotate what of the relation is wanted.");
        }
        for (Expression part : parts) {
            if (part instanceof Expression.Subquery) {
                // It stays a subquery, whose outer rows are those of the select around.
                columns(part).forEach(column -> around.column(column, expressions));
            } else {
                around.column(part, expressions);
            }
            reads(part);
        }
        return new Conditions(around.level(), call, splits).emit(predicate, negation).condition();
    }

    private List<Expression.Column> columns(Expression expression) {
        return Leaves.columns(expression, level::computed);
    }

    private void reads(Expression expression) {
        if (expression instanceof Expression.Ref) {
            // What an annotation reads it has joined itself.
            columns(expression).forEach(column -> read.add(joins.column(column)));
        } else if (expression instanceof Expression.Window || expression instanceof Expression.Subquery
                || expression instanceof Expression.Column) {
            columns(expression).forEach(column -> read.add(expressions.field(column)));
        } else if (!(expression instanceof Expression.Aggregate) && level.computed(expression) == null) {
            Parts.of(expression).forEach(this::reads);
        }
    }

    private Condition boolField(Expression expression) {
        if (expression instanceof Expression.Subquery(Query query, var kind, var type)
                && kind == Expression.Subquery.Kind.EXISTS) {
            return query.empty()
                    ? DSL.falseCondition()
                    : DSL.exists(new Selects(level.binds(), level).exists(query));
        }
        return DSL.condition(expressions.field(expression).coerce(Boolean.class));
    }

    private Emitted combine(
            List<Predicate> terms,
            Negation negation,
            java.util.function.Function<List<Condition>, Condition> connector,
            BiFunction<Set<Joins.Node>, Set<Joins.Node>, Set<Joins.Node>> whenTrue,
            BiFunction<Set<Joins.Node>, Set<Joins.Node>, Set<Joins.Node>> whenFalse) {
        List<Emitted> all = terms.stream().map(term -> emit(term, negation)).toList();
        return new Emitted(
                connector.apply(all.stream().map(Emitted::condition).toList()),
                all.stream().map(Emitted::whenTrue).reduce(whenTrue::apply).orElse(Set.of()),
                all.stream().map(Emitted::whenFalse).reduce(whenFalse::apply).orElse(Set.of()));
    }

    /** True for an odd number: each counts as one or nothing, an unknown one as nothing. */
    private Emitted xor(List<Predicate> terms, Negation negation) {
        List<Condition> conditions = terms.stream().map(term -> emit(term, negation).condition()).toList();
        return new Emitted(odd(conditions), Set.of(), Set.of());
    }

    private static Condition odd(List<Condition> conditions) {
        Field<Integer> sum = null;
        for (Condition condition : conditions) {
            Field<Integer> one = DSL.when(condition, DSL.inline(1)).otherwise(DSL.inline(0));
            sum = sum == null ? one : sum.add(one);
        }
        Field<Integer> total = sum == null ? DSL.inline(0) : sum;
        return total.mod(DSL.inline(2)).eq(DSL.inline(1));
    }

    // ---- Comparisons ----

    /** Writes the comparison as it stands, once it is known that no subquery is needed. */
    @FunctionalInterface
    private interface Plain {
        Condition condition();
    }

    private Emitted comparison(
            Expression left,
            Negation negation,
            List<Expression> others,
            java.util.function.Function<Expression, Predicate> from,
            Plain plain) {
        Set<Joins.Node> further = nodes(others);
        others.forEach(this::reads);
        if (splits && negation.above()) {
            Expression.Column base = base(left);
            int toMany = base == null ? -1 : joins.firstToMany(base.path());
            if (base != null && toMany >= 0) {
                return exists(base.path(), toMany, from.apply(shortened(left, toMany + 1)));
            }
        }
        Set<Joins.Node> nodes = union(nodes(left), further);
        reads(left);
        Condition condition = plain.condition();
        if (negation.odd()) {
            List<Condition> present = new ArrayList<>();
            for (Expression part : parts(left)) {
                Expression.Column base = base(part);
                if (base != null && base.nullable()) {
                    present.add(expressions.field(base).isNotNull());
                }
            }
            if (!present.isEmpty()) {
                return new Emitted(condition.and(DSL.and(present)), nodes, Set.of());
            }
        }
        return new Emitted(condition, nodes, nodes);
    }

    private static List<Expression> parts(Expression left) {
        return left instanceof Expression.Tuple(List<Expression> parts) ? parts : List.of(left);
    }

    private Emitted compare(Predicate.Compare compare, Negation negation) {
        Expression right = compare.right();
        Emitted emitted = comparison(
                compare.left(),
                negation,
                List.of(right),
                rest -> new Predicate.Compare(rest, compare.lookup(), Expression.Outer.of(1, right)),
                () -> compared(compare));
        if (negation.odd() && right instanceof Expression.Foreign) {
            return new Emitted(Rows.isTrue(emitted.condition()), emitted.whenTrue(), Set.of());
        }
        if (negation.odd() && right instanceof Expression.Column column && column.nullable()
                && !(emitted.whenTrue().isEmpty() && splits && firstToMany(compare.left()) >= 0)) {
            return new Emitted(
                    emitted.condition().and(expressions.field(column).isNotNull()), emitted.whenTrue(), Set.of());
        }
        return emitted;
    }

    private Condition compared(Predicate.Compare compare) {
        if (compare.right() instanceof Expression.Foreign rows && rows.columns() > 0
                && compare.lookup().takesRows()) {
            return Rows.in(expressions.field(compare.left()), expressions.field(rows));
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
        return Rows.compare(lookup, one, other);
    }

    private Condition among(Expression left, Lookup lookup, Query rows) {
        Select<?> select = new Selects(level.binds(), level).inner(rows);
        if (left instanceof Expression.Tuple(List<Expression> parts)) {
            return Rows.in(DSL.row(expressions.fields(parts)), select);
        }
        return lookup.among(expressions.field(left), select);
    }

    private Emitted isNull(Predicate.IsNull predicate, Negation negation) {
        Expression left = predicate.expression();
        Expression.Column base = base(left);
        int toMany = base == null ? -1 : joins.firstToMany(base.path());
        if (splits && negation.above() && base != null && toMany >= 0) {
            return predicate.isNull()
                    ? absent(left, base, toMany)
                    : exists(base.path(), toMany, new Predicate.IsNull(shortened(left, toMany + 1), false));
        }
        Set<Joins.Node> nodes = nodes(left);
        reads(left);
        Field<?> field = expressions.field(left);
        return predicate.isNull()
                ? new Emitted(field.isNull(), Set.of(), nodes)
                : new Emitted(field.isNotNull(), nodes, Set.of());
    }

    /** The relation has no row at all, or one with a null at the end of the path. */
    private Emitted absent(Expression left, Expression.Column base, int toMany) {
        Condition absent = exists(base.path(), toMany, Predicate.ALWAYS).condition().not();
        if (base.attribute().nullable() || base.path().size() > toMany + 1
                || !base.equals(left)) {
            Emitted empty = exists(base.path(), toMany, new Predicate.IsNull(shortened(left, toMany + 1), true));
            absent = absent.or(empty.condition());
        }
        return new Emitted(absent, Set.of(), Set.of());
    }

    /** The column that a path and its transforms start from; null for what is no path. */
    private static Expression.@Nullable Column base(Expression expression) {
        return switch (expression) {
            case Expression.Column column -> column;
            case Expression.Transformed transformed -> base(transformed.input());
            case Expression.Tuple(List<Expression> parts) -> base(parts.get(0));
            default -> null;
        };
    }

    /** The same path without its first hops. */
    private static Expression shortened(Expression expression, int hops) {
        return switch (expression) {
            case Expression.Column(List<Hop> path, Attribute attribute) ->
                new Expression.Column(path.subList(Math.min(hops, path.size()), path.size()), attribute);
            case Expression.Transformed(var input, var transform, var operands, var type) ->
                new Expression.Transformed(shortened(input, hops), transform, operands, type);
            case Expression.Tuple(List<Expression> parts) ->
                new Expression.Tuple(parts.stream().map(part -> shortened(part, hops)).toList());
            default -> expression;
        };
    }

    private int firstToMany(Expression expression) {
        Expression.Column base = base(expression);
        return base == null ? -1 : joins.firstToMany(base.path());
    }

    /** A query that moves into a subquery: what it says of the query around it is about one further out. */
    private static Query deeper(Query rows) {
        return Deeper.by(1, rows);
    }

    /** A subquery from the first hop to many rows on. It is true or false, never unknown. */
    private Emitted exists(List<Hop> path, int toMany, Predicate predicate) {
        Hop hop = path.get(toMany);
        List<Hop> start = new ArrayList<>(path.subList(0, toMany));
        List<Attribute> keys = hop.near();
        while (!start.isEmpty() && isAtHand(keys, start.getLast())) {
            Hop last = start.removeLast();
            keys = keys.stream().map(key -> last.near().get(last.far().indexOf(key))).toList();
        }
        Joins.Node near = joins.follow(start, Joins.ANY_CALL);
        keys.forEach(key -> read.add(near.column(key)));
        Level inside = Level.of(hop.target(), level.binds(), level);
        inside.joins().ofRelation();
        Condition ofRelation = DSL.noCondition();
        for (Hop further : path.subList(toMany, path.size())) {
            Predicate said = joins.condition(further);
            if (said != null) {
                Predicate moved = Replacing.columns(said, column -> inside(path.subList(0, toMany + 1), column));
                if (further.equals(hop)) {
                    ofRelation = new Expressions(inside).condition(moved);
                } else {
                    inside.joins().condition(further, moved, new Expressions(inside)::condition);
                }
            }
        }
        Condition matches = filter(inside, predicate, 0);
        Condition correlated = Joins.on(near, keys, hop, inside.joins().root()).and(ofRelation).and(matches);
        Joins.Node joined = joins.found(path.subList(0, toMany));
        Joins.Node made = joined == null ? null : joins.made(joined, hop, call);
        if (made != null && mentioned.contains(made)) {
            // What the same call has said of the relation, and says now, is about the same row.
            for (Attribute key : hop.target().primaryKey()) {
                read.add(made.column(key));
                correlated = correlated.and(Joins.equal(inside.joins().root().column(key), made.column(key)));
            }
        }
        return new Emitted(
                DSL.exists(DSL.selectOne().from(inside.joins().from()).where(correlated)), Set.of(near), Set.of());
    }

    /** Whether the near side of a hop has the columns as well as the far one, so that it need not be made. */
    private boolean isAtHand(List<Attribute> columns, Hop hop) {
        return hop.forward() && hop.far().containsAll(columns) && joins.condition(hop) == null;
    }

    /** A column as a subquery at the end of some hops sees it. */
    private static Expression inside(List<Hop> hops, Expression.Column column) {
        List<Hop> path = column.path();
        return path.size() >= hops.size() && path.subList(0, hops.size()).equals(hops)
                ? new Expression.Column(path.subList(hops.size(), path.size()), column.attribute())
                : new Expression.Outer(1, column);
    }

    // ---- Joins ----

    /** The joins without which an expression is null. */
    private Set<Joins.Node> nodes(Expression expression) {
        if (level.computed(expression) != null) {
            return Set.of();
        }
        return switch (expression) {
            case Expression.Column column -> {
                Joins.Node node = joins.follow(column.path(), call);
                for (Joins.Node up = node; up != null; up = up.parent()) {
                    mentioned.add(up);
                }
                yield Set.of(node);
            }
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
