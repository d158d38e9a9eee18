package dev.dunder.spring;

import static dev.dunder.Dunder.f;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.CheckViolation;
import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.TransactionAborted;
import dev.dunder.spring.jpa.Product;
import dev.dunder.spring.jpa.Products;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.NestedTransactionNotSupportedException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** All of it by the manager for JPA, and beside what Hibernate does in the same transactions. */
class JpaTransactionalTest extends TransactionalTest {
    private static EntityManager entities;
    private static Products repository;

    @Override
    String excluded() {
        return "";
    }

    @BeforeAll
    void find() {
        entities = context.getBean(EntityManager.class);
        repository = context.getBean(Products.class);
    }

    @Test
    @Override
    void theManagerIsTheOneThatIsThere() {
        assertThat(context.getBean("transactionManager")).isExactlyInstanceOf(JpaTransactionManager.class);
    }

    /** Spring has none under JPA; those of blocks are there. */
    @Test
    @Override
    void nestedOnesAreTakenBackAlone() {
        blocks.required(() -> {
            price(1, 10);
            assertThatThrownBy(() -> blocks.nested(() -> price(2, 20)))
                    .isInstanceOf(NestedTransactionNotSupportedException.class);
            failing(block -> db.atomic(block::run), () -> price(3, 30));
        });
        assertThat(List.of(stored(1), stored(2), stored(3))).containsExactly(10, 1, 1);
    }

    @Test
    void whatHibernateHasWrittenIsSeenAndTheOtherWayRound() {
        blocks.required(() -> {
            Product product = entities.find(Product.class, 1);
            product.setPrice(10);
            entities.flush();
            QuerySet<Row> started = products().startFetch();
            assertThat(price(1)).isEqualTo(10);
            assertThat(started.list().get(0).get("price", BigDecimal.class)).isEqualByComparingTo("10");
            assertThat(products().filter("id", 1).async().update("price", f("price").plus(1)).join()).isEqualTo(1);
            entities.refresh(product);
            assertThat(product.getPrice()).isEqualTo(11);
            assertThat(db.dsl().fetchValue("select price::int from product where id = 1")).isEqualTo(11);
            int unused = db.dsl().execute("update product set price = 12 where id = 1");
            entities.refresh(product);
            assertThat(product.getPrice()).isEqualTo(12);
            assertThat(stored(1)).isEqualTo(1);
        });
        assertThat(stored(1)).isEqualTo(12);
    }

    @Test
    void bothAreStoredOrNeither() {
        failing(blocks::required, () -> {
            Product made = repository.save(new Product("oolong", 5));
            price(1, 10);
            assertThat(price(made.getId())).isEqualTo(5);
            CompletableFuture<Long> unused = products().filter("id", made.getId()).async().update("price", 6);
        });
        assertThat(stored(1)).isEqualTo(1);
        assertThat(repository.count()).isEqualTo(3);
        assertThatThrownBy(() -> blocks.required(() -> {
            Product unusedProduct = repository.save(new Product("oolong", 5));
            CompletableFuture<Long> unused = products().filter("id", 2).async().update("price", -1);
        })).isInstanceOf(TransactionAborted.class).hasCauseInstanceOf(CheckViolation.class);
        assertThat(repository.count()).isEqualTo(3);
    }

    @Test
    void aBlockIsATransactionThatRepositoriesAreIn() {
        db.atomic(() -> {
            Product made = repository.save(new Product("oolong", 5));
            assertThat(price(made.getId())).isEqualTo(5);
            repository.findById(1).orElseThrow().setPrice(10);
            repository.flush();
            assertThat(price(1)).isEqualTo(10);
            assertThat(stored(1)).isEqualTo(1);
        });
        assertThat(stored(1)).isEqualTo(10);
        failing(block -> db.atomic(block::run), () -> repository.findById(1).orElseThrow().setPrice(11));
        assertThat(stored(1)).isEqualTo(10);
        assertThat(repository.count()).isEqualTo(4);
    }

    @Test
    void hooksSeeWhatHibernateHasWrittenAtTheCommit() {
        List<Integer> seen = new ArrayList<>();
        blocks.required(() -> {
            db.onCommit(() -> seen.add(stored(1)));
            repository.findById(1).orElseThrow().setPrice(10);
            assertThat(price(1)).isEqualTo(1);
        });
        assertThat(seen).containsExactly(10);
    }

    @Test
    void whatHibernateCannotWriteAtTheCommitTakesAllBack() {
        List<String> hooks = new ArrayList<>();
        assertThatThrownBy(() -> blocks.required(() -> {
            db.onCommit(() -> hooks.add("never"));
            price(2, 20);
            repository.findById(1).orElseThrow().setPrice(-1);
        })).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(hooks).isEmpty();
        assertThat(stored(2)).isEqualTo(1);
        blocks.required(() -> price(2, 21));
        assertThat(stored(2)).isEqualTo(21);
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoManagers {
        @Bean
        PlatformTransactionManager jdbc(DataSource pool) {
            return new JdbcTransactionManager(pool);
        }

        @Bean
        @Primary
        PlatformTransactionManager jpa(EntityManagerFactory factory) {
            return new JpaTransactionManager(factory);
        }
    }

    private static ApplicationContextRunner application(String url) {
        return Shop.application(url).withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
                .withInitializer(context -> AutoConfigurationPackages.register(
                        (org.springframework.beans.factory.support.BeanDefinitionRegistry) context.getBeanFactory(),
                        Product.class.getPackageName()));
    }

    @Test
    void besideAnotherManagerThePrimaryOneCounts() {
        application(Shop.create()).withUserConfiguration(TwoManagers.class).run(context -> {
            Database database = context.getBean(Database.class);
            EntityManager shared = context.getBean(EntityManager.class);
            new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
                shared.persist(new Product("oolong", 5));
                assertThat(database.inTransaction()).isTrue();
                assertThat(database.objects("product").count()).isEqualTo(4);
                status.setRollbackOnly();
            });
            assertThat(database.objects("product").count()).isEqualTo(3);
        });
    }

    @Test
    void theTablesAreReadAfterHibernateHasMadeThem() {
        application(Shop.create(""))
                .withPropertyValues("spring.jpa.hibernate.ddl-auto=create", "dunder.read-schema=at-startup")
                .run(context -> assertThat(context.getBean(Database.class).objects("product").count()).isZero());
    }
}
