package dev.dunder;

import dev.dunder.lookups.DunderException;
import java.sql.SQLException;
import java.util.Objects;
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

    private static final Pattern QUOTED = Pattern.compile(": \".*\"$", Pattern.DOTALL);

    private final @Nullable String sqlState;
    private final @Nullable String sql;

    DatabaseException(Failure failure) {
        super(failure.message(), failure.cause());
        this.sqlState = failure.sqlState();
        this.sql = failure.sql();
    }

    /** What is known of a failure. */
    record Failure(String message, @Nullable String sqlState, @Nullable String sql, Throwable cause) {}

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
        return of(new Failure(messageText(), sqlState, sql, this));
    }

    static DatabaseException of(SQLException failure, @Nullable String sql) {
        return of(new Failure(message(failure), failure.getSQLState(), sql, failure));
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
    private static String escaped(String message) {
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
            case "57014" -> new StatementTimeout(failure);
            case "08000", "08001", "08003", "08004", "08006", "57P01", "57P02", "57P03" -> new ConnectionLost(failure);
            default -> new DatabaseException(failure);
        };
    }
}
