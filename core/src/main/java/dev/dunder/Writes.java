package dev.dunder;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which databases were written to lately, by a thread and by what it had done elsewhere: so that it reads what it wrote, and
 * not a replica that has not heard of it. Safe to share between threads.
 */
final class Writes {
    private static final ThreadLocal<@Nullable Writes> OF_THREAD = new ThreadLocal<>();

    private final Map<Database.Parts, Long> last = new ConcurrentHashMap<>();

    static Writes ofThread() {
        Writes writes = OF_THREAD.get();
        if (writes == null) {
            writes = new Writes();
            OF_THREAD.set(writes);
        }
        return writes;
    }

    static @Nullable Writes ofThreadIfAny() {
        return OF_THREAD.get();
    }

    static void set(@Nullable Writes writes) {
        if (writes == null) {
            OF_THREAD.remove();
        } else {
            OF_THREAD.set(writes);
        }
    }

    void note(Database.Parts database) {
        last.put(database, System.nanoTime());
    }

    boolean within(Database.Parts database, Duration time) {
        Long when = last.get(database);
        return when != null && System.nanoTime() - when < time.toNanos();
    }
}
