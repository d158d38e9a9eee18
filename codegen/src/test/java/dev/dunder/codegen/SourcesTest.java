package dev.dunder.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.lookups.DunderException;
import dev.dunder.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the generator reads, and what it says where it cannot. */
class SourcesTest {
    @TempDir
    private Path folder;

    private Generated generated;

    @BeforeEach
    void folder() {
        generated = new Generated(folder.resolve("out"));
    }

    private Path file(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<String> load(List<Path> files) throws Exception {
        try (Connection connection = DriverManager.getConnection(TestServer.newDatabase())) {
            return Loading.load(connection, files.stream().map(SqlText::of).toList(), Generated.SILENT);
        }
    }

    private List<String> names(Migrations.Found found) {
        return found.files().stream().map(one -> folder.relativize(one.file()).toString().replace('\\', '/')).toList();
    }

    @Test
    void flywaysMigrationsAreInTheOrderOfTheirVersionsAndRepeatableOnesLast() throws Exception {
        for (String name : List.of("V10__j.sql", "V2__b.sql", "V2.1__c.sql", "V2_1_1__d.sql", "R__b.sql", "R__a.sql",
                "U2__b.sql",
                "sub/V3__e.sql", "beforeMigrate.sql", "notes.sql", "V1__a.txt")) {
            file("db/" + name, "select 1");
        }

        Migrations.Found found = Migrations.of(List.of(folder.resolve("db")));

        assertThat(names(found)).containsExactly("db/V2__b.sql", "db/V2.1__c.sql", "db/V2_1_1__d.sql",
                "db/sub/V3__e.sql",
                "db/V10__j.sql", "db/R__a.sql", "db/R__b.sql");
        assertThat(found.notes()).hasSize(2).anyMatch(note -> note.contains("beforeMigrate.sql, as it is a callback"))
                .anyMatch(note -> note.contains("notes.sql, as it is not called as Flyway wants"));
    }

    @Test
    void aBaselineStandsForAllBeforeIt() throws Exception {
        for (String name : List.of("V1__a.sql", "V2__b.sql", "B2__base.sql", "V3__c.sql")) {
            file("db/" + name, "select 1");
        }

        assertThat(names(Migrations.of(List.of(folder.resolve("db"))))).containsExactly("db/B2__base.sql",
                "db/V3__c.sql");
    }

    @Test
    void otherFoldersAreInTheOrderOfTheirNamesAndFilesInTheirOwn() throws Exception {
        file("db/2.sql", "select 1");
        file("db/1.sql", "select 1");
        Path alone = file("z.sql", "select 1");

        assertThat(names(Migrations.of(List.of(alone, folder.resolve("db"))))).containsExactly("z.sql", "db/1.sql",
                "db/2.sql");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> Migrations.of(List.of(empty))).isInstanceOf(DunderException.class)
                .hasMessageContaining("no file of SQL");
    }

    @Test
    void aDumpIsReadAsItIs() throws Exception {
        Path dump = file("dump.sql", """
                \\restrict Zx1
                SET transaction_timeout = 0;
                SELECT pg_catalog.set_config('search_path', '', false);
                CREATE SCHEMA public;
                ALTER SCHEMA public OWNER TO nobody_of_this_name;
                CREATE EXTENSION IF NOT EXISTS no_such_extension WITH SCHEMA public;
                COMMENT ON EXTENSION no_such_extension IS 'none';
                CREATE TABLE public.a (id integer NOT NULL, name text DEFAULT ';'::text);
                ALTER TABLE public.a OWNER TO nobody_of_this_name;
                COPY public.a (id, name) FROM stdin;
                1\t;
                \\.
                ALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id);
                GRANT SELECT ON TABLE public.a TO nobody_of_this_name;
                \\unrestrict Zx1
                """);
        Path more = file("more.sql", "begin; create table b (id int primary key references a); commit;");

        assertThat(load(List.of(dump, more))).hasSize(6).allMatch(note -> note.startsWith("skipped: " + dump + ":"));
    }

    @Test
    void aBrokenStatementIsNamedWithItsFileAndLine() throws Exception {
        Path broken = file("V1__a.sql", "create table a (id int);\n\ncreate table b (\n  id int,\n  name texxt\n);");

        assertThatThrownBy(() -> load(List.of(broken))).isInstanceOf(DunderException.class)
                .hasMessageContaining(broken + ":5: ").hasMessageContaining("texxt")
                .hasMessageContaining("create table b ( id int, name texxt )");
        Path binary = folder.resolve("x.sql");
        Files.write(binary, new byte[]{(byte) 0xff, 1});
        assertThatThrownBy(() -> load(List.of(binary))).hasMessageContaining("no text in UTF-8");
    }

