package dev.dunder.run;

import org.postgresql.PGConnection;

/** Only the dialect knows the driver: this does, too. */
class OffendingDriver {
    PGConnection connection;
}
