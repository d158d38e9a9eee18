package dev.dunder.run;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * How values of one type are bound and read.
 *
 * @param sqlType the type's name in the server's catalog
 * @param binder called for what is not null
 * @param reader gives null for a null
 */
public record Codec(String sqlType, Binder binder, Reader reader) {
    /** Binds a value. */
    @FunctionalInterface
    public interface Binder {
        void bind(PreparedStatement statement, int index, Object value) throws SQLException;
    }

    /** Reads a value. */
    @FunctionalInterface
    public interface Reader {
        @Nullable
        Object read(ResultSet rows, int index) throws SQLException;
    }

    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else {
            binder.bind(statement, index, value);
        }
    }

    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
        return reader.read(rows, index);
    }
}
