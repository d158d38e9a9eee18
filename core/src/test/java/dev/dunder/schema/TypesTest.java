package dev.dunder.schema;

import static dev.dunder.fixture.TestDatabase.clauses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.Dunder;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.types.DayToSecond;
import org.jooq.types.YearToMonth;
import org.jooq.types.YearToSecond;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type goes in, comes back, is found again and is found in a list. */
class TypesTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create type mood as enum ('sad', 'happy');
                    create domain positive as int check (value > 0);
                    create table everything (id int generated always as identity primary key,
                        small smallint, medium int, big bigint, num numeric(8, 2), anynum numeric, re real, dbl double precision, bool boolean,
                        txt text, vc varchar(20), ch char(4), uid uuid, dat date, tim time, timz timetz, ts timestamp, tsz timestamptz,
                        iv interval, raw bytea, js json, jsb jsonb, mood mood, pos positive, ip inet, rng int4range, x xml,
                        ints int[], texts text[], moods mood[], dates date[], stamps timestamptz[], uids uuid[], nums numeric[],
                        bits bit(3), locals timestamp[], times time[], vcs varchar(5)[], jsbs jsonb[], ivs interval[]);
                    """);

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("small", (short) -7, true),
                Arguments.of("medium", Integer.MIN_VALUE, true),
                Arguments.of("big", Long.MAX_VALUE, true),
                Arguments.of("num", new BigDecimal("-1234.50"), true),
                Arguments.of("anynum", new BigDecimal("123456789012345678901234567890.123"), true),
                Arguments.of("re", 1.5f, true),
                Arguments.of("dbl", 0.1, true),
                Arguments.of("dbl", Double.NaN, true),
                Arguments.of("dbl", Double.NEGATIVE_INFINITY, true),
                Arguments.of("bool", true, true),
                Arguments.of("txt", "ünï\ud83c\udf70 '\"\\ {},", true),
                Arguments.of("txt", "", true),
                Arguments.of("vc", "NULL", true),
                Arguments.of("ch", "ab  ", true),
                Arguments.of("uid", new UUID(1, 2), true),
                Arguments.of("dat", LocalDate.of(1, 1, 1), true),
                Arguments.of("dat", LocalDate.of(9999, 12, 31), true),
                Arguments.of("tim", LocalTime.of(23, 59, 59, 999_999_000), true),
                Arguments.of("timz", OffsetTime.parse("10:00+02:00"), true),
                Arguments.of("ts", LocalDateTime.of(2024, 3, 31, 2, 30), true),
                Arguments.of("tsz", OffsetDateTime.parse("2024-03-31T01:30:00.123456Z"), true),
                Arguments.of("iv", YearToSecond.valueOf(Duration.ofSeconds(93_784)), true),
                Arguments.of("iv", YearToSecond.valueOf(Duration.ofMillis(6_789)), true),
                Arguments.of("iv", YearToSecond.valueOf(Duration.ofNanos(-1_000)), true),
                Arguments.of("iv", new YearToSecond(new YearToMonth(1, 2).neg(), new DayToSecond(3)), true),
                Arguments.of("dat", LocalDate.of(-43, 3, 15), true),
                Arguments.of("dat", LocalDate.of(12_345, 1, 1), true),
                Arguments.of("ts", LocalDateTime.of(-43, 3, 15, 12, 0), true),
                Arguments.of("tsz", OffsetDateTime.parse("1500-01-01T00:00:00Z"), true),
                Arguments.of("bits", "101", true),
                Arguments.of("raw", new byte[]{0, 1, (byte) 255}, true),
                Arguments.of("js", JSON.valueOf("{\"a\": [1, null]}"), false),
                Arguments.of("jsb", JSONB.valueOf("{\"a\": [1, null]}"), true),
                Arguments.of("mood", "happy", true),
                Arguments.of("pos", 3, true),
                Arguments.of("ip", "10.0.0.1", true),
                Arguments.of("rng", "[1,5)", true),
                Arguments.of("ints", new Integer[]{1, null, 3}, false),
                Arguments.of("texts", new String[]{"a", "b,\"c\\", null, "NULL", ""}, false),
                Arguments.of("moods", new String[]{"sad", "happy"}, false),
                Arguments.of("dates", new LocalDate[]{LocalDate.of(2024, 2, 29)}, false),
                Arguments.of("stamps", new OffsetDateTime[]{OffsetDateTime.parse("2024-03-31T01:30:00Z")}, false),
                Arguments.of("uids", new UUID[]{new UUID(1, 2)}, false),
                Arguments.of("nums", new BigDecimal[]{new BigDecimal("1.50")}, false));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("values")
    void thereAndBack(String column, Object value, boolean inLists) {
        QuerySet<Row> all = DB.objects("everything");

        Row stored = all.with(column, value).insert();

        assertThat(stored.get(column)).isEqualTo(value);
        assertThat(all.get("id", stored.get("id")).get(column)).isEqualTo(value);
        if (!column.equals("js")) {
            assertThat(all.filter("id", stored.get("id"), column, value).count()).isEqualTo(1);
            assertThat(all.filter("id", stored.get("id")).exclude(column, value).count()).isZero();
        }
        if (inLists) {
            assertThat(all.filter("id", stored.get("id"), column + "__in", List.of(value)).count()).isEqualTo(1);
        }
        Row cleared = stored.update(column, null);
        assertThat(cleared.get(column)).isNull();
        // Of a document, null is JSON's null.
        boolean document = column.startsWith("js");
        assertThat(all.filter("id", stored.get("id"), column, null).count()).isEqualTo(document ? 0 : 1);
        assertThat(all.filter("id", stored.get("id"), column + "__isnull", true).count()).isEqualTo(1);
    }

    @Way.Both
    void whatIsNotThereIsNotJsonsNullAndExcludedWithNothing(Way way) {
        QuerySet<Row> all = DB.objects("everything").orderBy("id");
        DB.execute(
                """
                        delete from everything;
                        insert into everything (txt, jsb) values ('none', null), ('no key', '{}'), ('null', '{"j": null}'), ('one', '{"j": 1}'),
                            ('all null', 'null')""");

        QuerySet<Row> others = all.exclude("jsb__j", null);
        assertThat(way.list(others.valuesList("txt", String.class))).containsExactly("none", "no key", "one",
                "all null");
        assertThat(clauses(others)).contains("where ((everything.jsb->cast(? as text)) = ?) is not true");
        assertThat(way.list(all.filter("jsb__j", null).valuesList("txt", String.class))).containsExactly("null");
        assertThat(way.list(all.exclude("jsb", null).valuesList("txt", String.class)))
                .containsExactly("none", "no key", "null", "one");
        assertThat(way.list(all.exclude("jsb__j", 1).valuesList("txt", String.class)))
                .containsExactly("none", "no key", "null", "all null");
        DB.execute("delete from everything");
    }

    @Way.Both
    void whatNoValueOfTheUsualClassCanBeIsInNobodysWay(Way way) {
        DB.execute(
                """
                        create table odd (id int primary key, n numeric, big numeric(30), small numeric(5, 2), whole numeric(5), ns numeric[],
                            grid numeric[][], span interval, spans interval[], day date, days date[], at timestamp, seen timestamptz,
                            seens timestamptz[]);
                        insert into odd values (1, 'NaN', 'NaN', 'NaN', 'NaN', '{NaN,1.5,null}', '{{1,NaN},{2,3}}', 'infinity',
                            '{-infinity,1 day}', 'infinity', '{-infinity,infinity}', '-infinity', 'infinity', '{infinity}'),
                            (2, '-Infinity', 7, 1.5, 12, '{2}', '{{1}}', '1 day', '{1 day}', '2024-01-01', '{2024-01-01}', 'infinity',
                            '-infinity', '{2024-01-01 00:00Z}')""");
        Database fresh = DB.database().with(Schema.reflect(DB.database().dsl()));
        QuerySet<Row> all = fresh.objects("odd").orderBy("id");

        Row odd = way.list(all).get(0);

        assertThat(odd.get("n")).isEqualTo(Double.NaN);
        assertThat(odd.get("big")).isEqualTo(Double.NaN);
        assertThat(odd.get("small")).isEqualTo(Double.NaN);
        assertThat(odd.get("whole")).isEqualTo(Double.NaN);
        assertThat(way.list(all).get(1).get("whole")).isEqualTo(12);
        assertThat(odd.get("n", Double.class)).isNaN();
        assertThat((Object[]) odd.get("ns")).containsExactly(Double.NaN, new BigDecimal("1.5"), null);
        assertThat(((Object[][]) odd.get("grid"))[0]).containsExactly(BigDecimal.ONE, Double.NaN);
        assertThat(odd.get("span")).isEqualTo("infinity");
        assertThat((Object[]) odd.get("spans")).hasSize(2).startsWith("-infinity");
        assertThat(odd.get("day")).isEqualTo(LocalDate.MAX);
        assertThat((Object[]) odd.get("days")).containsExactly(LocalDate.MIN, LocalDate.MAX);
        assertThat(odd.get("at")).isEqualTo(LocalDateTime.MIN);
        assertThat(odd.get("seen")).isEqualTo(OffsetDateTime.MAX);
        assertThat((Object[]) odd.get("seens")).containsExactly(OffsetDateTime.MAX);
        assertThatThrownBy(() -> odd.get("n", BigDecimal.class)).isInstanceOf(DunderException.class)
                .hasMessageContaining("is of type Double, not BigDecimal");
        assertThatThrownBy(() -> odd.get("span", Duration.class)).isInstanceOf(DunderException.class);
        record Sized(Object n, LocalDate day) {}
        assertThat(way.list(all.values("n", "day")).get(1).get("n")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(all.values("n", "day").into(Sized.class).get(0)).isEqualTo(new Sized(Double.NaN, LocalDate.MAX));
        record Exact(BigDecimal n) {}
        assertThatThrownBy(() -> all.values("n").into(Exact.class)).isInstanceOf(DunderException.class);
        assertThatThrownBy(() -> all.valuesList("n", BigDecimal.class).list()).isInstanceOf(DunderException.class);
        assertThat(all.aggregate(Dunder.max("n"))).isEqualTo(Double.NaN);
        assertThat(all.aggregate(Dunder.max("span"))).isEqualTo("infinity");

        assertThat(way.list(all.filter("day", LocalDate.MAX))).hasSize(1);
        assertThat(way.list(all.filter("at__lt", LocalDateTime.of(2024, 1, 1, 0, 0)))).hasSize(1);
        assertThat(way.list(all.filter("seen", OffsetDateTime.MIN))).hasSize(1);
        assertThat(way.list(all.filter("day__in", List.of(LocalDate.MAX)))).hasSize(1);
        assertThat(way.list(all.filter("days__contains", List.of(LocalDate.MIN)))).hasSize(1);
        assertThat(way.list(all.filter("at__in", List.of(LocalDateTime.MAX, LocalDateTime.MIN)))).hasSize(2);
        assertThat(way.list(all.filter("seen__in", List.of(OffsetDateTime.MAX)))).hasSize(1);
        DB.execute("drop table odd");
    }

    @Test
    void theConditionIsToldAndNotTheValue() {
        DB.execute("alter type mood rename value 'sad' to 'blue'");
        assertThatThrownBy(() -> DB.objects("everything").filter("mood", "sad").count())
                .isInstanceOf(DatabaseException.class)
                .hasMessage("invalid text representation");
        DB.execute("alter type mood rename value 'blue' to 'sad'");
    }

    @Test
    void jsonIsStoredAsItWasGivenOrNotAtAll() {
        assertThatThrownBy(() -> DB.objects("everything").with("jsb", JSONB.valueOf("[1,")).insert())
                .isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> DB.objects("everything").with("jsb", JSONB.valueOf("\"\ud800\"")))
                .isInstanceOf(DunderException.class);
    }

    @Test
    void sumsOfRealsAreTheSameHoweverOftenTheyAreAsked() {
        DB.execute("delete from everything; insert into everything (re) values (1.5), (2.25)");

        for (int i = 0; i < 12; i++) {
            assertThat(DB.objects("everything").aggregate(Dunder.sum("re"))).isEqualTo(3.75);
        }
        DB.execute("delete from everything");
    }
}
