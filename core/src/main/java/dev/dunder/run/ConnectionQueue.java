package dev.dunder.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.dunder.lookups.DunderException;
import dev.dunder.work.Cancellation;
import dev.dunder.work.OwnThreads;
import dev.dunder.work.SharedTask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is on the one connection of a transaction: the turn of the innermost block that is open, and of one thread at
 * a time. Safe to share between threads.
 *
 * <p>Whose turn it is is written down, and no lock is held for so long: what listeners, converters and constructors of the
 * users' do in the midst of a statement, they do without one.
 */
final class ConnectionQueue {
    /** Guards what all blocks of the transaction know of themselves, and is held while one begins or ends. */
    final ReentrantLock lock = new ReentrantLock(true);

    private final Condition changed = lock.newCondition();

    /** The thread that sends statements at this moment. */
    @GuardedBy("lock")
    private @Nullable Thread user;

    private final TransactionConnection borrowed;

    ConnectionQueue(TransactionConnection borrowed) {
        this.borrowed = borrowed;
    }

    TransactionConnection borrowed() {
        return borrowed;
    }

    /**
     * Something to be done in a turn.
     *
     * @param <R> the result
     * @param <X> what it throws
     */
    @FunctionalInterface
    interface Work<R extends @Nullable Object, X extends Exception> {
        R run() throws X;
    }

    /** Does what may be the users' own without the lock, which the calling thread may hold several times. */
    private <R extends @Nullable Object, X extends Exception> R unlocked(Work<R, X> work) throws X {
        int holds = lock.getHoldCount();
        for (int i = 0; i < holds; i++) {
            lock.unlock();
        }
        try {
            return work.run();
        } finally {
            for (int i = 0; i < holds; i++) {
                lock.lock();
            }
        }
    }

    /** Does something on the connection whosever turn it is, once the statement is over that another thread is sending. */
    <R extends @Nullable Object, X extends Exception> R useNow(Work<R, X> work) throws X {
        lock.lock();
        try {
            awaitOtherUser();
            return using(work);
        } finally {
            lock.unlock();
        }
    }

    /** Nobody else uses the connection meanwhile; the lock is free. */
    @GuardedBy("lock")
    private <R extends @Nullable Object, X extends Exception> R using(Work<R, X> work) throws X {
        Thread before = user;
        user = Thread.currentThread();
        try {
            return unlocked(work);
        } finally {
            user = before;
            changed.signalAll();
        }
    }

    @GuardedBy("lock")
    private boolean othersUseIt() {
        return user != null && user != Thread.currentThread();
    }

    /** Waits for the statement that another thread is sending at this moment, whichever block's it is. */
    @GuardedBy("lock")
    void awaitOtherUser() {
        while (othersUseIt()) {
            changed.awaitUninterruptibly();
        }
    }

    // ---- Whose turn it is ----

    /** The turn of a block: what waits for it, and which thread does that. */
    final class Turn {
        private final @Nullable Turn outer;
        private final Consumer<Throwable> lost;
        private final Thread opener = Thread.currentThread();
        private final Queue<SharedTask<?>> waiting = new ConcurrentLinkedQueue<>();

        /** The threads that wait, in the order in which they came. */
        @GuardedBy("lock")
        private final Deque<Thread> line = new ArrayDeque<>();

        @GuardedBy("lock")
        private @Nullable Turn inner;

        /** The thread that does what waits. It begins when nobody uses the connection, and then nobody else does. */
        @GuardedBy("lock")
        private @Nullable Thread drainer;

        /**
         * A turn.
         *
         * @param outer that of the block around it; null for the outermost
         * @param lost is told, under the lock, what became of work that was not done to its end
         */
        Turn(@Nullable Turn outer, Consumer<Throwable> lost) {
            this.outer = outer;
            this.lost = lost;
        }

        /** From now on it is not the turn of the block around it. */
        void begin() {
            if (outer != null) {
                outer.passTo(this);
            }
        }

