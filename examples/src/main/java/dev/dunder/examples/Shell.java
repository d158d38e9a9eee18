package dev.dunder.examples;

import dev.dunder.Database;

/** JShell on the blog: imports done, {@code db} connected. */
public final class Shell {
    private Shell() {}

    /**
     * Starts a PostgreSQL, loads the blog, and opens JShell.
     *
     * @param arguments none
     * @throws Exception if JShell does not start
     */
    public static void main(String[] arguments) throws Exception {
        System.out.println("Starting a PostgreSQL and loading a blog into it …");
        try (Database database = Blog.embedded(dev.dunder.shell.Shell.listener())) {
            dev.dunder.shell.Shell.open(
                    database, "import dev.dunder.examples.blog.models.*;\n", Blog.read("shell.jsh"));
        }
        System.exit(0);
    }
}
