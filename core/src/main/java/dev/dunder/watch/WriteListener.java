package dev.dunder.watch;

import dev.dunder.model.Model;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Hears of what is written: before, after, and once it has been committed. It is registered on a database, and hears of
 * nothing else.
 *
 * <pre>{@code
 * Database.builder(pool).writeListener(new WriteListener() {
 *     public void before(Write write) {
 *         if (write.model().name().equals("account") && write.kind() == Kind.DELETE) {
 *             throw new IllegalStateException("Accounts are kept.");
 *         }
 *     }
 *     public void committed(Write write) {
 *         search.index(write.model().name(), write.values());
 *     }
 * }).build();
 * }</pre>
 *
 * <p>It hears of the rows that instances and {@code create}, {@code getOrCreate} and {@code updateOrCreate} write, one by one;
 * of what a query set updates or deletes, of what a relation adds or removes, and of rows that are written in bulk, only if it
 * {@link #hearsOfMany} asks for that.
 * Of rows that go with others, by foreign keys of the database or by {@code deleteCollecting()}, and of what is written by SQL
 * or by jOOQ, it does not hear.
 *
 * <p>Called by many threads at once, by the one that writes, and while no lock is held. What is written has a transaction, or a
 * savepoint in one, together with {@link #before} and {@link #after}: what these write in the same database is stored with it
 * or not at all, and what they throw undoes it and is what the write throws.
 */
public interface WriteListener {
    /**
     * Something is about to be written. If this throws, it is not.
     *
     * @param write what is to be written, as far as that is known
     */
    default void before(Write write) {}

    /**
     * Something has been written, and not been committed yet. If this throws, it is undone. Not called if there was nothing to
     * write: no such row any more, or one that {@code getOrCreate} has found.
     *
     * @param write what has been written
     */
    default void after(Write write) {}

    /**
     * What was written has been committed, with all that was in the same transaction. Never called for what was rolled back.
     * What this throws is logged and goes no further.
     *
     * @param write what has been written
     */
    default void committed(Write write) {}

    /**
     * Whether to hear also of what is written to many rows by one call.
     *
     * @return false unless it says otherwise
     */
    default boolean hearsOfMany() {
        return false;
    }

    /** What is done to rows. */
    enum Kind {
        /** They are new. */
        INSERT,
        /** They are changed. */
        UPDATE,
        /** They end. */
        DELETE
    }

    /**
     * A write.
     *
     * @param model whose rows
     * @param kind what is done to them
     * @param old of one row that is changed or deleted, what was known to be stored, by attributes
     * @param values before the write what is to be written, but for what the server computes; after it the whole row as it is
     *     stored, or, of many rows, what was written to all; nothing of what is deleted
     * @param many whether it was one call for many rows
     * @param rows how many rows have been written; 0 before
     */
    record Write(
            Model model, Kind kind, Map<String, @Nullable Object> old, Map<String, @Nullable Object> values,
            boolean many,
            long rows) {
        /**
         * A write.
         *
         * @param model whose rows
         * @param kind what is done to them
         * @param old what was known to be stored
         * @param values what is written
         * @param many whether it was one call for many rows
         * @param rows how many rows have been written
         */
        public Write {
            old = Collections.unmodifiableMap(new LinkedHashMap<>(old));
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        @NullUnmarked // Whether a value is null is not in the type: JShell cannot declare variables of such types.
        public Map<String, Object> old() {
            return old;
        }

        @Override
        @NullUnmarked
        public Map<String, Object> values() {
            return values;
        }

        /**
         * The same, now that it has been written.
         *
         * @param stored what is stored
         * @param number how many rows
         * @return the write
         */
        public Write done(Map<String, @Nullable Object> stored, long number) {
            return new Write(model, kind, old, stored, many, number);
        }
    }
}
