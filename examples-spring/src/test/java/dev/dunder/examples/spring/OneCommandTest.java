package dev.dunder.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The shop as one command starts it: nobody names a database. */
@SpringBootTest
@Timeout(120)
class OneCommandTest {
    @Test
    void aServerOfItsOwnIsThereWhereNoOtherIsNamed(@Autowired Database db, @Autowired EmbeddedPostgres server) {
        assertThat(db.objects("product").count()).isEqualTo(42);
        assertThat(db.dsl().fetchValue("select current_setting('port')")).isEqualTo(String.valueOf(server.getPort()));
    }
}
