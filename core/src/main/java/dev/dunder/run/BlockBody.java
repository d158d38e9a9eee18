package dev.dunder.run;

import dev.dunder.work.Cancellation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a block of the user's returns: a future, for which nobody waits any longer when the block is stopped.
 *
 * @param <R> the result
 */
final class BlockBody<R extends @Nullable Object> implements AutoCloseable {
    private final CompletableFuture<R> result;
    private final List<Cancellation> stops;
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private final List<Cancellation.Listening> listening;

    private BlockBody(CompletableFuture<R> result, List<Cancellation> stops) {
        this.result = result;
        this.stops = stops;
        CompletableFuture<?> unused = result.whenComplete((value, failure) -> over.complete(true));
        this.listening = stops.stream().map(stop -> stop.onStop(why -> over.complete(false))).toList();
    }

    /** Begins what a block returns; what it throws fails that. */
    static <R extends @Nullable Object> BlockBody<R> begin(
            TransactionBlock transaction,
            Cancellation call,
            Function<TransactionBlock, ? extends CompletionStage<R>> block) {
        CompletableFuture<Boolean> code = new CompletableFuture<>();
        transaction.goesOnUntil(code);
        CompletableFuture<R> result = called(transaction, block);
        CompletableFuture<?> unused = result.whenComplete((value, failure) -> code.complete(true));
        return new BlockBody<>(result, List.of(call, transaction.stop()));
    }

    private static <R extends @Nullable Object> CompletableFuture<R> called(
            TransactionBlock transaction, Function<TransactionBlock, ? extends CompletionStage<R>> block) {
        try {
            return ThreadContext.current().outside(transaction.session())
                    .call(() -> block.apply(transaction).toCompletableFuture());
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Done when there is nothing more to wait for: the block's future is done, or the block was stopped. */
    CompletableFuture<?> over() {
        return over;
    }

    /** Nobody waits for it any more. */
    @Override
    public void close() {
        listening.forEach(Cancellation.Listening::close);
    }

    /** What became of it, now that it is over. */
    R outcome() {
        if (!result.isDone()) {
            stops.forEach(Cancellation::check);
        }
        try {
            return result.join();
        } catch (CompletionException failure) {
            switch (failure.getCause()) {
                case Error cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw failure;
            }
        }
    }
}
