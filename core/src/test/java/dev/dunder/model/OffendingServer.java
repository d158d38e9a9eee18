package dev.dunder.model;

import org.jooq.SQLDialect;

/** Only the dialect, and who reads the catalog, name a server: this does, too. */
class OffendingServer {
    SQLDialect dialect;
}
