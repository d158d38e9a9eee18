package dev.dunder;

/** A null where the column takes none; SQLSTATE 23502. */
public final class NotNullViolation extends ConstraintViolation {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public NotNullViolation(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new NotNullViolation(failure());
    }
}
