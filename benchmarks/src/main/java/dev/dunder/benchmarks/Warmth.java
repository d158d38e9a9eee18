package dev.dunder.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Something is warm when the JIT compiler has nothing left to do for it. On a busy machine that takes longer than on an idle
 * one, and for a large library longer than for a small one: a fixed time would favour some.
 */
final class Warmth {
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(500);

    /** So many slices without compiling, one after the other, and it is warm. */
    private static final int QUIET = 4;

    /** What is called quiet: 2 % of the time. */
    private static final long QUIET_MILLIS = 10;

    private Warmth() {}

    /**
     * Does something until it is warm.
     *
     * @param operation is given 0, 1, 2 …
     * @param longest after this time it is warm enough
     * @return how often it was done
     */
    static long of(LongConsumer operation, long longest, TimeUnit unit) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long start = System.nanoTime();
        long done = 0;
        int quiet = 0;
        while (quiet < QUIET && System.nanoTime() - start < unit.toNanos(longest)) {
            long compiled = compiler.getTotalCompilationTime();
            long slice = System.nanoTime();
            do {
                operation.accept(done++);
            } while (System.nanoTime() - slice < SLICE);
            quiet = compiler.getTotalCompilationTime() - compiled <= QUIET_MILLIS ? quiet + 1 : 0;
        }
        return done;
    }
}
