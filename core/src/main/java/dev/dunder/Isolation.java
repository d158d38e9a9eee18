package dev.dunder;

/** How much a transaction sees of others that run beside it. */
public enum Isolation {
    /** Each statement sees what was committed before it: PostgreSQL's own choice. */
    READ_COMMITTED("read committed"),
    /** All statements see what was committed before the first. */
    REPEATABLE_READ("repeatable read"),
    /** As if the transactions had run one after the other; some fail with {@link SerializationFailure} for that. */
    SERIALIZABLE("serializable");

    private final String sql;

    Isolation(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }
}
