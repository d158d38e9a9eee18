package dev.dunder.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every statement that was sent, after it has been answered, on the thread that sent it.
 *
 * <p>Called by many threads at once. What it throws is logged and goes no further.
 */
@FunctionalInterface
public interface StatementListener {
    /**
     * A statement has been answered, with success or not.
     *
     * @param statement what was sent, and how it went
     */
    void executed(ExecutedStatement statement);

    /**
     * A statement that was sent. Its values are not part of it.
     *
     * @param sql the text
     * @param duration from sending it to having read the last row (of a stream: to having its first rows)
     * @param rows how many rows came back or were written; 0 after a failure
     * @param failure why it failed; null where it did not
     */
    record ExecutedStatement(String sql, Duration duration, long rows, @Nullable Throwable failure) {}
}
