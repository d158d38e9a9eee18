package dev.dunder.query;

import java.util.List;

/**
 * The rows of several queries together.
 *
 * @param operation how
 * @param all whether rows that are equal are given as often as there are
 * @param parts the queries, two or more
 */
public record Combination(Operation operation, boolean all, List<Query> parts) {
    /** How rows of several queries become one set. */
    public enum Operation {
        /** Those of any. */
        UNION,
        /** Those that all have. */
        INTERSECTION,
        /** Those of the first that no other has. */
        DIFFERENCE
    }
}
