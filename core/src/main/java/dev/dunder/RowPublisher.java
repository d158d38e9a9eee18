package dev.dunder;

import dev.dunder.lookups.DunderException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The rows of a query set for subscribers, each of which has a cursor of its own. Safe to share between threads. */
final class RowPublisher<T extends @Nullable Object> implements Flow.Publisher<T> {
    private final QuerySet<T> set;
    private final int chunk;

    RowPublisher(QuerySet<T> set, int chunk) {
        this.set = set;
        this.chunk = chunk;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "A publisher needs a subscriber.");
        Reader<T> reader = new Reader<>(set, chunk, subscriber);
        reader.begin();
    }

    /** One subscription. All signals are sent by the one task that reads. */
    private static final class Reader<T extends @Nullable Object> implements Flow.Subscription {
        private final QuerySet<T> set;
        private final int chunk;
        private final Flow.Subscriber<? super T> subscriber;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private long demand;
        private boolean cancelled;
        private @Nullable Throwable wrongRequest;
        private volatile @Nullable CompletableFuture<?> task;

        Reader(QuerySet<T> set, int chunk, Flow.Subscriber<? super T> subscriber) {
            this.set = set;
            this.chunk = chunk;
            this.subscriber = subscriber;
        }

        void begin() {
            Database database = set.database();
            if (database.transactionOrNone() != null) {
                refuse(new DunderException("A subscription has a connection of its own, and cannot be part of a"
                        + " transaction. Use stream(), or async().forEach(…), or subscribe outside."));
                return;
            }
            // The timeout is that of each chunk.
            Database patient = database.on(new Terms(null, database.terms().name(), database.terms().executor()));
            CompletableFuture<Boolean> reading = Evaluation.of(patient, this::read).later();
            task = reading;
            if (isCancelled()) {
                reading.cancel(true);
            }
            CompletableFuture<?> unused = reading.whenComplete((done, failure) -> {
                if (failure != null && !isCancelled() && reading.isCompletedExceptionally() && !subscribed) {
                    refuse(failure);
                }
            });
        }

        private volatile boolean subscribed;

        /** The executor takes nothing: a subscriber hears of its subscription first, all the same. */
        private void refuse(Throwable failure) {
            subscribed = true;
            subscriber.onSubscribe(this);
            if (!isCancelled()) {
                subscriber.onError(failure);
            }
        }

        private boolean read() {
            subscribed = true;
            subscriber.onSubscribe(this);
            try (RowIterator<T> rows = waitForDemand() ? set.iterator(chunk) : RowIterator.empty()) {
                while (waitForDemand()) {
                    if (!rows.hasNext()) {
                        if (!isCancelled()) {
                            subscriber.onComplete();
                        }
                        return true;
                    }
                    subscriber.onNext(rows.next());
                    taken();
                }
            } catch (RuntimeException | Error failure) {
                if (!isCancelled()) {
                    subscriber.onError(failure);
                }
                return true;
            }
            Throwable wrong = wrong();
            if (wrong != null) {
                subscriber.onError(wrong);
            }
            return true;
        }

        private boolean waitForDemand() {
            lock.lock();
            try {
                while (demand == 0 && !cancelled && wrongRequest == null) {
                    changed.awaitUninterruptibly();
                }
                return !cancelled && wrongRequest == null;
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
            lock.lock();
            try {
                if (n <= 0) {
                    wrongRequest = new IllegalArgumentException(
                            "A subscriber requests at least one row, not " + n + ": rule 3.9 of reactive streams.");
                } else {
                    demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void cancel() {
            lock.lock();
            try {
                if (cancelled) {
                    return;
                }
                cancelled = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            CompletableFuture<?> reading = task;
            if (reading != null) {
                reading.cancel(true);
            }
        }
    }
}
