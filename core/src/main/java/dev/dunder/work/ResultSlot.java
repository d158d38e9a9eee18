package dev.dunder.work;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Room for one result: nothing yet, work that has been begun, or what came of it. Safe to share between threads.
 *
 * @param <R> the result
 */
public final class ResultSlot<R> {
    private final AtomicReference<@Nullable Held<R>> held = new AtomicReference<>();

    private volatile @Nullable Supplier<SharedTask<R>> promised;

    private record Held<R>(SharedTask<R> once, boolean started) {}

    /** The work that has been begun, if any; or that was promised, which is as good. */
    public @Nullable SharedTask<R> begun() {
        Held<R> current = held.get();
        Supplier<SharedTask<R>> promise = promised;
        return current != null && !isForgotten(current)
                ? current.once()
                : promise == null ? null : claim(promise);
    }

    /** Whoever asks for the result has this done for it, and nothing else. */
    public void promise(Supplier<SharedTask<R>> work) {
        promised = work;
    }

    /** The work that has been begun, or else this, which is not wanted by anybody yet. */
    public SharedTask<R> claim(Supplier<SharedTask<R>> work) {
        return claim(work, false);
    }

    /** The result, where it is there. */
    public @Nullable R known() {
        Held<R> current = held.get();
        return current != null && current.once().done() && !current.once().failed() ? current.once().get() : null;
    }

    /** Whether the result is there or was started ahead, so that whoever asks for it begins nothing. */
    public boolean isUnderWay() {
        Held<R> current = held.get();
        return current != null && !isForgotten(current) && (current.started() || current.once().done());
    }

    /** The result is known already. */
    public void fill(R known) {
        held.set(new Held<>(SharedTask.known(known), true));
    }

    /** Begins the work in the background, unless it has been begun already. */
    public void start(EvaluationContext context, Supplier<SharedTask<R>> work) {
        Evaluation.start(context, claim(work, true));
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

    /** Gives up what was started and is not there yet. */
    public void cancelStarted() {
        Held<R> current = held.get();
        if (current != null && current.started() && !current.once().done()
                && held.compareAndSet(current, null)) {
            current.once().release();
        }
    }

    /** What was found out holds no more: whoever asks from now on has it found out anew. */
    public void forget() {
        promised = null;
        Held<R> current = held.getAndSet(null);
        if (current != null && current.started() && !current.once().done()) {
            current.once().release();
        }
    }

    /** Who asks again after a failure tries again; but what was started ahead fails wherever it is used. */
    private static <R> boolean isForgotten(Held<R> current) {
        return current.once().stopped() || (current.once().failed() && !current.started());
    }
}
