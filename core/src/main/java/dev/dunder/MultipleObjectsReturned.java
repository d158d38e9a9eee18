package dev.dunder;

import dev.dunder.lookups.DunderException;

/** A query for one row that found several. */
public final class MultipleObjectsReturned extends DunderException {
    private static final long serialVersionUID = 1;

    private final String sql;

    /**
     * Such a failure.
     *
     * @param message how many rows there are
     * @param sql the statement that was sent
     */
    public MultipleObjectsReturned(String message, String sql) {
        super(message);
        this.sql = sql;
    }

    private MultipleObjectsReturned(MultipleObjectsReturned original) {
        super(original.messageText(), original);
        this.sql = original.sql;
    }

    /**
     * The statement that was sent.
     *
     * @return its text without values
     */
    public String sql() {
        return sql;
    }

    @Override
    public MultipleObjectsReturned again() {
        return new MultipleObjectsReturned(this);
    }
}
