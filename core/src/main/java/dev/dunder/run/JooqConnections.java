package dev.dunder.run;

import dev.dunder.lookups.DunderException;
import dev.dunder.work.Cancellation;
import dev.dunder.work.Evaluation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.ConnectionProvider;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DefaultTransactionProvider;
import org.jspecify.annotations.Nullable;

/**
 * Connections for plain jOOQ: that of the transaction which the executing thread is in, or else one of the pool's. Safe to
 * share between threads.
 */
final class JooqConnections implements ConnectionProvider {
    private final Session session;

    JooqConnections(Session session) {
        this.session = session;
    }

    @Override
    public Connection acquire() {
        TransactionBlock transaction = session.block();
        Cancellation stop = session.cancellation();
        if (transaction != null) {
            return handedOut(new OfTransaction(transaction.lend(stop), transaction));
        }
        try {
            return handedOut(new OfPool(session.connections().borrow(List.of(stop))));
        } catch (SQLException failure) {
            throw session.driver().failure(failure, null, stop);
        }
    }

    private static Connection handedOut(InvocationHandler handler) {
        return (Connection) Proxy.newProxyInstance(
                JooqConnections.class.getClassLoader(), new Class<?>[]{Connection.class}, handler);
    }

    @Override
    public void release(Connection connection) {
        switch (Proxy.getInvocationHandler(connection)) {
            case OfTransaction of -> of.transaction().lentBack();
            case OfPool of -> {
                session.connections().giveBack(of.loan());
                // It may have been a write: nobody reads what it was.
                session.wrote();
            }
            default -> throw new IllegalArgumentException("Not a connection of this database's.");
        }
    }

    private record OfPool(Connections.Loan loan) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(
                Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            return passed(loan.connection(), method, arguments);
        }
    }

    /** A connection whose transaction is ended by nobody but {@code db.atomic(…)}. */
    private record OfTransaction(Connection connection, TransactionBlock transaction) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(
                Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            boolean ends = switch (method.getName()) {
                case "commit", "setAutoCommit", "abort" -> true;
                case "rollback" -> arguments == null;
                default -> false;
            };
            if (ends) {
                throw new DunderException("This connection is in a transaction of db.atomic(…), which alone ends it."
                        + " currentTransaction().setRollback() has it rolled back.");
            }
            return method.getName().equals("close") ? null : passed(connection, method, arguments);
        }
    }

    private static @Nullable Object passed(
            Connection to, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(to, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }

    /** What the database refuses is thrown as our own failures are. */
    ExecuteListener failures() {
        return new ExecuteListener() {
            private static final long serialVersionUID = 1;

            @Override
            public void exception(ExecuteContext context) {
                SQLException failure = context.sqlException();
                RuntimeException told = failure != null
                        ? session.driver().failure(failure, context.sql())
                        : context.exception();
                if (told != null) {
                    context.exception(Evaluation.thrown(session, told));
                }
            }
        };
    }

    /** jOOQ's own transactions: savepoints within one of ours. */
    TransactionProvider transactions() {
        return new Transactions();
    }

    private final class Transactions implements TransactionProvider {
        private final TransactionProvider usual = new DefaultTransactionProvider(JooqConnections.this);

        private record Within(TransactionBlock transaction,
                TransactionBlock.Mark mark) implements org.jooq.Transaction {}

        private interface Step {
            void run() throws SQLException;
        }

        @Override
        public void begin(TransactionContext context) {
            TransactionBlock outer = session.block();
            if (outer == null) {
                usual.begin(context);
                return;
            }
            told(() -> context.transaction(new Within(outer, outer.mark())));
        }

        @Override
        public void commit(TransactionContext context) {
            if (context.transaction() instanceof Within(TransactionBlock transaction, TransactionBlock.Mark mark)) {
                told(() -> transaction.keep(mark));
            } else {
                usual.commit(context);
            }
        }

        @Override
        public void rollback(TransactionContext context) {
            if (context.transaction() instanceof Within(TransactionBlock transaction, TransactionBlock.Mark mark)) {
                told(() -> transaction.backTo(mark));
            } else {
                usual.rollback(context);
            }
        }

        private static void told(Step step) {
            try {
                step.run();
            } catch (SQLException failure) {
                throw new DataAccessException("A savepoint was refused.", failure);
            }
        }
    }
}
