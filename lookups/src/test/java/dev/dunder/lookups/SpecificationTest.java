package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.select;

import dev.dunder.testing.TestServer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.JSONB;
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

/**
 * Every lookup and transform by name, on every type of column that it works on: the SQL, the values bound, and the rows that
 * it finds on a real server. Read the table as the specification.
 */
class SpecificationTest {
    private static final String SCHEMA = """
            set time zone 'UTC';
            create extension hstore;
            create extension citext;
            create extension pg_trgm;
            create extension unaccent;
            create extension pgcrypto;
            create type mood as enum ('sad', 'ok', 'happy');
            create table person (id int primary key, name text not null);
            insert into person values (1, 'Ann'), (2, 'Bo');
            create table thing (
                id int primary key, owner_id int references person,
                i int, s smallint, b bigint, n numeric(8, 2), f double precision, r real, flag boolean,
                t text, v varchar(40), c char(4), ci citext, u uuid, m mood, ip inet, raw bytea,
                d date, ts timestamp, tz timestamptz, ti time, span interval,
                tags text[], nums int[], j jsonb, jj json, h hstore,
                ir int4range, nr numrange, dr daterange, mr int4multirange, tv tsvector);
            insert into thing values
                (1, 1, 1, 1, 10, 1.50, 0.5, 0.5, true, 'José ate 50%', 'cat', 'ab', 'Hello',
                 '00000000-0000-0000-0000-000000000001', 'sad', '10.0.0.1', '\\x01',
                 '2024-01-01', '2023-12-31 23:59:59.9', '2023-12-31 23:59:59.9Z', '10:20:30.7', '1 day',
                 '{a,b}', '{1,2}',
                 '{"name": "Ann", "n": 5, "ok": true, "nil": null, "a": {"b": ["x", "y"]}, "it''s \\"q\\"": 1}', '{"k": 1}',
                 'k=>v, "x y"=>"2"', '[1,5)', '[1.5,2.5]', '[2024-01-01,2024-02-01)', '{[1,3),[7,9)}',
                 to_tsvector('a fat cat sat')),
                (2, 2, 5, 2, 20, 2.50, -1.5, 1.5, false, 'a_b', 'dog', 'cd', 'hello',
                 '00000000-0000-0000-0000-000000000002', 'happy', '192.168.0.0/16', '\\x02',
                 '2024-02-29', '2024-02-29 11:00', '2024-02-29 11:00Z', '11:00', '2 days',
                 '{b,c,d}', '{3}', '["x", {"y": 2}]', '{"k": "v"}', 'k=>NULL',
                 '[5,10)', '[3,4)', '[2024-02-01,)', '{[20,30)}', to_tsvector('dogs bark')),
                (3, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                 null, null, null, null, null, null, null, null, null, null, null, null, null, null),
                (4, 1, 9, 3, 5000000000, 9.99, 2.5, 2.5, true, 'Back\\slash', 'Cat', 'ab', 'HELP',
                 '00000000-0000-0000-0000-000000000004', 'ok', '::1', '\\x',
                 '2024-12-31', '2024-12-31 00:00', '2024-12-31 00:00Z', '00:00', '3 days',
                 '{}', '{}', 'null', '[]', '', 'empty', '(,)', '[2024-01-15,2024-01-20]', '{}',
                 to_tsvector('the cats'));
            """;

    private static Connection connection;
    private static DSLContext jooq;
    private static Table<?> thing;
    private static Table<?> person;
    private static Registry registry;

