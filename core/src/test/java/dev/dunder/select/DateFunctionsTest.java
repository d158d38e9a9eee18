package dev.dunder.select;

import static dev.dunder.DateFunctions.atTimeZone;
import static dev.dunder.DateFunctions.extract;
import static dev.dunder.DateFunctions.extractDay;
import static dev.dunder.DateFunctions.extractHour;
import static dev.dunder.DateFunctions.extractIsoWeekDay;
import static dev.dunder.DateFunctions.extractIsoYear;
import static dev.dunder.DateFunctions.extractMinute;
import static dev.dunder.DateFunctions.extractMonth;
import static dev.dunder.DateFunctions.extractQuarter;
import static dev.dunder.DateFunctions.extractSecond;
import static dev.dunder.DateFunctions.extractWeek;
import static dev.dunder.DateFunctions.extractWeekDay;
import static dev.dunder.DateFunctions.extractYear;
import static dev.dunder.DateFunctions.now;
import static dev.dunder.DateFunctions.transactionNow;
import static dev.dunder.DateFunctions.trunc;
import static dev.dunder.DateFunctions.truncDate;
import static dev.dunder.DateFunctions.truncDay;
import static dev.dunder.DateFunctions.truncHour;
import static dev.dunder.DateFunctions.truncMinute;
import static dev.dunder.DateFunctions.truncMonth;
import static dev.dunder.DateFunctions.truncQuarter;
import static dev.dunder.DateFunctions.truncSecond;
import static dev.dunder.DateFunctions.truncTime;
import static dev.dunder.DateFunctions.truncWeek;
import static dev.dunder.DateFunctions.truncYear;
import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.subquery;
import static dev.dunder.Dunder.value;
import static dev.dunder.Functions.cast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.Expr;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.Computed;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DateFunctionsTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @RegisterExtension
    static final TestDatabase DB = Computed.things();

    private static OffsetDateTime at(String text) {
        return OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
    }

    static Stream<Computed> parts() {
        return Stream.of(
                Computed.of(extractYear("day"), "cast(extract(year from day) as integer)", 2024),
                Computed.of(extractIsoYear(value(LocalDate.of(2021, 1, 3))),
                        "cast(extract(isoyear from ?) as integer)", 2020),
                Computed.of(extractQuarter("day"), "cast(extract(quarter from day) as integer)", 1),
                Computed.of(extractMonth("local"), "cast(extract(month from local) as integer)", 2),
                Computed.of(extractWeek("day"), "cast(extract(week from day) as integer)", 9),
                Computed.of(extractDay("day"), "cast(extract(day from day) as integer)", 29),
                Computed.of(extractDay("span"), "cast(extract(day from span) as integer)", 3),
                Computed.of(extractWeekDay(value(LocalDate.of(2021, 1, 3))),
                        "(cast(extract(dow from ?) as integer) + 1)", 1),
                Computed.of(extractWeekDay("day"), "(cast(extract(dow from day) as integer) + 1)", 5),
                Computed.of(extractIsoWeekDay(value(LocalDate.of(2021, 1, 3))),
                        "cast(extract(isodow from ?) as integer)", 7),
                Computed.of(extractHour("clock"), "cast(extract(hour from clock) as integer)", 23),
                Computed.of(extractHour("span"), "cast(extract(hour from span) as integer)", 4),
                Computed.of(extractMinute("local"), "cast(extract(minute from local) as integer)", 30),
                Computed.of(extractSecond("local"), "cast(floor(extract(second from local)) as integer)", 59),
                Computed.of(extract("day", "doy"), "cast(extract(doy from day) as integer)", 60),
                Computed.of(extract("day", "dow"), "cast(extract(dow from day) as integer)", 4),
                Computed.of(extract("day", "decade"), "cast(extract(decade from day) as integer)", 202),
                Computed.of(extract("day", "century"), "cast(extract(century from day) as integer)", 21),
                Computed.of(extract("day", "millennium"), "cast(extract(millennium from day) as integer)", 3),
                Computed.of(extract("local", "microseconds"), "cast(extract(microseconds from local) as integer)",
                        59_900_000),
                Computed.of(extract("local", "milliseconds"), "extract(milliseconds from local)",
                        new BigDecimal("59900.000")),
                Computed.of(extract("at", "epoch"), "extract(epoch from at)", new BigDecimal("1709249459.900000")),
                Computed.of(extract("at", "hour", TOKYO), "cast(extract(hour from (at at time zone ?)) as integer)", 8),
                Computed.of(extract("at", "day", TOKYO), "cast(extract(day from (at at time zone ?)) as integer)", 1),
                Computed.of(extract("at", "hour", ZoneOffset.ofHoursMinutes(5, 30)),
                        "cast(extract(hour from (at at time zone ?)) as integer)", 5),
                Computed.of(extract("at", "hour", ZoneId.of("UTC-3")),
                        "cast(extract(hour from (at at time zone ?)) as integer)", 20),
                Computed.of(extract("at", "hour", ZoneOffset.UTC),
                        "cast(extract(hour from (at at time zone ?)) as integer)", 23));
    }

    @ParameterizedTest
    @MethodSource
    void parts(Computed computed) {
        computed.check(DB);
    }

    static Stream<Computed> starts() {
        return Stream.of(
                Computed.of(truncYear("day"), "cast(date_trunc('year', cast(day as timestamp)) as date)",
                        LocalDate.of(2024, 1, 1)),
                Computed.of(truncQuarter(value(LocalDate.of(2024, 8, 9))),
                        "cast(date_trunc('quarter', cast(? as timestamp)) as date)", LocalDate.of(2024, 7, 1)),
                Computed.of(truncMonth("day"), "cast(date_trunc('month', cast(day as timestamp)) as date)",
                        LocalDate.of(2024, 2, 1)),
                Computed.of(truncWeek("day"), "cast(date_trunc('week', cast(day as timestamp)) as date)",
                        LocalDate.of(2024, 2, 26)),
                Computed.of(truncDay("local"), "date_trunc('day', local)", LocalDateTime.of(2024, 2, 29, 0, 0)),
                Computed.of(truncHour("local"), "date_trunc('hour', local)", LocalDateTime.of(2024, 2, 29, 23, 0)),
                Computed.of(truncHour("clock"), "cast(date_trunc('hour', clock) as time)", LocalTime.of(23, 0)),
                Computed.of(truncMinute("clock"), "cast(date_trunc('minute', clock) as time)", LocalTime.of(23, 30)),
                Computed.of(truncSecond("clock"), "cast(date_trunc('second', clock) as time)",
                        LocalTime.of(23, 30, 59)),
                Computed.of(truncSecond("at"), "date_trunc('second', at)", at("2024-02-29T23:30:59Z")),
                Computed.of(truncDate("local"), "cast(local as date)", LocalDate.of(2024, 2, 29)),
                Computed.of(truncTime("local"), "cast(local as time)", LocalTime.of(23, 30, 59, 900_000_000)),
                Computed.of(trunc("day", "month"), "cast(date_trunc('month', cast(day as timestamp)) as date)",
                        LocalDate.of(2024, 2, 1)),
                Computed.of(trunc("at", "month", TOKYO), "date_trunc('month', at, ?)", at("2024-03-01T00:00+09:00")),
                Computed.of(trunc("at", "day", ZoneOffset.ofHours(-5)), "date_trunc('day', at, ?)",
                        at("2024-02-29T00:00-05:00")),
                Computed.of(trunc("at", "date", TOKYO), "cast((at at time zone ?) as date)", LocalDate.of(2024, 3, 1)),
                Computed.of(trunc("at", "time", TOKYO), "cast((at at time zone ?) as time)",
                        LocalTime.of(8, 30, 59, 900_000_000)),
                Computed.of(atTimeZone("at", TOKYO), "(at at time zone ?)",
                        LocalDateTime.of(2024, 3, 1, 8, 30, 59, 900_000_000)),
                Computed.of(atTimeZone("local", TOKYO), "(local at time zone ?)", at("2024-02-29T23:30:59.9+09:00")),
                Computed.of(cast(truncMonth(atTimeZone("at", TOKYO)), SQLDataType.LOCALDATE),
                        "cast(date_trunc('month', (at at time zone ?)) as date)", LocalDate.of(2024, 3, 1)));
    }

    @ParameterizedTest
    @MethodSource
    void starts(Computed computed) {
        computed.check(DB);
    }

    /** What a timestamp with time zone shows depends on where the session is. */
    @Way.Both
    void withoutATimeZoneItIsTheSessions(Way way) {
        Database db = DB.database();
        QuerySet<Row> days = DB.objects("thing").filter("id", 1)
                .annotate(truncDate("at").as("date"), extractHour("at").as("hour"), truncDay("at").as("start"))
                .values("date", "hour", "start");
        ZoneId session = ZoneId.systemDefault();
        OffsetDateTime stored = at("2024-02-29T23:30:59.9Z");

        Row row = way.get(days.using(db));

        assertThat(row.get("date")).isEqualTo(stored.atZoneSameInstant(session).toLocalDate());
        assertThat(row.get("hour")).isEqualTo(stored.atZoneSameInstant(session).getHour());
        assertThat(row.get("start")).isEqualTo(stored.atZoneSameInstant(session).toLocalDate().atStartOfDay(session)
                .toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC));
    }

    @Way.Both
    void nowIsTheServersNow(Way way) {
        QuerySet<Row> things = DB.objects("thing");

        assertThat(way.count(things.filter("at__lt", now()))).isEqualTo(1);
        assertThat(way.count(things.filter("at__gt", transactionNow()))).isZero();
        assertThat(DB.statements().get(0)).contains("at < statement_timestamp()");
        assertThat(DB.statements().get(1)).contains("at > current_timestamp");
    }

    @Way.Both
    void monthsAreGroups(Way way) {
        QuerySet<Row> months = DB.objects("thing").filter("day__isnull", false)
                .annotate(truncMonth("day").as("month")).values("month").annotate(count("id").as("many"));

        assertThat(way.list(months)).extracting(row -> row.get("month"), row -> row.get("many"))
                .containsExactly(org.assertj.core.groups.Tuple.tuple(LocalDate.of(2024, 2, 1), 1L));
    }

    @Test
    void ofNothingIsNothing() {
        for (Expr expression : List.of(extractYear("day"), extractSecond("at"), extractWeekDay("day"), truncMonth("at"),
                truncMonth("day"), trunc("at", "day", TOKYO), truncDate("at"), truncHour("clock"))) {
            assertThat(Computed.ofNothing(DB, expression)).isNull();
        }
    }

    @Test
    void whatAValueDoesNotHaveCannotBeTakenFromIt() {
        assertRefused(extractHour("day"),
                "extractHour(…) takes a time, a timestamp or an interval, and what it is given is date");
        assertRefused(extractYear("span"),
                "extractYear(…) takes a date or a timestamp, and what it is given is interval");
        assertRefused(extractWeekDay("span"), "extractWeekDay(…)");
        assertRefused(extractYear("clock"), "extractYear(…)");
        assertRefused(extractMonth("name"), "extractMonth(…)");
        assertRefused(truncHour("day"), "truncHour(…) takes a time or a timestamp, and what it is given is date");
        assertRefused(truncTime("day"), "truncTime(…)");
        assertRefused(truncMonth("clock"), "truncMonth(…)");
        assertRefused(truncDate("clock"), "truncDate(…)");
        assertRefused(truncYear("n"), "truncYear(…)");
        assertRefused(atTimeZone("day", TOKYO), "atTimeZone(…)");
    }

    @Test
    void aTimeZoneNeedsAPointInTime() {
        assertRefused(extract("local", "hour", TOKYO),
                "takes a time zone for timestamps with time zone only, and what it is "
                        + "given is timestamp.");
        assertRefused(trunc("day", "month", TOKYO), "takes a time zone for timestamps with time zone only");
        assertThatThrownBy(() -> extract("at", "epoch", TOKYO)).isInstanceOf(LookupException.class);
    }

    @Test
    void onlyKnownPartsAreWrittenIntoSql() {
        assertThatThrownBy(() -> extract("at", "yaer")).isInstanceOf(LookupException.class)
                .hasMessageContaining("Did you mean 'year'?");
        assertThatThrownBy(() -> trunc("at", "year', at)) or 1=1; --")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> trunc("at", "epoch", TOKYO)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> extract("at", "day from now()) --")).isInstanceOf(LookupException.class);
    }

    /** What a subquery says of the query around it gets its type there. */
    @Test
    void aValueOfTheQueryAroundIsCheckedThere() {
        QuerySet<Row> things = DB.objects("thing");
        Expr ofText = subquery(things.filter("n", extractMonth(outerRef("name"))).values("id"));
        Expr ofDay = subquery(things.filter("n", extractMonth(outerRef("day"))).values("id"));

        assertRefused(ofText, "extractMonth(…) takes a date or a timestamp, and what it is given is text");
        assertThat(Computed.ofNothing(DB, ofDay)).isNull();
        assertThat(Computed.ofNothing(DB, cast(f("id"), SQLDataType.BIGINT))).isEqualTo(2L);
    }

    private static void assertRefused(Expr expression, String message) {
        QuerySet<Row> things = DB.objects("thing");
        assertThatThrownBy(() -> things.annotate(expression.as("result")))
                .isInstanceOf(LookupException.class).hasMessageContaining(message);
        assertThat(DB.statements()).isEmpty();
    }
}
