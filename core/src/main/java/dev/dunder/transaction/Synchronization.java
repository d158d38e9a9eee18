package dev.dunder.transaction;

/**
 * What is to be told of the end of a transaction: {@code beforeCommit}, {@code beforeCompletion}, the commit, {@code
 * afterCommit}, {@code afterCompletion}; of a rollback {@code beforeCompletion}, the rollback, {@code afterCompletion}.
 */
public interface Synchronization {
    /**
     * The transaction is to be committed. Waits for what was begun in it, on its connection.
     *
     * @throws RuntimeException if it must be rolled back instead
     */
    void beforeCommit();

    /** The transaction is to be committed or rolled back. From now on it takes nothing more. */
    void beforeCompletion();

    /**
     * The transaction has been committed.
     *
     * @throws RuntimeException if what was to follow has failed
     */
    void afterCommit();

    /**
     * The transaction has ended.
     *
     * @param committed whether it is known to have been committed
     */
    void afterCompletion(boolean committed);

    /**
     * Somebody has set a savepoint in it.
     *
     * @param savepoint tells it from others by its identity
     */
    void savepoint(Object savepoint);

    /**
     * Somebody is about to roll it back to a savepoint. What is under way in it is done before that.
     *
     * @param savepoint which; perhaps one that was set before this was registered
     */
    void beforeRollbackTo(Object savepoint);
}
