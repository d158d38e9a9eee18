package dev.dunder.query;

import dev.dunder.lookups.Lookup;
import java.util.ArrayList;
import java.util.List;

/** A condition on rows. */
public sealed interface Predicate {
    /**
     * A value compared by a lookup with values that are bound.
     *
     * @param left the value
     * @param lookup the lookup
     * @param operands what it is compared with
     */
    record Match(Expression left, Lookup lookup, List<Expression.Param> operands) implements Predicate {}

    /**
     * Two values of the row compared by a lookup.
     *
     * @param left the one
     * @param lookup the lookup
     * @param right the other
     */
    record Compare(Expression left, Lookup lookup, Expression right) implements Predicate {}

    /**
     * A value compared by a lookup with the rows of a query.
     *
     * @param left the value
     * @param lookup the lookup
     * @param rows the query, which selects one column for each of the left side
     */
    record InSubquery(Expression left, Lookup lookup, Query rows) implements Predicate {}

    /**
     * A key that is in a list.
     *
     * @param left the columns of the key
     * @param lists a list of values for each column
     * @param related whether the rows are those of a relation: what the filter right behind it says of the way back is about
     *        the rows by which they are found, as the pairs of a many-to-many
     */
    record TupleIn(List<Expression> left, List<ValueList> lists, boolean related) implements Predicate {
        /**
         * A key that is in a list that the user gave.
         *
         * @param left the columns of the key
         * @param lists a list of values for each column
         */
        public TupleIn(List<Expression> left, List<ValueList> lists) {
            this(left, lists, /* related= */ false);
        }
    }

    /**
     * A value is null, or is not.
     *
     * @param expression the value
     * @param isNull false for {@code IS NOT NULL}
     */
    record IsNull(Expression expression, boolean isNull) implements Predicate {}

    /**
     * A boolean value is true.
     *
     * @param expression the value
     */
    record Holds(Expression expression) implements Predicate {}

    /**
     * All of these hold.
     *
     * @param terms two or more; one, where it is to be decided as a whole
     */
    record And(List<Predicate> terms) implements Predicate {}

    /**
     * One of these holds at least.
     *
     * @param terms two or more
     */
    record Or(List<Predicate> terms) implements Predicate {}

    /**
     * An odd number of these hold.
     *
     * @param terms two or more
     */
    record Xor(List<Predicate> terms) implements Predicate {}

    /**
     * A term of a further filter call, which became part of one filter: what it says of a relation to many rows may be about
     * another row.
     *
     * @param number the place among the calls; 0 for a call of another query set, which joins the rows that the first call
     *        joins here, and knows nothing else of it
     * @param term the term
     */
    record Called(int number, Predicate term) implements Predicate {}

    /**
     * A term that is decided of the rows as the query has them: windows see also those that it takes out, as where a page
     * begins.
     *
     * @param term the term
     */
    record Late(Predicate term) implements Predicate {}

    /**
     * The term does not hold; where the term is about a null it does not hold either.
     *
     * @param term the term
     */
    record Not(Predicate term) implements Predicate {}

    /**
     * Always so.
     *
     * @param holds true or false
     */
    record Constant(boolean holds) implements Predicate {}

    /** Holds for every row. */
    Constant ALWAYS = new Constant(true);

    /** Holds for no row: a query with it need not be sent. */
    Constant NEVER = new Constant(false);

    /**
     * The conjunction, as simple as it can be said.
     *
     * @param terms any number
     * @return true for none; a constant where one decides
     */
    static Predicate and(List<Predicate> terms) {
        List<Predicate> rest = new ArrayList<>(terms);
        rest.removeIf(ALWAYS::equals);
        return rest.contains(NEVER)
                ? NEVER
                : rest.isEmpty() ? ALWAYS : rest.size() == 1 ? rest.get(0) : new And(List.copyOf(rest));
    }

    /**
     * The disjunction, as simple as it can be said.
     *
     * @param terms any number
     * @return false for none; a constant where one decides
     */
    static Predicate or(List<Predicate> terms) {
        List<Predicate> rest = new ArrayList<>(terms);
        rest.removeIf(NEVER::equals);
        return rest.contains(ALWAYS)
                ? ALWAYS
                : rest.isEmpty() ? NEVER : rest.size() == 1 ? rest.get(0) : new Or(List.copyOf(rest));
    }

    /**
     * The parity, as simple as it can be said.
     *
     * @param terms any number
     * @return false for none
     */
    static Predicate xor(List<Predicate> terms) {
        List<Predicate> rest = new ArrayList<>(terms);
        rest.removeIf(NEVER::equals);
        int always = rest.size();
        rest.removeIf(ALWAYS::equals);
        always -= rest.size();
        Predicate odd = rest.isEmpty() ? NEVER : rest.size() == 1 ? rest.get(0) : new Xor(List.copyOf(rest));
        return always % 2 == 0 ? odd : not(odd);
    }

    /**
     * A term of one of several filter calls.
     *
     * @param number the place among the calls, from 0
     * @param term the term
     * @return the term, marked where it has to be
     */
    static Predicate called(int number, Predicate term) {
        return number == 0 || term instanceof Constant ? term : new Called(number, term);
    }

    /**
     * A term of another query set.
     *
     * @param term the term
     * @return the term, marked where it has to be
     */
    static Predicate elsewhere(Predicate term) {
        return term instanceof Constant ? term : new Called(0, term);
    }

    /**
     * The negation, as simple as it can be said.
     *
     * @param term a term
     * @return its opposite
     */
    static Predicate not(Predicate term) {
        return term instanceof Constant(boolean holds) ? new Constant(!holds) : new Not(term);
    }
}
