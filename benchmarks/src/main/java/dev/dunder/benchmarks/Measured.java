package dev.dunder.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One library at one workload, in a process of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Measured {
    static final String URL = "benchmarks.url";
    static final String SIZE = "benchmarks.size";
    static final String LONGEST_WARMUP = "benchmarks.longestWarmup";

    /** The workload. */
    @Param
    @SuppressWarnings("NullAway.Init") // JMH sets it.
    public Workload workload;

    /** The library. */
    @Param
    @SuppressWarnings("NullAway.Init") // JMH sets it.
    public Library library;

    private @Nullable Dataset data;
    private @Nullable Contender<?, ?, ?> contender;
    private Workload.@Nullable Task<?> task;
    private long turn;

    /** Connects, and does it until it is warm. */
    @Setup
    public void open() {
        Dataset there = new Dataset(System.getProperty(URL), Size.valueOf(System.getProperty(SIZE)));
        there.reset();
        Contender<?, ?, ?> opened = library.open(there.pool());
        data = there;
        contender = opened;
        Workload.Task<?> doing = Objects.requireNonNull(workload.of(opened, there));
        task = doing;
        turn = Warmth.of(doing::at, Long.getLong(LONGEST_WARMUP, 0), TimeUnit.SECONDS);
    }

    /** What the iterations before have written is gone. */
    @Setup(Level.Iteration)
    public void reset() {
        if (!workload.reads()) {
            Objects.requireNonNull(data).reset();
        }
    }

    /** What is measured. */
    @Benchmark
    public Object run() {
        return Objects.requireNonNull(task).at(turn++);
    }

    /** Disconnects. */
    @TearDown
    public void close() {
        Objects.requireNonNull(contender).close();
    }
}
