package dev.dunder.codegen;

import com.zaxxer.hikari.HikariConfig;
import dev.dunder.Database;
import dev.dunder.lookups.DunderException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The generator's command line: reads a database's schema, or files of SQL on an embedded server, and writes a class for each
 * table.
 *
 * <pre>
 * java -jar dunder-codegen.jar --sql db/migration --package com.acme.blog --out target/generated-sources/dunder
 * java -jar dunder-codegen.jar --url jdbc:postgresql://localhost/blog --user me --password --package com.acme.blog --out …
 * java -jar dunder-codegen.jar --check …       # writes nothing, and fails where the classes are not as the database is
 * </pre>
 *
 * <p>What is the same stays untouched, byte for byte; classes of tables that are gone are taken away, and nothing else.
 */
@CommandLine.Command(name = "dunder-codegen", mixinStandardHelpOptions = true, versionProvider = Generate.Version.class, sortOptions = false, description = "Writes dunder's models for the tables of a PostgreSQL database.", footer = "Exits with 0, with 1 after an error, with 2 for a wrong call, or with 3 where --check finds that something has moved.")
public final class Generate implements Callable<Integer> {
    /** What {@code --check} exits with where classes and database differ. */
    static final int MOVED = 3;

    private static final String PASSWORD = "DUNDER_PASSWORD";

    @CommandLine.ArgGroup(multiplicity = "1")
    private @Nullable Source source;

    @CommandLine.Option(names = "--schema", split = ",", paramLabel = "<name>", description = "The schemas to read. Default: those on the search path.")
    private List<String> schemas = new ArrayList<>();

    @CommandLine.Option(names = "--package", required = true, paramLabel = "<name>", description = "The package of the classes.")
    private String packageName = "";

    @CommandLine.Option(names = "--out", required = true, paramLabel = "<folder>", description = "The source folder to write to.")
    private Path out = Path.of("");

    @CommandLine.Option(names = "--overrides", paramLabel = "<file>", description = "Properties that say other names and leave tables out.")
    private @Nullable Path overrides;

    @CommandLine.Option(names = "--jooq", paramLabel = "<name>", description = "A package for jOOQ's own tables and records, which the models do not need. Default: none.")
    private @Nullable String jooq;

    @CommandLine.Option(names = "--check", description = "Write nothing; say what has moved, and fail where something has.")
    private boolean check;

    @CommandLine.Option(names = "--stacktrace", description = "After an error, say where in the generator it was.")
    private boolean stackTrace;

    @CommandLine.Option(names = "--quiet", description = "Say nothing where all is well.")
    private boolean quiet;

    private @Nullable ProgressLine progress;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    private static final class Source {
        @CommandLine.ArgGroup(exclusive = false)
        private @Nullable Server server;

        @CommandLine.ArgGroup(exclusive = false)
        private @Nullable Files files;
    }

    private static final class Files {
        @CommandLine.Option(names = "--sql", required = true, paramLabel = "<path>", description = "Files of SQL that make the schema, dumps too, a folder of them, or a changelog of Liquibase; applied in this order to an empty server. A folder's are in Flyway's order where they are called as it wants, else in that of their names.")
        private List<Path> sql = new ArrayList<>();

        @CommandLine.Option(names = "--image", paramLabel = "<name>", description = "The image of a container to apply them in, by Testcontainers, which must be on the class path. Default: a server from binaries, or, where there are none, "
                + EmptyServer.USUAL_IMAGE + ".")
        private @Nullable String image;
    }

    private static final class Server {
        @CommandLine.Option(names = "--url", required = true, paramLabel = "<jdbc>", description = "The JDBC URL of the database.")
        private String url = "";

        @CommandLine.Option(names = "--user", paramLabel = "<name>", description = "The user.")
        private @Nullable String user;

        @CommandLine.Option(names = "--password", paramLabel = "<text>", description = "The password; asked for where no value is given, and taken from "
                + PASSWORD + " in the environment without the option.", interactive = true, arity = "0..1")
        private @Nullable String password;
    }

