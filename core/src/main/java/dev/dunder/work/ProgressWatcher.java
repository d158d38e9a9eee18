package dev.dunder.work;

import java.time.Duration;

/** Is told how far a work is. */
@FunctionalInterface
public interface ProgressWatcher {
    /**
     * It has come so far.
     *
     * @param rows how many rows are done
     * @param total of how many; -1 where that is not known
     * @param bytes how many bytes were sent or received; -1 where that is not known
     * @param time since it began
     */
    void at(long rows, long total, long bytes, Duration time);
}
