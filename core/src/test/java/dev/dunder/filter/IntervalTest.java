package dev.dunder.filter;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans of time, which keep their sign and their size whatever they are and wherever one is. */
class IntervalTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table span (id int generated always as identity primary key, span interval, at timestamp, spans interval[]);
                    create view written as select id, span::text as text, extract(epoch from span)::float8 as seconds from span;
                    """);

    record Length(Integer id, @Nullable Duration span) {}

    record Age(@Nullable Period span) {}

    @Way.Both
    void belowASecondASignIsKept(Way way) {
        QuerySet<Row> spans = DB.objects("span");
        for (long millis : new long[]{-500, -1, -999, -1_000, -1_001, 0, 500, -86_400_500, 90_061_007}) {
            Duration span = Duration.ofMillis(millis);
            Row stored = way.insert(spans.with("span", span));

            assertThat(stored.get("span", Duration.class)).isEqualTo(span);
            assertThat(DB.objects("written").get("id", stored.get("id")).get("seconds")).isEqualTo(millis / 1000.0);
            QuerySet<Row> same = spans.filter("id", stored.get("id"));
            assertThat(way.count(same.filter("span", span))).isOne();
            assertThat(way.count(same.filter("span__in", List.of(span)))).isOne();
            assertThat(way.count(same.filter("span__lt", Duration.ZERO))).isEqualTo(millis < 0 ? 1 : 0);
            assertThat(same.aggregate(sum("span"))).isEqualTo(stored.get("span"));
            assertThat(same.valuesList("span", Duration.class).get()).isEqualTo(span);
            assertThat(same.values("id", "span").into(Length.class).get(0).span()).isEqualTo(span);
            Row listed = stored.update("spans", List.of(span, Duration.ofDays(1)));
            assertThat(way.get(spans, "id", stored.get("id")).get("spans")).isEqualTo(listed.get("spans"));
            assertThat(way.count(same.filter("spans__0", span))).isOne();
        }
    }

    @Test
    void whereDigitsAreOthersTheyAreTheSameToTheServer() {
        Locale usual = Locale.getDefault();
        try {
            for (String tag : List.of("ar-EG-u-nu-arab", "fa-IR", "hi-IN-u-nu-deva", "tr-TR")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                Row stored = DB.objects("span").with("span", Duration.ofMillis(12_345), "at",
                        LocalDateTime.of(2024, 1, 2, 3, 4), "spans", List.of(Duration.ofMillis(-1_500))).insert();

                assertThat(
                        DB.objects("span").filter("id", stored.get("id"), "span", Duration.ofMillis(12_345), "at__in",
                                List.of(LocalDateTime.of(2024, 1, 2, 3, 4))).count())
                        .isOne();
                assertThat(stored.toString()).doesNotContain("\u0661");
            }
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void periodsAreMonthsAndDays() {
        QuerySet<Row> spans = DB.objects("span");
        Row stored = spans.with("span", Period.of(1, -2, 3), "at", LocalDateTime.of(2024, 1, 31, 0, 0)).insert();
        QuerySet<Row> same = spans.filter("id", stored.get("id"));

        assertThat(stored.get("span", Period.class)).isEqualTo(Period.of(0, 10, 3));
        assertThat(same.values("span").into(Age.class).get(0).span()).isEqualTo(Period.of(0, 10, 3));
        assertThat(same.filter("span", Period.ofMonths(10).plusDays(3)).count()).isOne();
        assertThat(same.annotate(f("at").plus(Period.ofMonths(1)).as("later")).get().get("later"))
                .isEqualTo(LocalDateTime.of(2024, 2, 29, 0, 0));
        assertThat(same.annotate(f("at").minus(Duration.ofMillis(500)).as("before")).get().get("before"))
                .isEqualTo(LocalDateTime.of(2024, 1, 30, 23, 59, 59, 500_000_000));
        assertThatThrownBy(() -> stored.get("span", Duration.class)).isInstanceOf(DunderException.class)
                .hasMessageContaining("months, which are of no fixed length");
        assertThatThrownBy(() -> stored.get("span", String.class)).isInstanceOf(DunderException.class);
        Row hour = spans.with("span", Duration.ofHours(1)).insert();
        assertThatThrownBy(() -> hour.get("span", Period.class)).isInstanceOf(DunderException.class)
                .hasMessageContaining("hours or less");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"PT0.5S", "PT-0.5S", "P1Y2M3DT4H5M6.7S", "P-1Y", "P2W", "1 day", "-1 days",
            "1 year 2 mons 3 days 04:05:06.789", "-00:00:00.5", "3 days -04:05:06", "1 mon", "26:00:00",
            "+1-2 -3 00:00:00"})
    void textsAreReadAsTheServerReadsThem(String text) {
        Row stored = DB.objects("span").with("span", text).insert();

        YearToSecond expected = (YearToSecond) DB.objects("span")
                .raw("select 1 as id, cast(? as text)::interval as span", text).list().get(0).get("span");
        assertThat(stored.get("span")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "", "P", "PT", "P1", "abc", "1:2:3", "00:61:00", "P3000000000D", "999999999999 days",
            "3000000000 mons", "P99999999999999999999D", "P\u0661D", "1 day;", "infinity"})
    void otherTextsAreNone(String text) {
        assertThatThrownBy(() -> DB.objects("span").filter("span", text)).isInstanceOf(LookupException.class)
                .hasMessageContaining("Cannot use a String for a column of type interval");
    }

    @Test
    void whatTheServerHasNoRoomForIsRefused() {
        for (Object span : List.of(Duration.ofDays(3_000_000_000L), Duration.ofDays(-3_000_000_000L),
                Duration.ofSeconds(Long.MIN_VALUE), Period.ofYears(Integer.MAX_VALUE),
                Period.ofMonths(Integer.MIN_VALUE))) {
            assertThatThrownBy(() -> DB.objects("span").with("span", span)).isInstanceOf(LookupException.class)
                    .hasMessageContaining("2,147,483,647 months");
            assertThatThrownBy(() -> DB.objects("span").filter("span__in", List.of(span)))
                    .isInstanceOf(LookupException.class);
        }
        Row most = DB.objects("span").with("span", Duration.ofDays(Integer.MAX_VALUE)).insert();
        assertThat(most.get("span", Duration.class)).isEqualTo(Duration.ofDays(Integer.MAX_VALUE));
    }
}
