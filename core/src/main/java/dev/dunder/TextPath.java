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
}
