package dev.dunder.run;

import dev.dunder.ConnectionLost;
import dev.dunder.DatabaseException;
import dev.dunder.work.Cancellation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies of a database that reads may go to, in turn. One that is gone is left alone for a while, and its reads go to
 * the next, and at last to the database itself. Safe to share between threads.
 */
public final class Replicas {
    private static final Logger LOG = LoggerFactory.getLogger("dev.dunder");
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    private final List<Replica> replicas;
    private final Duration ownWrites;
    private final AtomicInteger turn = new AtomicInteger();

    /** One of them. */
    private static final class Replica {
        private final Connections connections;
        private volatile @Nullable Long goneSince;

        Replica(Connections connections) {
            this.connections = connections;
        }

        boolean available() {
            Long gone = goneSince;
            return gone == null || System.nanoTime() - gone > LEFT_ALONE.toNanos();
        }
    }

    public Replicas(List<Connections> replicas, Duration ownWrites) {
        this.replicas = replicas.stream().map(Replica::new).toList();
        this.ownWrites = ownWrites;
    }

    boolean any() {
        return !replicas.isEmpty();
    }

    /** Reads from one of them, or from the database itself. */
    <R extends @Nullable Object> R read(
            Session.Resources database, Connections primary, Cancellation stop, Connections.Use<R> use)
            throws SQLException {
        return hasToBeHere(database)
                ? primary.use(stop, use)
                : first(primary, connections -> connections.use(stop, use));
    }

    /** The calling thread has written lately, and a replica may not have heard of it. */
    boolean hasToBeHere(Session.Resources database) {
        RecentWrites writes = RecentWrites.ofThreadIfAny();
        return writes != null && writes.within(database, ownWrites);
    }

    /** Something to be done where there is a connection to be had. */
    interface Work<R extends @Nullable Object> {
        R on(Connections connections) throws SQLException;
    }

    /** Does something on the first of them that is there, or else on the database itself. */
    <R extends @Nullable Object> R first(Connections primary, Work<R> work) throws SQLException {
        int first = Math.floorMod(turn.getAndIncrement(), replicas.size());
        for (int i = 0; i < replicas.size(); i++) {
            Replica replica = replicas.get((first + i) % replicas.size());
            if (replica.available()) {
                try {
                    R result = work.on(replica.connections);
                    replica.goneSince = null;
                    return result;
                } catch (SQLException | DatabaseException failure) {
                    if (!isGone(primary, failure)) {
                        throw failure;
                    }
                    replica.goneSince = System.nanoTime();
                    LOG.warn("A replica is gone; it is left alone for {}, and its reads go elsewhere", LEFT_ALONE,
                            failure);
                }
            }
        }
        return work.on(primary);
    }

    private static boolean isGone(Connections primary, Exception failure) {
        return failure instanceof ConnectionLost
                || (failure instanceof SQLException told
                        && primary.driver().failure(told, null) instanceof ConnectionLost);
    }
}
