package dev.dunder.write;

import dev.dunder.PartlyStored;
import dev.dunder.lookups.DunderException;
import dev.dunder.run.Session;
import dev.dunder.work.ProgressWatcher;
import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * A work on many rows, all at once or batch by batch. Within a transaction batches are only smaller statements; outside of
 * one each is stored by itself, and who hears of a failure hears how many were stored before.
 */
final class Batches {
    private final Session session;
    private final BulkOptions options;
    private final int size;

    /** The rows from one place to before another. */
    record Batch(int from, int to) {}

    Batches(Session session, BulkOptions options, int size) {
        this.session = session;
        this.options = options;
        this.size = size;
    }

    /**
     * Does it.
     *
     * @param work what is done with a batch, as a whole or not at all: how many rows it has written
     * @return how many rows were written
     */
    long each(ToLongFunction<Batch> work) {
        int length = options.batch() == 0 ? Math.max(size, 1) : options.batch();
        boolean apart = session.block() == null;
        return !apart && length < size
                ? Block.run(session, () -> all(length, false, work))
                : all(length, apart, work);
    }

    private long all(int length, boolean apart, ToLongFunction<Batch> work) {
        long start = System.nanoTime();
        long written = 0;
        for (int from = 0; from < size; from += length) {
            Batch batch = new Batch(from, Math.min(size, from + length));
            try {
                written += work.applyAsLong(batch);
            } catch (DunderException failure) {
                if (apart && from > 0) {
                    throw new PartlyStored(from, batch.to(), failure);
                }
                throw failure;
            }
            ProgressWatcher watcher = options.watcher();
            if (watcher != null) {
                watcher.at(batch.to(), size, -1, Duration.ofNanos(System.nanoTime() - start));
            }
        }
        return written;
    }
}
