package dev.dunder;

import dev.dunder.compose.Names;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The evaluating methods of an {@link Instance}, on the database's executor.
 *
 * <p>What is wrong with the call itself is thrown by the call; what the database says completes the future. Immutable and
 * safe to share between threads.
 *
 * @param <T> the generated class, or {@link Row}
 */
public final class AsyncInstance<T extends Instance<T>> {
    private final T instance;

    AsyncInstance(T instance) {
        this.instance = instance;
    }

    /**
     * As {@link Instance#insert}.
     *
     * @return the stored row
     */
    public CompletableFuture<T> insert() {
        return instance.inserting().later();
    }

    /**
     * As {@link Instance#update()}.
     *
     * @return the stored row
     */
    public CompletableFuture<T> update() {
        return instance.updating(List.of()).later();
    }

    /**
     * As {@link Instance#update(String, Object, Object...)}.
     *
     * @param attribute a column, or a foreign key's relation
     * @param value its value
     * @param more further columns and values in turn
     * @return the stored row
     */
    public CompletableFuture<T> update(String attribute, @Nullable Object value, @Nullable Object... more) {
        return instance.updating(Arguments.pairs(attribute, value, more)).later();
    }

    /**
     * As {@link Instance#update(Assignment, Assignment...)}.
     *
     * @param first a column and its value
     * @param more further ones
     * @return the stored row
     */
    @SafeVarargs
    public final CompletableFuture<T> update(Assignment<T> first, Assignment<T>... more) {
        return instance.updating(Assignment.values(first, more)).later();
    }

    /**
     * As {@link Instance#delete}.
     *
     * @return how many rows were deleted
     */
    public CompletableFuture<Long> delete() {
        return instance.deleting().later();
    }

    /**
     * As {@link Instance#deleteCollecting}.
     *
     * @return how many rows were deleted, of each model
     */
    public CompletableFuture<Deleted> deleteCollecting() {
        return instance.collecting().later();
    }

    /**
     * As {@link Instance#refresh()}.
     *
     * @return the row as it is stored now
     */
    public CompletableFuture<T> refresh() {
        return instance.refreshing(List.of()).later();
    }

    /**
     * As {@link Instance#refresh(String, String...)}.
     *
     * @param name a column, or a foreign key's relation
     * @param more further ones
     * @return the instance with these as they are stored now
     */
    public CompletableFuture<T> refresh(String name, String... more) {
        return instance.refreshing(Names.paths(name, more)).later();
    }

    /**
     * As {@link Instance#refresh(ColumnPath, ColumnPath...)}.
     *
     * @param first a typed path
     * @param more further ones
     * @return the instance with these as they are stored now
     */
    @SafeVarargs
    public final CompletableFuture<T> refresh(ColumnPath<T, ?> first, ColumnPath<T, ?>... more) {
        return instance.refreshing(ColumnPath.paths(first, more)).later();
    }

    /**
     * As {@link Instance#load}. In {@link FetchMode#PEERS} it is how to have for all rows, without blocking, what their
     * accessors would otherwise wait for.
     *
     * @param paths columns that were left out; relations by the names that they have on instances, {@code entries__tags}
     * @return the instance that knows those
     */
    public CompletableFuture<T> load(String... paths) {
        return instance.loading(paths).later();
    }

    /**
     * As {@link Instance#load(RelationPath, RelationPath...)}.
     *
     * @param first a typed path
     * @param more further ones
     * @return the instance, which has them
     */
    @SafeVarargs
    public final CompletableFuture<T> load(RelationPath<T, ?> first, RelationPath<T, ?>... more) {
        return load(RelationPath.paths(first, more));
    }
}
