package dev.dunder.query;

import org.jspecify.annotations.Nullable;

/**
 * Which rows around one a window function sees.
 *
 * @param unit what is counted
 * @param start the first row: negative before, zero the row itself, positive after; null for all before
 * @param end the last row, likewise; null for all after
 * @param exclusion which of them are left out; null for none
 */
public record Frame(Unit unit, @Nullable Integer start, @Nullable Integer end, @Nullable Exclusion exclusion) {
    /** What a frame is measured in. */
    public enum Unit {
        /** Rows. */
        ROWS,
        /** Values of the ordering. */
        RANGE,
        /** Groups of rows that are equal in the ordering. */
        GROUPS
    }

    /** What a frame leaves out. */
    public enum Exclusion {
        /** The row itself. */
        CURRENT_ROW,
        /** The row and its equals. */
        GROUP,
        /** The row's equals. */
        TIES,
        /** Nothing, said aloud. */
        NO_OTHERS
    }
}
