package dev.dunder.write;

import dev.dunder.BatchOutcomeUnknown;
import dev.dunder.CommitOutcomeUnknown;
import dev.dunder.PartlyStored;
import dev.dunder.run.AfterCommitFailure;
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
        if (options.batch() != 0 && session.block() == null) {
            return apart(length, work);
        }
        if (options.watcher() != null) {
            // Who is told of the progress may fail once the last row is written.
            return Block.amidOthers(session, () -> all(length, work));
        }
        return length < size ? Block.run(session, () -> all(length, work)) : all(length, work);
    }

    private long all(int length, ToLongFunction<Batch> work) {
        long start = System.nanoTime();
        long written = 0;
        for (int from = 0; from < size; from += length) {
            Batch batch = new Batch(from, Math.min(size, from + length));
            written += work.applyAsLong(batch);
            told(batch, start);
        }
        return written;
    }

    private long apart(int length, ToLongFunction<Batch> work) {
        long start = System.nanoTime();
        long written = 0;
        int stored = 0;
        while (stored < size) {
            Batch batch = new Batch(stored, Math.min(size, stored + length));
            try {
                written += work.applyAsLong(batch);
            } catch (Throwable failure) {
                refusePartly(stored, batch.to(), failure);
                throw failure;
            }
            stored = batch.to();
            try {
                told(batch, start);
            } catch (Throwable failure) {
                // Whatever a transaction of the listener's own has come to.
                throw new PartlyStored(stored, failure);
            }
        }
        return written;
    }

    private void told(Batch batch, long start) {
        ProgressWatcher watcher = options.watcher();
        if (watcher != null) {
            watcher.at(batch.to(), size, -1, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /**
     * Tells what is stored where batches are stored by themselves and one has failed.
     *
     * @param stored how many rows were dealt with before the batch that was under way
     * @param end the place after its last row
     * @param failure why it was the last one; if nothing is stored, it says all that there is to say
     */
    static void refusePartly(long stored, long end, Throwable failure) {
        if (failure instanceof CommitOutcomeUnknown unknown) {
            throw new BatchOutcomeUnknown(stored, end, unknown);
        }
        long surely = failure instanceof AfterCommitFailure ? end : stored;
        if (surely > 0) {
            throw new PartlyStored(surely, failure);
        }
    }
}
