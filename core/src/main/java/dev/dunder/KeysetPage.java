package dev.dunder;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a query, and where those before and behind them are: what {@link QuerySet#firstPage}, {@link
 * QuerySet#pageAfter} and {@link QuerySet#pageBefore} give.
 *
 * <p>A cursor is a text that may be part of a URL. It holds what its row is ordered by, in readable form: do not order by
 * what nobody may see. Immutable and safe to share between threads.
 *
 * @param rows the rows, always in the query's order
 * @param previous for {@link QuerySet#pageBefore}; null where no row is before these
 * @param next for {@link QuerySet#pageAfter}; null where no row is behind these
 * @param <T> what the rows are
 */
public record KeysetPage<T extends @Nullable Object>(List<T> rows, @Nullable String previous,
        @Nullable String next) implements Iterable<T> {
    /**
     * Whether there is a page behind this one.
     *
     * @return true if there is a cursor to it
     */
    public boolean hasNext() {
        return next != null;
    }

    /**
     * Whether there is a page before this one.
     *
     * @return true if there is a cursor to it
     */
    public boolean hasPrevious() {
        return previous != null;
    }

    /** The rows of the page. */
    @Override
    public Iterator<T> iterator() {
        return rows.iterator();
    }
}
