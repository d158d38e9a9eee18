package dev.dunder;

import dev.dunder.lookups.DunderException;

/** A query for one row that found none. */
public final class DoesNotExist extends DunderException {
    private static final long serialVersionUID = 1;

    private final String sql;

    /**
     * Such a failure.
     *
     * @param message which row there is not
     * @param sql the statement that was sent
     */
    public DoesNotExist(String message, String sql) {
        super(message);
        this.sql = sql;
    }

    private DoesNotExist(DoesNotExist original) {
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
    public DoesNotExist again() {
        return new DoesNotExist(this);
    }
}
