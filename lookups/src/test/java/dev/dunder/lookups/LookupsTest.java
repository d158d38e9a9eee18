package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.testing.TestServer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each lookup on plain jOOQ tables: its SQL, its binds, and the rows it finds on a real server. */
class LookupsTest {
    private static final String SCHEMA = """
            create table country (id int primary key, name text not null);
            create table author (id int primary key, name text not null, country_id int references country);
            create type mood as enum ('sad', 'ok', 'happy');
            create table entry (
                id int primary key, author_id int not null references author, editor int references author,
                x int, big bigint, small smallint, price numeric(6, 2), ratio double precision, flag boolean,
                headline varchar(50), code char(4), day date, moment timestamp, instant timestamptz, at time,
                key uuid, mood mood, data jsonb, raw bytea, tags text[]);
            insert into country values (1, 'Chile'), (2, 'Ghana');
            insert into author values (1, 'Ann', 1), (2, 'Bo', null), (3, 'joann', 2);
            insert into entry values
                (1, 1, 2, 1, 10, 1, 1.50, 0.5, true, '50% off', 'ab', '2024-01-31', '2024-01-31 10:00', '2024-01-31 10:00Z',
                 '10:00', '00000000-0000-0000-0000-000000000001', 'sad', '{"a": 1}', '\\x01', '{a,b}'),
                (2, 2, 3, 5, 20, 2, 2.50, 1.5, false, 'A_b', 'cd', '2024-02-29', '2024-02-29 11:00', '2024-02-29 11:00Z',
                 '11:00', '00000000-0000-0000-0000-000000000002', 'happy', '{"a": 2}', '\\x02', '{c}'),
                (3, 3, null, null, null, null, null, null, null, 'ax\\b', null, null, null, null, null, null, null, null,
                 null, null),
                (4, 3, 1, 9, 5000000000, 3, 9.99, 2.5, true, 'AXB', 'ab', '2025-01-01', '2025-01-01 00:00',
                 '2025-01-01 00:00Z', '00:00', '00000000-0000-0000-0000-000000000004', 'ok', '{}', '\\x', '{}');
            """;

    private static Connection connection;
    private static DSLContext jooq;
    private static Table<?> entry;

