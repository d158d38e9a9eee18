package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Term;
import java.util.ArrayList;
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
    private final Words words;

    /** What it is made of: texts, or two vectors; then what was said of it. */
    private record Words(List<@Nullable Object> texts, List<SearchVector> both, @Nullable Object config,
            @Nullable Function weight) {
        Expression resolve(Resolver resolver) {
            Expression plain = both.isEmpty()
                    ? vector(resolver)
                    : resolver.call(Function.VECTOR_CONCAT,
                            both.stream().map(one -> one.expression().resolve(resolver)).toList());
            return weight == null ? plain : resolver.call(weight, List.of(plain));
        }

        private Expression vector(Resolver resolver) {
            List<Expression> all = new ArrayList<>();
            if (config != null) {
                all.add(resolver.call(Function.SEARCH_CONFIG, List.of(resolver.argument(config))));
            }
            texts.forEach(text -> all.add(resolver.argument(text)));
            return resolver.call(config == null ? Function.SEARCH_VECTOR : Function.SEARCH_VECTOR_IN, all);
        }
    }

    private SearchVector(Words words) {
        super(words::resolve, null);
        this.words = words;
    }

    static SearchVector of(@Nullable Object... texts) {
        if (LookupException.given(texts, "the texts").length == 0) {
            throw new LookupException("searchVector(…) needs a text at least.");
        }
        List<@Nullable Object> given = new ArrayList<>();
        for (Object text : texts) {
            given.add(Given.value(text));
        }
        return new SearchVector(new Words(given, List.of(), null, null));
    }

    /**
     * By the rules of a language: {@code to_tsvector('english', …)}. Of several vectors, for those that have none.
     *
     * @param config the name of a text search configuration, or an expression for one
     * @return the vector
     */
    public SearchVector config(Object config) {
        Object given = Given.value(Arguments.text(config));
        return configured(given == null ? "" : given);
    }

    private SearchVector configured(Object config) {
        return words.both.isEmpty()
                ? new SearchVector(new Words(
                        words.texts, List.of(), words.config == null ? config : words.config, words.weight))
                : new SearchVector(new Words(
                        List.of(), words.both.stream().map(one -> one.configured(config)).toList(), null,
                        words.weight));
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
        return new SearchVector(new Words(words.texts, words.both, words.config, function));
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
        return new SearchVector(new Words(List.of(), List.of(this, vector), null, null));
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
        Object config = words.config;
        if (config == null && !words.both.isEmpty()) {
            return words.both.get(0).configured(term);
        }
        return config == null ? term : term.configured(config);
    }
}
