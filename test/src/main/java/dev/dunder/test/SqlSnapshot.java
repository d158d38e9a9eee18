package dev.dunder.test;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.lookups.DunderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * SQL that was approved once, and is compared with what is sent now: a file for each, under {@code src/test/snapshots}, which
 * is read in a review like any other.
 *
 * {@snippet :
 * SqlSnapshot.of(ShopTest.class).matches("bestsellers", orders.values("product").annotate(count("id").as("n")));
 * // compares with src/test/snapshots/shop/ShopTest/bestsellers.sql
 * }
 *
 * <p>{@code -Ddunder.snapshots=update} writes the files as the SQL is now, those that are not there yet too; {@code
 * -Ddunder.snapshots.directory=…} has them elsewhere. Safe to share between threads.
 */
public final class SqlSnapshot {
    private static final String MODE = "dunder.snapshots";
    private static final String DIRECTORY = "dunder.snapshots.directory";
    private static final Pattern NAME = Pattern.compile("[\\w .-]*\\w[\\w .-]*");

    private final Path directory;

    private SqlSnapshot(Path directory) {
        this.directory = directory;
    }

    /**
     * The snapshots of a class of tests.
     *
     * @param tests the class
     * @return its snapshots
     */
    public static SqlSnapshot of(Class<?> tests) {
        Path root = Path.of(System.getProperty(DIRECTORY, "src/test/snapshots"));
        return new SqlSnapshot(root.resolve(
                Objects.requireNonNull(tests, "a class").getName().replace('.', '/').replace('$', '.')));
    }

    /**
     * The statement of a query set is as it was approved. Nothing is sent.
     *
     * @param name what the file is called
     * @param set the query set
     * @throws AssertionError if it is another, or none was approved
     */
    public void matches(String name, QuerySet<?> set) {
        matches(name, List.of(set.sql()));
    }

    /**
     * The statements that a block sends are as they were approved.
     *
     * {@snippet :
     * SqlSnapshot.of(ShopTest.class).matches("the page", db, () -> page.render());
     * }
     *
     * @param name what the file is called
     * @param database whose statements
     * @param block what is run, now
     * @throws AssertionError if they are others, or none were approved
     */
    public void matches(String name, Database database, Runnable block) {
        matches(name, database.queries(block).stream().map(one -> one.sql()).toList());
    }

    private void matches(String name, List<String> statements) {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new DunderException(
                    "'" + name + "' cannot be the name of a file: letters, digits, blanks and -_. can.");
        }
        Path file = directory.resolve(name + ".sql");
        String now = String.join("\n", statements.stream().map(SqlLines::of).toList());
        try {
            if ("update".equals(System.getProperty(MODE))) {
                Files.createDirectories(directory);
                Files.writeString(file, now);
            } else if (!Files.exists(file)) {
                throw new AssertionError("No SQL was approved as '" + name + "'. Run the test with -D" + MODE
                        + "=update, which writes " + file + ":\n" + now);
            } else {
                compare(file, Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n"), now);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(file + " cannot be read or written.", failure);
        }
    }

    private static void compare(Path file, String approved, String now) {
        if (approved.equals(now)) {
            return;
        }
        List<String> before = approved.lines().toList();
        List<String> lines = now.lines().toList();
        int first = 0;
        while (first < before.size() && first < lines.size() && before.get(first).equals(lines.get(first))) {
            first++;
        }
        throw new AssertionError(
                "The SQL is not as it was approved in " + file + ", from line " + (first + 1) + " on.\nWas:  "
                        + (first < before.size() ? before.get(first) : "(no more)") + "\nIs:   "
                        + (first < lines.size() ? lines.get(first) : "(no more)") + "\nWhole:\n" + now
                        + "Run the test with -D" + MODE + "=update if it is right now.");
    }
}
