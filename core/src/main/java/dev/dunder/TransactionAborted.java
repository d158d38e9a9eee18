package dev.dunder;

import dev.dunder.lookups.DunderException;
import org.jspecify.annotations.Nullable;

/**
 * A statement or a commit in a transaction that cannot go on, because an error happened in it before. The server takes
 * nothing more until the block is rolled back: let the error out of the block, or put what may fail into a block of its own.
 */
public final class TransactionAborted extends DunderException {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param message what cannot go on, and what to do
     * @param cause the error that happened before
     */
    public TransactionAborted(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public DunderException again() {
        return new TransactionAborted(messageText(), this);
    }
}
