package dev.dunder.run;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows that are read as they are asked for. For one thread at a time; to be closed. */
public final class Cursor implements AutoCloseable {
    private final Execution execution;
    private final PreparedStatement statement;
    private final ResultSet result;

    Cursor(Execution execution, PreparedStatement statement, ResultSet result) {
        this.execution = execution;
        this.statement = statement;
        this.result = result;
    }

    /**
     * The next row.
     *
     * @return its values, or null after the last
     * @throws SQLException if the server or the driver fails
     */
    public @Nullable Object @Nullable [] next() throws SQLException {
        return result.next() ? execution.row(result) : null;
    }

    /** Ends the statement; the connection stays open. */
    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
