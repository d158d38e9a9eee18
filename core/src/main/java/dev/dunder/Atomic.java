package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.run.BlockOptions;
import dev.dunder.run.BlockRunner;
import dev.dunder.run.RunOptions;
import dev.dunder.run.Session;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
    private final Session session;
    private final BlockOptions options;

    Atomic(Session session, BlockOptions options) {
        this.session = session;
        this.options = options;
    }

    private Atomic with(BlockOptions changed) {
        return new Atomic(session, changed);
    }

    /**
     * How much of other transactions it sees.
     *
     * @param level the isolation level
     * @return another one
     */
    public Atomic isolation(Isolation level) {
        return with(options.isolation(LookupException.given(level, "an isolation level").sql()));
    }

    /**
     * It only reads; the server refuses writes. If the database has replicas, it may be one on a replica.
     *
     * @return another one
     */
    public Atomic readOnly() {
        return with(options.asReadOnly());
    }

    /**
     * It waits at its beginning until it can no longer fail with {@link SerializationFailure}; for long reads that are
     * {@link #readOnly} and {@link Isolation#SERIALIZABLE}.
     *
     * @return another one
     */
    public Atomic deferrable() {
        return with(options.asDeferrable());
    }

    /**
     * How long all of it may take, from its beginning to its commit. What runs in the server then is stopped there, and
     * everything is rolled back with {@link StatementTimeout}; a statement of {@code db.dsl()} runs to its end, and is rolled back
     * then.
     *
     * @param longest the time
     * @return another one
     * @throws DunderException if the time is not positive
     */
    public Atomic timeout(Duration longest) {
        return with(options.timeout(RunOptions.longest(longest)));
    }

    /**
     * It is the outermost block, so that what it did is stored when it ends; inside of another it is refused.
     *
     * @return another one
     */
    public Atomic durable() {
        return with(options.asDurable());
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
        return with(options.retries(times));
    }

    /**
     * What is done in a block.
     *
     * @param <X> what it may throw; nothing that would have to be caught, where it says nothing else
     */
    @FunctionalInterface
    public interface Block<X extends Exception> {
        /**
         * Does it.
         *
         * @throws X what it may throw; all that was done is taken back then
         */
        void run() throws X;
    }

    /**
     * What is done in a block, and what comes of it.
     *
     * @param <R> its result
     * @param <X> what it may throw; nothing that would have to be caught, where it says nothing else
     */
    @FunctionalInterface
    public interface Call<R extends @Nullable Object, X extends Exception> {
        /**
         * Does it.
         *
         * @return the result
         * @throws X what it may throw; all that was done is taken back then
         */
        R call() throws X;
    }

    /**
     * Runs a block: all of it is stored, or, if an exception leaves it, nothing. Inside of another block it is a savepoint.
     * Query sets and instances of this database that the calling thread evaluates meanwhile are part of it.
     *
     * <pre>{@code
     * db.atomic().retrying(3).run(() -> {
     *     Files.delete(entry.path());                  // an IOException takes back what was done, and is thrown on
     *     entry.delete();
     * });
     * }</pre>
     *
     * @param block what is done
     * @param <X> what it may throw
     * @throws X what it has thrown
     * @throws DunderException if a setting cannot be had here
     * @throws DatabaseException if the database refuses
     */
    public <X extends Exception> void run(Block<X> block) throws X {
        LookupException.given(block, "a block");
        boolean unused = this.<Boolean, X>call(() -> {
            block.run();
            return true;
        });
    }

    /**
     * Runs a block that has a result.
     *
     * @param block what is done
     * @param <R> its result
     * @param <X> what it may throw
     * @return its result
     * @throws X what it has thrown
     * @throws DunderException if a setting cannot be had here
     * @throws DatabaseException if the database refuses
     */
    public <R extends @Nullable Object, X extends Exception> R call(Call<R, X> block) throws X {
        LookupException.given(block, "a block");
        return new BlockRunner(session, options).<R>call(() -> {
            try {
                return block.call();
            } catch (Exception failure) {
                throw Atomic.<RuntimeException>same(failure);
            }
        });
    }

    /** What a block throws goes on as it is through those to whom nobody has told its class; run(…) and call(…) say it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E same(Throwable failure) throws E {
        throw (E) failure;
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
        LookupException.given(block, "a block");
        return new BlockRunner(session, options)
                .<R>later(within -> block.apply(new Transaction(within)))
                .later();
    }
}
