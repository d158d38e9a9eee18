package dev.dunder.dialect.postgres;

import dev.dunder.DatabaseException;
import dev.dunder.lookups.DunderException;
import dev.dunder.query.Statement;
import dev.dunder.run.Driver;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** COPY by the driver's own interface for it. */
final class PostgresCopy {
    /** How much is one message to the server. */
    private static final int MESSAGE = 64 * 1_024;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private PostgresCopy() {}

    static long in(Connection connection, String sql, CopyText rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            rows.to((bytes, size) -> {
                for (int from = 0; from < size; from += MESSAGE) {
                    copy.writeToCopy(bytes, from, Math.min(MESSAGE, size - from));
                }
            });
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    static long out(Connection connection, String sql, Statement.CopyOut.Format format, Driver.Sink sink)
            throws SQLException {
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        boolean json = format == Statement.CopyOut.Format.JSON;
        try {
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                sink.take(json ? json(row) : row);
            }
            return copy.getHandledRowCount();
        } catch (IOException | RuntimeException failure) {
            throw new DunderException("What was copied out could not be written: " + failure.getClass().getSimpleName()
                    + ".", failure);
        } finally {
            if (copy.isActive()) {
                end(connection, copy);
            }
        }
    }

    /** The driver's own cancelCopy() leaves unread what has been sent, which the next statement would take for its answer. */
    private static void end(Connection connection, CopyOut copy) throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
        try {
            byte[] rest = copy.readFromCopy();
            while (rest != null) {
                rest = copy.readFromCopy();
            }
        } catch (SQLException ended) {
            if (copy.isActive()) {
                throw ended;
            }
        }
    }

    /**
     * A line of JSON. COPY's text format has a backslash before each backslash, and says line ends and tabs by letters: in
     * JSON these stand between tokens alone, where a space is as good.
     */
    private static byte[] json(byte[] line) {
        int escape = 0;
        while (escape < line.length && line[escape] != '\\') {
            escape++;
        }
        if (escape == line.length) {
            return line;
        }
        byte[] plain = new byte[line.length];
        int size = 0;
        for (int i = 0; i < line.length; i++) {
            byte one = line[i];
            if (one == '\\' && i + 1 < line.length) {
                one = line[++i] == '\\' ? (byte) '\\' : (byte) ' ';
            }
            plain[size++] = one;
        }
        return Arrays.copyOf(plain, size);
    }

    /** In whichever language the server speaks, its context is {@code COPY table, line 3} or begins so. */
    static DatabaseException inRow(DatabaseException told, Statement.CopyIn copy, long before) {
        ServerErrorMessage server = server(told);
        String context = server == null ? null : server.getWhere();
        String start = "COPY " + copy.model().tableName() + ",";
        if (context == null || !context.startsWith(start)) {
            return told;
        }
        Matcher line = NUMBER.matcher(context.substring(start.length()));
        if (!line.find()) {
            return told;
        }
        long place = before + Long.parseLong(line.group()) - 1;
        return PostgresFailures.saying(told, " (instance " + place + " of those given)");
    }

    private static @Nullable ServerErrorMessage server(Throwable told) {
        for (Throwable one = told; one != null; one = one.getCause()) {
            if (one instanceof PSQLException failure) {
                return failure.getServerErrorMessage();
            }
        }
        return null;
    }
}
