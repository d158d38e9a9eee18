package dev.dunder.watch;

import dev.dunder.watch.StatementListener.ExecutedStatement;
import java.util.List;

/**
 * A statement that was sent, and the lines of code that asked for it.
 *
 * @param statement what was sent, and how it went
 * @param stack the calls within which it was answered, the innermost first; where another thread has begun the work, those
 *     within which it did follow
 */
public record TracedStatement(ExecutedStatement statement, List<StackTraceElement> stack) {
    /** A statement. */
    public TracedStatement {
        stack = List.copyOf(stack);
    }
}
