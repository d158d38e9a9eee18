package dev.dunder.run;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * By what an evaluation is stopped: what has not begun never runs, and what runs in the server is stopped there. Once
 * stopped, it stays so. Safe to share between threads.
 */
public final class Cancellation {
    /** Why an evaluation was stopped. */
    public enum Reason {
        /** Nobody wants the result any more. */
        CANCELLED,
        /** The thread that waits for it was interrupted. */
        INTERRUPTED,
        /** It took longer than it was given. */
        TIMEOUT
    }

    private final Function<Reason, RuntimeException> error;
    private final AtomicReference<@Nullable Reason> reason = new AtomicReference<>();
    private final Set<Trip> trips = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Reason> stopped = new CompletableFuture<>();

    /**
     * A cancellation.
     *
     * @param error what is thrown to whoever goes on after it was stopped
     */
    public Cancellation(Function<Reason, RuntimeException> error) {
        this.error = error;
    }

    /**
     * Stops what it was given to. Returns at once: the server is told by a thread of its own.
     *
     * @param why the reason; the first one counts
     */
    public void cancel(Reason why) {
        if (reason.compareAndSet(null, why)) {
            trips.forEach(Trip::stop);
            // Whoever follows from it must not run on the thread that cancels, which may hold locks.
            Thread.startVirtualThread(() -> stopped.complete(why));
        }
    }

    /**
     * Stops it after some time.
     *
     * @param time how long it may take from now on
     * @return to be completed when the time does not matter any more
     */
    public CompletableFuture<?> after(Duration time) {
        CompletableFuture<?> alarm = new CompletableFuture<>();
        CompletableFuture<?> unused = alarm.whenComplete((nothing, failure) -> {
            if (failure instanceof TimeoutException) {
                cancel(Reason.TIMEOUT);
            }
        });
        return alarm.orTimeout(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
    }

    /**
     * Why it was stopped.
     *
     * @return null if it was not
     */
    public @Nullable Reason reason() {
        return reason.get();
    }

    /**
     * Tells when it is stopped.
     *
     * @return completed with the reason, on a thread of its own; never, if it is not stopped
     */
    public CompletableFuture<Reason> stopped() {
        return stopped.copy();
    }

    /** Throws if it was stopped. */
    public void check() {
        Reason why = reason.get();
        if (why != null) {
            throw error.apply(why);
        }
    }

    /**
     * What is thrown to whoever goes on.
     *
     * @param why the reason
     * @return a new exception
     */
    public RuntimeException error(Reason why) {
        return error.apply(why);
    }

    void enter(Trip trip) {
        // First in the set, then the look at the reason: cancel() does it the other way round, so that one sees the other.
        trips.add(trip);
        try {
            check();
        } catch (RuntimeException late) {
            trips.remove(trip);
            throw late;
        }
    }

    void leave(Trip trip) {
        trips.remove(trip);
    }
}
