package dev.dunder;

/** A transaction that cannot be put in an order with others; running it again may succeed; SQLSTATE 40001. */
public final class SerializationFailure extends DatabaseException {
    private static final long serialVersionUID = 1;

    SerializationFailure(Failure failure) {
        super(failure);
    }
}
