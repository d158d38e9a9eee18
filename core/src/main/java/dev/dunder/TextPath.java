package dev.dunder;

/**
 * A column of text.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 */
public final class TextPath<M> extends OrderedPath<M, String> {
    /**
     * A path.
     *
     * @param path as in a lookup string
     */
    public TextPath(String path) {
        super(path, String.class);
    }

    /**
     * Equal but for case.
     *
     * @param text the text
     * @return {@code upper(x) = upper(?)}
     */
    public Q<M> iexact(String text) {
        return lookup("iexact", text);
    }

    /**
     * Has a text in it.
     *
     * @param text the text; {@code %} and {@code _} are letters like any other, here and below
     * @return {@code x like ?}
     */
    public Q<M> contains(String text) {
        return lookup("contains", text);
    }

    /**
     * Has a text in it, whatever its case.
     *
     * @param text the text
     * @return {@code upper(x) like upper(?)}
     */
    public Q<M> icontains(String text) {
        return lookup("icontains", text);
    }

    /**
     * Begins with a text.
     *
     * @param text the text
     * @return {@code x like ?}
     */
    public Q<M> startswith(String text) {
        return lookup("startswith", text);
    }

    /**
     * Begins with a text, whatever its case.
     *
     * @param text the text
     * @return {@code upper(x) like upper(?)}
     */
    public Q<M> istartswith(String text) {
        return lookup("istartswith", text);
    }

    /**
     * Ends with a text.
     *
     * @param text the text
     * @return {@code x like ?}
     */
    public Q<M> endswith(String text) {
        return lookup("endswith", text);
    }

    /**
     * Ends with a text, whatever its case.
     *
     * @param text the text
     * @return {@code upper(x) like upper(?)}
     */
    public Q<M> iendswith(String text) {
        return lookup("iendswith", text);
    }

    /**
     * Matches a regular expression.
     *
     * @param pattern the server's own: see its documentation
     * @return {@code x ~ ?}
     */
    public Q<M> regex(String pattern) {
        return lookup("regex", pattern);
    }

    /**
     * Matches a regular expression, whatever the case.
     *
     * @param pattern the server's own
     * @return {@code x ~* ?}
     */
    public Q<M> iregex(String pattern) {
        return lookup("iregex", pattern);
    }

    /**
     * Has the words of a text in it, in whatever form: full text search.
     *
     * @param words the words
     * @return {@code to_tsvector(x) @@ plainto_tsquery(?)}
     */
    public Q<M> search(String words) {
        return lookup("search", words);
    }

    /**
     * Is like a text. Of the extension {@code pg_trgm}.
     *
     * @param text the text
     * @return {@code x % ?}
     */
    public Q<M> trigramSimilar(String text) {
        return lookup("trigram_similar", text);
    }

    /**
     * Has a word that is like a text. Of the extension {@code pg_trgm}.
     *
     * @param text the text
     * @return {@code ? <% x}
     */
    public Q<M> trigramWordSimilar(String text) {
        return lookup("trigram_word_similar", text);
    }

    /**
     * Has a whole word that is like a text. Of the extension {@code pg_trgm}.
     *
     * @param text the text
     * @return {@code ? <<% x}
     */
    public Q<M> trigramStrictWordSimilar(String text) {
        return lookup("trigram_strict_word_similar", text);
    }

    /**
     * Without accents, on both sides: {@code Author.NAME.unaccent().icontains("jose")}. Of the extension {@code unaccent}.
     *
     * @return {@code unaccent(x)}
     */
    public TextPath<M> unaccent() {
        return new TextPath<>(below("unaccent"));
    }
}
