package dev.dunder.spring;

import dev.dunder.transaction.ManagedTransaction;
import dev.dunder.transaction.Synchronization;
import dev.dunder.transaction.TransactionCoordinator;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transactions of a Spring transaction manager, such as those of {@code @Transactional}, for a database on the same pool.
 *
 * <pre>{@code
 * Database.builder(pool).transactions(new SpringTransactions(pool, new JdbcTransactionManager(pool))).build();
 * }</pre>
 *
 * <p>It hears of the ends of transactions from the manager itself and not by a synchronization of the thread, which belongs to
 * the outermost transaction alone where there are several managers. Safe to share between threads.
 */
public final class SpringTransactions implements TransactionCoordinator {
    private final DataSource pool;
    private final PlatformTransactionManager manager;

    /** Those that are open, on whichever threads, by what Spring binds to the thread. */
    private final Map<ConnectionHolder, Managed> open = new ConcurrentHashMap<>();

    /**
     * Transactions.
     *
     * @param pool that of the manager
     * @param manager one of a single resource, which binds its connection to the thread: Spring's for JDBC, JPA and Hibernate
     * @throws IllegalArgumentException if the manager tells nobody when its transactions end
     */
    public SpringTransactions(DataSource pool, PlatformTransactionManager manager) {
        if (!(manager instanceof ConfigurableTransactionManager telling)) {
            throw new IllegalArgumentException(
                    "A database takes part in the transactions of a ConfigurableTransactionManager,"
                            + " as Spring's own are, and " + manager.getClass().getName() + " is none. With"
                            + " dunder.join-transactions=false it has its own.");
        }
        this.pool = pool instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null
                ? proxy.getTargetDataSource()
                : pool;
        this.manager = manager;
        telling.addListener(new Ends());
    }

    @Override
    public @Nullable ManagedTransaction current() {
        ConnectionHolder holder = holder();
        return holder == null ? null : open.get(holder);
    }

    private @Nullable ConnectionHolder holder() {
        return TransactionSynchronizationManager.getResource(pool) instanceof ConnectionHolder holder ? holder : null;
    }

    @Override
    public <R extends @Nullable Object> R call(Settings settings, Supplier<R> block) {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition(
                TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        definition.setName("dunder");
        definition.setReadOnly(settings.readOnly());
        Duration timeout = settings.timeout();
        if (timeout != null) {
            definition.setTimeout((int) Math.min(Integer.MAX_VALUE, timeout.plusMillis(999).toSeconds()));
        }
        TransactionStatus status = manager.getTransaction(definition);
        R result;
        try {
            result = block.get();
        } catch (Throwable failure) {
            try {
                manager.rollback(status);
            } catch (RuntimeException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
        manager.commit(status);
        return result;
    }

    /** Hears of the transactions of the manager, on the threads that are in them. */
    private final class Ends implements TransactionExecutionListener {
        @Override
        public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
            ConnectionHolder holder = holder();
            if (failure == null && transaction.isNewTransaction() && holder != null) {
                open.put(holder, new Managed(holder, transaction));
            }
        }

        @Override
        public void beforeCommit(TransactionExecution transaction) {
            Managed ending = ending(transaction);
            if (ending != null) {
                ending.beforeCommit();
            }
        }

        @Override
        public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
            ended(transaction, failure == null);
        }

        @Override
        public void beforeRollback(TransactionExecution transaction) {
            Managed ending = ending(transaction);
            if (ending != null) {
                ending.beforeRollback();
            }
        }

        @Override
        public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
            ended(transaction, false);
        }

        /** A savepoint is told of too, and is no end. */
        private @Nullable Managed ending(TransactionExecution transaction) {
            ConnectionHolder holder = transaction.isNewTransaction() ? holder() : null;
            return holder == null ? null : open.get(holder);
        }

        private void ended(TransactionExecution transaction, boolean committed) {
            Managed ended = ending(transaction);
            if (ended != null) {
                try {
                    ended.ended(committed);
                } finally {
                    open.remove(ended.holder);
                }
            }
        }
    }

    /** One of them: the same object from its beginning to its end. */
    private static final class Managed implements ManagedTransaction {
        private final ConnectionHolder holder;
        private final TransactionExecution execution;
        private final int isolation;
        private @Nullable Synchronization synchronization;
        private boolean concluded;

        Managed(ConnectionHolder holder, TransactionExecution execution) {
            this.holder = holder;
            this.execution = execution;
            Integer level = TransactionSynchronizationManager.getCurrentTransactionIsolationLevel();
            this.isolation = level == null ? Connection.TRANSACTION_NONE : level;
        }

        @Override
        public Connection connection() {
            return holder.getConnection();
        }

        @Override
        public boolean readOnly() {
            return execution.isReadOnly();
        }

        @Override
        public int isolation() {
            return isolation;
        }

        @Override
        public @Nullable Duration timeLeft() {
            return holder.hasTimeout() ? Duration.ofMillis(holder.getTimeToLiveInMillis()) : null;
        }

        @Override
        public void setRollbackOnly() {
            if (execution instanceof TransactionStatus status) {
                status.setRollbackOnly();
            } else {
                holder.setRollbackOnly();
            }
        }

        @Override
        public void register(Synchronization ends) {
            synchronization = ends;
            if (TransactionSynchronizationManager.isSynchronizationActive()) {
                TransactionSynchronizationManager.registerSynchronization(new Savepoints(ends));
            }
        }

        void beforeCommit() {
            Synchronization told = synchronization;
            if (told == null) {
                return;
            }
            try {
                told.beforeCommit();
            } finally {
                concluded = true;
                told.beforeCompletion();
            }
        }

        void beforeRollback() {
            Synchronization told = synchronization;
            if (told != null && !concluded) {
                concluded = true;
                told.beforeCompletion();
            }
        }

        void ended(boolean committed) {
            Synchronization told = synchronization;
            if (told == null) {
                return;
            }
            if (!concluded) {
                told.beforeCompletion();
            }
            try {
                if (committed) {
                    told.afterCommit();
                }
            } finally {
                told.afterCompletion(committed);
            }
        }
    }

    /** Savepoints are told of to synchronizations alone. */
    private record Savepoints(Synchronization told) implements TransactionSynchronization {
        @Override
        public void savepoint(Object savepoint) {
            told.savepoint(savepoint);
        }

        @Override
        public void savepointRollback(Object savepoint) {
            told.beforeRollbackTo(savepoint);
        }
    }
}
