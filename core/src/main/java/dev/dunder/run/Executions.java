package dev.dunder.run;

import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * How the statements of a database are sent.
 *
 * @param jooq plain jOOQ for it, wherever that would connect
 * @param blocking on the thread that asks
 * @param background on others
 */
public record Executions(Configuration jooq, Execution blocking, Execution background) {
    /**
     * Those of a database.
     *
     * @param driver of its server
     * @param own the user's own jOOQ, whose listeners hear of every statement; null for none, where those in the background are
     *     sent by one without listeners
     * @return how its statements are sent
     */
    public static Executions of(Driver driver, @Nullable Configuration own) {
        if (own != null) {
            Execution heard = new JooqExecution(own);
            return new Executions(own, heard, heard);
        }
        Configuration usual = driver.jooq();
        return new Executions(usual, JdbcExecution.INSTANCE, new JooqExecution(JooqExecution.unheard(usual)));
    }
}
