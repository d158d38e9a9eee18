package dev.dunder.dialect.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How long the server lets a statement run. */
final class StatementTimeoutSetting {
    private static final String STOPPED = "57014";
    private static final String ASK = "select setting from pg_catalog.pg_settings where name = 'statement_timeout'";

    private StatementTimeoutSetting() {}

    /** Whether a statement was stopped: by the time limit, or by somebody who told the server to. */
    static boolean isStop(SQLException failure) {
        return STOPPED.equals(failure.getSQLState());
    }

    /** In milliseconds; 0 for ever. */
    static long of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(ASK)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
