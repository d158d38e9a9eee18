package dev.dunder.resolve;

import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.query.Combination;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import java.util.List;

/**
 * How large a query has become: all of it, whatever call has made which part. It looks no further than the limit, so that
 * what is within is all that is ever walked through.
 */
final class QuerySize {
    /** Values nest in each other more easily than conditions do, and cost less. */
    private static final int STEPS_OF_A_LEVEL = 4;

    private static final int VALUES_OF_A_TERM = 10;

    private final Limits limits;
    private int terms;
    private int values;

    QuerySize(Limits limits) {
        this.limits = limits;
    }

    /** The way out, for messages. */
    static String toRaise(String limit) {
        return " To raise the limit: Database.builder(…).limits(Limits.USUAL." + limit + "(…)).";
    }

    static LookupException tooManyTerms(Limits limits) {
        return new LookupException("A filter has at most " + limits.terms()
                + " conditions, all calls together. For a long list of values use 'in'." + toRaise("terms"));
    }

    static LookupException tooDeep(Limits limits) {
        return new LookupException(
                "A filter nests at most " + limits.depth() + " conditions deep." + toRaise("depth"));
    }

    static int mostNested(Limits limits) {
        return limits.depth() * STEPS_OF_A_LEVEL;
    }

    static LookupException nestedTooDeep(Limits limits) {
        return new LookupException("A value is computed in at most " + mostNested(limits) + " steps, "
                + STEPS_OF_A_LEVEL + " times the depth of a filter." + toRaise("depth"));
    }

    static LookupException queriesTooDeep(Limits limits) {
        return new LookupException("Query sets stand at most " + limits.depth() + " deep in each other."
                + toRaise("depth"));
    }

    /** Refuses a value that is computed of too much. */
    static void check(Expression expression, Limits limits) {
        new QuerySize(limits).expression(expression, 1);
    }

    /** Refuses a query whose filters have become too large together. */
    static void check(Query query, Limits limits) {
        QuerySize sizes = new QuerySize(limits);
        sizes.parts(query, 1);
        for (Step step : query.steps()) {
            if (step instanceof Step.Filter(Predicate predicate)) {
                sizes.predicate(predicate, 1);
            }
        }
    }

    /** Of query sets that are put together. */
    private void parts(Query query, int depth) {
        Combination combination = query.combination();
        if (combination == null) {
            return;
        }
        if (depth > limits.depth()) {
            throw new LookupException("Query sets that are put together nest at most " + limits.depth() + " deep."
                    + toRaise("depth"));
        }
        values += combination.parts().size();
        if (values > limits.terms()) {
            throw new LookupException("At most " + limits.terms() + " query sets are put together."
                    + toRaise("terms"));
        }
        combination.parts().forEach(part -> parts(part, depth + 1));
    }

    private void expression(Expression expression, int depth) {
        if (depth > mostNested(limits)) {
            throw nestedTooDeep(limits);
        }
        if (++values > limits.terms() * VALUES_OF_A_TERM) {
            throw new LookupException("A value is computed of at most " + limits.terms() * VALUES_OF_A_TERM
                    + " others, what it names among them, " + VALUES_OF_A_TERM + " times the conditions of a filter."
                    + toRaise("terms"));
        }
        for (Expression part : Traversal.of(expression)) {
            expression(part, depth + 1);
        }
    }

    private void predicate(Predicate predicate, int depth) {
        switch (predicate) {
            case Predicate.And(List<Predicate> all) -> all(all, depth);
            case Predicate.Or(List<Predicate> any) -> all(any, depth);
            case Predicate.Xor(List<Predicate> odd) -> all(odd, depth);
            case Predicate.Not(Predicate term) -> predicate(term, depth);
            case Predicate.Called(int number, Predicate term) -> predicate(term, depth);
            case Predicate.Late(Predicate term) -> predicate(term, depth);
            case Predicate.Match match -> leaf();
            case Predicate.Compare compare -> leaf();
            case Predicate.InSubquery among -> leaf();
            case Predicate.TupleIn oneOf -> leaf();
            case Predicate.IsNull isNull -> leaf();
            case Predicate.Holds holds -> leaf();
            case Predicate.Constant constant -> leaf();
        }
    }

    private void all(List<Predicate> terms, int depth) {
        if (depth > limits.depth()) {
            throw tooDeep(limits);
        }
        terms.forEach(term -> predicate(term, depth + 1));
    }

    private void leaf() {
        if (++terms > limits.terms()) {
            throw tooManyTerms(limits);
        }
    }
}
