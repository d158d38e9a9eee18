package dev.dunder.shell;

import com.zaxxer.hikari.HikariConfig;
import dev.dunder.Database;
import dev.dunder.Dunder;
import dev.dunder.Progress;
import dev.dunder.QuerySet;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.watch.StatementListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jspecify.annotations.Nullable;

/**
 * JShell on a database: what one types is Java, and a query set is printed as its rows.
 *
 * <pre>{@code
 * java -jar dunder-shell.jar jdbc:postgresql://localhost/blog me secret
 * }</pre>
 */
public final class Shell {
    /** More would take longer to name than anyone waits. */
    private static final int MOST_NAMED = 30;

    /** Lines of prose that are longer are hard to read. */
    private static final int WIDEST = 110;

    /** Below what is told of a statement. */
    private static final String TOLD = "       ";

    private static final Queue<StatementListener.ExecutedStatement> SENT = new ConcurrentLinkedQueue<>();

    private static volatile boolean telling;
    private static volatile boolean tellingValues;
    private static volatile @Nullable Database database;
    /** A query set, a statement or a list. */
    private static volatile @Nullable Object shown;
    private static final AtomicReference<@Nullable ProgressLine> LINE = new AtomicReference<>();
    private static final AtomicReference<@Nullable Throwable> FAILURE = new AtomicReference<>();

    /** Kept, as a logger that nobody holds forgets what it was told. */
    private static final Logger PREFERENCES = Logger.getLogger("java.util.prefs");

    private Shell() {}

    /**
     * Opens JShell on a database.
     *
     * @param arguments the JDBC URL; the user and the password, unless the URL has them
     * @throws Exception if JShell does not start
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0 || arguments.length > 3 || !arguments[0].startsWith("jdbc:")) {
            System.err.println("Usage: java -jar dunder-shell.jar jdbc:postgresql://localhost/blog [user [password]]");
            System.exit(2);
        }
        // It tells of each new place where it keeps what was typed, in two lines.
        PREFERENCES.setLevel(Level.OFF);
        System.out.println("Connecting …");
        try (Database opened = connect(arguments)) {
            open(opened, "", "");
        } catch (DunderException refused) {
            System.err.println(refused.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static Database connect(String[] arguments) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        if (arguments.length > 1) {
            config.setUsername(arguments[1]);
            config.setPassword(arguments.length > 2 ? arguments[2] : "");
        }
        config.setMaximumPoolSize(4);
        Database opened = Database.pooled(config).listener(listener()).showValues().build();
        opened.schema();
        return opened;
    }

    /**
     * Who has to hear of the statements of a database, for {@code statements(true)} to print them.
     *
     * @return a listener for the builder
     */
    public static StatementListener listener() {
        return statement -> {
            if (telling) {
                SENT.add(statement);
            }
        };
    }

