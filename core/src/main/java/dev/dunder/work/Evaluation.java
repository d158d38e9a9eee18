package dev.dunder.work;

import dev.dunder.StatementCancelled;
import dev.dunder.lookups.DunderException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluating method is to do, before it is known which thread does it: the one path that blocking and asynchronous
 * evaluation share.
 */
public final class Evaluation<R extends @Nullable Object> {
    private final Supplier<R> now;
    private final Supplier<CompletableFuture<R>> later;

    private Evaluation(Supplier<R> now, Supplier<CompletableFuture<R>> later) {
        this.now = now;
        this.later = later;
    }

    /** Work for whichever thread it falls to, anew each time. */
    public static <R extends @Nullable Object> Evaluation<R> of(EvaluationContext context, Supplier<R> work) {
        return new Evaluation<>(() -> here(context, work), () -> begun(context, once(context, work)));
    }

    /** Work for whichever threads it falls to: for the calling one alone, or in the background for several. */
    public static <R extends @Nullable Object> Evaluation<R> staged(EvaluationContext context,
            Supplier<StagedWork<R>> work) {
        return new Evaluation<>(
                () -> here(context, () -> work.get().all()), () -> begun(context, once(context, work.get())));
    }

    /** Work that is shared, and has been begun already. */
    public static <R extends @Nullable Object> Evaluation<R> of(EvaluationContext context, SharedTask<R> once) {
        return new Evaluation<>(() -> result(context, once), () -> begun(context, once));
    }

    /** Work that is shared: what has been begun, or else is begun by this. */
    public static <R extends @Nullable Object> Evaluation<R> shared(EvaluationContext context,
            Supplier<SharedTask<R>> claim) {
        return new Evaluation<>(() -> result(context, claim), () -> {
            if (context.line() != null) {
                return begun(context, claim.get());
            }
            CompletableFuture<R> mine = new CompletableFuture<>();
            SharedTask<R> once = claim.get();
            follow(begun(context, once), context, claim, once, mine);
            return mine;
        });
    }

    /**
     * Completes a future with what is shared. Where others have stopped that, and this future's owner has not, it is tried
     * again: nobody's future ends because somebody else gave up his.
     */
    private static <R extends @Nullable Object> void follow(
            CompletableFuture<R> future,
            EvaluationContext context,
            Supplier<SharedTask<R>> claim,
            SharedTask<R> once,
            CompletableFuture<R> mine) {
        CompletableFuture<R> unused = future.whenComplete((value, failure) -> {
            if (failure instanceof StatementCancelled && once.stopped() && !mine.isDone()) {
                SharedTask<R> next = claim.get();
                CompletableFuture<R> again = next.future();
                if (next != once && offered(context, next)) {
                    follow(again, context, claim, next, mine);
                    return;
                }
                again.cancel(true);
            }
            pass(mine, value, failure);
        });
        CompletableFuture<R> unusedGone = mine.whenComplete((value, failure) -> future.cancel(true));
    }

    /** Futures of ours fail with what has failed; only what is made of them wraps it. */
    private static <R extends @Nullable Object> void pass(
            CompletableFuture<R> to, R value, @Nullable Throwable failure) {
        boolean unused = failure == null ? to.complete(value) : to.completeExceptionally(failure);
    }

    public static <R extends @Nullable Object> Evaluation<R> of(R known) {
        return new Evaluation<>(() -> known, () -> CompletableFuture.completedFuture(known));
    }

    /** Work as the calling thread would do it at this moment, for whichever thread comes first. */
    public static <R extends @Nullable Object> SharedTask<R> once(EvaluationContext context, Supplier<R> work) {
        return once(context, StagedWork.of(work));
    }

    /** The same for work in stages. */
    public static <R extends @Nullable Object> SharedTask<R> once(EvaluationContext context, StagedWork<R> work) {
        ContextSnapshot snapshot = context.snapshot();
        Cancellation stop = new Cancellation();
        return new SharedTask<>(
                stop,
                context.timeout(),
                task -> Thread.startVirtualThread(() -> snapshot.afterwards(task)),
                new StagesInContext<>(snapshot, stop, work));
    }

    /** Begins work in the background; where that is refused, it is left to whoever asks for the result. */
    public static void start(EvaluationContext context, SharedTask<?> once) {
        EvaluationContext.Line line = context.line();
        if (line != null) {
            line.submit(once);
        } else {
            boolean unused = once.offer(context.executor(), false);
        }
    }

    private static <R extends @Nullable Object> R here(EvaluationContext context, Supplier<R> work) {
        Cancellation around = context.current();
        Duration timeout = context.timeout();
        if (around != null && timeout == null) {
            return work.get();
        }
        Cancellation stop = new Cancellation();
        CompletableFuture<?> alarm = timeout == null ? null : stop.after(timeout);
        Cancellation.Listening stopped = around == null ? null : around.onStop(stop::cancel);
        try {
            return context.stoppedBy(stop, work);
        } finally {
            if (alarm != null) {
                alarm.cancel(false);
            }
            if (stopped != null) {
                stopped.close();
            }
        }
    }

