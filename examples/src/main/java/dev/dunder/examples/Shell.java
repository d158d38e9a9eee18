package dev.dunder.examples;

import dev.dunder.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jspecify.annotations.Nullable;

/** JShell on the blog: imports done, {@code db} connected. */
public final class Shell {
    private static @Nullable Database blog;

    private Shell() {}

    /**
     * The blog, for the shell's start-up script.
     *
     * @return the database
     */
    public static Database blog() {
        if (blog == null) {
            throw new IllegalStateException("The shell has not been started.");
        }
        return blog;
    }

    /**
     * Starts a PostgreSQL, loads the blog, and opens JShell.
     *
     * @param arguments none
     * @throws Exception if JShell does not start
     */
    public static void main(String[] arguments) throws Exception {
        System.out.println("Starting a PostgreSQL and loading a blog into it …");
        try (Database database = Blog.embedded(statement -> {})) {
            blog = database;
            Path startup = startup();
            JavaShellToolBuilder.builder()
                    .start(
                            "--execution", "local",
                            "--class-path", System.getProperty("java.class.path"),
                            "--startup", "DEFAULT",
                            "--startup", startup.toString());
        }
        System.exit(0);
    }

    private static Path startup() throws IOException {
        Path file = Files.createTempFile("dunder", ".jsh");
        file.toFile().deleteOnExit();
        return Files.writeString(file, Blog.read("imports.jsh") + Blog.read("shell.jsh"));
    }
}
