package dev.dunder.run;

import dev.dunder.work.Cancellation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the work of a thread at this moment. It belongs to the thread and is never inherited: another thread has it
 * only while it does a piece of work that was handed over with it, see {@link ThreadSnapshot}.
 *
 * @param ambient the transactions that the thread is in
 * @param recorder who counts the statements
 * @param cancellation what stops the evaluation that is under way
 */
public record ThreadContext(@Nullable Ambient ambient, @Nullable Recorder recorder,
        @Nullable Cancellation cancellation) {
    private static final ThreadLocal<@Nullable ThreadContext> CURRENT = new ThreadLocal<>();
    private static final ThreadContext NOTHING = new ThreadContext(null, null, null);

    /**
     * A transaction, and those around it.
     *
     * @param block the innermost
     * @param outer the others, of whichever database
     */
    record Ambient(TransactionBlock block, @Nullable Ambient outer) {}

    public static ThreadContext current() {
        ThreadContext context = CURRENT.get();
        return context == null ? NOTHING : context;
    }

    /** The innermost transaction of a database. */
    @Nullable
    TransactionBlock block(Session session) {
        for (Ambient one = ambient; one != null; one = one.outer()) {
            if (one.block().isOn(session)) {
                return one.block();
            }
        }
        return null;
    }

    ThreadContext in(TransactionBlock block) {
        return new ThreadContext(new Ambient(block, ambient), recorder, cancellation);
    }

    ThreadContext recorded(Recorder by) {
        return new ThreadContext(ambient, by, cancellation);
    }

    ThreadContext stoppedBy(Cancellation by) {
        return new ThreadContext(ambient, recorder, by);
    }

    /** What is left of it for what follows from a result: no transaction, and nothing that stops it. */
    ThreadContext afterwards() {
        return new ThreadContext(null, recorder, null);
    }

    /** Does something within this context. */
    <R extends @Nullable Object> R call(Supplier<R> work) {
        ThreadContext before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }
}
