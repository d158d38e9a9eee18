package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.run.Cancellation;
import dev.dunder.run.SharedTask;
import dev.dunder.run.StagedWork;
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
final class Evaluation<R extends @Nullable Object> {
    private final Supplier<R> now;
    private final Supplier<CompletableFuture<R>> later;

    private Evaluation(Supplier<R> now, Supplier<CompletableFuture<R>> later) {
        this.now = now;
        this.later = later;
    }

    /** Work for whichever thread it falls to, anew each time. */
    static <R extends @Nullable Object> Evaluation<R> of(Database database, Supplier<R> work) {
        return new Evaluation<>(() -> here(database, work), () -> begun(database, once(database, work)));
    }

    /** Work for whichever threads it falls to: for the calling one alone, or in the background for several. */
    static <R extends @Nullable Object> Evaluation<R> staged(Database database, Supplier<StagedWork<R>> work) {
        return new Evaluation<>(
                () -> here(database, () -> work.get().all()), () -> begun(database, once(database, work.get())));
    }

    /** Work that is shared, and has been begun already. */
    static <R extends @Nullable Object> Evaluation<R> of(Database database, SharedTask<R> once) {
        return new Evaluation<>(() -> result(once), () -> begun(database, once));
    }

    /** Work that is shared: what has been begun, or else is begun by this. */
    static <R extends @Nullable Object> Evaluation<R> shared(Database database, Supplier<SharedTask<R>> claim) {
        return new Evaluation<>(() -> result(claim), () -> {
            if (database.transactionOrNone() != null) {
                return begun(database, claim.get());
            }
            CompletableFuture<R> mine = new CompletableFuture<>();
            SharedTask<R> once = claim.get();
            follow(begun(database, once), database, claim, once, mine);
            return mine;
        });
    }

    /**
     * Completes a future with what is shared. Where others have stopped that, and this future's owner has not, it is tried
     * again: nobody's future ends because somebody else gave up his.
     */
    private static <R extends @Nullable Object> void follow(
            CompletableFuture<R> future,
            Database database,
            Supplier<SharedTask<R>> claim,
            SharedTask<R> once,
            CompletableFuture<R> mine) {
        CompletableFuture<R> unused = future.whenComplete((value, failure) -> {
            if (failure instanceof StatementCancelled && once.stopped() && !mine.isDone()) {
                SharedTask<R> next = claim.get();
                CompletableFuture<R> again = next.future();
                if (next != once && offered(database, next)) {
                    follow(again, database, claim, next, mine);
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

    static <R extends @Nullable Object> Evaluation<R> of(R known) {
        return new Evaluation<>(() -> known, () -> CompletableFuture.completedFuture(known));
    }

    /** Work as the calling thread would do it at this moment, for whichever thread comes first. */
    static <R extends @Nullable Object> SharedTask<R> once(Database database, Supplier<R> work) {
        return once(database, StagedWork.of(work));
    }

    /** The same for work in stages. */
    static <R extends @Nullable Object> SharedTask<R> once(Database database, StagedWork<R> work) {
        ContextSnapshot handover = new ContextSnapshot(database);
        Cancellation stop = Database.newCancellation();
        return new SharedTask<>(
                stop,
                database.terms().timeout(),
                task -> Thread.startVirtualThread(() -> handover.afterwards(task)),
                new StagesInContext<>(handover, stop, work));
    }

    /** Begins work in the background; where that is refused, it is left to whoever asks for the result. */
    static void start(Database database, SharedTask<?> once) {
        Transaction transaction = database.transactionOrNone();
        if (transaction != null) {
            transaction.submit(once);
        } else {
            boolean unused = once.offer(database.executor(), false);
        }
    }

    private static <R extends @Nullable Object> R here(Database database, Supplier<R> work) {
        ThreadContext context = ThreadContext.current();
        Cancellation around = context.cancellation();
        Duration timeout = database.terms().timeout();
        if (around != null && timeout == null) {
            return work.get();
        }
        Cancellation stop = Database.newCancellation();
        CompletableFuture<?> alarm = timeout == null ? null : stop.after(timeout);
        Cancellation.Listening stopped = around == null ? null : around.onStop(stop::cancel);
        try {
            return context.stoppedBy(stop).call(work);
        } finally {
            if (alarm != null) {
                alarm.cancel(false);
            }
            if (stopped != null) {
                stopped.close();
            }
        }
    }

    private static <R extends @Nullable Object> CompletableFuture<R> begun(Database database, SharedTask<R> once) {
        CompletableFuture<R> future = once.future();
        if (!offered(database, once)) {
            boolean unused = future.completeExceptionally(new DunderException(
                    "The database's executor takes no more tasks: it is full or has been shut down."));
        }
        return future;
    }

    private static boolean offered(Database database, SharedTask<?> once) {
        Transaction transaction = database.transactionOrNone();
        if (once.done()) {
            return true;
        }
        if (transaction != null) {
            transaction.submit(once);
            return true;
        }
        return once.offer(database.executor(), true);
    }

    R now() {
        return now.get();
    }

    CompletableFuture<R> later() {
        return later.get();
    }

    <S extends @Nullable Object> Evaluation<S> map(Function<R, S> function) {
        return new Evaluation<>(() -> function.apply(now()), () -> mapped(later(), function));
    }

    /**
     * Both at the same time: the other is begun in the background, and done by the asking thread if nobody has come to it.
     * Where one fails, nobody waits for the other.
     */
    <S extends @Nullable Object, B extends @Nullable Object> Evaluation<B> beside(
            Database database, Supplier<SharedTask<S>> claim, BiFunction<R, S, B> both) {
        return new Evaluation<>(
                () -> {
                    SharedTask<S> other = claim.get();
                    while (!other.want()) {
                        other = claim.get();
                    }
                    try {
                        if (!other.done()) {
                            start(database, other);
                        }
                        return both.apply(now(), result(other));
                    } finally {
                        other.release();
                    }
                },
                () -> together(later(), shared(database, claim).later(), both));
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

    private static <R extends @Nullable Object> R result(Supplier<SharedTask<R>> claim) {
        while (true) {
            SharedTask<R> once = claim.get();
            try {
                return result(once);
            } catch (StatementCancelled stopped) {
                // Another thread was stopped that did the work for both; this one was not, and tries itself.
                if (!once.stopped() || Thread.currentThread().isInterrupted() || stoppedFromOutside()
                        || claim.get() == once) {
                    throw stopped;
                }
            }
        }
    }

    /** Whether this is a part of something that was stopped as a whole. */
    private static boolean stoppedFromOutside() {
        Cancellation around = ThreadContext.current().cancellation();
        return around != null && around.reason() != null;
    }

    private static <R extends @Nullable Object> R result(SharedTask<R> once) {
        Cancellation around = ThreadContext.current().cancellation();
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
