package dev.dunder;

import dev.dunder.lookups.SearchQuery;
import dev.dunder.query.Function;
import dev.dunder.resolve.Unresolved;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What full text search looks for, made by {@link Search#searchQuery} and its siblings.
 *
 * {@snippet :
 * searchQuery("cat").or(phraseQuery("fat dog")).and(searchQuery("mouse").not());
 * // (plainto_tsquery('cat') || phraseto_tsquery('fat dog')) && !! plainto_tsquery('mouse')
 * }
 *
 * <p>Immutable and safe to share between threads.
 */
public final class SearchTerm extends Expr {
    private final Unresolved query;

    private SearchTerm(Unresolved query) {
        super(query, null);
        this.query = query;
    }

    static SearchTerm of(Function kind, Object text) {
        Object given = Arguments.value(text);
        return new SearchTerm(
                new Unresolved.SearchWords(kind, given instanceof String words ? SearchQuery.checked(words) : given,
                        null));
    }

    /** What the lookups of full text search take; text is all of its words. */
    static SearchTerm of(Object query) {
        if (!(query instanceof SearchQuery said)) {
            return of(Function.QUERY_PLAIN, query);
        }
        SearchTerm term = of(switch (said.kind()) {
            case PLAIN -> Function.QUERY_PLAIN;
            case PHRASE -> Function.QUERY_PHRASE;
            case RAW -> Function.QUERY_RAW;
            case WEBSEARCH -> Function.QUERY_WEBSEARCH;
        }, said.text());
        String config = said.config();
        return config == null ? term : term.config(config);
    }

    /**
     * By the rules of a language: {@code plainto_tsquery('english', …)}. Of several terms, for those that have none.
     *
     * @param config the name of a text search configuration, or an expression for one
     * @return the term
     */
    public SearchTerm config(Object config) {
        Object given = Arguments.value(Arguments.text(config));
        return configured(given == null ? "" : given);
    }

    SearchTerm configured(Object config) {
        return new SearchTerm(configured(query, config));
    }

    /**
     * What both look for: {@code a && b}.
     *
     * @param other another term
     * @return a term
     */
    public SearchTerm and(SearchTerm other) {
        return new SearchTerm(new Unresolved.Operation(Function.QUERY_AND, query, other.query));
    }

    /**
     * What one of both looks for: {@code a || b}.
     *
     * @param other another term
     * @return a term
     */
    public SearchTerm or(SearchTerm other) {
        return new SearchTerm(new Unresolved.Operation(Function.QUERY_OR, query, other.query));
    }

    /**
     * What it does not look for: {@code !! a}.
     *
     * @return a term
     */
    public SearchTerm not() {
        return new SearchTerm(
                query instanceof Unresolved.Call(Function function, List<@Nullable Object> negated)
                        && function == Function.QUERY_NOT && negated.get(0) instanceof Unresolved before
                                ? before
                                : new Unresolved.Call(Function.QUERY_NOT, List.of(query)));
    }

    /** What has no configuration of its own gets this one. */
    private static Unresolved configured(Unresolved query, Object config) {
        return switch (query) {
            case Unresolved.SearchWords(Function kind, Object text, Object known) ->
                new Unresolved.SearchWords(kind, text, known == null ? config : known);
            case Unresolved.Operation(Function operator, Unresolved left, Object right) -> new Unresolved.Operation(
                    operator, configured(left, config), right instanceof Unresolved other
                            ? configured(other, config)
                            : right);
            case Unresolved.Call(Function function, List<@Nullable Object> negated) when negated
                    .get(0) instanceof Unresolved other ->
                new Unresolved.Call(function, List.of(configured(other, config)));
            default -> query;
        };
    }
}
