package dev.dunder.work;

/** The threads of ours, which nobody interrupts. */
public final class OwnThreads {
    private static final ThreadLocal<Boolean> OURS = ThreadLocal.withInitial(() -> false);

    private OwnThreads() {}

    /**
     * Whether the calling thread is one that nobody interrupts.
     *
     * @return false for those of users
     */
    public static boolean isCurrent() {
        return OURS.get();
    }

    /**
     * Marks the calling thread as one that nobody interrupts.
     *
     * @param work what it does
     */
    public static void run(Runnable work) {
        boolean before = OURS.get();
        OURS.set(true);
        try {
            work.run();
        } finally {
            OURS.set(before);
        }
    }

    /**
     * Does something on a virtual thread of ours.
     *
     * @param name how the thread is called
     * @param work what it does
     */
    public static void start(String name, Runnable work) {
        Thread.ofVirtual().name(name).start(() -> run(work));
    }
}
