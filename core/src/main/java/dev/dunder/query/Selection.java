package dev.dunder.query;

import java.util.List;

/** What is read of each row. */
public sealed interface Selection {
    /** All attributes of the model. */
    record Instances() implements Selection {}

    /**
     * Some expressions.
     *
     * @param columns in the order of the result
     */
    record Columns(List<Named> columns) implements Selection {}
}
