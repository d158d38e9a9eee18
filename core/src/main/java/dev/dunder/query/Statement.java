package dev.dunder.query;

import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import java.util.List;
import java.util.Set;

/** One thing to ask of the database: the shape of it, without values. */
public sealed interface Statement
        permits Query, Statement.Count, Statement.Explain, Statement.Exists, Statement.Aggregation, Statement.Insert,
        Statement.Update, Statement.Delete {
    /**
     * How many rows a query has.
     *
     * @param query the query
     */
    record Count(Query query) implements Statement {}

    /**
     * Whether a query has a row.
     *
     * @param query the query
     */
    record Exists(Query query) implements Statement {}

    /**
     * How the server runs a query.
     *
     * @param query the query
     * @param json whether it tells as JSON
     * @param options what it tells
     */
    record Explain(Query query, boolean json, Set<Option> options) implements Statement {
        /** What the server is asked to tell. */
        public enum Option {
            /** How long it took: the statement is run. */
            ANALYZE,
            /** More of each step. */
            VERBOSE,
            /** What was read from memory and disk. */
            BUFFERS,
            /** Settings that matter. */
            SETTINGS,
            /** What was written to the log. */
            WAL,
            /** A summary. */
            SUMMARY
        }
    }

    /**
     * Aggregates over the rows of a query.
     *
     * @param query the query
     * @param aggregates what to compute
     */
    record Aggregation(Query query, List<Named> aggregates) implements Statement {}

    /**
     * A new row; all its columns are returned.
     *
     * @param model the table
     * @param assignments the columns given; the database fills in the rest
     */
    record Insert(Model model, List<Assignment> assignments) implements Statement {}

    /**
     * New values for one row; all its columns are returned.
     *
     * @param model the table
     * @param assignments the columns to write, at least one
     * @param key the primary key of the row
     */
    record Update(Model model, List<Assignment> assignments, List<Assignment> key) implements Statement {}

    /**
     * The end of one row.
     *
     * @param model the table
     * @param key the primary key of the row
     */
    record Delete(Model model, List<Assignment> key) implements Statement {}

    /**
     * A column and the value it is to have, or has.
     *
     * @param attribute the column
     * @param value the value
     */
    record Assignment(Attribute attribute, Expression.Param value) {}
}
