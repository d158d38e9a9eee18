package dev.dunder.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The time zone in which the server reads and writes local dates and times for a database. */
public interface SessionZone {
    /**
     * The zone.
     *
     * @return as Java calls it
     */
    ZoneId id();

    /**
     * Sets it where it is another.
     *
     * @param connection as the pool lends it
     * @param autoCommit whether each statement commits itself there
     * @return the zone before; null where there is nothing to put back
     * @throws SQLException if the server or the driver fails
     */
    @Nullable
    String set(Connection connection, boolean autoCommit) throws SQLException;

    /**
     * Sets it where it is another, until the end of the transaction that the connection is in.
     *
     * @param connection in the midst of a transaction of somebody else's
     * @throws SQLException if the server or the driver fails
     */
    void setLocally(Connection connection) throws SQLException;

    /**
     * Puts the zone back.
     *
     * @param connection which goes back to the pool
     * @param before the zone that it came with
     * @param autoCommit whether each statement commits itself there
     * @throws SQLException if the server or the driver fails
     */
    void putBack(Connection connection, String before, boolean autoCommit) throws SQLException;
}