    @BeforeAll
    static void connect() throws Exception {
        connection = DriverManager.getConnection(TestServer.newDatabase());
        try (var statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
        jooq = DSL.using(connection, SQLDialect.POSTGRES);
        var meta = jooq.meta().filterSchemas(s -> s.getName().equals("public"));
        thing = meta.getTables("thing").get(0);
        person = meta.getTables("person").get(0);
        registry = Registry.standard().with(Transforms.all().toArray(Transform[]::new));
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
    }

    /** What is asked, of what value, which SQL, which binds, which rows. */
    private static Arguments of(
            String lookup, @Nullable Object value, String sql, List<?> binds, Integer... rows) {
        return Arguments.of(lookup, value, sql, binds, List.of(rows));
    }

    private static List<Object> binds(Object... values) {
        return List.of(values);
    }

    private static LocalDateTime at(String time) {
        return LocalDateTime.parse(time);
    }

    private static JSONB json(String text) {
        return JSONB.valueOf(text);
    }

    static Stream<Arguments> everyType() {
        UUID second = new UUID(0, 2);
        return Stream.of(
                // exact, and without a name
                of("i", 5, "i = ?", binds(5), 2),
                of("i__exact", "5", "i = ?", binds(5), 2),
                of("i__exact", null, "i is null", binds(), 3),
                of("s", 2L, "s = ?", binds((short) 2), 2),
                of("b", 20, "b = ?", binds(20L), 2),
                of("n", 2.5, "n = ?", binds(new BigDecimal("2.5")), 2),
                of("f", -1.5, "f = cast(? as float8)", binds(-1.5), 2),
                of("r", 2.5, "r = cast(? as real)", binds(2.5f), 4),
                of("flag", true, "flag = ?", binds(true), 1, 4),
                of("t", "a_b", "t = ?", binds("a_b"), 2),
                of("v", "cat", "v = ?", binds("cat"), 1),
                of("c", "ab", "c = ?", binds("ab"), 1, 4),
                of("ci", "HELLO", "ci = cast(? as citext)", binds("HELLO"), 1, 2),
                of("u", "00000000-0000-0000-0000-000000000002", "u = cast(? as uuid)", binds(second), 2),
                of("u", "00000000000000000000000000000002", "u = cast(? as uuid)", binds(second), 2),
                of("m", "happy", "m = cast(? as mood)", binds("happy"), 2),
                of("ip", "10.0.0.1", "ip = cast(? as inet)", binds("10.0.0.1"), 1),
                of("raw", new byte[]{2}, "raw = ?", binds(new byte[]{2}), 2),
                of("d", "2024-02-29", "d = cast(? as date)", binds(java.sql.Date.valueOf("2024-02-29")), 2),
                of("ts", "2024-02-29 11:00", "ts = cast(? as timestamp(6))",
                        binds(java.sql.Timestamp.valueOf("2024-02-29 11:00:00")), 2),
                of("tz", "2024-02-29T12:00+01:00", "tz = cast(? as timestamp(6) with time zone)",
                        binds(OffsetDateTime.parse("2024-02-29T12:00+01:00")), 2),
                of("ti", "11:00", "ti = cast(? as time(6))", binds(java.sql.Time.valueOf("11:00:00")), 2),
                of("span", java.time.Duration.ofDays(2), "span = cast(? as interval)",
                        binds(org.jooq.types.YearToSecond.valueOf(java.time.Duration.ofDays(2))), 2),
                of("tags", List.of("a", "b"), "tags = cast(? as text[])", binds((Object) new String[]{"a", "b"}), 1),
                of("h", Map.of("k", "v", "x y", "2"), "h = cast(? as hstore)", List.of(), 1),
                of("ir", Range.of(1, 5), "ir = cast(? as int4range)", binds("[\"1\",\"5\")"), 1),
                of("owner", 2, "owner_id = ?", binds(2), 2),
                of("owner__abs", 2, "abs(owner_id) = ?", binds(2), 2),
                of("owner__abs__gt", 1, "abs(owner_id) > ?", binds(1), 2),
                of("owner__name", "Bo",
                        "exists (select 1 as one from public.person as thing__owner"
                                + " where (owner_id = thing__owner.id and thing__owner.name = ?))",
                        binds("Bo"), 2),
                // gt, gte, lt, lte
                of("i__gt", 5, "i > ?", binds(5), 4),
                of("i__gt", 4.5, "i > ?", binds(4), 2, 4),
                of("i__gte", 5, "i >= ?", binds(5), 2, 4),
                of("i__gte", 5.5, "i >= ?", binds(6), 4),
                of("i__lt", 5, "i < ?", binds(5), 1),
                of("i__lt", new BigDecimal("5.5"), "i < ?", binds(6), 1, 2),
                of("i__lte", 5, "i <= ?", binds(5), 1, 2),
                of("i__lte", 4.9, "i <= ?", binds(4), 1),
                of("i__lt", 4_294_967_297L, "i is not null", binds(), 1, 2, 4),
                of("i__gt", 4_294_967_297L, "false", binds()),
                of("i", 4_294_967_297L, "false", binds()),
                of("i__in", List.of(1, 4_294_967_297L), "i = any (cast(? as int[]))", binds((Object) new Integer[]{1}),
                        1),
                of("n__gt", 2, "n > ?", binds(new BigDecimal("2")), 2, 4),
                of("v__gt", "cau", "v > ?", binds("cau"), 2),
                of("d__gte", LocalDate.of(2024, 2, 29), "d >= cast(? as date)",
                        binds(java.sql.Date.valueOf("2024-02-29")), 2, 4),
                of("m__gt", "sad", "m > cast(? as mood)", binds("sad"), 2, 4),
                of("ip__lt", "11.0.0.0", "ip < cast(? as inet)", binds("11.0.0.0"), 1),
                // in
                of("i__in", List.of(1, "9"), "i = any (cast(? as int[]))", binds((Object) new Integer[]{1, 9}), 1, 4),
                of("i__in", new int[]{1, 1}, "i = any (cast(? as int[]))", binds((Object) new Integer[]{1}), 1),
                of("i__in", Arrays.asList(1, null), "i = any (cast(? as int[]))", binds((Object) new Integer[]{1}), 1),
                of("i__in", List.of(), "false", binds()),
                of("i__in", Collections.singletonList(null), "false", binds()),
                of("m__in", List.of("sad", "ok"), "m = any (cast(cast(? as varchar[]) as mood[]))",
                        binds((Object) new String[]{"sad", "ok"}), 1, 4),
                of("ip__in", List.of("::1"), "ip = any (cast(cast(? as varchar[]) as inet[]))",
                        binds((Object) new String[]{"::1"}), 4),
                of("u__in", List.of(second), "u = any (cast(? as uuid[]))", binds((Object) new UUID[]{second}), 2),
                of("tags__in", List.of(List.of("a", "b"), List.of()),
                        "tags in (select cast(members.member as text[]) from unnest(cast(cast(? as text[]) as text[]))"
                                + " as members (member))",
                        binds((Object) new String[]{"{\"a\",\"b\"}", "{}"}), 1, 4),
                of("nums__in", List.of(List.of(3)),
                        "nums in (select cast(members.member as int[]) from unnest(cast(cast(? as text[]) as text[]))"
                                + " as members (member))",
                        binds((Object) new String[]{"{\"3\"}"}), 2),
                // range
                of("i__range", List.of(1, 5), "i between ? and ?", binds(1, 5), 1, 2),
                of("d__range", List.of("2024-01-01", "2024-03-01"), "d between cast(? as date) and cast(? as date)",
                        binds(java.sql.Date.valueOf("2024-01-01"), java.sql.Date.valueOf("2024-03-01")), 1, 2),
                // isnull
                of("i__isnull", true, "i is null", binds(), 3),
                of("i__isnull", false, "i is not null", binds(), 1, 2, 4),
                of("j__isnull", true, "j is null", binds(), 3),
                of("owner__isnull", true, "owner_id is null", binds(), 3));
    }

    static Stream<Arguments> text() {
        return Stream.of(
                of("t__iexact", "A_B", "upper(t) = upper(?)", binds("A_B"), 2),
                of("t__iexact", null, "t is null", binds(), 3),
                of("t__contains", "%", "t like ?", binds("%\\%%"), 1),
                of("t__contains", "_", "t like ?", binds("%\\_%"), 2),
                of("t__contains", "\\", "t like ?", binds("%\\\\%"), 4),
                of("t__icontains", "BACK", "upper(t) like upper(?)", binds("%BACK%"), 4),
                of("t__startswith", "a_", "t like ?", binds("a\\_%"), 2),
                of("t__istartswith", "A", "upper(t) like upper(?)", binds("A%"), 2),
                of("t__endswith", "%", "t like ?", binds("%\\%"), 1),
                of("t__iendswith", "SLASH", "upper(t) like upper(?)", binds("%SLASH"), 4),
                of("t__regex", "^a.b$", "t ~ ?", binds("^a.b$"), 2),
                of("v__iregex", "^CAT$", "v ~* ?", binds("^CAT$"), 1, 4),
                // the text of other things
                of("i__contains", 5, "cast(i as text) like ?", binds("%5%"), 2),
                of("d__startswith", "2024-02", "cast(d as text) like ?", binds("2024-02%"), 2),
                of("u__iendswith", "0002", "upper(cast(u as text)) like upper(?)", binds("%0002"), 2),
                of("m__startswith", "ha", "cast(m as text) like ?", binds("ha%"), 2),
                of("c__startswith", "a", "cast(c as text) like ?", binds("a%"), 1, 4),
                of("tags__icontains", "C", "upper(cast(tags as text)) like upper(?)", binds("%C%"), 2),
                of("j__icontains", "ANN", "upper(cast(j as text)) like upper(?)", binds("%ANN%"), 1),
                of("n__regex", "^2", "cast(n as text) ~ ?", binds("^2"), 2),
                // addresses without their masks
                of("ip__startswith", "192.168", "host(ip) like ?", binds("192.168%"), 2),
                of("ip__iexact", "::1", "upper(host(ip)) = upper(?)", binds("::1"), 4),
                // text that the server compares without regard to case
                of("ci__contains", "ELL", "ci like ?", binds("%ELL%"), 1, 2),
                of("ci__startswith", "HEL", "ci like ?", binds("HEL%"), 1, 2, 4),
                of("ci__in", List.of("HELLO"), "ci = any (cast(cast(? as varchar[]) as citext[]))",
                        binds((Object) new String[]{"HELLO"}), 1, 2),
                of("ci__regex", "^HELLO", "ci ~ ?", binds("^HELLO"), 1, 2),
                // search and similarity
                of("t__search", "back slash", "to_tsvector(coalesce(t, '')) @@ plainto_tsquery(?)",
                        binds("back slash"), 4),
                of("v__search", "cats", "to_tsvector(coalesce(v, '')) @@ plainto_tsquery(?)", binds("cats"), 1, 4),
                of("tv__search", "cat", "tv @@ plainto_tsquery(?)", binds("cat"), 1, 4),
                of("tv", "cat", "tv @@ plainto_tsquery(?)", binds("cat"), 1, 4),
                of("tv__exact", SearchQuery.phrase("fat cat"), "tv @@ phraseto_tsquery(?)", binds("fat cat"), 1),
                of("tv__search", SearchQuery.phrase("fat cat"), "tv @@ phraseto_tsquery(?)", binds("fat cat"), 1),
                of("tv__search", SearchQuery.phrase("cat fat"), "tv @@ phraseto_tsquery(?)", binds("cat fat")),
                of("tv__search", SearchQuery.raw("dogs | sat"), "tv @@ to_tsquery(?)", binds("dogs | sat"), 1, 2),
                of("tv__search", SearchQuery.websearch("cat -fat"), "tv @@ websearch_to_tsquery(?)", binds("cat -fat"),
                        4),
                of("v__search", SearchQuery.plain("cats").config("simple"),
                        "to_tsvector(cast(? as regconfig), coalesce(v, ''))"
                                + " @@ plainto_tsquery(cast(? as regconfig), ?)",
                        binds("simple", "simple", "cats")),
                of("v__trigram_similar", "cats", "v % ?", binds("cats"), 1, 4),
                of("t__trigram_word_similar", "jose", "t %> ?", binds("jose"), 1),
                of("t__trigram_strict_word_similar", "ate", "t %>> ?", binds("ate"), 1),
                of("t__unaccent", "Jose ate 50%", "unaccent(cast(t as text)) = unaccent(cast(? as text))",
                        binds("Jose ate 50%"), 1),
                of("t__unaccent__icontains", "JOSÉ",
                        "upper(unaccent(cast(t as text))) like upper(('%' || replace(replace(replace("
                                + "unaccent(cast(? as text)), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'))",
                        binds("JOSÉ"), 1),
                of("t__unaccent__in", List.of("José ate 50%", "a_b"),
                        "unaccent(cast(t as text)) in (select unaccent(cast(members.member as text))"
                                + " from unnest(cast(? as text[])) as members (member))",
                        binds((Object) new String[]{"José ate 50%", "a_b"}), 1, 2));
    }

    static Stream<Arguments> datesAndTimes() {
        return Stream.of(
                of("ts__date", "2024-02-29", "cast(ts as date) = cast(? as date)", binds(LocalDate.of(2024, 2, 29)), 2),
                of("tz__date__gte", LocalDate.of(2024, 1, 1), "cast(tz as date) >= cast(? as date)",
                        binds(LocalDate.of(2024, 1, 1)), 2, 4),
                of("ts__time", "11:00", "cast(ts as time) = cast(? as time)", binds(LocalTime.of(11, 0)), 2),
                of("tz__time__hour", 11, "cast(extract(hour from cast(tz as time)) as int) = ?", binds(11), 2),
                of("d__year", 2024, "(d >= cast(? as date) and d < cast(? as date))",
                        binds(LocalDate.of(2024, 1, 1), LocalDate.of(2025, 1, 1)), 1, 2, 4),
                of("ts__year", "2024", "(ts >= cast(? as timestamp) and ts < cast(? as timestamp))",
                        binds(at("2024-01-01T00:00"), at("2025-01-01T00:00")), 2, 4),
                of("tz__year__gt", 2023,
                        "tz >= cast(cast(? as timestamp) as timestamptz)",
                        binds(at("2024-01-01T00:00")), 2, 4),
                of("ts__year__gte", 2024, "ts >= cast(? as timestamp)", binds(at("2024-01-01T00:00")), 2, 4),
                of("ts__year__lt", 2024, "ts < cast(? as timestamp)", binds(at("2024-01-01T00:00")), 1),
                of("ts__year__lte", 2024, "ts < cast(? as timestamp)", binds(at("2025-01-01T00:00")), 1, 2, 4),
                of("ts__year__in", List.of(2023, 2025),
                        "cast(extract(year from ts) as int) = any (cast(? as int[]))",
                        binds((Object) new Integer[]{2023, 2025}), 1),
                of("ts__year__range", List.of(2020, 2023), "cast(extract(year from ts) as int) between ? and ?",
                        binds(2020, 2023), 1),
                of("ts__year__isnull", true, "cast(extract(year from ts) as int) is null", binds(), 3),
                of("ts__year", null, "ts is null", binds(), 3),
                of("ts__date__year", 2023,
                        "(cast(ts as date) >= cast(? as date) and cast(ts as date) < cast(? as date))",
                        binds(LocalDate.of(2023, 1, 1), LocalDate.of(2024, 1, 1)), 1),
                of("d__iso_year", 2025, "(d >= cast(? as date) and d < cast(? as date))",
                        binds(LocalDate.of(2024, 12, 30), LocalDate.of(2025, 12, 29)), 4),
                of("d__iso_year__lt", 2025, "d < cast(? as date)", binds(LocalDate.of(2024, 12, 30)), 1, 2),
                of("d__quarter", 1, "cast(extract(quarter from d) as int) = ?", binds(1), 1, 2),
                of("ts__month", 12, "cast(extract(month from ts) as int) = ?", binds(12), 1, 4),
                of("ts__month__gte", 2, "cast(extract(month from ts) as int) >= ?", binds(2), 1, 2, 4),
                of("d__week", 1, "cast(extract(week from d) as int) = ?", binds(1), 1, 4),
                of("d__day", 29, "cast(extract(day from d) as int) = ?", binds(29), 2),
                // 2024-02-29 was a Thursday
                of("d__week_day", 5, "cast((extract(dow from d) + 1) as int) = ?", binds(5), 2),
                of("d__iso_week_day", 4, "cast(extract(isodow from d) as int) = ?", binds(4), 2),
                of("tz__hour", 23, "cast(extract(hour from tz) as int) = ?", binds(23), 1),
                of("ti__hour__lt", 11, "cast(extract(hour from ti) as int) < ?", binds(11), 1, 4),
                of("ti__minute", 20, "cast(extract(minute from ti) as int) = ?", binds(20), 1),
                of("ts__second", 59, "cast(floor(extract(second from ts)) as int) = ?", binds(59), 1),
                of("ti__second__in", List.of(30),
                        "cast(floor(extract(second from ti)) as int) = any (cast(? as int[]))",
                        binds((Object) new Integer[]{30}), 1));
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                of("v__lower", "cat", "lower(v) = ?", binds("cat"), 1, 4),
                of("v__upper__startswith", "D", "upper(v) like ?", binds("D%"), 2),
                of("t__length__gt", 10, "char_length(t) > ?", binds(10), 1),
                of("t__length", 10, "char_length(t) = ?", binds(10), 4),
                of("c__trim", "ab", "btrim(cast(c as text)) = ?", binds("ab"), 1, 4),
                of("v__ltrim", "cat", "ltrim(v) = ?", binds("cat"), 1),
                of("v__rtrim__lower", "cat", "lower(rtrim(v)) = ?", binds("cat"), 1, 4),
                of("v__reverse", "god", "reverse(v) = ?", binds("god"), 2),
                of("v__md5__startswith", "d077", "md5(v) like ?", binds("d077%"), 1),
                of("v__sha1__startswith", "9d98", "encode(digest(v, 'sha1'), 'hex') like ?", binds("9d98%"), 1),
                of("v__sha224__length", 56,
                        "char_length(encode(sha224(convert_to(v, 'UTF8')), 'hex')) = ?", binds(56), 1, 2, 4),
                of("v__sha256__startswith", "77af",
                        "encode(sha256(convert_to(v, 'UTF8')), 'hex') like ?", binds("77af%"), 1),
                of("v__sha384__length", 96,
                        "char_length(encode(sha384(convert_to(v, 'UTF8')), 'hex')) = ?", binds(96), 1, 2, 4),
                of("v__sha512__length", 128,
                        "char_length(encode(sha512(convert_to(v, 'UTF8')), 'hex')) = ?", binds(128), 1, 2, 4),
                of("v__ord", 99, "ascii(v) = ?", binds(99), 1),
                of("i__chr", "\t", "chr(cast(i as int)) = ?", binds("\t"), 4),
                of("f__abs", 1.5, "abs(f) = cast(? as float8)", binds(1.5), 2),
                of("i__abs__gte", 5, "abs(i) >= ?", binds(5), 2, 4),
                of("n__ceil", 3, "ceil(n) = ?", binds(new BigDecimal("3")), 2),
                of("n__floor", 2, "floor(n) = ?", binds(new BigDecimal("2")), 2),
                of("n__round", 10, "round(n) = ?", binds(new BigDecimal("10")), 4),
                of("f__sign", -1, "sign(cast(f as double precision)) = cast(? as double precision)", binds(-1.0), 2),
                of("i__sqrt", 3, "sqrt(cast(i as double precision)) = cast(? as double precision)", binds(3.0), 4),
                of("i__exp__lt", 3, "exp(cast(i as double precision)) < cast(? as double precision)", binds(3.0), 1),
                of("i__ln", 0, "ln(cast(i as double precision)) = cast(? as double precision)", binds(0.0), 1),
                of("s__atan__lt", 1, "atan(cast(s as double precision)) < cast(? as double precision)", binds(1.0), 1),
                of("i__radians__gt", 0.1, "radians(cast(i as double precision)) > cast(? as double precision)",
                        binds(0.1), 4),
                of("i__degrees__gt", 500, "degrees(cast(i as double precision)) > cast(? as double precision)",
                        binds(500.0), 4),
                of("i__sin__lt", 0, "sin(cast(i as double precision)) < cast(? as double precision)", binds(0.0), 2),
                of("i__cos__gt", 0, "cos(cast(i as double precision)) > cast(? as double precision)", binds(0.0), 1, 2),
                of("i__tan__lt", 0, "tan(cast(i as double precision)) < cast(? as double precision)", binds(0.0), 2, 4),
                of("i__cot__gt", 0, "cot(cast(i as double precision)) > cast(? as double precision)", binds(0.0), 1),
                of("i__sin__asin__gt", 1,
                        "asin(cast(sin(cast(i as double precision)) as double precision)) > cast(? as double precision)",
                        binds(1.0)),
                of("i__cos__acos__lt", 1.1,
                        "acos(cast(cos(cast(i as double precision)) as double precision)) < cast(? as double precision)",
                        binds(1.1), 1));
    }

