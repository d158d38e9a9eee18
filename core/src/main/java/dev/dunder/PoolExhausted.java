package dev.dunder;

/** A pool that had no free connection for longer than it waits. Nothing was sent. */
public final class PoolExhausted extends DatabaseException {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public PoolExhausted(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new PoolExhausted(failure());
    }
}
