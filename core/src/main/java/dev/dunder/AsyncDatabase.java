package dev.dunder;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a {@link Database} does, on its executor. Immutable and safe to share between threads. */
public final class AsyncDatabase {
    private final Database database;

    AsyncDatabase(Database database) {
        this.database = database;
    }

    /**
     * As {@link Database#atomic(Atomic.Call)}, with the transaction handed to the block, since no thread is
     * in it. It ends when the future does that the block returns.
     *
     * <pre>{@code
     * db.async().atomic(tx -> entries.using(tx).with("x", 1).async().insert()
     *         .thenCompose(entry -> entry.async().update("x", 2)));
     * }</pre>
     *
     * @param block what is done
     * @param <R> its result
     * @return its result, once it has been committed
     */
    public <R extends @Nullable Object> CompletableFuture<R> atomic(
            Function<Transaction, ? extends CompletionStage<R>> block) {
        return database.atomic().async(block);
    }
}
