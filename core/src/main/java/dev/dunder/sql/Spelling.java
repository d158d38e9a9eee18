package dev.dunder.sql;

import org.jooq.Configuration;

/** How a kind of server spells SQL: what jOOQ has to know to write it. */
public interface Spelling {
    /**
     * jOOQ for this server, without a connection.
     *
     * @return a new configuration
     */
    Configuration jooq();
}