    static Stream<Arguments> arrays() {
        return Stream.of(
                of("tags__contains", List.of("b"), "tags @> cast(? as text[])", binds((Object) new String[]{"b"}), 1,
                        2),
                of("tags__contained_by", List.of("a", "b"), "tags <@ cast(? as text[])",
                        binds((Object) new String[]{"a", "b"}), 1, 4),
                of("nums__overlap", new int[]{2, 3}, "nums && cast(? as int[])", binds((Object) new Integer[]{2, 3}), 1,
                        2),
                of("tags__len", 0,
                        "case when tags is not null then coalesce(array_length(tags, 1), 0) end = ?", binds(0), 4),
                of("tags__len__gte", 2,
                        "case when tags is not null then coalesce(array_length(tags, 1), 0) end >= ?", binds(2), 1, 2),
                of("tags__0", "a", "(tags)[?] = ?", binds(1, "a"), 1),
                of("tags__1__in", List.of("b", "c"), "(tags)[?] = any (cast(? as text[]))",
                        binds(2, new String[]{"b", "c"}), 1, 2),
                of("tags__0__istartswith", "B", "upper((tags)[?]) like upper(?)", binds(1, "B%"), 2),
                of("nums__0__gt", "2", "(nums)[?] > ?", binds(1, 2), 2),
                of("tags__0_2", List.of("b", "c"), "(tags)[?:?] = cast(? as text[])",
                        binds(1, 2, new String[]{"b", "c"}), 2),
                of("tags__1_3__contains", List.of("d"), "(tags)[?:?] @> cast(? as text[])",
                        binds(2, 3, new String[]{"d"}), 2));
    }

