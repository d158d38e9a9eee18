package dev.dunder.run;

import dev.dunder.work.Cancellation;
import dev.dunder.work.ContextSnapshot;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a piece of work takes along to the thread that will do it: the context, what was written lately, and the logging
 * context, all as they were when it was begun.
 */
final class ThreadSnapshot implements ContextSnapshot {
    private final Thread from = Thread.currentThread();
    private final ThreadContext context = ThreadContext.current().handedOver();
    private final Session session;
    private final @Nullable TransactionBlock block;
    private final @Nullable Map<String, String> logging = MDC.getCopyOfContextMap();
    private final @Nullable RecentWrites writes;

    ThreadSnapshot(Session session) {
        this.session = session;
        this.block = context.block(session);
        this.writes = session.hasReplicas() ? RecentWrites.ofThread() : RecentWrites.ofThreadIfAny();
    }

    @Override
    public <R extends @Nullable Object> R call(Cancellation stop, Supplier<R> work) {
        ThreadContext taken = context.takenOver(session, block).stoppedBy(stop);
        return around(Thread.currentThread() == from ? taken : taken.elsewhere(), work);
    }

    @Override
    public void afterwards(Runnable task) {
        around(context.afterwards(), () -> {
            task.run();
            return true;
        });
    }

    private <R extends @Nullable Object> R around(ThreadContext with, Supplier<R> work) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        if (Thread.currentThread() == from && Objects.equals(before, logging)) {
            return with.call(work);
        }
        RecentWrites writesBefore = RecentWrites.ofThreadIfAny();
        MDC.setContextMap(logging == null ? Map.of() : logging);
        if (Thread.currentThread() != from) {
            RecentWrites.set(writes);
        }
        try {
            return with.call(work);
        } finally {
            RecentWrites.set(writesBefore);
            MDC.setContextMap(before == null ? Map.of() : before);
        }
    }
}
