package dev.dunder.spring.autoconfigure;

import dev.dunder.Database;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/** Whether databases answer, by name where there are several. */
@AutoConfiguration(after = DunderAutoConfiguration.class)
@ConditionalOnClass(CompositeHealthContributorConfiguration.class)
@ConditionalOnBean(Database.class)
@ConditionalOnEnabledHealthIndicator("dunder")
public final class DunderHealthContributorAutoConfiguration
        extends
            CompositeHealthContributorConfiguration<DatabaseHealthIndicator, Database> {
    DunderHealthContributorAutoConfiguration() {
        super(DatabaseHealthIndicator::new);
    }

    @Bean
    @ConditionalOnMissingBean(name = {"dunderHealthIndicator", "dunderHealthContributor"})
    HealthContributor dunderHealthContributor(ConfigurableListableBeanFactory beans) {
        Map<String, Database> databases = beans.getBeansOfType(Database.class);
        return createContributor(databases);
    }
}
