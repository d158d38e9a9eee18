package dev.dunder.transaction;

import java.sql.Connection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A transaction that somebody else ends. {@code equals} tells whether two are the same. */
public interface ManagedTransaction {
    /**
     * Its one connection, in the midst of the transaction. Nobody commits it, rolls it back or closes it but whoever began it.
     *
     * @return always the same
     */
    Connection connection();

    /**
     * Whether it only reads: if the database has replicas, what it reads may then come from one of them.
     *
     * @return false if it writes, or may
     */
    boolean readOnly();

    /**
     * Its isolation level.
     *
     * @return one of {@link Connection}'s constants; {@link Connection#TRANSACTION_NONE} for the server's usual one
     */
    default int isolation() {
        return Connection.TRANSACTION_NONE;
    }

    /**
     * How long it may still take: what runs in the server then is stopped.
     *
     * @return null for as long as it takes
     */
    default @Nullable Duration timeLeft() {
        return null;
    }

    /** Has it rolled back at its end, whatever happens. May be called by another thread than that which is in it. */
    void setRollbackOnly();

    /**
     * Who wants to hear of its end. Called once, on the thread that is in it.
     *
     * @param synchronization to be told, on that thread
     */
    void register(Synchronization synchronization);
}
