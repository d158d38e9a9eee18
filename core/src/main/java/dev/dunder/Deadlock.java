package dev.dunder;

/** Two transactions that wait for each other, of which this one was given up; SQLSTATE 40P01. */
public final class Deadlock extends DatabaseException {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public Deadlock(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new Deadlock(failure());
    }
}
