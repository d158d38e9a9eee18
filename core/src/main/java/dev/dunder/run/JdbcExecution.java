package dev.dunder.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By JDBC alone: nothing stands between the plan and the driver. */
final class JdbcExecution implements Execution {
    static final Execution INSTANCE = new JdbcExecution();

    private JdbcExecution() {}

    @Override
    public <R extends @Nullable Object> R query(
            Connection connection, PreparedPlan plan, List<? extends @Nullable Object> values, Reading<R> reading)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, plan, values);
                ResultSet rows = statement.executeQuery()) {
            return reading.read(rows);
        }
    }

    @Override
    public long write(Connection connection, PreparedPlan plan, List<? extends @Nullable Object> values)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, plan, values)) {
            return statement.executeLargeUpdate();
        }
    }

    @Override
    public Cursor cursor(Connection connection, PreparedPlan plan, List<? extends @Nullable Object> values, int chunk)
            throws SQLException {
        PreparedStatement statement = prepared(connection, plan, values);
        try {
            statement.setFetchSize(chunk);
            return new Cursor(plan, statement::close, statement.executeQuery());
        } catch (SQLException | RuntimeException failure) {
            statement.close();
            throw failure;
        }
    }

    private static PreparedStatement prepared(
            Connection connection, PreparedPlan plan, List<? extends @Nullable Object> values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(plan.sent());
        try {
            plan.bind(statement, values);
            return statement;
        } catch (SQLException | RuntimeException failure) {
            statement.close();
            throw failure;
        }
    }
}
