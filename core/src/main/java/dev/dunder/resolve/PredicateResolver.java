package dev.dunder.resolve;

import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What filters mean: terms become predicates, as many and as deep as the limits let them. */
final class PredicateResolver {
    private final Resolver resolver;
    private final PathResolver paths;
    private final Comparisons comparisons;
    private final Limits limits;
    private int terms;
    private int depth;
    private @Nullable LookupException wrong;
    private @Nullable Term failed;

    PredicateResolver(Resolver resolver, PathResolver paths, Comparisons comparisons, Limits limits) {
        this.resolver = resolver;
        this.paths = paths;
        this.comparisons = comparisons;
        this.limits = limits;
    }

    Predicate of(Term term) {
        if (depth >= limits.depth()) {
            throw QuerySize.tooDeep(limits);
        }
        if (++terms > limits.terms()) {
            throw QuerySize.tooManyTerms(limits);
        }
        depth++;
        try {
            return switch (term) {
                case Term.Lookup(String path, Object value) -> comparisons.of(paths.lookup(path), value);
                case Term.On(Unresolved left, String lookup, Object value) ->
                    comparisons.of(paths.on(resolver.resolve(left), lookup), value);
                case Term.Holds(Unresolved expression) -> holds(resolver.resolve(expression));
                case Term.And(List<Term> all) -> Predicate.and(each(all));
                case Term.Or(List<Term> any) -> Predicate.or(each(any));
                case Term.Xor(List<Term> odd) -> Predicate.xor(each(odd));
                case Term.Not(Term negated) -> Predicate.not(together(negated));
            };
        } catch (LookupException e) {
            throw depth == 1 ? SaidCaret.within(e, term, innermost(e, term)) : noted(e, term);
        } finally {
            depth--;
        }
    }

    private LookupException noted(LookupException e, Term term) {
        failed = innermost(e, term);
        wrong = e;
        return e;
    }

    /** What failed, with what is around it failing after it. */
    @SuppressWarnings("ReferenceEquality") // the same error on its way
    private Term innermost(LookupException e, Term term) {
        return failed == null || e != wrong ? term : failed;
    }

    private List<Predicate> each(List<Term> all) {
        if (all.size() > limits.terms()) {
            throw QuerySize.tooManyTerms(limits);
        }
        return all.stream().map(this::of).toList();
    }

    private Predicate together(Term negated) {
        if (negated instanceof Term.And(List<Term> terms) && terms.size() == 1) {
            Predicate one = of(terms.get(0));
            return one instanceof Predicate.Or ? new Predicate.And(List.of(one)) : one;
        }
        return of(negated);
    }

    private static Predicate holds(Expression given) {
        Expression expression = Resolver.settled(given);
        if (expression instanceof Expression.Condition(Predicate predicate)) {
            return predicate;
        }
        Class<?> type = expression.type().getType();
        if (type != Boolean.class && type != Object.class) {
            throw new LookupException(
                    "A filter is true or false; this expression is " + Values.typeName(expression.type()) + ".");
        }
        return new Predicate.Holds(expression);
    }
}
