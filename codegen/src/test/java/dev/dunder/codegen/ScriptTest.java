package dev.dunder.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is a statement in a file of SQL, and what is none. */
class ScriptTest {
    private static List<String> statements(String text) {
        return Script.statements(text).stream().map(one -> one.line() + ": " + one.sql()).toList();
    }

    @Test
    void semicolonsEndStatementsWhereTheyAreNotInSomething() {
        assertThat(statements("""
                -- a; comment
                select ';' as "a;b"; /* not; /* nested; */ here; */ select 'it''s;', E'a\\';b', e'\\\\';
                select $$a;b$$, $x$;$$;$x$, a$b; select (1;2);
                """)).containsExactly("2: select ';' as \"a;b\"", "2: select 'it''s;', E'a\\';b', e'\\\\'",
                "3: select $$a;b$$, $x$;$$;$x$, a$b", "3: select (1;2)");
    }

    @Test
    void aFunctionsBodyIsOneStatement() {
        assertThat(statements("""
                create function f() returns int begin atomic select case when true then 1 end; select 2; end;
                create procedure p() language sql as $$ select 1; $$;
                begin; select 1; end;
                """)).hasSize(5).first().asString().endsWith("select 2; end");
    }

    @Test
    void linesForPsqlAndRowsOfADumpAreNone() {
        assertThat(statements("""
                \\restrict a;b
                create table a (id int);
                COPY public.a (id) FROM stdin;
                1;
                '
                \\.
                copy a to stdout;
                \\connect other
                \\unrestrict a;b
                """)).containsExactly("2: create table a (id int)", "7: copy a to stdout");
        assertThat(statements("\\set x 1\nselect 1;\n\\i b.sql\n")).containsExactly("1: \\set x 1", "2: select 1",
                "3: \\i b.sql");
        assertThat(statements("\\copy a from stdin\n1;\n\\.\nselect 1;")).containsExactly("1: \\copy a from stdin",
                "4: select 1");
    }

    @Test
    void whatIsNotEndedIsAStatementToo() {
        assertThat(statements("\ufeffselect 1;\n\n  select 'a")).containsExactly("1: select 1", "3: select 'a");
        assertThat(statements("select $a$ b")).containsExactly("1: select $a$ b");
        assertThat(statements(" -- nothing\n /* nothing")).isEmpty();
        assertThat(statements("")).isEmpty();
    }

    @Test
    void changesetsOfOtherDatabasesAreLeftOutAndDelimitersKeptTo() {
        String text = """

                --liquibase formatted sql
                --changeset ann:1
                create table a (id int);
                --rollback drop table a;
                --changeset ann:2 dbms:oracle
                create table b (id number);
                --changeset ann:3 dbms:"postgresql, h2" endDelimiter:GO
                create table c (id int)
                GO
                -- only a comment
                GO
                create table d (a text default ';')
                GO
                --changeset ann:4 dbms:!oracle
                create table e (id int);
                """;

        assertThat(Changesets.isFormatted(text)).isTrue();
        assertThat(Changesets.isFormatted("create table a (id int)")).isFalse();
        assertThat(
                Changesets.statements(text, 1, null).stream()
                        .map(one -> one.sql().replaceAll("(?s).*(create table .).*", "$1")))
                .containsExactly("create table a", "create table c", "create table d", "create table e");
        assertThat(Changesets.statements(text, 1, null).stream().map(Script.Statement::line)).startsWith(4)
                .endsWith(16);
    }
}
