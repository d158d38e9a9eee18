package dev.dunder;

/** A value that a check of the table refuses; SQLSTATE 23514. */
public final class CheckViolation extends ConstraintViolation {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public CheckViolation(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new CheckViolation(failure());
    }
}
