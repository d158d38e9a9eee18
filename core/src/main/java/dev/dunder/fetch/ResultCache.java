package dev.dunder.fetch;

import dev.dunder.work.ResultSlot;
import dev.dunder.work.SharedTask;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a query set has found out, or is finding out: the one mutable thing about it. Safe to share between threads; each
 * result is asked of the database once, however many threads want it.
 */
public final class ResultCache<T extends @Nullable Object> {
    /** Nothing until something is found out: most query sets only lead to others. */
    private final AtomicReference<@Nullable Slots<T>> slots = new AtomicReference<>();

    private record Slots<T extends @Nullable Object>(
            ResultSlot<List<T>> rows,
            ResultSlot<Long> count,
            ResultSlot<Boolean> exists,
            Map<Asked, ResultSlot<?>> others) {
        void each(Consumer<ResultSlot<?>> action) {
            action.accept(rows);
            action.accept(count);
            action.accept(exists);
            others.values().forEach(action);
        }
    }

    private Slots<T> slots() {
        Slots<T> known = slots.get();
        if (known != null) {
            return known;
        }
        Slots<T> mine = new Slots<>(
                new ResultSlot<>(), new ResultSlot<>(), new ResultSlot<>(), new ConcurrentHashMap<>(0));
        Slots<T> first = slots.compareAndExchange(null, mine);
        return first == null ? mine : first;
    }

    /**
     * What else was started, by what was asked: {@code get(…)} and {@code aggregate(…)} have arguments.
     *
     * @param statement the shape, or what stands for it
     * @param values its values
     */
    public record Asked(Object statement, List<? extends @Nullable Object> values) {
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

    public ResultSlot<List<T>> rows() {
        return slots().rows();
    }

    public ResultSlot<Long> count() {
        return slots().count();
    }

    public ResultSlot<Boolean> exists() {
        return slots().exists();
    }

    /** The rows as far as they have been begun; null where nothing was. */
    public @Nullable SharedTask<List<T>> rowsBegun() {
        Slots<T> known = slots.get();
        return known == null ? null : known.rows().begun();
    }

    /** How many there are, as far as that has been begun; null where it was not. */
    public @Nullable SharedTask<Long> countBegun() {
        Slots<T> known = slots.get();
        return known == null ? null : known.count().begun();
    }

    /** Whether there is a row, as far as that has been begun; null where it was not. */
    public @Nullable SharedTask<Boolean> existsBegun() {
        Slots<T> known = slots.get();
        return known == null ? null : known.exists().begun();
    }

    /** What was started of this kind; the caller says what type its result has. */
    @SuppressWarnings("unchecked")
    public <R> @Nullable ResultSlot<R> other(Supplier<Asked> asked) {
        Slots<T> known = slots.get();
        // Hardly anything is started, and to look for it costs the hash of a whole query.
        return known == null || known.others().isEmpty() ? null : (ResultSlot<R>) known.others().get(asked.get());
    }

    @SuppressWarnings("unchecked")
    public <R> ResultSlot<R> otherToStart(Asked asked) {
        return (ResultSlot<R>) slots().others().computeIfAbsent(asked, key -> new ResultSlot<R>());
    }

    /** Gives up what was started and is not there yet. */
    public void cancelStarted() {
        Slots<T> known = slots.get();
        if (known != null) {
            known.each(ResultSlot::cancelStarted);
        }
    }

    /** What was found out holds no more. */
    public void forget() {
        Slots<T> known = slots.get();
        if (known != null) {
            known.each(ResultSlot::forget);
            known.others().clear();
        }
    }
}
