package dev.dunder.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.lookups.DunderException;
import dev.dunder.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a changelog of Liquibase says of which SQL is applied. */
class ChangelogTest {
    private static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
                <property name="a" value="b"/>
                <include file="changes/tables.sql" relativeToChangelogFile="true"/>
                <includeAll path="db/changelog/later/"/>
                <changeSet id="1" author="ann" dbms="postgresql">
                    <comment>One more.</comment>
                    <sqlFile path="changes/more.txt" relativeToChangelogFile="true" endDelimiter="GO"/>
                    <sql dbms="h2">create table never (id int);</sql>
                    <sql>
                        alter table entry add y int;
                        alter table entry add z int;
                    </sql>
                    <rollback>drop table entry</rollback>
                </changeSet>
                <changeSet id="2" author="ann" dbms="oracle"><createTable tableName="never"/></changeSet>
            </databaseChangeLog>
            """;

    private static final String YAML = """
            databaseChangeLog:
              - property: {name: a, value: b}
              - include:
                  file: changes/tables.sql
                  relativeToChangelogFile: true
              - includeAll: {path: db/changelog/later/}
              - changeSet:
                  id: 1
                  author: ann
                  dbms: postgresql
                  changes:
                    - sqlFile: {path: changes/more.txt, relativeToChangelogFile: true, endDelimiter: GO}
                    - sql: {sql: "create table never (id int)", dbms: h2}
                    - sql:
                        sql: |
                          alter table entry add y int;
                          alter table entry add z int;
                  rollback:
                    - sql: {sql: drop table entry}
              - changeSet:
                  id: 2
                  dbms: oracle
                  changes:
                    - createTable: {tableName: never}
            """;

    private static final String JSON = """
            {"databaseChangeLog": [
                {"property": {"name": "a", "value": "b"}},
                {"include": {"file": "changes/tables.sql", "relativeToChangelogFile": true}},
                {"includeAll": {"path": "db/changelog/later/"}},
                {"changeSet": {"id": 1, "dbms": "postgresql", "changes": [
                    {"sqlFile": {"path": "changes/more.txt", "relativeToChangelogFile": true, "endDelimiter": "GO"}},
                    {"sql": {"sql": "alter table entry add y int; alter table entry add z int"}}]}},
                {"changeSet": {"id": 2, "dbms": "oracle", "changes": [{"createTable": {"tableName": "never"}}]}}
            ]}
            """;

    @TempDir
    private Path folder;

    private Path master = Path.of("");

    private Path file(String name, String text) throws Exception {
        Path file = folder.resolve("src/main/resources").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @BeforeEach
    void files() throws Exception {
        file("db/changelog/changes/tables.sql",
                "create table author (id int primary key);\ncreate table entry (id int);");
        file("db/changelog/changes/more.txt", "create table tag (id int)\nGO\ncreate table word (id int)\nGO\n");
        file("db/changelog/later/2.sql", "alter table entry add x int;");
        file("db/changelog/later/1.sql", """
                --liquibase formatted sql
                --changeset ann:1 dbms:h2
                create table never (id int);
                --changeset ann:2
                alter table entry add author_id int references author;
                """);
        file("db/changelog/later/notes.md", "No SQL.");
    }

    private Changelog.Found read(String ending, String text) throws Exception {
        master = file("db/changelog/db.changelog-master." + ending, text);
        return Changelog.read(master);
    }

    private static String text(String ending) {
        return switch (ending) {
            case "xml" -> XML;
            case "json" -> JSON;
            default -> YAML;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "yaml", "yml", "json"})
    void whatItNamesIsAppliedInItsOrder(String ending) throws Exception {
        Changelog.Found found = read(ending, text(ending));

        assertThat(found.texts().stream().map(one -> String.valueOf(one.file().getFileName()))).containsExactly(
                "tables.sql",
                "1.sql", "2.sql", "more.txt", "db.changelog-master." + ending);
        assertThat(found.notes()).anyMatch(note -> note.contains("property, which makes no table"));
        try (Connection connection = DriverManager.getConnection(TestServer.newDatabase())) {
            assertThat(Loading.load(connection, Migrations.of(List.of(master)).files(), Generated.SILENT)).isEmpty();
            assertThat(columns(connection))
                    .isEqualTo("author.id,entry.id,entry.author_id,entry.x,entry.y,entry.z,tag.id,word.id");
        }
    }

    private static String columns(Connection connection) throws Exception {
        try (ResultSet rows = connection.createStatement().executeQuery("""
                select string_agg(table_name || '.' || column_name, ',' order by table_name, ordinal_position)
                from information_schema.columns where table_schema = 'public'""")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void isRefused(String ending, String text, String... said) throws Exception {
        master = file("db/changelog/db.changelog-master." + ending, text);
        assertThatThrownBy(() -> Changelog.read(master)).isInstanceOf(DunderException.class)
                .hasMessageContainingAll(said);
    }

    @Test
    void whatIsNoSqlIsRefusedWithFileAndLine() throws Exception {
        isRefused("xml",
                "<databaseChangeLog>\n <changeSet id='1'>\n  <createTable tableName='a'/>\n </changeSet>\n</databaseChangeLog>",
                "db.changelog-master.xml:3: createTable is not SQL", "--url", "liquibase update-sql");
        isRefused("yaml",
                "databaseChangeLog:\n- changeSet:\n    id: 1\n    changes:\n    - addColumn: {tableName: a}\n",
                "db.changelog-master.yaml:5: addColumn is not SQL");
        isRefused("yaml", "databaseChangeLog:\n- include: {file: none.sql}\n",
                "db.changelog-master.yaml:2: There is no none.sql in ",
                "search path");
        isRefused("xml",
                "<databaseChangeLog><include file='db.changelog-master.xml' relativeToChangelogFile='true'/></databaseChangeLog>",
                "includes itself");
        isRefused("xml", "<databaseChangeLog><includeAll path='later' filter='com.acme.Some'/></databaseChangeLog>",
                "a class that only Liquibase can ask");
        isRefused("xml", "<databaseChangeLog>\n<include", "db.changelog-master.xml:2: It cannot be read as XML");
        isRefused("xml", "<project/>", "is no changelog of Liquibase: it begins with project");
        isRefused("yaml", "a: [", "cannot be read as YAML");
        isRefused("yaml", "- 1", "is no changelog of Liquibase");
    }

    private List<String> applied(String ending, String text) throws Exception {
        return read(ending, text).texts().stream().flatMap(one -> {
            try {
                return Changesets.statements(one.text() == null ? Files.readString(one.file()) : one.text(), one.line(),
                        one.delimiter()).stream();
            } catch (java.io.IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        }).map(one -> one.line() + " " + one.sql()).toList();
    }

    @Test
    void whatLiquibaseWouldNotApplyAsItStandsIsLeftOutOrRefused() throws Exception {
        isRefused("yaml",
                "databaseChangeLog:\n- changeSet:\n    id: 1\n    changes:\n    - sql:\n        sql: |\n"
                        + "          create table a (id int);\n          create table ${schema.name}.b (id int)\n",
                "db.changelog-master.yaml:8: What ${schema.name} stands for only Liquibase knows.", "update-sql");
        file("db/changelog/changes/tables.sql", "create table a (\n  id ${id.type});");
        isRefused("xml", XML, "tables.sql:2: What ${id.type} stands for");
        isRefused("xml",
                "<databaseChangeLog><changeSet id='1'>\n<sql>create table a (id int)</sql>\n"
                        + "<modifySql><append value=' tablespace x'/></modifySql></changeSet></databaseChangeLog>",
                "db.changelog-master.xml:3: What modifySql makes of the SQL beside it only Liquibase knows.");
        isRefused("yaml",
                "databaseChangeLog:\n- changeSet:\n    id: 1\n    changes:\n    - sql: create table a (id int)\n",
                "db.changelog-master.yaml:5: No change stands here", "sql: {sql: …}");
        assertThat(applied("xml",
                "<databaseChangeLog><changeSet id='1' ignore='true'><sql>create table a (id int)</sql></changeSet>"
                        + "<includeAll path='nowhere' errorIfMissingOrEmpty='false'/>"
                        + "<changeSet id='2'><sql>create table b (id int)</sql>"
                        + "<modifySql dbms='oracle'><append value='x'/></modifySql></changeSet></databaseChangeLog>"))
                .containsExactly("1 create table b (id int)");
        file("db/changelog/changes/some.sql", """
                --liquibase formatted sql
                --changeset ann:1 ignore:true
                create table never (id int);
                --changeset ann:2 endDelimiter:\\nGO
                create table "A GO" (id int)
                GO

