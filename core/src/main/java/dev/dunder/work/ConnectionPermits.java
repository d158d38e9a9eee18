package dev.dunder.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The places before a pool, one for each of its connections: who has none waits here, and not in the pool, where a thousand
 * quick queries would run into the pool's timeout. Safe to share between threads.
 *
 * <p>A task has its place before it begins, so that whoever needs the result sooner may still do the work itself. It has it
 * for as long as it works, and for as long as a connection is on loan that it has borrowed: so a place that is free has a
 * connection that is free, as far as others leave it one. A task that waits for somebody else's future or request does not
 * work ({@link StagedWork#waitsFor}), and where it holds no connection its place is the next one's. One that holds a connection
 * comes back to it without waiting here, since others wait for what it holds.
 *
 * <p>Work with a place borrows from the pool itself, a second connection too, and waits there as long as the pool lets it.
 * Who waits here gives up where for that same time nobody of this line was lent a connection: then all places are held by
 * those who wait for somebody else, perhaps for the very work that stands in line. Work that nobody waits for in the
 * background, the blocking calls, needs no place: it has a thread of the user's, and is for the pool to turn away.
 */
public final class ConnectionPermits {
    private static final ThreadLocal<@Nullable Place> CURRENT = new ThreadLocal<>();

    private final long patience;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<Condition> line = new ArrayDeque<>();

    /** Those of the line whose turn it is, and who have not noticed yet. */
    @GuardedBy("lock")
    private final Set<Condition> called = new HashSet<>();

    @GuardedBy("lock")
    private int free;

    @GuardedBy("lock")
    private long moved = System.nanoTime();

    /**
     * Places.
     *
     * @param number how many
     * @param patience how long somebody waits for one when nothing moves
     */
    public ConnectionPermits(int number, Duration patience) {
        this.free = number;
        this.patience = TimeUnit.NANOSECONDS.convert(patience);
    }

    /** A place, held while threads work with it or connections are on loan that were borrowed with it. */
    public final class Place {
        @GuardedBy("lock")
        private int workers = 1;

        @GuardedBy("lock")
        private int loans;

        /** A connection was borrowed with it. */
        public void lent() {
            lock.lock();
            try {
                loans++;
                moved = System.nanoTime();
            } finally {
                lock.unlock();
            }
        }

        /** A connection was given back that had been borrowed with it. */
        public void givenBack() {
            lock.lock();
            try {
                loans--;
                leaveIfUnused();
            } finally {
                lock.unlock();
            }
        }

        /**
         * Goes on with the connection that was borrowed with it, on a thread of its own.
         *
         * @param task what is done
         * @return false if the place was left, and nothing was begun
         */
        boolean resume(Runnable task) {
            lock.lock();
            try {
                if (workers == 0 && loans == 0) {
                    return false;
                }
                workers++;
            } finally {
                lock.unlock();
            }
            OwnThreads.start("dunder-", () -> work(task));
            return true;
        }

        /**
         * Works with it, and leaves it.
         *
         * @param task what is done
         */
        public void work(Runnable task) {
            CURRENT.set(this);
            try {
                task.run();
            } finally {
                leave();
            }
        }

        private void stop() {
            lock.lock();
            try {
                workers--;
                leaveIfUnused();
            } finally {
                lock.unlock();
            }
        }

        @GuardedBy("lock")
        private void leaveIfUnused() {
            if (workers == 0 && loans == 0) {
                Condition next = line.poll();
                if (next == null) {
                    free++;
                } else {
                    called.add(next);
                    next.signal();
                }
            }
        }
    }

    /**
     * The place that the calling thread works with.
     *
     * @return null where it needs none
     */
    public static @Nullable Place current() {
        return CURRENT.get();
    }

    /** What follows on this thread is somebody else's, who may wait for whomever: it needs no place. */
    public static void leave() {
        Place place = CURRENT.get();
        if (place != null) {
            CURRENT.remove();
            place.stop();
        }
    }

    /**
     * Waits for a place, first come, first served.
     *
     * @return a place; null if nothing has moved for too long
     */
    public @Nullable Place take() {
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return new Place();
            }
            long since = System.nanoTime();
            Condition mine = lock.newCondition();
            line.add(mine);
            boolean interrupted = false;
            boolean has = false;
            while (!has) {
                long last = moved - since > 0 ? moved : since;
                long left = patience - (System.nanoTime() - last);
                if (left <= 0) {
                    line.remove(mine);
                    break;
                }
                try {
                    long unused = mine.awaitNanos(left);
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                }
                has = called.remove(mine);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return has ? new Place() : null;
        } finally {
            lock.unlock();
        }
    }
}