    private static <R extends @Nullable Object> CompletableFuture<R> begun(EvaluationContext context,
            SharedTask<R> once) {
        CompletableFuture<R> future = once.future();
        if (!offered(context, once)) {
            boolean unused = future.completeExceptionally(new DunderException(
                    "The database's executor takes no more tasks: it is full or has been shut down."));
        }
        return future;
    }

    private static boolean offered(EvaluationContext context, SharedTask<?> once) {
        EvaluationContext.Line line = context.line();
        if (once.done()) {
            return true;
        }
        if (line != null) {
            line.submit(once);
            return true;
        }
        return once.offer(context.executor(), true);
    }

    public R now() {
        return now.get();
    }

    public CompletableFuture<R> later() {
        return later.get();
    }

    public <S extends @Nullable Object> Evaluation<S> map(Function<R, S> function) {
        return new Evaluation<>(() -> function.apply(now()), () -> mapped(later(), function));
    }

    /**
     * Both at the same time: the other is begun in the background, and done by the asking thread if nobody has come to it.
     * Where one fails, nobody waits for the other.
     */
    public <S extends @Nullable Object, B extends @Nullable Object> Evaluation<B> beside(
            EvaluationContext context, Supplier<SharedTask<S>> claim, BiFunction<R, S, B> both) {
        return new Evaluation<>(
                () -> {
                    SharedTask<S> other = claim.get();
                    while (!other.want()) {
                        other = claim.get();
                    }
                    try {
                        if (!other.done()) {
                            start(context, other);
                        }
                        return both.apply(now(), result(context, other));
                    } finally {
                        other.release();
                    }
                },
                () -> together(later(), shared(context, claim).later(), both));
    }

    private static <R extends @Nullable Object, S extends @Nullable Object, B extends @Nullable Object> CompletableFuture<B> together(
            CompletableFuture<R> one, CompletableFuture<S> other, BiFunction<R, S, B> both) {
        CompletableFuture<B> result = new CompletableFuture<>();
        for (CompletableFuture<?> part : List.of(one, other)) {
            CompletableFuture<?> unused = part.whenComplete((value, failure) -> {
                if (failure != null) {
                    result.completeExceptionally(failure);
                }
            });
        }
        CompletableFuture<?> unusedBoth = one.thenAcceptBoth(other, (first, second) -> {
            try {
                result.complete(both.apply(first, second));
            } catch (Throwable wrong) {
                result.completeExceptionally(wrong);
            }
        });
        CompletableFuture<?> unusedEnd = result.whenComplete((value, failure) -> {
            one.cancel(true);
            other.cancel(true);
        });
        return result;
    }

    /** Who gives up the one gives up the other. */
    private static <R extends @Nullable Object, S extends @Nullable Object> CompletableFuture<S> mapped(
            CompletableFuture<R> future, Function<R, S> function) {
        CompletableFuture<S> mapped = new CompletableFuture<>();
        CompletableFuture<R> unusedOne = future.whenComplete((value, failure) -> {
            if (failure != null) {
                mapped.completeExceptionally(failure);
                return;
            }
            try {
                mapped.complete(function.apply(value));
            } catch (Throwable wrong) {
                mapped.completeExceptionally(wrong);
            }
        });
        CompletableFuture<S> unused = mapped.whenComplete((value, failure) -> future.cancel(true));
        return mapped;
    }

    private static <R extends @Nullable Object> R result(
            EvaluationContext context, Supplier<SharedTask<R>> claim) {
        while (true) {
            SharedTask<R> once = claim.get();
            try {
                return result(context, once);
            } catch (StatementCancelled stopped) {
                // Another thread was stopped that did the work for both; this one was not, and tries itself.
                if (!once.stopped() || Thread.currentThread().isInterrupted() || stoppedFromOutside(context)
                        || claim.get() == once) {
                    throw stopped;
                }
            }
        }
    }

    /** Whether this is a part of something that was stopped as a whole. */
    private static boolean stoppedFromOutside(EvaluationContext context) {
        Cancellation around = context.current();
        return around != null && around.reason() != null;
    }

    private static <R extends @Nullable Object> R result(EvaluationContext context, SharedTask<R> once) {
        Cancellation around = context.current();
        if (around == null || once.done()) {
            return resultOf(once);
        }
        // As a part of another evaluation it ends with that.
        once.expectStop();
        Cancellation.Listening stopped = around.onStop(once::stop);
        try {
            return resultOf(once);
        } finally {
            stopped.close();
        }
    }

    private static <R extends @Nullable Object> R resultOf(SharedTask<R> once) {
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
