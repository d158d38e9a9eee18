package dev.dunder.test;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.AutoSave;

/**
 * The connection as one borrower has it: as if it were its own, in auto-commit at first. What it commits is but a savepoint of
 * the transaction around it, and a statement that fails by itself takes nothing else with it.
 */
final class Loan implements InvocationHandler {
    /** How dunder and others begin a transaction of another kind, for which it is too late within one. */
    private static final Pattern MODES = Pattern.compile("\\s*set\\s+transaction\\s+(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Connection connection;
    private final Predicate<Loan> isLast;
    private final Consumer<Loan> end;
    private final Thread thread = Thread.currentThread();
    private final Throwable borrowed = new Throwable("borrowed here");
    /** What may be taken back though others have stored something since, as nothing is lost by leaving it. */
    private static final Pattern READING = Pattern.compile(
            "\\s*(?:select|fetch|show|set|explain)\\b(?!.*\\b(?:insert|update|delete)\\b).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private boolean closed;

    /** The test has ended, and what was stored here is gone. */
    private volatile boolean revoked;

    /** Whether the borrower's transaction may have changed something. */
    private boolean wrote;

    /** Whether somebody else had the connection within the borrower's transaction. */
    private boolean shared;

    /** As whoever has it around this one wants it. */
    private AutoSave before = AutoSave.NEVER;

    /** Where to go back to if the borrower leaves the connection broken. */
    private @Nullable Savepoint beginning;

    /** Where the borrower's transaction began; null in auto-commit. */
    private @Nullable Savepoint transaction;

    /**
     * A loan.
     *
     * @param connection what is lent
     * @param isLast whether none has been lent since
     * @param end is told of the end
     */
    Loan(Connection connection, Predicate<Loan> isLast, Consumer<Loan> end) {
        this.connection = connection;
        this.isLast = isLast;
        this.end = end;
    }

    Thread thread() {
        return thread;
    }

    Throwable borrowed() {
        return borrowed;
    }

    void revoke() {
        revoked = true;
    }

    /** Somebody has had the connection meanwhile. */
    void share() {
        shared = true;
    }

    Connection open() throws SQLException {
        before = connection.unwrap(PGConnection.class).getAutosave();
        autosave(false);
        beginning = connection.setSavepoint();
        autosave(true);
        return (Connection) Proxy.newProxyInstance(Loan.class.getClassLoader(), new Class<?>[]{Connection.class}, this);
    }

    /** Has the driver take back each statement that fails, as the server does outside of transactions. */
    private void autosave(boolean always) throws SQLException {
        connection.unwrap(PGConnection.class).setAutosave(always ? AutoSave.ALWAYS : AutoSave.NEVER);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
        if (revoked) {
            return revoked(method);
        }
        if (first instanceof String sql && method.getName().startsWith("prepare")) {
            wrote |= !READING.matcher(sql).matches();
        }
        return switch (method.getName()) {
            case "close" -> close();
            case "isClosed" -> closed || connection.isClosed();
            case "abort" -> abort();
            case "getAutoCommit" -> transaction == null;
            case "setAutoCommit" -> setAutoCommit(Boolean.TRUE.equals(first));
            case "commit" -> commit();
            case "rollback" -> first instanceof Savepoint ? passed(method, arguments) : rollback();
            case "setReadOnly" -> setReadOnly(Boolean.TRUE.equals(first));
            case "setTransactionIsolation" -> null;
            case "createStatement" -> watched((Statement) Objects.requireNonNull(passed(method, arguments)));
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> first != null && Proxy.isProxyClass(first.getClass())
                    && equals(Proxy.getInvocationHandler(first));
            case "toString" -> "the tests' " + connection;
            default -> passed(method, arguments);
        };
    }

    private static @Nullable Object revoked(Method method) throws SQLException {
        return switch (method.getName()) {
            case "close", "abort", "rollback", "setAutoCommit" -> null;
            case "isClosed" -> true;
            default -> throw new SQLException("The test that has borrowed this connection has ended.");
        };
    }

    private @Nullable Object passed(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        return passed(connection, method, arguments);
    }

    private static @Nullable Object passed(Object to, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(to, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }

    private @Nullable Object setAutoCommit(boolean on) throws SQLException {
        if (on && transaction != null) {
            commit();
            transaction = null;
            autosave(true);
        } else if (!on && transaction == null) {
            autosave(false);
            begin();
        }
        return null;
    }

    private void begin() throws SQLException {
        transaction = connection.setSavepoint();
        wrote = false;
        shared = false;
    }

    private @Nullable Object commit() throws SQLException {
        if (transaction == null) {
            throw new SQLException("Cannot commit when autoCommit is enabled.");
        }
        if (isFailed()) {
            // As the server answers a commit then.
            return rollback();
        }
        if (isLast.test(this)) {
            check();
            connection.releaseSavepoint(transaction);
            begin();
        }
        return null;
    }

    /** What is checked at a commit; who may not have it hears of that as of a commit that failed. */
    private void check() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            execute("set constraints all immediate");
        } finally {
            // What was deferred is so again; nothing else has happened since.
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }

    private @Nullable Object rollback() throws SQLException {
        if (transaction == null) {
            throw new SQLException("Cannot rollback when autoCommit is enabled.");
        }
        if (isLast.test(this)) {
            if (shared && !wrote && !isFailed()) {
                // A stream has only read, and what was stored while it was open stays.
                connection.releaseSavepoint(transaction);
                begin();
            } else {
                connection.rollback(transaction);
            }
        }
        return null;
    }

    private @Nullable Object setReadOnly(boolean on) throws SQLException {
        if (on && transaction != null) {
            execute("set transaction read only");
        }
        return null;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean isFailed() throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED;
    }

    private @Nullable Object close() throws SQLException {
        if (closed) {
            return null;
        }
        closed = true;
        try {
            // What was begun within is not taken back with it: it ends with the test.
            if (isLast.test(this)) {
                if (transaction != null) {
                    Object unused = rollback();
                } else if (isFailed()) {
                    connection.rollback(beginning);
                }
                connection.releaseSavepoint(beginning);
            }
        } finally {
            connection.unwrap(PGConnection.class).setAutosave(before);
            end.accept(this);
        }
        return null;
    }

    /** As if it were torn down: the transaction is rolled back. */
    private @Nullable Object abort() throws SQLException {
        return close();
    }

    private Statement watched(Statement statement) {
        return (Statement) Proxy.newProxyInstance(Loan.class.getClassLoader(), new Class<?>[]{Statement.class},
                (proxy, method, arguments) -> {
                    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql
                            && method.getName().startsWith("execute")) {
                        Matcher modes = MODES.matcher(sql);
                        wrote |= !READING.matcher(sql).matches();
                        if (modes.matches()) {
                            boolean readOnly = modes.group(1).toLowerCase(Locale.ROOT).contains("read only");
                            arguments[0] = readOnly ? "set transaction read only" : "select 1";
                        }
                    }
                    return passed(statement, method, arguments);
                });
    }
}
