package dev.dunder;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/**
 * The evaluating methods of a {@link RelatedSet}, on the database's executor.
 *
 * {@snippet :
 * CompletableFuture<Long> added = cake.many("tag").async().add(green);
 * added.join();
 * // insert into entry_tag (entry_id, tag_id) select … from unnest(…) on conflict (entry_id, tag_id) do nothing
 * }
 *
 * <p>Safe to share between threads.
 *
 * @param <T> the class of the related rows
 */
public final class AsyncRelatedSet<T extends Instance<T>> extends AsyncQuerySet<T> {
    private final RelatedSet<T> set;

    AsyncRelatedSet(RelatedSet<T> set) {
        super(set);
        this.set = set;
    }

    /**
     * As {@link RelatedSet#add}.
     *
     * @param rows instances or their keys, and collections of them
     * @return how many were not related before
     */
    public CompletableFuture<Long> add(Object... rows) {
        return set.adding(rows).later();
    }

    /**
     * As {@link RelatedSet#remove}.
     *
     * @param rows instances or their keys, and collections of them
     * @return how many were related
     */
    public CompletableFuture<Long> remove(Object... rows) {
        return set.removing(rows).later();
    }

    /**
     * As {@link RelatedSet#set}.
     *
     * @param rows instances or their keys
     * @return how many were added or removed
     */
    public CompletableFuture<Long> set(Collection<?> rows) {
        return set.setting(rows).later();
    }

    /**
     * As {@link RelatedSet#clear}.
     *
     * @return how many were related
     */
    public CompletableFuture<Long> clear() {
        return set.clearing().later();
    }
}
