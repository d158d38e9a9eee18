package dev.dunder;

import dev.dunder.fetch.Listing;
import dev.dunder.fetch.RawQuery;
import dev.dunder.fetch.Request;
import dev.dunder.work.Evaluation;
import java.util.Iterator;
import java.util.List;

/**
 * The rows of a statement of your own, as instances: what {@link QuerySet#raw} gives. Each evaluation sends it anew, to the
 * primary server, as it may write. Immutable and safe to share between threads.
 *
 * @param <T> the class of the instances
 */
public final class RawQuerySet<T> implements Iterable<T> {
    private final Request<T> request;
    private final RawQuery raw;

    RawQuerySet(Request<T> request, RawQuery raw) {
        this.request = request;
        this.raw = raw;
    }

    Evaluation<List<T>> listing() {
        return new Listing<>(request).raw(raw);
    }

    /**
     * All rows.
     *
     * @return a list that cannot be changed
     */
    public List<T> list() {
        return listing().now();
    }

    /** All rows, as a for loop reads them. */
    @Override
    public Iterator<T> iterator() {
        return list().iterator();
    }

    /**
     * The same methods, which return futures.
     *
     * @return the asynchronous twin
     */
    public AsyncRawQuerySet<T> async() {
        return new AsyncRawQuerySet<>(this);
    }

    /**
     * The statement.
     *
     * @return its text, as it was given
     */
    public String sql() {
        return raw.plan().sql();
    }

    @Override
    public String toString() {
        return "RawQuerySet of " + raw.model().name() + ": " + sql();
    }
}
