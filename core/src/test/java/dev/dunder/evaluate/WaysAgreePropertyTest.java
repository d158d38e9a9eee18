package dev.dunder.evaluate;

import static dev.dunder.Dunder.avg;
import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.partitionBy;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.subquery;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.when;
import static dev.dunder.Dunder.window;
import static dev.dunder.WindowFunctions.rank;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Aggregate;
import dev.dunder.Cte;
import dev.dunder.Expr;
import dev.dunder.KeysetPage;
import dev.dunder.Q;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a query set was composed of, the ways to use it agree on which rows it has, and on their order and values. */
class WaysAgreePropertyTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG
            + """
                    insert into author (name, age, country_id) select 'A' || n, 20 + n * 7 % 9, nullif(n % 3, 0) from generate_series(1, 6) n;
                    insert into entry (author_id, editor_id, parent_id, headline, x, rating, published, pub_date)
                        select 1 + n * 3 % 10, nullif(n * 7 % 11, 0), 1 + n % 5, (array['tea', 'cake', 'pie'])[1 + n % 3], nullif(n * 5 % 8, 3),
                            n * 11 % 50 / 10.0, n % 4 > 0, date '2024-01-01' + n * 17 from generate_series(1, 18) n;
                    insert into entry_tag select e, t from generate_series(6, 20) e, generate_series(1, 2) t where e * t % 5 < 2;
                    insert into comment (entry_id, body, stars) select 1 + n * 7 % 22, 'c', nullif(n % 5, 0) from generate_series(1, 20) n;
                    """);

    private static final int ROUNDS = 40;

    private Random random = new Random();
    private Model model = DB.database().schema().model("entry");
    private QuerySet<Row> rows = DB.objects("entry");
    private final List<String> annotated = new ArrayList<>();
    private final List<Object> said = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"entry", "author", "comment", "tag"})
    void onWhatTheyFind(String table) {
        for (int round = 0; round < ROUNDS; round++) {
            random = new Random(round * 7919L + table.hashCode());
            compose(table);
            try {
                agree();
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("round " + round + ": " + said + "\n" + rows.sql(), failure);
            }
        }
    }

    private void agree() {
        List<Row> all = rows.orderBy("id").list();
        List<Object> ids = TestDatabase.ids(all);
        Set<Object> some = new HashSet<>(ids);
        QuerySet<Row> others = DB.objects(model.name());
        assertThat(rows.all().count()).isEqualTo(all.size());
        assertThat(rows.all().exists()).isEqualTo(!all.isEmpty());
        assertThat(others.exclude("pk__in", rows).count()).isEqualTo(others.count() - some.size());
        assertThat(others.filter(exists(rows.filter("pk", outerRef("pk")))).count()).isEqualTo(some.size());
        QuerySet<Row> known = Cte.of("known", rows).objects();
        assertThat(TestDatabase.ids(known.orderBy("id").list())).isEqualTo(ids);
        for (String name : annotated) {
            ofAnAnnotation(name, all);
        }
        if (some.size() == all.size()) {
            QuerySet<Row> ordered = rows.orderBy(order(), "id");
            inOrder(ordered, ordered.list());
            assertThat(rows.aggregate(count("*"), sum("id")).values()).containsExactly((long) all.size(),
                    all.isEmpty() ? null : ids.stream().mapToLong(id -> (Integer) id).sum());
            assertThat(rows.union(rows).count()).isEqualTo(all.size());
            assertThat(rows.difference(rows).exists()).isFalse();
            assertThat(rows.xor(rows).exists()).isFalse();
        }
    }

    /** What a value was computed for is what is selected, filtered, counted and grouped by. */
    private void ofAnAnnotation(String name, List<Row> all) {
        List<Object> values = all.stream().map(row -> row.get(name)).toList();
        assertThat(rows.orderBy("id").valuesList(name).list().stream().map(List::getFirst).toList()).isEqualTo(values);
        if (!values.isEmpty()) {
            Object one = values.get(random.nextInt(values.size()));
            long times = values.stream().filter(value -> Objects.equals(value, one)).count();
            QuerySet<Row> same = one == null ? rows.filter(name + "__isnull", true) : rows.filter(name, one);
            QuerySet<Row> rest = one == null ? rows.exclude(name + "__isnull", true) : rows.exclude(name, one);
            assertThat(same.count()).as(name).isEqualTo(times).isEqualTo(same.list().size());
            assertThat(rest.count()).as(name).isEqualTo(all.size() - times).isEqualTo(rest.list().size());
            assertThat(Cte.of("known", rows).objects().values(name).annotate(count("*").as("times")).list())
                    .filteredOn(row -> Objects.equals(row.get(name), one)).singleElement()
                    .satisfies(row -> assertThat(row.get("times")).isEqualTo(times));
        }
    }

    private void inOrder(QuerySet<Row> ordered, List<Row> all) {
        int from = random.nextInt(4);
        int to = from + 1 + random.nextInt(5);
        List<Row> part = all.subList(Math.min(from, all.size()), Math.min(to, all.size()));
        assertSame(ordered.slice(from, to).list(), part);
        assertThat(ordered.slice(from, to).count()).isEqualTo(part.size());
        assertThat(ordered.slice(from, to).aggregate(sum("id"))).isEqualTo(
                part.isEmpty() ? null : part.stream().mapToLong(row -> row.get("id", Long.class)).sum());
        assertSame(DB.objects(model.name()).filter("pk__in", ordered.slice(from, to)).orderBy("id").only("id").list()
                .stream().map(Row::toMap).map(one -> one.get("id")).toList(),
                TestDatabase.ids(part).stream().sorted().toList());
        assertSame(ordered.reverse().list(), all.reversed());
        assertSame(Stream.ofNullable(ordered.first()).toList(), all.stream().limit(1).toList());
        assertSame(Stream.ofNullable(ordered.last()).toList(), all.reversed().stream().limit(1).toList());
        assertSame(ordered.async().list().join(), all);
        try (Stream<Row> stream = ordered.all().stream()) {
            assertSame(stream.toList(), all);
        }
        List<Row> paged = new ArrayList<>();
        KeysetPage<Row> page = ordered.firstPage(4);
        paged.addAll(page.rows());
        while (page.hasNext()) {
            page = ordered.pageAfter(Objects.requireNonNull(page.next()), 4);
            paged.addAll(page.rows());
        }
        assertSame(paged, all);
        assertSame(ordered.page(2, 3).rows(), all.subList(Math.min(3, all.size()), Math.min(6, all.size())));
    }

    /** Rows are equal by their keys: here it is their values that must be. */
    private static void assertSame(List<?> some, List<?> others) {
        assertThat(some.stream().map(WaysAgreePropertyTest::values).toList())
                .isEqualTo(others.stream().map(WaysAgreePropertyTest::values).toList());
    }

    private static Object values(Object one) {
        return one instanceof Row row ? row.values() : one;
    }

    // ---- What is composed ----

    private void compose(String table) {
        model = DB.database().schema().model(table);
        rows = DB.objects(table);
        annotated.clear();
        said.clear();
        for (int i = random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0, 1 -> rows = rows.filter(saying("filter", condition(2, true)));
                case 2 -> rows = rows.exclude(saying("exclude", condition(1, true)));
                case 3, 4 -> rows = rows.annotate(saying("annotate", annotation("a" + annotated.size())));
                case 5 -> rows = rows.orderBy(saying("orderBy", order()), "id");
                case 6 -> rows = annotated.isEmpty()
                        ? rows.distinct()
                        : rows.filter(saying("filter", q(pick(annotated) + "__isnull", random.nextBoolean())));
                default -> rows = relations(model, false).isEmpty()
                        ? rows
                        : rows.selectRelated(saying("selectRelated", pick(relations(model, false)).name()));
            }
        }
    }

    private <S> S saying(String call, S argument) {
        said.add(call + " " + argument);
        return argument;
    }

    private String order() {
        return (random.nextBoolean() ? "-" : "")
                + (annotated.isEmpty() || random.nextBoolean() ? column(model, 1, false) : pick(annotated));
    }

    private Expr annotation(String name) {
        String path = column(model, 2, true);
        boolean number = path.endsWith("id") || path.endsWith("age") || path.endsWith("__x") || path.endsWith("stars");
        Expr expression = switch (random.nextInt(7)) {
            case 0 -> aggregate(number ? sum(path) : count(path)).as(name);
            case 1 -> aggregate(number ? avg(path) : max("id")).as(name);
            case 2 -> f(column(model, 2, false)).as(name);
            case 3 -> when(condition(1, false), f("id")).otherwise(0).as(name);
            case 4 -> exists(DB.objects("comment").filter("entry", outerRef("id"), "stars__gt", 1)).as(name);
            case 5 -> rank().over(window().partitionBy(column(model, 1, false)).orderBy("id")).as(name);
            default -> annotated.isEmpty()
                    ? subquery(
                            DB.objects("tag").filter("id__lte", outerRef("id")).orderBy("-id").values("name").limit(1))
                            .as(name)
                    : count("*").over(partitionBy(column(model, 1, false))).as(name);
        };
        annotated.add(name);
        return expression;
    }

    private Aggregate<?> aggregate(Aggregate<?> of) {
        return random.nextInt(3) == 0 ? of.filter(condition(0, true)) : of;
    }

    private Q<Row> condition(int depth, boolean toMany) {
        if (depth == 0 || random.nextInt(3) == 0) {
            String path = column(model, 2, toMany);
            Q<Row> one = random.nextInt(5) == 0
                    ? q(path + "__isnull", random.nextBoolean())
                    : path.endsWith("name") || path.endsWith("headline") || path.endsWith("body")
                            ? q(path + "__in", List.of("tea", "A1", "red", "c", "Ann"))
                            : path.endsWith("published")
                                    ? q(path, true)
                                    : path.endsWith("date")
                                            ? q(path + "__month__gt", 2)
                                            : q(path + "__gt", random.nextInt(9));
            return random.nextInt(5) == 0 ? one.not() : one;
        }
        Q<Row> one = condition(depth - 1, toMany);
        Q<Row> other = condition(depth - 1, toMany);
        return switch (random.nextInt(4)) {
            case 0, 1 -> one.and(other);
            case 2 -> one.or(other);
            default -> one.xor(other);
        };
    }

    private String column(Model of, int depth, boolean toMany) {
        List<Relation> relations = relations(of, toMany);
        if (depth > 0 && !relations.isEmpty() && random.nextBoolean()) {
            Relation relation = pick(relations);
            return relation.name() + "__" + column(relation.target(), depth - 1, toMany);
        }
        return pick(of.attributes()).name();
    }

    private static List<Relation> relations(Model of, boolean toMany) {
        return of.relations().stream().filter(relation -> toMany || !relation.toMany())
                .filter(relation -> !relation.target().name().equals("entry_tag"))
                .sorted(Comparator.comparing(Relation::name)).toList();
    }

    private <S> S pick(List<S> some) {
        return some.get(random.nextInt(some.size()));
    }
}
