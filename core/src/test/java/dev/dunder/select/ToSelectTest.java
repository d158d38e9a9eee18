package dev.dunder.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Dunder;
import dev.dunder.Functions;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.model.Attribute;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The statement as jOOQ's runs as ours does, whatever the types of its values. */
class ToSelectTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create extension if not exists hstore;
            create extension if not exists citext;
            create schema odd;
            create type mood as enum ('sad', 'ok');
            create type odd."Mo od" as enum ('sad', 'ok');
            create domain short as varchar(3);
            create table sample (id int primary key, mood mood, odd odd."Mo od", moods mood[], ip inet, net cidr,
                mac macaddr, tags hstore, span int4range, spans int4multirange, flags bit(3), price money,
                code char(4), name citext, at timetz, day date, during interval, doc jsonb, data json, bytes bytea,
                ips inet[], short short, real real, wide numeric(8, 2), small smallint, uid uuid, words tsvector);
            insert into sample values (1, 'ok', 'ok', '{ok}', '10.0.0.1', '10.0.0.0/8', '08:00:2b:01:02:03', 'a=>1',
                '[1,5)', '{[1,5)}', B'101', 3.5, 'ab', 'Ann', '10:00+01', '2024-01-01', '1 day', '{"a": 1}',
                '{"a": 1}', '\\x01', '{10.0.0.1}', 'abc', 1.5, 2.50, 3, '00000000-0000-0000-0000-000000000001', 'a');
            """);

    private static long here(QuerySet<?> set) throws SQLException {
        try (Connection connection = DB.pool().getConnection()) {
            return DSL.using(connection, SQLDialect.POSTGRES).fetch(set.toSelect()).size();
        }
    }

    @Test
    void aTextBesideATypeOfTheServersOwnIsOfThatType() {
        QuerySet<Row> samples = DB.objects("sample");
        Map.of("ip", "10.0.0.9", "net", "10.0.0.0/16", "mac", "08:00:2b:01:02:04", "span", "[1,9)", "spans", "{[1,9)}",
                "flags", "111", "price", "4.50", "mood", "sad", "odd", "sad", "name", "Bo")
                .forEach((column, text) -> assertThat(
                        samples.filter(Functions.coalesce(column, Dunder.value(text)).lookup("exact", Dunder.f(column)))
                                .count())
                        .as(column).isEqualTo(1));
    }

    private static List<QuerySet<Row>> sets() {
        Row row = DB.objects("sample").get();
        List<QuerySet<Row>> sets = new ArrayList<>();
        for (Attribute attribute : DB.database().schema().model("sample").attributes()) {
            String name = attribute.name();
            if (!name.equals("data") && !name.equals("words")) {
                sets.add(DB.objects("sample").filter(name, row.get(name)));
                if (!attribute.type().isArray() && !name.equals("doc")) {
                    sets.add(DB.objects("sample").filter(name + "__in", List.of(row.get(name))));
                }
            }
        }
        return sets;
    }

    @Test
    void valuesOfAllTypesAreBound() throws SQLException {
        for (QuerySet<Row> set : sets()) {
            assertThat(set.count()).as(set.sql()).isEqualTo(1);
            assertThat(here(set)).as(set.sql()).isEqualTo(1);
        }
    }

    @Test
    void andInlined() throws SQLException {
        try (Connection connection = DB.pool().getConnection()) {
            for (QuerySet<Row> set : sets()) {
                String sql = DSL.using(SQLDialect.POSTGRES).renderInlined(set.toSelect());
                assertThat(DSL.using(connection, SQLDialect.POSTGRES).fetch(sql).size()).as(sql).isEqualTo(1);
            }
        }
    }
}
