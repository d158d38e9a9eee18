package dev.dunder.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What something costs, once.
 *
 * @param nanos of time; NaN where it has no meaning
 * @param cpuNanos of the client's CPUs; NaN where it has no meaning
 * @param bytes allocated, or kept
 */
record Cost(double nanos, double cpuNanos, double bytes) {
    /** Of each the median: what a busy machine adds to some is left out. */
    static Cost median(List<Cost> costs) {
        return new Cost(
                median(costs, Cost::nanos), median(costs, Cost::cpuNanos), median(costs, Cost::bytes));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
        double[] sorted = costs.stream().mapToDouble(part).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
