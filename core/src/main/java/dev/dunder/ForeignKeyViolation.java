package dev.dunder;

/** A reference to a row that is not there, or the end of a row that is referred to; SQLSTATE 23503, or 23001. */
public final class ForeignKeyViolation extends ConstraintViolation {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public ForeignKeyViolation(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new ForeignKeyViolation(failure());
    }
}
