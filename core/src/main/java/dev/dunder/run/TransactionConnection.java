package dev.dunder.run;

import dev.dunder.work.Cancellation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The one connection of a transaction, from its beginning on until it is given back. */
final class TransactionConnection {
    private final Connections connections;
    private final Connections.Loan loan;
    private final Cancellation stop;
    private final @Nullable CompletableFuture<?> alarm;
    private volatile boolean schemaRead;

    private TransactionConnection(
            Connections connections, Connections.Loan loan, Cancellation stop, @Nullable CompletableFuture<?> alarm) {
        this.connections = connections;
        this.loan = loan;
        this.stop = stop;
        this.alarm = alarm;
    }

    /** Borrows a connection and begins a transaction on it. */
    static TransactionConnection open(Session session, BlockOptions settings) {
        Cancellation call = session.cancellation();
        Cancellation stop = new Cancellation();
        Connections connections = session.connections();
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
            return new TransactionConnection(connections, loan, stop, alarm);
        } catch (SQLException failure) {
            throw connections.driver().failure(failure, settings.begin(), call.reason() == null ? stop : call);
        } finally {
            if (!begun && alarm != null) {
                alarm.cancel(false);
            }
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

    /** Takes back all that was done on the connection. */
    void rollback(@Nullable Throwable why) {
        connections.rollback(loan, why);
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
        connections.endAndGiveBack(loan);
    }
}