    static Stream<Arguments> json() {
        return Stream.of(
                of("j__name", "Ann", "(j->cast(? as text)) = cast(? as jsonb)", binds("name", json("\"Ann\"")), 1),
                of("j__n", 5, "(j->cast(? as text)) = cast(? as jsonb)", binds("n", json("5")), 1),
                of("j__n", 5.0, "(j->cast(? as text)) = cast(? as jsonb)", binds("n", json("5.0")), 1),
                of("j__n", "5", "(j->cast(? as text)) = cast(? as jsonb)", binds("n", json("\"5\""))),
                of("j__n__gt", 4, "(j->cast(? as text)) > cast(? as jsonb)", binds("n", json("4")), 1),
                of("j__n__gte", 6, "(j->cast(? as text)) >= cast(? as jsonb)", binds("n", json("6"))),
                of("j__n__lt", 6, "(j->cast(? as text)) < cast(? as jsonb)", binds("n", json("6")), 1),
                of("j__n__lte", 5, "(j->cast(? as text)) <= cast(? as jsonb)", binds("n", json("5")), 1),
                of("j__n__range", List.of(1, 9),
                        "(j->cast(? as text)) between cast(? as jsonb) and cast(? as jsonb)",
                        binds("n", json("1"), json("9")), 1),
                of("j__ok", true, "(j->cast(? as text)) = cast(? as jsonb)", binds("ok", json("true")), 1),
                of("j__nil", null, "(j->cast(? as text)) = cast(? as jsonb)", binds("nil", json("null")), 1),
                of("j__nil__isnull", false, "(j->cast(? as text)) is not null", binds("nil"), 1),
                of("j__nope__isnull", true, "(j->cast(? as text)) is null", binds("nope"), 1, 2, 3, 4),
                of("j", null, "j = cast(? as jsonb)", binds(json("null")), 4),
                of("j", List.of("x", Map.of("y", 2)), "j = cast(? as jsonb)", binds(json("[\"x\",{\"y\":2}]")), 2),
                of("j__a__b", List.of("x", "y"), "((j->cast(? as text))->cast(? as text)) = cast(? as jsonb)",
                        binds("a", "b", json("[\"x\",\"y\"]")), 1),
                of("j__a__b__1", "y",
                        "(((j->cast(? as text))->cast(? as text)) #> array[cast(? as text)]) = cast(? as jsonb)",
                        binds("a", "b", 1, json("\"y\"")), 1),
                of("j__0", "x", "(j->?) = cast(? as jsonb)", binds(0, json("\"x\"")), 2),
                of("j__-1__y", 2, "((j #> array[cast(? as text)])->cast(? as text)) = cast(? as jsonb)",
                        binds(-1, "y", json("2")), 2),
                of("j__it's \"q\"", 1, "(j->cast(? as text)) = cast(? as jsonb)", binds("it's \"q\"", json("1")), 1),
                of("j__name__in", Arrays.asList("Ann", 3, null),
                        "(j->cast(? as text)) = any (cast(cast(? as text[]) as jsonb[]))",
                        binds("name", new String[]{"\"Ann\"", "3", "null"}), 1),
                of("j__name__iexact", "ANN", "upper((j->>cast(? as text))) = upper(?)", binds("name", "ANN"), 1),
                of("j__name__icontains", "N", "upper((j->>cast(? as text))) like upper(?)", binds("name", "%N%"), 1),
                of("j__name__startswith", "A", "(j->>cast(? as text)) like ?", binds("name", "A%"), 1),
                of("j__name__istartswith", "a", "upper((j->>cast(? as text))) like upper(?)", binds("name", "a%"), 1),
                of("j__name__endswith", "n", "(j->>cast(? as text)) like ?", binds("name", "%n"), 1),
                of("j__name__iendswith", "N", "upper((j->>cast(? as text))) like upper(?)", binds("name", "%N"), 1),
                of("j__name__regex", "^A", "(j->>cast(? as text)) ~ ?", binds("name", "^A"), 1),
                of("j__0__iregex", "X", "(j->>?) ~* ?", binds(0, "X"), 2),
                of("j__a__b__0__startswith", "x",
                        "(((j->cast(? as text))->cast(? as text)) #>> array[cast(? as text)]) like ?",
                        binds("a", "b", 0, "x%"), 1),
                of("j__contains", Map.of("n", 5), "j @> cast(? as jsonb)", binds(json("{\"n\":5}")), 1),
                of("j__a__contains", Map.of("b", List.of("y")), "(j->cast(? as text)) @> cast(? as jsonb)",
                        binds("a", json("{\"b\":[\"y\"]}")), 1),
                of("j__contained_by", List.of("x", Map.of("y", 2), 3), "j <@ cast(? as jsonb)",
                        binds(json("[\"x\",{\"y\":2},3]")), 2),
                of("j__has_key", "name", "j ?? ?", binds("name"), 1),
                of("j__a__has_key", "b", "(j->cast(? as text)) ?? ?", binds("a", "b"), 1),
                of("j__has_keys", List.of("name", "n"), "j ??& cast(? as text[])",
                        binds((Object) new String[]{"name", "n"}), 1),
                of("j__has_any_keys", List.of("x", "n"), "j ??| cast(? as text[])",
                        binds((Object) new String[]{"x", "n"}), 1, 2),
                // json, as it was before jsonb
                of("jj__k", "v", "(cast(jj as jsonb)->cast(? as text)) = cast(? as jsonb)", binds("k", json("\"v\"")),
                        2),
                of("jj", List.of(), "cast(jj as jsonb) = cast(? as jsonb)", binds(json("[]")), 4));
    }

