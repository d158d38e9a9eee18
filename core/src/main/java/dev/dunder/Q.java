package dev.dunder;

import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.lookups.Range;
import dev.dunder.resolve.SaidEquality;
import dev.dunder.resolve.SaidText;
import dev.dunder.resolve.Term;
import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A condition that can be combined with others, before it is given to {@link QuerySet#filter} or {@link QuerySet#exclude}.
 *
 * <pre>{@code
 * entries.filter(q("author__name__icontains", "ann").or(q("x", 1).not()))
 *
 * where (upper("author"."name") like upper(?) or not ("entry"."x" = ? and "entry"."x" is not null))
 * }</pre>
 *
 * <p>Names are looked up when it is given to a query set, so one condition may serve several models. Immutable and safe to
 * share between threads.
 *
 * @param <M> the model it is about; {@link Object} where it was made of strings, which fits every model
 */
public final class Q<M extends @Nullable Object> {
    private static final String RANGE = "range";

    private final Term term;

    Q(Term term) {
        this.term = term;
    }

    Term term() {
        return term;
    }

    /** Lookups and values in turn; all must hold. */
    static Term pairs(@Nullable Object... pairs) {
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (!(pairs[i] instanceof String lookup)) {
                throw new LookupException("Lookups and values come in pairs, but argument " + (i + 1)
                        + " is no lookup string.");
            }
            if (i + 1 == pairs.length) {
                throw new LookupException(
                        "Lookups and values come in pairs, but there are " + pairs.length + " arguments.");
            }
            Object value = pairs[i + 1];
            if (isRange(lookup) && isEnd(value) && i + 2 < pairs.length) {
                value = Arrays.asList(value, pairs[i + 2]);
                i++;
            }
            terms.add(lookup(lookup, value));
        }
        return terms.size() == 1 ? terms.get(0) : new Term.And(List.copyOf(terms));
    }

    /** A lookup of a value. */
    static Term lookup(String lookup, @Nullable Object value) {
        if (!(value instanceof Range<?> range) || !isRange(lookup)) {
            return new Term.Lookup(lookup, Arguments.value(value));
        }
        String path = lookup.substring(0, lookup.length() - RANGE.length());
        return ends(range, (end, given) -> new Term.Lookup(path + end, Arguments.value(given)));
    }

    /** Within a range: of its ends those that it has, and with what belongs to it. */
    static Term ends(Range<?> range, BiFunction<String, Object, Term> lookups) {
        List<Term> ends = new ArrayList<>();
        if (range.lower() != null) {
            ends.add(lookups.apply(range.lowerInclusive() ? "gte" : "gt", range.lower()));
        }
        if (range.upper() != null) {
            ends.add(lookups.apply(range.upperInclusive() ? "lte" : "lt", range.upper()));
        }
        return switch (ends.size()) {
            case 0 -> lookups.apply("isnull", false);
            case 1 -> ends.get(0);
            default -> new Term.And(List.copyOf(ends));
        };
    }

    /** A range is of two values, which may stand by themselves. */
    private static boolean isRange(String lookup) {
        return lookup.equals(RANGE) || lookup.endsWith(PathParser.SEPARATOR + RANGE);
    }

    private static boolean isEnd(@Nullable Object value) {
        return !(value == null || value instanceof Collection<?> || value instanceof Range<?>
                || value.getClass().isArray());
    }

    static Term pairs(String lookup, @Nullable Object value, @Nullable Object @Nullable... more) {
        if (lookup != null && more != null && more.length == 0) {
            return lookup(lookup, value);
        }
        // filter("x", 1, null) passes a null in the array's place: an argument too many, and an odd one.
        int rest = more == null ? 1 : more.length;
        @Nullable
        Object[] all = new @Nullable Object[rest + 2];
        all[0] = lookup;
        all[1] = value;
        if (more != null) {
            System.arraycopy(more, 0, all, 2, rest);
        }
        return pairs(all);
    }

    static Term termOf(Q<?> condition) {
        return LookupException.given(condition, "a condition").term;
    }

    /** What a request asks for; nothing where it asks for nothing. */
    static Term asked(Filtered request) {
        return new Term.And(
                LookupException.given(request, "what is asked for").terms().stream().map(Q::asked).toList());
    }

    private static Term asked(Filtered.Term term) {
        return switch (term) {
            case Filtered.Term.Lookup lookup -> new Term.Lookup(lookup.lookup(), lookup.value());
            case Filtered.Term.And(List<Filtered.Term> terms) -> new Term.And(terms.stream().map(Q::asked).toList());
            case Filtered.Term.Or(List<Filtered.Term> terms) -> new Term.Or(terms.stream().map(Q::asked).toList());
            case Filtered.Term.Not(Filtered.Term negated) -> Term.not(asked(negated));
        };
    }

    static Term pairs(Map<String, ? extends @Nullable Object> lookups) {
        List<Term> terms = new ArrayList<>();
        Arguments.entries(LookupException.given(lookups, "lookups"))
                .forEach((lookup, value) -> terms.add(lookup(lookup, value)));
        return new Term.And(List.copyOf(terms));
    }

    /**
     * Both conditions.
     *
     * @param other another condition, on the same model or on any
     * @param <N> the model that both are about
     * @return this AND other
     */
    public <N extends M> Q<N> and(Q<? super N> other) {
        return new Q<>(Term.and(term, termOf(other)));
    }

    /**
     * Either condition.
     *
     * @param other another condition, on the same model or on any
     * @param <N> the model that both are about
     * @return this OR other
     */
    public <N extends M> Q<N> or(Q<? super N> other) {
        return new Q<>(Term.or(term, termOf(other)));
    }

    /**
     * Either this or the other, but not both.
     *
     * <pre>{@code
     * q("x", 1).xor(q("y", 1))
     * }</pre>
     *
     * @param other another condition
     * @param <N> the model that both are about
     * @return both conditions as one
     */
    public <N extends M> Q<N> xor(Q<? super N> other) {
        return new Q<>(Term.xor(term, termOf(other)));
    }

    /**
     * Both conditions: {@code q("x", 1).and("y", 2)}.
     *
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values, all of which must hold
     * @return this AND those
     */
    public Q<M> and(String lookup, @Nullable Object value, @Nullable Object... more) {
        return new Q<>(Term.and(term, pairs(lookup, value, more)));
    }

    /**
     * Either condition: {@code q("x", 1).or("y", 2)}.
     *
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values, all of which must hold
     * @return this OR those
     */
    public Q<M> or(String lookup, @Nullable Object value, @Nullable Object... more) {
        return new Q<>(Term.or(term, pairs(lookup, value, more)));
    }

    /**
     * Either this or those, but not both: {@code q("x", 1).xor("y", 2)}.
     *
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values, all of which must hold
     * @return this XOR those
     */
    public Q<M> xor(String lookup, @Nullable Object value, @Nullable Object... more) {
        return new Q<>(Term.xor(term, pairs(lookup, value, more)));
    }

    /**
     * As a value that is true or false, under a name: {@code annotate(exists(…).as("has_entries"))}.
     *
     * @param as letters, digits and underscores, not beginning with a digit, at most 63
     * @return the value
     * @throws LookupException if it is another kind of name
     */
    public Expr as(String as) {
        return Expr.of(new Unresolved.Condition(term)).as(as);
    }

    /**
     * The opposite. A row that has no value to compare is among those that do not match, as in Django.
     *
     * @return NOT this
     */
    public Q<M> not() {
        return new Q<>(term instanceof Term.Not(Term negated) ? negated : Term.not(term));
    }

    /** As it was written, values too. */
    @Override
    public String toString() {
        return SaidText.of(term);
    }

    /** Whether it says the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Q<?> condition && SaidEquality.same(condition.term, term);
    }

    @Override
    public int hashCode() {
        return SaidEquality.hash(term);
    }
}
