package dev.dunder.run;

import dev.dunder.transaction.ManagedTransaction;
import dev.dunder.transaction.Synchronization;
import dev.dunder.work.Evaluation;
import java.sql.Connection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The part of a database in a transaction of somebody else's, from its first use there to the end of the transaction. */
final class JoinedBlock implements Synchronization {
    private final Session session;
    private final TransactionBlock block;
    private final boolean ours;
    private final Runnable forgotten;
    private volatile boolean over;

    /** Of the thread that is in the transaction. */
    private boolean committing;

    private final IdentityHashMap<Object, Savepoint> savepoints = new IdentityHashMap<>();

    /** A savepoint of somebody else's: what was to follow the commit then, and whether work was under way. */
    private record Savepoint(Map<TransactionBlock, List<Runnable>> hooks, boolean busy) {}

    private JoinedBlock(Session session, TransactionBlock block, boolean ours, Runnable forgotten) {
        this.session = session;
        this.block = block;
        this.ours = ours;
        this.forgotten = forgotten;
    }

    /**
     * Takes part in a transaction: on its connection, or, where it only reads, perhaps on a replica's.
     *
     * @param options with which it was begun
     * @param ours whether it was begun for a block of ours
     * @param forgotten is run when nobody can ask for it any more
     */
    static JoinedBlock begin(
            Session session, ManagedTransaction managed, BlockOptions options, boolean ours, Runnable forgotten) {
        BlockOptions reading = managed.readOnly() ? asReading(options, managed.isolation()) : options;
        TransactionConnection connection = session.readsElsewhere(reading)
                ? TransactionConnection.open(session, reading)
                : TransactionConnection.join(session, managed, options);
        return new JoinedBlock(session, TransactionBlock.on(session, connection), ours, forgotten);
    }

    private static BlockOptions asReading(BlockOptions options, int isolation) {
        String level = options.isolation() != null ? null : switch (isolation) {
            case Connection.TRANSACTION_READ_UNCOMMITTED -> "read uncommitted";
            case Connection.TRANSACTION_READ_COMMITTED -> "read committed";
            case Connection.TRANSACTION_REPEATABLE_READ -> "repeatable read";
            case Connection.TRANSACTION_SERIALIZABLE -> BlockOptions.SERIALIZABLE;
            default -> null;
        };
        return level == null ? options.asReadOnly() : options.asReadOnly().isolation(level);
    }

    TransactionBlock block() {
        return block;
    }

    /** What is evaluated now is no part of it any more. */
    boolean isOver() {
        return over;
    }

    @Override
    public void beforeCommit() {
        try {
            block.prepare();
        } catch (RuntimeException refused) {
            throw Evaluation.thrown(session, refused);
        }
        committing = true;
    }

    @Override
    public void beforeCompletion() {
        block.conclude(committing);
    }

    @Override
    public void afterCommit() {
        over = true;
        block.concluded(true);
        if (!ours) {
            try {
                block.afterCommit();
            } catch (RuntimeException failed) {
                throw Evaluation.thrown(session, failed);
            }
        }
    }

    @Override
    public void afterCompletion(boolean committed) {
        boolean told = over;
        over = true;
        forgotten.run();
        if (!committed) {
            block.concluded(false);
        } else if (!told) {
            // Somebody else's failure has kept us from being told.
            afterCommit();
        }
    }

    @Override
    public void savepoint(Object savepoint) {
        Map<TransactionBlock, List<Runnable>> hooks = new HashMap<>();
        for (TransactionBlock one = session.block(); one != null; one = one.outer()) {
            hooks.put(one, one.hooks());
        }
        savepoints.put(savepoint, new Savepoint(hooks, block.isBusy()));
    }

    @Override
    public void beforeRollbackTo(Object savepoint) {
        Savepoint before = savepoints.get(savepoint);
        TransactionBlock innermost = session.block();
        if (innermost == null) {
            return;
        }
        innermost.drain();
        for (TransactionBlock one = innermost; one != null; one = one.outer()) {
            one.hooks(before == null ? List.of() : before.hooks().getOrDefault(one, List.of()));
        }
        // What was set for the transaction may have been set behind the savepoint.
        block.joinAgain();
        if (before != null && before.busy()) {
            block.lostToSavepoint();
        }
    }
}
