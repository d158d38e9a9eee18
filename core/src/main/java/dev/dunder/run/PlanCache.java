package dev.dunder.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.dunder.lookups.Limits;
import dev.dunder.query.Statement;
import dev.dunder.sql.Compiler;
import dev.dunder.watch.PlanCacheStatistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The plans of the shapes that were evaluated last. Safe to share between threads. */
public final class PlanCache {
    private static final int MOST = 2_000;

    private final Limits limits;
    private final Function<Statement, PreparedPlan> compiling;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Class<?>, Object> beside = new ConcurrentHashMap<>();

    /** Another one after each {@link #forget}: who keeps a plan keeps with it what it was made under. */
    private volatile Object era = new Object();
    private final int most;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    @GuardedBy("lock")
    private final Map<Statement, PreparedPlan> plans;

    /**
     * No plans yet.
     *
     * @param limits how large statements may become
     * @param driver of the server that they are for
     */
    public PlanCache(Limits limits, Driver driver) {
        this(MOST, limits, shape -> new PreparedPlan(Compiler.compile(shape, limits, driver), driver,
                StatementKind.of(shape)));
    }

    /**
     * No plans yet.
     *
     * @param most how many are kept
     * @param limits how large statements may become
     * @param compiling makes the plan of a shape; called by several threads at once, for one shape too
     */
    public PlanCache(int most, Limits limits, Function<Statement, PreparedPlan> compiling) {
        this.most = most;
        this.limits = limits;
        this.compiling = compiling;
        this.plans = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Statement, PreparedPlan> eldest) {
                return size() > most;
            }
        };
    }

    /** How large the statements may become. */
    Limits limits() {
        return limits;
    }

    /** The plan of a shape: the one that was made first, as long as it is kept. */
    public PreparedPlan get(Statement shape) {
        PreparedPlan known = known(shape);
        if (known != null) {
            hits.increment();
            return known;
        }
        misses.increment();
        // Outside of the lock: two threads may compile the same shape, which costs less than one waiting for another.
        PreparedPlan compiled = compiling.apply(shape);
        lock.lock();
        try {
            PreparedPlan first = plans.putIfAbsent(shape, compiled);
            return first == null ? compiled : first;
        } finally {
            lock.unlock();
        }
    }

    /** What it was good for. */
    public PlanCacheStatistics statistics() {
        return new PlanCacheStatistics(size(), most, hits.sum(), misses.sum());
    }

    /** How many are kept. */
    public int size() {
        lock.lock();
        try {
            return plans.size();
        } finally {
            lock.unlock();
        }
    }

    /** Tables have changed. */
    public void forget() {
        era = new Object();
        beside.clear();
        lock.lock();
        try {
            plans.clear();
        } finally {
            lock.unlock();
        }
    }

    Object era() {
        return era;
    }

    /** A plan was there already, with the one who sends it. */
    void hit() {
        hits.increment();
    }

    /** What is kept for as long as the plans are. */
    <V> V beside(Class<V> kind, Supplier<V> make) {
        return kind.cast(beside.computeIfAbsent(kind, none -> make.get()));
    }

    private @Nullable PreparedPlan known(Statement shape) {
        lock.lock();
        try {
            return plans.get(shape);
        } finally {
            lock.unlock();
        }
    }
}
