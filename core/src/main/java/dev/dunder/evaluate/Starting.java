package dev.dunder.evaluate;

import dev.dunder.compose.Call;
import dev.dunder.compose.PageBounds;
import dev.dunder.fetch.Listing;
import dev.dunder.fetch.Request;
import dev.dunder.resolve.Term;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Begins in the background what will be asked for, so that it is there by then.
 *
 * @param rows of which rows
 * @param <T> what the rows become
 */
public record Starting<T extends @Nullable Object>(Rows<T> rows) {
    /** All rows. */
    public void fetch() {
        Session from = rows.session();
        rows.results().rows().start(from, () -> new Listing<>(rows.request()).task(from));
    }

    /** Their number, unless the rows are on their way. */
    public void count() {
        if (rows.begun() == null) {
            Session from = rows.session();
            Counting<T> counting = new Counting<>(rows);
            rows.results().count().start(from, () -> Evaluation.once(from, () -> counting.count(from)));
        }
    }

    /** Whether there is one, unless that will be known anyway. */
    public void exists() {
        if (rows.begun() == null && rows.results().count().begun() == null) {
            Session from = rows.session();
            Counting<T> counting = new Counting<>(rows);
            rows.results().exists().start(from, () -> Evaluation.once(from, () -> counting.exists(from)));
        }
    }

    /** The only row, or the only one for which a condition holds. */
    public void only(@Nullable Term condition) {
        if (rows.begun() == null || condition != null) {
            Request<T> narrowed = condition == null
                    ? rows.request()
                    : rows.request().composed(Call.filter(condition));
            start(Getting.several(narrowed));
        }
    }

    /** A page and the number of all rows. */
    public void page(PageBounds bounds) {
        if (rows.begun() == null) {
            start(new Paging<>(rows).part(bounds));
            count();
        }
    }

    /** The rows are for whoever asks another request for the same. */
    private void start(Request<T> part) {
        Session from = part.session();
        rows.results().<List<T>>otherToStart(Rows.asked(part)).start(from, () -> new Listing<>(part).task(from));
    }
}
