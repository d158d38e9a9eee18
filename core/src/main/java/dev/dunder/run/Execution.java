package dev.dunder.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a plan's statement is sent once there is a connection: by JDBC alone, or as a query of jOOQ's. Either binds and reads
 * as the plan does. Safe to share between threads.
 */
interface Execution {
    /** What is made of the rows. */
    @FunctionalInterface
    interface Reading<R extends @Nullable Object> {
        R read(ResultSet rows) throws SQLException;
    }

    /** Sends a statement that has rows to give, and reads them. */
    <R extends @Nullable Object> R query(
            Connection connection, PreparedPlan plan, List<? extends @Nullable Object> values, Reading<R> reading)
            throws SQLException;

    /** Sends a statement that has no rows to give: how many it wrote. */
    long write(Connection connection, PreparedPlan plan, List<? extends @Nullable Object> values) throws SQLException;

    /**
     * Sends a statement whose rows are read as they are asked for. The driver keeps them on the server only outside of
     * auto-commit, so the connection must be in a transaction.
     *
     * @param chunk how many rows are fetched at a time
     */
    Cursor cursor(Connection connection, PreparedPlan plan, List<? extends @Nullable Object> values, int chunk)
            throws SQLException;
}
