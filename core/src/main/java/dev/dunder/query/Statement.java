package dev.dunder.query;

import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thing to ask of the database: the shape of it, without values. */
public sealed interface Statement
        permits Query, Statement.Count, Statement.Explain, Statement.Exists, Statement.Aggregation, Statement.Insert,
        Statement.Update, Statement.Delete, Statement.InsertRows, Statement.InsertDefaults, Statement.UpdateRows,
        Statement.CopyIn, Statement.CopyOut, Statement.NextKeys {
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
     * A new row.
     *
     * @param model the table, without those of its parents
     * @param assignments the columns given; the database fills in the rest
     * @param ignoringConflicts whether it is not stored, without an error, where a unique key has its values already
     * @param returning which columns of what is stored are given back; none for the number of rows
     */
    record Insert(
            Model model,
            List<Assignment> assignments,
            boolean ignoringConflicts,
            List<Returned> returning) implements Statement {}

    /**
     * New values for rows.
     *
     * @param rows which: a query on the model whose own table is written
     * @param assignments the columns of that table to write, at least one, each once
     * @param returning which columns are given back; none for the number of rows
     */
    record Update(Query rows, List<Assignment> assignments, List<Returned> returning) implements Statement {}

    /**
     * The end of rows.
     *
     * @param rows which: a query on the model whose own table is written
     * @param returning which columns are given back; none for the number of rows
     */
    record Delete(Query rows, List<Returned> returning) implements Statement {}

    /**
     * New rows, as many as the lists are long, in the order of the lists.
     *
     * @param model whose own table they are of
     * @param columns the columns of that table that are given, each once
     * @param computed further columns, of which the server computes the value
     * @param each the values within what is computed of which each row has its own
     * @param rows how many, an integer; null where there are lists to tell it
     * @param conflict what is done where a unique key has the values of a row already
     * @param returning which columns are given back, row by row in the order of the lists
     */
    record InsertRows(Model model, List<ListedColumn> columns, List<Assignment> computed, List<EachValue> each,
            Expression.@Nullable Param rows, OnConflict conflict, List<Returned> returning) implements Statement {
        /** Rows of which nothing is computed. */
        public InsertRows(Model model, List<ListedColumn> columns, OnConflict conflict, List<Returned> returning) {
            this(model, columns, List.of(), List.of(), null, conflict, returning);
        }
    }

    /**
     * New rows of which nothing is given.
     *
     * @param model whose own table they are of
     * @param rows how many, an integer
     * @param ignoringConflicts whether one is not stored, without an error, where a unique key has its values already
     * @param returning which columns are given back
     */
    record InsertDefaults(Model model, Expression.Param rows, boolean ignoringConflicts,
            List<Returned> returning) implements Statement {}

    /**
     * Values of their own for each of many rows.
     *
     * @param rows which may be written: a query on the model whose own table is written
     * @param key by which a row is found among these, in the lists
     * @param columns the columns of that table to write, each once
     * @param computed further columns to write, of which each row has what the server computes of it
     * @param each the values within what is computed of which each row has its own
     * @param returning which columns are given back; none for the number of rows
     */
    record UpdateRows(Query rows, List<ListedColumn> key, List<ListedColumn> columns,
            List<Assignment> computed, List<EachValue> each, List<Returned> returning) implements Statement {}

    /**
     * New rows that follow the statement.
     *
     * @param model whose own table they are of
     * @param columns the columns of that table that are given
     */
    record CopyIn(Model model, List<Attribute> columns) implements Statement {}

    /**
     * The next numbers of the sequence that a column has its values from; each null where it has none of its own.
     *
     * @param model whose own table the column is in
     * @param table its name as the server writes it, a text
     * @param column the column's name, a text
     * @param numbers how many, an integer
     */
    record NextKeys(Model model, Expression.Param table, Expression.Param column,
            Expression.Param numbers) implements Statement {}

    /**
     * The rows of a query as a text or as bytes.
     *
     * @param query the query
     * @param names what its columns are called
     * @param format as what
     */
    record CopyOut(Query query, List<String> names, Format format) implements Statement {
        /** What rows are written as. */
        public enum Format {
            /** Comma-separated values, after a line of names. */
            CSV,
            /** A JSON object a line. */
            JSON,
            /** The server's own form. */
            BINARY
        }
    }

    /**
     * A column and the values that it has in many rows.
     *
     * @param attribute a column of the table that is written
     * @param values its values
     */
    record ListedColumn(Attribute attribute, ValueList values) {}

    /**
     * A value within what is computed, of which each row has its own.
     *
     * @param param where it stands
     * @param values those of the rows
     */
    record EachValue(Expression.Param param, ValueList values) {}

    /** What is done with a new row where a unique key has its values already. */
    sealed interface OnConflict {
        /** Nothing is stored at all. */
        record Fail() implements OnConflict {}

        /**
         * The new row is not stored.
         *
         * @param unique the columns of the only key that is meant; none for any
         */
        record Ignore(List<Attribute> unique) implements OnConflict {}

        /**
         * The row that is there is given the new one's values.
         *
         * @param unique the columns of the key
         * @param columns which values it is given
         * @param computed what else becomes of it, computed of the row that is there
         */
        record Update(List<Attribute> unique, List<Attribute> columns,
                List<Assignment> computed) implements OnConflict {}
    }

    /**
     * A column and the value it is to have.
     *
     * @param attribute a column of the table that is written
     * @param value of the row that is written, without joins
     */
    record Assignment(Attribute attribute, Expression value) {}

    /**
     * A column that a write gives back.
     *
     * @param attribute a column of the table that is written
     * @param before whether as it was before the write
     */
    record Returned(Attribute attribute, boolean before) {
        /**
         * Columns as they are after the write.
         *
         * @param attributes columns of the table that is written
         * @return in the same order
         */
        public static List<Returned> all(List<Attribute> attributes) {
            return attributes.stream().map(attribute -> new Returned(attribute, /* before= */ false)).toList();
        }
    }
}
