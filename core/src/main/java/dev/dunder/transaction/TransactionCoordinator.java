package dev.dunder.transaction;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that somebody else begins and ends, such as a framework: a database that is built with one takes part in them.
 *
 * <pre>{@code
 * Database db = Database.builder(pool).transactions(coordinator).build();
 * }</pre>
 *
 * <p>What a thread evaluates while it is in such a transaction is sent on that transaction's connection, and so is what it
 * starts or evaluates asynchronously, whichever threads do that; {@code db.atomic(…)} is a savepoint there. Outside of one, a
 * {@code db.atomic(…)} that runs on the calling thread begins a transaction here, so that others take part in it.
 *
 * <p>Called by several threads at once. None of its methods is called while a lock is held.
 */
public interface TransactionCoordinator {
    /**
     * The transaction that the calling thread is in.
     *
     * @return for one transaction always an equal object, for two different ones never; null where the thread is in none, or in
     *     one that is not of this database
     */
    @Nullable
    ManagedTransaction current();

    /**
     * Runs a block in a new transaction, in which the calling thread is meanwhile: it is committed when the block returns, and
     * rolled back when an exception leaves it. A transaction that the thread is in is suspended for as long.
     *
     * @param settings how it is begun
     * @param block what is done
     * @param <R> its result
     * @return its result
     */
    <R extends @Nullable Object> R call(Settings settings, Supplier<R> block);

    /**
     * How a transaction is begun, as far as others than the database have to know.
     *
     * @param readOnly whether it only reads
     * @param timeout how long all of it may take; null for as long as it takes
     */
    record Settings(boolean readOnly, @Nullable Duration timeout) {}
}
