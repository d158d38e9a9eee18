package dev.dunder;

import java.util.Arrays;
import java.util.Collection;

/**
 * A column of JSON, or what stands at a key of it: {@code Entry.DATA.key("owner").key("name").icontains("ann")}. Values are compared
 * as the JSON they are written as: {@code 5} is not {@code "5"}, and null is JSON's null.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 */
public final class JsonPath<M> extends ColumnPath<M, Object> {
    /**
     * A path.
     *
     * @param path as in a lookup string
     */
    public JsonPath(String path) {
        super(path);
    }

    /**
     * What stands at a key of an object.
     *
     * @param key a key without a double underscore, which would be two
     * @return {@code x -> 'key'}
     */
    public JsonPath<M> key(String key) {
        return new JsonPath<>(below(key));
    }

    /**
     * What stands at a place of an array.
     *
     * @param place from 0; from -1 backwards
     * @return {@code x -> 0}
     */
    public JsonPath<M> at(int place) {
        return new JsonPath<>(below(place));
    }

    /**
     * Greater than a value, in the order of JSON.
     *
     * @param value the value
     * @return {@code x > ?}
     */
    public Q<M> gt(Object value) {
        return lookup("gt", value);
    }

    /**
     * Greater than a value or equal.
     *
     * @param value the value
     * @return {@code x >= ?}
     */
    public Q<M> gte(Object value) {
        return lookup("gte", value);
    }

    /**
     * Less than a value.
     *
     * @param value the value
     * @return {@code x < ?}
     */
    public Q<M> lt(Object value) {
        return lookup("lt", value);
    }

    /**
     * Less than a value or equal.
     *
     * @param value the value
     * @return {@code x <= ?}
     */
    public Q<M> lte(Object value) {
        return lookup("lte", value);
    }

    /**
     * Equal to a text but for case.
     *
     * @param text the text
     * @return {@code upper(x ->> 'key') = upper(?)}
     */
    public Q<M> iexact(String text) {
        return lookup("iexact", text);
    }

    /**
     * Has a text in it, whatever its case.
     *
     * @param text the text
     * @return {@code upper(x ->> 'key') like upper(?)}
     */
    public Q<M> icontains(String text) {
        return lookup("icontains", text);
    }

    /**
     * Begins with a text.
     *
     * @param text the text
     * @return {@code x ->> 'key' like ?}
     */
    public Q<M> startswith(String text) {
        return lookup("startswith", text);
    }

    /**
     * Begins with a text, whatever its case.
     *
     * @param text the text
     * @return {@code upper(x ->> 'key') like upper(?)}
     */
    public Q<M> istartswith(String text) {
        return lookup("istartswith", text);
    }

    /**
     * Ends with a text.
     *
     * @param text the text
     * @return {@code x ->> 'key' like ?}
     */
    public Q<M> endswith(String text) {
        return lookup("endswith", text);
    }

    /**
     * Ends with a text, whatever its case.
     *
     * @param text the text
     * @return {@code upper(x ->> 'key') like upper(?)}
     */
    public Q<M> iendswith(String text) {
        return lookup("iendswith", text);
    }

    /**
     * Matches a regular expression.
     *
     * @param pattern the server's own
     * @return {@code x ->> 'key' ~ ?}
     */
    public Q<M> regex(String pattern) {
        return lookup("regex", pattern);
    }

    /**
     * Matches a regular expression, whatever the case.
     *
     * @param pattern the server's own
     * @return {@code x ->> 'key' ~* ?}
     */
    public Q<M> iregex(String pattern) {
        return lookup("iregex", pattern);
    }

    /**
     * Has all of a value in it.
     *
     * @param value such as {@code Map.of("owner", "Ann")}
     * @return {@code x @> ?}
     */
    public Q<M> contains(Object value) {
        return lookup("contains", value);
    }

    /**
     * Is in a value.
     *
     * @param value such as a map
     * @return {@code x <@ ?}
     */
    public Q<M> containedBy(Object value) {
        return lookup("contained_by", value);
    }

    /**
     * Has a key.
     *
     * @param key the key
     * @return {@code x ? 'key'}
     */
    public Q<M> hasKey(String key) {
        return lookup("has_key", key);
    }

    /**
     * Has all of several keys.
     *
     * @param keys the keys
     * @return {@code x ?& ?}
     */
    public Q<M> hasKeys(String... keys) {
        return lookup("has_keys", Arrays.asList(keys));
    }

    /**
     * Has all of several keys.
     *
     * @param keys the keys
     * @return {@code x ?& ?}
     */
    public Q<M> hasKeys(Collection<String> keys) {
        return lookup("has_keys", keys);
    }

    /**
     * Has one of several keys.
     *
     * @param keys the keys
     * @return {@code x ?| ?}
     */
    public Q<M> hasAnyKeys(String... keys) {
        return lookup("has_any_keys", Arrays.asList(keys));
    }

    /**
     * Has one of several keys.
     *
     * @param keys the keys
     * @return {@code x ?| ?}
     */
    public Q<M> hasAnyKeys(Collection<String> keys) {
        return lookup("has_any_keys", keys);
    }
}
