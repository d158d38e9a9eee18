package dev.dunder.work;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a piece of work takes along to the thread that will do it: what surrounded it when it was begun. */
public interface ContextSnapshot {
    /**
     * Does the work, in the surroundings of the thread that began it.
     *
     * @param stop what stops it
     * @param work the work
     * @param <R> its result
     * @return its result
     */
    <R extends @Nullable Object> R call(Cancellation stop, Supplier<R> work);

    /**
     * Does what follows from the result: in no transaction, and stopped by nothing.
     *
     * @param task what follows
     */
    void afterwards(Runnable task);
}
