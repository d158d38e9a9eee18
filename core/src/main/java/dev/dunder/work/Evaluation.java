package dev.dunder.work;

import dev.dunder.StatementCancelled;
import dev.dunder.lookups.DunderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluating method is to do, before it is known which thread does it: the one path that blocking and asynchronous
 * evaluation share.
 */
public final class Evaluation<R extends @Nullable Object> {
    private final @Nullable EvaluationContext context;
    private final Supplier<R> now;
    private final Supplier<CompletableFuture<R>> later;

    private Evaluation(
            @Nullable EvaluationContext context, Supplier<R> now, Supplier<CompletableFuture<R>> later) {
        this.context = context;
        this.now = now;
        this.later = later;
    }

    /** Work for whichever thread it falls to, anew each time. */
    public static <R extends @Nullable Object> Evaluation<R> of(EvaluationContext context, Supplier<R> work) {
        return new Evaluation<>(context, () -> here(context, work), () -> begun(context, once(context, work)));
    }

    /** Work for whichever threads it falls to: for the calling one alone, or in the background for several. */
    public static <R extends @Nullable Object> Evaluation<R> staged(EvaluationContext context,
            Supplier<StagedWork<R>> work) {
        return new Evaluation<>(context,
                () -> here(context, () -> whole(context, work.get())),
                () -> begun(context, once(context, work.get())));
    }

    private static <R extends @Nullable Object> R whole(EvaluationContext context, StagedWork<R> work) {
        Consumer<List<Runnable>> helping = helping(context);
        return helping == null ? work.all() : work.all(helping);
    }

    /** How the pieces of a stage are done at the same time; null where one thread does them all. */
    private static @Nullable Consumer<List<Runnable>> helping(EvaluationContext context) {
        return context.helped() && context.line() == null ? pieces -> withHelp(context, pieces) : null;
    }

    /** The first piece here, the others by whoever comes to them first: this thread, when it is done with its own. */
    private static void withHelp(EvaluationContext context, List<Runnable> pieces) {
        List<SharedTask<Boolean>> others = new ArrayList<>();
        try {
            for (Runnable piece : pieces.subList(1, pieces.size())) {
                SharedTask<Boolean> other = once(context, () -> {
                    piece.run();
                    return true;
                });
                boolean unused = other.want();
                others.add(other);
                start(context, other);
            }
            pieces.get(0).run();
            others.forEach(other -> {
                // What fails there fails as it would here.
                boolean unused = result(context, other, /* asOwn= */ true);
            });
        } finally {
            others.forEach(SharedTask::release);
        }
    }

    /** Work that is shared, and has been begun already. */
    public static <R extends @Nullable Object> Evaluation<R> of(EvaluationContext context, SharedTask<R> once) {
        return new Evaluation<>(context, () -> result(context, once), () -> begun(context, once));
    }

    /** Work that is shared: what has been begun, or else is begun by this. */
    public static <R extends @Nullable Object> Evaluation<R> shared(EvaluationContext context,
            Supplier<SharedTask<R>> claim) {
        return new Evaluation<>(context, () -> result(context, claim), () -> {
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
        return new Evaluation<>(null, () -> known, () -> CompletableFuture.completedFuture(known));
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
                new StagesInContext<>(snapshot, stop, work, helping(context)));
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

    /** A future of work, which is offered to the executor. */
    static <R extends @Nullable Object> CompletableFuture<R> begun(EvaluationContext context, SharedTask<R> once) {
        CompletableFuture<R> future = once.future();
        if (!offered(context, once)) {
            boolean unused = future.completeExceptionally(refused());
        }
        return future;
    }

    static DunderException refused() {
        return new DunderException("The database's executor takes no more tasks: it is full or has been shut down.");
    }

    /** Whether the executor takes work, or somebody has begun it. */
    static boolean offered(EvaluationContext context, SharedTask<?> once) {
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

    /** Completes a future of somebody's with another, which is given up when that is. */
    static <R extends @Nullable Object> void pipe(CompletableFuture<R> from, CompletableFuture<R> to) {
        CompletableFuture<R> unused = from.whenComplete((value, failure) -> pass(to, value, failure));
        CompletableFuture<R> unusedGone = to.whenComplete((value, failure) -> from.cancel(true));
    }

    /** The same, done in another way in the background. */
    public Evaluation<R> inBackground(Supplier<CompletableFuture<R>> other) {
        return new Evaluation<>(context, now, other);
    }

    public R now() {
        try {
            return now.get();
        } catch (RuntimeException failure) {
            throw thrown(context, failure);
        }
    }

    public CompletableFuture<R> later() {
        try {
            CompletableFuture<R> future = later.get();
            EvaluationContext translating = context;
            return translating == null || translating.translation() == null || translating.current() != null
                    ? future
                    : translated(translating, future);
        } catch (RuntimeException failure) {
            throw thrown(context, failure);
        }
    }

    /** As what a failure is thrown that leaves what users have called; within another evaluation it is what it is. */
    public static RuntimeException thrown(@Nullable EvaluationContext context, RuntimeException failure) {
        return context == null || context.current() != null ? failure : translated(context, failure);
    }

    /** As what users are told of a failure. */
    public static RuntimeException translated(EvaluationContext context, RuntimeException failure) {
        Function<DunderException, RuntimeException> translation = context.translation();
        return translation != null && failure instanceof DunderException ours ? translation.apply(ours) : failure;
    }

    private static <R extends @Nullable Object> CompletableFuture<R> translated(
            EvaluationContext context, CompletableFuture<R> future) {
        CompletableFuture<R> mine = new CompletableFuture<>();
        CompletableFuture<R> unused = future.whenComplete((value, failure) -> pass(
                mine, value, failure instanceof RuntimeException known ? translated(context, known) : failure));
        CompletableFuture<R> unusedGone = mine.whenComplete((value, failure) -> future.cancel(true));
        return mine;
    }

    public <S extends @Nullable Object> Evaluation<S> map(Function<R, S> function) {
        return new Evaluation<>(context, () -> function.apply(now.get()), () -> mapped(later.get(), function));
    }

    /**
     * Both at the same time: the other is begun in the background, and done by the asking thread if nobody has come to it.
     * Where one fails, nobody waits for the other.
     */
    public <S extends @Nullable Object, B extends @Nullable Object> Evaluation<B> beside(
            EvaluationContext context, Supplier<SharedTask<S>> claim, BiFunction<R, S, B> both) {
        return new Evaluation<>(context,
                () -> {
                    SharedTask<S> other = claim.get();
                    while (!other.want()) {
                        other = claim.get();
                    }
                    try {
                        if (!other.done()) {
                            start(context, other);
                        }
                        return both.apply(now.get(), result(context, other));
                    } finally {
                        other.release();
                    }
                },
                () -> together(later.get(), shared(context, claim).later.get(), both));
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
        return result(context, once, /* asOwn= */ false);
    }

    private static <R extends @Nullable Object> R result(EvaluationContext context, SharedTask<R> once, boolean asOwn) {
        Cancellation around = context.current();
        if (around == null || once.done()) {
            return resultOf(once, asOwn);
        }
        // As a part of another evaluation it ends with that.
        once.expectStop();
        Cancellation.Listening stopped = around.onStop(once::stop);
        try {
            return resultOf(once, asOwn);
        } finally {
            stopped.close();
        }
    }

    private static <R extends @Nullable Object> R resultOf(SharedTask<R> once, boolean asOwn) {
        boolean mine = once.attempt() || asOwn;
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
