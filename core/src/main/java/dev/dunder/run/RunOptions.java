package dev.dunder.run;

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
