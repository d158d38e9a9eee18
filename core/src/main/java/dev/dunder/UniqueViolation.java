package dev.dunder;

/** A row that would stand twice where it may stand once; SQLSTATE 23505. */
public final class UniqueViolation extends ConstraintViolation {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public UniqueViolation(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new UniqueViolation(failure());
    }
}