    static Stream<Arguments> hstoresAndRanges() {
        return Stream.of(
                of("h__k", "v", "(h -> cast(? as text)) = ?", binds("k", "v"), 1),
                of("h__x y__in", List.of("2"), "(h -> cast(? as text)) = any (cast(? as text[]))",
                        binds("x y", new String[]{"2"}), 1),
                of("h__k__isnull", true, "(h -> cast(? as text)) is null", binds("k"), 2, 3, 4),
                of("h__contains", Map.of("k", "v"), "h @> cast(? as hstore)", binds("\"k\"=>\"v\""), 1),
                of("h__contained_by", Map.of("k", "v", "z", "1"), "h <@ cast(? as hstore)", List.of(), 4),
                of("h__has_key", "k", "h ?? ?", binds("k"), 1, 2),
                of("h__has_keys", List.of("k", "x y"), "h ??& cast(? as text[])",
                        binds((Object) new String[]{"k", "x y"}), 1),
                of("h__has_any_keys", List.of("k", "zz"), "h ??| cast(? as text[])",
                        binds((Object) new String[]{"k", "zz"}), 1, 2),
                of("h__keys__contains", List.of("x y"), "akeys(h) @> cast(? as text[])",
                        binds((Object) new String[]{"x y"}), 1),
                of("h__values__len", 2,
                        "case when avals(h) is not null then coalesce(array_length(avals(h), 1), 0) end = ?",
                        binds(2), 1),
                of("ir__contains", 4, "ir @> ?", binds(4), 1),
                of("ir__contains", Range.of(6, 8), "ir @> cast(? as int4range)", binds("[\"6\",\"8\")"), 2),
                of("ir__contains", List.of(1, 2), "ir @> cast(? as int4range)", binds("[\"1\",\"2\")"), 1),
                of("dr__contains", "2024-01-31", "dr @> cast(? as date)", binds(LocalDate.of(2024, 1, 31)), 1),
                of("ir__contained_by", "[0,20)", "ir <@ cast(? as int4range)", binds("[0,20)"), 1, 2, 4),
                of("ir__overlap", Range.closed(4, 5), "ir && cast(? as int4range)", binds("[\"4\",\"5\"]"), 1, 2),
                of("ir__fully_lt", Range.of(5, 7), "ir << cast(? as int4range)", binds("[\"5\",\"7\")"), 1),
                of("ir__fully_gt", Range.of(0, 3), "ir >> cast(? as int4range)", binds("[\"0\",\"3\")"), 2),
                of("ir__not_lt", Range.of(5, 7), "ir &> cast(? as int4range)", binds("[\"5\",\"7\")"), 2),
                of("ir__not_gt", Range.of(1, 5), "ir &< cast(? as int4range)", binds("[\"1\",\"5\")"), 1),
                of("ir__adjacent_to", Range.of(10, 12), "ir -|- cast(? as int4range)", binds("[\"10\",\"12\")"), 2),
                of("ir__startswith", 5, "lower(ir) = ?", binds(5), 2),
                of("ir__endswith__gt", 5, "upper(ir) > ?", binds(5), 2),
                of("nr__startswith", "1.5", "lower(nr) = ?", binds(new BigDecimal("1.5")), 1),
                of("ir__isempty", true, "isempty(ir) = ?", binds(true), 4),
                of("nr__lower_inc", true, "lower_inc(nr) = ?", binds(true), 1, 2),
                of("nr__lower_inf", true, "lower_inf(nr) = ?", binds(true), 4),
                of("nr__upper_inc", true, "upper_inc(nr) = ?", binds(true), 1),
                of("dr__upper_inf", true, "upper_inf(dr) = ?", binds(true), 2),
                of("ir__in", List.of("empty"), "ir = any (cast(cast(? as varchar[]) as int4range[]))",
                        binds((Object) new String[]{"empty"}), 4),
                of("mr__overlap", "{[2,8)}", "mr && cast(? as int4multirange)", binds("{[2,8)}"), 1),
                of("i__contained_by", Range.of(1, 6), "i <@ cast(cast(? as int4range) as int4range)",
                        binds("[\"1\",\"6\")"), 1, 2),
                of("s__contained_by", Range.of(2, null),
                        "cast(s as int) <@ cast(cast(? as int4range) as int4range)", binds("[\"2\",)"), 2, 4),
                of("f__contained_by", "(,0)", "cast(f as numeric) <@ cast(cast(? as numrange) as numrange)",
                        binds("(,0)"), 2),
                of("d__contained_by", Range.of("2024-02-01", "2024-03-01"),
                        "d <@ cast(cast(? as daterange) as daterange)",
                        binds("[\"2024-02-01\",\"2024-03-01\")"), 2),
                of("ts__contained_by", Range.of(at("2024-01-01T00:00"), null),
                        "ts <@ cast(cast(? as tsrange) as tsrange)", binds("[\"2024-01-01 00:00\",)"), 2, 4),
                of("tz__contained_by", Range.of("2024-01-01T00:00Z", null),
                        "tz <@ cast(cast(? as tstzrange) as tstzrange)", binds("[\"2024-01-01 00:00+00\",)"), 2, 4));
    }

