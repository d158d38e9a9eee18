package dev.dunder;

/** A statement that took longer than it may, or was cancelled; SQLSTATE 57014. */
public final class StatementTimeout extends DatabaseException {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public StatementTimeout(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new StatementTimeout(failure());
    }
}
