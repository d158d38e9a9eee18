package dev.dunder.compose;

import dev.dunder.lookups.DunderException;
import dev.dunder.query.Query;

/**
 * Which rows a page has.
 *
 * @param number which page, counted from 1
 * @param size how many rows a page has
 */
public record PageBounds(int number, int size) {
    /**
     * A page.
     *
     * @throws DunderException if there is no such page
     */
    public PageBounds {
        refuseSize(size);
        if (number < 1) {
            throw new DunderException("Pages are counted from 1; there is no page " + number + ".");
        }
        if ((long) number * size > Integer.MAX_VALUE) {
            throw new DunderException("Page " + number + " of " + size + " rows each begins behind row "
                    + (number - 1L) * size + ", which is further than pages are counted. Use firstPage(…) and"
                    + " pageAfter(…), which do not count.");
        }
    }

    /** Refuses a page without rows. */
    public static void refuseSize(int size) {
        if (size < 1) {
            throw new DunderException("A page has room for one row at least, not for " + size + ".");
        }
    }

    /** The place of its first row. */
    public int from() {
        return (number - 1) * size;
    }

    /** The place behind its last row. */
    public int to() {
        return number * size;
    }

    /** The rows of the page; where no order was asked for by primary key, so that no row is on two pages. */
    public Call of(Query query) {
        boolean unordered = query.ordering().orders().isEmpty() && !query.sliced() && query.combination() == null
                && query.distinct() == null && !(query.grouping() instanceof Query.Grouping.Values);
        return unordered ? Call.page(query, from(), to()) : Call.slice(query, from(), to());
    }
}
