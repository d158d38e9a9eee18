package dev.dunder.run;

import dev.dunder.watch.StatementListener.ExecutedStatement;
import dev.dunder.watch.StatementListener;
import dev.dunder.watch.WriteListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners of a database. */
public final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger("dev.dunder");

    private final List<StatementListener> listeners;
    private final List<WriteListener> writes;
    private final boolean showValues;
    private final @Nullable SqlComment comment;

    /** @param comment what is said in the text of each statement; null for nothing */
    public Listeners(List<StatementListener> listeners, List<WriteListener> writes, boolean showValues,
            @Nullable SqlComment comment) {
        this.comment = comment;
        this.listeners = List.copyOf(listeners);
        this.writes = List.copyOf(writes);
        this.showValues = showValues;
    }

    /** Those of writes; of such as are of many rows only those that want to hear of them. */
    List<WriteListener> writes(boolean many) {
        return many && !writes.isEmpty() ? writes.stream().filter(WriteListener::hearsOfMany).toList() : writes;
    }

    /** The text that is sent, where one of this name is asked for. */
    String sent(String sql, @Nullable String name) {
        return comment == null ? sql : comment.on(sql, name);
    }

    boolean showsValues() {
        return showValues;
    }

    StatementListener.Statement statement(
            PreparedPlan execution, @Nullable String name, List<? extends @Nullable Object> values) {
        StatementKind kind = execution.kind();
        return new StatementListener.Statement(
                execution.sql(), name, showValues ? execution.bound(values) : List.of(),
                kind == null ? null : kind.operation(), kind == null ? null : kind.collection());
    }

    <R extends @Nullable Object> R observed(
            Session session, StatementListener.Statement statement, ToLongFunction<R> rows, RoundTrip.Work<R> work)
            throws SQLException {
        tell(listener -> listener.sending(statement));
        long start = System.nanoTime();
        R result;
        try {
            result = work.run();
        } catch (SQLException | RuntimeException | Error failure) {
            executed(session, new ExecutedStatement(statement, since(start), 0, failure));
            throw failure;
        }
        executed(session, new ExecutedStatement(statement, since(start), rows.applyAsLong(result), null));
        return result;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void executed(Session session, ExecutedStatement statement) {
        tell(listener -> listener.executed(statement));
        Recorder recorder = ThreadContext.current().recorder();
        if (recorder != null) {
            recorder.record(session, statement);
        }
    }

    private void tell(Consumer<StatementListener> what) {
        for (StatementListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (Throwable failure) {
                LOG.warn("A statement listener failed", failure);
            }
        }
    }
}
