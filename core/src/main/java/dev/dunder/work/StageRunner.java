package dev.dunder.work;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that do a work in stages together. None of them waits for another: who finds no piece left to begin goes, and
 * who ends the last piece of a stage goes on with the next one. So the work comes to its end though no other thread has time
 * for it, and never holds a thread that does nothing.
 */
final class StageRunner<R extends @Nullable Object> {
    private final StagedWork<R> stages;
    private final Executor others;
    private final CompletableFuture<R> result;

    StageRunner(StagedWork<R> stages, Executor others, CompletableFuture<R> result) {
        this.stages = stages;
        this.others = others;
        this.result = result;
    }

    /** Does one stage after the other, until the work is done, or others have it in their hands. */
    void goOn() {
        try {
            while (goOnOnce()) {
            }
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    /** Whether the next stage is for the calling thread to begin. */
    private boolean goOnOnce() {
        CompletableFuture<?> waits = stages.waitsFor();
        if (waits != null && !waits.isDone()) {
            ConnectionPermits.Place place = ConnectionPermits.current();
            CompletableFuture<?> unused = waits.whenComplete((nothing, failure) -> comeBack(place));
            return false;
        }
        List<Runnable> pieces = stages.next();
        if (pieces.isEmpty()) {
            result.complete(stages.result());
            return false;
        }
        Stage stage = new Stage(pieces);
        for (int helper = 1; helper < pieces.size() && offer(stage); helper++) {
        }
        return stage.work();
    }

    /** Who left a connection open goes on with that at once; whoever has none stands in line again. */
    private void comeBack(ConnectionPermits.@Nullable Place place) {
        if (place != null && place.resume(this::goOn)) {
            return;
        }
        if (stages.givesBack()) {
            goOnHere();
            return;
        }
        try {
            others.execute(new Refusable() {
                @Override
                public void run() {
                    goOn();
                }

                @Override
                public void refuse(RuntimeException why) {
                    fail(why);
                }
            });
        } catch (RejectedExecutionException full) {
            // What was begun is to be ended, whoever does it.
            goOnHere();
        }
    }

    /** On a thread of ours, which no executor has to have time for. */
    private void goOnHere() {
        OwnThreads.start("dunder-", this::goOn);
    }

    /** An executor that takes nothing more leaves it to the threads that are here. */
    private boolean offer(Stage stage) {
        try {
            others.execute(() -> {
                if (stage.work()) {
                    goOn();
                }
            });
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    private void fail(Throwable failure) {
        if (result.completeExceptionally(SharedTask.bare(failure))) {
            stages.giveUp();
        }
    }

    private final class Stage {
        private final List<Runnable> pieces;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();

        Stage(List<Runnable> pieces) {
            this.pieces = pieces;
        }

        /** Whether the calling thread ended the last piece. */
        boolean work() {
            for (int next = begun.getAndIncrement(); next < pieces.size()
                    && !result.isDone(); next = begun.getAndIncrement()) {
                try {
                    pieces.get(next).run();
                } catch (Throwable failure) {
                    fail(failure);
                    return false;
                }
                if (done.incrementAndGet() == pieces.size()) {
                    return true;
                }
            }
            return false;
        }
    }
}
