package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Terms that hold for some rows of the relations to many that they are about. What shares none of these rows is decided by
 * itself, in a subquery of its own.
 */
final class RelationSubqueries {
    private final Conditions conditions;
    private final RowPaths paths;
    private final Set<List<Hop>> about;

    /**
     * Subqueries.
     *
     * @param conditions writes what is inside, and what needs none
     * @param paths the paths to rows
     * @param about the paths that the call is about anyway
     */
    RelationSubqueries(Conditions conditions, RowPaths paths, Set<List<Hop>> about) {
        this.conditions = conditions;
        this.paths = paths;
        this.about = about;
    }

    /** The paths to many rows that a term is about by itself, but for those that the call is about anyway. */
    Set<List<Hop>> rows(Predicate predicate) {
        Set<List<Hop>> rows = paths.of(predicate);
        rows.removeAll(about);
        return rows;
    }

    /** Whether a term says something of some of these. */
    boolean mentions(Predicate predicate, Set<List<Hop>> rows) {
        return !paths.mentioned(predicate, rows).isEmpty();
    }

    /** The term holds for some rows. */
    Emitted some(Predicate predicate) {
        return some(predicate, rows(predicate));
    }

    /** The term holds for some of the rows at the ends of these paths. */
    Emitted some(Predicate predicate, Set<List<Hop>> rows) {
        return switch (predicate) {
            case Predicate.Or(List<Predicate> terms) ->
                Emitted.or(terms.stream().map(term -> some(term, rows)).toList());
            case Predicate.And and -> Emitted.and(together(and, rows).stream().map(part -> part instanceof Predicate.And
                    ? exists(part, rows)
                    : some(part, rows)).toList());
            case Predicate.Called(int number, Predicate term) ->
                conditions.called(number, further -> further.subqueries().some(term));
            case Predicate.Late(Predicate term) -> some(term, rows);
            case Predicate.Not not -> exists(not, rows);
            case Predicate.Xor xor -> exists(xor, rows);
            case Predicate.Match match -> exists(match, rows);
            case Predicate.Compare compare -> exists(compare, rows);
            case Predicate.InSubquery among -> exists(among, rows);
            case Predicate.TupleIn oneOf -> exists(oneOf, rows);
            case Predicate.IsNull isNull -> exists(isNull, rows);
            case Predicate.Holds holds -> exists(holds, rows);
            case Predicate.Constant constant -> conditions.emit(constant);
        };
    }

    /** Those of the terms together that share a row: a conjunction for several. */
    List<Predicate> together(Predicate.And and, Set<List<Hop>> rows) {
        List<List<Predicate>> groups = new ArrayList<>();
        List<Set<List<Hop>>> about = new ArrayList<>();
        for (Predicate term : flat(and)) {
            List<Predicate> group = new ArrayList<>();
            Set<List<Hop>> mentioned = paths.mentioned(term, rows);
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

    static List<Predicate> flat(Predicate predicate) {
        return predicate instanceof Predicate.And(List<Predicate> terms)
                ? terms.stream().flatMap(term -> flat(term).stream()).toList()
                : List.of(predicate);
    }

    private Emitted exists(Predicate predicate, Set<List<Hop>> rows) {
        Set<List<Hop>> mentioned = paths.mentioned(predicate, rows);
        if (mentioned.isEmpty()) {
            return conditions.emit(predicate);
        }
        Conditions inside = conditions.inside(mentioned);
        if (predicate instanceof Predicate.IsNull(Expression left, boolean isNull) && isNull
                && isEnd(left, mentioned)) {
            return conditions.exists(inside, inside.emit(new Predicate.IsNull(left, false))).negated();
        }
        return conditions.exists(inside, inside.emit(predicate));
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
}
