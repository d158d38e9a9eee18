package dev.dunder.dialect.postgres;

import dev.dunder.run.RoundTrip;
import dev.dunder.run.SessionZone;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The time zone in which the server reads and writes local dates and times for a database. The server reports its setting
 * whenever that changes, so that looking whether it is right costs nothing.
 */
final class PostgresZone implements SessionZone {
    private static final String SET = "select set_config('TimeZone', ?, false)";
    private static final String SET_LOCALLY = "select set_config('TimeZone', ?, true)";

    private final ZoneId zone;
    private final String name;

    PostgresZone(ZoneId zone) {
        this.zone = zone;
        this.name = nameOf(zone);
    }

    @Override
    public ZoneId id() {
        return zone;
    }

    /** PostgreSQL takes bare offsets as POSIX does, with the sign turned round. */
    private static String nameOf(ZoneId zone) {
        ZoneId plain = zone.normalized();
        if (!(plain instanceof ZoneOffset offset)) {
            return zone.getId();
        }
        if (offset.getTotalSeconds() == 0) {
            return "UTC";
        }
        String opposite = ZoneOffset.ofTotalSeconds(-offset.getTotalSeconds()).getId();
        return "<" + offset.getId() + ">" + opposite;
    }

    /** Sets it where it is another, and gives that one; null where there is nothing to put back. */
    @Override
    public @Nullable String set(Connection connection, boolean autoCommit) throws SQLException {
        String before = connection.unwrap(PGConnection.class).getParameterStatus("TimeZone");
        if (name.equals(before)) {
            return null;
        }
        change(connection, SET, name, autoCommit);
        return before;
    }

    @Override
    public void setLocally(Connection connection) throws SQLException {
        if (!name.equals(connection.unwrap(PGConnection.class).getParameterStatus("TimeZone"))) {
            change(connection, SET_LOCALLY, name, true);
        }
    }

    @Override
    public void putBack(Connection connection, String before, boolean autoCommit) throws SQLException {
        change(connection, SET, before, autoCommit);
    }

    private static void change(Connection connection, String sql, String zone, boolean endsItself)
            throws SQLException {
        RoundTrip.unstoppable(() -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, zone);
                statement.execute();
            }
            if (!endsItself) {
                // Else a rollback would take it back.
                connection.commit();
            }
            return true;
        });
    }
}
