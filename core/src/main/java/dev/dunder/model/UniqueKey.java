package dev.dunder.model;

import java.util.List;

/**
 * Columns in which no two rows of a table are equal: a unique constraint, or a unique index of all rows.
 *
 * @param name its name in the database; empty where it has none
 * @param attributes the columns
 */
public record UniqueKey(String name, List<Attribute> attributes) {
    /**
     * A key.
     *
     * @param name its name
     * @param attributes the columns
     */
    public UniqueKey {
        attributes = List.copyOf(attributes);
    }
}
