package dev.dunder.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.dunder.lookups.Limits;
import dev.dunder.query.Statement;
import dev.dunder.sql.Compiler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The plans of the shapes that were evaluated last. Safe to share between threads. */
public final class PlanCache {
    private static final int MOST = 2_000;

    private final Limits limits;
    private final Driver driver;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<Statement, PreparedPlan> plans = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Statement, PreparedPlan> eldest) {
            return size() > MOST;
        }
    };

    public PlanCache(Limits limits, Driver driver) {
        this.driver = driver;
        this.limits = limits;
    }

    /** How large the statements may become. */
    Limits limits() {
        return limits;
    }

    public PreparedPlan get(Statement shape) {
        PreparedPlan known = known(shape);
        if (known != null) {
            return known;
        }
        // Outside of the lock: two threads may compile the same shape, which costs less than one waiting for another.
        PreparedPlan compiled = new PreparedPlan(Compiler.compile(shape, limits, driver), driver);
        lock.lock();
        try {
            PreparedPlan first = plans.putIfAbsent(shape, compiled);
            return first == null ? compiled : first;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return plans.size();
        } finally {
            lock.unlock();
        }
    }

    /** Tables have changed. */
    void forget() {
        lock.lock();
        try {
            plans.clear();
        } finally {
            lock.unlock();
        }
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
