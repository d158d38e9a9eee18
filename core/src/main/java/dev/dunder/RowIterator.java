package dev.dunder;

import dev.dunder.run.RowStream;
import dev.dunder.run.Session;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
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
    private final @Nullable RowStream rows;
    private final Chunks<T> chunks;
    private Iterator<T> chunk = Collections.emptyIterator();
    private boolean ended;

    /** Makes what is read of a chunk of rows, all at once: what belongs to them can be fetched together. */
    @FunctionalInterface
    interface Chunks<T extends @Nullable Object> {
        List<T> read(List<@Nullable Object[]> rows, Session within);
    }

    RowIterator(@Nullable RowStream rows, Chunks<T> chunks) {
        this.rows = rows;
        this.chunks = chunks;
        this.ended = rows == null;
    }

    static <T extends @Nullable Object> RowIterator<T> empty() {
        return new RowIterator<>(null, (rows, within) -> List.of());
    }

    @Override
    public boolean hasNext() {
        while (!chunk.hasNext() && !ended && rows != null) {
            List<@Nullable Object[]> read = rows.next();
            ended = read.isEmpty();
            try {
                chunk = chunks.read(read, rows.within()).iterator();
            } catch (RuntimeException | Error failure) {
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

    Stream<T> stream() {
        Spliterator<T> spliterator = Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED);
        return StreamSupport.stream(spliterator, false).onClose(this::close);
    }
}
