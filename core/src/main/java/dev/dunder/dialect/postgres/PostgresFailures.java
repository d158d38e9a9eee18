package dev.dunder.dialect.postgres;

import dev.dunder.CheckViolation;
import dev.dunder.ConnectionLost;
import dev.dunder.ConstraintViolation;
import dev.dunder.DatabaseException.Failure;
import dev.dunder.DatabaseException.Violated;
import dev.dunder.DatabaseException;
import dev.dunder.Deadlock;
import dev.dunder.ForeignKeyViolation;
import dev.dunder.LockTimeout;
import dev.dunder.NotNullViolation;
import dev.dunder.PoolExhausted;
import dev.dunder.SerializationFailure;
import dev.dunder.StalePlan;
import dev.dunder.StatementCancelled;
import dev.dunder.StatementTimeout;
import dev.dunder.UniqueViolation;
import dev.dunder.lookups.LookupException;
import dev.dunder.work.Cancellation;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the driver reports, as the exceptions that users see. */
public final class PostgresFailures {
    private static final String CANCELED = "57014";

    /** The server is going away, has crashed, is not there yet, or has ended the session, which was idle for too long. */
    private static final Set<String> LOST = Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04");

    /** The server has ended the session as nothing was asked of it, before it read what was asked at last. */
    private static final Set<String> IDLE = Set.of("57P05", "25P03");

    /** A statement that was prepared is not there, or there already: on another connection than the driver thinks. */
    private static final Set<String> POOLED = Set.of("26000", "42P05", "08P01");

    /** Where the server says that a table has changed under a prepared statement; its words are in its own language. */
    private static final Set<String> STALE = Set.of("RevalidateCachedQuery", "RevalidateCachedPlan");

    private static final String UNIQUE = "23505";

    private static final String BETWEEN = ", ";

    /** A name as the server writes it, quoted where it is not a plain one. */
    private static final Pattern NAME = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_$]*)|\"((?:[^\"]|\"\")+)\"");

    private PostgresFailures() {}

    /**
     * A failure by its SQLSTATE.
     *
     * @param failure what the driver or the pool reports
     * @param sql the statement; null where none had been sent
     * @return the exception for it
     */
    public static DatabaseException of(SQLException failure, @Nullable String sql) {
        return of(failure, sql, violated -> List.of());
    }

    /**
     * A failure by its SQLSTATE.
     *
     * @param failure what the driver or the pool reports
     * @param sql the statement; null where none had been sent
     * @param columns knows those of a constraint
     * @return the exception for it
     */
    static DatabaseException of(
            SQLException failure, @Nullable String sql, Function<Violated, List<String>> columns) {
        Failure known = new Failure(message(failure), failure.getSQLState(), sql, failure, violated(failure, columns));
        if (failure instanceof SQLTransientConnectionException) {
            // What a pool says. Where it could not open one, the reason for that is its cause.
            return failure.getCause() instanceof SQLException ? new ConnectionLost(known) : new PoolExhausted(known);
        }
        if (failure.getCause() instanceof InterruptedException) {
            return Cancellation.stopped(Cancellation.Reason.INTERRUPTED, failure, null);
        }
        return isLost(failure) ? new ConnectionLost(known) : of(known);
    }

    private static @Nullable Violated violated(SQLException failure, Function<Violated, List<String>> columns) {
        ServerErrorMessage server = server(failure);
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        if (server == null || !state.startsWith("23")) {
            return null;
        }
        String column = server.getColumn();
        Violated violated = new Violated(server.getConstraint(), server.getSchema(), server.getTable(),
                column == null ? List.of() : List.of(column));
        if (!violated.columns().isEmpty()) {
            return violated;
        }
        List<String> known = columns.apply(violated);
        return new Violated(violated.constraint(), violated.schema(), violated.table(),
                known.isEmpty() && state.equals(UNIQUE) ? keyColumns(server.getDetail()) : known);
    }

    /** Of {@code Key (a, "b c")=(1, 2) already exists.}, whose words are in the server's language, the names. */
    static List<String> keyColumns(@Nullable String detail) {
        int start = detail == null ? -1 : detail.indexOf('(');
        int end = detail == null ? -1 : detail.indexOf(")=(");
        if (detail == null || start < 0 || end < start) {
            return List.of();
        }
        String list = detail.substring(start + 1, end);
        Matcher name = NAME.matcher(list);
        List<String> names = new ArrayList<>();
        for (int at = 0; name.region(at, list.length()).lookingAt(); at = name.end() + BETWEEN.length()) {
            names.add(name.group(2) == null ? name.group() : name.group(2).replace("\"\"", "\""));
            if (name.end() == list.length()) {
                return names;
            }
            if (!list.startsWith(BETWEEN, name.end())) {
                break;
            }
        }
        // Something that is computed.
        return List.of();
    }

    /** Whether a table was changed since the connection had prepared the statement. */
    static boolean isStale(SQLException failure) {
        ServerErrorMessage server = server(failure);
        return server != null && "0A000".equals(failure.getSQLState())
                && STALE.contains(Objects.requireNonNullElse(server.getRoutine(), ""));
    }

    /**
     * Of a pool that could not open its first connection.
     *
     * @param failure what the driver reports
     * @param server where it wanted to connect; null where that is not known
     * @return the exception for it
     */
    public static DatabaseException ofConnecting(SQLException failure, @Nullable PostgresAddress server) {
        IOException broken = PostgresAddress.broken(failure);
        String refused = PostgresAddress.refused(failure.getSQLState());
        if (refused != null) {
            return new DatabaseException(new Failure(refused, failure.getSQLState(), null, failure));
        }
        return broken == null || server == null
                ? of(failure, null)
                : new ConnectionLost(
                        new Failure(LookupException.plain(server.unreachable(broken)), failure.getSQLState(), null,
                                failure));
    }

    /** Whether it was stopped: by a time limit, or by somebody who told the server to. */
    static boolean isStop(SQLException failure) {
        return CANCELED.equals(failure.getSQLState());
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

    /**
     * The same with all that the server said, for those who want to see values.
     *
     * @param told a failure
     * @return of the same kind
     */
    public static DatabaseException withValues(DatabaseException told) {
        ServerErrorMessage server = told.getCause() instanceof PSQLException cause ? server(cause) : null;
        return server == null ? told : saying(told, " (" + LookupException.plain(server.toString()) + ")");
    }

    /** The same, of which more is said. */
    static DatabaseException saying(DatabaseException told, String more) {
        Violated violated = told.getCause() instanceof PSQLException driver
                ? violated(driver, none -> told instanceof ConstraintViolation known ? known.columns() : List.of())
                : null;
        return of(new Failure(told.getMessage() + more, told.sqlState(), told.sql(), told.getCause(), violated));
    }

    /** The kind that its SQLSTATE says. */
    static DatabaseException of(Failure failure) {
        if (failure.cause() instanceof SQLException told && isStale(told)) {
            return new StalePlan(failure);
        }
        return switch (Objects.requireNonNullElse(failure.sqlState(), "")) {
            case UNIQUE -> new UniqueViolation(failure);
            case "23503", "23001" -> new ForeignKeyViolation(failure);
            case "23502" -> new NotNullViolation(failure);
            case "23514" -> new CheckViolation(failure);
            case "23000", "23P01" -> new ConstraintViolation(failure);
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
