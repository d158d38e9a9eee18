package dev.dunder.database;

import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.value;
import static dev.dunder.Dunder.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Cte;
import dev.dunder.Database;
import dev.dunder.Q;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.Search;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.SearchQuery;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How large a query may become, what says so, and how it may become larger. */
class LimitsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> limited(Limits limits) {
        return Database.builder(DB.pool()).limits(limits).build().objects("entry");
    }

    private static QuerySet<Row> tags(QuerySet<Row> entries, int calls) {
        QuerySet<Row> set = entries;
        for (int i = 0; i < calls; i++) {
            set = set.filter("tag__name", "red");
        }
        return set;
    }

    private static Q<Object> nested(int depth) {
        Q<Object> condition = q("x", 1);
        for (int i = 0; i < depth; i++) {
            condition = condition.and(q("x", i)).or(q("x", i));
        }
        return condition;
    }

    @Way.Both
    void theJoinsOfAllCallsAreCounted(Way way) {
        Database small = Database.builder(DB.pool()).limits(Limits.USUAL.joins(6)).build();
        QuerySet<Row> entries = small.objects("entry");

        assertThat(way.count(tags(entries, 3))).isEqualTo(2);
        assertThatThrownBy(() -> way.list(tags(entries, 4))).isInstanceOf(DunderException.class)
                .hasMessageContaining("joins more than 6 tables").hasMessageContaining("limits(Limits.USUAL.joins(…))");
        assertThatThrownBy(() -> way.count(tags(entries, 2).filter("author__in",
                small.objects("author").filter("entry_author__tag__name", "red")))).hasMessageContaining("more than 6");
        assertThatThrownBy(() -> tags(entries, 4).sql()).hasMessageContaining("more than 6");
        assertThatThrownBy(() -> tags(entries, 4).toSelect()).hasMessageContaining("more than 6");
    }

    @Test
    void manyCallsAreRefusedAtOnce() {
        QuerySet<Row> entries = DB.objects("entry");

        assertThat(tags(entries, 50).sql()).contains("entry_tag_50");
        assertThatThrownBy(() -> tags(entries, 900).list()).hasMessageContaining("joins more than 100 tables");
        assertThat(DB.statements()).isEmpty();
    }

    @Test
    void pathsNestingConditionsAndValuesHaveLimitsOfTheirOwn() {
        QuerySet<Row> small = limited(Limits.USUAL.hops(2).depth(4).terms(9).values(12));

        assertThat(small.filter("author__country__name", "Chile").filter(nested(1)).count()).isEqualTo(0);
        assertThatThrownBy(() -> small.filter("author__country__author__name", "Ann"))
                .isInstanceOf(LookupException.class).hasMessageContaining("at most 2 relations")
                .hasMessageContaining("Limits.USUAL.hops(…)");
        assertThatThrownBy(() -> small.filter(nested(2))).hasMessageContaining("at most 4 conditions deep")
                .hasMessageContaining("Limits.USUAL.depth(…)");
        assertThatThrownBy(() -> small.filter("id", 1, "id", 2, "id", 3, "id", 4, "id", 5, "id", 6, "id", 7, "id", 8,
                "id", 9)).hasMessageContaining("at most 9 conditions").hasMessageContaining("Limits.USUAL.terms(…)");
        assertThatThrownBy(
                () -> small.filter("id", 1, "id", 2, "id", 3, "id", 4, "id", 5).filter("id", 6, "id", 7, "id", 8,
                        "id", 9, "id", 10))
                .hasMessageContaining("at most 9 conditions, all calls together");
        QuerySet<Row> full = limited(Limits.USUAL.values(12))
                .filter("id__gt", 1, "id__gt", 2, "id__gt", 3, "id__gt", 4, "id__gt", 5, "id__gt", 6)
                .filter("id__gt", 1, "id__gt", 2, "id__gt", 3, "id__gt", 4, "id__gt", 5, "id__gt", 6);
        assertThatThrownBy(() -> full.filter("id", 1)).hasMessageContaining("at most 12 values")
                .hasMessageContaining("Limits.USUAL.values(…)");
        assertThat(limited(Limits.USUAL.depth(80).terms(200)).filter(nested(30)).list()).isEmpty();
        assertThatThrownBy(() -> DB.objects("entry").filter(nested(30))).hasMessageContaining("at most 50");
        assertThatThrownBy(() -> DB.objects("entry").filter(nested(20_000))).hasMessageContaining("at most 50");
        assertThat(small.filter("id__in", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)).count()).isEqualTo(5);
    }

    @Test
    void aLimitIsANumberThatCanBeKept() {
        assertThatThrownBy(() -> Limits.USUAL.joins(0)).isInstanceOf(DunderException.class);
        assertThatThrownBy(() -> Limits.USUAL.values(40_000)).hasMessageContaining("32767");
    }

    private static <A> A repeated(A first, int times, UnaryOperator<A> step) {
        A last = first;
        for (int i = 0; i < times; i++) {
            last = step.apply(last);
        }
        return last;
    }

    @Test
    void whatNestsIsRefusedByName() {
        QuerySet<Row> entries = DB.objects("entry");

        assertThat(entries.annotate(repeated(f("x"), 190, x -> x.plus(1)).as("y")).filter("y", 191).count())
                .isEqualTo(1);
        assertThatThrownBy(() -> entries.annotate(repeated(f("x"), 3_000, x -> x.plus(1)).as("y")))
                .isInstanceOf(LookupException.class).hasMessageContaining("at most 200 steps")
                .hasMessageContaining("Limits.USUAL.depth(…)");
        assertThatThrownBy(() -> entries.annotate(repeated(value(1), 3_000, x -> when(q("x", 1), x)).as("y")))
                .hasMessageContaining("at most 200 steps");
        assertThatThrownBy(() -> repeated(entries.annotate(f("x").as("a")), 3_000,
                set -> set.annotate(f("a").plus(1).as("b")).annotate(f("b").plus(1).as("a"))))
                .hasMessageContaining("at most 200 steps");
        assertThatThrownBy(() -> repeated(entries.annotate(f("x").as("a")), 40,
                set -> set.annotate(f("a").plus(f("a")).as("b")).annotate(f("b").plus(f("b")).as("a"))))
                .hasMessageContaining("at most 10000 others");
        assertThat(repeated(entries, 20, set -> entries.filter("id__in", set)).count()).isEqualTo(5);
        assertThatThrownBy(() -> repeated(entries, 500, set -> entries.filter("id__in", set)))
                .isInstanceOf(LookupException.class).hasMessageContaining("at most 50 deep");
        assertThatThrownBy(() -> {
            QuerySet<?> rows = DB.objects("entry");
            for (int i = 0; i < 500; i++) {
                rows = Cte.of("c" + i, rows.values("id")).objects();
            }
        }).isInstanceOf(LookupException.class).hasMessageContaining("at most 50 deep");
        assertThatThrownBy(() -> repeated(entries, 60, set -> entries.filter(exists(set))))
                .hasMessageContaining("50 deep");
        List<Object> ring = new ArrayList<>();
        ring.add(ring);
        assertThatThrownBy(() -> entries.filter("x__in", ring)).hasMessageContaining("at most 50 deep");
    }

    @Test
    void chainsStayFlatAndHaveAnEnd() {
        QuerySet<Row> entries = DB.objects("entry");
        QuerySet<Row> first = entries.filter("id", 1);
        QuerySet<Row> second = entries.filter("id", 2);

        assertThat(repeated(first, 300, set -> set.union(second)).count()).isEqualTo(2);
        assertThat(repeated(first, 300, set -> set.unionAll(second)).count()).isEqualTo(301);
        assertThat(entries.difference(first).difference(second).orderBy("id").list()).hasSize(3);
        assertThat(first.union(second).slice(0, 1).union(second).count()).isBetween(1L, 2L);
        assertThatThrownBy(() -> repeated(first, 1_000, set -> set.union(second))).isInstanceOf(LookupException.class)
                .hasMessageContaining("At most 1000 query sets");
        assertThatThrownBy(() -> repeated(first, 60, set -> set.unionAll(second).union(second)))
                .hasMessageContaining("nest at most 50 deep");
        assertThat(repeated(first, 300, set -> set.or(second)).list()).hasSize(2);
        assertThatThrownBy(() -> repeated(first, 1_000, set -> set.or(second))).hasMessageContaining("1000 conditions");
        assertThatThrownBy(() -> repeated(first, 100, set -> set.or(second).and(first))).hasMessageContaining("50");
        assertThatThrownBy(() -> entries.filter(repeated(q("x", 1), 60_000, some -> some.or(q("x", 2)))))
                .hasMessageContaining("1000 conditions");
        assertThatThrownBy(() -> entries.filter(repeated(q("x", 1), 60_000, some -> q("x", 2).or(some))))
                .hasMessageContaining("1000 conditions");
        assertThat(entries.filter(repeated(q("x", 1), 900, some -> some.xor(q("id", 2)))).count()).isEqualTo(1);
        assertThatThrownBy(() -> repeated(entries, 1_001, set -> set.filter("x", 1)))
                .hasMessageContaining("1000 conditions");
    }

    @Test
    void whatTakesLongToReadIsRefused() {
        QuerySet<Row> entries = DB.objects("entry");
        BigDecimal long1 = new BigDecimal("1" + "0".repeat(20_000));

        assertThatThrownBy(() -> entries.filter("rating", long1)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries.filter("rating", long1.toString())).isInstanceOf(LookupException.class);
        assertThat(entries.filter("x", long1.toBigInteger()).count()).isEqualTo(0);
        assertThatThrownBy(() -> entries.filter("rating__gt", value(long1))).isInstanceOf(LookupException.class);
        assertThat(entries.filter("rating__lt", new BigDecimal("1e10000")).count()).isEqualTo(4);
        String words = "ab ".repeat(1_001);
        assertThat(entries.filter("headline__search", "cake ".repeat(1_000)).count()).isEqualTo(2);
        assertThatThrownBy(() -> entries.filter("headline__search", words)).isInstanceOf(LookupException.class)
                .hasMessageContaining("at most 1000 words");
        assertThatThrownBy(() -> SearchQuery.raw(words)).hasMessageContaining("at most 1000 words");
        assertThatThrownBy(() -> Search.searchQuery(words)).hasMessageContaining("at most 1000 words");
        assertThat(entries.timeout(Duration.ofSeconds(Long.MAX_VALUE)).count()).isEqualTo(5);
    }

    @Test
    void textsAreReadAtOnceAndMayFail() {
        StringBuilder text = new StringBuilder("cake");
        QuerySet<Row> cakes = DB.objects("entry").filter("headline", text);
        text.append("s");
        CharSequence failing = new CharSequence() {
            @Override
            public int length() {
                throw new IllegalStateException("secret");
            }

            @Override
            public char charAt(int index) {
                throw new IllegalStateException("secret");
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                throw new IllegalStateException("secret");
            }

            @Override
            public String toString() {
                throw new IllegalStateException("secret");
            }
        };

        assertThat(cakes.count()).isEqualTo(2);
        assertThatThrownBy(() -> DB.objects("entry").filter("headline", failing)).isInstanceOf(LookupException.class)
                .hasMessageContaining("cannot be read as text").hasMessageNotContaining("secret");
        assertThatThrownBy(() -> DB.objects("entry").filter("x__in", List.of(failing)))
                .isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> DB.objects("entry").annotate(value(failing).as("n")))
                .isInstanceOf(LookupException.class);
    }

    @Test
    void listsAndMapsOfOnesOwnMayFail() {
        Collection<Object> failing = new AbstractCollection<>() {
            @Override
            public int size() {
                throw new IllegalStateException("secret");
            }

            @Override
            public Iterator<Object> iterator() {
                throw new IllegalStateException("secret");
            }
        };
        Map<String, Object> entries = new AbstractMap<>() {
            @Override
            public Set<Map.Entry<String, Object>> entrySet() {
                throw new IllegalStateException("secret");
            }
        };

        for (Runnable call : List.<Runnable>of(() -> DB.objects("entry").filter("x__in", failing),
                () -> DB.objects("entry").annotate(value(failing).as("n")), () -> DB.objects("entry").filter(entries),
                () -> DB.objects("entry").exclude(entries), () -> DB.objects("entry").filter("headline", entries))) {
            assertThatThrownBy(call::run).isInstanceOf(LookupException.class).hasMessageContaining("cannot be read")
                    .hasMessageContaining("LimitsTest").hasMessageNotContaining("secret");
        }
    }

    @Test
    void pathsThatNobodyCouldFollowAreRefusedAtOnce() {
        String path = "parent" + "__parent".repeat(3_000);

        for (Runnable call : List.<Runnable>of(() -> DB.objects("entry").selectRelated(path),
                () -> DB.objects("entry").prefetchRelated(path).list(), () -> DB.objects("entry").only(path + "__x"),
                () -> DB.objects("entry").filteredRelation("up", path, q("up__x", 1)),
                () -> DB.objects("entry").orderBy(path), () -> DB.objects("entry").filter(path, 1))) {
            assertThatThrownBy(call::run).isInstanceOf(LookupException.class).hasMessageContaining("A path ");
        }
    }

    @Test
    void commonTableExpressionsOfEachOtherAreCountedToo() {
        QuerySet<Row> deep = DB.objects("entry");
        for (int i = 0; i < 50; i++) {
            deep = Cte.of("deep_" + i, deep).objects();
        }
        QuerySet<Row> deepest = deep;

        assertThat(deepest.count()).isEqualTo(5);
        assertThatThrownBy(() -> Cte.of("deeper", deepest)).isInstanceOf(LookupException.class)
                .hasMessageContaining("at most 50 deep").hasMessageContaining("limits(Limits.USUAL.depth(…))");
        assertThat(DB.statements()).hasSize(1);
    }

    @Test
    void aStatementOfOnesOwnIsText() {
        for (String sql : List.of("select 'a\u0000b' as headline", "select '\ud800' as headline")) {
            assertThatThrownBy(() -> DB.objects("entry").raw(sql)).isInstanceOf(LookupException.class)
                    .hasMessageContaining("NUL");
        }
        assertThat(DB.statements()).isEmpty();
    }
}
