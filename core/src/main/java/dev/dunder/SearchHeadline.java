package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.resolve.Unresolved;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a text that fits what somebody looks for, with the words marked, made by {@link Search#searchHeadline}.
 *
 * {@snippet :
 * entries.annotate(searchHeadline("body", "fat cats").startSel("<mark>").stopSel("</mark>").maxWords(20).as("found"));
 * // ts_headline(body, plainto_tsquery('fat cats'), 'StartSel=''<mark>'', StopSel=''</mark>'', MaxWords=''20''')
 * }
 *
 * <p>The text itself is not escaped: whoever shows it as HTML takes care of what it contains.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class SearchHeadline extends Expr {
    private final Unresolved.SearchHeadline headline;

    private SearchHeadline(Unresolved.SearchHeadline headline) {
        super(headline, null);
        this.headline = headline;
    }

    static SearchHeadline of(@Nullable Object text, Expr query) {
        return new SearchHeadline(
                new Unresolved.SearchHeadline(Arguments.value(text), query.expression(), null, Map.of()));
    }

    private SearchHeadline option(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new LookupException("Text with a NUL character cannot be sent to PostgreSQL.");
        }
        Map<String, String> options = new LinkedHashMap<>(headline.options());
        options.put(name, value);
        return new SearchHeadline(
                new Unresolved.SearchHeadline(headline.text(), headline.query(), headline.config(), options));
    }

    private SearchHeadline number(String name, int least, int value) {
        Arguments.atLeast("searchHeadline", name, least, value);
        return option(name, String.valueOf(value));
    }

    /**
     * By the rules of a language: {@code ts_headline('english', …)}.
     *
     * @param config the name of a text search configuration, or an expression for one
     * @return the headline
     */
    public SearchHeadline config(Object config) {
        return new SearchHeadline(
                new Unresolved.SearchHeadline(headline.text(), headline.query(),
                        Arguments.value(Arguments.text(config)), headline.options()));
    }

    /**
     * What stands before each word that was found; {@code <b>} if not said.
     *
     * @param text the text
     * @return the headline
     */
    public SearchHeadline startSel(String text) {
        return option("StartSel", text);
    }

    /**
     * What stands behind each word that was found; {@code </b>} if not said.
     *
     * @param text the text
     * @return the headline
     */
    public SearchHeadline stopSel(String text) {
        return option("StopSel", text);
    }

    /**
     * How long it is at most.
     *
     * @param words how many words; 35 if not said
     * @return the headline
     */
    public SearchHeadline maxWords(int words) {
        return number("MaxWords", 1, words);
    }

    /**
     * How long it is at least.
     *
     * @param words how many words, fewer than at most; 15 if not said
     * @return the headline
     */
    public SearchHeadline minWords(int words) {
        return number("MinWords", 1, words);
    }

    /**
     * Which words are too short to begin or end with.
     *
     * @param characters how many characters; 3 if not said
     * @return the headline
     */
    public SearchHeadline shortWord(int characters) {
        return number("ShortWord", 0, characters);
    }

    /**
     * Whether it is all of the text.
     *
     * @param all true for all
     * @return the headline
     */
    public SearchHeadline highlightAll(boolean all) {
        return option("HighlightAll", String.valueOf(all));
    }

    /**
     * How many parts of the text it is made of; 0, which is the default, for one of another making.
     *
     * @param fragments how many at most
     * @return the headline
     */
    public SearchHeadline maxFragments(int fragments) {
        return number("MaxFragments", 0, fragments);
    }

    /**
     * What stands between parts of the text; {@code " ... "} if not said.
     *
     * @param text the text
     * @return the headline
     */
    public SearchHeadline fragmentDelimiter(String text) {
        return option("FragmentDelimiter", text);
    }
}