    static Stream<Arguments> expressions() {
        return Stream.of(
                of("i__gt", Lookups.f("s"), "i > s", binds(), 2, 4),
                of("i", Lookups.f("owner"), "i = owner_id", binds(), 1),
                of("i__in", Lookups.f("owner"), "i = owner_id", binds(), 1),
                of("i__lt", Lookups.f("d__day"), "i < cast(extract(day from d) as int)", binds(), 2, 4),
                of("v__iexact", Lookups.f("t"), "upper(v) = upper(t)", binds()),
                of("t__contains", Lookups.f("t"),
                        "t like ('%' || replace(replace(replace(t, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%')",
                        binds(), 1, 2, 4),
                of("v__istartswith", Lookups.f("v__lower"),
                        "upper(v) like upper((replace(replace(replace(lower(v), '\\', '\\\\'), '%', '\\%'), '_', '\\_')"
                                + " || '%'))",
                        binds(), 1, 2, 4),
                of("ts__year", Lookups.f("d__year"),
                        "cast(extract(year from ts) as int) = cast(extract(year from d) as int)", binds(), 2, 4),
                of("ts__date__lte", Lookups.f("d"), "cast(ts as date) <= d", binds(), 1, 2, 4),
                of("i", DSL.val(5), "i = ?", binds(5), 2),
                of("i__in", List.of(Lookups.f("s"), 9), "(i = s or i = ?)", binds(9), 1, 4),
                of("i__range", List.of(Lookups.f("s"), 8), "i between s and ?", binds(8), 1, 2),
                of("j__n", Lookups.f("i"), "(j->cast(? as text)) = to_jsonb(i)", binds("n")),
                of("j__name", Lookups.f("owner__name"),
                        "(j->cast(? as text)) = to_jsonb(cast((select thing__owner.name from public.person as"
                                + " thing__owner where owner_id = thing__owner.id) as text))",
                        binds("name"), 1),
                of("ir__contains", Lookups.f("i"), "ir @> i", binds(), 1, 2),
                of("nr__contains", Lookups.f("i"), "nr @> cast(i as numeric)", binds(), 4),
                of("dr__contains", Lookups.f("ts"), "dr @> cast(ts as date)", binds(), 2),
                of("ir__contains", Lookups.f("ir"), "ir @> ir", binds(), 1, 2, 4),
                of("i__contained_by", Lookups.f("ir"), "i <@ ir", binds(), 1, 2));
    }

