package dev.dunder;

/**
 * A connection that was lost while something was being committed: it may have been, or not. It is never tried again by
 * itself. Look whether the rows are there before you do.
 */
public class CommitOutcomeUnknown extends DatabaseException {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public CommitOutcomeUnknown(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new CommitOutcomeUnknown(failure());
    }
}
