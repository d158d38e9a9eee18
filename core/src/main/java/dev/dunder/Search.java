package dev.dunder;

import dev.dunder.query.Function;
import dev.dunder.resolve.Term;
import org.jspecify.annotations.Nullable;

/**
 * Functions of PostgreSQL's full text search, of trigrams and of UUIDs, to be imported statically, by the names of Django's.
 *
 * {@snippet :
 * entries.filter(searchVector("headline", "body").matches(websearchQuery("fat -cat")));
 * // to_tsvector(coalesce(headline, '') || ' ' || coalesce(body, '')) @@ websearch_to_tsquery('fat -cat')
 *
 * authors.orderBy(trigramSimilarity("name", "Jon").desc());
 * // similarity(name, 'Jon') desc
 * }
 *
 * <p>Where words are looked for a string is text; in all other places it is a path. Trigrams need PostgreSQL's extension
 * pg_trgm.
 */
public final class Search {
    private Search() {}

    /**
     * The words of some texts, nulls as nothing: {@code to_tsvector(coalesce(a, '') || ' ' || coalesce(b, ''))}.
     *
     * @param texts paths and expressions; what is no text is cast to it
     * @return the words, to be continued with {@code config(…)}, {@code weight(…)} and {@code plus(…)}
     */
    public static SearchVector searchVector(@Nullable Object... texts) {
        return SearchVector.of(texts);
    }

    /**
     * All of these words: {@code plainto_tsquery('fat cats')}.
     *
     * @param words text, or an expression for it
     * @return what to look for, to be continued with {@code config(…)}, {@code and(…)}, {@code or(…)} and {@code not()}
     */
    public static SearchTerm searchQuery(Object words) {
        return SearchTerm.of(Function.QUERY_PLAIN, words);
    }

    /**
     * These words in this order: {@code phraseto_tsquery('fat cats')}.
     *
     * @param words text, or an expression for it
     * @return what to look for
     */
    public static SearchTerm phraseQuery(Object words) {
        return SearchTerm.of(Function.QUERY_PHRASE, words);
    }

    /**
     * In PostgreSQL's own syntax, which the server refuses to read where it is wrong: {@code to_tsquery('fat & (cat | dog)')}.
     *
     * @param query text, or an expression for it
     * @return what to look for
     */
    public static SearchTerm rawQuery(Object query) {
        return SearchTerm.of(Function.QUERY_RAW, query);
    }

    /**
     * As in search engines, which is never wrong: {@code websearch_to_tsquery('"fat cats" -dog')}.
     *
     * @param query text, or an expression for it
     * @return what to look for
     */
    public static SearchTerm websearchQuery(Object query) {
        return SearchTerm.of(Function.QUERY_WEBSEARCH, query);
    }

    /**
     * Whether words are what somebody looks for: {@code x @@ plainto_tsquery('fat cats')}.
     *
     * @param vector a path to words that PostgreSQL has prepared, or an expression for one
     * @param query words, a {@link SearchTerm}, a {@link dev.dunder.lookups.SearchQuery} or an expression
     * @param <M> the model of the query that it is used in
     * @return the condition
     */
    public static <M extends @Nullable Object> Q<M> matches(Object vector, Object query) {
        if (vector instanceof SearchVector words) {
            return words.matches(query);
        }
        return new Q<>(new Term.Holds(Expr.call(Function.MATCHES, vector, query(query)).expression()));
    }

    /**
     * How well words fit what somebody looks for: {@code ts_rank(to_tsvector(…), plainto_tsquery('fat cats'))}.
     *
     * @param vector a {@link SearchVector}, an expression for prepared words, or a path to a text
     * @param query words, a {@link SearchTerm}, a {@link dev.dunder.lookups.SearchQuery} or an expression
     * @return the rank, to be continued with {@code weights(…)}, {@code normalization(…)} and {@code coverDensity()}
     */
    public static SearchRank searchRank(Object vector, Object query) {
        return SearchRank.of(vector instanceof Expr given ? given : SearchVector.of(vector), query(query));
    }

    /**
     * The part of a text that fits what somebody looks for, with the words marked: {@code ts_headline(body, …)}.
     *
     * @param text a path or an expression
     * @param query words, a {@link SearchTerm}, a {@link dev.dunder.lookups.SearchQuery} or an expression
     * @return the text, to be continued with {@code config(…)} and options
     */
    public static SearchHeadline searchHeadline(@Nullable Object text, Object query) {
        return SearchHeadline.of(text, query(query));
    }

    private static Expr query(Object query) {
        return query instanceof Expr given ? given : SearchTerm.of(query);
    }

    /**
     * How alike two texts are, from 0 to 1: {@code similarity(name, 'Jon')}.
     *
     * @param value a path or an expression
     * @param text text, or an expression for it
     * @return a {@link Float}
     */
    public static Expr trigramSimilarity(@Nullable Object value, Object text) {
        return Expr.call(Function.TRIGRAM_SIMILARITY, value, Arguments.text(text));
    }

    /**
     * How unlike two texts are, from 0 to 1: {@code name <-> 'Jon'}.
     *
     * @param value a path or an expression
     * @param text text, or an expression for it
     * @return a {@link Float}
     */
    public static Expr trigramDistance(@Nullable Object value, Object text) {
        return Expr.call(Function.TRIGRAM_DISTANCE, value, Arguments.text(text));
    }

    /**
     * How alike a text is to a part of another one, from 0 to 1: {@code word_similarity('Jon', name)}.
     *
     * @param text text, or an expression for it
     * @param value a path or an expression
     * @return a {@link Float}
     */
    public static Expr trigramWordSimilarity(Object text, @Nullable Object value) {
        return Expr.call(Function.TRIGRAM_WORD_SIMILARITY, Arguments.text(text), value);
    }

    /**
     * How unlike a text is to each part of another one, from 0 to 1: {@code 'Jon' <<-> name}.
     *
     * @param text text, or an expression for it
     * @param value a path or an expression
     * @return a {@link Float}
     */
    public static Expr trigramWordDistance(Object text, @Nullable Object value) {
        return Expr.call(Function.TRIGRAM_WORD_DISTANCE, Arguments.text(text), value);
    }

    /**
     * How alike a text is to whole words of another one, from 0 to 1: {@code strict_word_similarity('Jon', name)}.
     *
     * @param text text, or an expression for it
     * @param value a path or an expression
     * @return a {@link Float}
     */
    public static Expr trigramStrictWordSimilarity(Object text, @Nullable Object value) {
        return Expr.call(Function.TRIGRAM_STRICT_WORD_SIMILARITY, Arguments.text(text), value);
    }

    /**
     * How unlike a text is to the words of another one, from 0 to 1: {@code 'Jon' <<<-> name}.
     *
     * @param text text, or an expression for it
     * @param value a path or an expression
     * @return a {@link Float}
     */
    public static Expr trigramStrictWordDistance(Object text, @Nullable Object value) {
        return Expr.call(Function.TRIGRAM_STRICT_WORD_DISTANCE, Arguments.text(text), value);
    }

    /**
     * A UUID that nobody has, another one for each row: {@code gen_random_uuid()}.
     *
     * @return a {@link java.util.UUID}
     */
    public static Expr randomUuid() {
        return Expr.call(Function.RANDOM_UUID);
    }
}
