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
 * @param kind which of JDBC's getters reads it, as far as that is all that there is to do
 */
public record Codec(String sqlType, Binder binder, Reader reader, Kind kind) {
    /** What most columns are of: to read them the loop over a row calls the driver itself, and no reader in between. */
    public enum Kind {
        BOOLEAN,
        INTEGER,
        BIGINT,
        DOUBLE,
        TEXT,
        OTHER
    }

    /** A codec of a type that its reader reads. */
    public Codec(String sqlType, Binder binder, Reader reader) {
        this(sqlType, binder, reader, Kind.OTHER);
    }

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

    /** The value; null for a null, which the getters for primitives give as 0 or false. */
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
        return switch (kind) {
            case TEXT -> rows.getString(index);
            case BOOLEAN -> {
                boolean value = rows.getBoolean(index);
                yield !value && rows.wasNull() ? null : (Object) value;
            }
            case INTEGER, BIGINT, DOUBLE -> number(rows, index);
            case OTHER -> reader.read(rows, index);
        };
    }

    private @Nullable Object number(ResultSet rows, int index) throws SQLException {
        try {
            return switch (kind) {
                case INTEGER -> {
                    int value = rows.getInt(index);
                    yield value == 0 && rows.wasNull() ? null : (Object) value;
                }
                case BIGINT -> {
                    long value = rows.getLong(index);
                    yield value == 0 && rows.wasNull() ? null : (Object) value;
                }
                default -> {
                    double value = rows.getDouble(index);
                    yield value == 0 && rows.wasNull() ? null : (Object) value;
                }
            };
        } catch (SQLException unfit) {
            // What no such number can be.
            return reader.read(rows, index);
        }
    }
}
