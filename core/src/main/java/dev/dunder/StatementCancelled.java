package dev.dunder;

/**
 * An evaluation that was stopped because nobody wanted it any more, or because the thread that waited for it was
 * interrupted; in the server too, if it had got there. A thread that was interrupted still is.
 */
public final class StatementCancelled extends DatabaseException {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public StatementCancelled(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new StatementCancelled(failure());
    }
}
