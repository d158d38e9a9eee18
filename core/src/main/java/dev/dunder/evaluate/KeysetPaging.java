package dev.dunder.evaluate;

import dev.dunder.compose.Call;
import dev.dunder.compose.Keyset;
import dev.dunder.compose.KeysetCursor;
import dev.dunder.compose.PageBounds;
import dev.dunder.fetch.Listing;
import dev.dunder.fetch.Request;
import dev.dunder.lookups.LookupException;
import dev.dunder.query.Query;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows behind a cursor or before it.
 *
 * @param request of which rows
 * @param <T> what the rows become
 */
public record KeysetPaging<T extends @Nullable Object>(Request<T> request) {
    /**
     * A page.
     *
     * @param rows its rows
     * @param previous the cursor of what is before it; null where nothing is
     * @param next the cursor of what is behind it; null where nothing is
     * @param <T> what the rows become
     */
    public record Part<T extends @Nullable Object>(
            List<T> rows, @Nullable String previous, @Nullable String next) {}

    /** Whether a cursor is one of these rows in their order. */
    public boolean knows(String cursor) {
        Keyset keyset = Keyset.of(request.query());
        KeysetCursor text = keyset.cursor(request.session().sql(keyset.place()));
        try {
            keyset.values(text, cursor);
            return true;
        } catch (LookupException wrong) {
            return false;
        }
    }

    /** The rows behind a cursor or before it, and one more to see whether there are more. */
    public Evaluation<Part<T>> page(@Nullable String cursor, boolean before, int size) {
        PageBounds.refuseSize(size);
        Keyset keyset = Keyset.of(request.query());
        Session from = request.session();
        KeysetCursor text = keyset.cursor(from.sql(keyset.place()));
        List<@Nullable Object> place = cursor == null ? List.of() : keyset.values(text, cursor);
        Request<T> part = request.composed(Call.of(composer -> {
            composer.change((all, resolver) -> {
                Query ordered = before ? keyset.ordered().reverse() : keyset.ordered();
                return cursor == null ? ordered : ordered.filter(keyset.behind(resolver, place, before));
            });
            composer.slice(0, size == Integer.MAX_VALUE ? size : size + 1);
        }));
        return Evaluation.staged(from, () -> new Listing<>(part).load(keyset.expressions(), from)
                .map(found -> part(found, text, cursor, before, size)));
    }

    private Part<T> part(
            Listing.Further<T> found, KeysetCursor text, @Nullable String cursor, boolean before, int size) {
        boolean more = found.rows().size() > size;
        List<T> rows = new ArrayList<>(more ? found.rows().subList(0, size) : found.rows());
        String first = rows.isEmpty() ? cursor : text.write(found.values().get(0));
        String last = rows.isEmpty() ? cursor : text.write(found.values().get(rows.size() - 1));
        if (before) {
            Collections.reverse(rows);
        }
        List<T> fixed = request.mapping().shared(rows);
        return before
                ? new Part<>(fixed, more ? last : null, first)
                : new Part<>(fixed, cursor == null ? null : first, more ? last : null);
    }
}