    static Stream<Arguments> lookups() {
        return Stream.of(everyType(), text(), datesAndTimes(), functions(), arrays(), json(), hstoresAndRanges(),
                expressions())
                .flatMap(rows -> rows);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("lookups")
    void aLookupHasOneMeaning(
            String lookup, @Nullable Object value, String sql, List<Object> binds, List<Integer> rows) {
        Condition condition = Lookups.on(thing, registry).condition(lookup, value);

        assertThat(sqlOf(condition)).isEqualTo(sql);
        if (!binds.isEmpty() || !sql.contains("?")) {
            assertThat(jooq.extractBindValues(condition)).usingRecursiveComparison().isEqualTo(binds);
        }
        assertThat(idsWhere(condition)).isEqualTo(rows);
    }

    @Test
    void aQueryIsASubquery() {
        var ids = select(person.field("id", Integer.class)).from(person).where("Bo".isEmpty()
                ? DSL.noCondition()
                : person.field("name", String.class).eq("Bo"));

        assertThat(idsWhere(on().condition("owner__in", ids))).containsExactly(2);
        assertThat(idsWhere(on().condition("i__gt", ids))).containsExactly(2, 4);
        assertThat(sqlOf(on().condition("owner__in", ids)))
                .isEqualTo("owner_id in (select public.person.id from public.person where public.person.name = ?)");
        assertThat(idsWhere(on().condition("tags__overlap", select(DSL.val("c"))))).containsExactly(2);
        assertThat(idsWhere(on().condition("j__name__in", select(person.field("name")).from(person))))
                .containsExactly(1);
    }

    @Test
    void aFieldOrdersAndSelects() {
        assertThat(jooq.select(thing.field("id")).from(thing).orderBy(on().field("owner__name").desc().nullsLast(),
                thing.field("id")).fetch(0, Integer.class)).containsExactly(2, 1, 4, 3);
        assertThat(jooq.select(on().field("d__month")).from(thing).where(thing.field("id", Integer.class).eq(2))
                .fetchOne(0)).isEqualTo(2);
        assertThat(jooq.select(on().field("j__a__b__0")).from(thing).where(thing.field("id", Integer.class).eq(1))
                .fetchOne(0)).isEqualTo(json("\"x\""));
    }

    @Test
    void everyNameIsInTheTable() {
        Collection<String> names = new TreeSet<>();
        for (DataType<?> type : ColumnTypes.SAMPLES) {
            names.addAll(registry.lookups(type, ""));
            names.addAll(registry.transforms(type, ""));
        }
        names.removeAll(List.of("key", "0", "0_1"));
        List<String> asked = lookups().map(row -> "__" + row.get()[0] + "__").toList();

        assertThat(names).allSatisfy(name -> assertThat(asked).anyMatch(lookup -> lookup.contains("__" + name + "__")));
    }

    private static Lookups on() {
        return Lookups.on(thing, registry);
    }

    private static String sqlOf(Condition condition) {
        return jooq.render(condition).replace("\"public\".\"thing\".", "").replace("\"", "");
    }

    private static List<Integer> idsWhere(Condition condition) {
        return jooq.select(thing.field("id")).from(thing).where(condition).orderBy(thing.field("id")).fetch(0,
                Integer.class);
    }
}
