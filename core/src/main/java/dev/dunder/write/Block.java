package dev.dunder.write;

import dev.dunder.run.BlockOptions;
import dev.dunder.run.BlockRunner;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A write that is stored as a whole or not at all. */
final class Block {
    private Block() {}

    /**
     * A piece of work.
     *
     * @param several whether it sends more than one statement, and so needs a transaction, or a savepoint in one
     */
    static <R extends @Nullable Object> Evaluation<R> of(Session session, boolean several, Supplier<R> work) {
        return Evaluation.of(session, () -> several ? run(session, work) : work.get());
    }

    /** The same on the calling thread. */
    static <R extends @Nullable Object> R run(Session session, Supplier<R> work) {
        return new BlockRunner(session, BlockOptions.USUAL).callAsOne(work);
    }

    /** The same where users' code is run in between, which may ask the database. */
    static <R extends @Nullable Object> R amidOthers(Session session, Supplier<R> work) {
        return new BlockRunner(session, BlockOptions.USUAL).callAmidOthers(work);
    }
}
