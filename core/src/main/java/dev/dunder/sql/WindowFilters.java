package dev.dunder.sql;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Traversal;
import java.util.List;
import java.util.Set;

/**
 * Filters by windows, as they stand around the select that computes these. The connectives stand outside; what has nothing to
 * do with windows is decided inside.
 */
final class WindowFilters {
    private final Conditions conditions;
    private final RelationSubqueries subqueries;
    private final Expressions expressions;
    private final Qualify around;

    /**
     * Filters.
     *
     * @param conditions writes what has nothing to do with windows
     * @param subqueries writes what is about some of several rows
     * @param expressions the values of the select inside
     * @param around the select outside
     */
    WindowFilters(Conditions conditions, RelationSubqueries subqueries, Expressions expressions, Qualify around) {
        this.conditions = conditions;
        this.subqueries = subqueries;
        this.expressions = expressions;
        this.around = around;
    }

    /** A filter, or a part of one. */
    Emitted outside(Predicate predicate) {
        return Traversal.windows(predicate)
                ? ofWindows(predicate)
                : decided(conditions.emit(predicate), predicate);
    }

    private Emitted ofWindows(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Late(Predicate term) -> late(term);
            case Predicate.And(List<Predicate> terms) -> Emitted.and(outside(terms));
            case Predicate.Or(List<Predicate> terms) -> Emitted.or(outside(terms));
            case Predicate.Xor(List<Predicate> terms) -> Emitted.odd(terms.stream()
                    .map(term -> term instanceof Predicate.Called ? some(term) : outside(term)).toList());
            case Predicate.Not(Predicate term) -> some(term).negated();
            case Predicate.Called(int number, Predicate term) -> conditions.called(number, further -> {
                further.expect(term);
                return further.windows(around).outside(term);
            });
            case Predicate.Match match -> ofWindow(match);
            case Predicate.Compare compare -> ofWindow(compare);
            case Predicate.InSubquery among -> ofWindow(among);
            case Predicate.TupleIn oneOf -> ofWindow(oneOf);
            case Predicate.IsNull isNull -> ofWindow(isNull);
            case Predicate.Holds holds -> ofWindow(holds);
            case Predicate.Constant constant -> conditions.emit(constant);
        };
    }

    /** Of the rows around, whatever it is about. */
    private Emitted late(Predicate predicate) {
        return switch (predicate) {
            case Predicate.And(List<Predicate> terms) -> Emitted.and(terms.stream().map(this::late).toList());
            case Predicate.Or(List<Predicate> terms) -> Emitted.or(terms.stream().map(this::late).toList());
            default -> ofWindows(predicate);
        };
    }

    private List<Emitted> outside(List<Predicate> terms) {
        return terms.stream().map(term -> outside(term)).toList();
    }

    private Emitted decided(Emitted emitted, Predicate predicate) {
        return predicate instanceof Predicate.Constant
                ? emitted
                : new Emitted(around.decided(emitted.condition()), Set.of(), Set.of(), emitted.sure());
    }

    /** As {@link RelationSubqueries#some(Predicate)}, where windows are part of the term. */
    private Emitted some(Predicate predicate) {
        return some(predicate, subqueries.rows(predicate));
    }

    private Emitted some(Predicate predicate, Set<List<Hop>> rows) {
        if (!Traversal.windows(predicate)) {
            return decided(subqueries.some(predicate, rows), predicate);
        }
        return switch (predicate) {
            case Predicate.Or(List<Predicate> terms) ->
                Emitted.or(terms.stream().map(term -> some(term, rows)).toList());
            case Predicate.And and when !isOne(and, rows) ->
                Emitted.and(subqueries.together(and, rows).stream().map(part -> some(part, rows)).toList());
            case Predicate.Called(int number, Predicate term) ->
                conditions.called(number, further -> further.windows(around).some(term));
            default -> {
                if (subqueries.mentions(predicate, rows)) {
                    throw new LookupException("A negated comparison of a relation to many rows with a window is not"
                            + " possible: windows see the rows of the query, not those of the relation. Turn the"
                            + " comparison round, or annotate what of the relation is wanted.");
                }
                yield outside(predicate);
            }
        };
    }

    private boolean isOne(Predicate.And and, Set<List<Hop>> rows) {
        return RelationSubqueries.flat(and).size() > 1 && subqueries.together(and, rows).size() == 1;
    }

    private Emitted ofWindow(Predicate predicate) {
        for (Expression part : Traversal.of(predicate)) {
            if (part instanceof Expression.Subquery) {
                // It stays a subquery, whose outer rows are those of the select around.
                conditions.columns(part).forEach(column -> around.column(column, expressions));
            } else {
                around.column(part, expressions);
            }
            conditions.reads(part);
        }
        return conditions.on(around.level()).emit(predicate);
    }
}
