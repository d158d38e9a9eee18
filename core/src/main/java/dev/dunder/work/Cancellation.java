package dev.dunder.work;

import dev.dunder.DatabaseException.Failure;
import dev.dunder.DatabaseException;
import dev.dunder.StatementCancelled;
import dev.dunder.StatementTimeout;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By what an evaluation is stopped: what has not begun never runs, and what runs in the server is stopped there. Once
 * stopped, it stays so. Safe to share between threads.
 */
public final class Cancellation {
    /** SQLSTATE query_canceled: so the server calls what it was told to stop. */
    private static final String STATE = "57014";

    /** Nobody waits longer, and no clock counts further. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Why an evaluation was stopped. */
    public enum Reason {
        /** Nobody wants the result any more. */
        CANCELLED,
        /** The thread that waits for it was interrupted. */
        INTERRUPTED,
        /** It took longer than it was given. */
        TIMEOUT
    }

    private final AtomicReference<@Nullable Reason> reason = new AtomicReference<>();
    private final Members<Stoppable> underWay = new Members<>();
    private final Members<Listening> listeners = new Members<>();
    private volatile boolean expected;

    /** A few things that come and go, mostly one or none: each change is a new list, seen by all who look afterwards. */
    private static final class Members<E> extends AtomicReference<List<E>> {
        private static final long serialVersionUID = 1;

        Members() {
            super(List.of());
        }

        void add(E one) {
            while (true) {
                List<E> before = get();
                List<E> after = before.isEmpty()
                        ? List.of(one)
                        : Stream.concat(before.stream(), Stream.of(one)).toList();
                if (compareAndSet(before, after)) {
                    return;
                }
            }
        }

        @SuppressWarnings("ReferenceEquality") // what came in goes out, whatever is equal to it
        void remove(E one) {
            while (true) {
                List<E> before = get();
                List<E> after = before.size() == 1 && before.get(0) == one
                        ? List.of()
                        : before.stream().filter(other -> other != one).toList();
                if (compareAndSet(before, after)) {
                    return;
                }
            }
        }
    }

    /** It may be stopped otherwise than by an interrupt of the evaluating thread: whoever waits is to look out for that. */
    public void expect() {
        expected = true;
    }

    /**
     * Whether it may be stopped otherwise than by an interrupt of the evaluating thread.
     *
     * @return true after {@link #expect} and {@link #after}
     */
    public boolean expected() {
        return expected;
    }

    /** Somebody who is told of the stop, once, until it is closed. */
    public final class Listening implements AutoCloseable {
        private final Consumer<Reason> listener;
        private final AtomicBoolean told = new AtomicBoolean();

        private Listening(Consumer<Reason> listener) {
            this.listener = listener;
        }

        private void tell(Reason why) {
            if (told.compareAndSet(false, true)) {
                listener.accept(why);
            }
        }

        /** From now on it is not told, unless that is under way. */
        @Override
        public void close() {
            listeners.remove(this);
        }
    }

    /**
     * Stops what it was given to. Returns at once: the server is told by a thread of its own.
     *
     * @param why the reason; the first one counts
     */
    public void cancel(Reason why) {
        if (reason.compareAndSet(null, why)) {
            underWay.get().forEach(Stoppable::stop);
            tell(why);
        }
    }

    /**
     * Stops it after some time.
     *
     * @param time how long it may take from now on
     * @return to be completed when the time does not matter any more
     */
    public CompletableFuture<?> after(Duration time) {
        expect();
        CompletableFuture<?> alarm = new CompletableFuture<>();
        CompletableFuture<?> unused = alarm.whenComplete((nothing, failure) -> {
            if (failure instanceof TimeoutException) {
                cancel(Reason.TIMEOUT);
            }
        });
        return alarm.orTimeout(Math.max(0, time.compareTo(LONGEST) < 0 ? time.toNanos() : LONGEST.toNanos()),
                TimeUnit.NANOSECONDS);
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
     * Tells when it is stopped, on a thread of its own. To be closed by whoever may not live as long as this.
     *
     * @param listener hears of the reason; at once, where it was stopped before
     * @return what ends it
     */
    public Listening onStop(Consumer<Reason> listener) {
        Listening listening = new Listening(listener);
        // First in the set, then the look at the reason: cancel() does it the other way round, so that one sees the other.
        listeners.add(listening);
        Reason why = reason.get();
        if (why != null) {
            tell(why);
        }
        return listening;
    }

    /** Whoever hears of it must not run on the thread that cancels, which may hold locks. */
    private void tell(Reason why) {
        if (!listeners.get().isEmpty()) {
            Thread.startVirtualThread(() -> listeners.get().forEach(one -> one.tell(why)));
        }
    }

    /** Throws if it was stopped. */
    public void check() {
        Reason why = reason.get();
        if (why != null) {
            throw error(why);
        }
    }

    /**
     * What is thrown to whoever goes on.
     *
     * @param why the reason
     * @return a new exception
     */
    public static DatabaseException error(Reason why) {
        return stopped(why, null, null);
    }

    /**
     * What a stop is told as.
     *
     * @param reason why
     * @param cause what the driver said; null where it said nothing
     * @param sql the statement; null where none had been sent
     * @return a new exception
     */
    public static DatabaseException stopped(Reason reason, @Nullable Throwable cause, @Nullable String sql) {
        return switch (reason) {
            case TIMEOUT -> new StatementTimeout(
                    new Failure("The evaluation took longer than its timeout.", STATE, sql, cause));
            case CANCELLED -> new StatementCancelled(new Failure("The evaluation was cancelled.", STATE, sql, cause));
            case INTERRUPTED -> new StatementCancelled(
                    new Failure("The evaluating thread was interrupted.", STATE, sql, cause));
        };
    }

    /**
     * Has something stopped when this is, until {@link #leave}.
     *
     * @param work what begins
     * @throws DatabaseException if it was stopped before
     */
    public void enter(Stoppable work) {
        // First in the set, then the look at the reason: cancel() does it the other way round, so that one sees the other.
        underWay.add(work);
        try {
            check();
        } catch (RuntimeException late) {
            underWay.remove(work);
            throw late;
        }
    }

    /**
     * It is over, and not stopped any more.
     *
     * @param work what has ended
     */
    public void leave(Stoppable work) {
        underWay.remove(work);
    }
}
