package dev.dunder.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether classes are as the database is, and what the overrides say of them. */
class CheckTest {
    private static final String BLOG = """
            create type mood as enum ('sad');
            create table author (id int primary key, name text not null);
            create table entry (id int primary key, author_id int not null references author, x int, mood mood);
            create table staff (id int primary key, entry_id int references entry);
            create table flyway_schema_history (id int primary key);
            """;

    @TempDir
    private Path folder;

    private Generated generated;

    @BeforeEach
    void folder() {
        generated = new Generated(folder.resolve("out"));
    }

    private int run(String url, String... more) {
        List<String> all = new ArrayList<>(List.of("--url", url, "--package", "blog"));
        all.addAll(List.of(more));
        return generated.run(all.toArray(String[]::new));
    }

    @Test
    void whatHasMovedIsSaidByName() throws Exception {
        assertThat(run(Generated.database(BLOG))).isZero();
        assertThat(run(Generated.database(BLOG), "--check")).as(generated.said()).isZero();
        assertThat(generated.said()).contains("blog is as the database is: 4 models.");

        String moved = Generated.database(BLOG + """
                alter table entry alter x type bigint, drop column mood;
                alter table author alter name drop not null, add column born date;
                alter table entry alter author_id drop not null;
                drop table flyway_schema_history;
                create table tag (id int primary key);
                alter type mood add value 'happy';
                """);
        String before = generated.read("blog/Entry.java");
        assertThat(run(moved, "--check")).isEqualTo(Generate.MOVED);

        assertThat(generated.said()).contains(
                "column entry.x: bigint in the database, and int in the classes",
                "column entry.mood: mood in the classes, and not in the database",
                "column author.name: text in the database, and text not null in the classes",
                "column author.born: date in the database, and not in the classes",
                "relation entry.author: to one or none Author in the database, and to one Author in the classes",
                "model flyway_schema_history: table flyway_schema_history, primary key id in the classes, and not in the database",
                "model tag: table tag, primary key id in the database, and not in the classes",
                "enum mood: sad in the classes, and not in the database");
        assertThat(generated.read("blog/Entry.java")).isEqualTo(before);
        assertThat(folder.resolve("out/blog/Tag.java")).doesNotExist();
    }

    @Test
    void filesThatWereEditedOrAreMissingAreNamed() throws Exception {
        String url = Generated.database(BLOG);
        assertThat(run(url, "--check")).isEqualTo(Generate.MOVED);
        assertThat(generated.said()).contains("has no classes yet");
        assertThat(run(url)).isZero();

        Path entry = folder.resolve("out/blog/Entry.java");
        Files.writeString(entry, Files.readString(entry).replace("objects", "things"));
        Files.delete(folder.resolve("out/blog/Author.java"));

        assertThat(run(url, "--check")).isEqualTo(Generate.MOVED);
        assertThat(generated.said()).contains("file Entry.java: it was edited", "file Author.java is missing")
                .doesNotContain("Staff.java");
        assertThat(run(url)).isZero();
        assertThat(generated.said()).contains("2 files written");
        assertThat(run(Generated.database(BLOG + "comment on table staff is 'Who works.'"), "--check"))
                .isEqualTo(Generate.MOVED);
        assertThat(generated.said()).contains("file Staff.java: it would be written otherwise");
    }

    private String overrides(String text) throws Exception {
        return Files.writeString(folder.resolve("dunder.properties"), text).toString();
    }

    @Test
    void overridesSayOtherNamesAndLeaveTablesOut() throws Exception {
        String file = overrides("""
                exclude = flyway_*, public.nothing
                model.staff = Crew
                column.entry.x = size
                relation.entry.author = writer
                reverse.entry.author = article articles
                reverse.staff.entry = crew
                implements.entry = java.io.Closeable
                implements.* = java.lang.Cloneable
                plural.crew = crew
                """);

        assertThat(run(Generated.database(BLOG), "--overrides", file)).as(generated.said()).isZero();

        assertThat(generated.said()).contains("skipped: flyway_schema_history, which the overrides exclude");
        assertThat(folder.resolve("out/blog/FlywaySchemaHistory.java")).doesNotExist();
        assertThat(generated.read("blog/Crew.java")).contains(
                "class Crew extends Instance<Crew> implements Cloneable {",
                "model(\"staff\")");
        assertThat(generated.read("blog/Entry.java")).contains("implements Cloneable, Closeable {", "Integer size() {",
                " SIZE = ",
                "path(\"x\")", "Author writer() {", "requiredOne(\"writer\"", "RelatedSet<Crew> crew() {",
                "key.reverse(\"article\", \"articles\")");
        assertThat(generated.read("blog/Author.java")).contains("RelatedSet<Entry> articles() {", "many(\"articles\"",
                "Entry.Paths<Author> ARTICLE");
    }

    @Test
    void overridesOfWhatIsNotThereAreRefused() throws Exception {
        String url = Generated.database(BLOG);
        for (String[] wrong : new String[][]{
                {"modle.staff = Crew", "modle.staff: There is no such setting"},
                {"model.stuff = Crew", "Did you mean 'staff'?"},
                {"model.staff = class", "'class' is no Java name"},
                {"column.entry.y = z", "column.entry.y: Cannot resolve 'y'"},
                {"relation.entry.auther = writer", "Did you mean 'author'?"},
                {"reverse.entryx.author = a", "does not begin with the name of a model"},
                {"implements.entry = Closeable", "not the full name of an interface"},
                {"exclude = *", "the overrides exclude all"}}) {
            assertThat(run(url, "--overrides", overrides(wrong[0]))).as(wrong[0]).isEqualTo(1);
            assertThat(generated.said()).contains(wrong[1]);
        }
        assertThat(run(url, "--overrides", "none.properties")).isEqualTo(1);
        assertThat(generated.said()).contains("The overrides cannot be read from none.properties");
    }
}
