package dev.dunder;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
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
    private final @Nullable RowStream rows;
    private final Function<@Nullable Object[], T> reader;
    private @Nullable Object @Nullable [] next;
    private boolean ended;

    RowIterator(@Nullable RowStream rows, Function<@Nullable Object[], T> reader) {
        this.rows = rows;
        this.reader = reader;
        this.ended = rows == null;
    }

    static <T extends @Nullable Object> RowIterator<T> empty() {
        return new RowIterator<>(null, row -> {
            throw new NoSuchElementException();
        });
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended && rows != null) {
            next = rows.next();
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public T next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("There are no more rows.");
        }
        @Nullable
        Object[] row = next;
        next = null;
        return reader.apply(row);
    }

    /** Ends the statement and gives the connection back. */
    @Override
    public void close() {
        next = null;
        ended = true;
        if (rows != null) {
            rows.close();
        }
    }

    Stream<T> stream() {
        Spliterator<T> spliterator = Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED);
        return StreamSupport.stream(spliterator, false).onClose(this::close);
    }
}