                create table c (id int)
                GO
                """);
        assertThat(applied("yaml", "databaseChangeLog:\n- include: {file: db/changelog/changes/some.sql}\n"))
                .satisfiesExactly(one -> assertThat(one).contains("create table \"A GO\" (id int)").doesNotContain(
                        "create table c"), one -> assertThat(one).isEqualTo("8 create table c (id int)"));
        assertThat(applied("xml",
                "<databaseChangeLog><changeSet id='1'><sql endDelimiter='\\nGO'>create table a (id int)\nGO\n"
                        + "create table b (id int)\nGO</sql></changeSet></databaseChangeLog>"))
                .containsExactly("1 create table a (id int)", "3 create table b (id int)");
    }

    @Test
    void filesAreReadAsTheyAreWritten() throws Exception {
        List<String> tables = List.of("1 create table \"é\" (id int)");
        String xml = "<?xml version='1.0' encoding='ISO-8859-1'?><databaseChangeLog><changeSet id='1'>"
                + "<sql>create table \"é\" (id int)</sql></changeSet></databaseChangeLog>";
        Path latin = file("latin.XML", "");
        Files.write(latin, xml.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Changelog.read(latin).texts()).singleElement()
                .satisfies(one -> assertThat(one.text()).isEqualTo("create table \"é\" (id int)"));
        assertThat(applied("xml", "\ufeff" + xml.replace("ISO-8859-1", "UTF-8"))).isEqualTo(tables);
        assertThat(applied("yaml", "\ufeffx: 1\ndatabaseChangeLog:\n- changeSet:\n    id: 1\n    changes:\n"
                + "    - sql: {sql: 'create table a (id int)'}\n")).containsExactly("6 create table a (id int)");
        assertThat(applied("json", "{\"databaseChangeLog\": [{\"changeSet\": {\"id\": 1, \"changes\": [{\"sql\":"
                + " {\"sql\": \"select 6\\/2, '\\\\\\/'\"}}]}}]}")).containsExactly("1 select 6/2, '\\/'");
        Path wrong = file("wrong.yaml", "");
        Files.write(wrong, "databaseChangeLog: # é".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Changelog.read(wrong)).isInstanceOf(DunderException.class)
                .hasMessage(wrong + " is not UTF-8. Store it in that.");
        Path overrides = file("dunder.properties", "\ufeffexclude = a\nx = y");
        assertThat(OverridesFile.read(overrides).value("exclude")).isEqualTo("a");
        Files.write(overrides, "# é".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> OverridesFile.read(overrides))
                .hasMessage(overrides + " is not UTF-8. Store it in that.");
    }

    @Test
    void whatIsElsewhereIsNotFetched() throws Exception {
        isRefused("xml",
                "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>\n<databaseChangeLog><changeSet id='1'><sql>&b;</sql>"
                        + "</changeSet></databaseChangeLog>",
                "It cannot be read as XML");
    }

    @Test
    void aWrongStatementIsPointedAtWhereItStands() throws Exception {
        master = file("db/changelog/db.changelog-master.yaml", YAML.replace("add z int", "add z nothing"));
        try (Connection connection = DriverManager.getConnection(TestServer.newDatabase())) {
            assertThatThrownBy(() -> Loading.load(connection, Migrations.of(List.of(master)).files(), Generated.SILENT))
                    .hasMessageContaining("db.changelog-master.yaml:17: ")
                    .hasMessageContaining("\"nothing\" does not exist");
        }
        master = file("db/changelog/db.changelog-master.xml", XML.replace("add z int", "add z nothing"));
        try (Connection connection = DriverManager.getConnection(TestServer.newDatabase())) {
            assertThatThrownBy(() -> Loading.load(connection, Migrations.of(List.of(master)).files(), Generated.SILENT))
                    .hasMessageContaining("db.changelog-master.xml:12: ");
        }
    }
}
