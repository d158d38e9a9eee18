package dev.dunder.examples;

import com.zaxxer.hikari.HikariConfig;
import dev.dunder.Database;
import dev.dunder.Dunder;
import dev.dunder.watch.StatementListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import java.util.Objects;

/** The blog's databases: authors, entries, tags and comments, the same rows each time. */
public final class Blog {
    private Blog() {}

    /**
     * A PostgreSQL server of its own with the blog, made the default database, and a second, empty blog beside it on the
     * same server, registered as {@code other}.
     *
     * @param listener hears of every statement but those that load the blog
     * @return the blog, to be closed
     */
    public static Database embedded(StatementListener listener) {
        Quiet quiet = new Quiet(listener);
        Database blog = Database.embedded(quiet);
        run(blog, "blog.sql");
        run(blog, "blog-data.sql");
        blog.schema();
        Dunder.setDefault(blog);
        Dunder.register("other", second(blog, quiet));
        quiet.listening = true;
        return blog;
    }

    private static Database second(Database blog, StatementListener listener) {
        blog.dsl().connection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create database other");
            }
        });
        String url = blog.dsl().connectionResult(connection -> connection.getMetaData().getURL());
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url.replaceFirst("/postgres\\b", "/other"));
        config.setMaximumPoolSize(2);
        Database other = Database.pooled(config).listener(listener).build();
        run(other, "blog.sql");
        return other;
    }

    private static void run(Database database, String script) {
        String sql = read(script);
        database.dsl().connection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    static String read(String resource) {
        try (InputStream in = Blog.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Hears nothing until it is told to. */
    private static final class Quiet implements StatementListener {
        private final StatementListener listener;
        private volatile boolean listening;

        Quiet(StatementListener listener) {
            this.listener = listener;
        }

        @Override
        public void executed(ExecutedStatement statement) {
            if (listening) {
                listener.executed(statement);
            }
        }
    }
}
