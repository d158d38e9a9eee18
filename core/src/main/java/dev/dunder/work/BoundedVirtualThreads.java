package dev.dunder.work;

import dev.dunder.DatabaseException.Failure;
import dev.dunder.PoolExhausted;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** A virtual thread for each task, of which only so many work at a time as there are places; the others wait in line. */
public final class BoundedVirtualThreads implements Executor {
    private final ThreadFactory threads = Thread.ofVirtual().name("dunder-", 1).factory();
    private final ConnectionPermits places;

    public BoundedVirtualThreads(ConnectionPermits places) {
        this.places = places;
    }

    @Override
    public void execute(Runnable task) {
        threads.newThread(() -> OwnThreads.run(() -> {
            ConnectionPermits.Place place = places.take();
            if (place != null) {
                place.work(task);
            } else if (task instanceof Refusable waited) {
                waited.refuse(new PoolExhausted(new Failure(
                        "There was no connection to be had: all of the pool's are in use by work that waits for"
                                + " something else, and none came back in the time that the pool waits for one.",
                        null, null, null)));
            }
        })).start();
    }
}
