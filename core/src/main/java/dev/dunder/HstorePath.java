package dev.dunder;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * A column of the extension {@code hstore}: {@code Item.ATTRIBUTES.key("color").exact("red")}.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 */
public final class HstorePath<M> extends ColumnPath<M, String> {
    /**
     * A path.
     *
     * @param path as in a lookup string
     */
    public HstorePath(String path) {
        super(path);
    }

    /**
     * The text at a key.
     *
     * @param key a key without a double underscore
     * @return {@code x -> 'key'}
     */
    public TextPath<M> key(String key) {
        return new TextPath<>(below(key));
    }

    /**
     * All keys.
     *
     * @return {@code akeys(x)}
     */
    public ArrayPath<M, String> keys() {
        return new ArrayPath<>(below("keys"));
    }

    /**
     * All values.
     *
     * @return {@code avals(x)}
     */
    public ArrayPath<M, String> values() {
        return new ArrayPath<>(below("values"));
    }

    /**
     * Has all of these entries.
     *
     * @param entries keys and values
     * @return {@code x @> ?}
     */
    public Q<M> contains(Map<String, String> entries) {
        return lookup("contains", entries);
    }

    /**
     * Has no other entries than these.
     *
     * @param entries keys and values
     * @return {@code x <@ ?}
     */
    public Q<M> containedBy(Map<String, String> entries) {
        return lookup("contained_by", entries);
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
