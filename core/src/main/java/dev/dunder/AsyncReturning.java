package dev.dunder;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The writing methods of {@link Returning}, with futures of their results. Immutable and safe to share between threads.
 *
 * @param <T> what the query set is a set of
 * @param <R> what is given back of each row
 */
public final class AsyncReturning<T extends @Nullable Object, R extends @Nullable Object> {
    private final Returning<T, R> returning;

    AsyncReturning(Returning<T, R> returning) {
        this.returning = returning;
    }

    /**
     * As {@link Returning#update(String, Object, Object...)}.
     *
     * @param attribute a column, or a foreign key's relation
     * @param value its value
     * @param more further columns and values in turn
     * @return the rows
     */
    public CompletableFuture<List<R>> update(String attribute, @Nullable Object value, @Nullable Object... more) {
        return returning.updating(Arguments.pairs(attribute, value, more)).later();
    }

    /**
     * As {@link Returning#update(Assignment, Assignment...)}.
     *
     * @param first a column and its value
     * @param more further ones
     * @return the rows
     */
    @SafeVarargs
    public final CompletableFuture<List<R>> update(Assignment<? super T> first, Assignment<? super T>... more) {
        return returning.updating(Assignment.values(first, more)).later();
    }

    /**
     * As {@link Returning#bulkUpdate(Collection, String, String...)}.
     *
     * @param instances stored rows, with values that they were given
     * @param name a column, or a foreign key's relation
     * @param more further ones
     * @return the rows that were there, in the order of the instances
     */
    public CompletableFuture<List<R>> bulkUpdate(Collection<? extends T> instances, String name, String... more) {
        return bulkUpdate(instances, Bulk.USUAL, name, more);
    }

    /**
     * As {@link Returning#bulkUpdate(Collection, Bulk, String, String...)}.
     *
     * @param instances stored rows, with values that they were given
     * @param how such as {@code Bulk.USUAL.batch(10_000)}
     * @param name a column, or a foreign key's relation
     * @param more further ones
     * @return the rows that were there, in the order of the instances
     */
    public CompletableFuture<List<R>> bulkUpdate(
            Collection<? extends T> instances, Bulk how, String name, String... more) {
        return returning.bulkUpdating(instances, how, Arguments.names(name, more)).later();
    }

    /**
     * As {@link Returning#bulkUpdate(Collection, ColumnPath, ColumnPath...)}.
     *
     * @param instances stored rows, with values that they were given
     * @param first a typed path
     * @param more further ones
     * @return the rows that were there, in the order of the instances
     */
    @SafeVarargs
    public final CompletableFuture<List<R>> bulkUpdate(Collection<? extends T> instances,
            ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return bulkUpdate(instances, Bulk.USUAL, first, more);
    }

    /**
     * As {@link Returning#bulkUpdate(Collection, Bulk, ColumnPath, ColumnPath...)}.
     *
     * @param instances stored rows, with values that they were given
     * @param how such as {@code Bulk.USUAL.batch(10_000)}
     * @param first a typed path
     * @param more further ones
     * @return the rows that were there, in the order of the instances
     */
    @SafeVarargs
    public final CompletableFuture<List<R>> bulkUpdate(Collection<? extends T> instances, Bulk how,
            ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return returning.bulkUpdating(instances, how, ColumnPath.paths(first, more)).later();
    }

    /**
     * As {@link Returning#delete}.
     *
     * @return the rows as they were
     */
    public CompletableFuture<List<R>> delete() {
        return returning.deleting().later();
    }
}
