package dev.dunder.watch;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells Micrometer of every statement, as the observation {@code dunder.query}: a timer, a span, or whatever the registry
 * makes of it. Its key {@code query} is the name that {@code named(…)} gave, its high-cardinality key {@code sql} the text.
 *
 * <pre>{@code
 * Database.builder(pool).listener(new ObservationListener(registry)).build();
 * }</pre>
 *
 * <p>Needs {@code io.micrometer:micrometer-observation} among the dependencies. Safe to share between threads.
 */
public final class ObservationListener implements StatementListener {
    private final ObservationRegistry registry;

    /** Those that are under way on a thread, the innermost first. */
    private final ThreadLocal<Deque<Observation>> current = ThreadLocal.withInitial(ArrayDeque::new);

    /**
     * A listener.
     *
     * @param registry who is told
     */
    @SuppressWarnings("exports") // Micrometer is optional: whoever calls it has it
    public ObservationListener(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void sending(Statement statement) {
        String name = statement.name() == null ? "none" : statement.name();
        current.get().push(Observation.createNotStarted("dunder.query", registry)
                .contextualName(statement.name() == null ? "query" : statement.name())
                .lowCardinalityKeyValue("query", name)
                .highCardinalityKeyValue("sql", statement.sql())
                .start());
    }

    @Override
    public void executed(ExecutedStatement statement) {
        Observation observation = current.get().poll();
        if (observation == null) {
            return;
        }
        if (current.get().isEmpty()) {
            current.remove();
        }
        observation.highCardinalityKeyValue("rows", String.valueOf(statement.rows()));
        if (statement.failure() != null) {
            observation.error(statement.failure());
        }
        observation.stop();
    }
}
