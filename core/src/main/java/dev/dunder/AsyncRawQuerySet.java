package dev.dunder;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The evaluating methods of {@link RawQuerySet}, with futures of their results. Immutable and safe to share between threads.
 *
 * @param <T> the class of the instances
 */
public final class AsyncRawQuerySet<T> {
    private final RawQuerySet<T> set;

    AsyncRawQuerySet(RawQuerySet<T> set) {
        this.set = set;
    }

    /**
     * As {@link RawQuerySet#list}.
     *
     * @return all rows
     */
    public CompletableFuture<List<T>> list() {
        return set.listing().later();
    }
}
