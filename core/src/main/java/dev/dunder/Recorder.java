package dev.dunder;

import dev.dunder.run.StatementListener.ExecutedStatement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps the statements of a piece of work, and passes them on to the one around it. Safe to share between threads. */
record Recorder(Database database, @Nullable Recorder outer, List<ExecutedStatement> statements) {
    static Recorder of(Database database, @Nullable Recorder outer) {
        return new Recorder(database, outer, new CopyOnWriteArrayList<>());
    }

    void record(Database from, ExecutedStatement statement) {
        if (database.is(from)) {
            statements.add(statement);
        }
        if (outer != null) {
            outer.record(from, statement);
        }
    }
}
