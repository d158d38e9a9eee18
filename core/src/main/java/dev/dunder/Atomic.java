package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.run.Cancellation;
import dev.dunder.run.ConnectionPermits;
import dev.dunder.run.StagedWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a block of statements is made a transaction, and the ways to run one.
 *
 * <pre>{@code
 * db.atomic().isolation(Isolation.SERIALIZABLE).retrying(5).run(() -> {
 *     from.update("balance", f("balance").minus(10));
 *     to.update("balance", f("balance").plus(10));
 * });
 *
 * begin; set transaction isolation level serializable; update …; update …; commit
 * }</pre>
 *
 * <p>Immutable and safe to share between threads: each setting returns another one.
 */
public final class Atomic {
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Database database;
    private final Settings settings;

    /** The settings; none of them can be changed inside of a transaction. */
    record Settings(
            @Nullable Isolation isolation,
            boolean readOnly,
            boolean deferrable,
            @Nullable Duration timeout,
            boolean durable,
            int retries) {
        static final Settings USUAL = new Settings(null, false, false, null, false, 0);

        /** What has to be said to the server when the transaction begins; null for nothing. */
        @Nullable
        String begin() {
            if (isolation == null && !readOnly && !deferrable) {
                return null;
            }
            List<String> modes = new ArrayList<>();
            if (isolation != null) {
                modes.add("isolation level " + isolation.sql());
            }
            if (readOnly) {
                modes.add("read only");
            }
            if (deferrable) {
                modes.add("deferrable");
            }
            return "set transaction " + String.join(", ", modes);
        }
    }

