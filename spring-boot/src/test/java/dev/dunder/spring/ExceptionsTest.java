package dev.dunder.spring;

import static dev.dunder.Dunder.f;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.UniqueViolation;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** All that fails in the database is thrown as Spring's exceptions, or nothing is. */
@Timeout(60)
class ExceptionsTest {
    private static final String URL = Shop.create();

    @Repository
    static class Products {
        private final Database database;

        Products(Database database) {
            this.database = database;
        }

        public long wrong() {
            return database.objects("product").filter("nope", 1).count();
        }
    }

    private static ApplicationContextRunner application() {
        return Shop.application(URL)
                .withConfiguration(AutoConfigurations.of(PersistenceExceptionTranslationAutoConfiguration.class))
                .withBean(Products.class);
    }

    private static Throwable thrown(Runnable failing) {
        try {
            failing.run();
        } catch (CompletionException failure) {
            return failure.getCause();
        } catch (RuntimeException failure) {
            return failure;
        }
        throw new AssertionError("It did not fail.");
    }

    /** Each way in which something fails. */
    private static Map<String, Throwable> failures(Database db, PlatformTransactionManager manager) {
        QuerySet<Row> products = db.objects("product");
        QuerySet<Row> refused = products.annotate(f("price").dividedBy(0).as("none"));
        TransactionTemplate spring = new TransactionTemplate(manager);
        Map<String, Throwable> failures = new LinkedHashMap<>();
        failures.put("blocking", thrown(() -> refused.all().list()));
        failures.put("asynchronous", thrown(() -> refused.all().async().list().join()));
        failures.put("started", thrown(() -> refused.all().startFetch().list()));
        failures.put("counted", thrown(() -> refused.filter("none", 1).count()));
        failures.put("paged", thrown(() -> refused.orderBy("id").page(1, 2)));
        failures.put("paged later", thrown(() -> refused.orderBy("id").async().page(1, 2).join()));
        failures.put("streamed", thrown(() -> {
            try (Stream<Row> rows = refused.stream()) {
                rows.forEach(row -> {});
            }
        }));
        failures.put("published", thrown(() -> published(refused).join()));
        failures.put("written", thrown(() -> products.with("name", "green", "price", 1).insert()));
        failures.put("written later", thrown(() -> products.filter("id", 1).async().update("price", -1).join()));
        failures.put("bulk",
                thrown(() -> products.bulkCreate(java.util.List.of(products.with("name", "green", "price", 1)))));
        failures.put("in a block", thrown(() -> db.atomic(() -> products.filter("id", 1).update("price", -1))));
        failures.put("in a block later", thrown(() -> db.async()
                .atomic(tx -> tx.objects("product").filter("id", 1).async().update("price", -1)).join()));
        failures.put("at the commit", thrown(() -> db.atomic(() -> {
            Throwable unused = thrown(() -> products.filter("id", 1).update("price", -1));
        })));
        failures.put("at Spring's commit", thrown(() -> spring.executeWithoutResult(status -> {
            Throwable unused = thrown(() -> products.filter("id", 1).update("price", -1));
        })));
        failures.put("plain jOOQ", thrown(() -> db.dsl().execute("select nothing")));
        failures.put("raw", thrown(() -> products.raw("select nothing").list()));
        failures.put("none", thrown(() -> products.get("id", 7)));
        failures.put("several", thrown(() -> products.async().get("id__lt", 3).join()));
        return failures;
    }

    private static CompletableFuture<Void> published(QuerySet<Row> rows) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        rows.async().publisher(2).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Row row) {}

            @Override
            public void onError(Throwable failure) {
                end.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                end.complete(null);
            }
        });
        return end;
    }

    @Test
    void allAreSpringsWhereThatIsAskedFor() {
        application().withPropertyValues("dunder.translate-exceptions=true").run(context -> {
            Map<String, Throwable> failures = failures(
                    context.getBean(Database.class), context.getBean(PlatformTransactionManager.class));
            assertThat(failures).allSatisfy((way, failure) -> assertThat(failure).as(way)
                    .isInstanceOf(DataAccessException.class).hasCauseInstanceOf(DunderException.class));
            assertThat(failures.get("written")).isExactlyInstanceOf(DuplicateKeyException.class)
                    .hasCauseInstanceOf(UniqueViolation.class);
            assertThat(failures.get("written later")).isExactlyInstanceOf(DataIntegrityViolationException.class);
            assertThat(failures.get("blocking")).isInstanceOf(DataIntegrityViolationException.class);
            assertThat(failures.get("plain jOOQ")).isInstanceOf(InvalidDataAccessResourceUsageException.class);
            assertThat(failures.get("none")).isExactlyInstanceOf(EmptyResultDataAccessException.class);
            assertThat(failures.get("several")).isExactlyInstanceOf(IncorrectResultSizeDataAccessException.class);

            Database db = context.getBean(Database.class);
            assertThatThrownBy(() -> db.objects("product").filter("nope", 1)).isInstanceOf(LookupException.class);
            assertThatThrownBy(() -> context.getBean(Products.class).wrong())
                    .isInstanceOf(InvalidDataAccessApiUsageException.class);
        });
    }

    @Test
    void noneIsElse() {
        application().run(context -> {
            Map<String, Throwable> failures = failures(
                    context.getBean(Database.class), context.getBean(PlatformTransactionManager.class));
            assertThat(failures.remove("plain jOOQ")).isInstanceOf(org.jooq.exception.DataAccessException.class);
            assertThat(failures).allSatisfy((way, failure) -> assertThat(failure).as(way)
                    .isInstanceOf(DunderException.class));
            assertThat(failures.get("blocking")).isInstanceOf(DatabaseException.class);
            assertThatThrownBy(() -> context.getBean(Products.class).wrong()).isInstanceOf(LookupException.class);
        });
    }
}
