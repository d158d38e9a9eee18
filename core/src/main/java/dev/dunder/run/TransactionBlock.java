package dev.dunder.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.dunder.DatabaseException;
import dev.dunder.TransactionAborted;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Schema;
import dev.dunder.work.Cancellation;
import dev.dunder.work.Evaluation;
import dev.dunder.work.EvaluationContext;
import dev.dunder.work.SharedTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A block of statements of which all are stored or none.
 *
 * <p>It has one connection, on which its statements run one after the other in the order in which they were asked for,
 * whichever threads ask. Safe to share between threads; of no use after its block has ended.
 *
 * <p>All of it is here, however long, as all of it is about the same few fields under one lock, and whoever changes when one
 * of them is set has to see the others. Whose turn it is, is {@link ConnectionQueue}'s; the connection is
 * {@link TransactionConnection}'s; what runs and retries blocks is {@link BlockRunner}'s.
 */
public final class TransactionBlock implements EvaluationContext.Line {
    private static final Logger LOG = LoggerFactory.getLogger("dev.dunder");

    private final Session session;
    private final ConnectionQueue queue;
    private final TransactionConnection borrowed;
    private final ConnectionQueue.Turn turn;
    private final @Nullable TransactionBlock outer;
    private final @Nullable Savepoint savepoint;

    @GuardedBy("queue.lock")
    private List<Runnable> hooks = new ArrayList<>();

    @GuardedBy("queue.lock")
    private @Nullable Throwable broken;

    /** It is broken because the server says so, and not because work was lost. */
    @GuardedBy("queue.lock")
    private boolean refused;

    @GuardedBy("queue.lock")
    private boolean rollback;

    @GuardedBy("queue.lock")
    private boolean wrote;

    private volatile boolean ended;
    private volatile boolean unseen;
    private volatile boolean oneCall;

    /** Done when the future is that the block has returned; null where the block is over when it returns. */
    private volatile @Nullable CompletableFuture<?> code;

    private TransactionBlock(
            Session on, ConnectionQueue queue, @Nullable TransactionBlock outer, @Nullable Savepoint savepoint) {
        this.session = on.in(this);
        this.queue = queue;
        this.borrowed = queue.borrowed();
        this.outer = outer;
        this.savepoint = savepoint;
        this.turn = queue.new Turn(outer == null ? null : outer.turn, this::lost);
    }

    // ---- What is said of it ----

    /** Has something done once everything has been committed; never, if this block or one around it is rolled back. */
    public void onCommit(Runnable hook) {
        queue.lock.lock();
        try {
            refuseIfEnded();
            hooks.add(hook);
        } finally {
            queue.lock.unlock();
        }
    }

    /** Has this block rolled back at its end, without an exception. */
    public void setRollback() {
        queue.lock.lock();
        try {
            refuseIfEnded();
            rollback = true;
        } finally {
            queue.lock.unlock();
        }
        if (outer == null) {
            // Whoever is told is somebody else, and may wait for threads that use this block.
            borrowed.setRollbackOnly();
        }
    }

    /** A block within this one, as a savepoint. */
    public <R extends @Nullable Object> Evaluation<R> within(
            Function<TransactionBlock, ? extends CompletionStage<R>> block) {
        return Evaluation.of(session, () -> TransactionBlock.<R>nested(this, within -> within.await(block)));
    }

    /** Whether the block has not ended yet. */
    public boolean isOpen() {
        return !ended;
    }

    // ---- Beginning ----

    static TransactionBlock begin(Session session, BlockOptions settings) {
        return on(session, TransactionConnection.open(session, settings));
    }

    /** The outermost block on a connection. */
    static TransactionBlock on(Session session, TransactionConnection connection) {
        return new TransactionBlock(session.root(), new ConnectionQueue(connection), null, null);
    }

    static <R extends @Nullable Object> R nested(TransactionBlock outer, Function<TransactionBlock, R> block) {
        TransactionBlock transaction = outer.openInner();
        return transaction.perform(block);
    }

    private TransactionBlock openInner() {
        turn.enter(session.cancellation());
        try {
            usable();
            borrowed.prepare();
            Savepoint point = RoundTrip.unstoppable(() -> borrowed.connection().setSavepoint());
            TransactionBlock opened = new TransactionBlock(session.root(), queue, this, point);
            opened.turn.begin();
            return opened;
        } catch (SQLException failure) {
            note(failure);
            throw driver().failure(failure, "savepoint");
        } finally {
            queue.lock.unlock();
        }
    }

