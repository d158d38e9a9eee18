package dev.dunder;

/** Two transactions that wait for each other, of which this one was given up; SQLSTATE 40P01. */
public final class Deadlock extends DatabaseException {
    private static final long serialVersionUID = 1;

    Deadlock(Failure failure) {
        super(failure);
    }
}
