package dev.dunder.run;

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
final class Crew<R extends @Nullable Object> {
    private final Stages<R> stages;
    private final Executor others;
    private final CompletableFuture<R> result;

    Crew(Stages<R> stages, Executor others, CompletableFuture<R> result) {
        this.stages = stages;
        this.others = others;
        this.result = result;
    }

    /** Begins the next stage, or ends. */
    void goOn() {
        try {
            List<Runnable> pieces = stages.next();
            if (pieces.isEmpty()) {
                result.complete(stages.result());
                return;
            }
            Stage stage = new Stage(pieces);
            for (int helper = 1; helper < pieces.size() && offer(stage); helper++) {
            }
            stage.work();
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    /** An executor that takes nothing more leaves it to the threads that are here. */
    private boolean offer(Stage stage) {
        try {
            others.execute(stage::work);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    private void fail(Throwable failure) {
        if (result.completeExceptionally(failure)) {
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

        void work() {
            for (int next = begun.getAndIncrement(); next < pieces.size()
                    && !result.isDone(); next = begun.getAndIncrement()) {
                try {
                    pieces.get(next).run();
                } catch (Throwable failure) {
                    fail(failure);
                    return;
                }
                if (done.incrementAndGet() == pieces.size()) {
                    goOn();
                }
            }
        }
    }
}
