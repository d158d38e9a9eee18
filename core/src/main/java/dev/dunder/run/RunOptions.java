package dev.dunder.run;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a query set is evaluated, where that differs from the database's own ways.
 *
 * @param timeout how long an evaluation may take; null for as long as it takes
 * @param name what listeners call its statements; null for nothing
 * @param executor where its asynchronous and started evaluations run; null for the database's
 */
public record RunOptions(@Nullable Duration timeout, @Nullable String name, @Nullable Executor executor) {
    public static final RunOptions USUAL = new RunOptions(null, null, null);

    /**
     * How long something may take.
     *
     * @param given as it was given
     * @return the same
     * @throws DunderException if nothing can be done within it
     */
    public static Duration longest(Duration given) {
        if (LookupException.given(given, "a time").isNegative() || given.isZero()) {
            throw new DunderException("A timeout is longer than nothing; " + given + " is not.");
        }
        return given;
    }

    public RunOptions timeout(@Nullable Duration longest) {
        return new RunOptions(longest, name, executor);
    }

    public RunOptions named(String given) {
        return new RunOptions(timeout, given, executor);
    }

    public RunOptions executor(Executor tasks) {
        return new RunOptions(timeout, name, tasks);
    }
}
