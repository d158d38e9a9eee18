package dev.dunder.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** What the client's process spends: the CPU time of all threads but the compiler's, and the bytes that all of them allocate. */
public final class ClientCost implements InternalProfiler {
    static final String CPU = "client.cpu";
    static final String BYTES = "client.bytes";

    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
            .getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long cpu;
    private long bytes;

    static long cpuNanos() {
        return PROCESS.getProcessCpuTime();
    }

    static long allocatedBytes() {
        return THREADS.getTotalThreadAllocatedBytes();
    }

    @Override
    public String getDescription() {
        return "CPU time and allocated bytes of the client's process";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        cpu = cpuNanos() - CompilerThreads.cpuNanos();
        bytes = allocatedBytes();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double cpuSpent = cpuNanos() - CompilerThreads.cpuNanos() - cpu;
        double bytesSpent = allocatedBytes() - bytes;
        long operations = result.getMetadata().getAllOps();
        return List.of(
                new ScalarResult(CPU, cpuSpent / operations, "ns/op", AggregationPolicy.AVG),
                new ScalarResult(BYTES, bytesSpent / operations, "B/op", AggregationPolicy.AVG));
    }
}
