package dev.dunder.test;

import dev.dunder.lookups.DunderException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection, within a transaction that is never committed, lent to one borrower at a time. The thread that has it may
 * borrow it once more, as who reads a stream and asks something meanwhile does. Safe to share between threads.
 */
final class OneConnection implements DataSource, AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition givenBack = lock.newCondition();

    /** Guarded by the lock; the last is the one that works. */
    private final Deque<Loan> loans = new ArrayDeque<>();

    private @Nullable Savepoint mark;

    OneConnection(String url) throws SQLException {
        Properties properties = new Properties();
        // What is rolled back to before each statement outside of a transaction is not to be kept.
        properties.setProperty("cleanupSavepoints", "true");
        connection = DriverManager.getConnection(url, properties);
        connection.setAutoCommit(false);
    }

    /** Each test begins here. */
    void mark() throws SQLException {
        mark = connection.setSavepoint();
    }

    /**
     * Takes back what was done since, when all work has ended.
     *
     * @throws DunderException if some has not
     */
    void backToMark() throws SQLException {
        lock.lock();
        try {
            Loan open = awaitNone();
            connection.rollback(mark);
            if (open != null) {
                loans.forEach(Loan::revoke);
                loans.clear();
                throw new DunderException(
                        "Work that was begun in this test has not ended: a stream that was not closed, a"
                                + " transaction, or something asynchronous that nobody waits for. Wait for it, or close it.",
                        open.borrowed());
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Loan awaitNone() {
        long nanos = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (!loans.isEmpty() && nanos > 0) {
                nanos = givenBack.awaitNanos(nanos);
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
        return loans.peekLast();
    }

    @Override
    public Connection getConnection() throws SQLException {
        lock.lock();
        try {
            long nanos = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            for (Loan last = loans.peekLast(); last != null && last.thread() != Thread.currentThread(); last = loans
                    .peekLast()) {
                if (nanos <= 0) {
                    throw new SQLTransientConnectionException(
                            "With rollback() all tests have one connection, and another thread has"
                                    + " it, in a transaction or a stream that is still open: " + last.thread().getName()
                                    + ". Who waits for this thread within that waits for ever; use template(), by which there"
                                    + " are several.",
                            last.borrowed());
                }
                nanos = givenBack.awaitNanos(nanos);
            }
            Loan loan = new Loan(connection, this::isLast, this::giveBack);
            loans.addLast(loan);
            return loan.open();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted while waiting for the connection of the tests.",
                    interrupt);
        } finally {
            lock.unlock();
        }
    }

    private boolean isLast(Loan loan) {
        lock.lock();
        try {
            return loan.equals(loans.peekLast());
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Loan loan) {
        lock.lock();
        try {
            loans.remove(loan);
            loans.forEach(Loan::share);
            givenBack.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("rollback");
        } finally {
            connection.close();
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The user of a test's connection is that of its URL.");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // Nothing is logged.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The connection is there.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("Nothing is logged.");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("This is no " + type.getName() + ".");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
