package dev.dunder;

import dev.dunder.lookups.DunderException;

/**
 * Something was asked of an instance that it was not loaded with: a related row, or a value that {@code only(…)} or {@code
 * defer(…)} left out. Nothing is fetched behind your back, unless you chose so by {@link QuerySet#fetchMode}; the message says
 * which call to add.
 */
public class NotLoadedException extends DunderException {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param message what was not loaded, and which call to add
     */
    public NotLoadedException(String message) {
        super(message);
    }
}
