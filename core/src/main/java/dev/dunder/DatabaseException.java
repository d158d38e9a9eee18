package dev.dunder;

import dev.dunder.lookups.DunderException;
import java.io.Serializable;
import java.util.List;
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
    private final @Nullable Violated violated;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public DatabaseException(Failure failure) {
        super(failure.message(), failure.cause());
        this.sqlState = failure.sqlState();
        this.sql = failure.sql();
        this.violated = failure.violated();
    }

    /**
     * What is known of a failure.
     *
     * @param message what is told of it
     * @param sqlState the SQLSTATE; null where the failure has none
     * @param sql the statement that failed; null where none had been sent
     * @param cause the driver's exception, which knows more
     * @param violated the constraint that was violated; null where it was none
     */
    public record Failure(
            String message,
            @Nullable String sqlState,
            @Nullable String sql,
            @Nullable Throwable cause,
            @Nullable Violated violated) {
        /**
         * What is known of a failure that has to do with no constraint.
         *
         * @param message what is told of it
         * @param sqlState the SQLSTATE; null where the failure has none
         * @param sql the statement that failed; null where none had been sent
         * @param cause the driver's exception, which knows more
         */
        public Failure(
                String message, @Nullable String sqlState, @Nullable String sql, @Nullable Throwable cause) {
            this(message, sqlState, sql, cause, null);
        }
    }

    /**
     * A constraint that was violated.
     *
     * @param constraint its name; null for that of a column which takes no null, where the server gives it none
     * @param schema the schema of its table; null if it is of a domain
     * @param table its table; null if it is of a domain
     * @param columns its columns; none where they are not known
     */
    public record Violated(
            @Nullable String constraint, @Nullable String schema, @Nullable String table,
            List<String> columns) implements Serializable {
        private static final long serialVersionUID = 1;

        /**
         * A constraint.
         *
         * @param constraint its name
         * @param schema the schema of its table
         * @param table its table
         * @param columns its columns
         */
        public Violated {
            columns = List.copyOf(columns);
        }
    }

    /**
     * The same once more, with this one as its cause: for {@link #again}.
     *
     * @return what is known of it
     */
    protected final Failure failure() {
        return new Failure(messageText(), sqlState, sql, this, violated);
    }

    final @Nullable Violated violated() {
        return violated;
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
