package dev.dunder.watch;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells Micrometer of every statement, by OpenTelemetry's conventions for databases: the observation
 * {@code db.client.operation.duration}, which the registry makes a timer, a span, or whatever it knows.
 *
 * <pre>{@code
 * Database.builder(pool).listener(new ObservationListener(registry, Map.of("db.namespace", "blog"))).build();
 * }</pre>
 *
 * <p>Its low-cardinality keys are {@code db.system.name}, {@code db.operation.name} ({@code SELECT}),
 * {@code db.collection.name} (the table), {@code db.query.summary} (what {@code named(…)} says, or else {@code SELECT entry}),
 * {@code db.response.status_code} (the SQLSTATE of a failure) and {@code error.type}, each {@code none} where there is nothing to
 * say; its high-cardinality keys {@code db.query.text} and {@code db.response.returned_rows}. Values are not told.
 *
 * <p>Needs {@code io.micrometer:micrometer-observation} among the dependencies. Safe to share between threads.
 */
public final class ObservationListener implements StatementListener {
    private static final String NAME = "db.client.operation.duration";
    private static final String STATUS_CODE = "db.response.status_code";
    private static final String ERROR_TYPE = "error.type";
    private static final String NONE = "none";

    private final ObservationRegistry registry;
    private final Map<String, String> common;

    /** Those that are under way on a thread, the innermost first. */
    private final ThreadLocal<Deque<Observation>> current = ThreadLocal.withInitial(ArrayDeque::new);

    /**
     * A listener.
     *
     * @param registry who is told
     */
    @SuppressWarnings("exports") // Micrometer is optional: whoever calls it has it
    public ObservationListener(ObservationRegistry registry) {
        this(registry, Map.of());
    }

    /**
     * A listener that tells more.
     *
     * @param registry who is told
     * @param common further low-cardinality keys of every statement, such as {@code db.namespace} and {@code server.address}
     */
    @SuppressWarnings("exports")
    public ObservationListener(ObservationRegistry registry, Map<String, String> common) {
        this.registry = registry;
        this.common = Map.copyOf(common);
    }

    @Override
    public void sending(Statement statement) {
        String summary = summary(statement);
        Observation observation = Observation.createNotStarted(NAME, registry)
                .contextualName(summary == null ? "query" : summary)
                .lowCardinalityKeyValue("db.system.name", "postgresql")
                .lowCardinalityKeyValue("db.operation.name", Objects.requireNonNullElse(statement.operation(), NONE))
                .lowCardinalityKeyValue("db.collection.name", Objects.requireNonNullElse(statement.collection(), NONE))
                .lowCardinalityKeyValue("db.query.summary", Objects.requireNonNullElse(summary, NONE))
                .highCardinalityKeyValue("db.query.text", statement.sql());
        common.forEach(observation::lowCardinalityKeyValue);
        current.get().push(observation.start());
    }

    private static @Nullable String summary(Statement statement) {
        if (statement.name() != null) {
            return statement.name();
        }
        return statement.operation() == null ? null : statement.operation() + " " + statement.collection();
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
        Throwable failure = statement.failure();
        String state = failure instanceof SQLException told ? told.getSQLState() : null;
        observation.lowCardinalityKeyValue(STATUS_CODE, Objects.requireNonNullElse(state, NONE))
                .lowCardinalityKeyValue(ERROR_TYPE,
                        failure == null ? NONE : state == null ? failure.getClass().getName() : state)
                .highCardinalityKeyValue("db.response.returned_rows", String.valueOf(statement.rows()));
        if (failure != null) {
            observation.error(failure);
        }
        observation.stop();
    }
}
