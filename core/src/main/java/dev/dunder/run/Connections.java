package dev.dunder.run;

import dev.dunder.work.Cancellation;
import dev.dunder.work.ConnectionPermits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lends the connections of a pool: each is looked at before, and goes back as it came. */
public final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger("dev.dunder");

    private final Driver driver;
    private final DataSource pool;
    private final int most;
    private final @Nullable ServerAddress server;
    private volatile boolean reached;
    private final @Nullable SessionZone zone;

    /** The server's own limit for statements as it was at first, in milliseconds; below zero where nobody has asked yet. */
    private volatile long serverTimeout = -1;

    /**
     * Connections.
     *
     * @param driver whose they are
     * @param pool where they are borrowed
     * @param most how many there are, as far as is known
     * @param server where they go; null where that is not known
     * @param zone the time zone of sessions; null for the driver's own
     */
    public Connections(
            Driver driver,
            DataSource pool,
            int most,
            @Nullable ServerAddress server,
            @Nullable SessionZone zone) {
        this.driver = driver;
        this.server = server;
        this.pool = pool;
        this.most = most;
        this.zone = zone;
    }

    /** Something to be done with a connection. */
    @FunctionalInterface
    public interface Use<R extends @Nullable Object> {
        R with(Connection connection) throws SQLException;
    }

    /** A connection on loan. */
    static final class Loan {
        private final Connection connection;
        private final boolean autoCommit;
        private final @Nullable String zoneBefore;
        private final ConnectionPermits.@Nullable Place place = ConnectionPermits.current();
        private boolean aborted;
        private Driver.@Nullable Restoring healed;

        private Loan(Connection connection, boolean autoCommit, @Nullable String zoneBefore) {
            this.connection = connection;
            this.autoCommit = autoCommit;
            this.zoneBefore = zoneBefore;
        }

        Connection connection() {
            return connection;
        }

        private void lent() {
            if (place != null) {
                place.lent();
            }
        }

        private void givenBack() {
            if (place != null) {
                place.givenBack();
            }
        }

        /** Tears the connection down: what is open on it ends with it, and nobody borrows it again. */
        void abort() {
            aborted = true;
            try {
                connection.abort(Runnable::run);
            } catch (SQLException | RuntimeException failure) {
                LOG.debug("A connection could not be torn down, and is only closed", failure);
            }
        }
    }

    /** The time zone of sessions: the driver gives them that of this machine where none was said. */
    ZoneId zone() {
        return zone == null ? ZoneId.systemDefault() : zone.id();
    }

    Driver driver() {
        return driver;
    }

    /** How many there are, as far as is known. */
    int most() {
        return most;
    }

    /** Does something that commits itself. */
    <R extends @Nullable Object> R use(Cancellation stop, Use<R> use) throws SQLException {
        for (int stale = 0;; stale++) {
            Loan loan = borrow(List.of(stop));
            try {
                R result = use.with(loan.connection());
                if (!loan.autoCommit) {
                    // A pool of the user's may be set so; what is dropped on the way back is rolled back.
                    RoundTrip.unstoppable(() -> {
                        loan.connection().commit();
                        return true;
                    });
                }
                return result;
            } catch (SQLException | RuntimeException | Error failure) {
                if (loan.autoCommit) {
                    throw failure;
                }
                rollback(loan, failure);
                // In auto-commit the driver prepares anew by itself what a table has changed under; here it cannot know that
                // it may. A pool closes the connection that has told, and each of the others may do so too.
                if (stale == most || !(failure instanceof SQLException told && driver.isStale(told))) {
                    throw failure;
                }
            } finally {
                giveBack(loan);
            }
        }
    }

    /**
     * A connection, for which to wait no longer than the pool does, and not beyond a stop.
     *
     * @param stops what may stop it; the first one hears of an interrupt of the calling thread
     */
    Loan borrow(List<Cancellation> stops) throws SQLException {
        stops.forEach(Cancellation::check);
        Connection connection;
        try {
            if (!reached && server != null) {
                // Once it was there it may come back while the pool waits; before that, nobody waits for a wrong address.
                server.reach();
            }
            connection = RoundTrip.patient(stops, pool::getConnection);
            reached = true;
        } catch (SQLException failure) {
            if (Thread.currentThread().isInterrupted()) {
                stops.get(0).cancel(Cancellation.Reason.INTERRUPTED);
            }
            stops.forEach(Cancellation::check);
            throw server == null ? failure : server.explained(failure);
        }
        try {
            driver.check(connection);
            boolean autoCommit = connection.getAutoCommit();
            if (serverTimeout < 0 && autoCommit) {
                serverTimeout = RoundTrip.unstoppable(() -> driver.statementTimeout(connection));
            }
            String before = zone == null ? null : zone.set(connection, autoCommit);
            Loan loan = new Loan(connection, autoCommit, before);
            loan.lent();
            return loan;
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    /** A connection that somebody else has borrowed and gives back, in the midst of his transaction. */
    Loan lentByOthers(Connection connection) throws SQLException {
        driver.check(connection);
        return new Loan(connection, false, null);
    }

    /** In somebody else's transaction. */
    void setZoneLocally(Loan loan) throws SQLException {
        if (zone != null) {
            zone.setLocally(loan.connection());
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
        } finally {
            loan.givenBack();
        }
    }

    /**
     * Takes back what is open. Where even that fails the connection is torn down: putting it back into auto-commit would
     * commit what has failed.
     *
     * @param why what it is taken back for, which hears of such a failure; null for nothing
     */
    void rollback(Loan loan, @Nullable Throwable why) {
        try {
            RoundTrip.unstoppable(() -> {
                loan.connection().rollback();
                return true;
            });
        } catch (SQLException | RuntimeException failure) {
            LOG.debug("A transaction was not rolled back, and ends with its connection", failure);
            loan.abort();
            if (why != null) {
                why.addSuppressed(
                        failure instanceof SQLException told ? driver.failure(told, "rollback") : failure);
            }
        }
    }

    /**
     * A failure, and whether it was the server's time limit: the server says so in words only. Within a transaction, which
     * answers no question after it has failed, the limit that connections of this pool begin with is what is known.
     */
    SQLException explained(Connection connection, SQLException failure, long nanos) {
        return driver.isStop(failure) && nanos >= TimeUnit.MILLISECONDS.toNanos(limit(connection))
                ? new SQLTimeoutException("The server's statement_timeout was reached.", failure.getSQLState(), failure)
                : failure;
    }

    private long limit(Connection connection) {
        try {
            long limit = connection.getAutoCommit()
                    ? RoundTrip.unstoppable(() -> driver.statementTimeout(connection))
                    : serverTimeout;
            return limit > 0 ? limit : Long.MAX_VALUE;
        } catch (SQLException failure) {
            LOG.debug("The server's statement_timeout is not to be had", failure);
            return Long.MAX_VALUE;
        }
    }

    /** Begins a transaction on a connection. */
    static void begin(Loan loan) throws SQLException {
        loan.connection().setAutoCommit(false);
    }

    /** Has the driver prepare anew what a table has changed under, where the transaction is ours and only reads. */
    void heal(Loan loan) throws SQLException {
        loan.healed = driver.heal(loan.connection());
    }

    /** After a transaction has ended. */
    void endAndGiveBack(Loan loan) {
        Driver.Restoring healed = loan.healed;
        try {
            if (!loan.aborted && !loan.connection().isClosed()) {
                if (healed != null) {
                    healed.restore();
                }
                loan.connection().setAutoCommit(loan.autoCommit);
            }
        } catch (SQLException failure) {
            LOG.debug("A connection did not go back as it came", failure);
        }
        giveBack(loan);
    }
}