    /** For {@code --version}. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{"dunder-codegen " + version(), "Java " + Runtime.version()};
        }
    }

    private Generate() {}

    /**
     * Runs the generator; {@code --help} tells how. Exits with 0, with 1 after an error, with 2 for a wrong call, or with 3
     * where {@code --check} finds that something has moved.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return run(new PrintWriter(System.out, true, Charset.defaultCharset()),
                new PrintWriter(System.err, true, Charset.defaultCharset()), arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Generate generate = new Generate();
        return new CommandLine(generate)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    tell(failure, command.getErr());
                    if (generate.stackTrace) {
                        failure.printStackTrace(command.getErr());
                    }
                    return 1;
                })
                .execute(arguments);
    }

    /** Each failure in its own words, and once. */
    private static void tell(Throwable failure, PrintWriter err) {
        String said = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean ours = cause instanceof DunderException;
            String message = ours ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
            String first = message.lines().findFirst().orElse(message);
            if (!said.contains(ours ? first : String.valueOf(cause.getMessage()).lines().findFirst().orElse(first))) {
                err.println((said.isEmpty() ? "" : "  because of ") + (said.isEmpty() ? message : first));
                said += message;
            }
        }
    }

    static String version() {
        String version = Generate.class.getPackage().getImplementationVersion();
        return version == null ? "of no version" : version;
    }

    @Override
    public Integer call() throws Exception {
        refuse(packageName);
        if (jooq != null) {
            refuse(jooq);
            if ((packageName + ".").startsWith(jooq + ".")) {
                throw new DunderException("The package of the models cannot be " + packageName
                        + ", as jOOQ takes away what it has not written below its own, " + jooq + ".");
            }
        }
        Overrides said = overrides == null ? Overrides.none() : Overrides.read(overrides);
        Source from = source;
        if (from != null && from.server != null) {
            try (Database database = Database.pooled(config(from.server)).build()) {
                return generate(database, said, List.of());
            }
        }
        Files given = from == null || from.files == null ? new Files() : from.files;
        Migrations.Found found = Migrations.of(given.sql);
        List<String> notes = new ArrayList<>(found.notes());
        progress().say("Starting a server");
        try (EmptyServer server = EmptyServer.start(given.image)) {
            server.database().dsl()
                    .connection(connection -> notes.addAll(Loading.load(connection, found.files(), progress())));
            return generate(server.database(), said, notes);
        } finally {
            progress().clear();
        }
    }

    private ProgressLine progress() {
        if (progress == null) {
            progress = new ProgressLine(commandLine().getErr(), !quiet && ProgressLine.isTerminal());
        }
        return progress;
    }

    private static void refuse(String name) {
        if (!SourceVersion.isName(name)) {
            throw new DunderException("'" + name + "' cannot be the name of a package in Java.");
        }
    }

    private static HikariConfig config(Server server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url);
        config.setUsername(server.user);
        config.setPassword(server.password == null ? System.getenv(PASSWORD) : server.password);
        config.setMaximumPoolSize(1);
        return config;
    }

    private int generate(Database database, Overrides said, List<String> before) {
        long start = System.nanoTime();
        Facts facts = database.dsl().connectionResult(Facts::read);
        progress().say("Reading " + counted(facts.tables().size(), "table"));
        Plan plan = Planner.plan(packageName, schemas, said, facts,
                dev.dunder.model.Schema.reflect(database.dsl(), said.reflection(facts)));
        var sources = Sources.of(plan, progress());
        Manifest manifest = Manifest.of(plan, sources);
        Output output = new Output(out, packageName);
        progress().clear();
        if (check) {
            return check(output.drift(sources, manifest), plan);
        }
        Output.Written written = output.write(sources, manifest);
        String tables = jooq;
        if (tables != null) {
            List<String> read = schemas.isEmpty() ? facts.searchPath() : schemas;
            database.dsl().connection(connection -> PlainGenerator.run(connection, read, tables, out));
        }
        tell(before);
        tell(plan.notes());
        tell(List.of(counted(plan.models().size(), "model") + " and " + counted(plan.enums().size(), "enum") + " in "
                + packageName + ": " + counted(written.written(), "file") + " written, " + written.same()
                + " left as they were, " + written.removed() + " removed, in "
                + (System.nanoTime() - start) / 1_000_000 + " ms."));
        return 0;
    }

    private static String counted(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private int check(List<String> moved, Plan plan) {
        if (moved.isEmpty()) {
            tell(List.of(packageName + " is as the database is: " + counted(plan.models().size(), "model") + "."));
            return 0;
        }
        PrintWriter err = commandLine().getErr();
        err.println("The models in " + packageName + " are not as the database is:");
        moved.forEach(one -> err.println("  " + one));
        err.println("Generate them again.");
        return MOVED;
    }

    private void tell(List<String> lines) {
        if (!quiet) {
            lines.forEach(commandLine().getOut()::println);
        }
    }

    private CommandLine commandLine() {
        if (command == null) {
            throw new IllegalStateException("There is a command line once it is read.");
        }
        return command.commandLine();
    }
}
