package dev.dunder;

/** A lock that was not to be had in time, or not at once where {@code nowait} was asked for; SQLSTATE 55P03. */
public final class LockTimeout extends DatabaseException {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public LockTimeout(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new LockTimeout(failure());
    }
}
