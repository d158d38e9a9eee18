package dev.dunder.run;

import dev.dunder.lookups.DunderException;
import dev.dunder.transaction.ManagedTransaction;
import dev.dunder.transaction.TransactionCoordinator;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The transactions of somebody else's that a database takes part in. Safe to share between threads. */
public final class JoinedTransactions {
    private final @Nullable TransactionCoordinator coordinator;
    private final Map<ManagedTransaction, JoinedBlock> joined = new ConcurrentHashMap<>();

    /**
     * Transactions.
     *
     * @param coordinator who begins and ends them; null where there are none
     */
    public JoinedTransactions(@Nullable TransactionCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    boolean any() {
        return coordinator != null;
    }

    /** That which the calling thread is in. */
    @Nullable
    ManagedTransaction managed() {
        return coordinator == null ? null : coordinator.current();
    }

    /** The block of that which the calling thread is in. */
    @Nullable
    TransactionBlock current(Session session) {
        return block(session, managed());
    }

    /** The block that a thread is in: that which it was put in, or that of a transaction which has begun since. */
    @Nullable
    TransactionBlock innermost(Session session, ThreadContext.Ambient ambient) {
        ManagedTransaction current = managed();
        return Objects.equals(current, ambient.over()) ? ambient.block() : block(session, current);
    }

    private @Nullable TransactionBlock block(Session session, @Nullable ManagedTransaction current) {
        if (current == null) {
            return null;
        }
        JoinedBlock known = joined.get(current);
        if (known == null) {
            return join(session, current, BlockOptions.USUAL, false).block();
        }
        // What follows a commit is no part of it, though the thread is not out of it yet.
        return known.isOver() ? null : known.block();
    }

    private JoinedBlock join(Session session, ManagedTransaction current, BlockOptions options, boolean ours) {
        JoinedBlock begun = JoinedBlock.begin(session, current, options, ours, () -> joined.remove(current));
        // Only the thread that is in it can come here, and it comes once.
        joined.put(current, begun);
        current.register(begun);
        return begun;
    }

    /**
     * Runs a block in a transaction that is begun for it.
     *
     * @param begun is told of it; its hooks are left to the caller
     */
    <R extends @Nullable Object> R call(
            Session session, BlockOptions options, Consumer<TransactionBlock> begun,
            Function<TransactionBlock, R> block) {
        TransactionCoordinator others = Objects.requireNonNull(coordinator);
        Driver driver = session.driver();
        boolean[] inside = {false};
        boolean[] left = {false};
        try {
            return others.call(new TransactionCoordinator.Settings(options.readOnly(), options.timeout()), () -> {
                ManagedTransaction current = others.current();
                if (current == null) {
                    throw new DunderException("A transaction was begun in which this database has no connection: the"
                            + " transaction manager is one of another pool.");
                }
                TransactionBlock transaction = join(session, current, options, true).block();
                begun.accept(transaction);
                inside[0] = true;
                try {
                    return block.apply(transaction);
                } catch (Throwable failure) {
                    left[0] = true;
                    throw failure;
                }
            });
        } catch (RuntimeException failure) {
            SQLException cause = left[0] || failure instanceof DunderException ? null : causeOf(failure);
            if (cause == null) {
                throw failure;
            }
            if (!inside[0]) {
                throw driver.failure(cause, "begin");
            }
            throw driver.isLost(cause) && driver.isUncertain(cause)
                    ? LostAnswer.ofCommit(cause)
                    : driver.failure(cause, "commit");
        }
    }

    private static @Nullable SQLException causeOf(Throwable failure) {
        int depth = 0;
        for (Throwable one = failure; one != null && depth < 20; one = one.getCause()) {
            if (one instanceof SQLException cause) {
                return cause;
            }
            depth++;
        }
        return null;
    }
}
