package dev.dunder.fetch;

import dev.dunder.work.ResultSlot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a query set has found out, or is finding out: the one mutable thing about it. Safe to share between threads; each
 * result is asked of the database once, however many threads want it.
 */
public final class ResultCache<T extends @Nullable Object> {
    private final ResultSlot<List<T>> rows = new ResultSlot<>();
    private final ResultSlot<Long> count = new ResultSlot<>();
    private final ResultSlot<Boolean> exists = new ResultSlot<>();
    private final Map<Asked, ResultSlot<?>> others = new ConcurrentHashMap<>();

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
        return rows;
    }

    public ResultSlot<Long> count() {
        return count;
    }

    public ResultSlot<Boolean> exists() {
        return exists;
    }

    /** What was started of this kind; the caller says what type its result has. */
    public <R> @Nullable ResultSlot<R> other(Supplier<Asked> asked) {
        // Hardly anything is started, and to look for it costs the hash of a whole query.
        return others.isEmpty() ? null : found(asked.get());
    }

    @SuppressWarnings("unchecked")
    private <R> @Nullable ResultSlot<R> found(Asked asked) {
        return (ResultSlot<R>) others.get(asked);
    }

    @SuppressWarnings("unchecked")
    public <R> ResultSlot<R> otherToStart(Asked asked) {
        return (ResultSlot<R>) others.computeIfAbsent(asked, key -> new ResultSlot<R>());
    }

    /** Gives up what was started and is not there yet. */
    public void cancelStarted() {
        rows.cancelStarted();
        count.cancelStarted();
        exists.cancelStarted();
        others.values().forEach(ResultSlot::cancelStarted);
    }

    /** What was found out holds no more. */
    public void forget() {
        rows.forget();
        count.forget();
        exists.forget();
        others.values().forEach(ResultSlot::forget);
        others.clear();
    }
}
