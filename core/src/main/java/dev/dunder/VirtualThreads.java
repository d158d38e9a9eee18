package dev.dunder;

import dev.dunder.run.Trip;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/**
 * A virtual thread for each task, of which only so many work at a time; the others wait in line.
 *
 * <p>Waiting before the pool rather than in it, where a thousand quick queries would run into the pool's timeout.
 */
final class VirtualThreads implements Executor {
    private final ThreadFactory threads = Thread.ofVirtual().name("dunder-", 1).factory();
    private final Semaphore permits;

    VirtualThreads(int atATime) {
        this.permits = new Semaphore(atATime, true);
    }

    @Override
    public void execute(Runnable task) {
        threads.newThread(() -> {
            permits.acquireUninterruptibly();
            try {
                Trip.onOurThread(task);
            } finally {
                permits.release();
            }
        }).start();
    }
}
