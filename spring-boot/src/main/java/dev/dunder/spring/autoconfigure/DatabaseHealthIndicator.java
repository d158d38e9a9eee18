package dev.dunder.spring.autoconfigure;

import dev.dunder.Database;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether a database answers: on its own connections, outside of any transaction. */
final class DatabaseHealthIndicator extends AbstractHealthIndicator {
    private final Database database;

    DatabaseHealthIndicator(Database database) {
        super("The database does not answer");
        this.database = database;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        String version = database.dsl()
                .select(DSL.function("current_setting", SQLDataType.CLOB, DSL.val("server_version")))
                .fetchSingle()
                .value1();
        builder.up().withDetail("server", "PostgreSQL " + version);
    }
}
