package dev.dunder;

/** A transaction that cannot be put in an order with others; running it again may succeed; SQLSTATE 40001. */
public final class SerializationFailure extends DatabaseException {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public SerializationFailure(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new SerializationFailure(failure());
    }
}
