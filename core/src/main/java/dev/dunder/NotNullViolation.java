package dev.dunder;

/** A null where the column takes none; SQLSTATE 23502. */
public final class NotNullViolation extends DatabaseException {
    private static final long serialVersionUID = 1;

    NotNullViolation(Failure failure) {
        super(failure);
    }
}
