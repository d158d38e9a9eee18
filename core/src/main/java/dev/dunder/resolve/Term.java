package dev.dunder.resolve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter as it was said: lookup strings and values, before a model gives the names a meaning. */
public sealed interface Term {
    /**
     * One lookup and its value.
     *
     * @param path such as {@code author__name__icontains}
     * @param value what to compare with
     */
    record Lookup(String path, @Nullable Object value) implements Term {}

    /**
     * A lookup of a value that a query computes.
     *
     * @param left the value
     * @param lookup such as {@code date__gte}
     * @param value what to compare with
     */
    record On(Unresolved left, String lookup, @Nullable Object value) implements Term {}

    /**
     * A boolean value that a query computes.
     *
     * @param expression the value
     */
    record Holds(Unresolved expression) implements Term {}

    /**
     * An odd number of these hold.
     *
     * @param terms at least one
     */
    record Xor(List<Term> terms) implements Term {}

    /**
     * All of these hold; true where there are none.
     *
     * @param terms the terms
     */
    record And(List<Term> terms) implements Term {}

    /**
     * One of these holds at least.
     *
     * @param terms at least one
     */
    record Or(List<Term> terms) implements Term {}

    /**
     * The term does not hold.
     *
     * @param term the term
     */
    record Not(Term term) implements Term {}

    /**
     * Both terms. Chains stay flat, and an empty term changes nothing.
     *
     * @param left a term
     * @param right another
     * @return left AND right
     */
    static Term and(Term left, Term right) {
        if (isEmpty(left) || isEmpty(right)) {
            return isEmpty(left) ? right : left;
        }
        return new And(joined(
                left instanceof And(List<Term> terms) ? terms : List.of(left),
                right instanceof And(List<Term> terms) ? terms : List.of(right)));
    }

    /**
     * Either term. Chains stay flat, and an empty term changes nothing, as in Django.
     *
     * @param left a term
     * @param right another
     * @return left OR right
     */
    static Term or(Term left, Term right) {
        if (isEmpty(left) || isEmpty(right)) {
            return isEmpty(left) ? right : left;
        }
        return new Or(joined(
                left instanceof Or(List<Term> terms) ? terms : List.of(left),
                right instanceof Or(List<Term> terms) ? terms : List.of(right)));
    }

    /**
     * One term or the other, but not both. Chains stay flat, and an empty term changes nothing, as in Django.
     *
     * @param left a term
     * @param right another
     * @return left XOR right
     */
    static Term xor(Term left, Term right) {
        if (isEmpty(left) || isEmpty(right)) {
            return isEmpty(left) ? right : left;
        }
        return new Xor(joined(
                left instanceof Xor(List<Term> terms) ? terms : List.of(left),
                right instanceof Xor(List<Term> terms) ? terms : List.of(right)));
    }

    /**
     * The opposite; that of an empty term is empty too and changes nothing, as in Django.
     *
     * @param term a term
     * @return NOT term
     */
    static Term not(Term term) {
        return isEmpty(term) ? term : new Not(term);
    }

    /**
     * What a call excludes: the opposite, decided as a whole, as in Django. Of {@code not(a OR b)} each can be decided by
     * itself, before groups and windows are made or after.
     *
     * @param term a term
     * @return NOT (term)
     */
    static Term excluded(Term term) {
        return isEmpty(term) ? term : new Not(new And(List.of(term)));
    }

    private static boolean isEmpty(Term term) {
        return term instanceof And(List<Term> terms) && terms.isEmpty();
    }

    private static List<Term> joined(List<Term> left, List<Term> right) {
        return new ConcatenatedList(left, right);
    }
}
