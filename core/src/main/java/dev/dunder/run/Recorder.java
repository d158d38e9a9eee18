package dev.dunder.run;

import dev.dunder.watch.StatementListener.ExecutedStatement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps the statements of a piece of work, and passes them on to the one around it. Safe to share between threads. */
record Recorder(Session session, @Nullable Recorder outer, List<ExecutedStatement> statements) {
    static Recorder of(Session session, @Nullable Recorder outer) {
        return new Recorder(session, outer, new CopyOnWriteArrayList<>());
    }

    void record(Session from, ExecutedStatement statement) {
        if (session.is(from)) {
            statements.add(statement);
        }
        if (outer != null) {
            outer.record(from, statement);
        }
    }
}
