package dev.dunder;

import dev.dunder.run.Once;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a query set has found out, or is finding out: the one mutable thing about it. Safe to share between threads; each
 * result is asked of the database once, however many threads want it.
 */
final class Results<T extends @Nullable Object> {
    private final Slot<List<T>> rows = new Slot<>();
    private final Slot<Long> count = new Slot<>();
    private final Slot<Boolean> exists = new Slot<>();

    Slot<List<T>> rows() {
        return rows;
    }

    Slot<Long> count() {
        return count;
    }

    Slot<Boolean> exists() {
        return exists;
    }

    /** Room for one result. */
    static final class Slot<R> {
        private final AtomicReference<@Nullable Held<R>> held = new AtomicReference<>();

        private record Held<R>(Once<R> once, boolean started) {}

        /** The work that has been begun, if any. */
        @Nullable
        Once<R> begun() {
            Held<R> current = held.get();
            return current == null || isForgotten(current) ? null : current.once();
        }

        /** The work that has been begun, or else this. */
        Once<R> claim(Supplier<R> work, boolean started) {
            while (true) {
                Held<R> current = held.get();
                if (current != null && !isForgotten(current)) {
                    return current.once();
                }
                Held<R> mine = new Held<>(new Once<>(work), started);
                if (held.compareAndSet(current, mine)) {
                    return mine.once();
                }
            }
        }

        /** Who asks again after a failure tries again; but what was started ahead fails wherever it is used. */
        private static <R> boolean isForgotten(Held<R> current) {
            return current.once().failed() && !current.started();
        }
    }
}
