package dev.dunder;

/**
 * A table was changed, such as by {@code alter table … alter column … type}, since the connection had prepared the statement;
 * SQLSTATE 0A000. It happens once for each connection, and only within transactions: outside of them the statement is
 * prepared anew by itself. {@link Atomic#retrying} runs the block again.
 */
public final class StalePlan extends DatabaseException {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public StalePlan(Failure failure) {
        super(failure);
    }

    @Override
    public DatabaseException again() {
        return new StalePlan(failure());
    }
}
