package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.run.Cancellation;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A failure that the database reported, or one of reaching it.
 *
 * <p>The subclass says what kind it is, by SQLSTATE. The message is the server's own, without the detail line, which quotes
 * values; the driver's exception, which has it, is the cause.
 */
public class DatabaseException extends DunderException {
    private static final long serialVersionUID = 1;

    private static final String CANCELED = "57014";

    /** The server is going away, has crashed, or is not there yet. */
    private static final Set<String> LOST = Set.of("57P01", "57P02", "57P03");

    private static final Pattern QUOTED = Pattern.compile(": \".*\"$", Pattern.DOTALL);

    private final @Nullable String sqlState;
    private final @Nullable String sql;

    DatabaseException(Failure failure) {
        super(failure.message(), failure.cause());
        this.sqlState = failure.sqlState();
        this.sql = failure.sql();
    }

    /** What is known of a failure. */
    record Failure(
            String message, @Nullable String sqlState, @Nullable String sql, @Nullable Throwable cause) {}

    /** The same once more, with this one as its cause. */
    final Failure failure() {
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
        return of(failure());
    }

    static DatabaseException of(SQLException failure, @Nullable String sql) {
        Failure known = new Failure(message(failure), failure.getSQLState(), sql, failure);
        if (failure instanceof SQLTransientConnectionException) {
            // What a pool says. Where it could not open one, the reason for that is its cause.
            return failure.getCause() instanceof SQLException ? new ConnectionLost(known) : new PoolExhausted(known);
        }
        if (failure.getCause() instanceof InterruptedException) {
            return stopped(Cancellation.Reason.INTERRUPTED, failure, null);
        }
        return isLost(failure) ? new ConnectionLost(known) : of(known);
    }

    /** Of a statement that was stopped from outside, where it was. */
    static DatabaseException of(SQLException failure, @Nullable String sql, Cancellation stop) {
        Cancellation.Reason reason = stop.reason();
        return reason != null && CANCELED.equals(failure.getSQLState())
                ? stopped(reason, failure, sql)
                : of(failure, sql);
    }

    /** Of a write that commits itself: without an answer nobody knows whether it did. */
    static DatabaseException ofWrite(SQLException failure, @Nullable String sql) {
        return new CommitOutcomeUnknown(new Failure(
                "The connection was lost before the server had confirmed the write. It may have been stored or not: look"
                        + " before you try again.",
                failure.getSQLState(), sql, failure));
    }

    static DatabaseException ofCommit(SQLException failure) {
        return new CommitOutcomeUnknown(new Failure(
                "The connection was lost before the server had confirmed the commit. The transaction may have been"
                        + " committed or not: look before you try again.",
                failure.getSQLState(), "commit", failure));
    }

    static DatabaseException stopped(
            Cancellation.Reason reason, @Nullable Throwable cause, @Nullable String sql) {
        return switch (reason) {
            case TIMEOUT -> new StatementTimeout(
                    new Failure("The evaluation took longer than its timeout.", CANCELED, sql, cause));
            case CANCELLED -> new StatementCancelled(
                    new Failure("The evaluation was cancelled.", CANCELED, sql, cause));
            case INTERRUPTED -> new StatementCancelled(
                    new Failure("The evaluating thread was interrupted.", CANCELED, sql, cause));
        };
    }

    /** Whether the connection is gone. */
    static boolean isLost(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return state.startsWith("08") || LOST.contains(state) || failure.getCause() instanceof IOException;
    }

    private static String message(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
        String message = Objects.requireNonNullElse(
                server == null ? failure.getMessage() : server.getMessage(), "The database failed without a message.");
        return escaped(isAboutAValue(failure) ? QUOTED.matcher(message).replaceFirst("") : message);
    }

    /** Failures of this class quote the value at the end of their message. */
    private static boolean isAboutAValue(SQLException failure) {
        return Objects.requireNonNullElse(failure.getSQLState(), "").startsWith("22");
    }

    /** Names in messages are data: they must not forge lines of a log. */
    static String escaped(String message) {
        StringBuilder out = new StringBuilder();
        message.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static DatabaseException of(Failure failure) {
        return switch (Objects.requireNonNullElse(failure.sqlState(), "")) {
            case "23505" -> new UniqueViolation(failure);
            case "23503" -> new ForeignKeyViolation(failure);
            case "23502" -> new NotNullViolation(failure);
            case "23514" -> new CheckViolation(failure);
            case "40P01" -> new Deadlock(failure);
            case "40001" -> new SerializationFailure(failure);
            case CANCELED -> failure.message().contains("user request")
                    ? new StatementCancelled(failure)
                    : new StatementTimeout(failure);
            case "55P03" -> new LockTimeout(failure);
            case "08000", "08001", "08003", "08004", "08006", "57P01", "57P02", "57P03" -> new ConnectionLost(failure);
            default -> new DatabaseException(failure);
        };
    }
}
