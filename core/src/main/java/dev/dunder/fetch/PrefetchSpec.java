package dev.dunder.fetch;

import org.jspecify.annotations.Nullable;

/**
 * A relation whose rows are loaded in a statement of their own, and which of them.
 *
 * @param path relations by the names that they have on instances, {@code entries__tags}
 * @param rows which rows of the last relation of the path; null for all
 * @param name under which name they are kept; null for the relation's own
 */
public record PrefetchSpec(String path, @Nullable Request<?> rows, @Nullable String name) {
    /**
     * All rows of a relation.
     *
     * @param path relations by the names that they have on instances
     */
    public PrefetchSpec(String path) {
        this(path, null, null);
    }
}
