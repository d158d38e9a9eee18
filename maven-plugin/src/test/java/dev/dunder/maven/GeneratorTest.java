package dev.dunder.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator is run in a JVM of its own, and only where something has changed. */
class GeneratorTest {
    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    private Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--package", "acme", "--out", folder.resolve("out").toString()));
        all.addAll(List.of(arguments));
        List<Path> classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        return new Run(all, classPath, Path.of(System.getProperty("java.home"), "bin", "java"), null,
                new SystemStreamLog() {
                    @Override
                    public void info(CharSequence text) {
                        said.add("info " + text);
                    }

                    @Override
                    public void error(CharSequence text) {
                        said.add("error " + text);
                    }
                });
    }

    private static void execute(String url, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void classesAreGeneratedAndChecked() throws Exception {
        String url = TestServer.newDatabase();
        execute(url, "create table entry (id int primary key)");
        Run generator = run("--url", url);

        assertThat(generator.start()).as(said.toString()).isZero();
        assertThat(said).anyMatch(line -> line.startsWith("info 1 model and 0 enums in acme: 2 files written"));
        assertThat(folder.resolve("out/acme/Entry.java")).exists();
        assertThat(generator.start("--check")).isZero();

        execute(url, "alter table entry add column x int");
        said.clear();
        assertThat(generator.start("--check")).isEqualTo(Run.MOVED);
        assertThat(said).contains("error   column entry.x: int in the database, and not in the classes");
    }

    @Test
    void whatGoesWrongIsToldAsAnError() throws Exception {
        assertThat(run("--sql", "no-such-file.sql").start()).isEqualTo(1);

        assertThat(said).anyMatch(line -> line.startsWith("error There is no file or folder no-such-file.sql"));
    }

    @Test
    void inputsAreTheSameUntilAFileAnArgumentOrAClassIsAnother() throws Exception {
        Path sql = write("db/V1__a.sql", "create table a (id int)");
        Path type = write("out/acme/A.java", "class A {}");
        Path mark = folder.resolve("target/dunder/default.inputs");
        List<Path> files = List.of(sql.getParent());
        Inputs inputs = new Inputs(run("--sql", "db"), files, List.of(type.getParent()));
        assertThat(inputs.areThoseOf(mark)).isFalse();

        inputs.keep(mark);

        assertThat(inputs.areThoseOf(mark)).isTrue();
        assertThat(new Inputs(run("--sql", "db", "--schema", "x"), files, List.of(type.getParent())).areThoseOf(mark))
                .isFalse();
        write("db/V1__a.sql", "create table a (id int, b int)");
        assertThat(inputs.areThoseOf(mark)).isFalse();
        inputs.keep(mark);
        write("db/V2__b.sql", "create table b (id int)");
        assertThat(inputs.areThoseOf(mark)).isFalse();
        inputs.keep(mark);
        Files.delete(type);
        assertThat(inputs.areThoseOf(mark)).isFalse();
    }

    @Test
    void whatAChangelogOrAFileForPsqlNamesIsReadAnewEachTime() throws Exception {
        File sql = write("db/V1__a.sql", "create table a (id int)").toFile();
        File changelog = write("db/master.yaml", "databaseChangeLog: []").toFile();

        assertThat(Inputs.sayAll(List.of(sql, sql.getParentFile()))).isTrue();
        assertThat(Inputs.sayAll(List.of(sql, changelog))).isFalse();
        File including = write("all/all.sql", "create table b (id int);\n\\ir ../db/V1__a.sql\n").toFile();
        assertThat(Inputs.sayAll(List.of(including))).isFalse();
        assertThat(Inputs.sayAll(List.of(including.getParentFile()))).isFalse();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
