package dev.dunder;

import dev.dunder.evaluate.RowCursor;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are read from the database as they are asked for, in chunks, over a connection of their own.
 *
 * <p>To be closed, unless it is read to its end, which closes it. For one thread at a time.
 *
 * @param <T> what the rows are read as
 */
public final class RowIterator<T extends @Nullable Object> implements Iterator<T>, AutoCloseable {
    private final RowCursor<T> rows;

    RowIterator(RowCursor<T> rows) {
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public T next() {
        return rows.next();
    }

    /** Ends the statement and gives the connection back. */
    @Override
    public void close() {
        rows.close();
    }

    Stream<T> stream() {
        Spliterator<T> spliterator = Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED);
        return StreamSupport.stream(spliterator, false).onClose(this::close);
    }
}
