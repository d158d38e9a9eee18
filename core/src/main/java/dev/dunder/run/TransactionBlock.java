package dev.dunder.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.dunder.DatabaseException;
import dev.dunder.TransactionAborted;
import dev.dunder.lookups.DunderException;
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
        return new TransactionBlock(
                session.root(), new ConnectionQueue(TransactionConnection.open(session, settings)), null, null);
    }

    static <R extends @Nullable Object> R nested(TransactionBlock outer, Function<TransactionBlock, R> block) {
        TransactionBlock transaction = outer.openInner();
        return transaction.perform(block);
    }

    private TransactionBlock openInner() {
        turn.enter(session.cancellation());
        try {
            usable();
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

    boolean isOn(Session other) {
        return session.is(other);
    }

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
            return borrowed.connection();
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
            broken = broken == null ? why : broken;
        } finally {
            queue.lock.unlock();
        }
    }

    @GuardedBy("queue.lock")
    private void usable() {
        refuseIfEnded();
        if (broken != null) {
            throw aborted(
                    "An error has happened in this block, and the server takes nothing more until it is rolled back."
                            + " Let the error out, or put what may fail into a db.atomic(…) of its own.");
        }
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
            if (broken != null) {
                TransactionAborted aborted = aborted(
                        "This block was rolled back, as an error had happened in it that did"
                                + " not leave it. Let the error out, or put what may fail into a db.atomic(…) of its own.");
                takeBack(aborted);
                throw aborted;
            }
            Cancellation.Reason stopped = borrowed.stop().reason();
            if (outer == null && stopped != null) {
                RuntimeException late = Cancellation.error(stopped);
                takeBack(late);
                throw late;
            }
            store();
        } finally {
            end();
            queue.lock.unlock();
        }
    }

    @GuardedBy("queue.lock")
    private void store() {
        try {
            if (outer == null) {
                RoundTrip.unstoppable(() -> {
                    borrowed.connection().commit();
                    return true;
                });
                if (wrote) {
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
            DatabaseException refused = driver().failure(failure, "commit");
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
            borrowed.rollback(why);
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
        queue.lock.lock();
        try {
            queue.awaitOtherUser();
            RoundTrip.unstoppable(closing);
        } catch (SQLException failure) {
            LOG.debug("A cursor was not closed, but ends with its transaction", failure);
        } finally {
            queue.lock.unlock();
        }
    }

    /** Does what was to be done after the commit, when the thread is out of the transaction. */
    void afterCommit() {
        for (Runnable hook : committedHooks()) {
            try {
                hook.run();
            } catch (RuntimeException | Error failure) {
                throw new DunderException(
                        "The transaction has been committed, but what onCommit(…) was given failed, and"
                                + " what was to follow it was not done: " + failure,
                        failure);
            }
        }
    }

    private List<Runnable> committedHooks() {
        queue.lock.lock();
        try {
            return List.copyOf(hooks);
        } finally {
            queue.lock.unlock();
        }
    }
}
