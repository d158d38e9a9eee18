package dev.dunder;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a query's rows, counted in pages, as {@link QuerySet#page} gives it.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param rows the rows of the page; none behind the last page
 * @param number which page it is, counted from 1
 * @param size how many rows a page has at most
 * @param total how many rows there are on all pages
 * @param <T> what the rows are
 */
public record Page<T extends @Nullable Object>(List<T> rows, int number, int size, long total) implements Iterable<T> {
    /**
     * How many pages there are.
     *
     * @return the number of the last page; 1 where there are no rows at all, as an empty page is shown then
     */
    public long pages() {
        return Math.max(1, Math.ceilDiv(total, size));
    }

    /**
     * Whether there is a page behind this one.
     *
     * @return true if this is not the last page
     */
    public boolean hasNext() {
        return number < pages();
    }

    /**
     * Whether there is a page before this one.
     *
     * @return true if this is not the first page
     */
    public boolean hasPrevious() {
        return number > 1;
    }

    /** The rows of the page. */
    @Override
    public Iterator<T> iterator() {
        return rows.iterator();
    }
}
