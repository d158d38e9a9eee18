package dev.dunder.query;

import dev.dunder.lookups.Lookup;
import java.util.ArrayList;
import java.util.List;

/** A condition on rows. */
public sealed interface Predicate {
    /**
     * A column compared by a lookup.
     *
     * @param left the column
     * @param lookup the lookup
     * @param operands what it is compared with
     */
    record Match(Expression.Column left, Lookup lookup, List<Expression.Param> operands) implements Predicate {}

    /**
     * A column is null, or is not.
     *
     * @param column the column
     * @param isNull false for {@code IS NOT NULL}
     */
    record IsNull(Expression.Column column, boolean isNull) implements Predicate {}

    /**
     * All of these hold.
     *
     * @param terms two or more
     */
    record And(List<Predicate> terms) implements Predicate {}

    /**
     * One of these holds at least.
     *
     * @param terms two or more
     */
    record Or(List<Predicate> terms) implements Predicate {}

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
     * The negation, as simple as it can be said.
     *
     * @param term a term
     * @return its opposite
     */
    static Predicate not(Predicate term) {
        return term instanceof Constant(boolean holds) ? new Constant(!holds) : new Not(term);
    }
}
