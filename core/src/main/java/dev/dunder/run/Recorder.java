package dev.dunder.run;

import dev.dunder.watch.StatementListener.ExecutedStatement;
import dev.dunder.watch.TracedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the statements of a piece of work, and passes them on to the one around it. Safe to share between threads.
 *
 * @param session whose statements
 * @param outer the one around it
 * @param statements what was kept
 * @param traced whether to keep by which lines of code they were asked for
 * @param begun where work was begun that this thread does for another one
 */
record Recorder(Session session, @Nullable Recorder outer, List<TracedStatement> statements, boolean traced,
        List<StackTraceElement> begun) {
    static Recorder of(Session session, @Nullable Recorder outer, boolean traced) {
        return new Recorder(session, outer, new CopyOnWriteArrayList<>(), traced,
                traced && outer != null ? outer.begun : List.of());
    }

    void record(Session from, ExecutedStatement statement) {
        if (session.is(from)) {
            statements.add(new TracedStatement(statement, traced ? stack() : List.of()));
        }
        if (outer != null) {
            outer.record(from, statement);
        }
    }

    /** The same for work that another thread will do. */
    Recorder handedOver() {
        return isAnyTraced()
                ? new Recorder(session, outer == null ? null : outer.handedOver(), statements, traced,
                        traced ? stack() : begun)
                : this;
    }

    private boolean isAnyTraced() {
        return traced || (outer != null && outer.isAnyTraced());
    }

    private List<StackTraceElement> stack() {
        List<StackTraceElement> stack = new ArrayList<>(List.of(new Throwable().getStackTrace()));
        stack.addAll(begun);
        return stack;
    }
}
