package dev.dunder.fetch;

import java.sql.Blob;
import java.sql.SQLException;

/** Only where statements are sent JDBC is known: here it is, too. */
class OffendingConnection {
    Blob value;

    void use() throws SQLException {
        value.free();
    }
}
