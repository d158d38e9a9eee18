package dev.dunder.spring;

import static dev.dunder.Dunder.f;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.CheckViolation;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.StatementTimeout;
import dev.dunder.TransactionAborted;
import dev.dunder.UniqueViolation;
import dev.dunder.lookups.DunderException;
import dev.dunder.run.RecentWrites;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is evaluated within {@code @Transactional}, by the manager for JDBC. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionalTest {
    private static final String URL = Shop.create();
    private static final String COPY = Shop.create(Shop.TABLES + "update product set name = 'copy ' || name");
    private static final String ARCHIVE = Shop.create();

    static ConfigurableApplicationContext context;
    static Database db;
    static Blocks blocks;
    private static JdbcTemplate jdbc;

    /** Runs what it is given in transactions of each kind. */
    static class Blocks {
        @Transactional
        public void required(Runnable block) {
            block.run();
        }

        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public <R> R requiresNew(Supplier<R> block) {
            return block.get();
        }

        @Transactional(propagation = Propagation.NESTED)
        public void nested(Runnable block) {
            block.run();
        }

        @Transactional(propagation = Propagation.NOT_SUPPORTED)
        public <R> R notSupported(Supplier<R> block) {
            return block.get();
        }

        @Transactional(readOnly = true)
        public void readOnly(Runnable block) {
            block.run();
        }

        @Transactional(readOnly = true, isolation = Isolation.SERIALIZABLE)
        public void serializable(Runnable block) {
            block.run();
        }

        @Transactional(timeout = 1)
        public void brief(Runnable block) {
            block.run();
        }

        @Transactional("archiveManager")
        public void archive(Runnable block) {
            block.run();
        }

        @Transactional(noRollbackFor = IllegalArgumentException.class)
        public void keeping(Runnable block) {
            block.run();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Blocks blocks() {
            return new Blocks();
        }

        @Bean(defaultCandidate = false)
        DataSource replica() {
            return pool(COPY);
        }

        @Bean(defaultCandidate = false)
        DataSource archivePool() {
            return pool(ARCHIVE);
        }

        @Bean(defaultCandidate = false)
        PlatformTransactionManager archiveManager(@Qualifier("archivePool") DataSource pool) {
            return new JdbcTransactionManager(pool);
        }

        @Bean(defaultCandidate = false)
        Database archive(DatabaseFactory databases, @Qualifier("archivePool") DataSource pool) {
            return databases.create("archive", pool);
        }
    }

    private static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(4);
        return pool;
    }

    /** What is not set up; the manager is the one of what is. */
    String excluded() {
        return HibernateJpaAutoConfiguration.class.getName() + ","
                + DataJpaRepositoriesAutoConfiguration.class.getName();
    }

    @BeforeAll
    void start() {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of(
                "spring.datasource.url", URL, "spring.datasource.hikari.maximum-pool-size", "4",
                "spring.autoconfigure.exclude", excluded(), "spring.jpa.open-in-view", "false",
                "dunder.replicas", "replica", "spring.flyway.enabled", "false", "spring.liquibase.enabled", "false",
                "spring.main.banner-mode", "off", "logging.level.root", "warn"));
        context = application.run();
        db = context.getBean("database", Database.class);
        blocks = context.getBean(Blocks.class);
        jdbc = context.getBean(JdbcTemplate.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @BeforeEach
    void threeProducts() {
        RecentWrites.set(null);
        Shop.execute(URL, "delete from product where id > 3; update product set price = 1");
        Shop.execute(ARCHIVE, "delete from product where id > 3; update product set price = 1");
    }

    @AfterEach
    void noConnectionIsLeft() {
        assertThat(context.getBean("dataSource", HikariDataSource.class).getHikariPoolMXBean().getActiveConnections())
                .isZero();
        assertThat(db.inTransaction()).isFalse();
    }

    static QuerySet<Row> products() {
        return db.objects("product").orderBy("id");
    }

    static void price(int id, int price) {
        assertThat(products().filter("id", id).update("price", price)).isEqualTo(1);
    }

    static int price(int id) {
        return products().get("id", id).get("price", BigDecimal.class).intValue();
    }

    /** As others see it. */
    private static int stored(String url, int id) {
        Integer price = new JdbcTemplate(new DriverManagerDataSource(url))
                .queryForObject("select price from product where id = ?", Integer.class, id);
        return price == null ? -1 : price;
    }

    static int stored(int id) {
        return stored(URL, id);
    }

    static void failing(Consumer<Runnable> kind, Runnable block) {
        assertThatThrownBy(() -> kind.accept(() -> {
            block.run();
            throw new IllegalStateException("no");
        })).isInstanceOf(IllegalStateException.class).hasMessage("no");
    }

    @Test
    void allIsStoredOrNothing() {
        blocks.required(() -> {
            price(1, 10);
            assertThat(jdbc.queryForObject("select price from product where id = 1", Integer.class)).isEqualTo(10);
            int unused = jdbc.update("update product set price = 20 where id = 2");
            assertThat(price(2)).isEqualTo(20);
            int unusedJooq = db.dsl().execute("update product set price = 30 where id = 3");
            assertThat(stored(1)).isEqualTo(1);
        });
        assertThat(List.of(stored(1), stored(2), stored(3))).containsExactly(10, 20, 30);
        failing(blocks::required, () -> {
            price(1, 11);
            int unused = jdbc.update("update product set price = 21 where id = 2");
            int unusedJooq = db.dsl().execute("update product set price = 31 where id = 3");
        });
        assertThat(List.of(stored(1), stored(2), stored(3))).containsExactly(10, 20, 30);
    }

    /** What commits itself on such a connection commits what the application has not. */
    @Test
    void aProxyOfSpringsThatTheDatabaseDoesNotKnowIsRefused() {
        DataSource pool = context.getBean("dataSource", DataSource.class);
        DataSource proxy = new TransactionAwareDataSourceProxy(pool);
        PlatformTransactionManager manager = new JdbcTransactionManager(pool);

        assertThatThrownBy(() -> Database.of(proxy)).isInstanceOf(DunderException.class)
                .hasMessageContaining("give the pool behind the proxy");
        assertThatThrownBy(() -> Database.of(DSL.using(proxy, SQLDialect.POSTGRES)))
                .isInstanceOf(DunderException.class).hasMessageContaining("dunder-spring-boot-starter");
        Database known = Database.builder(proxy).transactions(new SpringTransactions(proxy, manager)).build();
        new TransactionTemplate(manager).executeWithoutResult(status -> {
            known.objects("product").filter("id", 1).update("price", 9);
            status.setRollbackOnly();
        });
        assertThat(jdbc.queryForObject("select price from product where id = 1", BigDecimal.class))
                .isEqualByComparingTo("1");
    }

    @Test
    void whatIsStartedIsPartOfIt() {
        blocks.required(() -> {
            price(1, 10);
            QuerySet<Row> started = products().startFetch();
            assertThat(started.list().get(0).get("price", BigDecimal.class)).isEqualByComparingTo("10");
            CompletableFuture<Long> unused = products().filter("id", 2).async().update("price", f("price").plus(1));
        });
        assertThat(stored(2)).isEqualTo(2);

        assertThatThrownBy(() -> blocks.required(() -> {
            CompletableFuture<Long> unusedGood = products().filter("id", 1).async().update("price", 50);
            CompletableFuture<Long> unused = products().filter("id", 2).async().update("price", -1);
        })).isInstanceOf(TransactionAborted.class).hasCauseInstanceOf(CheckViolation.class);
        assertThat(stored(1)).isEqualTo(10);
    }

    @Test
    void anErrorThatWasSwallowedIsNotStored() {
        assertThatThrownBy(() -> blocks.required(() -> {
            price(1, 10);
            assertThatThrownBy(() -> price(2, -1)).isInstanceOf(CheckViolation.class);
        })).isInstanceOf(TransactionAborted.class);
        assertThat(stored(1)).isEqualTo(1);
        assertThatThrownBy(() -> blocks.keeping(() -> {
            price(1, 10);
            throw new IllegalArgumentException();
        })).isInstanceOf(IllegalArgumentException.class);
        assertThat(stored(1)).isEqualTo(10);
    }

    @Test
    void aBlockBeginsATransactionOfTheManagers() {
        db.atomic(() -> {
            price(1, 10);
            int unused = jdbc.update("update product set price = 20 where id = 2");
            blocks.required(() -> price(3, 30));
            assertThat(stored(1)).isEqualTo(1);
        });
        assertThat(List.of(stored(1), stored(2), stored(3))).containsExactly(10, 20, 30);
        failing(block -> db.atomic(block::run), () -> {
            int unused = jdbc.update("update product set price = 21 where id = 2");
        });
        db.atomic(() -> {
            int unused = jdbc.update("update product set price = 22 where id = 2");
            db.currentTransaction().setRollback();
        });
        blocks.required(() -> {
            int unused = jdbc.update("update product set price = 23 where id = 2");
            db.currentTransaction().setRollback();
        });
        assertThat(stored(2)).isEqualTo(20);
    }

    @Test
    void aBlockWithinIsASavepoint() {
        blocks.required(() -> {
            price(1, 10);
            failing(block -> db.atomic(block::run), () -> price(1, 11));
            assertThat(price(1)).isEqualTo(10);
            db.atomic(() -> price(2, 20));
        });
        assertThat(stored(1)).isEqualTo(10);
        assertThat(stored(2)).isEqualTo(20);
    }

    @Test
    void theManagerIsTheOneThatIsThere() {
        assertThat(context.getBean("transactionManager")).isExactlyInstanceOf(JdbcTransactionManager.class);
    }

    @Test
    void nestedOnesAreTakenBackAlone() {
        List<String> hooks = new ArrayList<>();
        blocks.required(() -> {
            price(1, 10);
            db.onCommit(() -> hooks.add("kept"));
            assertThatThrownBy(() -> blocks.nested(() -> {
                price(2, 20);
                db.onCommit(() -> hooks.add("lost"));
                db.objects("product").with("name", "green", "price", 1).insert();
            })).isInstanceOf(UniqueViolation.class);
            blocks.nested(() -> price(3, 30));
            assertThat(price(2)).isEqualTo(1);
        });
        assertThat(hooks).containsExactly("kept");
        assertThat(List.of(stored(1), stored(2), stored(3))).containsExactly(10, 1, 30);
    }

    @Test
    void aNewOneIsAnotherAndNoneIsNone() {
        failing(blocks::required, () -> {
            price(1, 10);
            assertThat(blocks.<Integer>requiresNew(() -> {
                price(2, 20);
                return price(1);
            })).isEqualTo(1);
            assertThat(blocks.<Integer>notSupported(() -> price(1))).isEqualTo(1);
            assertThat(price(1)).isEqualTo(10);
        });
        assertThat(stored(1)).isEqualTo(1);
        assertThat(stored(2)).isEqualTo(20);
    }

    @Test
    void hooksFollowSpringsCommit() {
        List<String> order = new ArrayList<>();
        blocks.required(() -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    price(2, 20);
                    order.add("before " + stored(1));
                }

                @Override
                public void afterCommit() {
                    order.add("spring " + stored(1));
                }
            });
            price(1, 10);
            db.onCommit(() -> {
                db.atomic(() -> price(3, 30));
                order.add("dunder " + stored(2) + " " + stored(3) + " " + db.inTransaction());
            });
            order.add("end");
        });
        assertThat(order).containsExactly("end", "before 1", "spring 10", "dunder 20 30 false");
        failing(blocks::required, () -> db.onCommit(() -> order.add("never")));
        assertThat(order).hasSize(4);
    }

    @Test
    void whatOnlyReadsIsReadFromAReplicaUnlessSerializable() {
        blocks.readOnly(() -> {
            assertThat(products().first().get("name")).isEqualTo("copy green");
            assertThat(products().async().first().join().get("name")).isEqualTo("copy green");
            assertThat(db.dsl().fetchValue("select name from product where id = 1")).isEqualTo("copy green");
        });
        blocks.serializable(() -> assertThat(products().first().get("name")).isEqualTo("green"));
        blocks.required(() -> assertThat(products().first().get("name")).isEqualTo("green"));
        assertThatThrownBy(() -> blocks.readOnly(() -> price(1, 10))).isInstanceOf(DatabaseException.class)
                .hasMessageContaining("read only");
        assertThatThrownBy(() -> blocks.serializable(() -> price(1, 10))).isInstanceOf(DatabaseException.class)
                .hasMessageContaining("read only");
        blocks.required(() -> price(1, 10));
        blocks.readOnly(() -> assertThat(price(1)).isEqualTo(10));
    }

    @Test
    void itsTimeoutIsTheStatementsToo() {
        assertThatThrownBy(() -> blocks.brief(
                () -> db.objects("product").raw("select *, pg_sleep(60)::text from product").list()))
                .isInstanceOf(StatementTimeout.class);
    }

    @Test
    void severalDatabasesHaveTheirOwn() {
        Database archive = context.getBean("archive", Database.class);
        List<String> order = new ArrayList<>();
        failing(blocks::required, () -> {
            price(1, 10);
            blocks.archive(() -> {
                long unused = archive.objects("product").filter("id", 1).update("price", 10);
                archive.onCommit(() -> order.add("archive " + stored(ARCHIVE, 1)));
                db.onCommit(() -> order.add("never"));
            });
            assertThat(order).containsExactly("archive 10");
            assertThat(archive.inTransaction()).isFalse();
        });
        assertThat(stored(ARCHIVE, 1)).isEqualTo(10);
        assertThat(stored(1)).isEqualTo(1);
        assertThat(order).containsExactly("archive 10");
        blocks.archive(() -> {
            // Within a transaction of another pool it is in none.
            assertThat(jdbc.queryForObject("select count(*) from product", Integer.class)).isEqualTo(3);
            assertThat(db.inTransaction()).isFalse();
            price(1, 40);
            assertThat(stored(1)).isEqualTo(40);
        });
        assertThat(products().using("archive").get("id", 1).get("price", BigDecimal.class)).isEqualByComparingTo("10");
    }
}
