package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Traversal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The paths to many rows that terms are about: what is said along such a path is said of one of these rows. */
final class RowPaths {
    private final SelectScope level;

    RowPaths(SelectScope level) {
        this.level = level;
    }

    /** Those that a term is about by itself, which a negation is not. */
    Set<List<Hop>> of(Predicate predicate) {
        Set<List<Hop>> rows = new LinkedHashSet<>();
        collect(predicate, false, rows);
        return rows;
    }

    /** Those that values are read of. */
    Set<List<Hop>> of(List<Expression> values) {
        Set<List<Hop>> rows = new LinkedHashSet<>();
        values.forEach(one -> collect(one, rows));
        return rows;
    }

    /** Those of some that a term says something of, if only in a negation. */
    Set<List<Hop>> mentioned(Predicate predicate, Set<List<Hop>> rows) {
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

    /** Whether there is a negation in a term. */
    static boolean negates(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Not not -> true;
            case Predicate.And(List<Predicate> terms) -> terms.stream().anyMatch(RowPaths::negates);
            case Predicate.Or(List<Predicate> terms) -> terms.stream().anyMatch(RowPaths::negates);
            case Predicate.Xor(List<Predicate> terms) -> terms.stream().anyMatch(RowPaths::negates);
            default -> false;
        };
    }

    /** Whether a negation in a term is about related rows, which may be those that another term speaks of. */
    static boolean negatesRows(Predicate predicate) {
        return negates(predicate)
                && Traversal.of(predicate).stream()
                        .anyMatch(part -> ExpressionColumns.anyBeyond(part, Hop::severalForEach));
    }
}
