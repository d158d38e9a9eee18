package dev.dunder.resolve;

import dev.dunder.query.Query;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query with its values, to stand inside another one.
 *
 * @param query the query
 * @param values the values that its parameters refer to
 * @param source where its rows are, as far as that is known
 * @param kept whether the query is a place in a tree of shapes: the next that was composed alike is this very one
 * @param open whether a filter was said of it that is made of nothing, so that it may have more rows than were meant
 */
public record BoundQuery(Query query, List<@Nullable Object> values, @Nullable Object source, boolean kept,
        boolean open) {
    /**
     * A query with its values.
     *
     * @param query the query
     * @param values the values that its parameters refer to
     * @param source where its rows are, as far as that is known
     * @param kept whether the query is a place in a tree of shapes: the next that was composed alike is this very one
     * @param open whether a filter was said of it that is made of nothing, so that it may have more rows than were meant
     */
    public BoundQuery {
        values = Collections.unmodifiableList(values);
    }

    /** A query that was composed for this once. */
    public BoundQuery(Query query, List<@Nullable Object> values, @Nullable Object source) {
        this(query, values, source, false, false);
    }
}
