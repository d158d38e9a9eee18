package dev.dunder.aggregate;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Aggregate;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Filters, aggregates and values in any order say what the same says as subqueries by hand, of each row and of groups: an
 * aggregate is of the rows on its path that the filters before it keep, each once.
 */
class AggregatedRowsPropertyTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table region (id int primary key, name text);
                    create table shop (id int primary key, region_id int references region, rent int, open boolean);
                    create table good (id int primary key, shop_id int references shop, price int, kind int);
                    create table mark (id int primary key, good_id int not null references good, points int);
                    create table visit (id int primary key, shop_id int not null references shop, spent int);
                    create table label (id int primary key, name text);
                    create table good_label (good_id int references good, label_id int references label, primary key (good_id, label_id));
                    insert into region values (1, 'north'), (2, 'south'), (3, 'east');
                    insert into shop select n, nullif(n % 4, 0), n * 7 % 5, n % 3 = 0 from generate_series(1, 9) n;
                    insert into good select n, nullif(n * n % 10, 0), case when n % 7 > 0 then n * 5 % 11 end, n % 3 from generate_series(1, 26) n;
                    insert into mark select n, 1 + n * 11 % 26, n % 5 from generate_series(1, 33) n;
                    insert into visit select n, 1 + n * n % 8, n % 6 from generate_series(1, 17) n;
                    insert into label values (1, 'new'), (2, 'used'), (3, 'rare');
                    insert into good_label select g, l from generate_series(1, 26) g, generate_series(1, 3) l where (g * l) % 4 < 2;
                    """);

    /**
     * A filter on shops.
     *
     * @param sql what it says of the shop s, where g is a good of its and v a visit to it
     * @param of whether it is about one of these, and which
     */
    private record Filter(UnaryOperator<QuerySet<Row>> call, String sql, String of) {}

    private static final String GOOD = " left join good g on g.shop_id = s.id";
    private static final String VISIT = " left join visit v on v.shop_id = s.id";
    private static final String MARK = "exists (select 1 from mark m where m.good_id = g.id and m.points %s)";

    private static final List<Filter> FILTERS = List.of(
            new Filter(set -> set.filter("good__price__gt", 4), "g.price > 4", GOOD),
            new Filter(set -> set.filter("good__kind__in", List.of(0, 1)), "g.kind in (0, 1)", GOOD),
            new Filter(set -> set.filter("good__kind", 1, "good__price__lt", 9), "g.kind = 1 and g.price < 9", GOOD),
            new Filter(set -> set.filter("good__mark__points__gte", 3), MARK.formatted(">= 3"), GOOD),
            new Filter(set -> set.filter("good__mark__points", 1, "good__kind__gt", 0),
                    MARK.formatted("= 1") + " and g.kind > 0", GOOD),
            new Filter(set -> set.filter("good__label__name__in", List.of("new", "rare")),
                    "exists (select 1 from good_label l where l.good_id = g.id and l.label_id in (1, 3))", GOOD),
            new Filter(set -> set.filter(q("good__price", 3).or(q("rent__gt", 2))), "(g.price = 3 or s.rent > 2)",
                    GOOD),
            new Filter(set -> set.exclude("good__price__gt", 9),
                    "not exists (select 1 from good x where x.shop_id = s.id and x.price > 9)", ""),
            new Filter(set -> set.filter("visit__spent__gt", 2),
                    "v.spent > 2", VISIT),
            new Filter(set -> set.filter("rent__lt", 4), "s.rent < 4", ""),
            new Filter(set -> set.filter("region__name__in", List.of("north", "east")), "s.region_id in (1, 3)", ""),
            new Filter(set -> set.filter(q("open", true).or(q("visit__spent", 0))),
                    "(s.open or v.spent = 0)", VISIT));

    /**
     * An aggregate of shops.
     *
     * @param sql the same of rows with a shop s and the rows of its path: a good g, a mark m, a visit v
     * @param path the joins of its path
     */
    private record Of(Aggregate<?> aggregate, String sql, String path) {}

    private static final String MARKS = GOOD + " left join mark m on m.good_id = g.id";

    private static final List<Of> AGGREGATES = List.of(
            new Of(count("good"), "count(g.id)", GOOD),
            new Of(sum("good__price"), "sum(g.price)", GOOD),
            new Of(count("good__kind").distinct(), "count(distinct g.kind)", GOOD),
            new Of(max("good__price"), "max(g.price)", GOOD),
            new Of(count("good__mark"), "count(m.id)", MARKS),
            new Of(sum("good__mark__points"), "sum(m.points)", MARKS),
            new Of(sum(f("good__price").plus(f("good__mark__points"))), "sum(g.price + m.points)", MARKS),
            new Of(sum("visit__spent"), "sum(v.spent)", VISIT),
            new Of(count("visit"), "count(v.id)", VISIT),
            new Of(sum("rent"), "sum(s.rent)", ""),
            new Of(count("id"), "count(s.id)", ""),
            new Of(count("region"), "count(s.region_id)", ""),
            new Of(sum("good__price").filter(q("good__label__name__in", List.of("new", "used"))),
                    "sum(g.price) filter (where exists (select 1 from good_label l where l.good_id = g.id and l.label_id in (1, 2)))",
                    GOOD),
            new Of(sum("good__price").filter(q("good__label__name__in", List.of("new", "used")).not()),
                    "sum(g.price) filter (where not exists (select 1 from good_label l where l.good_id = g.id and l.label_id in (1, 2)))",
                    GOOD),
            new Of(count("good").filter(q("good__price__gt", 4).not()),
                    "count(g.id) filter (where not coalesce(g.price > 4, false))", GOOD),
            new Of(sum("rent").filter(q("visit__spent__gt", 1)),
                    "sum(s.rent) filter (where exists (select 1 from visit v where v.shop_id = s.id and v.spent > 1))",
                    ""),
            new Of(sum("visit__spent").filter(q("good__kind", 1)),
                    "sum(v.spent) filter (where exists (select 1 from good x where x.shop_id = s.id and x.kind = 1))",
                    VISIT));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void ofEachRow(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            QuerySet<Row> set = DB.objects("shop");
            List<Filter> said = new ArrayList<>();
            List<String> wanted = new ArrayList<>(List.of("s.id"));
            StringJoiner kept = new StringJoiner(" and ").add("true");
            for (int i = 0, n = 2 + random.nextInt(4); i < n; i++) {
                if (random.nextBoolean()) {
                    Filter filter = any(random, FILTERS);
                    set = filter.call.apply(set);
                    said.add(filter);
                    kept.add(ofShop(filter));
                } else {
                    Of of = any(random, AGGREGATES);
                    set = set.annotate(of.aggregate.as("a" + wanted.size()));
                    wanted.add("(select " + of.sql + " from (select s.*) s" + of.path + " where " + kept(said, of.path)
                            + ")");
                }
            }
            boolean beside = random.nextInt(3) == 0 && wanted.size() > 1
                    && said.stream().noneMatch(filter -> filter.of.equals(VISIT));
            if (beside) {
                set = set.annotate(f("visit__spent").as("beside"));
                wanted.add("v.spent");
            }
            String sql = "select distinct " + String.join(", ", wanted) + " from shop s" + (beside ? VISIT : "")
                    + " where " + kept;
            List<String> names = new ArrayList<>(List.of("id"));
            for (int i = 1; i < wanted.size(); i++) {
                names.add(beside && i == wanted.size() - 1 ? "beside" : "a" + i);
            }
            if (wanted.size() == 1) {
                set = set.distinct();
            }
            check(round, set, names, sql);
            if (!beside && wanted.size() > 1) {
                checkParts(random, set, names);
            }
        }
    }

    /** A part of the rows has the same aggregates as it has among all of them. */
    private static void checkParts(Random random, QuerySet<Row> set, List<String> names) {
        String aggregate = names.getLast();
        List<String> order = any(random, List.of(List.of("id"), List.of("-rent", "id"), List.of("region__name", "-id"),
                List.of("-" + aggregate, "id")));
        QuerySet<Row> ordered = set.orderBy(order.toArray(String[]::new));
        List<List<Object>> all = values(ordered, names);
        int size = all.size();
        assertThat(values(ordered.slice(1, 4), names)).as("%s", ordered.slice(1, 4).sql())
                .isEqualTo(all.subList(Math.min(1, size), Math.min(4, size)));
        assertThat(values(ordered.skip(2), names)).isEqualTo(all.subList(Math.min(2, size), size));
        QuerySet<Row> some = ordered.filter(aggregate + "__gt", 2);
        List<List<Object>> larger = all.stream()
                .filter(row -> row.getLast() instanceof Number number && number.longValue() > 2).toList();
        assertThat(values(some, names)).as("%s", some.sql()).isEqualTo(larger);
        assertThat(values(some.slice(0, 2), names)).isEqualTo(larger.subList(0, Math.min(2, larger.size())));
        assertThat(some.count()).isEqualTo(larger.size());
        assertThat(some.exists()).isEqualTo(!larger.isEmpty());
        assertThat(values(set.filter("id__in", ordered.slice(0, 3).values("id")).orderBy("id"), names).size())
                .isEqualTo(Math.min(3, size));
        List<Row> paged = ordered.firstPage(2).rows();
        assertThat(paged.stream().map(row -> row.get("id")).toList())
                .isEqualTo(all.subList(0, Math.min(2, size)).stream().map(row -> row.get(0)).toList());
    }

    private static List<List<Object>> values(QuerySet<Row> set, List<String> names) {
        return set.list().stream().map(row -> names.stream().map(row::get).toList())
                .map(row -> (List<Object>) new ArrayList<Object>(row)).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void ofGroups(int seed) {
        Random random = new Random(seed);
        List<String> keys = List.of("region__name", "rent", "good__kind", "visit__spent");
        for (int round = 0; round < 50; round++) {
            QuerySet<Row> set = DB.objects("shop");
            List<Filter> said = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                Filter filter = any(random, FILTERS);
                if (filter.of.isEmpty() || said.stream().noneMatch(other -> other.of.equals(filter.of))) {
                    set = filter.call.apply(set);
                    said.add(filter);
                }
            }
            String key = any(random, keys);
            String value = switch (key) {
                case "region__name" -> "(select r.name from region r where r.id = s.region_id)";
                case "rent" -> "s.rent";
                case "good__kind" -> "g.kind";
                default -> "v.spent";
            };
            String joined = key.equals("good__kind") ? GOOD : key.equals("visit__spent") ? VISIT : "";
            QuerySet<Row> groups = set.values(key);
            Map<Object, List<Object>> wanted = new HashMap<>();
            List<String> names = new ArrayList<>(List.of(key));
            for (int i = 0, n = 1 + random.nextInt(3); i < n; i++) {
                Of of = any(random, AGGREGATES);
                groups = groups.annotate(of.aggregate.as("a" + i));
                names.add("a" + i);
                // The rows of the aggregate with each value of the key that they lead to, once.
                boolean own = of.path.startsWith(joined);
                String rows = "select distinct " + value + " as k, s.id as s_id"
                        + (of.path.contains("good g") ? ", g.id as g_id" : "")
                        + (of.path.contains("mark m") ? ", m.id as m_id" : "")
                        + (of.path.contains("visit v") ? ", v.id as v_id" : "")
                        + " from shop s" + of.path + (own ? "" : joined) + " where "
                        + kept(said, of.path + joined);
                String again = "select k, " + of.sql + " from (" + rows + ") z join shop s on s.id = z.s_id"
                        + (of.path.contains("good g") ? " left join good g on g.id = z.g_id" : "")
                        + (of.path.contains("mark m") ? " left join mark m on m.id = z.m_id" : "")
                        + (of.path.contains("visit v") ? " left join visit v on v.id = z.v_id" : "") + " group by k";
                for (List<Object> row : sql(again)) {
                    wanted.computeIfAbsent(row.get(0), none -> new ArrayList<>(List.of(Arrays.asList(row.get(0)))))
                            .add(row.get(1));
                }
            }
            QuerySet<Row> all = groups.orderBy();
            Map<Object, List<Object>> found = new HashMap<>();
            for (Row row : all.list()) {
                List<Object> values = new ArrayList<>(List.of(Arrays.asList(row.get(key))));
                names.subList(1, names.size()).forEach(name -> values.add(row.get(name)));
                assertThat(found.put(row.get(key), values)).isNull();
            }
            assertThat(found).as("%s %s", round, all.sql()).usingRecursiveComparison().isEqualTo(wanted);
            assertThat(groups.count()).isEqualTo(found.size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void ofAllRows(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            QuerySet<Row> set = DB.objects("shop");
            List<Filter> said = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                Filter filter = any(random, FILTERS);
                set = filter.call.apply(set);
                said.add(filter);
            }
            if (random.nextInt(4) == 0) {
                set = set.annotate(f("visit__spent").as("beside"));
            }
            Of first = any(random, AGGREGATES);
            Of second = any(random, AGGREGATES);
            List<Object> wanted = new ArrayList<>();
            for (Of of : List.of(first, second)) {
                wanted.add(sql("select " + of.sql + " from shop s" + of.path + " where " + kept(said, of.path)).get(0)
                        .get(0));
            }
            assertThat(set.aggregate(first.aggregate.as("a"), second.aggregate.as("b")).values()).as("%s", set.sql())
                    .isEqualTo(wanted);
        }
    }

    private static String kept(List<Filter> said, String joined) {
        StringJoiner kept = new StringJoiner(" and ").add("true");
        for (Filter filter : said) {
            // Where there is a mark, what is said of marks is about that one.
            String sql = joined.contains(MARKS)
                    ? filter.sql.replaceAll("exists \\(select 1 from mark m where .* and (m.points [^)]*)\\)", "$1")
                    : filter.sql;
            kept.add(joined.contains(filter.of) ? "(" + sql + ")" : ofShop(filter));
        }
        return kept.toString();
    }

    private static String ofShop(Filter filter) {
        return filter.of.isEmpty()
                ? filter.sql
                : "exists (select 1 from (select 1) one" + filter.of + " where " + filter.sql + ")";
    }

    private static void check(int round, QuerySet<Row> set, List<String> names, String sql) {
        List<List<Object>> found = values(set.orderBy(), names);
        assertThat(sorted(found)).as("%s %s\n%s", round, set.orderBy().sql(), sql).isEqualTo(sorted(sql(sql)));
        assertThat(set.count()).as("%s count of %s", round, set.sql()).isEqualTo(found.size());
        assertThat(set.exists()).isEqualTo(!found.isEmpty());
        assertThat(set.orderBy("id").page(1, 3).total()).isEqualTo(found.size());
    }

    private static List<List<Object>> sql(String sql) {
        return DB.database().dsl().fetch(sql).stream()
                .map(row -> (List<Object>) new ArrayList<>(Arrays.asList(row.intoArray()))).toList();
    }

    private static List<String> sorted(List<List<Object>> rows) {
        return rows.stream().map(Object::toString).sorted(Comparator.naturalOrder()).toList();
    }

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
