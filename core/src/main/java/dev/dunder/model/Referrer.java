package dev.dunder.model;

/**
 * A foreign key as seen from the model that it refers to.
 *
 * @param relation the foreign key, of the model that has it
 * @param onDelete what becomes of the rows that have it when those are deleted that they refer to; values are of the columns'
 *     types
 */
public record Referrer(Relation relation, OnDelete onDelete) {
    /**
     * From the rows that refer to those that they refer to.
     *
     * @return the one step
     */
    public Hop hop() {
        return relation.hops().get(0);
    }
}
