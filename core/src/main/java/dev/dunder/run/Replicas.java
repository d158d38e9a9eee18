package dev.dunder.run;

import dev.dunder.ConnectionLost;
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
        RecentWrites writes = RecentWrites.ofThreadIfAny();
        if (writes != null && writes.within(database, ownWrites)) {
            return primary.use(stop, use);
        }
        int first = Math.floorMod(turn.getAndIncrement(), replicas.size());
        for (int i = 0; i < replicas.size(); i++) {
            Replica replica = replicas.get((first + i) % replicas.size());
            if (replica.available()) {
                try {
                    R result = replica.connections.use(stop, use);
                    replica.goneSince = null;
                    return result;
                } catch (SQLException failure) {
                    if (!(primary.driver().failure(failure, null) instanceof ConnectionLost)) {
                        throw failure;
                    }
                    replica.goneSince = System.nanoTime();
                    LOG.warn("A replica is gone; it is left alone for {}, and its reads go elsewhere", LEFT_ALONE,
                            failure);
                }
            }
        }
        return primary.use(stop, use);
    }
}
