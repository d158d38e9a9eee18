package dev.dunder;

import dev.dunder.lookups.DunderException;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the database reported, or one of reaching it.
 *
 * <p>The subclass says what kind it is, by SQLSTATE. The message names the condition in PostgreSQL's own words, and the
 * constraint, table and column that it is about: what else the server says is in its language and quotes values. With {@link
 * DatabaseBuilder#showValues} it is in the message too; the driver's exception, which has all of it, is the cause.
 */
public class DatabaseException extends DunderException {
    private static final long serialVersionUID = 1;

    private final @Nullable String sqlState;
    private final @Nullable String sql;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public DatabaseException(Failure failure) {
        super(failure.message(), failure.cause());
        this.sqlState = failure.sqlState();
        this.sql = failure.sql();
    }

    /**
     * What is known of a failure.
     *
     * @param message what is told of it
     * @param sqlState the SQLSTATE; null where the failure has none
     * @param sql the statement that failed; null where none had been sent
     * @param cause the driver's exception, which knows more
     */
    public record Failure(
            String message, @Nullable String sqlState, @Nullable String sql, @Nullable Throwable cause) {}

    /**
     * The same once more, with this one as its cause: for {@link #again}.
     *
     * @return what is known of it
     */
    protected final Failure failure() {
        return new Failure(messageText(), sqlState, sql, this);
    }

    /**
     * The SQLSTATE.
     *
     * @return five characters, or null where the failure has none
     */
    public @Nullable String sqlState() {
        return sqlState;
    }

    /**
     * The statement that failed.
     *
     * @return its text without values, or null where none had been sent
     */
    public @Nullable String sql() {
        return sql;
    }

    @Override
    public DatabaseException again() {
        return new DatabaseException(failure());
    }
}
