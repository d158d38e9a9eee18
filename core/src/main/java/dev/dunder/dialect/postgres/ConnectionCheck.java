package dev.dunder.dialect.postgres;

import dev.dunder.lookups.DunderException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PreferQueryMode;

/** Refuses connections on which text could be mistaken for SQL or be stored wrongly. Asks the driver, not the server. */
final class ConnectionCheck {
    private ConnectionCheck() {}

    static void check(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(BaseConnection.class)) {
            throw new DunderException(
                    "dunder runs on PostgreSQL's own JDBC driver, and this connection is not one of its.");
        }
        BaseConnection driver = connection.unwrap(BaseConnection.class);
        if (!driver.getStandardConformingStrings()) {
            throw new DunderException("dunder does not run with standard_conforming_strings = off. Set it to on.");
        }
        if (driver.getPreferQueryMode() == PreferQueryMode.SIMPLE) {
            throw new DunderException("dunder does not run with preferQueryMode=simple. Take it out of the JDBC URL.");
        }
    }
}
