package dev.dunder;

import static dev.dunder.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.lookups.FilterException;
import dev.dunder.lookups.Filters;
import dev.dunder.lookups.LookupException;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.Year;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values that there are only some of: the labels of enums, and what Java has names for. */
class EnumTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create type mood as enum ('sad', 'happy', 'Very Odd');
                    create domain moody as mood;
                    create schema other;
                    create type other.mood as enum ('x', 'X');
                    create table person (id int primary key, mood mood, moods mood[], usual moody, more other.mood, born date, seen timestamptz);
                    insert into person values (1, 'sad', '{sad,happy}', 'happy', 'x', '2024-02-29', '2024-12-31 12:00Z'),
                        (2, 'happy', '{}', 'sad', 'X', '2023-03-05', '2025-01-01 12:00Z');
                    """);

    enum Mood {
        SAD, HAPPY, ANGRY
    }

    enum Odd {
        X, x
    }

    private static QuerySet<Row> people() {
        return DB.objects("person").orderBy("id");
    }

    @Way.Both
    void aJavaEnumsNameIsTakenWhereOnlyCaseDiffers(Way way) {
        assertThat(ids(way.list(people().filter("mood", Mood.HAPPY)))).containsExactly(2);
        assertThat(ids(way.list(people().filter("mood__in", List.of(Mood.SAD, "happy"))))).containsExactly(1, 2);
        assertThat(ids(way.list(people().filter("moods__contains", List.of(Mood.SAD))))).containsExactly(1);
        assertThat(ids(way.list(people().filter("moods__0", Mood.SAD)))).containsExactly(1);
        assertThat(ids(way.list(people().filter("more", Odd.x)))).containsExactly(1);
        assertThat(ids(way.list(people().filter("mood__gt", Mood.SAD)))).containsExactly(2);
        assertThat(way.insert(DB.objects("person").with("id", way == Way.ASYNC ? 8 : 9, "mood", Mood.SAD)).get("mood"))
                .isEqualTo("sad");
        DB.execute("delete from person where id > 2");
    }

    @Test
    void labelsThatAreNoneAreRefusedAtTheCall() {
        for (String path : List.of("mood", "mood__in", "mood__gt", "moods__contains", "moods__0", "usual")) {
            Object value = path.endsWith("in") || path.endsWith("contains") ? List.of("hapy") : "hapy";
            assertThatThrownBy(() -> people().filter(path, value)).isInstanceOf(LookupException.class)
                    .hasMessageContaining("Did you mean 'happy'? Choices: Very Odd, happy, sad.")
                    .hasMessageContaining("\n  " + path + "\n  ^");
        }
        assertThatThrownBy(() -> people().with("mood", "Sad")).isInstanceOf(LookupException.class)
                .hasMessageContaining("mood").hasMessageContaining("Did you mean 'sad'?");
        assertThatThrownBy(() -> people().filter("mood", Mood.ANGRY)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> people().filter("mood", 1)).isInstanceOf(LookupException.class);
        Filters filters = Filters.on(DB.database().schema().model("person")).allow("mood", "exact", "in")
                .allow("more", "exact");
        assertThatThrownBy(() -> filters.parse(Map.of("mood", List.of("angry")))).isInstanceOf(FilterException.class);
        assertThatThrownBy(() -> filters.parse(Map.of("mood__in", List.of("sad,angry"))))
                .isInstanceOf(FilterException.class);
        assertThat(filters.parse(Map.of("mood", new String[]{"sad"})).terms()).hasSize(1);
        assertThat(DB.statements()).isEmpty();
    }

    @Way.Both
    void monthsYearsAndDaysAreNumbers(Way way) {
        assertThat(ids(way.list(people().filter("born__month", Month.MARCH)))).containsExactly(2);
        assertThat(ids(way.list(people().filter("born__month__in", List.of(Month.FEBRUARY, 3))))).containsExactly(1, 2);
        assertThat(ids(way.list(people().filter("born__month__lt", Month.MARCH)))).containsExactly(1);
        assertThat(ids(way.list(people().exclude("born__month", Month.MARCH)))).containsExactly(1);
        assertThat(ids(way.list(people().filter("born__year", Year.of(2024))))).containsExactly(1);
        assertThat(ids(way.list(people().filter("born__year__gte", Year.of(2023))))).containsExactly(1, 2);
        assertThat(ids(way.list(people().filter("born__year__in", List.of(Year.of(2023)))))).containsExactly(2);
        assertThat(ids(way.list(people().filter("seen__iso_year", Year.of(2025))))).containsExactly(1, 2);
        assertThat(ids(way.list(people().filter("born__year__range", List.of(Year.of(2024), Year.of(2030))))))
                .containsExactly(1);
        assertThat(ids(way.list(people().filter("born__iso_week_day", DayOfWeek.SUNDAY)))).containsExactly(2);
        assertThat(ids(way.list(people().filter("born__week_day", DayOfWeek.SUNDAY)))).containsExactly(2);
        assertThat(ids(way.list(people().filter("born__week_day", DayOfWeek.THURSDAY)))).containsExactly(1);
        assertThat(ids(way.list(people().filter("born__month__isnull", false)))).containsExactly(1, 2);
        assertThatThrownBy(() -> people().filter("born__year", Month.MARCH)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> people().filter("id", Month.MARCH)).isInstanceOf(LookupException.class);
    }
}
