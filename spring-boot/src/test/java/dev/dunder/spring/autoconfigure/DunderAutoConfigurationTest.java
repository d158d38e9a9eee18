package dev.dunder.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.Dunder;
import dev.dunder.Instance;
import dev.dunder.Manager;
import dev.dunder.Row;
import dev.dunder.State;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Limits;
import dev.dunder.spring.DatabaseBuilderCustomizer;
import dev.dunder.spring.DatabaseFactory;
import dev.dunder.spring.Shop;
import dev.dunder.watch.StatementListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepositoryJsonBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** What is there by itself, and when. */
@Timeout(60)
class DunderAutoConfigurationTest {
    private static final String URL = Shop.create();
    private static final String OTHER = Shop.create();

    private static ApplicationContextRunner application() {
        return Shop.application(URL);
    }

    @Test
    void aDatabaseIsMadeOfThePool() {
        application().run(context -> {
            Database db = context.getBean(Database.class);
            assertThat(db.objects("product").count()).isEqualTo(3);
            assertThat(Dunder.database("default")).isSameAs(db);
        });
        application().withPropertyValues("dunder.default-database=false").run(context -> {
            assertThat(context).hasSingleBean(Database.class);
            assertThatThrownBy(() -> Dunder.database("default")).isInstanceOf(DunderException.class);
        });
    }

