package dev.dunder.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.dunder.work.Cancellation;
import dev.dunder.work.OwnThreads;
import dev.dunder.work.Stoppable;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trip to the server and back. While it is under way the server can be told to stop; once it is over, nothing that was
 * meant for it reaches the connection any more.
 *
 * <p>The driver waits in a read of its socket. On a platform thread such a read does not notice an interrupt; on a virtual
 * thread the interrupt closes the socket while the server works on. So an interrupt never reaches the read: on a platform
 * thread it is noticed beside it, as channels do, and a virtual thread of somebody else's has the trip made by one of ours
 * and waits for that.
 */
public final class RoundTrip implements Stoppable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.dunder");
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final Object OVER = new Object();

    /**
     * Something to do with a connection.
     *
     * @param <R> the result
     */
    @FunctionalInterface
    public interface Work<R extends @Nullable Object> {
        /**
         * Does it.
         *
         * @return the result
         * @throws SQLException if the server or the driver fails
         */
        R run() throws SQLException;
    }

    private final Driver driver;
    private final Connection connection;
    /** Who tells the server to stop; null while nobody does, and {@link #OVER} when it is too late. */
    private final AtomicReference<@Nullable Object> stopper = new AtomicReference<>();

    private RoundTrip(Driver driver, Connection connection) {
        this.driver = driver;
        this.connection = connection;
    }

    /**
     * Makes a trip.
     *
     * @param driver tells the server to stop
     * @param connection where
     * @param stops what may stop it; the first one hears of an interrupt of the calling thread
     * @param work what is to be done
     * @param <R> its result
     * @return its result
     * @throws SQLException if the server or the driver fails, or the server was told to stop
     */
    public static <R extends @Nullable Object> R make(
            Driver driver, Connection connection, List<Cancellation> stops, Work<R> work) throws SQLException {
        Cancellation first = stops.get(0);
        if (Thread.currentThread().isInterrupted() && !OwnThreads.isCurrent()) {
            first.cancel(Cancellation.Reason.INTERRUPTED);
        }
        RoundTrip trip = new RoundTrip(driver, connection);
        int entered = 0;
        try {
            for (Cancellation stop : stops) {
                stop.enter(trip);
                entered++;
            }
            return trip.onRightThread(first, work);
        } finally {
            trip.end();
            for (Cancellation stop : stops.subList(0, entered)) {
                stop.leave(trip);
            }
        }
    }

    /**
     * Makes a trip that nothing stops: the ends of transactions. An interrupt meanwhile is kept for later.
     *
     * @param work what is to be done
     * @param <R> its result
     * @return its result
     * @throws SQLException if the server or the driver fails
     */
    public static <R extends @Nullable Object> R unstoppable(Work<R> work) throws SQLException {
        return Thread.currentThread().isVirtual() && !OwnThreads.isCurrent() ? handedOver(null, work) : work.run();
    }

    /**
     * Waits for something that is not the server, such as a pool, where an interrupt or a stop ends the waiting.
     *
     * @param stops what may stop it; the first one hears of an interrupt of the calling thread
     * @param work what is waited for; it ends when its thread is interrupted
     * @param <R> its result
     * @return its result
     * @throws SQLException if it is not to be had, or not waited for any more
     */
    public static <R extends @Nullable Object> R patient(List<Cancellation> stops, Work<R> work) throws SQLException {
        if (!isExpected(stops)) {
            return work.run();
        }
        if (!OwnThreads.isCurrent()) {
            return handedOver(stops.get(0), () -> patient(stops, work));
        }
        Waiting waiting = new Waiting(Thread.currentThread());
        List<Cancellation.Listening> listening = stops.stream().map(stop -> stop.onStop(why -> waiting.end())).toList();
        try {
            return work.run();
        } finally {
            waiting.over();
            listening.forEach(Cancellation.Listening::close);
        }
    }

    private static boolean isExpected(List<Cancellation> stops) {
        for (Cancellation stop : stops) {
            if (stop.expected()) {
                return true;
            }
        }
        return false;
    }

    /** The time in which a thread of ours may be interrupted, which nobody else does. */
    private static final class Waiting {
        private final Thread thread;
        private final ReentrantLock lock = new ReentrantLock();

        @GuardedBy("lock")
        private boolean over;

        Waiting(Thread thread) {
            this.thread = thread;
        }

        void end() {
            lock.lock();
            try {
                if (!over) {
                    thread.interrupt();
                }
            } finally {
                lock.unlock();
            }
        }

        void over() {
            lock.lock();
            try {
                over = true;
                boolean unused = Thread.interrupted();
            } finally {
                lock.unlock();
            }
        }
    }

    private <R extends @Nullable Object> R onRightThread(Cancellation first, Work<R> work) throws SQLException {
        if (OwnThreads.isCurrent()) {
            return work.run();
        }
        return Thread.currentThread().isVirtual()
                ? handedOver(first, work)
                : new InterruptNotice(first).during(work);
    }

    /** Hears of an interrupt of the thread, on the thread that interrupts. */
    private static final class InterruptNotice extends AbstractInterruptibleChannel {
        private final Cancellation cancellation;

        InterruptNotice(Cancellation cancellation) {
            this.cancellation = cancellation;
        }

        <R extends @Nullable Object> R during(Work<R> work) throws SQLException {
            begin();
            try {
                return work.run();
            } finally {
                finish();
            }
        }

        private void finish() {
            try {
                end(true);
            } catch (AsynchronousCloseException interrupted) {
                // The flag of the thread stays set, and the cancellation knows.
                LOG.trace("Interrupted in a trip to the server", interrupted);
            }
        }

        @Override
        protected void implCloseChannel() {
            cancellation.cancel(Cancellation.Reason.INTERRUPTED);
        }
    }

    private static <R extends @Nullable Object> R handedOver(@Nullable Cancellation cancellation, Work<R> work)
            throws SQLException {
        FutureTask<R> task = new FutureTask<>(work::run);
        OwnThreads.start("dunder-trip", task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                    if (cancellation != null) {
                        cancellation.cancel(Cancellation.Reason.INTERRUPTED);
                    }
                }
            }
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case SQLException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(failure);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void stop() {
        Stopper mine = new Stopper();
        if (stopper.compareAndSet(null, mine)) {
            Thread.ofVirtual().name("dunder-cancel").start(mine);
        }
    }

    private void end() throws SQLException {
        if (stopper.compareAndSet(null, OVER)) {
            return;
        }
        if (stopper.get() instanceof RoundTrip.Stopper one && one.end()) {
            // The word may still be under way: nobody shall borrow the connection that it would hit.
            connection.abort(Runnable::run);
        }
    }

    /** Tells the server to stop, again and again until it has: the first word may come before the statement does. */
    private final class Stopper implements Runnable {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition ended = lock.newCondition();

        @GuardedBy("lock")
        private boolean over;

        @GuardedBy("lock")
        private boolean uncertain;

        @Override
        public void run() {
            lock.lock();
            try {
                long pause = FIRST_PAUSE_MILLIS;
                while (!over) {
                    tell();
                    boolean unused = ended.await(pause, TimeUnit.MILLISECONDS);
                    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
                }
            } catch (InterruptedException ours) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        }

        /** Under the lock, which {@link #end} needs: the connection is not given back before the word has arrived. */
        @GuardedBy("lock")
        private void tell() {
            try {
                driver.cancel(connection);
            } catch (SQLException failure) {
                uncertain = true;
                LOG.debug("The server could not be told to stop a statement", failure);
            }
        }

        /** Whether the word may still come. */
        boolean end() {
            lock.lock();
            try {
                over = true;
                ended.signalAll();
                return uncertain;
            } finally {
                lock.unlock();
            }
        }
    }
}
