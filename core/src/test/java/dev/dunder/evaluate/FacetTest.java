package dev.dunder.evaluate;

import static dev.dunder.Dunder.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Facet;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.FilterException;
import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.Filters;
import dev.dunder.lookups.LookupException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many rows there are for each value, beside what a request asks for. */
class FacetTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG
            + """
                    create type mood as enum ('sad', 'so so', 'happy');
                    create table thing (a int, b text, mood mood, data jsonb, at inet, spot point, primary key (a, b));
                    insert into thing values (1, 'x', 'happy', '{"k": 1}', '10.0.0.1', null), (1, 'y', 'happy', '{"k": "1"}', null, null),
                        (2, 'x', null, null, '10.0.0.1', null);
                    create table owner (id int primary key, thing_a int, thing_b text, foreign key (thing_a, thing_b) references thing);
                    create view keyless as select rating, published from entry;
                    """);

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static Filters filters() {
        return Filters.on(DB.database().schema().model("entry"))
                .allow("rating", "exact", "in", "gt").allow("published").allow("author__name", "exact", "icontains")
                .allow("author__country__name").allow("tag__name", "exact", "in").allow("comment__stars", "gt")
                .facets("rating", "published", "author", "author__country__name", "tag__name", "pub_date__year");
    }

    private static Facet.Value value(@Nullable Object value, long count) {
        return new Facet.Value(value, count);
    }

    private static BigDecimal rating(String rating) {
        return new BigDecimal(rating);
    }

    @Way.Both
    void eachIsCountedWithoutItsOwnFilter(Way way) {
        Filtered asked = filters().parse(Map.of("facets", "rating,published", "published", "true", "rating__in",
                "1.5,2.5"));

        Map<String, Facet> facets = way.facets(entries(), asked);

        assertThat(facets.keySet()).containsExactly("rating", "published");
        // Of those that are published.
        assertThat(facets.get("rating").values()).containsExactly(value(rating("1.5"), 1), value(rating("4.0"), 1),
                value(null, 1));
        // Of those that are rated 1.5 or 2.5.
        assertThat(facets.get("published").values()).containsExactly(value(false, 1), value(true, 1));
        assertThat(DB.statements()).singleElement().asString().contains(" union all ")
                .contains("where entry.published = ? group by entry.rating")
                .contains("where entry.rating = any (?) group by entry.published");
        assertThat(entries().filter(asked).count()).isEqualTo(1);
    }

    @Way.Both
    void oneIsAnOrdinaryGroupAndNoneSendsNothing(Way way) {
        assertThat(way.facets(entries(), filters().parse(Map.of()))).isEmpty();
        assertThat(DB.statements()).isEmpty();

        assertThat(way.facets(entries(), filters().parse(Map.of("facets", "published"))).get("published").values())
                .containsExactly(value(true, 3), value(false, 2));
        assertThat(DB.statements()).singleElement().asString().doesNotContain("union");
    }

    @Test
    void ofRelatedRowsEachRowIsCountedOnceForEachValue() {
        Filtered asked = filters().parse(Map.of("facets", "tag__name,author__country__name,author,pub_date__year",
                "comment__stars__gt", "0"));

        Map<String, Facet> facets = entries().facets(asked);

        // Entry 1 has two such comments and both tags, entry 3 has one and the blue tag.
        assertThat(facets.get("tag__name").values()).containsExactly(value("blue", 2), value("red", 1));
        assertThat(facets.get("author__country__name").values()).containsExactly(value("Chile", 1), value(null, 1));
        assertThat(facets.get("author").values()).containsExactly(value(1, 1), value(2, 1));
        assertThat(facets.get("pub_date__year").values()).containsExactly(value(2024, 2));
    }

    @Test
    void itsOwnFilterOverARelationIsLeftOutToo() {
        Filtered asked = filters().parse(Map.of("facets", "tag__name,published", "tag__name", "red"));

        Map<String, Facet> facets = entries().facets(asked);

        assertThat(facets.get("tag__name").values()).containsExactly(value("blue", 2), value("red", 2),
                value(null, 2));
        assertThat(facets.get("published").values()).containsExactly(value(false, 1), value(true, 1));
    }

    @Test
    void partsOfATreeThatAreAboutAFacetAloneAreItsOwn() {
        Map<String, Object> own = Map.of("or", List.of(Map.of("rating", 5), Map.of("rating__gt", 4.5)));
        Map<String, Object> mixed = Map.of("or", List.of(Map.of("rating", 5), Map.of("published", false)));

        assertThat(entries().facets(filters().parse(Map.of("facets", "rating"), own)).get("rating").values())
                .hasSize(5);
        assertThat(entries().facets(filters().parse(Map.of("facets", "rating"), mixed)).get("rating").values())
                .containsExactly(value(rating("2.5"), 1), value(rating("5.0"), 1));
        assertThat(entries().facets(filters().parse(Map.of("facets", "rating"), Map.of("not", own))).get("rating")
                .values()).hasSize(5);
    }

    @Test
    void theMostFrequentOnesAreToldAndWhetherThereAreMore() {
        DB.execute("insert into entry (author_id, headline, rating) values (1, 'more', 4.0)");
        try {
            Facet facet = entries().facets(filters().maxFacetValues(2).parse(Map.of("facets", "rating"))).get("rating");

            assertThat(facet.values()).containsExactly(value(rating("4.0"), 2), value(rating("1.5"), 1));
            assertThat(facet.more()).isTrue();
            assertThat(entries().facets(filters().maxFacetValues(6).parse(Map.of("facets", "rating"))).get("rating")
                    .more()).isFalse();
        } finally {
            DB.execute("delete from entry where headline = 'more'");
        }
    }

    @Test
    void enumsAndTruthsHaveTheirValuesWithoutRowsToo() {
        Filters things = Filters.on(DB.database().schema().model("thing")).allow("b").facets("mood", "a", "at",
                "data__k");

        Map<String, Facet> facets = DB.objects("thing").facets(things.parse(Map.of("facets", "mood,a,at,data__k")));

        assertThat(facets.get("mood").values()).containsExactly(value("happy", 2), value(null, 1), value("sad", 0),
                value("so so", 0));
        assertThat(facets.get("a").values()).containsExactly(value(1, 2), value(2, 1));
        assertThat(facets.get("at").values()).extracting(Facet.Value::count).containsExactly(2L, 1L);
        assertThat(facets.get("data__k").values()).extracting(Facet.Value::count).containsExactly(1L, 1L, 1L);
        assertThat(entries().filter("published", true).facets(filters().parse(Map.of("facets", "published")))
                .get("published").values()).containsExactly(value(true, 3), value(false, 0));
    }

    @Test
    void rowsWithAggregatesAndDistinctRowsAreCountedAsRows() {
        Filters counting = filters().annotation("comments", SQLDataType.BIGINT).allow("comments", "gt", "exact")
                .facets("comments");
        QuerySet<Row> set = entries().annotate(count("comment").as("comments"));

        Map<String, Facet> facets = set.facets(counting.parse(Map.of("facets", "comments,published,tag__name",
                "comments__gt", "0")));

        assertThat(facets.get("comments").values()).containsExactly(value(0L, 2), value(1L, 2), value(2L, 1));
        assertThat(facets.get("published").values()).containsExactly(value(true, 2), value(false, 1));
        assertThat(facets.get("tag__name").values()).containsExactly(value("blue", 2), value("red", 2));
        assertThat(entries().filter("comment__stars__gt", 0).distinct()
                .facets(filters().parse(Map.of("facets", "published"))).get("published").values())
                .containsExactly(value(true, 2), value(false, 0));
    }

    @Test
    void modelsWithoutAKeyHaveRowsToo() {
        Filters keyless = Filters.on(DB.database().schema().model("keyless")).allow("rating", "gt")
                .facets("published");

        assertThat(DB.objects("keyless").facets(keyless.parse(Map.of("facets", "published", "rating__gt", "2")))
                .get("published").values()).containsExactly(value(false, 2), value(true, 1));
    }

    @Test
    void countsAreWhatTheListHasWhenTheValueIsChosen() {
        Map<String, List<String>> base = new LinkedHashMap<>();
        base.put("facets", List.of("tag__name,author__country__name,rating,published"));
        for (Map<String, List<String>> chosen : List.<Map<String, List<String>>>of(Map.of(),
                Map.of("published", List.of("true")),
                Map.of("comment__stars__gt", List.of("2"), "rating__gt", List.of("1")),
                Map.of("tag__name", List.of("red"), "author__name__icontains", List.of("n")))) {
            Map<String, List<String>> parameters = new LinkedHashMap<>(base);
            parameters.putAll(chosen);
            Filtered asked = filters().parse(parameters);
            entries().facets(asked).forEach((path, facet) -> {
                List<Facet.Value> counted = new ArrayList<>();
                for (Facet.Value value : facet.values()) {
                    QuerySet<Row> those = entries().filter(asked.without(path));
                    // The same related row: one call.
                    Object[] rest = asked.without(path).terms().stream().map(Filtered.Term.Lookup.class::cast)
                            .flatMap(term -> Stream.of(term.lookup(), term.value())).toArray();
                    QuerySet<Row> found = value.value() == null
                            ? those.filter(path, null)
                            : entries().filter(path, value.value(), rest);
                    counted.add(value(value.value(), found.distinct().count()));
                }
                assertThat(facet.values()).as(path + chosen).isEqualTo(counted);
            });
        }
    }

    @Test
    void whatCannotBeCountedIsRefused() {
        Filters owners = Filters.on(DB.database().schema().model("owner"));
        assertThatThrownBy(() -> filters().parse(Map.of("facets", "headline"))).isInstanceOf(FilterException.class)
                .hasMessageContaining("There is no such facet. Choices: author, author__country__name,");
        assertThatThrownBy(() -> DB.objects("owner").facets(owners.facets("thing").parse(Map.of("facets", "thing"))))
                .isInstanceOf(LookupException.class).hasMessageContaining("'thing' is a key of several columns");
        assertThatThrownBy(() -> entries().orderBy("id").slice(0, 2).facets(filters().parse(Map.of("facets", "rating",
                "published", "true")))).isInstanceOf(DunderException.class).hasMessageContaining("slice");
        assertThatThrownBy(() -> entries().values("rating").annotate(count("id").as("n"))
                .facets(filters().parse(Map.of("facets", "published")))).isInstanceOf(LookupException.class);
        Filters things = Filters.on(DB.database().schema().model("thing")).facets("spot");
        assertThatThrownBy(() -> DB.objects("thing").facets(things.parse(Map.of("facets", "spot"))))
                .isInstanceOf(LookupException.class).hasMessageContaining("point");
    }
}
