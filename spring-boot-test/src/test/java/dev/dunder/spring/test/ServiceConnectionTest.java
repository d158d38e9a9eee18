package dev.dunder.spring.test;

import static dev.dunder.Dunder.f;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Database;
import dev.dunder.testing.GivenServer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.transaction.TestTransaction;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A slice of an application, on the server of a {@code @ServiceConnection}. */
@DunderTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceConnectionTest {
    @ServiceConnection
    static final PostgreSQLContainer SERVER = new GivenServer();

    @Autowired
    private Database db;

    @Test
    @Order(1)
    void theMigrationsHaveRunThere(@Autowired ApplicationContext context) {
        assertThat(db.objects("product").filter("name__endswith", "tea").count()).isEqualTo(2);
        assertThat(context.getBeansOfType(Elsewhere.class)).isEmpty();
        assertThat(context.getBean(Listening.class).heard()).isNotEmpty();
    }

    @Test
    @Order(2)
    void allThatATestDoesIsRolledBack() {
        assertThat(TestTransaction.isActive()).isTrue();
        assertThat(db.objects("product").with("name", "cheese", "price", 1).insert().get("name")).isEqualTo("cheese");
        assertThat(db.objects("product").filter("name", "cheese").async().exists().join()).isTrue();
        CompletableFuture<Long> unused = db.objects("product").async().update("price", f("price").plus(1));
        db.atomic(() -> assertThat(db.objects("product").count()).isEqualTo(4));
    }

    @Test
    @Order(3)
    void soThatTheNextSeesNothingOfIt() {
        assertThat(db.objects("product").orderBy("id").valuesList("price", Integer.class).list()).containsExactly(3, 2,
                4);
    }
}
