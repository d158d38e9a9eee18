package dev.dunder.work;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that is done in stages. The pieces of a stage may be done in any order, and at the same time by several threads; a
 * stage begins when all of the one before has been done. To be gone through once.
 *
 * @param <R> the result
 */
public interface StagedWork<R extends @Nullable Object> {
    /**
     * The next stage, which what was done before may decide.
     *
     * @return its pieces; none where all has been done
     */
    List<Runnable> next();

    /**
     * The result.
     *
     * @return what is known after the last stage
     */
    R result();

    /**
     * What the next stage waits for, of somebody else's: a future or a request of the user's. Meanwhile the work has neither
     * a thread nor, unless it holds a connection, a place among those that work.
     *
     * @return completed when the work may go on, and never with a failure; null to go on at once
     */
    default @Nullable CompletableFuture<?> waitsFor() {
        return null;
    }

    /**
     * Whether the next stage does nothing but give a connection back. It is then done at once, on a thread of ours: those of
     * an executor of the user's may all be waiting for that very connection.
     *
     * @return true for the end of a block
     */
    default boolean givesBack() {
        return false;
    }

    /** Some piece has failed: those that are under way are of no use any more. */
    default void giveUp() {}

    /**
     * Work that is one piece.
     *
     * @param work the work
     * @param <R> its result
     * @return the stages
     */
    static <R extends @Nullable Object> StagedWork<R> of(Supplier<R> work) {
        return new Single<>(work);
    }

    /**
     * Does everything on the calling thread, one piece after the other.
     *
     * @return the result
     */
    default R all() {
        return all(pieces -> pieces.forEach(Runnable::run));
    }

    /**
     * Does everything, stage by stage.
     *
     * @param stage does the pieces of a stage, and returns when all are done
     * @return the result
     */
    default R all(Consumer<List<Runnable>> stage) {
        while (true) {
            CompletableFuture<?> waits = waitsFor();
            if (waits != null) {
                waits.join();
            }
            List<Runnable> pieces = next();
            if (pieces.isEmpty()) {
                return result();
            }
            stage.accept(pieces);
        }
    }

    /**
     * The same work with something made of its result.
     *
     * @param function from one result to the other
     * @param <S> the other result
     * @return the stages, which take the place of these
     */
    default <S extends @Nullable Object> StagedWork<S> map(Function<? super R, ? extends S> function) {
        StagedWork<R> before = this;
        return new StagedWork<>() {
            @Override
            public List<Runnable> next() {
                return before.next();
            }

            @Override
            public S result() {
                return function.apply(before.result());
            }

            @Override
            public @Nullable CompletableFuture<?> waitsFor() {
                return before.waitsFor();
            }

            @Override
            public boolean givesBack() {
                return before.givesBack();
            }

            @Override
            public void giveUp() {
                before.giveUp();
            }
        };
    }

    /** No stage at all: the work is done by whoever takes the result. */
    record Single<R extends @Nullable Object>(Supplier<R> work) implements StagedWork<R> {
        @Override
        public List<Runnable> next() {
            return List.of();
        }

        @Override
        public R result() {
            return work.get();
        }
    }
}
