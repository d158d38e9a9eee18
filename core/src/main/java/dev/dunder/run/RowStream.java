package dev.dunder.run;

import dev.dunder.lookups.DunderException;
import dev.dunder.work.Cancellation;
import dev.dunder.work.Evaluation;
import java.lang.ref.Cleaner;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cursor and the transaction it is in: that of the thread, or one of its own whose connection goes back to the pool after
 * the last row or when it is closed. Who forgets it is told where it was opened.
 */
public final class RowStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.dunder");
    private static final Cleaner CLEANER = Cleaner
            .create(Thread.ofPlatform().name("dunder-cleaner").daemon().factory());

    private final Session within;
    private final PreparedPlan plan;
    private final int chunk;
    private final Open open;
    private final Cleaner.Cleanable cleanable;

    /** What is open, apart from the stream itself, so that it can be closed when the stream is garbage. */
    private static final class Open implements Runnable {
        private final TransactionBlock transaction;
        private final boolean own;
        private final Cursor cursor;
        private final Throwable opened;
        private final AtomicBoolean closed = new AtomicBoolean();

        Open(TransactionBlock transaction, boolean own, Cursor cursor, Throwable opened) {
            this.transaction = transaction;
            this.own = own;
            this.cursor = cursor;
            this.opened = opened;
        }

        @Override
        public void run() {
            if (!closed.get()) {
                LOG.warn(
                        "Rows were streamed, and neither read to their end nor closed. Use try (…), or close(). They were"
                                + " opened here:",
                        opened);
                Thread.startVirtualThread(this::close);
            }
        }

        void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            try {
                if (transaction.isOpen()) {
                    transaction.quietly(() -> {
                        cursor.close();
                        return true;
                    });
                }
            } finally {
                if (own) {
                    transaction.abandon();
                }
            }
        }
    }

    private RowStream(Session within, PreparedPlan plan, int chunk, Open open) {
        this.within = within;
        this.plan = plan;
        this.chunk = chunk;
        this.open = open;
        this.cleanable = CLEANER.register(this, open);
    }

    static RowStream open(
            Session session, PreparedPlan plan, List<? extends @Nullable Object> values, int chunk) {
        TransactionBlock ambient = session.block();
        TransactionBlock transaction = ambient != null ? ambient : TransactionBlock.unseen(session);
        try {
            Session within = transaction.session().on(session.options());
            Execution how = within.execution();
            Cursor cursor = within.send(plan, values, Session.Access.READ, none -> 0,
                    connection -> how.cursor(connection, within.sent(plan), values, chunk));
            Throwable opened = new Throwable("Opened by " + Thread.currentThread().getName());
            return new RowStream(within, plan, chunk, new Open(transaction, ambient == null, cursor, opened));
        } catch (RuntimeException | Error failure) {
            if (ambient == null) {
                transaction.abandon();
            }
            throw failure;
        }
    }

    /** Where what belongs to a chunk is to be asked: on the stream's own connection. */
    public Session within() {
        return within;
    }

    /** The next rows; none after the last, when the connection has been given back. */
    public List<@Nullable Object[]> next() {
        if (open.closed.get()) {
            return List.of();
        }
        List<@Nullable Object[]> rows = Evaluation.<List<@Nullable Object[]>>of(within, this::fetch).now();
        if (rows.isEmpty()) {
            close();
        }
        return rows;
    }

    private List<@Nullable Object[]> fetch() {
        Cancellation stop = within.cancellation();
        TransactionBlock transaction = open.transaction;
        List<Cancellation> stops = List.of(stop, transaction.stop());
        try {
            return transaction.use(stop, false, connection -> within.explained(connection, stops,
                    () -> RoundTrip.make(within.driver(), connection, stops, () -> open.cursor.next(chunk))));
        } catch (SQLException failure) {
            close();
            throw within.told(failure, plan, stop);
        } catch (RuntimeException failure) {
            close();
            throw Session.unreadable(failure);
        }
    }

    @Override
    public void close() {
        open.close();
        cleanable.clean();
    }
}
