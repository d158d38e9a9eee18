package dev.dunder.filter;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.Dunder;
import dev.dunder.Functions;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.FilterException;
import dev.dunder.lookups.Filters;
import dev.dunder.lookups.LookupException;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.Year;
import java.util.Arrays;
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
                    create type other."Mark" as enum ('x', 'y');
                    create domain other.odd as other."Mark";
                    create domain odder as other.odd;
                    create table coat (mark odder primary key, name text);
                    create table wearer (id int primary key, coat_id odder, "all" odder[]);
                    insert into coat values ('x', 'long'), ('y', 'short');
                    insert into wearer values (1, 'x', '{x,y}'), (2, 'y', '{y,x}');
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
    void aTextBesideOneInAFunctionIsALabel(Way way) {
        QuerySet<Row> computed = people().annotate(
                Functions.coalesce("mood", Dunder.value("sad")).as("known"),
                Functions.nullIf("mood", Dunder.value("sad")).as("other"));
        assertThat(way.list(computed.values("known", "other")).stream().map(Row::values).toList())
                .isEqualTo(List.of(Arrays.asList("sad", null), List.of("happy", "happy")));
        assertThat(ids(way.list(computed.filter("known", Mood.HAPPY)))).containsExactly(2);
        assertThatThrownBy(() -> people().annotate(Functions.coalesce("mood", Dunder.value("hapy")).as("known")))
                .isInstanceOf(LookupException.class);
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

    @Way.Both
    void aDomainOverAnEnumIsComparedAsTheEnumThatItIs(Way way) {
        Database keyed = DB.database().with(DB.database().schema().with(models -> models.model("wearer")
                .foreignKey("coat", "coat_id", "coat")));
        QuerySet<Row> wearers = keyed.objects("wearer").orderBy("id");

        assertThat(ids(way.list(people().filter("usual", "happy")))).containsExactly(1);
        assertThat(ids(way.list(people().filter("usual", Mood.SAD)))).containsExactly(2);
        assertThat(ids(way.list(people().exclude("usual", "happy")))).containsExactly(2);
        assertThat(ids(way.list(people().filter("usual__in", List.of("sad", "happy"))))).containsExactly(1, 2);
        assertThat(ids(way.list(people().filter("usual__gt", "sad")))).containsExactly(1);
        assertThat(ids(way.list(people().filter("usual__range", List.of("sad", "sad"))))).containsExactly(2);
        assertThat(ids(way.list(people().filter("usual__startswith", "h")))).containsExactly(1);
        assertThat(way.list(people().filter("usual", f("mood")))).isEmpty();
        assertThat(ids(way.list(people().orderBy("-usual")))).containsExactly(1, 2);
        assertThat(way.list(people().orderBy().values("usual").annotate(count("id").as("n")).orderBy("usual")).stream()
                .map(row -> row.get("usual") + "" + row.get("n"))).containsExactly("sad1", "happy1");
        assertThat(people().aggregate(max("usual"))).isEqualTo("happy");
        assertThat(DB.database().dsl().fetch(people().filter("usual", "sad").toSelect())).hasSize(1);

        assertThat(ids(way.list(wearers.filter("all__contains", List.of("x"))))).containsExactly(1, 2);
        assertThat(ids(way.list(wearers.filter("all__0", "y")))).containsExactly(2);
        assertThat(ids(way.list(wearers.filter("all", List.of("y", "x"))))).containsExactly(2);
        assertThat(ids(way.list(wearers.filter("coat__mark", "y")))).containsExactly(2);
        assertThat(ids(way.list(wearers.filter("coat__in", List.of("x"))))).containsExactly(1);
        List<Row> loaded = way.list(wearers.prefetchRelated("coat"));
        assertThat(loaded.stream().map(row -> row.one("coat")).map(Row.class::cast).map(row -> row.get("name")))
                .containsExactly("long", "short");
        assertThat(
                way.list(keyed.objects("coat").orderBy("name").prefetchRelated("wearer")).get(0).many("wearer").count())
                .isEqualTo(1);
        assertThat(DB.objects("coat").inBulk(List.of("y"))).containsOnlyKeys("y");
        Row stored = way.insert(
                DB.objects("wearer").with("id", way == Way.ASYNC ? 8 : 9, "coat_id", "x", "all", List.of("x")));
        assertThat(stored.get("coat_id")).isEqualTo("x");
        DB.execute("delete from wearer where id > 2");
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
