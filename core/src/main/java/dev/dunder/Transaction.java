package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.run.TransactionBlock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A block of statements of which all are stored or none: what {@code db.async().atomic(tx -> …)} hands out, and {@link
 * Database#currentTransaction} within {@code db.atomic(() -> …)}.
 *
 * <p>It has one connection, on which its statements run one after the other in the order in which they were asked for,
 * whichever threads ask. Safe to share between threads; of no use after its block has ended.
 */
public final class Transaction {
    private final TransactionBlock block;

    Transaction(TransactionBlock block) {
        this.block = block;
    }

    TransactionBlock block() {
        return block;
    }

    private Database database() {
        return new Database(block.session());
    }

    /**
     * The rows of a table or view, as this transaction sees them.
     *
     * @param model the table's name
     * @return all its rows
     */
    public QuerySet<Row> objects(String model) {
        return database().objects(model);
    }

    /**
     * The rows of a generated model, as this transaction sees them.
     *
     * @param model the generated class
     * @param <T> the generated class
     * @return all its rows
     */
    public <T extends Instance<T>> QuerySet<T> objects(Class<T> model) {
        return database().objects(model);
    }

    /**
     * Has something done once everything has been committed, in the order of these calls; never, if this block or one
     * around it is rolled back.
     *
     * @param hook what is done, outside of the transaction
     */
    public void onCommit(Runnable hook) {
        block.onCommit(LookupException.given(hook, "what is to be done"));
    }

    /** Has this block rolled back at its end, without an exception. */
    public void setRollback() {
        block.setRollback();
    }

    /**
     * A block within this one, as a savepoint: if it fails, what it did is taken back, and this one may go on. What is asked
     * of this transaction meanwhile waits until the block within has ended.
     *
     * @param block what is done
     * @param <R> its result
     * @return its result
     */
    public <R extends @Nullable Object> CompletableFuture<R> atomic(
            Function<Transaction, ? extends CompletionStage<R>> block) {
        LookupException.given(block, "a block");
        return this.block.<R>within(within -> block.apply(new Transaction(within))).later();
    }

    /**
     * Whether the block has not ended yet.
     *
     * @return true while statements are taken
     */
    public boolean isOpen() {
        return block.isOpen();
    }

    /** The same block. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Transaction transaction && transaction.block == block;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(block);
    }
}
