package dev.dunder.run;

import dev.dunder.DatabaseException;
import dev.dunder.model.Schema;
import dev.dunder.query.Statement;
import dev.dunder.sql.Spelling;
import dev.dunder.work.Cancellation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.DataType;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of server, and its JDBC driver, do in a way of their own. Another kind of server is another implementation,
 * in a package of its own beside {@code dialect.postgres}. Safe to share between threads.
 */
public interface Driver extends Spelling {
    // ---- Connections ----

    /**
     * Looks whether a connection is one of this driver's, on which text is never mistaken for SQL. Asks the driver, not the
     * server.
     *
     * @param connection as the pool lends it
     * @throws SQLException if the driver cannot tell
     * @throws dev.dunder.lookups.DunderException if it is another's, or set in a way that is not safe
     */
    void check(Connection connection) throws SQLException;

    /**
     * Looks whether a jOOQ writes for this driver's server.
     *
     * @param jooq the user's
     * @throws dev.dunder.lookups.DunderException if it is another's
     */
    void check(Configuration jooq);

    /**
     * A time zone for sessions.
     *
     * @param zone in which the server reads and writes local times
     * @return what sets it on connections
     */
    SessionZone zone(ZoneId zone);

    /**
     * How long the server lets a statement run.
     *
     * @param connection where it is asked
     * @return in milliseconds; 0 for ever
     * @throws SQLException if it does not answer
     */
    long statementTimeout(Connection connection) throws SQLException;

    /**
     * Whether the server takes nothing more in the transaction of a connection until it is rolled back.
     *
     * @param connection in a transaction
     * @return true after a failure
     * @throws SQLException if the driver cannot tell
     */
    boolean isFailed(Connection connection) throws SQLException;

    /**
     * Has the driver prepare anew what a table has changed under, in a transaction that only reads.
     *
     * @param connection in a transaction
     * @return what makes the connection as it was before
     * @throws SQLException if the driver refuses
     */
    Restoring heal(Connection connection) throws SQLException;

    /** Makes a connection as it was before. */
    @FunctionalInterface
    interface Restoring {
        /**
         * Does it.
         *
         * @throws SQLException if the driver refuses
         */
        void restore() throws SQLException;
    }

    /**
     * Tells the server to stop what it does on a connection, and returns once it has heard.
     *
     * @param connection on which another thread waits
     * @throws SQLException if the server cannot be told
     */
    void cancel(Connection connection) throws SQLException;

    // ---- Failures ----

    /**
     * A failure as users see it.
     *
     * @param failure what the driver or the pool reports
     * @param sql the statement; null where none had been sent
     * @param columns knows those of a constraint; none of one that it does not know
     * @return the exception for it
     */
    DatabaseException failure(
            SQLException failure, @Nullable String sql, Function<DatabaseException.Violated, List<String>> columns);

    /**
     * A failure that has to do with no constraint.
     *
     * @param failure what the driver or the pool reports
     * @param sql the statement; null where none had been sent
     * @return the exception for it
     */
    default DatabaseException failure(SQLException failure, @Nullable String sql) {
        return failure(failure, sql, violated -> List.of());
    }

    /**
     * The failure of a statement that may have been stopped from outside.
     *
     * @param failure what the driver or the pool reports
     * @param sql the statement; null where none had been sent
     * @param stop by what it may have been stopped
     * @return the exception for it
     */
    default DatabaseException failure(SQLException failure, @Nullable String sql, Cancellation stop) {
        Cancellation.Reason reason = stop.reason();
        return reason != null && isStop(failure)
                ? Cancellation.stopped(reason, failure, sql)
                : failure(failure, sql);
    }

    /**
     * A failure with all that the server said of it, values too.
     *
     * @param told a failure without them
     * @return of the same kind
     */
    DatabaseException withValues(DatabaseException told);

    /**
     * Whether a statement was stopped: by the server's time limit, or by somebody who told the server to.
     *
     * @param failure what the driver reports
     * @return true if so
     */
    boolean isStop(SQLException failure);

    /**
     * Whether the connection is gone.
     *
     * @param failure what the driver reports
     * @return true if so
     */
    boolean isLost(SQLException failure);

    /**
     * Whether the connection is gone, and nobody knows what became of the last that was sent.
     *
     * @param failure what the driver reports
     * @return true if so
     */
    boolean isUncertain(SQLException failure);

    /**
     * Whether a table was changed since the connection had prepared the statement.
     *
     * @param failure what the driver reports
     * @return true if so
     */
    boolean isStale(SQLException failure);

    // ---- Values and tables ----

    /**
     * How values of a type are bound and read.
     *
     * @param type the type of a column
     * @return the codec
     */
    Codec codec(DataType<?> type);

    /**
     * How values of a type are bound that is only sent.
     *
     * @param type the type of a bind
     * @return the codec
     */
    Codec bindCodec(DataType<?> type);

    /**
     * A value in a query of jOOQ's, bound as this driver binds it.
     *
     * @param type its type
     * @param value the value
     * @return the bind
     */
    Field<?> bound(DataType<?> type, @Nullable Object value);

    /**
     * A value as a literal, as a part of a statement that takes no binds.
     *
     * @param type its type
     * @param value the value
     * @return the literal, to the server the same as the value that is bound
     */
    Field<?> literal(DataType<?> type, @Nullable Object value);

    /**
     * Room for rows that are to be copied in.
     *
     * @param columns the types of their columns
     * @return without any yet
     */
    CopyRows copyRows(List<DataType<?>> columns);

    /**
     * Copies rows into a table.
     *
     * @param connection where
     * @param sql the statement that they follow
     * @param rows the rows, of {@link #copyRows}
     * @return how many rows were stored
     * @throws SQLException if the server or the driver refuses
     */
    long copyIn(Connection connection, String sql, CopyRows rows) throws SQLException;

    /** Takes what the server sends. */
    @FunctionalInterface
    interface Sink {
        /**
         * Some more.
         *
         * @param bytes what was sent; it is not changed after that
         * @throws IOException if there is no room for it: then the server is told to stop
         */
        void take(byte[] bytes) throws IOException;
    }

    /**
     * Copies rows out of the server.
     *
     * @param connection where
     * @param sql the statement
     * @param format what it makes of them
     * @param sink takes row by row
     * @return how many rows there were
     * @throws SQLException if the server or the driver fails
     * @throws dev.dunder.lookups.DunderException if the sink does
     */
    long copyOut(Connection connection, String sql, Statement.CopyOut.Format format, Sink sink) throws SQLException;

    /**
     * The failure of copying rows in, with the place of the row if the server has said which it was.
     *
     * @param told the failure
     * @param copy the statement
     * @param before how many rows there were before those that were sent
     * @return of the same kind
     */
    DatabaseException inRow(DatabaseException told, Statement.CopyIn copy, long before);

    /**
     * The failure of a statement that writes many rows, with the place of that which a constraint has refused, as far as the
     * values that the server tells of it are found among those that were given.
     *
     * @param told the failure
     * @param rows what was given
     * @return of the same kind
     */
    DatabaseException ofRow(DatabaseException told, ListedRows rows);

    /**
     * The models of all tables and views.
     *
     * @param connection where the catalog is read
     * @return the models
     * @throws SQLException if the server or the driver fails
     */
    Schema schema(Connection connection) throws SQLException;
}