        /** Gives the turn back to the block around it, or the connection to the pool. */
        void end() {
            lock.lock();
            try {
                drop();
                if (outer == null) {
                    // Whoever lent it may be the users' own.
                    boolean unused = using(() -> {
                        borrowed.giveBack();
                        return true;
                    });
                } else {
                    outer.passTo(null);
                    outer.drainIfAnyWaits();
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void passTo(@Nullable Turn block) {
            lock.lock();
            try {
                inner = block;
            } finally {
                lock.unlock();
            }
        }

        /**
         * Does something when it is this turn, and what was asked for before has been done. Nobody else uses the connection
         * meanwhile; the lock is free.
         */
        <R extends @Nullable Object, X extends Exception> R hold(Cancellation call, Work<R, X> work) throws X {
            enter(call);
            try {
                return using(work);
            } finally {
                lock.unlock();
            }
        }

        /**
         * Takes the lock when it is this turn, and what was asked for before has been done. To be followed by an unlock; for
         * what is none of the users' code.
         */
        void enter(Cancellation call) {
            try {
                lock.lockInterruptibly();
            } catch (InterruptedException interrupt) {
                throw interrupted(call);
            }
            boolean entered = false;
            try {
                do {
                    awaitTurn();
                } while (drain());
                entered = true;
            } catch (InterruptedException interrupt) {
                throw interrupted(call);
            } finally {
                if (!entered) {
                    lock.unlock();
                }
            }
        }

        @GuardedBy("lock")
        private void awaitTurn() throws InterruptedException {
            Thread me = Thread.currentThread();
            // What is done for its own sake in the midst of a turn does not stand in line.
            boolean within = user == me || drainer == me;
            if (!within) {
                line.add(me);
            }
            try {
                while (!isFree() || !(within || line.peek() == me)) {
                    if (inner != null && inner.opener == me) {
                        throw new DunderException("A block inside of this transaction is open on this very thread. Use"
                                + " the transaction of the inner block, db.currentTransaction(), or end that block"
                                + " first.");
                    }
                    changed.await();
                }
            } finally {
                if (!within) {
                    leaveLine();
                }
            }
        }

        @GuardedBy("lock")
        private boolean isFree() {
            return inner == null && (drainer == null || drainer == Thread.currentThread()) && !othersUseIt();
        }

        @GuardedBy("lock")
        private void leaveLine() {
            boolean unused = line.remove(Thread.currentThread());
            if (!line.isEmpty()) {
                changed.signalAll();
            }
        }

        private static RuntimeException interrupted(Cancellation call) {
            Thread.currentThread().interrupt();
            call.cancel(Cancellation.Reason.INTERRUPTED);
            return Cancellation.error(Cancellation.Reason.INTERRUPTED);
        }

        /** Whether there is work that waits, or is under way on another thread. */
        boolean isBusy() {
            lock.lock();
            try {
                return !waiting.isEmpty() || drainer != null || inner != null || othersUseIt();
            } finally {
                lock.unlock();
            }
        }

        /** Does what waits, and waits for a block inside that was begun asynchronously and not waited for. */
        void finish() {
            lock.lock();
            try {
                do {
                    line.add(Thread.currentThread());
                    while (inner != null || drainer != null || othersUseIt()
                            || line.peek() != Thread.currentThread()) {
                        changed.awaitUninterruptibly();
                    }
                    leaveLine();
                } while (drain());
            } finally {
                lock.unlock();
            }
        }

        /** Waits for what other threads do at this moment. */
        void awaitOthers() {
            lock.lock();
            try {
                while (inner != null && inner.opener != Thread.currentThread()) {
                    changed.awaitUninterruptibly();
                }
                while (othersUseIt() || (drainer != null && drainer != Thread.currentThread())) {
                    changed.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }

        /** Lets work wait for its turn; some thread does it soon. */
        void submit(SharedTask<?> work) {
            waiting.add(work);
            drainSoon();
        }

        private void drainIfAnyWaits() {
            if (!waiting.isEmpty()) {
                drainSoon();
            }
        }

        private void drainSoon() {
            Thread.ofVirtual().name("dunder-tx").start(() -> OwnThreads.run(() -> {
                lock.lock();
                try {
                    awaitOtherUser();
                    if (inner == null) {
                        // After the end too: each is told then that it comes too late.
                        boolean unused = drain();
                    }
                    // With a block open inside of it, the end of that block sees to it.
                } finally {
                    lock.unlock();
                }
            }));
        }

        /** Does what waits, in its order. Whether there was any. */
        @GuardedBy("lock")
        private boolean drain() {
            if (drainer != null || waiting.isEmpty()) {
                return false;
            }
            drainer = Thread.currentThread();
            try {
                for (SharedTask<?> next = waiting.poll(); next != null; next = waiting.poll()) {
                    SharedTask<?> task = next;
                    boolean unused = unlocked(task::attempt);
                    // Perhaps nobody waits for it, and what follows must not be stored without it.
                    Throwable why = task.lost();
                    if (why != null) {
                        lost.accept(why);
                    }
                }
            } finally {
                drainer = null;
                changed.signalAll();
            }
            return true;
        }

        /** What waits is of no use any more. */
        void drop() {
            for (SharedTask<?> next = waiting.poll(); next != null; next = waiting.poll()) {
                next.stop(Cancellation.Reason.CANCELLED);
            }
        }
    }
}
