package dev.dunder.codegen;

import com.zaxxer.hikari.HikariConfig;
import dev.dunder.Database;
import dev.dunder.lookups.DunderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The generator's command line: reads a database's schema, or SQL files on an embedded server, and writes Java.
 *
 * <pre>
 * java -cp … dev.dunder.codegen.Generate --sql schema.sql --package com.acme.blog --out target/generated-sources/dunder
 * java -cp … dev.dunder.codegen.Generate --url jdbc:postgresql://localhost/blog --user me --password secret …
 * </pre>
 */
@CommandLine.Command(name = "dunder-codegen", mixinStandardHelpOptions = true, description = "Writes jOOQ's classes and dunder's models for a PostgreSQL schema.")
public final class Generate implements Callable<Integer> {
    @CommandLine.ArgGroup(multiplicity = "1")
    private @Nullable Source source;

    @CommandLine.Option(names = "--schema", description = "The schema to read. Default: ${DEFAULT-VALUE}", defaultValue = "public")
    private String schema = "public";

    @CommandLine.Option(names = "--package", required = true, description = "The package of jOOQ's classes; models go below it, into models.")
    private String packageName = "";

    @CommandLine.Option(names = "--out", required = true, description = "The source folder to write to.")
    private Path out = Path.of("");

    private static final class Source {
        @CommandLine.ArgGroup(exclusive = false)
        private @Nullable Server server;

        @CommandLine.Option(names = "--sql", required = true, description = "A file of SQL that makes the schema; may be given several times.")
        private @Nullable List<Path> sql;
    }

    private static final class Server {
        @CommandLine.Option(names = "--url", required = true, description = "The JDBC URL of the database.")
        private String url = "";

        @CommandLine.Option(names = "--user", description = "The user.")
        private @Nullable String user;

        @CommandLine.Option(names = "--password", description = "The password; asked for where no value is given.", interactive = true, arity = "0..1")
        private @Nullable String password;
    }

    private Generate() {}

    /**
     * Runs the generator; {@code --help} tells how. Exits with 0, with 1 after an error, or with 2 for a wrong call.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Generate())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        command.getErr().println(cause);
                    }
                    return 1;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        Source from = source;
        if (from != null && from.server != null) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(from.server.url);
            config.setUsername(from.server.user);
            config.setPassword(from.server.password);
            try (Database database = Database.pooled(config).build()) {
                generate(database);
            }
        } else if (from != null && from.sql != null) {
            try (Database database = Database.embedded()) {
                for (Path file : from.sql) {
                    run(database, file);
                }
                generate(database);
            }
        }
        return 0;
    }

    private static void run(Database database, Path file) throws IOException {
        String sql = Files.readString(file);
        database.dsl().connection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    private void generate(Database database) {
        Configuration configuration = new Configuration()
                .withLogging(Logging.WARN)
                .withGenerator(new Generator()
                        .withName(DunderGenerator.class.getName())
                        .withDatabase(new org.jooq.meta.jaxb.Database()
                                .withName("org.jooq.meta.postgres.PostgresDatabase")
                                .withInputSchema(schema)
                                .withOutputSchemaToDefault(true)
                                .withIncludeRoutines(false))
                        .withGenerate(new org.jooq.meta.jaxb.Generate().withDeprecationOnUnknownTypes(false))
                        .withTarget(new Target().withPackageName(packageName).withDirectory(out.toString())));
        database.dsl().connection(connection -> generate(configuration, connection));
    }

    private static void generate(Configuration configuration, Connection connection) {
        GenerationTool tool = new GenerationTool();
        tool.setConnection(connection);
        try {
            tool.run(configuration);
        } catch (Exception failure) {
            throw new DunderException("The classes could not be generated.", failure);
        }
    }
}
