package dev.dunder.filter;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.ArrayPath;
import dev.dunder.ColumnPath;
import dev.dunder.DatePath;
import dev.dunder.DateTimePath;
import dev.dunder.HstorePath;
import dev.dunder.JsonPath;
import dev.dunder.MultirangePath;
import dev.dunder.NumberPath;
import dev.dunder.Q;
import dev.dunder.QuerySet;
import dev.dunder.RangePath;
import dev.dunder.RelationPath;
import dev.dunder.Row;
import dev.dunder.TextPath;
import dev.dunder.TimePath;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Range;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What typed paths say is what strings say: the same statement, and the same rows. */
class TypedPathsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create extension if not exists hstore;
                    create extension if not exists pg_trgm;
                    create extension if not exists unaccent;
                    create table thing (id int primary key, small smallint, big bigint, name text, day date, at timestamptz, moment time,
                        data jsonb, tags text[], span int4range, spans int4multirange, days daterange, extra hstore, parent_id int references thing);
                    insert into thing values
                        (1, 7, 8000000000, 'José Cake', '2024-02-29', '2024-02-29 13:30:15Z', '13:30:15',
                            '{"owner": {"name": "Ann"}, "n": 5, "list": ["a", "b"]}', '{tea,cake}', '[1,5)', '{[1,5),[7,9)}', '[2024-01-01,2024-03-01)',
                            'color=>red', null),
                        (2, null, null, 'rain', '2023-01-01', '2023-01-01 01:00:00Z', '01:00:00', '{"n": 9}', '{}', 'empty', '{}', null, '', null),
                        (3, 300, 3, 'Tea', null, null, null, null, null, null, null, null, null, 1);
                    """);

    private static final NumberPath<Row, Short, Long, Double> SMALL = new NumberPath<>("small", Short.class, Long.class,
            Double.class);
    private static final NumberPath<Row, Long, Long, Double> BIG = new NumberPath<>("big", Long.class, Long.class,
            Double.class);
    private static final TextPath<Row> NAME = new TextPath<>("name");
    private static final DatePath<Row, LocalDate> DAY = new DatePath<>("day", LocalDate.class);
    private static final DateTimePath<Row, OffsetDateTime> AT = new DateTimePath<>("at", OffsetDateTime.class);
    private static final TimePath<Row, LocalTime> MOMENT = new TimePath<>("moment", LocalTime.class);
    private static final JsonPath<Row> DATA = new JsonPath<>("data");
    private static final ArrayPath<Row, String> TAGS = new ArrayPath<>("tags");
    private static final RangePath<Row, Integer> SPAN = new RangePath<>("span", Integer.class);
    private static final RangePath<Row, LocalDate> DAYS = new RangePath<>("days", LocalDate.class);
    private static final MultirangePath<Row> SPANS = new MultirangePath<>("spans");
    private static final HstorePath<Row> EXTRA = new HstorePath<>("extra");

    private static final class Parent extends RelationPath<Row, Row> {
        Parent() {
            super("parent");
        }
    }

    private static Arguments same(Q<Row> typed, String lookup, @Nullable Object value, Integer... ids) {
        return Arguments.of(typed, lookup, value, List.of(ids));
    }

    static Stream<Arguments> conditions() {
        LocalDate leap = LocalDate.of(2024, 2, 29);
        Row jose = DB.objects("thing").get("id", 1);
        return Stream.of(
                same(SMALL.exact(7), "small__exact", 7, 1),
                same(SMALL.exact(null), "small", null, 2),
                same(SMALL.gt(7), "small__gt", 7, 3),
                same(SMALL.gte(7), "small__gte", 7, 1, 3),
                same(SMALL.lt(300), "small__lt", 300, 1),
                same(SMALL.lte(300), "small__lte", 300, 1, 3),
                same(SMALL.in(7, 8, 70_000), "small__in", List.of(7, 8, 70_000), 1),
                same(SMALL.range(1, 10), "small__range", List.of(1, 10), 1),
                same(SMALL.exact(70_000), "small", 70_000),
                same(BIG.exact(8_000_000_000L), "big", 8_000_000_000L, 1),
                same(BIG.exact(3), "big", 3, 3),
                same(BIG.exact(Long.valueOf(3)), "big", 3L, 3),
                same(NAME.exact("Tea"), "name__exact", "Tea", 3),
                same(NAME.iexact("TEA"), "name__iexact", "TEA", 3),
                same(NAME.contains("ai"), "name__contains", "ai", 2),
                same(NAME.icontains("TE"), "name__icontains", "TE", 3),
                same(NAME.startswith("r"), "name__startswith", "r", 2),
                same(NAME.istartswith("t"), "name__istartswith", "t", 3),
                same(NAME.endswith("n"), "name__endswith", "n", 2),
                same(NAME.iendswith("EA"), "name__iendswith", "EA", 3),
                same(NAME.isnull(false), "name__isnull", false, 1, 2, 3),
                same(DAY.isnull(true), "day__isnull", true, 3),
                same(DAY.gt(leap.minusDays(1)), "day__gt", leap.minusDays(1), 1),
                same(DAY.gte(leap), "day__gte", leap, 1),
                same(DAY.lt(leap), "day__lt", leap, 2),
                same(DAY.lte(leap), "day__lte", leap, 1, 2),
                same(DAY.range(leap, leap), "day__range", List.of(leap, leap), 1),
                same(DAY.range(Range.of(leap, leap.plusDays(1))), "day__range", Range.of(leap, leap.plusDays(1)), 1),
                same(DAY.in(List.of(leap)), "day__in", List.of(leap), 1),
                same(BIG.gt(SMALL.f()), "big__gt", f("small"), 1),
                same(new Parent().isnull(false), "parent__isnull", false, 3),
                same(new Parent().exact(jose), "parent__exact", jose, 3),
                same(new Parent().in(List.of(jose)), "parent__in", List.of(jose), 3),
                same(new Parent().exact(null), "parent__exact", null, 1, 2),
                same(new Parent().lookup("name", "José Cake"), "parent__name", "José Cake", 3),
                same(NAME.regex("^J"), "name__regex", "^J", 1),
                same(NAME.iregex("^t"), "name__iregex", "^t", 3),
                same(NAME.search("cake"), "name__search", "cake", 1),
                same(NAME.trigramSimilar("Teas"), "name__trigram_similar", "Teas", 3),
                same(NAME.trigramWordSimilar("cake"), "name__trigram_word_similar", "cake", 1),
                same(NAME.trigramStrictWordSimilar("cake"), "name__trigram_strict_word_similar", "cake", 1),
                same(NAME.unaccent().icontains("jose"), "name__unaccent__icontains", "jose", 1),
                same(NAME.lookup("iexact", "TEA"), "name__iexact", "TEA", 3),
                same(DAY.year().exact(2024), "day__year__exact", 2024, 1),
                same(DAY.isoYear().exact(2022), "day__iso_year__exact", 2022, 2),
                same(DAY.quarter().exact(1), "day__quarter__exact", 1, 1, 2),
                same(DAY.month().in(2, 3), "day__month__in", List.of(2, 3), 1),
                same(DAY.week().exact(9), "day__week__exact", 9, 1),
                same(DAY.day().gt(28), "day__day__gt", 28, 1),
                same(DAY.weekDay().exact(1), "day__week_day__exact", 1, 2),
                same(DAY.isoWeekDay().exact(7), "day__iso_week_day__exact", 7, 2),
                same(AT.date().exact(leap), "at__date__exact", leap, 1),
                same(AT.date().year().lt(2024), "at__date__year__lt", 2024, 2),
                same(AT.time().hour().gte(13), "at__time__hour__gte", 13, 1),
                same(AT.hour().exact(13), "at__hour__exact", 13, 1),
                same(AT.minute().exact(30), "at__minute__exact", 30, 1),
                same(AT.second().exact(15), "at__second__exact", 15, 1),
                same(AT.year().exact(2024), "at__year__exact", 2024, 1),
                same(MOMENT.hour().exact(13), "moment__hour__exact", 13, 1),
                same(MOMENT.minute().exact(30), "moment__minute__exact", 30, 1),
                same(MOMENT.second().exact(15), "moment__second__exact", 15, 1),
                same(DATA.key("owner").key("name").icontains("an"), "data__owner__name__icontains", "an", 1),
                same(DATA.key("n").exact(5), "data__n__exact", 5, 1),
                same(DATA.key("n").gt(5), "data__n__gt", 5, 2),
                same(DATA.key("n").gte(5), "data__n__gte", 5, 1, 2),
                same(DATA.key("n").lt(9), "data__n__lt", 9, 1),
                same(DATA.key("n").lte(9), "data__n__lte", 9, 1, 2),
                same(DATA.key("list").at(0).startswith("a"), "data__list__0__startswith", "a", 1),
                same(DATA.key("list").at(1).iexact("B"), "data__list__1__iexact", "B", 1),
                same(DATA.key("list").at(1).istartswith("B"), "data__list__1__istartswith", "B", 1),
                same(DATA.key("list").at(1).endswith("b"), "data__list__1__endswith", "b", 1),
                same(DATA.key("list").at(1).iendswith("B"), "data__list__1__iendswith", "B", 1),
                same(DATA.key("list").at(1).regex("b|c"), "data__list__1__regex", "b|c", 1),
                same(DATA.key("list").at(1).iregex("B|c"), "data__list__1__iregex", "B|c", 1),
                same(DATA.contains(Map.of("n", 9)), "data__contains", Map.of("n", 9), 2),
                same(DATA.containedBy(Map.of("n", 9, "m", 1)), "data__contained_by", Map.of("n", 9, "m", 1), 2),
                same(DATA.hasKey("owner"), "data__has_key", "owner", 1),
                same(DATA.hasKeys("owner", "n"), "data__has_keys", List.of("owner", "n"), 1),
                same(DATA.hasAnyKeys(List.of("owner", "n")), "data__has_any_keys", List.of("owner", "n"), 1, 2),
                same(TAGS.contains("tea"), "tags__contains", List.of("tea"), 1),
                same(TAGS.containedBy(List.of("tea", "cake", "x")), "tags__contained_by", List.of("tea", "cake", "x"),
                        1, 2),
                same(TAGS.overlap("tea", "x"), "tags__overlap", List.of("tea", "x"), 1),
                same(TAGS.len().exact(2), "tags__len__exact", 2, 1),
                same(TAGS.at(1).exact("cake"), "tags__1__exact", "cake", 1),
                same(TAGS.slice(0, 1).exact(new String[]{"tea"}), "tags__0_1__exact", List.of("tea"), 1),
                same(SPAN.contains(4), "span__contains", 4, 1),
                same(SPAN.contains(Range.of(2, 3)), "span__contains", Range.of(2, 3), 1),
                same(SPAN.containedBy(Range.of(0, 9)), "span__contained_by", Range.of(0, 9), 1, 2),
                same(SPAN.overlap(Range.of(4, 9)), "span__overlap", Range.of(4, 9), 1),
                same(SPAN.fullyLt(Range.of(5, 9)), "span__fully_lt", Range.of(5, 9), 1),
                same(SPAN.fullyGt(Range.of(-5, 0)), "span__fully_gt", Range.of(-5, 0), 1),
                same(SPAN.notLt(Range.of(1, 9)), "span__not_lt", Range.of(1, 9), 1),
                same(SPAN.notGt(Range.of(1, 9)), "span__not_gt", Range.of(1, 9), 1),
                same(SPAN.adjacentTo(Range.of(5, 9)), "span__adjacent_to", Range.of(5, 9), 1),
                same(SPAN.startswith().exact(1), "span__startswith__exact", 1, 1),
                same(SPAN.endswith().gt(4), "span__endswith__gt", 4, 1),
                same(SPAN.isempty().exact(true), "span__isempty__exact", true, 2),
                same(SPAN.lowerInc().exact(true), "span__lower_inc__exact", true, 1),
                same(SPAN.lowerInf().exact(true), "span__lower_inf__exact", true),
                same(SPAN.upperInc().exact(true), "span__upper_inc__exact", true),
                same(SPAN.upperInf().exact(true), "span__upper_inf__exact", true),
                same(SPAN.exact(Range.of(1, 5)), "span", Range.of(1, 5), 1),
                same(SPANS.contains("{[2,3),[7,8)}"), "spans__contains", "{[2,3),[7,8)}", 1),
                same(SPANS.containedBy("{[0,9)}"), "spans__contained_by", "{[0,9)}", 1, 2),
                same(SPANS.overlap("{[5,8)}"), "spans__overlap", "{[5,8)}", 1),
                same(SPANS.fullyLt("{[9,12)}"), "spans__fully_lt", "{[9,12)}", 1),
                same(SPANS.fullyGt("{[-5,0)}"), "spans__fully_gt", "{[-5,0)}", 1),
                same(SPANS.notLt("{[1,9)}"), "spans__not_lt", "{[1,9)}", 1),
                same(SPANS.notGt("{[1,9)}"), "spans__not_gt", "{[1,9)}", 1),
                same(SPANS.adjacentTo("{[9,12)}"), "spans__adjacent_to", "{[9,12)}", 1),
                same(SPANS.exact("{[1,5),[7,9)}"), "spans", "{[1,5),[7,9)}", 1),
                same(SPANS.isempty().exact(true), "spans__isempty__exact", true, 2),
                same(SPANS.lowerInc().exact(true), "spans__lower_inc__exact", true, 1),
                same(SPANS.lowerInf().exact(true), "spans__lower_inf__exact", true),
                same(SPANS.upperInc().exact(true), "spans__upper_inc__exact", true),
                same(SPANS.upperInf().exact(true), "spans__upper_inf__exact", true),
                same(DAYS.contains(leap), "days__contains", leap, 1),
                same(EXTRA.key("color").exact("red"), "extra__color__exact", "red", 1),
                same(EXTRA.contains(Map.of("color", "red")), "extra__contains", Map.of("color", "red"), 1),
                same(EXTRA.containedBy(Map.of("color", "red")), "extra__contained_by", Map.of("color", "red"), 1, 2),
                same(EXTRA.hasKey("color"), "extra__has_key", "color", 1),
                same(EXTRA.hasKeys("color"), "extra__has_keys", List.of("color"), 1),
                same(EXTRA.hasAnyKeys("color", "x"), "extra__has_any_keys", List.of("color", "x"), 1),
                same(EXTRA.keys().contains("color"), "extra__keys__contains", List.of("color"), 1),
                same(EXTRA.values().overlap("red"), "extra__values__overlap", List.of("red"), 1));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void aTypedPathSaysWhatAStringDoes(Q<Row> typed, String lookup, @Nullable Object value, List<Integer> ids) {
        QuerySet<Row> things = DB.database().objects("thing").orderBy("id");

        assertThat(things.filter(typed).sql()).isEqualTo(things.filter(lookup, value).sql());
        assertThat(things.filter(typed).valuesList("id", Integer.class).list()).isEqualTo(ids);
    }

    /** Of what each of the columns is, for its lookups. */
    private static final Map<String, Class<?>> PATHS = Map.ofEntries(Map.entry("small", NumberPath.class),
            Map.entry("big", NumberPath.class), Map.entry("name", TextPath.class), Map.entry("day", DatePath.class),
            Map.entry("at", DateTimePath.class), Map.entry("moment", TimePath.class),
            Map.entry("data", JsonPath.class), Map.entry("tags", ArrayPath.class), Map.entry("span", RangePath.class),
            Map.entry("spans", MultirangePath.class), Map.entry("days", RangePath.class),
            Map.entry("extra", HstorePath.class), Map.entry("parent", RelationPath.class));

    @Test
    void noLookupOfAPathIsLeftOut() throws Exception {
        Path classes = Path.of(ColumnPath.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .resolve("dev/dunder");
        List<String> names;
        try (Stream<Path> files = Files.list(classes)) {
            names = files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith("Path.class"))
                    .map(file -> "dev.dunder." + file.replace(".class", "")).toList();
        }
        assertThat(names).contains("dev.dunder.TextPath", "dev.dunder.RelationPath");
        List<String[]> listed = conditions().map(one -> String.valueOf(one.get()[1]).split("__")).toList();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            Class<?> path = Class.forName(name);
            for (Method method : path.getDeclaredMethods()) {
                String lookup = method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
                boolean asks = Modifier.isPublic(method.getModifiers()) && method.getReturnType() == Q.class
                        && !lookup.equals("lookup");
                boolean known = listed.stream()
                        .anyMatch(parts -> path.isAssignableFrom(Objects.requireNonNull(PATHS.get(parts[0])))
                                && parts[parts.length - 1].equals(lookup));
                if (asks && !known) {
                    missing.add(path.getSimpleName() + "." + method.getName());
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void partsAreValuesAndOrdersToo() {
        QuerySet<Row> things = DB.database().objects("thing");

        assertThat(things.orderBy(DAY.year().desc()).sql()).isEqualTo(things.orderBy("-day__year").sql());
        assertThat(things.aggregate(TAGS.len().sum())).isEqualTo(2L);
        assertThat(things.filter(DAY.year().gt(SMALL.f())).valuesList("id", Integer.class).list()).containsExactly(1);
    }

    @Test
    void aLookupThatThereIsNotIsRefusedWhereItIsUsed() {
        assertThatThrownBy(() -> DB.database().objects("thing").filter(NAME.lookup("sounds_like", "x")))
                .isInstanceOf(LookupException.class).hasMessageContaining("sounds_like");
        assertThatThrownBy(() -> NAME.lookup(nothing(), "x")).isInstanceOf(LookupException.class);
    }

    @Test
    void aRelationTakesAnyLookupOfWhatIsThere() {
        RelationPath<Row, Row> parent = new RelationPath<>("parent") {
        };
        QuerySet<Row> things = DB.database().objects("thing");

        assertThat(things.filter(parent.lookup("name__icontains", "a")).sql())
                .isEqualTo(things.filter(q("parent__name__icontains", "a")).sql());
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return (T) null;
    }

    /** What takes names takes typed paths. */
    @Test
    void columnsAreChosenByTypedPaths() {
        QuerySet<Row> things = DB.objects("thing").orderBy("id");

        assertThat(things.valuesList(SMALL).list()).isEqualTo(things.valuesList("small", Short.class).list());
        assertThat(things.values(SMALL, NAME).sql()).isEqualTo(things.values("small", "name").sql());
        assertThat(things.only(NAME).sql()).isEqualTo(things.only("name").sql());
        assertThat(things.defer(NAME, BIG).sql()).isEqualTo(things.defer("name", "big").sql());
        assertThat(things.orderBy("name").distinct(NAME).sql())
                .isEqualTo(things.orderBy("name").distinct("name").sql());
        Long big = things.valuesList(BIG).first();
        assertThat(things.orderBy().inBulk(List.of(big), BIG)).containsOnlyKeys(big)
                .isEqualTo(things.orderBy().async().inBulk(List.of(big), BIG).join());
        assertThat(things.aggregate(max(BIG))).isEqualTo(things.aggregate(max("big")));
        assertThat(things.aggregate(sum(SMALL))).isEqualTo(things.aggregate(sum("small")));
    }
}
