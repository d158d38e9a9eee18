package dev.dunder.run;

import dev.dunder.DatabaseException;
import dev.dunder.TransactionAborted;
import dev.dunder.lookups.DunderException;
import dev.dunder.work.Cancellation;
import dev.dunder.work.Evaluation;
import dev.dunder.work.EvaluationContext;
import dev.dunder.work.OwnThreads;
import dev.dunder.work.SharedTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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

    /** What a transaction and the blocks within it share. */
    private static final class Link {
        final Connections connections;
        final Connections.Loan loan;
        final Cancellation stop;
        final ReentrantLock lock = new ReentrantLock(true);
        final Condition changed = lock.newCondition();
        volatile boolean readSchema;

        Link(Connections connections, Connections.Loan loan, Cancellation stop) {
            this.connections = connections;
            this.loan = loan;
            this.stop = stop;
        }

        Connection connection() {
            return loan.connection();
        }
    }

    private final Session session;
    private final Link link;
    private final @Nullable TransactionBlock outer;
    private final @Nullable Savepoint savepoint;
    private final @Nullable CompletableFuture<?> alarm;
    private final Thread opener = Thread.currentThread();
    private final Queue<SharedTask<?>> waiting = new ConcurrentLinkedQueue<>();

    // What follows is guarded by the link's lock.
    private List<Runnable> hooks = new ArrayList<>();
    private @Nullable TransactionBlock inner;
    private @Nullable Thread drainer;
    private @Nullable Throwable broken;
    private boolean rollback;
    private boolean wrote;
    private volatile boolean ended;
    private volatile boolean unseen;

    /** Done when the future is that the block has returned; null where the block is over when it returns. */
    private volatile @Nullable CompletableFuture<Boolean> code;

    private TransactionBlock(
            Session on,
            Link link,
            @Nullable TransactionBlock outer,
            @Nullable Savepoint savepoint,
            @Nullable CompletableFuture<?> alarm) {
        this.session = on.in(this);
        this.link = link;
        this.outer = outer;
        this.savepoint = savepoint;
        this.alarm = alarm;
    }

    // ---- What is said of it ----

    /** Has something done once everything has been committed; never, if this block or one around it is rolled back. */
    public void onCommit(Runnable hook) {
        link.lock.lock();
        try {
            refuseIfEnded();
            hooks.add(hook);
        } finally {
            link.lock.unlock();
        }
    }

    /** Has this block rolled back at its end, without an exception. */
    public void setRollback() {
        link.lock.lock();
        try {
            refuseIfEnded();
            rollback = true;
        } finally {
            link.lock.unlock();
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
        Cancellation call = session.cancellation();
        Cancellation stop = new Cancellation();
        Connections connections = session.connections();
        CompletableFuture<?> alarm = settings.timeout() == null ? null : stop.after(settings.timeout());
        boolean begun = false;
        try {
            Connections.Loan loan = connections.borrow(alarm == null ? List.of(call) : List.of(call, stop));
            Link link = new Link(connections, loan, stop);
            try {
                Connections.begin(loan);
                String modes = settings.begin();
                if (modes != null) {
                    RoundTrip.make(connections.driver(), loan.connection(), List.of(call, stop),
                            () -> execute(loan.connection(), modes));
                }
            } catch (SQLException | RuntimeException failure) {
                connections.rollback(loan, failure);
                connections.endAndGiveBack(loan);
                throw failure;
            }
            begun = true;
            return new TransactionBlock(session.root(), link, null, null, alarm);
        } catch (SQLException failure) {
            throw connections.driver().failure(failure, settings.begin(), call.reason() == null ? stop : call);
        } finally {
            if (!begun && alarm != null) {
                alarm.cancel(false);
            }
        }
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    static <R extends @Nullable Object> R nested(TransactionBlock outer, Function<TransactionBlock, R> block) {
        TransactionBlock transaction = outer.openInner();
        return transaction.perform(block);
    }

    private TransactionBlock openInner() {
        enter(session.cancellation());
        try {
            usable();
            Savepoint point = RoundTrip.unstoppable(() -> link.connection().setSavepoint());
            TransactionBlock opened = new TransactionBlock(session.root(), link, this, point, null);
            inner = opened;
            return opened;
        } catch (SQLException failure) {
            note(failure);
            throw driver().failure(failure, "savepoint");
        } finally {
            link.lock.unlock();
        }
    }

    /** One that users do not see, and that is to leave no traces: a stream's. */
    static TransactionBlock unseen(Session session) {
        TransactionBlock transaction = begin(session, BlockOptions.USUAL);
        transaction.unseen = true;
        try {
            transaction.link.connections.heal(transaction.link.loan);
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
        return link.connections.driver();
    }

    boolean isUnseen() {
        return unseen;
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

    private boolean goesOn() {
        CompletableFuture<?> going = code;
        return going != null && !going.isDone();
    }

    /** What may stop a trip of this transaction, beside what stops the evaluation. */
    Cancellation stop() {
        return link.stop;
    }

    /** The models were read as this transaction sees the tables: if it is rolled back, they may be others. */
    void readSchema() {
        link.readSchema = true;
    }

    /** The connection for somebody else's statements, after all that was asked for before. */
    Connection lend(Cancellation call) {
        enter(call);
        try {
            usable();
            wrote = true;
            return link.connection();
        } finally {
            link.lock.unlock();
        }
    }

    /** Somebody else's statements have been answered, well or not. */
    void lentBack() {
        link.lock.lock();
        try {
            note(new DunderException("A statement of db.dsl() has failed in this block."));
        } finally {
            link.lock.unlock();
        }
    }

    /** A savepoint of somebody else's, within this block. */
    record Mark(Savepoint savepoint, List<Runnable> hooks) {}

    Mark mark() throws SQLException {
        return use(session.cancellation(), false, connection -> new Mark(
                RoundTrip.unstoppable(connection::setSavepoint), List.copyOf(hooks)));
    }

    void keep(Mark mark) throws SQLException {
        boolean unused = use(session.cancellation(), false, connection -> RoundTrip.unstoppable(() -> {
            connection.releaseSavepoint(mark.savepoint());
            return true;
        }));
    }

    /** What has failed since is taken back with the rest. */
    void backTo(Mark mark) throws SQLException {
        link.lock.lock();
        try {
            refuseIfEnded();
            RoundTrip.unstoppable(() -> {
                link.connection().rollback(mark.savepoint());
                return true;
            });
            broken = null;
            hooks = new ArrayList<>(mark.hooks());
        } finally {
            link.lock.unlock();
        }
    }

    /** Does something on the connection, after all that was asked for before. */
    <R extends @Nullable Object> R use(Cancellation call, boolean writes, Connections.Use<R> use)
            throws SQLException {
        enter(call);
        try {
            usable();
            wrote |= writes;
            return use.with(link.connection());
        } catch (SQLException | RuntimeException | Error failure) {
            note(failure);
            throw failure;
        } finally {
            link.lock.unlock();
        }
    }

    /**
     * Does several things in a row on the connection, between which nobody else's come.
     *
     * @return false if it has ended, and nothing was done
     */
    public boolean whileOpen(Cancellation call, Runnable work) {
        enter(call);
        try {
            if (!ended) {
                work.run();
            }
            return !ended;
        } finally {
            link.lock.unlock();
        }
    }

    /** Lets work wait for its turn; some thread does it soon. */
    @Override
    public void submit(SharedTask<?> work) {
        waiting.add(work);
        drainSoon();
    }

    private void drainSoon() {
        Thread.ofVirtual().name("dunder-tx").start(() -> OwnThreads.run(() -> {
            link.lock.lock();
            try {
                if (inner == null) {
                    // After the end too: each is told then that it comes too late.
                    drain();
                }
                // With a block open inside of it, the end of that block sees to it.
            } finally {
                link.lock.unlock();
            }
        }));
    }

    /** Takes the lock, when it is this block's turn, and does what was asked for before. To be followed by an unlock. */
    private void enter(Cancellation call) {
        try {
            link.lock.lockInterruptibly();
        } catch (InterruptedException interrupt) {
            throw interrupted(call);
        }
        try {
            while (inner != null || (drainer != null && drainer != Thread.currentThread())) {
                if (inner != null && inner.opener == Thread.currentThread()) {
                    throw new DunderException("A block inside of this transaction is open on this very thread. Use the"
                            + " transaction of the inner block, db.currentTransaction(), or end that block first.");
                }
                link.changed.await();
            }
            drain();
        } catch (InterruptedException interrupt) {
            link.lock.unlock();
            throw interrupted(call);
        } catch (RuntimeException | Error failure) {
            link.lock.unlock();
            throw failure;
        }
    }

    private static RuntimeException interrupted(Cancellation call) {
        Thread.currentThread().interrupt();
        call.cancel(Cancellation.Reason.INTERRUPTED);
        return Cancellation.error(Cancellation.Reason.INTERRUPTED);
    }

    /** Does what waits, in its order. Under the lock. */
    private void drain() {
        if (drainer != null) {
            return;
        }
        drainer = Thread.currentThread();
        try {
            for (SharedTask<?> next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
                if (broken == null) {
                    // Perhaps nobody waits for it, and what follows must not be stored without it.
                    broken = next.lost();
                }
            }
        } finally {
            drainer = null;
            link.changed.signalAll();
        }
    }

    private void dropWaiting() {
        for (SharedTask<?> next = waiting.poll(); next != null; next = waiting.poll()) {
            next.stop(Cancellation.Reason.CANCELLED);
        }
    }

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

    private TransactionAborted aborted(String message) {
        return new TransactionAborted(message, broken);
    }

    /** After a failure the server may refuse everything else in this block; the driver knows. Under the lock. */
    private void note(Throwable failure) {
        if (broken == null && isFailed()) {
            broken = failure instanceof SQLException reported ? driver().failure(reported, null) : failure;
        }
    }

    private boolean isFailed() {
        try {
            Connection connection = link.connection();
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

    /** Begins what a block returns; what it throws fails that. */
    static <R extends @Nullable Object> CompletableFuture<R> body(
            TransactionBlock transaction, Function<TransactionBlock, ? extends CompletionStage<R>> block) {
        CompletableFuture<Boolean> code = new CompletableFuture<>();
        transaction.code = code;
        CompletableFuture<R> body;
        try {
            body = new ThreadContext(null, ThreadContext.current().recorder(), null)
                    .call(() -> block.apply(transaction).toCompletableFuture());
        } catch (Throwable failure) {
            body = CompletableFuture.failedFuture(failure);
        }
        CompletableFuture<?> unused = body.whenComplete((value, failure) -> code.complete(true));
        return body;
    }

    /** Waits for what a block returns, which the connection is free for meanwhile. */
    <R extends @Nullable Object> R await(Function<TransactionBlock, ? extends CompletionStage<R>> block) {
        Cancellation call = session.cancellation();
        CompletableFuture<R> body = body(this, block);
        try (Over over = new Over(body, call, link.stop)) {
            if (link.lock.isHeldByCurrentThread()) {
                CompletableFuture<?> unused = over.future.whenCompleteAsync((nothing, failure) -> wake(),
                        Thread::startVirtualThread);
                while (!over.future.isDone()) {
                    link.changed.awaitUninterruptibly();
                }
            } else {
                Object unused = over.future.join();
            }
        }
        return outcome(body, call);
    }

    /** When there is nothing more to wait for: a block's future is done, or the block was stopped. */
    static final class Over implements AutoCloseable {
        final CompletableFuture<Boolean> future = new CompletableFuture<>();
        private final List<Cancellation.Listening> listening;

        Over(CompletableFuture<?> body, Cancellation... stops) {
            CompletableFuture<?> unused = body.whenComplete((value, failure) -> future.complete(true));
            listening = Arrays.stream(stops).map(stop -> stop.onStop(why -> future.complete(false))).toList();
        }

        @Override
        public void close() {
            listening.forEach(Cancellation.Listening::close);
        }
    }

    /** What became of a block that is over. */
    <R extends @Nullable Object> R outcome(CompletableFuture<R> body, Cancellation call) {
        if (!body.isDone()) {
            call.check();
            link.stop.check();
        }
        try {
            return body.join();
        } catch (CompletionException failure) {
            switch (failure.getCause()) {
                case Error cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw failure;
            }
        }
    }

    private void wake() {
        link.lock.lock();
        try {
            link.changed.signalAll();
        } finally {
            link.lock.unlock();
        }
    }

    private void commit() {
        link.lock.lock();
        try {
            awaitInner();
            drain();
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
            Cancellation.Reason stopped = link.stop.reason();
            if (outer == null && stopped != null) {
                RuntimeException late = Cancellation.error(stopped);
                takeBack(late);
                throw late;
            }
            store();
        } finally {
            end();
            link.lock.unlock();
        }
    }

    /** A block inside that was begun asynchronously and not waited for. */
    private void awaitInner() {
        drain();
        while (inner != null || drainer != null) {
            link.changed.awaitUninterruptibly();
        }
    }

    private void store() {
        try {
            if (outer == null) {
                RoundTrip.unstoppable(() -> {
                    link.connection().commit();
                    return true;
                });
                if (wrote) {
                    session.wrote();
                }
            } else {
                RoundTrip.unstoppable(() -> {
                    link.connection().releaseSavepoint(savepoint);
                    return true;
                });
                outer.wrote |= wrote;
                outer.hooks.addAll(hooks);
            }
        } catch (SQLException failure) {
            hooks = new ArrayList<>();
            if (outer != null) {
                outer.note(failure);
                throw driver().failure(failure, "release savepoint");
            }
            if (driver().isLost(failure)) {
                link.loan.abort();
                throw driver().isUncertain(failure)
                        ? LostAnswer.ofCommit(failure)
                        : driver().failure(failure, "commit");
            }
            DatabaseException refused = driver().failure(failure, "commit");
            takeBack(refused);
            throw refused;
        }
    }

    private void rollBack(Throwable why) {
        // Nothing that is under way is of use any more.
        if (outer == null) {
            link.stop.cancel(Cancellation.Reason.CANCELLED);
        }
        dropWaiting();
        link.lock.lock();
        try {
            while (inner != null && inner.opener != Thread.currentThread()) {
                link.changed.awaitUninterruptibly();
            }
            while (drainer != null && drainer != Thread.currentThread()) {
                link.changed.awaitUninterruptibly();
            }
            takeBack(why);
        } catch (RuntimeException second) {
            why.addSuppressed(second);
        } finally {
            end();
            link.lock.unlock();
        }
    }

    /** For what has failed, if anything has. */
    private void takeBack(@Nullable Throwable why) {
        hooks = new ArrayList<>();
        if (link.readSchema) {
            session.root().forgetSchema();
        }
        if (outer == null) {
            link.connections.rollback(link.loan, why);
            return;
        }
        try {
            RoundTrip.unstoppable(() -> {
                link.connection().rollback(savepoint);
                link.connection().releaseSavepoint(savepoint);
                return true;
            });
        } catch (SQLException failure) {
            LOG.debug("A block could not be rolled back by itself", failure);
            if (why != null) {
                why.addSuppressed(driver().failure(failure, "rollback to savepoint"));
            }
            outer.broken = broken != null ? broken : driver().failure(failure, "rollback to savepoint");
        }
    }

    private void end() {
        ended = true;
        dropWaiting();
        if (alarm != null) {
            alarm.cancel(false);
        }
        if (outer == null) {
            link.connections.endAndGiveBack(link.loan);
        } else {
            outer.inner = null;
            if (!outer.waiting.isEmpty()) {
                outer.drainSoon();
            }
        }
        link.changed.signalAll();
    }

    /** Ends a block that only read, however it went. */
    void abandon() {
        link.lock.lock();
        try {
            if (!ended) {
                takeBack(null);
                end();
            }
        } finally {
            link.lock.unlock();
        }
    }

    /** Something about which nothing is to be said if it fails: a cursor that is closed in a transaction that is broken. */
    void quietly(RoundTrip.Work<Boolean> closing) {
        link.lock.lock();
        try {
            RoundTrip.unstoppable(closing);
        } catch (SQLException failure) {
            LOG.debug("A cursor was not closed, but ends with its transaction", failure);
        } finally {
            link.lock.unlock();
        }
    }

    /** Does what was to be done after the commit, when the thread is out of the transaction. */
    void afterCommit() {
        for (Runnable hook : hooks) {
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
}
