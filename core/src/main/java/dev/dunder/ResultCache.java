package dev.dunder;

import dev.dunder.run.SharedTask;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a query set has found out, or is finding out: the one mutable thing about it. Safe to share between threads; each
 * result is asked of the database once, however many threads want it.
 */
final class ResultCache<T extends @Nullable Object> {
    private final Slot<List<T>> rows = new Slot<>();
    private final Slot<Long> count = new Slot<>();
    private final Slot<Boolean> exists = new Slot<>();
    private final Map<Asked, Slot<?>> others = new ConcurrentHashMap<>();

    /**
     * What else was started, by what was asked: {@code get(…)} and {@code aggregate(…)} have arguments.
     *
     * @param statement the shape, or what stands for it
     * @param values its values
     */
    record Asked(Object statement, List<? extends @Nullable Object> values) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Asked(Object shape, List<?> theirs)
                    && statement.equals(shape)
                    && Arrays.deepEquals(values.toArray(), theirs.toArray());
        }

        @Override
        public int hashCode() {
            return 31 * statement.hashCode() + Arrays.deepHashCode(values.toArray());
        }
    }

    Slot<List<T>> rows() {
        return rows;
    }

    Slot<Long> count() {
        return count;
    }

    Slot<Boolean> exists() {
        return exists;
    }

    /** What was started of this kind; the caller says what type its result has. */
    @SuppressWarnings("unchecked")
    <R> @Nullable Slot<R> other(Asked asked) {
        return (Slot<R>) others.get(asked);
    }

    @SuppressWarnings("unchecked")
    <R> Slot<R> otherToStart(Asked asked) {
        return (Slot<R>) others.computeIfAbsent(asked, key -> new Slot<R>());
    }

    /** Gives up what was started and is not there yet. */
    void cancelStarted() {
        rows.cancelStarted();
        count.cancelStarted();
        exists.cancelStarted();
        others.values().forEach(Slot::cancelStarted);
    }

    /** Room for one result. */
    static final class Slot<R> {
        private final AtomicReference<@Nullable Held<R>> held = new AtomicReference<>();

        private volatile @Nullable Supplier<SharedTask<R>> promised;

        private record Held<R>(SharedTask<R> once, boolean started) {}

        /** The work that has been begun, if any; or that was promised, which is as good. */
        @Nullable
        SharedTask<R> begun() {
            Held<R> current = held.get();
            Supplier<SharedTask<R>> promise = promised;
            return current != null && !isForgotten(current)
                    ? current.once()
                    : promise == null ? null : claim(promise);
        }

        /** Whoever asks for the result has this done for it, and nothing else. */
        void promise(Supplier<SharedTask<R>> work) {
            promised = work;
        }

        /** The work that has been begun, or else this, which is not wanted by anybody yet. */
        SharedTask<R> claim(Supplier<SharedTask<R>> work) {
            return claim(work, false);
        }

        /** The result, where it is there. */
        @Nullable
        R known() {
            Held<R> current = held.get();
            return current != null && current.once().done() && !current.once().failed() ? current.once().get() : null;
        }

        /** The result is known already. */
        void fill(R known) {
            held.set(new Held<>(SharedTask.known(known), true));
        }

        /** Begins the work in the background, unless it has been begun already. */
        void start(Database database, Supplier<SharedTask<R>> work) {
            Evaluation.start(database, claim(work, true));
        }

        private SharedTask<R> claim(Supplier<SharedTask<R>> work, boolean started) {
            while (true) {
                Held<R> current = held.get();
                if (current != null && !isForgotten(current)) {
                    return current.once();
                }
                Supplier<SharedTask<R>> promise = promised;
                Held<R> mine = new Held<>((promise == null ? work : promise).get(), started);
                if (started) {
                    boolean unused = mine.once().want();
                }
                if (held.compareAndSet(current, mine)) {
                    return mine.once();
                }
            }
        }

        private void cancelStarted() {
            Held<R> current = held.get();
            if (current != null && current.started() && !current.once().done()
                    && held.compareAndSet(current, null)) {
                current.once().release();
            }
        }

        /** Who asks again after a failure tries again; but what was started ahead fails wherever it is used. */
        private static <R> boolean isForgotten(Held<R> current) {
            return current.once().stopped() || (current.once().failed() && !current.started());
        }
    }
}
