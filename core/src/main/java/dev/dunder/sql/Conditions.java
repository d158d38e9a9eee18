package dev.dunder.sql;

import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

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

    private final Joins joins;
    private final Binds binds;

    /**
     * The negations around a predicate: whether there is any, which makes relations to many rows subqueries, and whether
     * their number is odd, so that they do not cancel each other.
     */
    private record Negation(boolean above, boolean odd) {
        Negation negated() {
            return new Negation(true, !odd);
        }
    }

    Conditions(Joins joins, Binds binds) {
        this.joins = joins;
        this.binds = binds;
    }

    /** A condition with the joins that need a row where it is true, and where it is false. */
    record Emitted(Condition condition, Set<Joins.Node> whenTrue, Set<Joins.Node> whenFalse) {
        Emitted negated() {
            return new Emitted(condition.not(), /* whenTrue= */ whenFalse, /* whenFalse= */ whenTrue);
        }
    }

    /** All filters of a query; each is a call of its own. */
    Condition where(List<Predicate> filters) {
        Condition where = DSL.noCondition();
        for (int call = 0; call < filters.size(); call++) {
            Emitted emitted = emit(filters.get(call), call, NOT_NEGATED);
            joins.require(emitted.whenTrue());
            where = where.and(emitted.condition());
        }
        return where;
    }

    private Emitted emit(Predicate predicate, int call, Negation negation) {
        return switch (predicate) {
            case Predicate.And(List<Predicate> terms) ->
                combine(terms, call, negation, DSL::and, Conditions::union, Conditions::intersection);
            case Predicate.Or(List<Predicate> terms) ->
                combine(terms, call, negation, DSL::or, Conditions::intersection, Conditions::union);
            case Predicate.Not(Predicate term) -> emit(term, call, negation.negated()).negated();
            case Predicate.Match match -> match(match, call, negation);
            case Predicate.IsNull isNull -> isNull(isNull, call, negation);
            case Predicate.Constant(boolean holds) ->
                new Emitted(holds ? DSL.noCondition() : DSL.falseCondition(), Set.of(), Set.of());
        };
    }

    private Emitted combine(
            List<Predicate> terms,
            int call,
            Negation negation,
            Function<List<Condition>, Condition> connector,
            BiFunction<Set<Joins.Node>, Set<Joins.Node>, Set<Joins.Node>> whenTrue,
            BiFunction<Set<Joins.Node>, Set<Joins.Node>, Set<Joins.Node>> whenFalse) {
        List<Emitted> all = terms.stream().map(term -> emit(term, call, negation)).toList();
        return new Emitted(
                connector.apply(all.stream().map(Emitted::condition).toList()),
                all.stream().map(Emitted::whenTrue).reduce(whenTrue::apply).orElse(Set.of()),
                all.stream().map(Emitted::whenFalse).reduce(whenFalse::apply).orElse(Set.of()));
    }

    private Emitted match(Predicate.Match match, int call, Negation negation) {
        int toMany = firstToMany(match.left().path());
        if (negation.above() && toMany >= 0) {
            return exists(match.left(), toMany, rest -> new Predicate.Match(rest, match.lookup(), match.operands()));
        }
        Joins.Node node = joins.follow(match.left().path(), call);
        Field<?> column = node.column(match.left().attribute());
        List<Field<?>> operands = new ArrayList<>();
        match.operands().forEach(operand -> operands.add(binds.slot(operand)));
        Condition condition = match.lookup().condition(column, operands);
        if (negation.odd() && match.left().nullable()) {
            return new Emitted(condition.and(column.isNotNull()), Set.of(node), Set.of());
        }
        return new Emitted(condition, Set.of(node), Set.of(node));
    }

    private Emitted isNull(Predicate.IsNull predicate, int call, Negation negation) {
        Expression.Column left = predicate.column();
        int toMany = firstToMany(left.path());
        if (negation.above() && toMany >= 0) {
            return predicate.isNull()
                    ? absent(left, toMany)
                    : exists(left, toMany, rest -> new Predicate.IsNull(rest, false));
        }
        Joins.Node node = joins.follow(left.path(), call);
        Field<?> column = node.column(left.attribute());
        return predicate.isNull()
                ? new Emitted(column.isNull(), Set.of(), Set.of(node))
                : new Emitted(column.isNotNull(), Set.of(node), Set.of());
    }

    /** The relation has no row at all, or one with a null at the end of the path. */
    private Emitted absent(Expression.Column column, int toMany) {
        Condition absent = exists(column, toMany, rest -> Predicate.ALWAYS).condition().not();
        if (column.attribute().nullable() || column.path().size() > toMany + 1) {
            Emitted empty = exists(column, toMany, rest -> new Predicate.IsNull(rest, true));
            absent = absent.or(empty.condition());
        }
        return new Emitted(absent, Set.of(), Set.of());
    }

    private static int firstToMany(List<Hop> path) {
        for (int i = 0; i < path.size(); i++) {
            if (path.get(i).toMany()) {
                return i;
            }
        }
        return -1;
    }

    /** A subquery from the first hop to many rows on. It is true or false, never unknown. */
    private Emitted exists(Expression.Column column, int toMany, Function<Expression.Column, Predicate> predicate) {
        List<Hop> path = column.path();
        Joins.Node near = joins.follow(path.subList(0, toMany), Joins.ANY_CALL);
        Hop hop = path.get(toMany);
        Joins inside = joins.subquery(hop.target());
        Expression.Column rest = new Expression.Column(path.subList(toMany + 1, path.size()), column.attribute());
        Condition matches = new Conditions(inside, binds).where(List.of(predicate.apply(rest)));
        Condition correlated = Joins.on(near, hop, inside.root()).and(matches);
        return new Emitted(
                DSL.exists(DSL.selectOne().from(inside.from()).where(correlated)),
                Set.of(near),
                Set.of());
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
