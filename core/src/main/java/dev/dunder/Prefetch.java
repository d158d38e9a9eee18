package dev.dunder;

import dev.dunder.fetch.PrefetchSpec;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
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
     * @throws LookupException if the rows are values, or query sets that were put together by {@code union(…)},
     *     {@code intersection(…)} or {@code difference(…)}
     */
    public Prefetch(String path, QuerySet<?> rows) {
        this(path, rows, null);
        if (rows.request().type() == null) {
            throw new LookupException("'" + path + "' is prefetched as instances; a query set of values(…) has none.");
        }
        if (rows.request().query().combination() != null) {
            // Which rows are a parent's is asked within each of them, and there may be no parent's key in common.
            throw new LookupException("'" + path + "' cannot be prefetched by query sets that were put together: use"
                    + " or(…), and(…) or exclude(…) to say which rows.");
        }
    }

    /**
     * All rows of a typed relation.
     *
     * {@snippet :
     * Author.objects.prefetchRelated(new Prefetch(Author.ENTRY).to("latest"));
     * }
     *
     * @param relation the relation
     */
    public Prefetch(RelationPath<?, ?> relation) {
        this(RelationPath.pathOf(relation));
    }

    /**
     * Some rows of a typed relation, which are of the model that it leads to.
     *
     * {@snippet :
     * Author.objects.prefetchRelated(new Prefetch(Author.ENTRY, Entry.objects.filter(Entry.PUBLISHED.exact(true))));
     * }
     *
     * @param relation the relation
     * @param rows which rows, in which order; a slice is taken for each parent on its own
     * @param <R> the related model
     * @throws LookupException if the rows are of query sets that were put together
     */
    public <R> Prefetch(RelationPath<?, R> relation, QuerySet<? extends R> rows) {
        this(RelationPath.pathOf(relation), rows);
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

    /** By a path, or as it is. */
    static Prefetch of(Object given) {
        return switch (given) {
            case Prefetch prefetch -> prefetch;
            case String path -> new Prefetch(path);
            case RelationPath<?, ?> relation -> new Prefetch(relation);
            default -> throw new LookupException("Relations are prefetched by paths and Prefetches, not by "
                    + Values.describe(given) + ".");
        };
    }

    PrefetchSpec spec() {
        return new PrefetchSpec(path, rows == null ? null : rows.request(), name);
    }
}
