package dev.dunder;

import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import java.util.EnumSet;
import java.util.Set;

/**
 * What {@link QuerySet#explain(Explain)} tells of a statement: {@code Explain.json().analyze().buffers()}.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Explain {
    private final boolean json;
    private final Set<Statement.Explain.Option> options;

    private Explain(boolean json, Set<Statement.Explain.Option> options) {
        this.json = json;
        this.options = Set.copyOf(options);
    }

    /**
     * As text.
     *
     * @return the options
     */
    public static Explain text() {
        return new Explain(false, Set.of());
    }

    /**
     * As JSON.
     *
     * @return the options
     */
    public static Explain json() {
        return new Explain(true, Set.of());
    }

    private Explain with(Statement.Explain.Option option) {
        Set<Statement.Explain.Option> all = EnumSet.of(option);
        all.addAll(options);
        return new Explain(json, all);
    }

    /**
     * With the time that each step took. The statement is run.
     *
     * @return the options
     */
    public Explain analyze() {
        return with(Statement.Explain.Option.ANALYZE);
    }

    /**
     * With more of each step.
     *
     * @return the options
     */
    public Explain verbose() {
        return with(Statement.Explain.Option.VERBOSE);
    }

    /**
     * With what was read from memory and disk.
     *
     * @return the options
     */
    public Explain buffers() {
        return with(Statement.Explain.Option.BUFFERS);
    }

    /**
     * With settings that are not as usual.
     *
     * @return the options
     */
    public Explain settings() {
        return with(Statement.Explain.Option.SETTINGS);
    }

    /**
     * With what was written to the log; only beside {@link #analyze}.
     *
     * @return the options
     */
    public Explain wal() {
        return with(Statement.Explain.Option.WAL);
    }

    Statement of(Query query) {
        return new Statement.Explain(query, json, options);
    }
}
