package dev.dunder.work;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that is done once, by whichever thread comes first: one that was asked to do it ahead, or one that needs
 * the result. When nobody wants it any more it is stopped, or never begun. Safe to share between threads.
 *
 * @param <R> the result
 */
public final class SharedTask<R extends @Nullable Object> implements Runnable {
    private final Cancellation cancellation;
    private final StagedWork<R> work;
    private final Executor completing;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private static final int GIVEN_UP = -1;

    /** By how many; or that the last of them has given it up, which nobody can undo. */
    private final AtomicInteger wanted = new AtomicInteger();
    private final CompletableFuture<R> result = new CompletableFuture<>();

    /**
     * Work to be done once.
     *
     * @param cancellation what stops it
     * @param timeout how long it may take, counted from now; null for as long as it takes
     * @param completing where what follows from its futures goes on
     * @param work the work; what it throws is kept as the result
     */
    public SharedTask(Cancellation cancellation, @Nullable Duration timeout, Executor completing, StagedWork<R> work) {
        this.cancellation = cancellation;
        this.completing = completing;
        this.work = work;
        if (timeout != null) {
            CompletableFuture<?> alarm = cancellation.after(timeout);
            CompletableFuture<?> unusedDone = result.whenComplete((value, failure) -> alarm.cancel(false));
            Cancellation.Listening unusedLate = cancellation.onStop(this::neverBegin);
        }
    }

    /**
     * Work that has been done.
     *
     * @param value its result
     * @param <R> the result
     * @return the work
     */
    public static <R extends @Nullable Object> SharedTask<R> known(R value) {
        SharedTask<R> once = new SharedTask<>(
                new Cancellation(), null, Thread::startVirtualThread,
                StagedWork.of(() -> value));
        once.run();
        return once;
    }

    /** Does the work on the calling thread, unless a thread has begun it already. */
    @Override
    public void run() {
        boolean unused = attempt();
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
            cancellation.check();
            result.complete(work.all());
        } catch (Throwable failure) {
            result.completeExceptionally(bare(failure));
        }
        return true;
    }

    private void together(Executor executor) {
        if (!claimed.compareAndSet(false, true)) {
            return;
        }
        try {
            cancellation.check();
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
            return;
        }
        cancellation.expect();
        new StageRunner<>(work, executor, result).goOn();
    }

    /** Futures fail with what has failed, and not with what other futures wrap around it. */
    static Throwable bare(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /**
     * Offers the work to other threads, which do the pieces of its stages at the same time, as far as there are threads.
     *
     * @param executor where
     * @param orFail whether it fails where the executor finds out later that it will not come to it; else it is then still to
     *     be done by whoever asks for the result
     * @return false if it refuses: then the work is still to be done by whoever asks for the result
     */
    public boolean offer(Executor executor, boolean orFail) {
        try {
            executor.execute(new Refusable() {
                @Override
                public void run() {
                    together(executor);
                }

                @Override
                public void refuse(RuntimeException why) {
                    if (orFail && claimed.compareAndSet(false, true)) {
                        result.completeExceptionally(why);
                    }
                }
            });
            return true;
        } catch (RejectedExecutionException refused) {
            return false;
        }
    }

    /**
     * Somebody wants it, whoever else does: until {@link #release}.
     *
     * @return false if it is too late, as the last who wanted it has given it up
     */
    public boolean want() {
        return wanted.updateAndGet(by -> by == GIVEN_UP ? by : by + 1) != GIVEN_UP;
    }

    /** Somebody does not want it any more. It is stopped if that was the last one. */
    public void release() {
        // One step decides it: who comes to want it now is either before it or too late.
        int left = wanted.updateAndGet(
                by -> by == GIVEN_UP || (by == 1 && !result.isDone()) ? GIVEN_UP : by - 1);
        if (left == GIVEN_UP) {
            stop(Cancellation.Reason.CANCELLED);
        }
    }

    /**
     * Whether all who wanted it have given it up before it was done. Nobody gets a result from it any more.
     *
     * @return true if {@link #want} is too late
     */
    public boolean givenUp() {
        return wanted.get() == GIVEN_UP;
    }

    /** Somebody may stop it, even while the thread that asks for it does it. */
    public void expectStop() {
        cancellation.expect();
    }

    /**
     * Stops the work; if it has not begun it never will.
     *
     * @param why the reason
     */
    public void stop(Cancellation.Reason why) {
        cancellation.cancel(why);
        neverBegin(why);
    }

    private void neverBegin(Cancellation.Reason why) {
        if (claimed.compareAndSet(false, true)) {
            result.completeExceptionally(Cancellation.error(why));
        }
    }

    /**
     * The result, computed here if no thread has begun to, else waited for. An interrupt ends the waiting.
     *
     * @return the result
     * @throws CompletionException with the work's own exception as its cause
     */
    public R get() {
        if (!want()) {
            throw new CompletionException(Cancellation.error(Cancellation.Reason.CANCELLED));
        }
        try {
            boolean unused = attempt();
            return result.get();
        } catch (ExecutionException failure) {
            throw new CompletionException(failure.getCause());
        } catch (CancellationException failure) {
            throw new CompletionException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new CompletionException(Cancellation.error(Cancellation.Reason.INTERRUPTED));
        } finally {
            release();
        }
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
     * Whether it was stopped rather than failed.
     *
     * @return true if there is or will be no result because it was stopped
     */
    public boolean stopped() {
        return givenUp() || (failed() && cancellation.reason() != null);
    }

    /**
     * Why the work was not done to its end, though nobody gave it up: the thread that was to do it was interrupted, or its
     * time was over.
     *
     * @return null where it was done, failed by itself, or was given up by all who wanted it
     */
    public @Nullable Throwable lost() {
        Cancellation.Reason why = cancellation.reason();
        return failed() && why != null && why != Cancellation.Reason.CANCELLED ? result.exceptionNow() : null;
    }

    /**
     * The result as a future, which does not begin the work. It is completed on a thread of its own, so that what follows
     * from it holds up neither the executor nor a place in its line.
     *
     * @return a future of its own for each caller: completing or cancelling it changes nothing for others, and stops the
     *     work if there are none. A result that is to be closed is closed if nobody waits for it any more. One that has failed
     *     where it is too late to want it.
     */
    public CompletableFuture<R> future() {
        CompletableFuture<R> mine = new CompletableFuture<>();
        if (!want()) {
            mine.completeExceptionally(Cancellation.error(Cancellation.Reason.CANCELLED));
            return mine;
        }
        // Completed from outside, by cancel, orTimeout or anybody: the one who waited is gone.
        CompletableFuture<?> unusedGone = mine.whenComplete((value, failure) -> release());
        CompletableFuture<R> unused = result.whenCompleteAsync((value, failure) -> {
            boolean taken = failure == null ? mine.complete(value) : mine.completeExceptionally(failure);
            if (!taken && value instanceof AutoCloseable resource) {
                close(resource);
            }
        }, completing);
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
