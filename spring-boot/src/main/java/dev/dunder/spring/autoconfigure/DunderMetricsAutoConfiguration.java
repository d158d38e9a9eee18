package dev.dunder.spring.autoconfigure;

import dev.dunder.Database;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** How well the plans of databases are used, as meters. */
@AutoConfiguration(after = DunderAutoConfiguration.class, afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({Database.class, MeterRegistry.class})
public final class DunderMetricsAutoConfiguration {
    DunderMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    PlanCacheMetrics dunderPlanCacheMetrics(ListableBeanFactory beans) {
        return new PlanCacheMetrics(beans.getBeansOfType(Database.class));
    }
}
