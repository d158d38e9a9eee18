package dev.dunder.spring.autoconfigure;

import dev.dunder.Database;
import dev.dunder.Dunder;
import dev.dunder.spring.DataAccessExceptions;
import dev.dunder.spring.DatabaseBuilderCustomizer;
import dev.dunder.spring.DatabaseFactory;
import dev.dunder.watch.ObservationListener;
import dev.dunder.watch.StatementListener;
import dev.dunder.watch.WriteListener;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.Order;

/** A {@link Database} on the application's pool. */
@AutoConfiguration(afterName = {
        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
        "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
        "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
        "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
        "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
})
@ConditionalOnClass(Database.class)
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties(DunderProperties.class)
@ImportRuntimeHints(DunderRuntimeHints.class)
public final class DunderAutoConfiguration {
    DunderAutoConfiguration() {
        JooqVersion.check();
    }

    @Bean
    @ConditionalOnMissingBean
    DatabaseFactory dunderDatabaseFactory(
            DunderProperties properties,
            ListableBeanFactory beans,
            ObjectProvider<DatabaseBuilderCustomizer> customizers) {
        PoolTransactions transactions = new PoolTransactions(beans);
        DatabaseBuilderCustomizer configured = builder -> {
            builder.limits(properties.limits().limits());
            if (properties.showValues()) {
                builder.showValues();
            }
            if (properties.timeZone() != null) {
                builder.timeZone(properties.timeZone());
            }
            if (properties.translateExceptions()) {
                builder.exceptions(new DataAccessExceptions());
            }
        };
        List<DatabaseBuilderCustomizer> all = Stream.concat(Stream.of(configured), customizers.orderedStream())
                .toList();
        return new DatabaseFactory(pool -> properties.joinTransactions() ? transactions.of(pool) : null, all);
    }

    @Bean
    @Order(0)
    DatabaseBuilderCustomizer dunderListeners(
            ObjectProvider<StatementListener> statements, ObjectProvider<WriteListener> writes) {
        return builder -> {
            statements.orderedStream().forEach(builder::listener);
            writes.orderedStream().forEach(builder::writeListener);
        };
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(DataSource.class)
    Database database(DatabaseFactory databases, DataSource pool, DunderProperties properties, BeanFactory beans) {
        Database database = databases.create(pool, builder -> {
            builder.ownWrites(properties.ownWrites());
            if (properties.connections() != null) {
                builder.connections(properties.connections());
            }
            for (String replica : properties.replicas()) {
                builder.replica(beans.getBean(replica, DataSource.class));
            }
        });
        if (properties.defaultDatabase()) {
            Dunder.setDefault(database);
        }
        if (properties.readSchema() == DunderProperties.ReadSchema.AT_STARTUP) {
            int unused = database.schema().models().size();
        }
        return database;
    }

    /** For what fails elsewhere than in the database: wrong lookups in repositories, as all or nothing is translated. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty("dunder.translate-exceptions")
    DataAccessExceptions dunderExceptions() {
        return new DataAccessExceptions();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObservationRegistry.class)
    @ConditionalOnBooleanProperty(name = "dunder.observe", matchIfMissing = true)
    static class Observing {
        @Bean
        @Order(0)
        @ConditionalOnBean(ObservationRegistry.class)
        DatabaseBuilderCustomizer dunderObservations(ObservationRegistry registry) {
            return builder -> builder.listener(new ObservationListener(registry));
        }
    }
}
