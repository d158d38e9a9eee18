package dev.dunder.examples;

import dev.dunder.Database;
import dev.dunder.shell.Terminal;
import java.io.PrintStream;

/** The tour: each step of {@code tour.jsh} as it is written, the SQL that it sent, and what came back. */
public final class Demo {
    /** In files and for other programs. */
    private static final int USUAL = 112;

    private Demo() {}

    /**
     * Starts a PostgreSQL, loads the blog, and takes the tour.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        Transcript transcript = new Transcript(out, Terminal.isThere() ? Terminal.width() : USUAL,
                Terminal.isColoured());
        out.println();
        transcript.says("Starting a PostgreSQL and loading a blog into it …");
        try (Database blog = Blog.embedded(transcript)) {
            transcript.says("Its tables: " + blog.schema().models());
            Tour.take(Blog.read("tour.jsh"), transcript);
        }
        out.println();
        transcript.says("That was the tour. mvn -q -Pshell opens a shell on the same database.");
        out.println();
    }
}
