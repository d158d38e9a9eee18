package dev.dunder.spring.autoconfigure;

import dev.dunder.Database;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The plan caches of databases: {@code dunder.plan.cache.size}, and {@code dunder.plan.cache.gets} with the {@code result}
 * {@code hit} or {@code miss}, each with the bean's name as {@code database}.
 */
final class PlanCacheMetrics implements MeterBinder {
    private final Map<String, Database> databases;

    PlanCacheMetrics(Map<String, Database> databases) {
        this.databases = Map.copyOf(databases);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        databases.forEach((name, database) -> {
            Gauge.builder("dunder.plan.cache.size", database, from -> from.planCache().size())
                    .description("The plans that are kept")
                    .tag("database", name)
                    .register(registry);
            gets(registry, name, "hit", database, from -> from.planCache().hits());
            gets(registry, name, "miss", database, from -> from.planCache().misses());
        });
    }

    private static void gets(
            MeterRegistry registry, String name, String result, Database database, ToDoubleFunction<Database> count) {
        FunctionCounter.builder("dunder.plan.cache.gets", database, count)
                .description("The plans that were asked for: those that were kept, and those that had to be made")
                .tag("database", name)
                .tag("result", result)
                .register(registry);
    }
}
