package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Function;
import dev.dunder.resolve.Term;
import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of texts for full text search, made by {@link Search#searchVector}.
 *
 * {@snippet :
 * SearchVector words = searchVector("headline").weight('A').plus(searchVector("body").weight('B'));
 * // setweight(to_tsvector(coalesce(headline, '')), 'A') || setweight(to_tsvector(coalesce(body, '')), 'B')
 *
 * entries.filter(words.matches("fat cats")).orderBy(searchRank(words, "fat cats").desc());
 * }
 *
 * <p>Immutable and safe to share between threads.
 */
public final class SearchVector extends Expr {
    private final Unresolved words;

    private SearchVector(Unresolved words) {
        super(words, null);
        this.words = words;
    }

    static SearchVector of(@Nullable Object... texts) {
        if (LookupException.given(texts, "the texts").length == 0) {
            throw new LookupException("searchVector(…) needs a text at least.");
        }
        List<@Nullable Object> given = new ArrayList<>();
        for (Object text : texts) {
            given.add(Arguments.value(text));
        }
        return new SearchVector(new Unresolved.SearchVector(Collections.unmodifiableList(given), null, null));
    }

    /**
     * By the rules of a language: {@code to_tsvector('english', …)}. Of several vectors, for those that have none.
     *
     * @param config the name of a text search configuration, or an expression for one
     * @return the vector
     */
    public SearchVector config(Object config) {
        Object given = Arguments.value(Arguments.text(config));
        return new SearchVector(configured(words, given == null ? "" : given));
    }

    /** What has no configuration of its own gets this one. */
    private static Unresolved configured(Unresolved words, Object config) {
        return switch (words) {
            case Unresolved.SearchVector(var texts, Object known, var weight) ->
                new Unresolved.SearchVector(texts, known == null ? config : known, weight);
            case Unresolved.SearchVectors(Unresolved left, Unresolved right, var weight) ->
                new Unresolved.SearchVectors(configured(left, config), configured(right, config), weight);
            default -> words;
        };
    }

    private static Unresolved weighted(Unresolved words, Function weight) {
        return switch (words) {
            case Unresolved.SearchVector(var texts, var config, var before) ->
                new Unresolved.SearchVector(texts, config, weight);
            case Unresolved.SearchVectors(Unresolved left, Unresolved right, var before) ->
                new Unresolved.SearchVectors(left, right, weight);
            default -> words;
        };
    }

    /** The first configuration that was said; null where none was. */
    private static @Nullable Object config(Unresolved words) {
        return switch (words) {
            case Unresolved.SearchVector(var texts, Object config, var weight) -> config;
            case Unresolved.SearchVectors(Unresolved left, Unresolved right, var weight) -> config(left);
            default -> null;
        };
    }

    /**
     * How much the words count: {@code setweight(…, 'A')}.
     *
     * @param weight A, B, C or D
     * @return the vector
     * @throws LookupException if it is another letter
     */
    public SearchVector weight(char weight) {
        Function function = switch (weight) {
            case 'A' -> Function.WEIGHT_A;
            case 'B' -> Function.WEIGHT_B;
            case 'C' -> Function.WEIGHT_C;
            case 'D' -> Function.WEIGHT_D;
            default -> throw new LookupException("The weights of words are A, B, C and D.");
        };
        return new SearchVector(weighted(words, function));
    }

    /**
     * The words of both: {@code a || b}.
     *
     * @param other another vector
     * @return a vector
     * @throws LookupException if the other is none
     */
    @Override
    public SearchVector plus(@Nullable Object other) {
        if (!(other instanceof SearchVector vector)) {
            throw new LookupException(
                    "A search vector takes another one beside it: searchVector(…).plus(searchVector(…)).");
        }
        return new SearchVector(new Unresolved.SearchVectors(words, vector.words, null));
    }

    /**
     * Whether the words are what somebody looks for: {@code to_tsvector(…) @@ plainto_tsquery(…)}.
     *
     * @param query words, a {@link dev.dunder.lookups.SearchQuery}, a {@link SearchTerm} or an expression; words are understood by the vector's configuration
     * @param <M> the model of the query that it is used in
     * @return the condition
     */
    public <M extends @Nullable Object> Q<M> matches(Object query) {
        Expr term = query instanceof Expr given ? given : configured(SearchTerm.of(query));
        Expr wanted = Expr.call(Function.MATCHES, this, term);
        return new Q<>(new Term.Holds(wanted.expression()));
    }

    private SearchTerm configured(SearchTerm term) {
        Object config = config(words);
        return config == null ? term : term.configured(config);
    }
}
