package dev.dunder.watch;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every statement: before it is sent and after it has been answered, both on the same thread, the one that
 * evaluates.
 *
 * <pre>{@code
 * Database.builder(pool).listener(s -> LOG.info("{} took {}: {} rows", s.name(), s.duration(), s.rows())).build();
 * }</pre>
 *
 * <p>Called by many threads at once, and never under a lock. In a transaction it is called in the statement's turn: what other
 * threads ask of the same transaction is sent when it has returned. What it throws is logged and goes no further.
 */
@FunctionalInterface
public interface StatementListener {
    /**
     * A statement is about to be sent. {@link #executed} follows on the same thread with nothing of the same thread in
     * between, or, where the connection was lost before, with a failure.
     *
     * @param statement what will be sent
     */
    default void sending(Statement statement) {}

    /**
     * A statement has been answered, with success or not.
     *
     * @param statement what was sent, and how it went
     */
    void executed(ExecutedStatement statement);

    /**
     * What is sent.
     *
     * @param sql the text, with a {@code ?} for each value
     * @param name of the query, as {@code named(…)} gave it; null where it has none
     * @param values what is bound, in the order of the text; empty unless the database was told to show values
     * @param operation what it does, such as {@code SELECT}; null of a statement of one's own
     * @param collection the table that it is about; null of a statement of one's own
     */
    record Statement(String sql, @Nullable String name, List<@Nullable Object> values, @Nullable String operation,
            @Nullable String collection) {
        /**
         * What is sent, of which it is not known what it does.
         *
         * @param sql the text
         * @param name of the query; null where it has none
         * @param values what is bound
         */
        public Statement(String sql, @Nullable String name, List<@Nullable Object> values) {
            this(sql, name, values, null, null);
        }

        @Override
        @NullUnmarked // Whether a value is null is not in the type: JShell cannot declare variables of such types.
        public List<Object> values() {
            return values;
        }
    }

    /**
     * A statement that was sent.
     *
     * @param statement what was sent
     * @param duration from sending it to having read the last row (of a stream: to having its first rows)
     * @param rows how many rows came back or were written; 0 after a failure
     * @param failure why it failed; null where it did not
     */
    record ExecutedStatement(Statement statement, Duration duration, long rows, @Nullable Throwable failure) {
        /**
         * The text.
         *
         * @return with a {@code ?} for each value
         */
        public String sql() {
            return statement.sql();
        }

        /**
         * The name of the query.
         *
         * @return as {@code named(…)} gave it; null where it has none
         */
        public @Nullable String name() {
            return statement.name();
        }

        /**
         * What it did.
         *
         * @return such as {@code SELECT}; null of a statement of one's own
         */
        public @Nullable String operation() {
            return statement.operation();
        }

        /**
         * What it was about.
         *
         * @return the table; null of a statement of one's own
         */
        public @Nullable String collection() {
            return statement.collection();
        }

        /**
         * What was bound.
         *
         * @return in the order of the text; empty unless the database was told to show values
         */
        @NullUnmarked
        public List<Object> values() {
            return statement.values();
        }
    }
}
