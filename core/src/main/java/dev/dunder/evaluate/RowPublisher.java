package dev.dunder.evaluate;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.dunder.fetch.Request;
import dev.dunder.lookups.DunderException;
import dev.dunder.run.Session;
import dev.dunder.work.ConnectionPermits;
import dev.dunder.work.Evaluation;
import dev.dunder.work.StagedWork;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The rows of a query set for subscribers, each of which has a cursor of its own. Safe to share between threads. */
public final class RowPublisher<T extends @Nullable Object> implements Flow.Publisher<T> {
    private final Request<T> request;
    private final int chunk;

    /**
     * Rows for subscribers.
     *
     * @param request which rows
     * @param chunk how many are read at a time
     */
    public RowPublisher(Request<T> request, int chunk) {
        this.request = request;
        this.chunk = chunk;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "A publisher needs a subscriber.");
        Reader<T> reader = new Reader<>(request, chunk, subscriber);
        reader.begin();
    }

    /** One subscription. All signals are sent by the one task that reads. */
    private static final class Reader<T extends @Nullable Object> implements Flow.Subscription, StagedWork<Boolean> {
        private final Request<T> request;
        private final int chunk;
        private final Flow.Subscriber<? super T> subscriber;
        private final ReentrantLock lock = new ReentrantLock();

        @GuardedBy("lock")
        private long demand;

        @GuardedBy("lock")
        private boolean cancelled;

        @GuardedBy("lock")
        private @Nullable Throwable wrongRequest;

        @GuardedBy("lock")
        private CompletableFuture<Boolean> wake = new CompletableFuture<>();

        private volatile @Nullable CompletableFuture<?> task;

        // Of the one thread that reads at a time.
        private @Nullable RowCursor<T> rows;
        private boolean ended;

        Reader(Request<T> request, int chunk, Flow.Subscriber<? super T> subscriber) {
            this.request = request;
            this.chunk = chunk;
            this.subscriber = subscriber;
        }

        void begin() {
            Session database = request.session();
            subscriber.onSubscribe(this);
            if (database.block() != null) {
                fail(new DunderException("A subscription has a connection of its own, and cannot be part of a"
                        + " transaction. Use stream(), or async().forEach(…), or subscribe outside."));
                return;
            }
            // The timeout is that of each chunk.
            Session patient = database
                    .on(database.options().timeout(null));
            CompletableFuture<Boolean> reading = Evaluation.<Boolean>staged(patient, () -> this).later();
            task = reading;
            if (isCancelled()) {
                reading.cancel(true);
            }
            CompletableFuture<?> unused = reading.whenComplete((done, failure) -> {
                if (failure != null) {
                    fail(failure);
                }
            });
        }

        /** Once; and not after the subscriber has cancelled. */
        private void fail(Throwable failure) {
            if (!isCancelled()) {
                subscriber.onError(failure instanceof RuntimeException known
                        ? Evaluation.translated(request.session(), known)
                        : failure);
            }
        }

        // ---- The reading, which goes whenever nothing is requested ----

        @Override
        public @Nullable CompletableFuture<?> waitsFor() {
            lock.lock();
            try {
                if (ended || demand > 0 || cancelled || wrongRequest != null) {
                    return null;
                }
                wake = new CompletableFuture<>();
                return wake;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public List<Runnable> next() {
            return ended ? List.of() : List.of(this::read);
        }

        @Override
        public Boolean result() {
            return true;
        }

        private void read() {
            try {
                RowCursor<T> reading = rows;
                while (isDemanded()) {
                    if (reading == null) {
                        reading = Evaluation.of(request.session(), () -> RowCursor.open(request, chunk)).now();
                        rows = reading;
                    }
                    if (!reading.hasNext()) {
                        end();
                        if (!isCancelled()) {
                            subscriber.onComplete();
                        }
                        return;
                    }
                    subscriber.onNext(reading.next());
                    taken();
                }
            } catch (RuntimeException | Error failure) {
                end();
                fail(failure);
                return;
            }
            Throwable wrong = wrong();
            if (wrong != null || isCancelled()) {
                end();
            }
            if (wrong != null) {
                fail(wrong);
            }
        }

        /** The connection is given back, and the place with it, before the subscriber hears of the end. */
        private void end() {
            ended = true;
            RowCursor<T> read = rows;
            if (read != null) {
                read.close();
            }
            ConnectionPermits.leave();
        }

        private boolean isDemanded() {
            lock.lock();
            try {
                return demand > 0 && !cancelled && wrongRequest == null;
            } finally {
                lock.unlock();
            }
        }

        private void taken() {
            lock.lock();
            try {
                if (demand != Long.MAX_VALUE) {
                    demand--;
                }
            } finally {
                lock.unlock();
            }
        }

        private @Nullable Throwable wrong() {
            lock.lock();
            try {
                return cancelled ? null : wrongRequest;
            } finally {
                lock.unlock();
            }
        }

        private boolean isCancelled() {
            lock.lock();
            try {
                return cancelled;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void request(long n) {
            CompletableFuture<Boolean> reading;
            lock.lock();
            try {
                if (n <= 0) {
                    wrongRequest = new IllegalArgumentException(
                            "A subscriber requests at least one row, not " + n + ": rule 3.9 of reactive streams.");
                } else {
                    demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
                }
                reading = wake;
            } finally {
                lock.unlock();
            }
            reading.complete(true);
        }

        @Override
        public void cancel() {
            CompletableFuture<Boolean> waiting;
            lock.lock();
            try {
                if (cancelled) {
                    return;
                }
                cancelled = true;
                waiting = wake;
            } finally {
                lock.unlock();
            }
            waiting.complete(true);
            CompletableFuture<?> reading = task;
            if (reading != null) {
                reading.cancel(true);
            }
        }
    }
}
