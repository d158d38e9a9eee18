package dev.dunder.query;

import dev.dunder.model.Hop;
import java.util.List;

/**
 * Rows that are locked as they are read.
 *
 * @param waiting what to do about rows that are locked already
 * @param noKey whether others may still refer to the rows
 * @param of of which tables: paths from the query's own, which is the empty one; none for all
 */
public record Lock(Waiting waiting, boolean noKey, List<List<Hop>> of) {
    /** What to do about rows that another transaction has locked. */
    public enum Waiting {
        /** Wait for it. */
        WAIT,
        /** Fail at once. */
        NOWAIT,
        /** Pass over them. */
        SKIP
    }
}
