package dev.dunder.run;

import dev.dunder.CommitOutcomeUnknown;
import dev.dunder.Deadlock;
import dev.dunder.SerializationFailure;
import dev.dunder.StalePlan;
import dev.dunder.lookups.DunderException;
import dev.dunder.work.Cancellation;
import dev.dunder.work.ConnectionPermits;
import dev.dunder.work.Evaluation;
import dev.dunder.work.StagedWork;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs blocks as transactions, or as savepoints inside of one, and again where they failed because of others. */
public final class BlockRunner {
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Session session;
    private final BlockOptions options;

    /**
     * A runner.
     *
     * @param session where
     * @param options how a transaction is begun
     */
    public BlockRunner(Session session, BlockOptions options) {
        this.session = session;
        this.options = options;
    }

    /** Runs a block, whose transaction the calling thread is in meanwhile. */
    public <R extends @Nullable Object> R call(Supplier<R> block) {
        try {
            return perform(session.block(), transaction -> ThreadContext.current().in(transaction).call(block));
        } catch (RuntimeException failure) {
            throw Evaluation.thrown(session, failure);
        }
    }

    /** The same for a call of several statements, which is sent to whichever transaction the session belongs to. */
    public <R extends @Nullable Object> R callAsOne(Supplier<R> statements) {
        return perform(session.block(), transaction -> {
            transaction.asOneCall();
            return ThreadContext.current().in(transaction).call(statements);
        });
    }

    /**
     * The same for a call in which users' own code is run, as what they give it may ask the database: in a transaction that
     * stays theirs, all of it is taken back if it fails.
     */
    public <R extends @Nullable Object> R callAmidOthers(Supplier<R> statements) {
        TransactionBlock outer = session.block();
        if (outer == null) {
            return callAsOne(statements);
        }
        try {
            TransactionBlock.Mark mark = outer.mark();
            R result;
            try {
                result = statements.get();
            } catch (Throwable failure) {
                outer.backTo(mark);
                throw failure;
            }
            outer.keep(mark);
            return result;
        } catch (SQLException failure) {
            throw session.driver().failure(failure, "savepoint");
        }
    }

    /** Runs a block on the executor, which ends when the future does that it returns. */
    public <R extends @Nullable Object> Evaluation<R> later(
            Function<TransactionBlock, ? extends CompletionStage<R>> block) {
        TransactionBlock outer = session.block();
        return outer == null
                ? Evaluation.staged(session, () -> new Later<>(block))
                : Evaluation.of(session, () -> this.<R>perform(outer, transaction -> transaction.await(block)));
    }

    private <R extends @Nullable Object> R perform(@Nullable TransactionBlock outer,
            Function<TransactionBlock, R> block) {
        if (outer != null) {
            refuseSettings();
            return TransactionBlock.nested(outer, block);
        }
        Attempts attempts = new Attempts();
        while (true) {
            TransactionBlock[] begun = new TransactionBlock[1];
            R result;
            try {
                result = attempt(block, transaction -> begun[0] = transaction);
            } catch (RuntimeException failure) {
                sleep(attempts.pauseAfter(failure));
                continue;
            }
            begun[0].afterCommit();
            return result;
        }
    }

    private <R extends @Nullable Object> R attempt(
            Function<TransactionBlock, R> block, Consumer<TransactionBlock> begun) {
        if (session.joined().any()) {
            return session.joined().call(session, options, begun, block);
        }
        TransactionBlock transaction = TransactionBlock.begin(session, options);
        begun.accept(transaction);
        return transaction.perform(block);
    }

    /** A block that waits for a future of the user's, which no thread waits for meanwhile. */
    private final class Later<R extends @Nullable Object> implements StagedWork<R> {
        private final Function<TransactionBlock, ? extends CompletionStage<R>> block;
        private final Attempts attempts = new Attempts();
        private @Nullable Attempt<R> attempt;
        private @Nullable CompletableFuture<?> pause;
        private @Nullable Supplier<R> ending;

        private record Attempt<R extends @Nullable Object>(TransactionBlock transaction, BlockBody<R> body) {}

        Later(Function<TransactionBlock, ? extends CompletionStage<R>> block) {
            this.block = block;
        }

        @Override
        public @Nullable CompletableFuture<?> waitsFor() {
            return attempt == null ? pause : attempt.body().over();
        }

        @Override
        public boolean givesBack() {
            return attempt != null;
        }

        @Override
        public List<Runnable> next() {
            Attempt<R> begun = attempt;
            return ending != null ? List.of() : List.of(begun == null ? this::begin : () -> end(begun));
        }

        private void begin() {
            pause = null;
            TransactionBlock transaction = TransactionBlock.begin(session, options);
            attempt = new Attempt<>(transaction, BlockBody.begin(transaction, session.cancellation(), block));
        }

        private void end(Attempt<R> begun) {
            attempt = null;
            begun.body().close();
            TransactionBlock transaction = begun.transaction();
            try {
                R result = transaction.perform(within -> begun.body().outcome());
                ending = () -> {
                    transaction.afterCommit();
                    return result;
                };
            } catch (RuntimeException failure) {
                CompletableFuture<Boolean> waiting = new CompletableFuture<>();
                pause = waiting.completeOnTimeout(true, attempts.pauseAfter(failure), TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public R result() {
            // What follows a commit is somebody else's.
            ConnectionPermits.leave();
            return Objects.requireNonNull(ending).get();
        }
    }

    private void refuseSettings() {
        if (options.durable()) {
            throw new DunderException("A durable block cannot be inside of another one: it would not be stored when it"
                    + " ends. Run it outside, or without durable().");
        }
        if (options.retries() > 0) {
            throw new DunderException("A block inside of another cannot be run again by itself, as the whole"
                    + " transaction has failed. Put retrying(…) on the outermost block.");
        }
        if (!options.equals(BlockOptions.USUAL)) {
            throw new DunderException("Isolation, read-only, deferrable and timeout are those of a whole transaction."
                    + " Set them on the outermost block.");
        }
    }

    private static boolean isOthersFault(Throwable failure) {
        return !has(failure, CommitOutcomeUnknown.class)
                && has(failure, SerializationFailure.class, Deadlock.class, StalePlan.class);
    }

    /** An exception of the user's own may wrap it, and what failed in the background is wrapped anyway. */
    private static boolean has(Throwable failure, Class<?>... kinds) {
        int depth = 0;
        for (Throwable one = failure; one != null && depth < 20; one = one.getCause()) {
            for (Class<?> kind : kinds) {
                if (kind.isInstance(one)) {
                    return true;
                }
            }
            depth++;
        }
        return false;
    }

    /** How often a block has been tried. */
    private final class Attempts {
        private final List<Throwable> before = new ArrayList<>();
        private int stale;

        /** For how many milliseconds to wait before the next attempt; throws the failure where there is none. */
        long pauseAfter(RuntimeException failure) {
            boolean free = options.retries() > 0 && has(failure, StalePlan.class)
                    && stale < session.connections().most();
            if (!free && (before.size() - stale == options.retries() || !isOthersFault(failure))) {
                before.forEach(failure::addSuppressed);
                throw failure;
            }
            before.add(failure);
            if (free) {
                stale++;
                return 0;
            }
            long longest = Math.min(LONGEST_PAUSE_MILLIS,
                    FIRST_PAUSE_MILLIS << Math.min(before.size() - stale - 1, 10));
            return ThreadLocalRandom.current().nextLong(1, longest + 1);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw Cancellation.stopped(Cancellation.Reason.INTERRUPTED, interrupt, null);
        }
    }
}
