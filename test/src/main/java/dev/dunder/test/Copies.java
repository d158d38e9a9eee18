package dev.dunder.test;

import dev.dunder.lookups.DunderException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Copies of a prepared database, one after the other. */
final class Copies implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("(jdbc:postgresql:(?://[^/?]*/)?)([^?]*)(.*)", Pattern.DOTALL);
    private static final String IN_USE = "55006";

    private final String url;
    private final String template = "dunder_template_" + UUID.randomUUID().toString().replace("-", "");
    private @Nullable String current;

    /**
     * Copies a database, to be copied again.
     *
     * @param url that database
     * @param preparation is given the URL of what each copy will be made of
     */
    Copies(String url, Consumer<String> preparation) throws SQLException {
        this.url = url;
        create(template, database());
        try {
            preparation.accept(named(template));
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** The URL of a new copy. */
    String next() throws SQLException {
        String name = "dunder_test_" + UUID.randomUUID().toString().replace("-", "");
        create(name, template);
        current = name;
        return named(name);
    }

    void drop() throws SQLException {
        if (current != null) {
            execute("drop database if exists " + current + " with (force)");
            current = null;
        }
    }

    @Override
    public void close() throws SQLException {
        drop();
        execute("drop database if exists " + template + " with (force)");
    }

    private Matcher parts() {
        Matcher parts = NAME.matcher(url);
        if (!parts.matches()) {
            throw new DunderException(
                    "A database is copied by a URL such as jdbc:postgresql://localhost/shop?user=me.");
        }
        return parts;
    }

    private String database() {
        String name = parts().group(2);
        return name.isEmpty() ? "template1" : name;
    }

    private String named(String name) {
        Matcher parts = parts();
        return parts.group(1) + name + parts.group(3);
    }

    private void create(String name, String of) throws SQLException {
        try {
            execute("create database " + name + " template \"" + of.replace("\"", "\"\"") + "\"");
        } catch (SQLException failure) {
            if (IN_USE.equals(failure.getSQLState())) {
                throw new DunderException("The database " + of + " cannot be copied while others are connected to it."
                        + " Close their connections, or copy one that only tests use.", failure);
            }
            throw failure;
        }
    }

    /** From a database that is not the one which is copied. */
    private void execute(String sql) throws SQLException {
        String from = database().equals("postgres") ? "template1" : "postgres";
        try (Connection connection = DriverManager.getConnection(named(from));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
