package dev.dunder.examples;

import dev.dunder.Database;
import java.io.PrintStream;

/** The tour: each step of {@code tour.jsh} as it is written, the SQL that it sent, and what came back. */
public final class Demo {
    private Demo() {}

    /**
     * Starts a PostgreSQL, loads the blog, and takes the tour.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        out.println();
        out.println("Starting a PostgreSQL and loading a blog into it …");
        Transcript transcript = new Transcript(out);
        try (Database blog = Blog.embedded(transcript)) {
            out.println("Its tables: " + blog.schema().models());
            Tour.take(Blog.read("tour.jsh"), transcript);
        }
        out.println();
        out.println("That was the tour. mvn -q -Pshell opens a shell on the same database.");
        out.println();
    }
}
