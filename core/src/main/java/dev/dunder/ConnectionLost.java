package dev.dunder;

/** A database that cannot be reached, or no longer; SQLSTATE 08xxx and 57P0x. */
public final class ConnectionLost extends DatabaseException {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public ConnectionLost(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new ConnectionLost(failure());
    }
}
