package dev.dunder.run;

import dev.dunder.CommitOutcomeUnknown;
import dev.dunder.DatabaseException.Failure;
import dev.dunder.DatabaseException;
import java.sql.SQLException;

/** Connections that were lost while the server was to store something: nobody knows whether it did. */
final class LostAnswer {
    private LostAnswer() {}

    /** Of a write that commits itself. */
    static DatabaseException ofWrite(SQLException failure, String sql) {
        return new CommitOutcomeUnknown(new Failure(
                "The connection was lost before the server had confirmed the write. It may have been stored or not: look"
                        + " before you try again.",
                failure.getSQLState(), sql, failure));
    }

    static DatabaseException ofCommit(SQLException failure) {
        return new CommitOutcomeUnknown(new Failure(
                "The connection was lost before the server had confirmed the commit. The transaction may have been"
                        + " committed or not: look before you try again.",
                failure.getSQLState(), "commit", failure));
    }
}
