package dev.dunder.work;

import dev.dunder.lookups.DunderException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where work is done: what it needs to know of a database. Safe to share between threads. */
public interface EvaluationContext {
    /**
     * Where work is done in the background.
     *
     * @return the executor
     */
    Executor executor();

    /**
     * Whether others help the thread that evaluates: the pieces of a stage are done at the same time.
     *
     * @return false where the calling thread does one after the other
     */
    boolean helped();

    /**
     * How long a piece of work may take.
     *
     * @return null for as long as it takes
     */
    @Nullable
    Duration timeout();

    /**
     * The line that work stands in which belongs to a transaction.
     *
     * @return that of the transaction which the calling thread is in, or which this is bound to; null where there is none
     */
    @Nullable
    Line line();

    /** Work that waits for its turn on one connection. */
    interface Line {
        /**
         * Lets work wait for its turn; some thread does it soon.
         *
         * @param work the work
         */
        void submit(SharedTask<?> work);
    }

    /**
     * As what our failures are thrown to users; between parts of ours they are what they are.
     *
     * @return null for as they are
     */
    @Nullable
    Function<DunderException, RuntimeException> translation();

    /**
     * What surrounds the calling thread, to be taken along.
     *
     * @return the surroundings of this moment
     */
    ContextSnapshot snapshot();

    /**
     * What stops the work that is under way on the calling thread.
     *
     * @return null where none is
     */
    @Nullable
    Cancellation current();

    /**
     * Does work that can be stopped.
     *
     * @param stop what stops it
     * @param work the work
     * @param <R> its result
     * @return its result
     */
    <R extends @Nullable Object> R stoppedBy(Cancellation stop, Supplier<R> work);
}
