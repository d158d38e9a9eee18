package dev.dunder.run;

import dev.dunder.work.Cancellation;
import dev.dunder.transaction.ManagedTransaction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the work of a thread at this moment. It belongs to the thread and is never inherited: another thread has it
 * only while it does a piece of work that was handed over with it, see {@link ThreadSnapshot}.
 *
 * @param ambient the transactions that the thread is in
 * @param recorder who counts the statements
 * @param cancellation what stops the evaluation that is under way
 * @param inBackground whether another thread than this one has asked for what is done
 */
public record ThreadContext(@Nullable Ambient ambient, @Nullable Recorder recorder,
        @Nullable Cancellation cancellation, boolean inBackground) {
    private static final ThreadLocal<@Nullable ThreadContext> CURRENT = new ThreadLocal<>();
    private static final ThreadContext NOTHING = new ThreadContext(null, null, null, false);

    /**
     * A transaction, and those around it.
     *
     * @param database of which database
     * @param block the innermost; null where this is outside of all
     * @param over in which transaction of somebody else's the thread was when this began: one that it is in now and was not
     *     then is inside of this
     * @param outer the others, of whichever database
     */
    record Ambient(Session database, @Nullable TransactionBlock block, @Nullable ManagedTransaction over,
            @Nullable Ambient outer) {}

    public static ThreadContext current() {
        ThreadContext context = CURRENT.get();
        return context == null ? NOTHING : context;
    }

    /** The innermost transaction of a database. */
    @Nullable
    TransactionBlock block(Session session) {
        for (Ambient one = ambient; one != null; one = one.outer()) {
            if (session.is(one.database())) {
                return session.joined().innermost(session, one);
            }
        }
        return session.joined().current(session);
    }

    ThreadContext in(TransactionBlock block) {
        return in(block.session(), block);
    }

    private ThreadContext in(Session database, @Nullable TransactionBlock block) {
        Session root = database.root();
        return new ThreadContext(new Ambient(root, block, root.joined().managed(), ambient), recorder, cancellation,
                inBackground);
    }

    /** The same as seen by the thread that takes it over, in the transactions of the thread that it was taken from alone. */
    ThreadContext takenOver(Session database, @Nullable TransactionBlock block) {
        return database.joined().any() ? in(database, block) : this;
    }

    /** What a block begins on this thread that is in no transaction of its database by itself. */
    ThreadContext outside(Session database) {
        return new ThreadContext(null, recorder, null, false).takenOver(database, null);
    }

    ThreadContext recorded(Recorder by) {
        return new ThreadContext(ambient, by, cancellation, inBackground);
    }

    /** For work that another thread will do. */
    ThreadContext handedOver() {
        Recorder there = recorder == null ? null : recorder.handedOver();
        return there == null ? this : recorded(there);
    }

    ThreadContext stoppedBy(Cancellation by) {
        return new ThreadContext(ambient, recorder, by, inBackground);
    }

    /** The same on a thread that does it for another one. */
    ThreadContext elsewhere() {
        return new ThreadContext(ambient, recorder, cancellation, true);
    }

    /** What is left of it for what follows from a result: no transaction, and nothing that stops it. */
    ThreadContext afterwards() {
        return new ThreadContext(null, recorder, null, false);
    }

    /** Whether nothing surrounds the thread. */
    boolean isPlain() {
        return ambient == null && recorder == null && cancellation == null;
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
