package dev.dunder.run;

import dev.dunder.lookups.DunderException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.ExecutorProvider;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConnectionProvider;
import org.jooq.impl.DefaultExecutorProvider;
import org.jooq.impl.NoConnectionProvider;
import org.jooq.impl.ThreadLocalTransactionProvider;
import org.jspecify.annotations.Nullable;

/** The connections that a jOOQ is given, as a pool. Safe to share between threads, as far as the jOOQ is. */
public final class JooqPool implements DataSource {
    private static final String NO_CONNECTION = "08001";

    private final ConnectionProvider connections;

    private JooqPool(ConnectionProvider connections) {
        this.connections = connections;
    }

    /**
     * The pool behind a jOOQ.
     *
     * @param jooq how it is set up
     * @return its own pool, or one of what it lends
     * @throws DunderException if it has one connection, which threads cannot share, or none
     */
    public static DataSource of(Configuration jooq) {
        if (jooq.transactionProvider() instanceof ThreadLocalTransactionProvider) {
            throw new DunderException(
                    "This jOOQ has a ThreadLocalTransactionProvider, which keeps the connections to itself."
                            + " Give one without: db.atomic(…) is a transaction of the thread's, and db.dsl() is within it.");
        }
        return switch (jooq.connectionProvider()) {
            // What is made of it may lend otherwise.
            case DataSourceConnectionProvider known when known.getClass() == DataSourceConnectionProvider.class ->
                known.dataSource();
            case DefaultConnectionProvider one ->
                throw new DunderException("This jOOQ has one connection, which cannot be"
                        + " shared between threads. Give it a pool: DSL.using(pool, SQLDialect.POSTGRES).");
            case NoConnectionProvider none ->
                throw new DunderException("This jOOQ has no JDBC connections. Give it a pool:"
                        + " DSL.using(pool, SQLDialect.POSTGRES).");
            case ConnectionProvider other -> new JooqPool(other);
        };
    }

    /**
     * Where a jOOQ does asynchronous work.
     *
     * @param jooq how it is set up
     * @return null where nothing was said of it
     */
    public static @Nullable Executor executor(Configuration jooq) {
        ExecutorProvider provider = jooq.executorProvider();
        return provider instanceof DefaultExecutorProvider ? null : task -> provider.provide().execute(task);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection lent;
        try {
            lent = connections.acquire();
        } catch (RuntimeException failure) {
            SQLException cause = failure instanceof DataAccessException told ? told.getCause(SQLException.class) : null;
            throw cause != null
                    ? cause
                    : new SQLException("jOOQ's ConnectionProvider has failed.", NO_CONNECTION, failure);
        }
        if (lent == null) {
            throw new SQLException("jOOQ's ConnectionProvider has lent nothing.", NO_CONNECTION);
        }
        AtomicBoolean back = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                JooqPool.class.getClassLoader(), new Class<?>[]{Connection.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "close" -> {
                            if (back.compareAndSet(false, true)) {
                                connections.release(lent);
                            }
                            return null;
                        }
                        case "isClosed" -> {
                            return back.get() || lent.isClosed();
                        }
                        default -> {
                            try {
                                return method.invoke(lent, arguments);
                            } catch (InvocationTargetException failure) {
                                throw failure.getCause() == null ? failure : failure.getCause();
                            }
                        }
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("jOOQ's ConnectionProvider knows no users.");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("This is no " + type.getName() + ".");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
