package dev.dunder.write;

import dev.dunder.fetch.RowState;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.run.Session;
import dev.dunder.run.TransactionBlock;
import dev.dunder.watch.WriteListener.Kind;
import dev.dunder.watch.WriteListener.Write;
import dev.dunder.watch.WriteListener;
import dev.dunder.work.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A write of which the listeners of its database are told. Where there are none it costs nothing; else the write and what they
 * do about it are stored as a whole or not at all.
 *
 * @param <R> the result
 */
final class ToldWrites<R extends @Nullable Object> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.dunder");

    private final Session session;
    private final boolean several;
    private final Supplier<R> work;
    private final List<WriteListener> listeners;
    private final Supplier<Write> told;
    private final BiFunction<Write, R, @Nullable Write> done;

    /**
     * A write.
     *
     * @param session where
     * @param several whether it is more than one statement
     * @param many whether it is one call for many rows
     * @param told what is to be written
     * @param work does it
     * @param done what has been written; null if that is nothing
     */
    ToldWrites(
            Session session,
            boolean several,
            boolean many,
            Supplier<Write> told,
            Supplier<R> work,
            BiFunction<Write, R, @Nullable Write> done) {
        this.session = session;
        this.several = several;
        this.work = work;
        this.listeners = session.writeListeners(many);
        this.told = told;
        this.done = done;
    }

    /** One call for many rows of a model. */
    static <R extends @Nullable Object> ToldWrites<R> ofMany(
            Session session,
            boolean several,
            Model model,
            Kind kind,
            Map<String, @Nullable Object> values,
            Supplier<R> work,
            ToLongFunction<R> count) {
        return new ToldWrites<>(session, several, /* many= */ true,
                () -> new Write(model, kind, Map.of(), values, true, 0), work, (write, result) -> {
                    long rows = count.applyAsLong(result);
                    return rows == 0 ? null : write.done(values, rows);
                });
    }

    /** For whichever thread it falls to. */
    Evaluation<R> evaluation() {
        return listeners.isEmpty() ? Block.of(session, several, work) : Block.of(session, true, this::told);
    }

    /** On the calling thread. */
    R run() {
        if (!listeners.isEmpty()) {
            return Block.run(session, this::told);
        }
        return several ? Block.run(session, work) : work.get();
    }

    /** The same where users' code is run in between, which may ask the database. */
    R runAmidOthers() {
        return Block.amidOthers(session, listeners.isEmpty() ? work : this::told);
    }

    private R told() {
        Write before = told.get();
        listeners.forEach(listener -> listener.before(before));
        R result = work.get();
        Write after = done.apply(before, result);
        if (after != null) {
            listeners.forEach(listener -> listener.after(after));
            TransactionBlock block = session.block();
            if (block == null) {
                throw new IllegalStateException("What listeners are told of is in a transaction.");
            }
            block.onCommit(() -> listeners.forEach(listener -> committed(listener, after)));
        }
        return result;
    }

    private static void committed(WriteListener listener, Write write) {
        try {
            listener.committed(write);
        } catch (Throwable failure) {
            LOG.warn("A write listener failed after the commit", failure);
        }
    }

    // ---- What is told ----

    /** A row that is new, changed or deleted. */
    static Write ofRow(RowState row, Kind kind, Map<String, @Nullable Object> values) {
        return new Write(row.model(), kind, kind == Kind.INSERT ? Map.of() : known(row), values, false, 0);
    }

    /** What is known to be stored. */
    static Map<String, @Nullable Object> known(RowState row) {
        Map<String, @Nullable Object> known = new LinkedHashMap<>();
        for (Attribute attribute : row.model().attributes()) {
            if (row.knowsStored(attribute.index())) {
                known.put(attribute.name(), row.storedValue(attribute.index()));
            }
        }
        return known;
    }
}
