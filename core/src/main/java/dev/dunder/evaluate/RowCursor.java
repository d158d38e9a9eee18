package dev.dunder.evaluate;

import dev.dunder.fetch.Listing;
import dev.dunder.fetch.Request;
import dev.dunder.lookups.DunderException;
import dev.dunder.run.RowStream;
import dev.dunder.work.Evaluation;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are read from the database as they are asked for, in chunks, over a connection of their own. To be closed, unless
 * they are read to their end. For one thread at a time.
 *
 * @param <T> what the rows become
 */
public final class RowCursor<T extends @Nullable Object> implements Iterator<T>, AutoCloseable {
    private final @Nullable RowStream rows;
    private final Listing<T> listing;
    private Iterator<T> chunk = Collections.emptyIterator();
    private boolean ended;

    private RowCursor(@Nullable RowStream rows, Listing<T> listing) {
        this.rows = rows;
        this.listing = listing;
        this.ended = rows == null;
    }

    /** Refuses chunks without rows. */
    public static void check(int chunk) {
        if (chunk < 1) {
            throw new DunderException("Rows are read at least one at a time, not " + chunk + ".");
        }
    }

    /** Sends the statement. */
    public static <T extends @Nullable Object> RowCursor<T> open(Request<T> request, int chunk) {
        RowStream rows = request.query().empty()
                ? null
                : request.session().stream(request.query(), request.values(), chunk);
        return new RowCursor<>(rows, new Listing<>(request));
    }

    @Override
    public boolean hasNext() {
        while (!chunk.hasNext() && !ended && rows != null) {
            List<@Nullable Object[]> read = rows.next();
            ended = read.isEmpty();
            try {
                chunk = listing.chunk(read, rows.within()).iterator();
            } catch (RuntimeException failure) {
                close();
                throw Evaluation.thrown(rows.within(), failure);
            } catch (Error failure) {
                close();
                throw failure;
            }
        }
        return chunk.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more rows.");
        }
        return chunk.next();
    }

    /** Ends the statement and gives the connection back. */
    @Override
    public void close() {
        chunk = Collections.emptyIterator();
        ended = true;
        if (rows != null) {
            rows.close();
        }
    }
}
