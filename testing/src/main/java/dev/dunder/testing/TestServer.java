package dev.dunder.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * One PostgreSQL for all tests of a JVM, on which each test class makes databases of its own.
 *
 * <p>It is the one that {@code DUNDER_TEST_URL} names, a JDBC URL whose user may create databases; else a container, if
 * Docker answers; else one started from binaries.
 */
public final class TestServer {
    private static final String URL = "DUNDER_TEST_URL";
    private static final DockerImageName IMAGE = DockerImageName.parse("postgres:18");

    /** Started when first asked for, and gone with the process. */
    private static final class Holder {
        static final String ADMIN = start();
    }

    private TestServer() {}

    /**
     * A new, empty database.
     *
     * @return its JDBC URL, user and password included
     */
    public static String newDatabase() {
        String name = "dunder_test_" + UUID.randomUUID().toString().replace("-", "");
        execute("create database " + name);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(name)));
        return Holder.ADMIN.replaceFirst("(jdbc:postgresql://[^/]*/)[^?]*", "$1" + name);
    }

    private static void drop(String name) {
        try {
            execute("drop database if exists " + name + " with (force)");
        } catch (IllegalStateException gone) {
            // The server has been stopped already, and the database with it.
        }
    }

    private static void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(Holder.ADMIN);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException("The tests' server refuses: " + sql, failure);
        }
    }

    private static String start() {
        String given = System.getenv(URL);
        if (given != null && !given.isBlank()) {
            return given;
        }
        return DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
    }

    @SuppressWarnings("resource") // It ends with the process.
    private static String container() {
        PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
        container.start();
        return container.getJdbcUrl() + "&user=" + container.getUsername() + "&password=" + container.getPassword();
    }

    private static String embedded() {
        try {
            return EmbeddedPostgres.builder().start().getJdbcUrl("postgres", "postgres");
        } catch (IOException failure) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start.", failure);
        }
    }
}
