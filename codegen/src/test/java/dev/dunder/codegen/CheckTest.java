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
                "relation entry.author: to one or none Author by author_id in the database, and to one Author by author_id in the classes",
                "model flyway_schema_history: table flyway_schema_history, primary key id in the classes, and not in the database",
                "model tag: table tag, primary key id in the database, and not in the classes",
                "enum mood: sad in the classes, and not in the database");
        assertThat(generated.read("blog/Entry.java")).isEqualTo(before);
        assertThat(folder.resolve("out/blog/Tag.java")).doesNotExist();
    }

    @Test
    void keysAndDefaultsThatMovedAreNamedTooAndNothingElse() throws Exception {
        String sql = """
                create table author (id int primary key, name text unique, code text not null unique);
                create table entry (id int primary key, author_id int not null references author, x int check (x > 0), at date default now(), a int, b int);
                """;
        assertThat(run(Generated.database(sql))).isZero();

        assertThat(run(
                Generated.database(
                        sql + """
                                alter table author drop constraint author_name_key;
                                alter table entry add constraint pair unique (a, b);
                                alter table entry alter at drop default, alter x set default 1, alter id add generated always as identity;
                                alter table entry drop constraint entry_x_check;
                                alter table entry drop constraint entry_author_id_fkey;
                                alter table entry add foreign key (author_id) references author not valid;
                                alter table entry drop constraint entry_pkey, add primary key (id) deferrable;
                                """),
                "--check")).isEqualTo(Generate.MOVED);

        assertThat(generated.said().lines().filter(line -> line.startsWith("  "))).containsExactlyInAnyOrder(
                "  key author.name: unique in the classes, and not in the database",
                "  constraint author.author_name_key: of name in the classes, and not in the database",
                "  key entry.a, b: unique in the database, and not in the classes",
                "  constraint entry.pair: of a, b in the database, and not in the classes",
                "  column entry.at: date in the database, and date, with a default in the classes",
                "  column entry.x: int, with a default in the database, and int in the classes",
                "  column entry.id: int not null, numbered by the server alone in the database, and int not null in the classes",
                "  constraint entry.entry_x_check: of x in the classes, and not in the database",
                "  relation entry.author: to one or none Author by author_id, not checked in the database,"
                        + " and to one Author by author_id in the classes",
                "  model entry: table entry, primary key id deferrable in the database, and table entry, primary key id in the classes");
        assertThat(run(
                Generated.database(sql.replace("author_id int not null references author",
                        "author_id text references author(code)")),
                "--check")).isEqualTo(Generate.MOVED);
        assertThat(generated.said())
                .contains("relation entry.author: to one or none Author by author_id to code in the database");
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
}
