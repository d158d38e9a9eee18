package dev.dunder.work;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work in stages for other threads, each of which does its pieces in the surroundings of the one that began it. What stops
 * the work stops all of its pieces; one that fails stops those beside it.
 */
final class StagesInContext<R extends @Nullable Object> implements StagedWork<R> {
    private final ContextSnapshot snapshot;
    private final Cancellation stop;
    private final StagedWork<R> work;
    private final @Nullable Consumer<List<Runnable>> helping;
    private volatile @Nullable Cancellation beside;
    private Cancellation.@Nullable Listening listening;

    /** @param helping does the pieces of a stage for one thread that does all; null where it does them by itself */
    StagesInContext(ContextSnapshot snapshot, Cancellation stop, StagedWork<R> work,
            @Nullable Consumer<List<Runnable>> helping) {
        this.helping = helping;
        this.snapshot = snapshot;
        this.stop = stop;
        this.work = work;
    }

    @Override
    public List<Runnable> next() {
        stageIsOver();
        List<Runnable> pieces = call(stop, work::next);
        if (pieces.size() < 2) {
            return pieces.stream().<Runnable>map(piece -> () -> run(stop, piece)).toList();
        }
        Cancellation pieceStop = new Cancellation();
        if (stop.expected()) {
            pieceStop.expect();
        }
        listening = stop.onStop(pieceStop::cancel);
        beside = pieceStop;
        return pieces.stream().<Runnable>map(piece -> () -> {
            stop.check();
            run(pieceStop, piece);
        }).toList();
    }

    @Override
    public R all() {
        if (helping == null) {
            return StagedWork.super.all();
        }
        try {
            return all(helping);
        } catch (RuntimeException | Error failure) {
            giveUp();
            throw failure;
        }
    }

    @Override
    public R result() {
        return call(stop, work::result);
    }

    @Override
    public void giveUp() {
        Cancellation others = beside;
        if (others != null) {
            others.cancel(Cancellation.Reason.CANCELLED);
        }
        work.giveUp();
    }

    @Override
    public @Nullable CompletableFuture<?> waitsFor() {
        return call(stop, work::waitsFor);
    }

    @Override
    public boolean givesBack() {
        return work.givesBack();
    }

    private void stageIsOver() {
        Cancellation.Listening before = listening;
        if (before != null) {
            before.close();
            listening = null;
        }
    }

    private void run(Cancellation by, Runnable piece) {
        boolean unused = call(by, () -> {
            piece.run();
            return true;
        });
    }

    private <S extends @Nullable Object> S call(Cancellation by, Supplier<S> part) {
        return snapshot.call(by, part);
    }
}