    @Test
    void noneIsMadeWithoutAPoolOrBesideAnother() {
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DunderAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Database.class));
        application().withBean("mine", Database.class, () -> Database.of(new HikariDataSource()))
                .run(context -> assertThat(context).hasSingleBean(Database.class).hasBean("mine"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Several {
        @Bean(defaultCandidate = false)
        DataSource otherPool() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(OTHER);
            pool.setMaximumPoolSize(2);
            return pool;
        }

        @Bean(defaultCandidate = false)
        Database other(DatabaseFactory databases, @Qualifier("otherPool") DataSource pool) {
            return databases.create("other", pool);
        }

        @Bean
        DatabaseBuilderCustomizer oneHop() {
            return builder -> builder.limits(Limits.USUAL.hops(1));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoManagers {
        @Bean
        PlatformTransactionManager first(DataSource pool) {
            return new JdbcTransactionManager(pool);
        }

        @Bean
        @Primary
        PlatformTransactionManager second(DataSource pool) {
            return new JdbcTransactionManager(pool);
        }
    }

    @Test
    void ofTwoManagersOfOnePoolThePrimaryOneCounts() {
        application().withUserConfiguration(TwoManagers.class).run(context -> {
            TransactionTemplate transactions = new TransactionTemplate(
                    context.getBean(PlatformTransactionManager.class));
            Database db = context.getBean(Database.class);
            assertThat(transactions.<Boolean>execute(status -> db.inTransaction())).isTrue();
        });
    }

    @Test
    void severalAreALineEachAndCustomizedAlike() {
        application().withUserConfiguration(Several.class).run(context -> {
            Map<String, Database> databases = context.getBeansOfType(Database.class);
            assertThat(databases).containsOnlyKeys("database", "other");
            assertThat(context.getBean(Database.class)).isSameAs(databases.get("database"));
            assertThat(databases.values()).allSatisfy(db -> assertThatThrownBy(
                    () -> db.objects("product").filter("category__product__name", "green"))
                    .isInstanceOf(DunderException.class).hasMessageContaining("1"));
            long made = databases.get("other").objects("category").with("name", "other").insert().get("id",
                    Integer.class);
            assertThat(databases.get("database").objects("category").using("other").filter("id", made).exists())
                    .isTrue();
            assertThat(databases.get("database").objects("category").filter("name", "other").exists()).isFalse();
        });
    }

    @Test
    void propertiesAreSettings() {
        List<StatementListener.ExecutedStatement> heard = new ArrayList<>();
        application().withBean(StatementListener.class, () -> heard::add)
                .withPropertyValues("dunder.limits.joins=1", "dunder.time-zone=Asia/Tokyo", "dunder.show-values=true",
                        "dunder.connections=2", "dunder.own-writes=1m")
                .run(context -> {
                    Database db = context.getBean(Database.class);
                    assertThat(db.dsl().fetchValue("select current_setting('TimeZone')")).isEqualTo("Asia/Tokyo");
                    assertThat(db.objects("product").filter("name", "green").count()).isEqualTo(1);
                    assertThat(heard).last().satisfies(
                            one -> assertThat(one.statement().values()).asString().contains("green"));
                    assertThat(context.getBean(DunderProperties.class).limits().limits())
                            .isEqualTo(Limits.USUAL.joins(1));
                });
        application().withPropertyValues("dunder.limits.joins=0").run(context -> assertThat(context).hasFailed());
    }

    @Configuration(proxyBeanMethods = false)
    static class Replica {
        @Bean(defaultCandidate = false)
        DataSource copy() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(Shop.create());
            pool.setMaximumPoolSize(2);
            return pool;
        }
    }

    /** The copy does not follow here, so that one sees who reads from it. */
    @Test
    void replicasAreReadButForAWhileAfterAWrite() {
        ApplicationContextRunner replicated = Shop.application(Shop.create()).withUserConfiguration(Replica.class)
                .withPropertyValues("dunder.replicas=copy");
        replicated.withPropertyValues("dunder.own-writes=10m").run(context -> {
            Database db = context.getBean(Database.class);
            assertThat(db.objects("product").all().delete()).isEqualTo(3);
            assertThat(db.objects("product").count()).isZero();
            assertThat(CompletableFuture.supplyAsync(() -> db.objects("product").count()).get()).isEqualTo(3);
        });
        replicated.withPropertyValues("dunder.own-writes=0s").run(context -> {
            Database db = context.getBean(Database.class);
            assertThat(db.objects("category").filter("name", "mine").delete()).isZero();
            Row unused = db.objects("category").create("name", "mine");
            assertThat(db.objects("category").filter("name", "mine").exists()).isFalse();
        });
    }

    /** One waits in the server, and whether another one gets there meanwhile is what the property says. */
    @Test
    void soManyEvaluationsWorkAtATime() throws Exception {
        try (Connection holder = DriverManager.getConnection(URL); Statement lock = holder.createStatement()) {
            lock.execute("select pg_advisory_lock(4711)");
            for (int connections : new int[]{1, 2}) {
                application().withPropertyValues("dunder.connections=" + connections).run(context -> {
                    Database db = context.getBean(Database.class);
                    CompletableFuture<?> waiting = db.objects("product").raw("select p.* from product p,"
                            + " (select pg_advisory_xact_lock(4711)) l where p.id = 1").async().list();
                    try {
                        while (!lock.executeQuery("select from pg_locks where locktype = 'advisory' and not granted"
                                + " and database = (select oid from pg_database where datname = current_database())")
                                .next()) {
                            assertThat(waiting).isNotDone();
                            Thread.sleep(5);
                        }
                        CompletableFuture<Long> next = db.objects("product").async().count();
                        if (connections == 1) {
                            assertThatThrownBy(() -> next.get(500, TimeUnit.MILLISECONDS))
                                    .isInstanceOf(TimeoutException.class);
                        } else {
                            assertThat(next.get()).isEqualTo(3);
                        }
                    } finally {
                        waiting.cancel(true);
                    }
                });
            }
        }
    }

    @Test
    void theDefaultsOfPropertiesAreThoseOfTheLibrary() {
        application().run(context -> assertThat(context.getBean(DunderProperties.class).limits().limits())
                .isEqualTo(Limits.USUAL));
    }

    @Test
    void theTablesAreReadAfterFlyway() {
        Shop.application(Shop.create("")).withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues("dunder.read-schema=at-startup")
                .run(context -> assertThat(context.getBean(Database.class).objects("migrated_by_flyway").count())
                        .isZero());
    }

    @Test
    void theTablesAreReadAfterLiquibase() {
        Shop.application(Shop.create("")).withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
                .withPropertyValues("dunder.read-schema=at-startup")
                .run(context -> assertThat(context.getBean(Database.class).objects("migrated_by_liquibase").count())
                        .isZero());
    }

    @Test
    void databasesOfOnesOwnComeAfterTheMigrationsToo() {
        Shop.application(Shop.create("")).withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withUserConfiguration(Own.class)
                .run(context -> assertThat(context.getBean("models")).asString().contains("migrated_by_flyway"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        Database mine(DatabaseFactory databases, DataSource pool) {
            Database database = databases.create(pool);
            assertThat(database.schema().models()).isNotEmpty();
            return database;
        }

        @Bean
        String models(Database mine) {
            return mine.models().toString();
        }
    }

    @Test
    void healthTellsWhetherItAnswers() {
        ApplicationContextRunner healthy = application()
                .withConfiguration(AutoConfigurations.of(DunderHealthContributorAutoConfiguration.class));
        healthy.run(context -> {
            Health health = context.getBean("dunderHealthContributor", HealthIndicator.class).health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails().get("server")).asString().startsWith("PostgreSQL ");
            context.getBean(HikariDataSource.class).close();
            assertThat(context.getBean("dunderHealthContributor", HealthIndicator.class).health().getStatus())
                    .isEqualTo(Status.DOWN);
        });
        healthy.withUserConfiguration(Several.class).run(context -> {
            CompositeHealthContributor several = context.getBean("dunderHealthContributor",
                    CompositeHealthContributor.class);
            assertThat(several.getContributor("other")).isNotNull();
            assertThat(several.getContributor("database")).isNotNull();
        });
        healthy.withPropertyValues("management.health.dunder.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("dunderHealthContributor"));
    }

    @Test
    void planCachesAreMetered() {
        application().withBean(SimpleMeterRegistry.class)
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class, DunderMetricsAutoConfiguration.class))
                .run(context -> {
                    Database db = context.getBean(Database.class);
                    for (int i = 0; i < 3; i++) {
                        long unused = db.objects("product").filter("price__gt", i).count();
                    }
                    MeterRegistry meters = context.getBean(MeterRegistry.class);
                    assertThat(meters.get("dunder.plan.cache.size").tag("database", "database").gauge().value())
                            .isEqualTo(1);
                    assertThat(meters.get("dunder.plan.cache.gets").tag("result", "hit").functionCounter().count())
                            .isEqualTo(2);
                    assertThat(meters.get("dunder.plan.cache.gets").tag("result", "miss").functionCounter().count())
                            .isEqualTo(1);
                });
        application().withConfiguration(AutoConfigurations.of(DunderMetricsAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(PlanCacheMetrics.class));
    }

    @Test
    void statementsAreObservations() {
        List<String> observed = new ArrayList<>();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new io.micrometer.observation.ObservationHandler<>() {
            @Override
            public void onStop(io.micrometer.observation.Observation.Context context) {
                observed.add(String.valueOf(context.getName()));
            }

            @Override
            public boolean supportsContext(io.micrometer.observation.Observation.Context context) {
                return true;
            }
        });
        application().withBean(ObservationRegistry.class, () -> registry).run(context -> {
            assertThat(context.getBean(Database.class).objects("product").count()).isEqualTo(3);
            assertThat(observed).hasSize(1);
        });
        application().withBean(ObservationRegistry.class, () -> registry).withPropertyValues("dunder.observe=false")
                .run(context -> {
                    assertThat(context.getBean(Database.class).objects("product").count()).isEqualTo(3);
                    assertThat(observed).hasSize(1);
                });
    }

    /** Transactions of several resources. */
    static class Global extends AbstractPlatformTransactionManager {
        private static final long serialVersionUID = 1;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }

    /** It tells nobody of its transactions. */
    record Silent(PlatformTransactionManager of) implements PlatformTransactionManager {
        @Override
        public TransactionStatus getTransaction(TransactionDefinition definition) {
            return of.getTransaction(definition);
        }

        @Override
        public void commit(TransactionStatus status) {
            of.commit(status);
        }

        @Override
        public void rollback(TransactionStatus status) {
            of.rollback(status);
        }
    }

    @Test
    void managersOfSeveralResourcesAreRefusedByName() {
        application().withBean(PlatformTransactionManager.class, Global::new).run(context -> assertThat(context)
                .getFailure().rootCause().hasMessageContaining("Global")
                .hasMessageContaining("dunder.join-transactions=false"));
        application().withBean(PlatformTransactionManager.class, () -> new Silent(new Global()))
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("Silent"));
        application().withBean(PlatformTransactionManager.class, Global::new)
                .withPropertyValues("dunder.join-transactions=false").run(context -> {
                    Database db = context.getBean(Database.class);
                    db.atomic(() -> assertThat(db.objects("product").count()).isEqualTo(3));
                });
    }

    @Test
    void anOlderJooqIsRefusedInWords() {
        assertThatThrownBy(() -> JooqVersion.check("3.19.39")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("jooq.version");
        JooqVersion.check("3.21.0");
        JooqVersion.check("3.22.0-SNAPSHOT");
        JooqVersion.check("4.0.0");
        JooqVersion.check("");
    }

    @Test
    void nativeImagesKnowWhatIsDoneByReflection() {
        RuntimeHints hints = new RuntimeHints();
        new DunderRuntimeHints().registerHints(hints, null);
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(java.sql.Connection.class)).accepts(hints);
    }

    /** As generated models are. */
    public static final class Tea extends Instance<Tea> {
        public static final Manager<Tea> objects = null;

        private Tea(State<Tea> state) {
            super(state);
        }
    }

    @Test
    void theGeneratedModelsOfTheApplicationAreAmongThat() {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            AutoConfigurationPackages.register(context, DunderAutoConfigurationTest.class.getPackageName());
            context.refreshForAotProcessing(new RuntimeHints());
            GenerationContext generation = new DefaultGenerationContext(
                    new ClassNameGenerator(ClassName.get(Tea.class)), new InMemoryGeneratedFiles());
            BeanFactoryInitializationAotContribution models = new GeneratedModelsAotProcessor()
                    .processAheadOfTime(context.getBeanFactory());
            assertThat(models).isNotNull();
            models.applyTo(generation, null);
            assertThat(RuntimeHintsPredicates.reflection().onType(Tea.class)
                    .withMemberCategory(MemberCategory.ACCESS_PUBLIC_FIELDS)).accepts(generation.getRuntimeHints());
        }
    }

    @Test
    void propertiesAreDescribedForEditors() throws Exception {
        try (var described = DunderProperties.class
                .getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(described).isNotNull();
            Map<String, ?> all = ConfigurationMetadataRepositoryJsonBuilder.create(described).build()
                    .getAllProperties();
            assertThat(all.keySet()).contains("dunder.default-database", "dunder.join-transactions",
                    "dunder.translate-exceptions", "dunder.read-schema", "dunder.show-values", "dunder.observe",
                    "dunder.time-zone", "dunder.replicas", "dunder.own-writes", "dunder.connections",
                    "dunder.limits.hops",
                    "dunder.limits.joins");
            assertThat(ConfigurationMetadataRepositoryJsonBuilder
                    .create(DunderProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))
                    .build().getAllProperties().values())
                    .allSatisfy(property -> assertThat(property.getDescription()).as(property.getId()).isNotBlank());
        }
    }
}
