package dev.dunder.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.testing.TestServer;
import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Build;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals in a project, as Maven runs them. */
class GeneratorMojoTest {
    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    private <T extends GeneratorMojo> T mojo(T mojo, Object... configured) throws Exception {
        MavenProject project = new MavenProject();
        Build build = new Build();
        build.setDirectory(folder.resolve("target").toString());
        project.setBuild(build);
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void info(CharSequence text) {
                said.add("info " + text);
            }

            @Override
            public void error(CharSequence text) {
                said.add("error " + text);
            }
        });
        set(mojo, "project", project);
        set(mojo, "execution", new MojoExecution(new Plugin(), "generate", "models"));
        set(mojo, "artifacts", Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(GeneratorMojoTest::artifact).toList());
        set(mojo, "java", Path.of(System.getProperty("java.home"), "bin", "java").toFile());
        set(mojo, "packageName", "acme");
        set(mojo, "outputDirectory", folder.resolve("target/generated-sources/dunder").toFile());
        for (int i = 0; i < configured.length; i += 2) {
            set(mojo, (String) configured[i], configured[i + 1]);
        }
        return mojo;
    }

    /** As Maven does it. */
    private static void set(GeneratorMojo mojo, String parameter, Object value) throws Exception {
        Field field = GeneratorMojo.class.getDeclaredField(parameter);
        field.setAccessible(true);
        field.set(mojo, value);
    }

    private static Artifact artifact(String file) {
        Artifact artifact = new DefaultArtifact("g", "a", "1", "runtime", "jar", null, new DefaultArtifactHandler());
        artifact.setFile(new File(file));
        return artifact;
    }

    private static void execute(String url, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Path written(String name) {
        return folder.resolve("target/generated-sources/dunder").resolve(name);
    }

    @Test
    void theClassesOfADatabaseAreSourcesOfTheProjectAndChecked() throws Exception {
        String url = TestServer.newDatabase();
        execute(url, "create table entry (id int primary key)");
        GenerateMojo generate = mojo(new GenerateMojo(), "url", url);

        generate.execute();

        assertThat(written("acme/Entry.java")).exists();
        assertThat(generate.project().getCompileSourceRoots()).containsExactly(written("").toString());
        mojo(new CheckMojo(), "url", url).execute();
        execute(url, "alter table entry add column x int");
        assertThatThrownBy(() -> mojo(new CheckMojo(), "url", url).execute()).isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("not as the database is");
        assertThat(said).contains("error   column entry.x: int in the database, and not in the classes");
        assertThatThrownBy(() -> mojo(new CheckMojo(), "url", url, "packageName", "no-name").execute())
                .isInstanceOf(MojoExecutionException.class).hasMessageContaining("could not be checked");
    }

    @Test
    void nothingIsDoneWhereThatIsSaid() throws Exception {
        mojo(new GenerateMojo(), "skip", true).execute();

        assertThat(said).containsExactly("info Skipped.");
        assertThat(folder.resolve("target")).doesNotExist();
    }

    @Test
    void aSecondBuildRunsNothingUntilSomethingHasChangedOrAClassIsGone() throws Exception {
        Path sql = Files.writeString(folder.resolve("schema.sql"), "create table entry (id int primary key);");
        GenerateMojo generate = mojo(new GenerateMojo(), "sql", List.of(sql.toFile()), "jooq", "tables");
        generate.execute();
        assertThat(written("acme/Entry.java")).exists();
        Path table = written("tables/tables/Entry.java");
        assertThat(table).exists();
        said.clear();

        generate.execute();
        assertThat(said).singleElement().asString().contains("are up to date");

        Files.delete(table);
        said.clear();
        generate.execute();
        assertThat(table).exists();
        assertThat(said).noneMatch(line -> line.contains("are up to date"));

        Files.writeString(sql, "create table entry (id int primary key, x int);");
        generate.execute();
        assertThat(written("acme/Entry.java")).content().contains(" X = ");
    }

    @Test
    void sourcesThatCannotBeReadAreRefused() throws Exception {
        for (GenerateMojo wrong : List.of(mojo(new GenerateMojo()), mojo(new GenerateMojo(), "sql", List.of()),
                mojo(new GenerateMojo(), "url", "jdbc:postgresql:x", "sql", List.of(new File("a.sql"))))) {
            assertThatThrownBy(wrong::execute).isInstanceOf(MojoFailureException.class)
                    .hasMessage("Either <sql> or <url> says where the tables are.");
        }
        GenerateMojo missing = mojo(new GenerateMojo(), "sql", List.of(folder.resolve("none.sql").toFile()));
        assertThatThrownBy(missing::execute).isInstanceOf(MojoExecutionException.class)
                .hasMessage("The models could not be generated; the reason is above.");
        assertThat(said)
                .anyMatch(line -> line.startsWith("error There is no file or folder ") && line.contains("none.sql"));
    }
}
