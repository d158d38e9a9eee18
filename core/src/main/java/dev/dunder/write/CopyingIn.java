package dev.dunder.write;

import dev.dunder.DatabaseException;
import dev.dunder.TransactionAborted;
import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.run.Session;
import dev.dunder.watch.WriteListener.Kind;
import dev.dunder.work.Cancellation;
import dev.dunder.work.Evaluation;
import dev.dunder.work.ProgressWatcher;
import dev.dunder.work.SharedTask;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * New rows by the server's COPY, in constant memory. While the server stores one part of them the next is made ready; between
 * two parts the connection is free, so that where they come from may ask the same transaction for them.
 *
 * <pre>{@code copy entry (x, headline) from stdin}</pre>
 *
 * @param <T> the instances
 */
public final class CopyingIn<T> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.dunder");

    /** How much is sent at a time. */
    private static final int PART = 2 * 1_024 * 1_024;

    private final Model model;
    private final Session session;
    private final BulkOptions options;
    private final GivenInstances<T> given;

    /**
     * For a query set.
     *
     * @param request where its rows are
     * @param type opens instances
     * @param options how
     */
    public CopyingIn(Request<?> request, InstanceType<T> type, BulkOptions options) {
        this.model = request.model();
        this.session = request.where().writing(model);
        this.options = options;
        this.given = new GivenInstances<>("copyIn", model, type, session);
        RowTable.refuseOther(model, "copyIn");
        if (!(options.conflict() instanceof BulkOptions.Conflict.Fail)) {
            throw new LookupException(
                    "COPY knows no conflicts. Use bulkCreate(…), or copy into a table without the key.");
        }
    }

    /**
     * Stores new rows.
     *
     * @param instances what is given of them; closed after the last one
     * @return how many were stored
     */
    public Evaluation<Long> copying(Supplier<? extends Stream<? extends T>> instances) {
        return Evaluation.of(session, () -> {
            try (Stream<? extends T> all = instances.get()) {
                return new Copy(all.iterator()).all();
            }
        });
    }

    /** One call. For one thread, beside which another one sends. */
    private final class Copy {
        private final Iterator<? extends T> instances;
        private final long start = System.nanoTime();
        private final BitSet shape = new BitSet();
        private final BitSet shapeOfRow = new BitSet();
        private final Map<Attribute, DrawnKeys> keys = new HashMap<>();
        private CopyTables.Part filling = new CopyTables(model, shape, this::keys).part(session.driver());
        private CopyTables.Part spare = filling;
        private @Nullable SharedTask<Long> sending;
        private long taken;
        private long stored;
        private long bytes;

        Copy(Iterator<? extends T> instances) {
            this.instances = instances;
        }

        long all() {
            if (options.batch() == 0 || session.block() != null) {
                return told(Long.MAX_VALUE);
            }
            long before = 0;
            try {
                while (instances.hasNext()) {
                    long unused = told(options.batch());
                    before = taken;
                }
            } catch (Throwable failure) {
                Batches.refusePartly(before, taken, failure);
                throw failure;
            }
            return stored;
        }

        /** What is stored by itself is told of by itself. */
        private long told(long most) {
            long before = stored;
            return ToldWrites.ofMany(session, /* several= */ true, model, Kind.INSERT, Map.of(),
                    () -> some(most) - before, Long::longValue).runAmidOthers();
        }

        private long some(long most) {
            try {
                return copied(most);
            } catch (TransactionAborted aborted) {
                // Who asks the same transaction for the next rows is told so; what has ended it is why a part was refused.
                await();
                throw aborted;
            } finally {
                end();
            }
        }

        /** What is sent no more after a failure is waited for: the connection is given back or goes on. */
        private void end() {
            SharedTask<Long> task = sending;
            sending = null;
            if (task != null) {
                task.stop(Cancellation.Reason.CANCELLED);
                try {
                    long unused = task.get();
                } catch (CompletionException stopped) {
                    LOG.debug("A part of a copy was given up", stopped);
                }
            }
        }

        private long copied(long most) {
            for (long n = 0; n < most && instances.hasNext(); n++) {
                add(given.unsaved(instances.next(), taken));
                taken++;
                if (filling.size() >= PART) {
                    begin();
                }
            }
            await();
            if (filling.count() > 0) {
                sent(filling, send(filling, taken - filling.count()));
            }
            return stored;
        }

        private void add(RowState row) {
            List<Attribute> attributes = model.attributes();
            shapeOf(row, attributes);
            if (shapeOfRow.isEmpty()) {
                throw given.refused(taken,
                        "has no values. Use bulkCreate(…), which leaves all of them to the database.");
            }
            if (!shapeOfRow.equals(shape)) {
                begin();
                await();
                shape.clear();
                shape.or(shapeOfRow);
                CopyTables tables = new CopyTables(model, shape, this::keys);
                filling = tables.part(session.driver());
                spare = tables.part(session.driver());
            }
            filling.add(row);
        }

        private DrawnKeys keys(Attribute column) {
            return keys.computeIfAbsent(column, drawn -> new DrawnKeys(session, drawn));
        }

        /** What is not given is left to the database. */
        private void shapeOf(RowState row, List<Attribute> attributes) {
            shapeOfRow.clear();
            for (int place = 0; place < attributes.size(); place++) {
                if (row.isComputed(place)) {
                    throw given.refused(taken,
                            "has for '" + attributes.get(place).name() + "' what the server is to compute,"
                                    + " and COPY takes values alone. Use bulkCreate(…).");
                }
                if (row.isGiven(place) && !attributes.get(place).computed()) {
                    shapeOfRow.set(place);
                }
            }
        }

        /** What is ready is sent by another thread, once the part before is stored. */
        private void begin() {
            await();
            if (filling.count() > 0) {
                CopyTables.Part ready = filling;
                long before = taken - ready.count();
                SharedTask<Long> task = Evaluation.once(session, () -> send(ready, before));
                Evaluation.start(session, task);
                sending = task;
                filling = spare;
                spare = ready;
            }
        }

        private void await() {
            SharedTask<Long> task = sending;
            if (task != null) {
                sending = null;
                sent(spare, Evaluation.of(session, task).now());
            }
        }

        private long send(CopyTables.Part ready, long before) {
            return ready.send((copy, rows) -> {
                try {
                    return session.copyIn(copy, rows);
                } catch (DatabaseException failure) {
                    throw session.driver().inRow(failure, copy, before);
                }
            });
        }

        private void sent(CopyTables.Part rows, long number) {
            stored += number;
            bytes += rows.size();
            rows.clear();
            ProgressWatcher watcher = options.watcher();
            if (watcher != null) {
                watcher.at(stored, -1, bytes, Duration.ofNanos(System.nanoTime() - start));
            }
        }
    }
}
