package dev.dunder.evaluate;

import dev.dunder.compose.PageBounds;
import dev.dunder.fetch.Request;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import dev.dunder.work.SharedTask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of rows, and how many rows there are on all pages.
 *
 * @param rows of which rows
 * @param <T> what the rows become
 */
public record Paging<T extends @Nullable Object>(Rows<T> rows) {
    /**
     * A page.
     *
     * @param rows its rows
     * @param total how many there are on all pages
     * @param <T> what the rows become
     */
    public record Part<T extends @Nullable Object>(List<T> rows, long total) {}

    /** Of what has been fetched or started already, or of the page's rows and their number at the same time. */
    public Evaluation<Part<T>> page(PageBounds bounds) {
        SharedTask<List<T>> begun = rows.begun();
        if (begun != null) {
            return rows.of(begun).map(all -> new Part<>(
                    all.subList(Math.min(bounds.from(), all.size()), Math.min(bounds.to(), all.size())), all.size()));
        }
        Session from = rows.session();
        SharedTask<Long> count = rows.results().count().begun();
        Counting<T> counting = new Counting<>(rows);
        return rows.startedOr(part(bounds)).beside(
                from,
                () -> count != null ? count : Evaluation.once(from, () -> counting.count(from)),
                (list, total) -> new Part<>(list, total));
    }

    Request<T> part(PageBounds bounds) {
        return rows.request().composed(bounds.of(rows.request().query()));
    }
}
