package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.run.Cancellation;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A failure that the database reported, or one of reaching it.
 *
 * <p>The subclass says what kind it is, by SQLSTATE. The message names the condition in PostgreSQL's own words, and the
 * constraint, table and column that it is about: what else the server says is in its language and quotes values. With {@link
 * DatabaseBuilder#showValues} it is in the message too; the driver's exception, which has all of it, is the cause.
 */
public class DatabaseException extends DunderException {
    private static final long serialVersionUID = 1;

    private static final String CANCELED = "57014";

    /** The server is going away, has crashed, is not there yet, or has ended the session, which was idle for too long. */
    private static final Set<String> LOST = Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04");

    /** The server has ended the session as nothing was asked of it, before it read what was asked at last. */
    private static final Set<String> IDLE = Set.of("57P05", "25P03");

    /** A statement that was prepared is not there, or there already: on another connection than the driver thinks. */
    private static final Set<String> POOLED = Set.of("26000", "42P05", "08P01");

    /** Where the server says that a table has changed under a prepared statement; its words are in its own language. */
    private static final Set<String> STALE = Set.of("RevalidateCachedQuery", "RevalidateCachedPlan");

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

    /** Whether a table was changed since the connection had prepared the statement. */
    static boolean isStale(SQLException failure) {
        ServerErrorMessage server = server(failure);
        return server != null && "0A000".equals(failure.getSQLState())
                && STALE.contains(Objects.requireNonNullElse(server.getRoutine(), ""));
    }

    /** Of a pool that could not open its first connection. */
    static DatabaseException ofConnecting(SQLException failure, @Nullable ServerAddress server) {
        IOException broken = ServerAddress.broken(failure);
        String refused = ServerAddress.refused(failure.getSQLState());
        if (refused != null) {
            return new DatabaseException(new Failure(refused, failure.getSQLState(), null, failure));
        }
        return broken == null || server == null
                ? of(failure, null)
                : new ConnectionLost(
                        new Failure(LookupException.plain(server.unreachable(broken)), failure.getSQLState(), null,
                                failure));
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

    /** Whether it is gone, and nobody knows what became of the last that was sent; a session that was idle did nothing. */
    static boolean isUncertain(SQLException failure) {
        return isLost(failure) && !IDLE.contains(Objects.requireNonNullElse(failure.getSQLState(), ""));
    }

    /** What is ours to repeat. What a pool says of itself, or the driver of a connection, has no values in it. */
    private static String message(SQLException failure) {
        ServerErrorMessage server = server(failure);
        if (server != null) {
            String hint = POOLED.contains(Objects.requireNonNullElse(failure.getSQLState(), ""))
                    ? ". Behind a pooler in transaction mode, such as PgBouncer, say prepareThreshold=0 in the JDBC URL."
                    : "";
            return SqlStates.name(failure.getSQLState()) + where(server) + hint;
        }
        String said = failure.getMessage();
        return said != null && (isLost(failure) || failure instanceof SQLTransientConnectionException)
                ? LookupException.plain(said)
                : SqlStates.name(failure.getSQLState());
    }

    private static @Nullable ServerErrorMessage server(SQLException failure) {
        return failure instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
    }

    /** Names, which the protocol gives apart from the text. */
    private static String where(ServerErrorMessage server) {
        List<String> names = new ArrayList<>();
        named(names, "constraint", server.getConstraint());
        named(names, "column", server.getColumn());
        named(names, "domain", server.getDatatype());
        named(names, "table", server.getTable());
        return (names.isEmpty() ? "" : ": " + String.join(" of ", names))
                + (server.getPosition() > 0 ? " at character " + server.getPosition() + " of the statement" : "");
    }

    private static void named(List<String> names, String kind, @Nullable String name) {
        if (name != null) {
            names.add(kind + " " + LookupException.quote(name));
        }
    }

    /** The same with all that the server said, for those who want to see values. */
    DatabaseException withValues() {
        ServerErrorMessage server = getCause() instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
        return server == null
                ? this
                : of(new Failure(messageText() + " (" + LookupException.plain(server.toString()) + ")", sqlState, sql,
                        getCause()));
    }

    private static DatabaseException of(Failure failure) {
        if (failure.cause() instanceof SQLException told && isStale(told)) {
            return new StalePlan(failure);
        }
        return switch (Objects.requireNonNullElse(failure.sqlState(), "")) {
            case "23505" -> new UniqueViolation(failure);
            case "23503" -> new ForeignKeyViolation(failure);
            case "23502" -> new NotNullViolation(failure);
            case "23514" -> new CheckViolation(failure);
            case "40P01" -> new Deadlock(failure);
            case "40001" -> new SerializationFailure(failure);
            case CANCELED -> failure.cause() instanceof SQLTimeoutException
                    ? new StatementTimeout(failure)
                    : new StatementCancelled(failure);
            case "55P03" -> new LockTimeout(failure);
            case "08000", "08001", "08003", "08004", "08006", "57P01", "57P02", "57P03", "57P04", "57P05", "25P03",
                    "25P04" ->
                new ConnectionLost(failure);
            default -> new DatabaseException(failure);
        };
    }
}