    /** One that users do not see, and that is to leave no traces: a stream's. */
    static TransactionBlock unseen(Session session) {
        TransactionBlock transaction = begin(session, BlockOptions.USUAL);
        transaction.unseen = true;
        try {
            transaction.borrowed.heal();
        } catch (SQLException failure) {
            transaction.abandon();
            throw session.driver().failure(failure, null);
        }
        return transaction;
    }

    // ---- Using ----

    public Session session() {
        return session;
    }

    private Driver driver() {
        return borrowed.driver();
    }

    boolean isUnseen() {
        return unseen;
    }

    /** It is a call of several statements, within which users say nothing. */
    void asOneCall() {
        oneCall = true;
    }

    /** Whether it is a call that was made in another block. */
    boolean isCallIn(TransactionBlock other) {
        return oneCall && outer != null && (outer == other || outer.isCallIn(other));
    }

    /**
     * What instances belong to that have come from this block: to the block while it is open, and while code of its own goes
     * on that has not heard of the end, which must not write outside of it; then to the block around it.
     *
     * @return null for the database alone
     */
    @Nullable
    TransactionBlock home() {
        TransactionBlock one = this;
        while (one != null && one.ended && !one.goesOn()) {
            one = one.outer;
        }
        return one;
    }

    /** The code of the block goes on after it has returned. */
    void goesOnUntil(CompletableFuture<?> done) {
        code = done;
    }

    private boolean goesOn() {
        CompletableFuture<?> going = code;
        return going != null && !going.isDone();
    }

    /** What may stop a trip of this transaction, beside what stops the evaluation. */
    Cancellation stop() {
        return borrowed.stop();
    }

    /** Rows are written as these models have them. */
    void writes(@Nullable Schema models) {
        borrowed.writes(models);
    }

    /** The models were read as this transaction sees the tables: if it is rolled back, they may be others. */
    void readSchema() {
        borrowed.schemaRead();
    }

    /** The connection for somebody else's statements, after all that was asked for before. */
    Connection lend(Cancellation call) {
        turn.enter(call);
        try {
            usable();
            wrote = true;
            borrowed.prepare();
            return borrowed.connection();
        } catch (SQLException failure) {
            note(failure);
            throw driver().failure(failure, null, call);
        } finally {
            queue.lock.unlock();
        }
    }

    /** Somebody else's statements have been answered, well or not. */
    void lentBack() {
        note(new DunderException("A statement of db.dsl() has failed in this block."));
    }

    /** A savepoint of somebody else's, within this block. */
    record Mark(Savepoint savepoint, List<Runnable> hooks) {}

    Mark mark() throws SQLException {
        turn.enter(session.cancellation());
        try {
            usable();
            borrowed.prepare();
            return new Mark(
                    RoundTrip.unstoppable(() -> borrowed.connection().setSavepoint()), List.copyOf(hooks));
        } catch (SQLException | RuntimeException | Error failure) {
            note(failure);
            throw failure;
        } finally {
            queue.lock.unlock();
        }
    }

    void keep(Mark mark) throws SQLException {
        boolean unused = use(session.cancellation(), false, connection -> RoundTrip.unstoppable(() -> {
            connection.releaseSavepoint(mark.savepoint());
            return true;
        }));
    }

    /** What has failed since is taken back with the rest. */
    void backTo(Mark mark) throws SQLException {
        queue.lock.lock();
        try {
            queue.awaitOtherUser();
            refuseIfEnded();
            RoundTrip.unstoppable(() -> {
                borrowed.connection().rollback(mark.savepoint());
                return true;
            });
            broken = null;
            refused = false;
            hooks = new ArrayList<>(mark.hooks());
        } finally {
            queue.lock.unlock();
        }
    }

    /** Does something on the connection, after all that was asked for before. */
    <R extends @Nullable Object> R use(Cancellation call, boolean writes, Connections.Use<R> use)
            throws SQLException {
        return turn.hold(call, () -> {
            try {
                admit(writes);
                borrowed.prepare();
                return use.with(borrowed.connection());
            } catch (SQLException | RuntimeException | Error failure) {
                note(failure);
                throw failure;
            }
        });
    }

    private void admit(boolean writing) {
        queue.lock.lock();
        try {
            usable();
            wrote |= writing;
        } finally {
            queue.lock.unlock();
        }
    }

    /**
     * Does several things in a row on the connection, between which nobody else's come.
     *
     * @return false if it has ended, and nothing was done
     */
    public boolean whileOpen(Cancellation call, Runnable work) {
        return turn.hold(call, () -> {
            if (!ended) {
                work.run();
            }
            return !ended;
        });
    }

    @Override
    public void submit(SharedTask<?> work) {
        turn.submit(work);
    }

    /** Work that was asked for was not done to its end. */
    private void lost(Throwable why) {
        queue.lock.lock();
        try {
            if (broken == null) {
                broken = why;
                refused = false;
            }
        } finally {
            queue.lock.unlock();
        }
    }

