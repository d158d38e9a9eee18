package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.run.Cursor;
import dev.dunder.run.Execution;
import dev.dunder.run.StatementListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cursor and the connection it is on, which goes back to the pool as it came, after the last row or when closed. */
final class RowStream implements AutoCloseable {
    private final Connection connection;
    private final boolean autoCommit;
    private final String sql;
    private @Nullable Cursor cursor;
    private boolean closed;

    private RowStream(Connection connection, boolean autoCommit, String sql) {
        this.connection = connection;
        this.autoCommit = autoCommit;
        this.sql = sql;
    }

    /** Takes over the connection, also where it fails. */
    static RowStream open(
            Connection connection,
            Execution execution,
            List<? extends @Nullable Object> values,
            int chunk,
            StatementListener listener) throws SQLException {
        RowStream stream;
        try {
            stream = new RowStream(connection, connection.getAutoCommit(), execution.sql());
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
        try {
            // Only in a transaction does the driver leave rows on the server; else it reads them all at once.
            connection.setAutoCommit(false);
            stream.cursor = execution.cursor(connection, values, chunk, listener);
            return stream;
        } catch (SQLException | RuntimeException failure) {
            stream.close();
            throw failure;
        }
    }

    /** The next row; null after the last, when the connection has been given back. */
    @Nullable
    Object @Nullable [] next() {
        if (closed || cursor == null) {
            return null;
        }
        try {
            @Nullable
            Object[] row = cursor.next();
            if (row == null) {
                close();
            }
            return row;
        } catch (SQLException failure) {
            close();
            throw DatabaseException.of(failure, sql);
        } catch (DunderException failure) {
            close();
            throw failure;
        } catch (RuntimeException failure) {
            close();
            throw new DunderException("What the database answered could not be read: " + failure, failure);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (connection) {
            try {
                if (cursor != null) {
                    cursor.close();
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException failure) {
            throw DatabaseException.of(failure, sql);
        }
    }
}