    Atomic(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    private Atomic with(Settings changed) {
        return new Atomic(database, changed);
    }

    /**
     * How much of other transactions it sees.
     *
     * @param level the isolation level
     * @return another one
     */
    public Atomic isolation(Isolation level) {
        return with(new Settings(level, settings.readOnly, settings.deferrable, settings.timeout, settings.durable,
                settings.retries));
    }

    /**
     * It only reads; the server refuses writes.
     *
     * @return another one
     */
    public Atomic readOnly() {
        return with(new Settings(settings.isolation, true, settings.deferrable, settings.timeout, settings.durable,
                settings.retries));
    }

    /**
     * It waits at its beginning until it can no longer fail with {@link SerializationFailure}; for long reads that are
     * {@link #readOnly} and {@link Isolation#SERIALIZABLE}.
     *
     * @return another one
     */
    public Atomic deferrable() {
        return with(new Settings(settings.isolation, settings.readOnly, true, settings.timeout, settings.durable,
                settings.retries));
    }

    /**
     * How long all of it may take, from its beginning to its commit. What runs in the server then is stopped there, and
     * everything is rolled back with {@link StatementTimeout}.
     *
     * @param longest the time
     * @return another one
     * @throws DunderException if the time is not positive
     */
    public Atomic timeout(Duration longest) {
        if (LookupException.given(longest, "a time").isNegative() || longest.isZero()) {
            throw new DunderException("A timeout is longer than nothing; " + longest + " is not.");
        }
        return with(new Settings(settings.isolation, settings.readOnly, settings.deferrable, longest,
                settings.durable, settings.retries));
    }

    /**
     * It is the outermost block, so that what it did is stored when it ends; inside of another it is refused.
     *
     * @return another one
     */
    public Atomic durable() {
        return with(new Settings(settings.isolation, settings.readOnly, settings.deferrable, settings.timeout, true,
                settings.retries));
    }

    /**
     * The block is run again, after a short and random pause, where it failed because of other transactions: with {@link
     * SerializationFailure}, {@link Deadlock} or {@link StalePlan}; each connection of the pool may have such a plan once,
     * which does not count. What it does besides the database it does again, too.
     *
     * @param times how often at most
     * @return another one
     * @throws DunderException if the number is negative
     */
    public Atomic retrying(int times) {
        if (times < 0) {
            throw new DunderException("A block is run again a number of times, not " + times + ".");
        }
        return with(new Settings(settings.isolation, settings.readOnly, settings.deferrable, settings.timeout,
                settings.durable, times));
    }

    /**
     * Runs a block: all of it is stored, or, if an exception leaves it, nothing. Inside of another block it is a savepoint.
     * Query sets and instances of this database that the calling thread evaluates meanwhile are part of it.
     *
     * @param block what is done
     * @throws DunderException if a setting cannot be had here
     * @throws DatabaseException if the database refuses
     */
    public void run(Runnable block) {
        LookupException.given(block, "a block");
        call(() -> {
            block.run();
            return true;
        });
    }

    /**
     * Runs a block that has a result.
     *
     * @param block what is done
     * @param <R> its result
     * @return its result
     * @throws DunderException if a setting cannot be had here
     * @throws DatabaseException if the database refuses
     */
    public <R extends @Nullable Object> R call(Supplier<R> block) {
        LookupException.given(block, "a block");
        Transaction outer = database.transactionOrNone();
        return perform(outer, transaction -> ThreadContext.current().in(transaction).call(block));
    }

    /**
     * Runs a block on the database's executor. It is handed its transaction, and ends when the future does that it returns;
     * what belongs to the transaction is bound to it by {@code using(tx)}.
     *
     * <pre>{@code
     * db.atomic().readOnly().async(tx -> entries.using(tx).async().count());
     * }</pre>
     *
     * @param block what is done
     * @param <R> its result
     * @return its result, once it has been committed
     */
    public <R extends @Nullable Object> CompletableFuture<R> async(
            Function<Transaction, ? extends CompletionStage<R>> block) {
        Transaction outer = database.transactionOrNone();
        return outer == null
                ? Evaluation.staged(database, () -> new Later<>(block)).later()
                : Evaluation.of(database, () -> this.<R>perform(outer, transaction -> transaction.await(block)))
                        .later();
    }

    private <R extends @Nullable Object> R perform(@Nullable Transaction outer, Function<Transaction, R> block) {
        if (outer != null) {
            refuseSettings();
            return Transaction.nested(outer, block);
        }
        Attempts attempts = new Attempts();
        while (true) {
            Transaction transaction = Transaction.begin(database, settings);
            R result;
            try {
                result = transaction.perform(block);
            } catch (DunderException failure) {
                sleep(attempts.pauseAfter(failure));
                continue;
            }
            transaction.afterCommit();
            return result;
        }
    }

    /** A block that waits for a future of the user's, which no thread waits for meanwhile. */
    private final class Later<R extends @Nullable Object> implements StagedWork<R> {
        private final Function<Transaction, ? extends CompletionStage<R>> block;
        private final Attempts attempts = new Attempts();
        private @Nullable Attempt<R> attempt;
        private @Nullable CompletableFuture<?> pause;
        private @Nullable Supplier<R> ending;

        private record Attempt<R extends @Nullable Object>(
                Transaction transaction, CompletableFuture<R> body, Cancellation call, Transaction.Over over) {}

        Later(Function<Transaction, ? extends CompletionStage<R>> block) {
            this.block = block;
        }

        @Override
        public @Nullable CompletableFuture<?> waitsFor() {
            return attempt == null ? pause : attempt.over().future;
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
            Transaction transaction = Transaction.begin(database, settings);
            Cancellation call = database.cancellation();
            CompletableFuture<R> body = Transaction.body(transaction, block);
            attempt = new Attempt<>(transaction, body, call, new Transaction.Over(body, call, transaction.stop()));
        }

        private void end(Attempt<R> begun) {
            attempt = null;
            begun.over().close();
            Transaction transaction = begun.transaction();
            try {
                R result = transaction.perform(within -> within.outcome(begun.body(), begun.call()));
                ending = () -> {
                    transaction.afterCommit();
                    return result;
                };
            } catch (DunderException failure) {
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
        if (settings.durable) {
            throw new DunderException("A durable block cannot be inside of another one: it would not be stored when it"
                    + " ends. Run it outside, or without durable().");
        }
        if (settings.retries > 0) {
            throw new DunderException("A block inside of another cannot be run again by itself, as the whole"
                    + " transaction has failed. Put retrying(…) on the outermost block.");
        }
        if (!settings.equals(Settings.USUAL)) {
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
        long pauseAfter(DunderException failure) {
            boolean free = settings.retries > 0 && has(failure, StalePlan.class)
                    && stale < database.connections().most();
            if (!free && (before.size() - stale == settings.retries || !isOthersFault(failure))) {
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
            throw DatabaseException.stopped(Cancellation.Reason.INTERRUPTED, interrupt, null);
        }
    }
}
