package dev.dunder.run;

import dev.dunder.model.Schema;
import dev.dunder.transaction.ManagedTransaction;
import dev.dunder.work.Cancellation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The one connection of a transaction, from its beginning on until it is given back. */
final class TransactionConnection {
    private final Connections connections;
    private final Connections.Loan loan;
    private final Cancellation stop;
    private final @Nullable CompletableFuture<?> alarm;
    private final @Nullable ManagedTransaction joined;
    private final boolean readOnly;
    /** Those that rows were written with, of which a commit may refuse some. */
    private final Set<Schema> written = ConcurrentHashMap.newKeySet();
    private volatile boolean schemaRead;
    private volatile boolean unset;

    private TransactionConnection(
            Connections connections,
            Connections.Loan loan,
            Cancellation stop,
            @Nullable CompletableFuture<?> alarm,
            @Nullable ManagedTransaction joined,
            boolean readOnly) {
        this.joined = joined;
        this.readOnly = readOnly;
        this.connections = connections;
        this.loan = loan;
        this.stop = stop;
        this.alarm = alarm;
    }

    void writes(@Nullable Schema models) {
        if (models != null) {
            written.add(models);
        }
    }

    Set<Schema> written() {
        return written;
    }

    /** Borrows a connection and begins a transaction on it. */
    static TransactionConnection open(Session session, BlockOptions settings) {
        return session.readsElsewhere(settings)
                ? session.onReplica(connections -> open(session, connections, settings))
                : open(session, session.connections(), settings);
    }

    private static TransactionConnection open(Session session, Connections connections, BlockOptions settings) {
        Cancellation call = session.cancellation();
        Cancellation stop = new Cancellation();
        CompletableFuture<?> alarm = settings.timeout() == null ? null : stop.after(settings.timeout());
        boolean begun = false;
        try {
            Connections.Loan loan = connections.borrow(alarm == null ? List.of(call) : List.of(call, stop));
            try {
                begin(connections, loan, settings.begin(), List.of(call, stop));
            } catch (SQLException | RuntimeException failure) {
                connections.rollback(loan, failure);
                connections.endAndGiveBack(loan);
                throw failure;
            }
            begun = true;
            return new TransactionConnection(connections, loan, stop, alarm, null, settings.readOnly());
        } catch (SQLException failure) {
            throw connections.driver().failure(failure, settings.begin(), call.reason() == null ? stop : call);
        } finally {
            if (!begun && alarm != null) {
                alarm.cancel(false);
            }
        }
    }

    /** The connection of a transaction that somebody else has begun and will end. */
    static TransactionConnection join(Session session, ManagedTransaction managed, BlockOptions settings) {
        Cancellation call = session.cancellation();
        Cancellation stop = new Cancellation();
        Connections connections = session.connections();
        String modes = settings.begin();
        try {
            Connections.Loan loan = connections.lentByOthers(managed.connection());
            if (modes != null) {
                RoundTrip.make(connections.driver(), loan.connection(), List.of(call, stop),
                        () -> execute(loan.connection(), modes));
            }
            Duration longest = settings.timeout() == null ? managed.timeLeft() : settings.timeout();
            TransactionConnection joined = new TransactionConnection(
                    connections,
                    loan,
                    stop,
                    longest == null ? null : stop.after(longest),
                    managed,
                    settings.readOnly() || managed.readOnly());
            // The time zone comes behind the modes, which nothing may precede, and is set when it is first used.
            joined.joinAgain();
            return joined;
        } catch (SQLException failure) {
            throw connections.driver().failure(failure, modes, call);
        }
    }

    private static void begin(
            Connections connections, Connections.Loan loan, @Nullable String modes, List<Cancellation> stops)
            throws SQLException {
        Connections.begin(loan);
        if (modes != null) {
            RoundTrip.make(connections.driver(), loan.connection(), stops, () -> execute(loan.connection(), modes));
        }
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    Connection connection() {
        return loan.connection();
    }

    Driver driver() {
        return connections.driver();
    }

    /** What may stop a trip of this transaction, beside what stops the evaluation. */
    Cancellation stop() {
        return stop;
    }

    /** Makes the connection one whose plans are not stale. */
    void heal() throws SQLException {
        connections.heal(loan);
    }

    /** The models were read as this transaction sees the tables. */
    void schemaRead() {
        schemaRead = true;
    }

    boolean hasReadSchema() {
        return schemaRead;
    }

    /** Whether somebody else ends it. */
    boolean isJoined() {
        return joined != null;
    }

    /** Whatever was sent there, nothing was written. */
    boolean isReadOnly() {
        return readOnly;
    }

    /** Where somebody else ends it, he is told how. */
    void setRollbackOnly() {
        if (joined != null) {
            joined.setRollbackOnly();
        }
    }

    /** What was set for the transaction has been taken back, and is set once more when it is next used. */
    void joinAgain() {
        unset = true;
    }

    /** Before something is sent. */
    void prepare() throws SQLException {
        if (unset) {
            unset = false;
            connections.setZoneLocally(loan);
        }
    }

    /** Takes back all that was done on the connection. */
    void rollback(@Nullable Throwable why) {
        if (joined != null) {
            joined.setRollbackOnly();
        } else {
            connections.rollback(loan, why);
        }
    }

    /** The connection is of no use any more. */
    void abort() {
        loan.abort();
    }

    /** After the transaction has ended. */
    void giveBack() {
        if (alarm != null) {
            alarm.cancel(false);
        }
        if (joined == null) {
            connections.endAndGiveBack(loan);
        }
    }
}
