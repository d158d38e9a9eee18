package dev.dunder.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which databases were written to lately, by a thread and by what it had done elsewhere: so that it reads what it wrote, and
 * not a replica that has not heard of it. Safe to share between threads.
 */
public final class RecentWrites {
    private static final ThreadLocal<@Nullable RecentWrites> OF_THREAD = new ThreadLocal<>();

    private final Map<Session.Resources, Long> last = new ConcurrentHashMap<>();

    static RecentWrites ofThread() {
        RecentWrites writes = OF_THREAD.get();
        if (writes == null) {
            writes = new RecentWrites();
            OF_THREAD.set(writes);
        }
        return writes;
    }

    static @Nullable RecentWrites ofThreadIfAny() {
        return OF_THREAD.get();
    }

    public static void set(@Nullable RecentWrites writes) {
        if (writes == null) {
            OF_THREAD.remove();
        } else {
            OF_THREAD.set(writes);
        }
    }

    void note(Session.Resources database) {
        last.put(database, System.nanoTime());
    }

    boolean within(Session.Resources database, Duration time) {
        Long when = last.get(database);
        return when != null && System.nanoTime() - when < time.toNanos();
    }
}
