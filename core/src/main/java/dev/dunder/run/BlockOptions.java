package dev.dunder.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction is begun; none of this can be changed inside of it.
 *
 * @param isolation the isolation level as SQL names it; null for the server's usual one
 * @param readOnly whether the server refuses writes
 * @param deferrable whether it waits at its beginning until it cannot fail for others any more
 * @param timeout how long all of it may take; null for as long as it takes
 * @param durable whether it has to be the outermost block
 * @param retries how often it is run again where it failed because of other transactions
 */
public record BlockOptions(
        @Nullable String isolation,
        boolean readOnly,
        boolean deferrable,
        @Nullable Duration timeout,
        boolean durable,
        int retries) {
    /** The isolation level that no replica has. */
    static final String SERIALIZABLE = "serializable";

    /** Nothing said. */
    public static final BlockOptions USUAL = new BlockOptions(null, false, false, null, false, 0);

    /** With another isolation level. */
    public BlockOptions isolation(String level) {
        return new BlockOptions(level, readOnly, deferrable, timeout, durable, retries);
    }

    /** Which only reads. */
    public BlockOptions asReadOnly() {
        return new BlockOptions(isolation, true, deferrable, timeout, durable, retries);
    }

    /** Which waits at its beginning. */
    public BlockOptions asDeferrable() {
        return new BlockOptions(isolation, readOnly, true, timeout, durable, retries);
    }

    /** With another time that all of it may take. */
    public BlockOptions timeout(Duration longest) {
        return new BlockOptions(isolation, readOnly, deferrable, longest, durable, retries);
    }

    /** Which has to be the outermost block. */
    public BlockOptions asDurable() {
        return new BlockOptions(isolation, readOnly, deferrable, timeout, true, retries);
    }

    /** With another number of retries. */
    public BlockOptions retries(int times) {
        return new BlockOptions(isolation, readOnly, deferrable, timeout, durable, times);
    }

    /** Whether a replica could do. */
    boolean onlyReads() {
        return readOnly && !SERIALIZABLE.equals(isolation);
    }

    /** What has to be said to the server when the transaction begins; null for nothing. */
    @Nullable
    String begin() {
        if (isolation == null && !readOnly && !deferrable) {
            return null;
        }
        List<String> modes = new ArrayList<>();
        if (isolation != null) {
            modes.add("isolation level " + isolation);
        }
        if (readOnly) {
            modes.add("read only");
        }
        if (deferrable) {
            modes.add("deferrable");
        }
        return "set transaction " + String.join(", ", modes);
    }
}
