package dev.dunder;

import dev.dunder.fetch.PrefetchSpec;
import dev.dunder.lookups.LookupException;
import org.jspecify.annotations.Nullable;

/**
 * A relation whose rows {@link QuerySet#prefetchRelated} loads in a statement of their own, and which of them.
 *
 * {@snippet :
 * authors.prefetchRelated(new Prefetch("entries", entries.filter("published", true).slice(0, 3)).to("latest"));
 * }
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Prefetch {
    private final String path;
    private final @Nullable QuerySet<?> rows;
    private final @Nullable String name;

    private Prefetch(String path, @Nullable QuerySet<?> rows, @Nullable String name) {
        this.path = path;
        this.rows = rows;
        this.name = name;
    }

    /**
     * All rows of a relation.
     *
     * @param path relations by the names that they have on instances, {@code entries__tags}
     */
    public Prefetch(String path) {
        this(LookupException.given(path, "a name"), null, null);
    }

    /**
     * Some rows of a relation: of the last one of the path.
     *
     * @param path relations by the names that they have on instances, {@code entries__tags}
     * @param rows which rows, in which order; a slice is taken for each parent on its own
     */
    public Prefetch(String path, QuerySet<?> rows) {
        this(path, rows, null);
        if (rows.request().type() == null) {
            throw new LookupException("'" + path + "' is prefetched as instances; a query set of values(…) has none.");
        }
    }

    /**
     * Kept under another name than the relation's, as a list.
     *
     * @param as the name, by which {@link Instance#loaded(String)} finds it
     * @return the prefetch
     */
    public Prefetch to(String as) {
        return new Prefetch(path, rows, as);
    }

    PrefetchSpec spec() {
        return new PrefetchSpec(path, rows == null ? null : rows.request(), name);
    }
}
