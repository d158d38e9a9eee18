package dev.dunder.threads;

import static dev.dunder.threads.Threads.check;

import dev.dunder.StatementTimeout;
import dev.dunder.work.Cancellation;
import dev.dunder.work.SharedTask;
import dev.dunder.work.StagedWork;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A shared task in the hands of several threads, in the orders that a model checker tries. */
@Tag("model")
class SharedTaskModelTest {
    /** Whoever asks gets the one result, or hears that it was stopped before: as if one came after the other. */
    public static final class Asked {
        private final SharedTask<Integer> task = task(new AtomicInteger());

        @Operation
        public String get() {
            try {
                return "done " + task.get();
            } catch (CompletionException failure) {
                return failure.getCause() instanceof StatementTimeout ? "stopped" : "failed";
            }
        }

        @Operation
        public void stop() {
            task.stop(Cancellation.Reason.TIMEOUT);
        }
    }

    @Test
    void itIsAsIfOneCameAfterTheOther() {
        new ModelCheckingOptions()
                .threads(3).actorsPerThread(2).actorsBefore(0).actorsAfter(1).iterations(4)
                .invocationsPerIteration(60)
                .check(Asked.class);
    }

    @Test
    void theLastWhoGivesItUpEndsIt() {
        Lincheck.runConcurrentTest(60, () -> {
            AtomicInteger times = new AtomicInteger();
            SharedTask<Integer> task = task(times);
            Runnable visit = () -> {
                if (task.want()) {
                    task.release();
                }
            };
            Threads.together(visit, visit, visit);
            check(task.givenUp() && task.done() && !task.want(), "Nobody wants it");
            task.run();
            check(times.get() == 0, "Never begun");
        });
    }

    @Test
    void whoWantsItInTimeGetsIt() {
        Lincheck.runConcurrentTest(60, () -> {
            AtomicInteger times = new AtomicInteger();
            SharedTask<Integer> task = task(times);
            Threads.together(
                    () -> {
                        if (task.want()) {
                            check(task.get() == 1, "Wanted by one who has not given it up");
                            task.release();
                        }
                    },
                    () -> task.future().cancel(true));
            check(task.givenUp() == (times.get() == 0), "Given up, or else done");
        });
    }

    @Test
    void theWorkIsDoneOnceThoughSomebodyGivesUp() {
        Lincheck.runConcurrentTest(60, () -> {
            AtomicInteger times = new AtomicInteger();
            SharedTask<Integer> task = task(times);
            // While somebody wants it nobody can give it up for him.
            check(task.want(), "Nobody has given it up");
            Threads.together(
                    () -> check(task.get() == 1, "Done once"),
                    () -> task.future().cancel(true),
                    task::run);
            check(task.get() == 1 && times.get() == 1, "Done once");
            check(!task.givenUp(), "Somebody wants it");
        });
    }

    @Test
    void whatIsStoppedEndsForAllWhoWait() {
        Lincheck.runConcurrentTest(60, () -> {
            AtomicInteger times = new AtomicInteger();
            SharedTask<Integer> task = task(times);
            Threads.together(task::run, () -> task.stop(Cancellation.Reason.TIMEOUT));
            check(task.done(), "Done or stopped");
            check(task.failed() == (times.get() == 0), "Stopped, or else done");
        });
    }

    private static SharedTask<Integer> task(AtomicInteger times) {
        return new SharedTask<>(new Cancellation(), null, Runnable::run, StagedWork.of(times::incrementAndGet));
    }
}
