package dev.dunder;

import static dev.dunder.TestDatabase.clauses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.lookups.DunderException;
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

    @Test
    void whatHasNoJavaValueSaysSo() {
        DB.execute("insert into everything (anynum) values ('NaN')");

        assertThatThrownBy(() -> DB.objects("everything").filter("anynum__isnull", false).list())
                .isInstanceOf(DunderException.class)
                .hasMessageContaining("A numeric column holds NaN");
        DB.execute("delete from everything; insert into everything (iv) values ('infinity')");
        assertThatThrownBy(() -> DB.objects("everything").list()).isInstanceOf(DunderException.class);
        DB.execute("delete from everything");
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
