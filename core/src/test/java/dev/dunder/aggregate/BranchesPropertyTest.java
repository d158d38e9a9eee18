package dev.dunder.aggregate;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Aggregate;
import dev.dunder.Expr;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several aggregates in one query say what each says alone, over whatever relations they are. */
class BranchesPropertyTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table shop (id int primary key, name text, city int);
                    create table seller (id int primary key, shop_id int references shop, age int, boss_id int references seller);
                    create table sale (id int primary key, seller_id int not null references seller, price int, day date);
                    create table part (id int primary key, sale_id int references sale, w int);
                    create table award (id int primary key, seller_id int references seller, points int);
                    create table skill (id int primary key, level int);
                    create table seller_skill (seller_id int references seller, skill_id int references skill);
                    insert into shop select n, 'shop ' || n, n % 3 from generate_series(1, 7) n;
                    insert into seller select n, nullif(n % 7, 0), 20 + n * 7 % 30, nullif(n * 5 % 11, n) from generate_series(0, 20) n;
                    insert into sale select n, n * n % 21, case when n % 6 > 0 then n * 13 % 50 end, date '2024-01-01' + n % 9
                        from generate_series(1, 60) n;
                    insert into part select n, 1 + n * 7 % 60, n % 10 from generate_series(1, 90) n;
                    insert into award select n, n * 3 % 17, case when n % 5 > 0 then n end from generate_series(1, 30) n;
                    insert into skill select n, n % 4 from generate_series(1, 6) n;
                    insert into seller_skill select s, k from generate_series(0, 20) s, generate_series(1, 6) k where (s * k) % 5 < 2;
                    """);

    private static final Map<String, List<Supplier<Aggregate<?>>>> AGGREGATES = Map.of(
            "seller",
            List.of(() -> count("*"), () -> count("sale"), () -> sum("sale__price"), () -> count("sale__part"),
                    () -> sum("sale__part__w"), () -> count("award"),
                    () -> sum("award__points").filter(q("award__id__gt", 8)),
                    () -> count("skill"), () -> sum("skill__level"), () -> sum("age"), () -> count("boss_of"),
                    () -> sum("boss_of__sale__price"), () -> count("sale__day").distinct(), () -> sum("shop__city"),
                    () -> count("shop__seller"), () -> sum(f("sale__price").plus(f("age"))),
                    () -> sum(f("award__points").plus(f("skill__level")))),
            "shop",
            List.of(() -> count("seller"), () -> sum("seller__age"), () -> count("seller__sale"),
                    () -> sum("seller__sale__price"), () -> count("seller__award"), () -> sum("seller__award__points"),
                    () -> count("seller__skill").distinct(), () -> sum("city"), () -> count("*"),
                    () -> sum("seller__sale__part__w").filter(q("seller__sale__price__gt", 20))));

    private static final Map<String, List<UnaryOperator<QuerySet<Row>>>> FILTERS = Map.of(
            "seller",
            List.of(set -> set, set -> set.filter("age__gt", 25), set -> set.filter("sale__price__gt", 10),
                    set -> set.filter("award__points__gt", 3, "skill__level__gte", 1),
                    set -> set.exclude("award__points", 7),
                    set -> set.filter("sale__price__gt", 10).filter("sale__day__gt", "2024-01-03"),
                    set -> set.filter("shop__name__endswith", "3").filter("skill", 2),
                    set -> set.filter(q("boss__age__gt", 25).or(q("award__isnull", true)))),
            "shop",
            List.of(set -> set, set -> set.filter("seller__age__lt", 40),
                    set -> set.exclude("seller__sale__price__gt", 45),
                    set -> set.filter("seller__award__points__gt", 2)));

    private static final Map<String, List<List<String>>> GROUPS = Map.of("seller",
            List.of(List.of(), List.of("shop"), List.of("shop__city", "boss__age"), List.of("age")), "shop",
            List.of(List.of(), List.of("city"), List.of("name")));

    @ParameterizedTest
    @ValueSource(strings = {"seller", "shop"})
    void together(String model) {
        Random random = new Random(10060);
        for (int round = 0; round < 60; round++) {
            QuerySet<Row> rows = any(random, FILTERS.get(model)).apply(DB.objects(model));
            List<String> by = any(random, GROUPS.get(model));
            QuerySet<Row> groups = by.isEmpty() ? rows.values("id") : rows.values(by.toArray(String[]::new));
            Map<String, Aggregate<?>> chosen = new LinkedHashMap<>();
            for (int i = 0, n = 2 + random.nextInt(3); i < n; i++) {
                chosen.put("a" + i, any(random, AGGREGATES.get(model)).get());
            }
            Map<Object, Map<String, Object>> alone = new HashMap<>();
            chosen.forEach(
                    (name, aggregate) -> groups.annotate(aggregate.as(name)).orderBy().list().forEach(row -> alone
                            .computeIfAbsent(key(row, groups, by), none -> new HashMap<>()).put(name, row.get(name))));

            List<Expr> named = new ArrayList<>();
            chosen.forEach((name, aggregate) -> named.add(aggregate.as(name)));
            Expr[] more = named.subList(1, named.size()).toArray(Expr[]::new);
            QuerySet<Row> together = groups.annotate(named.get(0), more).orderBy();
            Map<Object, Map<String, Object>> found = new HashMap<>();
            together.list().forEach(row -> {
                Map<String, Object> values = new HashMap<>();
                chosen.keySet().forEach(name -> values.put(name, row.get(name)));
                found.put(key(row, groups, by), values);
            });
            assertThat(found).as("%s %s", round, together.sql()).isEqualTo(alone);

            Map<String, Object> total = new HashMap<>();
            chosen.forEach((name, aggregate) -> total.put(name, rows.aggregate(aggregate.as(name))));
            assertThat(rows.aggregate(named.get(0), more).toMap()).as("%s of all rows", round).isEqualTo(total);
        }
    }

    private static Object key(Row row, QuerySet<Row> groups, List<String> by) {
        List<Object> key = new ArrayList<>();
        (by.isEmpty() ? List.of("id") : by).forEach(name -> key.add(row.get(name)));
        return key;
    }

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
