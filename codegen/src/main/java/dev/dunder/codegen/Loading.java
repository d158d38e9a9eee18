package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Applies files of SQL to an empty database, as far as they make tables. */
final class Loading {
    private static final int LONGEST = 300;

    /** What says who may do something, which no class depends on; roles of other servers are not here. */
    private static final Pattern RIGHTS = Pattern.compile(
            "(grant|revoke|alter\\s+default\\s+privileges|reassign|set\\s+(session\\s+)?role|set\\s+session\\s+authorization"
                    + "|alter\\s+.*\\sowner\\s+to|create\\s+policy)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern EXTENSION = Pattern.compile("(create|comment\\s+on|alter)\\s+extension\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern SCHEMA = Pattern.compile("create\\s+schema\\s+\"?public\"?", Pattern.CASE_INSENSITIVE);

    /** A dump sets what its own server has, and an older one may not know. */
    private static final Pattern SETTING = Pattern.compile("set\\s.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern INCLUDE = Pattern.compile(
            "\\\\(?:i|include|(?<beside>ir|include_relative))\\s+(?:'(?<quoted>[^']+)'|(?<plain>[^\\s']+?));*");

    /** A role, or a parameter. */
    private static final String NO_SUCH_OBJECT = "42704";

    private final Connection connection;
    private final List<String> notes = new ArrayList<>();

    private Loading(Connection connection) {
        this.connection = connection;
    }

    /**
     * Applies them.
     *
     * @return what was left out, and why
     * @throws DunderException if one cannot be read or is refused, with the file, the line and the statement
     */
    static List<String> load(Connection connection, List<SqlText> files, ProgressLine progress) {
        Loading loading = new Loading(connection);
        for (int i = 0; i < files.size(); i++) {
            progress.say("Applying file", i + 1, files.size());
            loading.load(files.get(i));
        }
        return loading.notes;
    }

    private void load(SqlText given) {
        String part = given.text();
        List<Script.Statement> statements = Changesets.statements(part == null ? read(given.file()) : part,
                given.line(), given.delimiter());
        apply(statements, List.of(given.file()));
        reset();
    }

    /**
     * Applies a file's statements.
     *
     * @param files the file, and before it those that have included it
     */
    private void apply(List<Script.Statement> statements, List<Path> files) {
        Path file = files.get(files.size() - 1);
        for (Script.Statement one : statements) {
            if (one.sql().startsWith("\\")) {
                psql(one, files);
            } else {
                apply(one, file);
            }
        }
    }

    private void apply(Script.Statement one, Path file) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean unused = statement.execute(one.sql());
        } catch (SQLException refused) {
            if (!isIndifferent(one.sql(), refused)) {
                throw new DunderException(file + ":" + line(one, refused) + ": " + message(refused) + "\n  "
                        + shortened(one.sql()), refused);
            }
            notes.add("skipped: " + file + ":" + one.line() + ": " + message(refused));
        }
    }

    /** What psql itself would do: it applies other files, and the rest makes no tables. */
    private void psql(Script.Statement one, List<Path> files) {
        Path file = files.get(files.size() - 1);
        Matcher include = INCLUDE.matcher(one.sql());
        if (!include.matches()) {
            notes.add("skipped: " + file + ":" + one.line() + ": " + shortened(one.sql()) + ", which is for psql");
            return;
        }
        String name = include.group("quoted") == null ? include.group("plain") : include.group("quoted");
        Path other = include.group("beside") == null ? Path.of(name) : file.resolveSibling(name);
        List<Path> all = new ArrayList<>(files);
        all.add(other);
        if (files.stream().anyMatch(before -> before.toAbsolutePath().normalize()
                .equals(other.toAbsolutePath().normalize()))) {
            throw new DunderException(file + ":" + one.line() + ": " + other + " includes itself.");
        }
        if (!Files.isRegularFile(other)) {
            throw new DunderException(file + ":" + one.line() + ": There is no file " + other.toAbsolutePath()
                    + ". What \\i names is looked for in the working directory, what \\ir names beside the file.");
        }
        apply(Changesets.statements(read(other), 1, null), all);
    }

    /** A dump leaves an empty search path behind it, and Flyway begins each file anew. */
    private void reset() {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("rollback");
            unused = statement.execute("reset all");
            unused = statement.execute("reset role");
        } catch (SQLException failure) {
            throw new DunderException("The connection was lost.", failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException failure) {
            throw new DunderException(file + " is no text in UTF-8.", failure);
        } catch (IOException failure) {
            throw new DunderException(file + " cannot be read.", failure);
        }
    }

    private static boolean isIndifferent(String sql, SQLException refused) {
        boolean unknown = NO_SUCH_OBJECT.equals(refused.getSQLState())
                && (RIGHTS.matcher(sql).matches() || SETTING.matcher(sql).matches());
        boolean absent = EXTENSION.matcher(sql).matches();
        return unknown || absent || SCHEMA.matcher(sql).matches();
    }

    private static String message(SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    /** The line of the very place that the server has pointed at. */
    private static int line(Script.Statement statement, SQLException refused) {
        int line = statement.line();
        if (refused instanceof org.postgresql.util.PSQLException server && server.getServerErrorMessage() != null) {
            int position = Math.min(server.getServerErrorMessage().getPosition(), statement.sql().length());
            line += (int) statement.sql().substring(0, Math.max(0, position - 1)).chars().filter(c -> c == '\n')
                    .count();
        }
        return line;
    }

    private static String shortened(String sql) {
        String line = sql.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