    @GuardedBy("queue.lock")
    private void usable() {
        refuseIfEnded();
        if (isBroken()) {
            throw aborted(
                    "An error has happened in this block, and the server takes nothing more until it is rolled back."
                            + " Let the error out, or put what may fail into a db.atomic(…) of its own.");
        }
    }

    /** Whether the server has been told by somebody else to take back what had failed. */
    @GuardedBy("queue.lock")
    private boolean isBroken() {
        if (broken != null && refused && borrowed.isJoined() && !isFailed()) {
            broken = null;
            refused = false;
        }
        return broken != null;
    }

    private void refuseIfEnded() {
        if (ended) {
            throw new DunderException(
                    "This transaction has ended. Use the query set without using(tx), or begin another"
                            + " transaction.");
        }
    }

    @GuardedBy("queue.lock")
    private TransactionAborted aborted(String message) {
        return new TransactionAborted(message, broken);
    }

    /** After a failure the server may refuse everything else in this block; the driver knows. */
    private void note(Throwable failure) {
        queue.lock.lock();
        try {
            if (broken == null && isFailed()) {
                broken = failure instanceof SQLException reported ? driver().failure(reported, null) : failure;
                refused = true;
            }
        } finally {
            queue.lock.unlock();
        }
    }

    private boolean isFailed() {
        try {
            Connection connection = borrowed.connection();
            return connection.isClosed() || driver().isFailed(connection);
        } catch (SQLException unknown) {
            return true;
        }
    }

    // ---- Running a block ----

    /** Runs a block and ends it: well, or with the exception that left it. */
    <R extends @Nullable Object> R perform(Function<TransactionBlock, R> block) {
        R result;
        try {
            result = block.apply(this);
        } catch (Throwable failure) {
            rollBack(failure);
            throw failure;
        }
        commit();
        return result;
    }

    /** Waits for what a block returns, which the connection is free for meanwhile. */
    <R extends @Nullable Object> R await(Function<TransactionBlock, ? extends CompletionStage<R>> block) {
        Cancellation call = session.cancellation();
        // The block's code may wait for other threads that use the connection.
        try (BlockBody<R> body = BlockBody.begin(this, call, block)) {
            Object unused = body.over().join();
            return body.outcome();
        }
    }

    private void commit() {
        queue.lock.lock();
        try {
            turn.finish();
            if (rollback) {
                takeBack(null);
                return;
            }
            RuntimeException refusal = refusal();
            if (refusal != null) {
                takeBack(refusal);
                throw refusal;
            }
            store();
        } finally {
            end();
            queue.lock.unlock();
        }
    }

    /** Why it is not to be stored, though its code has returned. */
    @GuardedBy("queue.lock")
    private @Nullable RuntimeException refusal() {
        if (isBroken()) {
            return aborted("This block was rolled back, as an error had happened in it that did"
                    + " not leave it. Let the error out, or put what may fail into a db.atomic(…) of its own.");
        }
        Cancellation.Reason stopped = borrowed.stop().reason();
        return outer == null && stopped != null ? Cancellation.error(stopped) : null;
    }

    @GuardedBy("queue.lock")
    private void store() {
        try {
            if (outer == null) {
                RoundTrip.unstoppable(() -> {
                    borrowed.connection().commit();
                    return true;
                });
                if (wrote && !borrowed.isReadOnly()) {
                    session.wrote();
                }
            } else {
                RoundTrip.unstoppable(() -> {
                    borrowed.connection().releaseSavepoint(savepoint);
                    return true;
                });
                outer.inherit(hooks, wrote);
            }
        } catch (SQLException failure) {
            hooks = new ArrayList<>();
            if (outer != null) {
                outer.note(failure);
                throw driver().failure(failure, "release savepoint");
            }
            if (driver().isLost(failure)) {
                borrowed.abort();
                throw driver().isUncertain(failure)
                        ? LostAnswer.ofCommit(failure)
                        : driver().failure(failure, "commit");
            }
            DatabaseException refused = session.refused(failure, borrowed.written());
            takeBack(refused);
            throw refused;
        }
    }

    private void inherit(List<Runnable> more, boolean alsoWrote) {
        queue.lock.lock();
        try {
            hooks.addAll(more);
            wrote |= alsoWrote;
        } finally {
            queue.lock.unlock();
        }
    }

    private void rollBack(Throwable why) {
        // Nothing that is under way is of use any more.
        if (outer == null) {
            borrowed.stop().cancel(Cancellation.Reason.CANCELLED);
        }
        turn.drop();
        queue.lock.lock();
        try {
            turn.awaitOthers();
            takeBack(why);
        } catch (RuntimeException second) {
            why.addSuppressed(second);
        } finally {
            end();
            queue.lock.unlock();
        }
    }