    @Test
    void migrationsMakeAnEmbeddedServersTables() throws Exception {
        file("db/V1__a.sql", "create table a (id int primary key)");
        file("db/V2__b.sql",
                "alter table a add column name text not null; create table entry (id int, a_id int references a)");

        assertThat(generated.run("--sql", folder.resolve("db").toString(), "--package", "acme")).as(generated.said())
                .isZero();

        assertThat(generated.said()).contains("2 models and 0 enums in acme: 3 files written");
        assertThat(generated.read("acme/A.java")).contains("String name() {", "RelatedSet<Entry> entries() {");
    }

    @Test
    void whatIsWrongIsSaidInWords() throws Exception {
        String url = Generated.database("create schema full_one; create table full_one.a (id int); create schema bare");
        assertThat(says(1, "--url", url, "--package", "p")).contains(
                "no table in the schemas on the search path, public",
                "Schemas with tables: full_one");
        assertThat(says(1, "--url", url, "--package", "p", "--schema", "fulone")).contains("no schema 'fulone'",
                "full_one");
        assertThat(says(1, "--url", url, "--package", "p", "--schema", "full_one,bare"))
                .contains("'bare' has no tables");
        assertThat(says(1, "--url", TestServer.newDatabase(), "--package", "p"))
                .contains("is this the right database?");
        assertThat(says(1, "--url", url, "--package", "com.acme.class"))
                .contains("'com.acme.class' cannot be the name of a package");
        assertThat(says(1, "--sql", "none.sql", "--package", "p")).contains("no file or folder none.sql");
        assertThat(says(1, "--url", "jdbc:postgresql://localhost:1/x", "--package", "p")).doesNotContain("\tat ");
        assertThat(says(2, "--package", "p")).contains("Missing required argument", "--url", "--sql");
        assertThat(says(2, "--url", url)).contains("--package");
        assertThat(says(0, "--version")).contains("dunder-codegen ");
        assertThat(says(0, "--help")).contains("--check", "--overrides");
        assertThat(says(0, "--url", url, "--package", "p", "--schema", "full_one", "--quiet")).isEmpty();
    }

    private String says(int exit, String... arguments) {
        assertThat(generated.run(arguments)).as(generated.said()).isEqualTo(exit);
        return generated.said();
    }

    @Test
    void filesThatPsqlWouldIncludeAreApplied() throws Exception {
        Path below = file("parts/more.sql", "create table more (id int);");
        file("parts/with space.sql", "create table spaced (id int);\n\\ir more.sql\n");
        Path working = Path.of("").toAbsolutePath().relativize(file("working.sql", "create table working (id int);")
                .toAbsolutePath());
        Path all = file("all.sql",
                "\\set ON_ERROR_STOP on\nset search_path to public;\n\\ir 'parts/with space.sql'\n\\i "
                        + working
                        + ";\ncreate table last (id int, more_id int);\nselect * from more, spaced, working;\n");

        assertThat(load(List.of(all))).containsExactly(
                "skipped: " + all + ":1: \\set ON_ERROR_STOP on, which is for psql");

        Path broken = file("broken.sql", "\n\\ir parts/none.sql");
        assertThatThrownBy(() -> load(List.of(broken))).isInstanceOf(DunderException.class)
                .hasMessageContaining(broken + ":2: There is no file ").hasMessageContaining("none.sql");
        Files.writeString(below, "select 1;\n\\ir ../circle.sql");
        Path circle = file("circle.sql", "\\ir parts/more.sql");
        assertThatThrownBy(() -> load(List.of(circle))).isInstanceOf(DunderException.class)
                .hasMessageContaining("more.sql:2: ").hasMessageContaining("includes itself");
    }

    @Test
    void aSettingThatAnOlderServerDoesNotKnowIsForgiven() throws Exception {
        Path dump = file("dump.sql", "set statement_timeout = 0;\nSET no_such_timeout = 0;\ncreate table a (id int);");

        assertThat(load(List.of(dump))).singleElement().asString().startsWith("skipped: " + dump + ":2: ")
                .contains("no_such_timeout");
        Path wrong = file("wrong.sql", "set statement_timeout = 'x'");
        assertThatThrownBy(() -> load(List.of(wrong))).isInstanceOf(DunderException.class);
    }
}
