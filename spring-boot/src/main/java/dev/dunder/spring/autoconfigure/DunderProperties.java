package dev.dunder.spring.autoconfigure;

import dev.dunder.lookups.Limits;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How databases are configured.
 *
 * @param defaultDatabase Whether generated models are read from the application's database unless told otherwise.
 * @param joinTransactions Whether databases take part in the transactions of Spring's transaction manager. Otherwise they
 *     have their own.
 * @param translateExceptions Whether all that fails in the database is thrown as Spring's DataAccessException. Otherwise
 *     nothing is.
 * @param readSchema When the tables are read.
 * @param showValues Whether messages, logs and listeners may have the values that are bound.
 * @param observe Whether statements are observations, if there is an ObservationRegistry.
 * @param timeZone Time zone of the database's sessions. The JVM's if not set.
 * @param replicas Names of the DataSource beans of replicas, which are read from.
 * @param ownWrites For how long after a write a thread reads from the database itself and not from a replica.
 * @param connections How many asynchronous evaluations work at a time. As many as the pool has connections if not set.
 * @param limits How large queries may become.
 */
@ConfigurationProperties("dunder")
public record DunderProperties(
        @DefaultValue("true") boolean defaultDatabase,
        @DefaultValue("true") boolean joinTransactions,
        @DefaultValue("false") boolean translateExceptions,
        @DefaultValue("on-first-use") ReadSchema readSchema,
        @DefaultValue("false") boolean showValues,
        @DefaultValue("true") boolean observe,
        @Nullable ZoneId timeZone,
        @DefaultValue List<String> replicas,
        @DefaultValue("5s") Duration ownWrites,
        @Nullable Integer connections,
        @DefaultValue LimitProperties limits) {
    /** When the tables are read. */
    public enum ReadSchema {
        /** When they are first asked for. */
        ON_FIRST_USE,
        /** When the application starts, after the migrations. */
        AT_STARTUP
    }

    /**
     * How large queries may become.
     *
     * @param hops How many relations a path may have.
     * @param depth How deep conditions and expressions may nest.
     * @param terms How many conditions a query may have.
     * @param values How many values a query may bind, of which a list is one.
     * @param joins How many joins a statement may have.
     */
    public record LimitProperties(
            @DefaultValue("16") int hops,
            @DefaultValue("50") int depth,
            @DefaultValue("1000") int terms,
            @DefaultValue("32767") int values,
            @DefaultValue("100") int joins) {
        Limits limits() {
            return new Limits(hops, depth, terms, values, joins);
        }
    }
}
