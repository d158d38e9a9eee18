package dev.dunder.resolve;

import dev.dunder.query.Function;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether two say the same. That is more than the equality of their records: arrays are what is in them, and one condition
 * by itself is what it is among others that are none. For one thread.
 */
public final class SaidEquality {
    private final List<@Nullable Object> parts = new ArrayList<>();

    private SaidEquality() {}

    /**
     * Compares what was said.
     *
     * @param one a {@link Term}, an {@link Unresolved}, an {@link Ordered} or a window
     * @param other another
     * @return whether they say the same
     */
    public static boolean same(Object one, Object other) {
        return one.equals(other) || parts(one).equals(parts(other));
    }

    /**
     * A hash that goes with {@link #same}.
     *
     * @param said what was said
     * @return the same for what says the same
     */
    public static int hash(Object said) {
        return parts(said).hashCode();
    }

    /** What it is made up of, with how many there are of what may be many. */
    private static List<@Nullable Object> parts(Object said) {
        SaidEquality comparing = new SaidEquality();
        comparing.add(said);
        return comparing.parts;
    }

    private void add(@Nullable Object said) {
        switch (said) {
            case Term term -> term(term);
            case Unresolved expression -> expression(expression);
            case Ordered criterion -> criterion(criterion);
            case Unresolved.WindowSpec window -> all(window.partition(), window.order(), window.frame());
            case Unresolved.Branch(Term condition, Object result) -> all(condition, result);
            case Unresolved.Otherwise(Object result) -> all(Unresolved.Otherwise.class, result);
            // Whether it is kept says nothing of its rows.
            case BoundQuery query -> all(query.query(), query.values(), query.source());
            case List<?> members -> {
                parts.add(members.size());
                members.forEach(this::add);
            }
            case null, default -> value(said);
        }
    }

    private void all(@Nullable Object... of) {
        for (Object one : of) {
            add(one);
        }
    }

    private void value(@Nullable Object value) {
        parts.add(value == null || !value.getClass().isArray() ? value : value.getClass());
        if (value != null && value.getClass().isArray()) {
            parts.add(Array.getLength(value));
            for (int i = 0; i < Array.getLength(value); i++) {
                add(Array.get(value, i));
            }
        }
    }

    private void criterion(Ordered criterion) {
        switch (criterion) {
            case Ordered.Path path -> parts.add(path);
            case Ordered.By(Unresolved expression, boolean descending, Boolean nullsFirst) ->
                all(Ordered.By.class, expression, descending, nullsFirst);
        }
    }

    private void term(Term term) {
        switch (term) {
            case Term.Lookup(String path, Object value) -> all(Term.Lookup.class, path, value);
            case Term.On(Unresolved left, String lookup, Object value) -> all(Term.On.class, left, lookup, value);
            case Term.Holds(Unresolved expression) -> all(Term.Holds.class, expression);
            case Term.And(List<Term> terms) -> terms(Term.And.class, terms);
            case Term.Or(List<Term> terms) -> terms(Term.Or.class, terms);
            case Term.Xor(List<Term> terms) -> terms(Term.Xor.class, terms);
            case Term.Not(Term negated) -> all(Term.Not.class, negated);
        }
    }

    private void terms(Class<?> how, List<Term> terms) {
        if (terms.size() == 1) {
            add(terms.get(0));
        } else {
            all(how, terms);
        }
    }

    private void expression(Unresolved said) {
        parts.add(said.getClass());
        switch (said) {
            case Unresolved.Path path -> parts.add(path);
            case Unresolved.Outer outer -> parts.add(outer);
            case Unresolved.Known known -> parts.add(known);
            case Unresolved.Value(Object value) -> add(value);
            case Unresolved.TypedValue(Object value, var type) -> all(value, type);
            case Unresolved.Call(Function function, List<@Nullable Object> arguments) -> all(function, arguments);
            case Unresolved.Operation(Function operator, Unresolved left, Object right) -> all(operator, left, right);
            case Unresolved.Typed(Unresolved expression, var type) -> all(expression, type);
            case Unresolved.Cast(Object value, var type) -> all(value, type);
            case Unresolved.ByName(List<String> names, List<@Nullable Object> arguments, var type) ->
                all(names, arguments, type);
            case Unresolved.Collated(Object text, String collation) -> all(text, collation);
            case Unresolved.Json(Function function, List<@Nullable Object> members) -> all(function, members);
            case Unresolved.Document(Object value) -> add(value);
            case Unresolved.Slice slice -> all(slice.value(), slice.from(), slice.to());
            case Unresolved.InZone(Function function, Object value, var zone) -> all(function, value, zone);
            case Unresolved.Subquery(BoundQuery rows, var kind) -> all(kind, rows);
            case Unresolved.Condition(Term term) -> add(term);
            case Unresolved.Case choice -> all(choice.branches(), choice.otherwise());
            case Unresolved.Aggregate aggregate ->
                all(aggregate.function(), aggregate.arguments(), aggregate.distinct(),
                        aggregate.filter(), aggregate.order(), aggregate.otherwise(), aggregate.type());
            case Unresolved.Over(Unresolved function, Unresolved.WindowSpec window) -> all(function, window);
            case Unresolved.SearchVector(var texts, Object config, Function weight) -> all(texts, config, weight);
            case Unresolved.SearchVectors(Unresolved left, Unresolved right, Function weight) ->
                all(left, right, weight);
            case Unresolved.SearchWords(Function kind, Object text, Object config) -> all(kind, text, config);
            case Unresolved.SearchRank rank ->
                all(rank.vector(), rank.query(), rank.weights(), rank.normalization(), rank.coverDensity());
            case Unresolved.SearchHeadline headline ->
                all(headline.text(), headline.query(), headline.config(), headline.options());
            case Unresolved.Foreign foreign -> parts.add(foreign);
        }
    }
}
