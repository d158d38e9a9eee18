package dev.dunder.sql;

import dev.dunder.model.Hop;
import java.util.List;
import java.util.Set;

/**
 * Rows that aggregates are of.
 *
 * @param paths the relations to many rows that lead to them
 * @param until the step that no longer decides about them
 */
record AggregatedRows(Set<List<Hop>> paths, int until) {
    boolean covers(List<Hop> path) {
        return paths.stream().anyMatch(own -> ExpressionColumns.begins(own, path));
    }
}
