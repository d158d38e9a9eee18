package dev.dunder.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** What both goals are told. */
@NullUnmarked // Maven fills the fields in
abstract class GeneratorMojo extends AbstractMojo {
    private static final int OLDEST = 21;

    /**
     * Files of SQL, dumps too, folders of Flyway's or Liquibase's migrations, or changelogs of Liquibase, applied in this order to
     * a server that is started for them. What a changelog names, or {@code \ir} of a file includes, is read anew each time.
     */
    @Parameter(property = "dunder.sql")
    private List<File> sql;

    /**
     * The image of a container to apply them in, such as {@code postgis/postgis:17-3.5}, if Docker is there and
     * {@code org.testcontainers:testcontainers-postgresql} among the plugin's dependencies; else a server from binaries.
     */
    @Parameter(property = "dunder.image")
    private String image;

    /** The JDBC URL of a database, instead of {@code sql}. */
    @Parameter(property = "dunder.url")
    private String url;

    /** The user of the database. */
    @Parameter(property = "dunder.user")
    private String user;

    /** The user's password; else what DUNDER_PASSWORD in the environment says. */
    @Parameter(property = "dunder.password")
    private String password;

    /** The schemas to read; else those on the search path. */
    @Parameter(property = "dunder.schemas")
    private List<String> schemas;

    /** The package of the classes. */
    @Parameter(property = "dunder.package", required = true)
    private String packageName;

    /** The source folder to write to. */
    @Parameter(property = "dunder.out", defaultValue = "${project.build.directory}/generated-sources/dunder")
    private File outputDirectory;

    /** Properties that say other names and leave tables out. */
    @Parameter(property = "dunder.overrides")
    private File overrides;

    /** A package for jOOQ's own tables and records, which the models do not need. */
    @Parameter(property = "dunder.jooq")
    private String jooq;

    /** Nothing is done. */
    @Parameter(property = "dunder.skip", defaultValue = "false")
    private boolean skip;

    /** The java of a JDK that is new enough, where no toolchain names one and Maven's own is older. */
    @Parameter(property = "dunder.java")
    private File java;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private List<Artifact> artifacts;

    @Inject
    private ToolchainManager toolchains;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped.");
            return;
        }
        if ((sql == null || sql.isEmpty()) == (url == null)) {
            throw new MojoFailureException("Either <sql> or <url> says where the tables are.");
        }
        try {
            run(new Run(arguments(), classPath(), executable(), password, getLog()));
        } catch (IOException failure) {
            throw new MojoExecutionException("The generator cannot be run: " + failure.getMessage(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("The generator was stopped.", stopped);
        }
    }

    abstract void run(Run generator)
            throws IOException, InterruptedException, MojoExecutionException, MojoFailureException;

    final MavenProject project() {
        return project;
    }

    final Path output() {
        return outputDirectory.toPath();
    }

    /** What the classes are made of; none where only the database knows. */
    final List<Path> inputs() {
        List<Path> inputs = new ArrayList<>();
        if (sql != null) {
            sql.forEach(file -> inputs.add(file.toPath()));
        }
        if (overrides != null) {
            inputs.add(overrides.toPath());
        }
        return inputs;
    }

    /** Where the classes are, those of jOOQ too. */
    final List<Path> outputs() {
        return jooq == null ? List.of(packageFolder()) : List.of(packageFolder(), folder(jooq));
    }

    final boolean isOfFiles() throws IOException {
        return url == null && Inputs.sayAll(sql);
    }

    final Path packageFolder() {
        return folder(packageName);
    }

    private Path folder(String name) {
        return output().resolve(name.replace('.', '/'));
    }

    /** Where it is kept of what the classes were made last. */
    final Path mark() {
        return Path.of(project.getBuild().getDirectory(), "dunder", execution.getExecutionId() + ".inputs");
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (url == null) {
            sql.forEach(file -> add(arguments, "--sql", file.toString()));
            add(arguments, "--image", image);
        } else {
            add(arguments, "--url", url);
            add(arguments, "--user", user);
        }
        if (schemas != null && !schemas.isEmpty()) {
            add(arguments, "--schema", String.join(",", schemas));
        }
        add(arguments, "--package", packageName);
        add(arguments, "--out", outputDirectory.toString());
        add(arguments, "--overrides", overrides == null ? null : overrides.toString());
        add(arguments, "--jooq", jooq);
        return arguments;
    }

    private static void add(List<String> arguments, String option, @Nullable String value) {
        if (value != null) {
            arguments.add(option);
            arguments.add(value);
        }
    }

    private List<Path> classPath() {
        return artifacts.stream().map(Artifact::getFile).filter(Objects::nonNull).map(File::toPath).toList();
    }

    private Path executable() throws MojoExecutionException {
        if (java != null) {
            return java.toPath();
        }
        Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
        String tool = toolchain == null ? null : toolchain.findTool("java");
        if (tool != null) {
            return Path.of(tool);
        }
        if (Runtime.version().feature() >= OLDEST) {
            return Path.of(System.getProperty("java.home"), "bin", "java");
        }
        throw new MojoExecutionException("The generator needs a JDK " + OLDEST + " or newer, and Maven runs on "
                + Runtime.version().feature()
                + ". Run it on a newer one, choose one with maven-toolchains-plugin, or name its java in"
                + " <java>.");
    }
}
