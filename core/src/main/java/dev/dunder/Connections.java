package dev.dunder;

import dev.dunder.run.Cancellation;
import dev.dunder.run.Trip;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lends the connections of a pool: each is looked at before, and goes back as it came. */
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger("dev.dunder");

    private final DataSource pool;
    private final @Nullable SessionZone zone;

    Connections(DataSource pool, @Nullable SessionZone zone) {
        this.pool = pool;
        this.zone = zone;
    }

    /** Something to be done with a connection. */
    @FunctionalInterface
    interface Use<R extends @Nullable Object> {
        R with(Connection connection) throws SQLException;
    }

    /** A connection on loan. */
    static final class Loan {
        private final Connection connection;
        private final boolean autoCommit;
        private final @Nullable String zoneBefore;

        private Loan(Connection connection, boolean autoCommit, @Nullable String zoneBefore) {
            this.connection = connection;
            this.autoCommit = autoCommit;
            this.zoneBefore = zoneBefore;
        }

        Connection connection() {
            return connection;
        }
    }

    DataSource pool() {
        return pool;
    }

    /** Does something that commits itself. */
    <R extends @Nullable Object> R use(Cancellation stop, Use<R> use) throws SQLException {
        Loan loan = borrow(stop);
        try {
            R result = use.with(loan.connection());
            if (!loan.autoCommit) {
                // A pool of the user's may be set so; what is dropped on the way back is rolled back.
                Trip.unstoppable(() -> {
                    loan.connection().commit();
                    return true;
                });
            }
            return result;
        } catch (SQLException | RuntimeException | Error failure) {
            if (!loan.autoCommit) {
                rollback(loan.connection());
            }
            throw failure;
        } finally {
            giveBack(loan);
        }
    }

    Loan borrow(Cancellation stop) throws SQLException {
        stop.check();
        Connection connection;
        try {
            connection = pool.getConnection();
        } catch (SQLException failure) {
            if (Thread.currentThread().isInterrupted()) {
                stop.cancel(Cancellation.Reason.INTERRUPTED);
                stop.check();
            }
            throw failure;
        }
        try {
            ConnectionCheck.check(connection);
            boolean autoCommit = connection.getAutoCommit();
            String before = zone == null ? null : zone.set(connection, autoCommit);
            return new Loan(connection, autoCommit, before);
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Never fails: what goes wrong here says nothing about what was done before, and the pool drops such a connection. */
    void giveBack(Loan loan) {
        try (Connection connection = loan.connection()) {
            if (zone != null && loan.zoneBefore != null && !connection.isClosed()) {
                zone.putBack(connection, loan.zoneBefore, loan.autoCommit);
            }
        } catch (SQLException | RuntimeException failure) {
            LOG.debug("A connection did not go back as it came", failure);
        }
    }

    static void rollback(Connection connection) {
        try {
            Trip.unstoppable(() -> {
                connection.rollback();
                return true;
            });
        } catch (SQLException failure) {
            LOG.debug("A transaction was not rolled back, but ends with its connection", failure);
        }
    }

    /** Begins a transaction on a connection. */
    static void begin(Loan loan) throws SQLException {
        loan.connection().setAutoCommit(false);
    }

    /** After a transaction has ended. */
    void endAndGiveBack(Loan loan) {
        try {
            if (!loan.connection().isClosed()) {
                loan.connection().setAutoCommit(loan.autoCommit);
            }
        } catch (SQLException failure) {
            LOG.debug("A connection did not go back as it came", failure);
        }
        giveBack(loan);
    }
}
