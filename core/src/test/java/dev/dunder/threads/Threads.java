package dev.dunder.threads;

/** Several threads at once, for a model checker that decides which of them goes on. It steps through assertions too: theirs are plain. */
final class Threads {
    private Threads() {}

    /** Has each done by a thread of its own, and waits for all; fails where one of them has failed. */
    static void together(Runnable... all) {
        Throwable[] failures = new Throwable[all.length];
        Thread[] threads = new Thread[all.length];
        for (int i = 0; i < all.length; i++) {
            int place = i;
            threads[i] = new Thread(() -> {
                try {
                    all[place].run();
                } catch (Throwable failure) {
                    failures[place] = failure;
                }
            });
            threads[i].start();
        }
        for (int i = 0; i < all.length; i++) {
            try {
                threads[i].join();
            } catch (InterruptedException interrupt) {
                throw new IllegalStateException(interrupt);
            }
            if (failures[i] != null) {
                throw new AssertionError("The thread " + i + " has failed: " + failures[i], failures[i]);
            }
        }
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