    /**
     * Opens JShell on a database, and returns when it is left.
     *
     * @param opened the database
     * @param imports further imports, as lines of Java
     * @param greeting what is printed at first, as lines of Java
     * @throws Exception if JShell does not start
     */
    public static void open(Database opened, String imports, String greeting) throws Exception {
        database = opened;
        Dunder.setDefault(opened);
        Dunder.setDisplay(Shell::show);
        Path file = Files.createTempFile("dunder", ".jsh");
        try {
            Files.writeString(file, script(opened, imports, greeting));
            JavaShellToolBuilder.builder().start(
                    "--execution", ShellExecution.NAME,
                    "--class-path", System.getProperty("java.class.path"),
                    "--startup", "DEFAULT",
                    "--startup", file.toString());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    static String script(Database opened, String imports, String greeting) {
        StringBuilder script = new StringBuilder(read("startup.jsh")).append(imports).append('\n');
        List<String> others = new ArrayList<>();
        for (Model model : opened.models()) {
            String name = model.name();
            boolean isName = isVariable(name) && !name.equals("db") && !name.equals("exit");
            if (isName && others.size() < MOST_NAMED) {
                others.add(name);
                script.append("QuerySet<Row> ").append(name).append(" = db.objects(\"").append(name).append("\");\n");
            }
        }
        return script.append(greeting.isEmpty() ? greeting(opened, others) : greeting).toString();
    }

    /** A table off the search path has a point in its name. */
    private static boolean isVariable(String name) {
        return SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name);
    }

    private static String greeting(Database opened, List<String> names) {
        String text = opened.models().isEmpty() ? nothing(opened) : models(opened, names);
        String lines = "\n" + Lines.wrapped(text, Math.min(Terminal.width(), WIDEST), 0, "  ") + "\n\n";
        return String.join("", lines.lines().map(line -> "System.out.println(\"" + line.replace("\\", "\\\\")
                .replace("\"", "\\\"") + "\");\n").toList());
    }

    /** Whoever is on another database than they thought is told where. */
    private static String nothing(Database opened) {
        Object where = opened.dsl().fetchValue(
                "select format('%s has no tables that %s may see', current_database(), current_user)");
        return "  " + LookupException.plain(String.valueOf(where)) + ". Once there are some, db.forgetSchema()"
                + " has them read, and db.objects(\"…\") is the rows of one. exit leaves.";
    }

    private static String models(Database opened, List<String> names) {
        String example = names.isEmpty() ? "db.objects(\"…\")" : names.get(0);
        return "  db has the models "
                + String.join(", ", opened.models().stream().map(Model::name).map(LookupException::plain)
                        .limit(MOST_NAMED).toList())
                + (opened.models().size() > MOST_NAMED ? " …" : "") + ".\n  Type " + example
                + " for its first rows, then show(100) or row(3). describe(\"…\") tells of a model,"
                + " statements(true) prints the SQL and its time, lastError() the trace of an error, exit leaves.";
    }

    static String read(String resource) {
        try (InputStream in = Shell.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    // ---- What is called in the shell ----

    /** What ends the shell when it is typed. */
    public static final class Exit {
        private Exit() {}
    }

    /**
     * What ends the shell when it is typed.
     *
     * @return the value of {@code exit}
     */
    public static Exit exit() {
        return new Exit();
    }

    /**
     * The database.
     *
     * @return what the shell was opened on
     */
    public static Database database() {
        Database opened = database;
        if (opened == null) {
            throw new DunderException("The shell has not been opened.");
        }
        return opened;
    }

    /**
     * Prints more rows of the query set or the list that was printed last.
     *
     * @param rows how many, from 1 on
     */
    public static void show(int rows) {
        System.out.println(Rows.of(last(), rows).text(Terminal.width()));
    }

    /** What {@code show()} of a query set prints. */
    private static void show(QuerySet<?> set, List<?> first, long total) {
        shown = set;
        System.out.println(Rows.of(first, total, Rows.USUAL).text(Terminal.width()));
    }

    /**
     * Prints a row of the query set or the list that was printed last, with whole values.
     *
     * @param number from 1
     */
    public static void row(int number) {
        System.out.println(Printing.row(last(), number));
    }

    private static Object last() {
        Object last = shown;
        if (last == null) {
            throw new DunderException("No query set has been printed yet. Type one.");
        }
        return last;
    }

    /**
     * Prints what a model is like.
     *
     * @param model its name
     */
    public static void describe(String model) {
        System.out.println(Lines.plain(database().describe(model)));
    }

    /**
     * Prints what the model of a query set is like.
     *
     * @param set such as {@code entry.filter("x__gt", 3)}
     */
    public static void describe(QuerySet<?> set) {
        describe(set.model());
    }

    /**
     * Prints what a model is like.
     *
     * @param model such as {@code Entry.MODEL}
     */
    public static void describe(Model model) {
        System.out.println(Lines.plain(model.describe()));
    }

    /**
     * Prints the SQL of a query set.
     *
     * @param set such as {@code entry.filter("x__gt", 3)}
     */
    public static void sql(QuerySet<?> set) {
        sql(set, false);
    }

    /**
     * Prints the SQL of a query set, and what is sent with it.
     *
     * <pre>{@code
     * sql(entry.filter("x__gt", 3), true)
     * // select … from "entry" where "entry"."x" > ?
     * // with 3
     * }</pre>
     *
     * @param set such as {@code entry.filter("x__gt", 3)}
     * @param values whether with its values
     */
    public static void sql(QuerySet<?> set, boolean values) {
        System.out.println(Lines.wrapped(Lines.plain(set.sql()), Terminal.width()));
        List<?> bound = values ? set.toSelect().getBindValues() : List.of();
        if (!bound.isEmpty()) {
            System.out.println(Lines.wrapped(with(bound), Terminal.width()));
        }
    }

    private static String with(List<?> values) {
        return "with " + values.stream().map(Table::text).collect(Collectors.joining(", "));
    }

    /**
     * Has the statements printed that each line sends, and their times.
     *
     * @param print whether to
     */
    public static void statements(boolean print) {
        statements(print, false);
    }

    /**
     * Has the statements printed that each line sends, their times, and what was sent with them.
     *
     * <pre>{@code
     * statements(true, true)
     * entry.filter("x__gt", 3).count()
     * //   sql> select count(*) from "entry" where "entry"."x" > ?
     * //        with 3; 1 row, 0.9 ms
     * }</pre>
     *
     * @param print whether to
     * @param values whether with their values, of a database that shows them
     */
    public static void statements(boolean print, boolean values) {
        telling = print;
        tellingValues = values;
    }

    /**
     * A line that says how far a long work is, to be given to it: written over on a terminal; elsewhere there is one at the end of
     * what has taken longer than a second.
     *
     * <pre>{@code
     * tag.copyIn(rows, Bulk.USUAL.progress(progress()))
     * // 20,000 rows, 12.4 MB, 81,300 rows/s
     * }</pre>
     *
     * @return who is told
     */
    public static Consumer<Progress> progress() {
        ProgressLine line = LINE.get();
        if (line == null) {
            line = new ProgressLine(System.out, Terminal.isThere());
            LINE.set(line);
        }
        return line;
    }

    /** Prints the whole trace of the last error. */
    public static void lastError() {
        Throwable last = FAILURE.get();
        if (last == null) {
            System.out.println("There was none.");
        } else {
            StringWriter trace = new StringWriter();
            last.printStackTrace(new PrintWriter(trace));
            System.out.println(Lines.plain(trace.toString()));
        }
    }

    // ---- What the execution tells ----

    static @Nullable String printed(@Nullable Object value) {
        Object source = Rows.source(value);
        if (source != null) {
            shown = source;
        }
        String text = Printing.of(value);
        return text == null ? null : Lines.plain(text);
    }

    static void failed(Throwable why) {
        FAILURE.set(why);
    }

    /** The statements of a line, printed if that was asked for. */
    static void tell() {
        ProgressLine line = LINE.get();
        if (line != null) {
            line.end();
        }
        for (StatementListener.ExecutedStatement sent = SENT.poll(); sent != null; sent = SENT.poll()) {
            System.out.println(Lines.wrapped("  sql> " + Lines.plain(sent.sql()), Terminal.width(), 0, TOLD));
            String values = tellingValues && !sent.values().isEmpty()
                    ? with(sent.values()) + "; "
                    : "";
            System.out.println(Lines.wrapped(
                    String.format(Locale.ROOT, "%s%s%s, %.1f ms%s", TOLD, values, Printing.number(sent.rows()),
                            sent.duration().toNanos() / 1e6, sent.failure() == null ? "" : ", failed"),
                    Terminal.width(), 0, TOLD));
        }
    }
}