    @BeforeAll
    static void connect() throws Exception {
        connection = DriverManager.getConnection(TestServer.newDatabase());
        try (var statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
        jooq = DSL.using(connection, SQLDialect.POSTGRES);
        entry = jooq.meta().filterSchemas(s -> s.getName().equals("public")).getTables("entry").get(0);
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
    }

    static Stream<Arguments> lookups() {
        return Stream.of(
                // what is asked, of what value, which SQL, which rows
                of("x", 5, "x = ?", 2),
                of("x__exact", 5, "x = ?", 2),
                of("x__exact", null, "x is null", 3),
                of("pk", 4, "id = ?", 4),
                of("x", "5", "x = ?", 2),
                of("x", 5L, "x = ?", 2),
                of("x", 5.0, "x = ?", 2),
                of("x__gt", 5, "x > ?", 4),
                of("x__gte", 5, "x >= ?", 2, 4),
                of("x__lt", 5, "x < ?", 1),
                of("x__lte", 5, "x <= ?", 1, 2),
                of("x__in", List.of(1, 9), "x = any (cast(? as int[]))", 1, 4),
                of("x__in", new int[]{1, 9}, "x = any (cast(? as int[]))", 1, 4),
                of("x__in", Arrays.asList(1, null), "x = any (cast(? as int[]))", 1),
                of("x__in", List.of(), "false"),
                of("x__in", Arrays.asList((Object) null), "false"),
                of("x__range", List.of(1, 5), "x between ? and ?", 1, 2),
                of("x__isnull", true, "x is null", 3),
                of("x__isnull", false, "x is not null", 1, 2, 4),
                of("x__contains", "5", "cast(x as text) like ?", 2),
                of("big", 5_000_000_000L, "big = ?", 4),
                of("big__in", List.of(10, 20L, "30"), "big = any (cast(? as bigint[]))", 1, 2),
                of("small", 2, "small = ?", 2),
                of("price", "2.5", "price = ?", 2),
                of("price__gt", 2, "price > ?", 2, 4),
                of("price__in", List.of(new BigDecimal("1.5"), 9.99), "price = any (cast(? as numeric(6, 2)[]))", 1, 4),
                of("ratio__lt", new BigDecimal("1.6"), "ratio < cast(? as float8)", 1, 2),
                of("flag", true, "flag = ?", 1, 4),
                of("flag", "false", "flag = ?", 2),
                of("headline__contains", "%", "headline like ?", 1),
                of("headline__contains", "_", "headline like ?", 2),
                of("headline__contains", "\\", "headline like ?", 3),
                of("headline__icontains", "X", "upper(headline) like upper(?)", 3, 4),
                of("headline__startswith", "A", "headline like ?", 2, 4),
                of("headline__istartswith", "A", "upper(headline) like upper(?)", 2, 3, 4),
                of("headline__endswith", "b", "headline like ?", 2, 3),
                of("headline__iendswith", "B", "upper(headline) like upper(?)", 2, 3, 4),
                of("headline__iexact", "axb", "upper(headline) = upper(?)", 4),
                of("headline__iexact", null, "headline is null"),
                of("headline__in", List.of("A_b", "AXB"), "headline = any (cast(? as varchar(50)[]))", 2, 4),
                of("code", "ab", "code = ?", 1, 4),
                of("day", "2024-02-29", "day = cast(? as date)", 2),
                of("day__gte", LocalDate.of(2024, 2, 29), "day >= cast(? as date)", 2, 4),
                of("moment__lt", LocalDateTime.of(2024, 2, 1, 0, 0), "moment < cast(? as timestamp(6))", 1),
                of("moment", "2024-02-29 11:00:00", "moment = cast(? as timestamp(6))", 2),
                of("instant__gt", OffsetDateTime.parse("2024-02-29T12:30:00+02:00"),
                        "instant > cast(? as timestamp(6) with time zone)", 2, 4),
                of("at", "10:00", "at = cast(? as time(6))", 1),
                of("key", "00000000-0000-0000-0000-000000000002", "key = cast(? as uuid)", 2),
                of("key__in", List.of(new UUID(0, 1), new UUID(0, 4)), "key = any (cast(? as uuid[]))", 1, 4),
                of("mood", "happy", "mood = cast(? as mood)", 2),
                of("mood__in", List.of("sad", "ok"), "mood = any (cast(cast(? as varchar[]) as mood[]))", 1, 4),
                of("mood__startswith", "ha", "cast(mood as text) like ?", 2),
                of("author", 2, "author_id = ?", 2),
                of("author__id", 2, "author_id = ?", 2),
                of("author__pk__gt", 2, "author_id > ?", 3, 4),
                of("author_id__in", List.of(1, 2), "author_id = any (cast(? as int[]))", 1, 2),
                of("editor", 3, "editor = ?", 2),
                of("editor__isnull", true, "editor is null", 3));
    }

    private static Arguments of(String lookup, @Nullable Object value, String sql, Integer... rows) {
        return Arguments.of(lookup, value, sql, List.of(rows));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("lookups")
    void aLookupIsACondition(String lookup, @Nullable Object value, String sql, List<Integer> rows) {
        Condition condition = Lookups.on(entry).condition(lookup, value);

        assertThat(sqlOf(condition)).isEqualTo(sql);
        assertThat(idsWhere(condition)).isEqualTo(rows);
    }

    @Test
    void aHopIsAnExists() {
        Condition condition = Lookups.on(entry).condition("author__name__icontains", "ANN");

        assertThat(sqlOf(condition)).isEqualTo("exists (select 1 as one from public.author as entry__author"
                + " where (author_id = entry__author.id and upper(entry__author.name) like upper(?)))");
        assertThat(idsWhere(condition)).containsExactly(1, 3, 4);
    }

    @Test
    void hopsNest() {
        assertThat(idsWhere(Lookups.on(entry).condition("author__country__name", "Ghana"))).containsExactly(3, 4);
        assertThat(idsWhere(Lookups.on(entry).condition("editor__country__name", "Chile"))).containsExactly(4);
    }

    @Test
    void nothingAtTheEndOfARelationIsNull() {
        assertThat(idsWhere(Lookups.on(entry).condition("author__country__name__isnull", true))).containsExactly(2);
        assertThat(idsWhere(Lookups.on(entry).condition("editor__country__isnull", true))).containsExactly(1, 3);
        assertThat(idsWhere(Lookups.on(entry).condition("editor__name__isnull", false))).containsExactly(1, 2, 4);
    }

    @Test
    void aMapIsAllOfIts() {
        Map<String, Object> lookups = new LinkedHashMap<>();
        lookups.put("x__gt", 1);
        lookups.put("author__name", "joann");

        assertThat(idsWhere(Lookups.on(entry).condition(lookups))).containsExactly(4);
        assertThat(idsWhere(Lookups.on(entry).condition(Map.of()))).containsExactly(1, 2, 3, 4);
    }

    @Test
    void anAliasIsATableToo() {
        Table<?> alias = entry.as("e");

        Condition condition = Lookups.on(alias).condition("author__name", "Bo");

        assertThat(jooq.select(alias.field("id")).from(alias).where(condition).fetch(0, Integer.class))
                .containsExactly(2);
    }

    @Test
    void valuesDoNotChangeTheText() {
        String one = jooq.render(Lookups.on(entry).condition("headline__in", List.of("a")));
        String many = jooq
                .render(Lookups.on(entry).condition("headline__in", List.of("a", "'; drop table entry; --", "\\")));

        assertThat(many).isEqualTo(one);
    }

    @Test
    void aKeyOfSeveralColumnsCannotBeComparedAsOne() throws Exception {
        try (var statement = connection.createStatement()) {
            statement.execute("create table grid (a int, b int, primary key (a, b));"
                    + "create table cell (id int primary key, a int, b int, foreign key (a, b) references grid)");
        }
        Table<?> cell = jooq.meta().getTables("cell").get(0);

        assertThatThrownBy(() -> Lookups.on(cell).condition("grid", 1))
                .isInstanceOf(LookupException.class)
                .hasMessageContaining("a key of several columns");
    }

    private static String sqlOf(Condition condition) {
        return jooq.render(condition).replace("\"public\".\"entry\".", "").replace("\"", "");
    }

    private static List<Integer> idsWhere(Condition condition) {
        return jooq.select(entry.field("id")).from(entry).where(condition).orderBy(entry.field("id")).fetch(0,
                Integer.class);
    }
}
