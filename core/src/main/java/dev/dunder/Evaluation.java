package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.run.Once;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluating method is to do, before it is known which thread does it: the one path that blocking and asynchronous
 * evaluation share.
 */
final class Evaluation<R extends @Nullable Object> {
    private final Supplier<R> now;
    private final Supplier<CompletableFuture<R>> later;

    private Evaluation(Supplier<R> now, Supplier<CompletableFuture<R>> later) {
        this.now = now;
        this.later = later;
    }

    /** Work for whichever thread it falls to, anew each time. */
    static <R extends @Nullable Object> Evaluation<R> of(Executor executor, Supplier<R> work) {
        return new Evaluation<>(work, () -> begun(executor, new Once<>(work)));
    }

    /** Work that is shared, and may have been done or begun already. */
    static <R extends @Nullable Object> Evaluation<R> of(Executor executor, Once<R> once) {
        return new Evaluation<>(() -> result(once), () -> begun(executor, once));
    }

    static <R extends @Nullable Object> Evaluation<R> of(R known) {
        return new Evaluation<>(() -> known, () -> CompletableFuture.completedFuture(known));
    }

    private static <R extends @Nullable Object> CompletableFuture<R> begun(Executor executor, Once<R> once) {
        if (once.done() || once.offer(executor)) {
            return once.future();
        }
        return CompletableFuture.failedFuture(
                new DunderException("The database's executor takes no more tasks: it is full or has been shut down."));
    }

    R now() {
        return now.get();
    }

    CompletableFuture<R> later() {
        return later.get();
    }

    <S extends @Nullable Object> Evaluation<S> map(Function<R, S> function) {
        return new Evaluation<>(() -> function.apply(now()), () -> later().thenApply(function));
    }

    private static <R extends @Nullable Object> R result(Once<R> once) {
        boolean mine = once.attempt();
        try {
            return once.get();
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause();
            if (cause instanceof DunderException known) {
                // Another thread's stack says nothing to the caller, whose own belongs on top.
                throw mine ? known : known.again();
            }
            if (mine && cause instanceof RuntimeException own) {
                throw own;
            }
            if (mine && cause instanceof Error own) {
                throw own;
            }
            throw new DunderException("What was started in the background failed: " + cause, cause);
        }
    }
}
