package dev.dunder;

import java.util.List;

/**
 * Shows the rows of {@link QuerySet#show()} where a table of text on the standard output is not what one looks at: {@code
 * Dunder.setDisplay((set, first, total) -> window.show(first))}.
 */
@FunctionalInterface
public interface Display {
    /**
     * Shows rows.
     *
     * @param set whose rows they are
     * @param first the first 20, as {@link QuerySet#list} has them
     * @param total how many there are
     */
    void show(QuerySet<?> set, List<?> first, long total);
}
