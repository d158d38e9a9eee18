package dev.dunder.shell;

import dev.dunder.QuerySet;
import dev.dunder.lookups.LookupException;
import java.util.List;

/**
 * Rows as a table of an HTML page, with all that is from the database escaped.
 *
 * <pre>{@code
 * html(entries, 100).toString()    // <table><thead><tr><th>id</th>…
 * }</pre>
 */
public final class Html {
    private final Rows rows;

    /** Without what only the shell has to say of more rows. */
    Html(Rows rows) {
        this.rows = new Rows(rows.shown(), rows.count(), "");
    }

    /**
     * The first rows of a query set, or what a page, a list of rows or a row has.
     *
     * @param rows what has rows
     * @return the table, which a notebook shows
     * @throws LookupException if it has none
     */
    public static Html html(Object rows) {
        LookupException.given(rows, "rows");
        Rows found = rows instanceof List<?> list && list.isEmpty() ? Rows.NONE : Rows.of(rows);
        if (found == null) {
            throw new LookupException("Query sets, pages and lists of rows are tables, not a "
                    + rows.getClass().getSimpleName() + ".");
        }
        return new Html(found);
    }

    /**
     * So many rows of a query set.
     *
     * @param set the query set
     * @param most how many rows at most, from 1 on
     * @return the table, which a notebook shows
     * @throws LookupException if it is less than one row
     */
    public static Html html(QuerySet<?> set, int most) {
        return new Html(Rows.of(LookupException.given(set, "a query set"), most));
    }

    String text() {
        return rows.text(Terminal.width());
    }

    /** The text of the table in HTML. */
    @Override
    public String toString() {
        return rows.html();
    }
}
