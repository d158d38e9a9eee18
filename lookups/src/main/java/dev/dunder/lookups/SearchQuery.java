package dev.dunder.lookups;

import org.jspecify.annotations.Nullable;

/**
 * What to search for in full text, where more is to be said than the words.
 *
 * <pre>{@code
 * Lookups.on(ENTRY).condition("body__search", SearchQuery.websearch("\"fat cat\" -dog").config("english"))
 *
 * to_tsvector(cast(? as regconfig), coalesce("entry"."body", '')) @@ websearch_to_tsquery(cast(? as regconfig), ?)
 * }</pre>
 *
 * @param text the words, or the query in the syntax of its kind
 * @param kind how the text is understood
 * @param config the server's text search configuration, null for its default
 */
public record SearchQuery(String text, Kind kind, @Nullable String config) {
    private static final int MOST_WORDS = 1_000;

    /** How the text of a query is understood. */
    public enum Kind {
        /** All of the words, wherever they are. */
        PLAIN("plainto_tsquery"),
        /** The words in this order. */
        PHRASE("phraseto_tsquery"),
        /** PostgreSQL's own syntax, {@code fat & (rat | cat)}; the server refuses what does not follow it. */
        RAW("to_tsquery"),
        /** As in web search engines: quotes for phrases, {@code or}, and {@code -} for words that must not be there. */
        WEBSEARCH("websearch_to_tsquery");

        private final String function;

        Kind(String function) {
            this.function = function;
        }

        /**
         * What makes a query of the text.
         *
         * @return the function of PostgreSQL
         */
        public String function() {
            return function;
        }
    }

    /**
     * A text that is searched for.
     *
     * @throws LookupException if it is of very many words
     */
    public SearchQuery {
        text = checked(text);
    }

    /**
     * A text to search for, if it is not too long: the server's time grows faster than the number of words.
     *
     * @param text the words
     * @return the same
     * @throws LookupException if there are more than a thousand
     */
    public static String checked(String text) {
        int words = 0;
        boolean within = false;
        for (int i = 0; i < text.length() && words <= MOST_WORDS; i++) {
            boolean letter = Character.isLetterOrDigit(text.charAt(i));
            words += letter && !within ? 1 : 0;
            within = letter;
        }
        if (words > MOST_WORDS) {
            throw new LookupException("A text that is searched for has at most " + MOST_WORDS + " words.");
        }
        return text;
    }

    /**
     * All of these words.
     *
     * @param words the words
     * @return the query
     */
    public static SearchQuery plain(String words) {
        return new SearchQuery(words, Kind.PLAIN, null);
    }

    /**
     * These words in this order.
     *
     * @param words the words
     * @return the query
     */
    public static SearchQuery phrase(String words) {
        return new SearchQuery(words, Kind.PHRASE, null);
    }

    /**
     * A query in PostgreSQL's syntax.
     *
     * @param query such as {@code fat & (rat | cat)}
     * @return the query
     */
    public static SearchQuery raw(String query) {
        return new SearchQuery(query, Kind.RAW, null);
    }

    /**
     * A query as in web search engines, which takes any text from a user.
     *
     * @param query such as {@code "fat cat" -dog}
     * @return the query
     */
    public static SearchQuery websearch(String query) {
        return new SearchQuery(query, Kind.WEBSEARCH, null);
    }

    /**
     * The same query in a configuration.
     *
     * @param name such as {@code english}
     * @return the query
     */
    public SearchQuery config(String name) {
        return new SearchQuery(text, kind, name);
    }
}
