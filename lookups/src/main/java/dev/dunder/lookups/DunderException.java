package dev.dunder.lookups;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every error of dunder is: its message says what was wrong, where, and what would have been right.
 *
 * <p>Bound values are never part of a message.
 */
public class DunderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * An error in words.
     *
     * @param message what was wrong and what would have been right
     */
    public DunderException(String message) {
        super(shown(message));
    }

    /**
     * An error in words, and what caused it.
     *
     * @param message what was wrong and what would have been right
     * @param cause the error below this one, if any
     */
    public DunderException(String message, @Nullable Throwable cause) {
        super(shown(message), cause);
    }

    /** Names are data wherever they come from, and messages go to logs and terminals. */
    private static String shown(String message) {
        return Stream.of(message.split("\n", -1)).map(LookupException::plain).collect(Collectors.joining("\n"));
    }

    /**
     * The same error once more, to be thrown by another thread or at a later time: same type, same message, the stack
     * of the caller, and this error as its cause.
     *
     * @return a new exception
     */
    public DunderException again() {
        return new DunderException(messageText(), this);
    }

    /**
     * The message of this error.
     *
     * @return never null
     */
    protected final String messageText() {
        return String.valueOf(getMessage());
    }
}
