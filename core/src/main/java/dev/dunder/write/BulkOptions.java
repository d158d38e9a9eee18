package dev.dunder.write;

import dev.dunder.work.ProgressWatcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many rows are written at once.
 *
 * @param conflict what is done with a new row where a unique key has its values already
 * @param batch how many rows are stored at a time, each batch by itself; 0 for all at once
 * @param watcher is told how far it is; null for nobody
 */
public record BulkOptions(Conflict conflict, int batch, @Nullable ProgressWatcher watcher) {
    /** Nothing said: all or nothing, and a conflict is an error. */
    public static final BulkOptions USUAL = new BulkOptions(new Conflict.Fail(), 0, null);

    /** What is done with a new row where a unique key has its values already. */
    public sealed interface Conflict {
        /** It is an error. */
        record Fail() implements Conflict {}

        /** The new row is not stored. */
        record Ignore() implements Conflict {}

        /**
         * The row that is there is changed.
         *
         * @param unique the names of the key's columns
         * @param columns which values of the new row it is given; none for all that are given
         */
        record Update(List<String> unique, List<String> columns) implements Conflict {}
    }

    public BulkOptions conflict(Conflict other) {
        return new BulkOptions(other, batch, watcher);
    }

    public BulkOptions batch(int rows) {
        return new BulkOptions(conflict, rows, watcher);
    }

    public BulkOptions watcher(ProgressWatcher other) {
        return new BulkOptions(conflict, batch, other);
    }
}
