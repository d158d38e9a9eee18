package dev.dunder;

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
record Terms(@Nullable Duration timeout, @Nullable String name, @Nullable Executor executor) {
    static final Terms USUAL = new Terms(null, null, null);

    Terms timeout(Duration longest) {
        return new Terms(longest, name, executor);
    }

    Terms named(String given) {
        return new Terms(timeout, given, executor);
    }

    Terms executor(Executor tasks) {
        return new Terms(timeout, name, tasks);
    }
}
