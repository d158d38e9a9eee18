package dev.dunder.testing;

import org.testcontainers.postgresql.PostgreSQLContainer;

/** The tests' server in the place of a container, as not every machine that runs them has Docker. */
public final class GivenServer extends PostgreSQLContainer {
    private final String url = TestServer.newDatabase();

    /** A fresh database of it. */
    public GivenServer() {
        super("postgres:18");
    }

    @Override
    public String getDockerImageName() {
        return "postgres:18";
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public String getJdbcUrl() {
        return url;
    }

    @Override
    public String getUsername() {
        return parameter("user");
    }

    @Override
    public String getPassword() {
        return parameter("password");
    }

    private String parameter(String name) {
        String value = url.replaceFirst(".*[?&]" + name + "=([^&]*).*", "$1");
        return value.equals(url) ? "" : value;
    }
}
