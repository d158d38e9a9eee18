package dev.dunder.run;

import dev.dunder.lookups.DunderException;

/** What was to be done after a commit has failed: what was written is stored all the same. */
public final class AfterCommitFailure extends DunderException {
    private static final long serialVersionUID = 1;

    AfterCommitFailure(Throwable cause) {
        super("The transaction has been committed, but what onCommit(…) was given failed, and what was to follow it was"
                + " not done: " + cause, cause);
    }

    private AfterCommitFailure(String message, AfterCommitFailure before) {
        super(message, before);
    }

    @Override
    public AfterCommitFailure again() {
        return new AfterCommitFailure(messageText(), this);
    }
}
