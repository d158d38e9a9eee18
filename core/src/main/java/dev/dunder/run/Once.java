package dev.dunder.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that is done once, by whichever thread comes first: one that was asked to do it ahead, or one that needs
 * the result. Safe to share between threads.
 *
 * @param <R> the result
 */
public final class Once<R extends @Nullable Object> implements Runnable {
    private final Supplier<R> work;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CompletableFuture<R> result = new CompletableFuture<>();

    /**
     * Work to be done once.
     *
     * @param work the work; what it throws is kept as the result
     */
    public Once(Supplier<R> work) {
        this.work = work;
    }

    /** Does the work on the calling thread, unless a thread has begun it already. */
    @Override
    public void run() {
        attempt();
    }

    /**
     * Does the work on the calling thread, unless a thread has begun it already.
     *
     * @return whether it was done here
     */
    public boolean attempt() {
        if (!claimed.compareAndSet(false, true)) {
            return false;
        }
        try {
            result.complete(work.get());
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
        return true;
    }

    /**
     * Offers the work to other threads.
     *
     * @param executor where
     * @return false if it refuses: then the work is still to be done by whoever asks for the result
     */
    public boolean offer(Executor executor) {
        try {
            executor.execute(this);
            return true;
        } catch (RejectedExecutionException refused) {
            return false;
        }
    }

    /**
     * The result, computed here if no thread has begun to, else waited for.
     *
     * @return the result
     * @throws CompletionException with the work's own exception as its cause
     */
    public R get() {
        attempt();
        return result.join();
    }

    /**
     * Whether there is a result, good or bad.
     *
     * @return true if {@link #get} would not wait
     */
    public boolean done() {
        return result.isDone();
    }

    /**
     * Whether {@link #get} would fail.
     *
     * @return true if the work is done and has failed
     */
    public boolean failed() {
        return result.isCompletedExceptionally();
    }

    /**
     * The result as a future, which does not begin the work. It is completed on a thread of its own, so that what follows
     * from it holds up neither the executor nor a place in its line.
     *
     * @return a future of its own for each caller: completing or cancelling it changes nothing for others. A result that is
     *     to be closed is closed if nobody waits for it any more.
     */
    public CompletableFuture<R> future() {
        CompletableFuture<R> mine = new CompletableFuture<>();
        CompletableFuture<R> unused = result.whenCompleteAsync((value, failure) -> {
            boolean taken = failure == null ? mine.complete(value) : mine.completeExceptionally(failure);
            if (!taken && value instanceof AutoCloseable resource) {
                close(resource);
            }
        }, Thread::startVirtualThread);
        return mine;
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception failure) {
            throw new IllegalStateException("What nobody waited for could not be closed.", failure);
        }
    }
}
