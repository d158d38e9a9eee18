package dev.dunder.fetch;

import dev.dunder.work.StagedWork;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are fetched, and then what belongs to them.
 *
 * @param <R> the rows
 */
public final class FetchStages<R> implements StagedWork<R> {
    private final Supplier<R> first;
    private final Function<R, StagedWork<?>> completing;
    private @Nullable R rows;
    private @Nullable StagedWork<?> rest;

    public FetchStages(Supplier<R> first, Function<R, StagedWork<?>> completing) {
        this.first = first;
        this.completing = completing;
    }

    @Override
    public List<Runnable> next() {
        if (rest == null) {
            R found = first.get();
            rows = found;
            rest = completing.apply(found);
        }
        return rest.next();
    }

    @Override
    public R result() {
        return Objects.requireNonNull(rows);
    }
}
