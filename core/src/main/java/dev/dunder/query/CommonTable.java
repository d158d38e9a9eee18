package dev.dunder.query;

import dev.dunder.model.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query that has a name, by which others of the statement read its rows: a common table expression.
 *
 * @param model the model of its rows, which has the name
 * @param start the query; of a recursive one that for its first rows
 * @param recursion what makes further rows of those that there are; null for none
 * @param materialized whether its rows are computed on their own; null to leave it to the server
 */
public record CommonTable(
        Model model, Query start, @Nullable Recursion recursion, @Nullable Boolean materialized) {
    /**
     * How rows follow from rows.
     *
     * @param step the query for the next ones, which reads the model
     * @param all whether rows that are equal to earlier ones are kept, and gone on from
     */
    public record Recursion(Query step, boolean all) {}

    /**
     * What it is called in the statement.
     *
     * @return the name of its model
     */
    public String name() {
        return model.name();
    }

    /**
     * The queries that it consists of.
     *
     * @return one, or two where it is recursive
     */
    public List<Query> parts() {
        return recursion == null ? List.of(start) : List.of(start, recursion.step());
    }
}
