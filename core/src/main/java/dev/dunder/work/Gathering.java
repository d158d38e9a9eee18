package dev.dunder.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.dunder.lookups.DunderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Questions that wait for their turn at the same time, and are answered together. The first of a kind has work begun, which
 * takes along all that have come by the time it is its turn: nobody waits for others to come, and the longer the line is the
 * more go together. Safe to share between threads.
 *
 * @param <K> the kinds of questions
 * @param <Q> the questions
 * @param <A> the answers
 */
public final class Gathering<K, Q, A> {
    private static final int MOST = 500;

    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Map<K, Batch> open = new ConcurrentHashMap<>();

    /**
     * Asks a question, with others of its kind that wait.
     *
     * @param context where work is done, in surroundings that are those of all who ask
     * @param kind of which others may be answered with it
     * @param question what is asked
     * @param answering gives the answers to several, in their order
     * @param reading what is made of an answer, and may fail
     * @param otherwise how the question is asked by itself where several together have failed; null where that is of no use
     * @param <R> what is made of it
     * @return a future of its own: the work is stopped when all of those are given up
     */
    public <R extends @Nullable Object> CompletableFuture<R> ask(
            EvaluationContext context,
            K kind,
            Q question,
            Function<List<Q>, StagedWork<List<A>>> answering,
            Function<A, R> reading,
            Function<Throwable, @Nullable Supplier<CompletableFuture<R>>> otherwise) {
        Asked<R> asked = new Asked<>(question, context.snapshot(), reading, otherwise);
        Batch batch = open.compute(kind, (same, waiting) -> waiting != null && waiting.takes(asked)
                ? waiting
                : new Batch(kind, answering, asked));
        CompletableFuture<R> unusedGone = asked.future.whenComplete((value, failure) -> batch.leave());
        batch.begin(context);
        return asked.future;
    }

    private final class Asked<R extends @Nullable Object> {
        private final Q question;
        private final ContextSnapshot snapshot;
        private final Function<A, R> reading;
        private final Function<Throwable, @Nullable Supplier<CompletableFuture<R>>> otherwise;
        private final CompletableFuture<R> future = new CompletableFuture<>();

        Asked(Q question, ContextSnapshot snapshot, Function<A, R> reading,
                Function<Throwable, @Nullable Supplier<CompletableFuture<R>>> otherwise) {
            this.question = question;
            this.snapshot = snapshot;
            this.reading = reading;
            this.otherwise = otherwise;
        }

        /** On a thread of its own, as what follows may wait for another of these. */
        void answer(A answer) {
            Thread.startVirtualThread(() -> snapshot.afterwards(() -> {
                try {
                    boolean unused = future.complete(reading.apply(answer));
                } catch (Throwable wrong) {
                    boolean unused = future.completeExceptionally(wrong);
                }
            }));
        }

        void fail(Throwable failure, boolean amongOthers) {
            Thread.startVirtualThread(() -> snapshot.afterwards(() -> {
                Supplier<CompletableFuture<R>> alone = amongOthers && !future.isDone()
                        ? otherwise.apply(failure)
                        : null;
                if (alone == null) {
                    boolean unused = future.completeExceptionally(
                            failure instanceof DunderException ours ? ours.again() : failure);
                } else {
                    Evaluation.pipe(alone.get(), future);
                }
            }));
        }
    }

    /** What goes together. Its first stage, when it is its turn, ends the gathering. */
    private final class Batch implements StagedWork<List<A>> {
        private final K kind;
        private final Function<List<Q>, StagedWork<List<A>>> answering;
        private final ReentrantLock lock = new ReentrantLock();
        private final AtomicInteger waiting = new AtomicInteger(1);
        private final AtomicBoolean begins = new AtomicBoolean();
        private final AtomicLong offered = new AtomicLong(System.nanoTime());
        private volatile @Nullable SharedTask<List<A>> offering;
        private volatile @Nullable CompletableFuture<List<A>> answers;
        private @Nullable StagedWork<List<A>> work;

        @GuardedBy("lock")
        private final List<Asked<?>> all = new ArrayList<>();

        @GuardedBy("lock")
        private boolean closed;

        Batch(K kind, Function<List<Q>, StagedWork<List<A>>> answering, Asked<?> first) {
            this.kind = kind;
            this.answering = answering;
            this.all.add(first);
        }

        boolean takes(Asked<?> one) {
            lock.lock();
            try {
                // One step decides it: who comes after the last has left is too late.
                if (closed || all.size() >= MOST || waiting.getAndUpdate(n -> n == 0 ? n : n + 1) == 0) {
                    return false;
                }
                all.add(one);
                return true;
            } finally {
                lock.unlock();
            }
        }

        /** One of those who have asked wants no answer any more, or has it. */
        void leave() {
            CompletableFuture<List<A>> begun = answers;
            if (waiting.decrementAndGet() == 0 && begun != null) {
                begun.cancel(true);
            }
        }

        /** By the first of those who come here, whose surroundings are those of all. */
        void begin(EvaluationContext context) {
            if (!begins.compareAndSet(false, true)) {
                offerAgain(context);
                return;
            }
            SharedTask<List<A>> task = Evaluation.once(context, this);
            offering = task;
            CompletableFuture<List<A>> begun = Evaluation.begun(context, task);
            answers = begun;
            CompletableFuture<List<A>> unused = begun.whenComplete((found, failure) -> {
                List<Asked<?>> asked = close();
                for (int i = 0; i < asked.size(); i++) {
                    if (failure == null) {
                        asked.get(i).answer(found.get(i));
                    } else {
                        asked.get(i).fail(failure, asked.size() > 1);
                    }
                }
            });
            if (waiting.get() == 0) {
                begun.cancel(true);
            }
        }

        /** An executor may have dropped what it took, or have been shut down since: nobody waits for that for ever. */
        private void offerAgain(EvaluationContext context) {
            SharedTask<List<A>> task = offering;
            CompletableFuture<List<A>> begun = answers;
            long before = offered.get();
            long now = System.nanoTime();
            if (task != null && begun != null && now - before > PATIENCE && offered.compareAndSet(before, now)
                    && !Evaluation.offered(context, task)) {
                boolean unused = begun.completeExceptionally(Evaluation.refused());
            }
        }

        private List<Asked<?>> close() {
            boolean unused = open.remove(kind, this);
            lock.lock();
            try {
                closed = true;
                return all;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public List<Runnable> next() {
            StagedWork<List<A>> begun = work;
            if (begun == null) {
                begun = answering.apply(close().stream().<Q>map(asked -> asked.question).toList());
                work = begun;
            }
            return begun.next();
        }

        @Override
        public List<A> result() {
            StagedWork<List<A>> done = work;
            return done == null ? List.of() : done.result();
        }

        @Override
        public void giveUp() {
            StagedWork<List<A>> begun = work;
            if (begun != null) {
                begun.giveUp();
            }
        }
    }
}