    /** For what has failed, if anything has. */
    @GuardedBy("queue.lock")
    private void takeBack(@Nullable Throwable why) {
        hooks = new ArrayList<>();
        if (borrowed.hasReadSchema()) {
            session.root().forgetSchema();
        }
        if (outer == null) {
            boolean unused = queue.useNow(() -> {
                borrowed.rollback(why);
                return true;
            });
            return;
        }
        try {
            RoundTrip.unstoppable(() -> {
                borrowed.connection().rollback(savepoint);
                borrowed.connection().releaseSavepoint(savepoint);
                return true;
            });
        } catch (SQLException failure) {
            LOG.debug("A block could not be rolled back by itself", failure);
            if (why != null) {
                why.addSuppressed(driver().failure(failure, "rollback to savepoint"));
            }
            outer.lost(broken != null ? broken : driver().failure(failure, "rollback to savepoint"));
        }
    }

    private void end() {
        ended = true;
        turn.end();
    }

    // ---- Within somebody else's transaction ----

    @Nullable
    TransactionBlock outer() {
        return outer;
    }

    /** Does what was asked for before somebody else commits, and refuses where that must not be stored. */
    void prepare() {
        queue.lock.lock();
        try {
            turn.finish();
            RuntimeException refusal = rollback
                    ? aborted("This transaction was to be rolled back, which was said too late to be done quietly.")
                    : refusal();
            if (refusal != null) {
                throw refusal;
            }
        } finally {
            queue.lock.unlock();
        }
    }

    /** Ends it right before somebody else commits or rolls back. */
    void conclude(boolean committing) {
        if (!committing) {
            borrowed.stop().cancel(Cancellation.Reason.CANCELLED);
            turn.drop();
        }
        queue.lock.lock();
        try {
            if (committing) {
                turn.finish();
            } else {
                turn.awaitOthers();
            }
            if (!borrowed.isJoined()) {
                borrowed.rollback(null);
            }
        } finally {
            end();
            queue.lock.unlock();
        }
    }

    /** After somebody else has committed or rolled back. */
    void concluded(boolean committed) {
        queue.lock.lock();
        try {
            if (!committed) {
                hooks = new ArrayList<>();
            }
        } finally {
            queue.lock.unlock();
        }
        if (committed && hasWritten()) {
            session.wrote();
        }
        if (!committed && borrowed.hasReadSchema()) {
            session.root().forgetSchema();
        }
    }

    private boolean hasWritten() {
        queue.lock.lock();
        try {
            return wrote && !borrowed.isReadOnly();
        } finally {
            queue.lock.unlock();
        }
    }

    List<Runnable> hooks() {
        queue.lock.lock();
        try {
            return List.copyOf(hooks);
        } finally {
            queue.lock.unlock();
        }
    }

    void hooks(List<Runnable> others) {
        queue.lock.lock();
        try {
            hooks = new ArrayList<>(others);
        } finally {
            queue.lock.unlock();
        }
    }

    /** Whether there is work that was begun and is not done. */
    boolean isBusy() {
        return turn.isBusy();
    }

    /** Does what was asked for. */
    void drain() {
        boolean unused = turn.hold(session.cancellation(), () -> true);
    }

    /** What was set for the transaction after somebody else's savepoint is gone with it. */
    void joinAgain() {
        borrowed.joinAgain();
    }

    void lostToSavepoint() {
        lost(new DunderException(
                "Work that was begun in this transaction before a savepoint of somebody else's, and not"
                        + " waited for, may have been rolled back with that. Wait for it before."));
    }

    /** Ends a block that only read, however it went. */
    void abandon() {
        queue.lock.lock();
        try {
            queue.awaitOtherUser();
            if (!ended) {
                takeBack(null);
                end();
            }
        } finally {
            queue.lock.unlock();
        }
    }

    /** Something about which nothing is to be said if it fails: a cursor that is closed in a transaction that is broken. */
    void quietly(RoundTrip.Work<Boolean> closing) {
        try {
            boolean unused = queue.useNow(() -> RoundTrip.unstoppable(closing));
        } catch (SQLException failure) {
            LOG.debug("A cursor was not closed, but ends with its transaction", failure);
        }
    }

    /** Does what was to be done after the commit, when the thread is out of the transaction. */
    void afterCommit() {
        for (Runnable hook : hooks()) {
            try {
                hook.run();
            } catch (RuntimeException | Error failure) {
                throw new AfterCommitFailure(failure);
            }
        }
    }
}
