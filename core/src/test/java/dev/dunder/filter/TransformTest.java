package dev.dunder.filter;

import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.Filters;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Registry;
import dev.dunder.lookups.SearchQuery;
import dev.dunder.lookups.Transforms;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transforms in the paths of query sets, registered ones, and filters from a web request on a model. */
class TransformTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries(Registry registry) {
        return DB.database().with(DB.database().schema().with(s -> s.lookups(registry))).objects("entry").orderBy("id");
    }

    @Way.Both
    void aTransformMakesAnotherValueOfAColumn(Way way) {
        QuerySet<Row> all = DB.objects("entry").orderBy("id");

        assertThat(ids(way.list(all.filter("pub_date__month__gt", 3)))).containsExactly(4, 5);
        assertThat(ids(way.list(all.filter("pub_date__year", 2024, "pub_date__day", 1)))).hasSize(5);
        assertThat(ids(way.list(all.filter("parent__pub_date__month", 2)))).containsExactly(4);
        assertThat(ids(way.list(all.exclude("pub_date__month__in", List.of(1, 2))))).containsExactly(3, 4, 5);
        assertThat(all.filter("pub_date__year", 2024).sql())
                .contains("\"entry\".\"pub_date\" >= ? and \"entry\".\"pub_date\" < ?");
    }

    @Way.Both
    void aSearchMayBeMoreThanWords(Way way) {
        QuerySet<Row> all = DB.objects("entry").orderBy("id");

        assertThat(ids(way.list(all.filter("headline__search", "cakes")))).containsExactly(1, 5);
        assertThat(ids(way.list(all.filter("headline__search", SearchQuery.raw("tea | sea").config("simple")))))
                .containsExactly(3, 4);
    }

    @Way.Both
    void aRegistryBelongsToTheSchema(Way way) {
        QuerySet<Row> all = entries(Registry.standard()
                .with(Transforms.LENGTH)
                .forField("author.name", Transforms.LOWER));

        assertThat(ids(way.list(all.filter("headline__length", 4)))).containsExactly(1, 2, 5);
        assertThat(ids(way.list(all.filter("author__name__lower", "bo")))).containsExactly(3);
        assertThatThrownBy(() -> all.filter("headline__lower", "tea"))
                .isInstanceOf(LookupException.class)
                .hasMessageContaining("Transform 'lower' does not work on 'headline' (text).");
    }

    @Test
    void aWebRequestFiltersAModel() {
        Filtered asked = Filters.on(DB.database().schema().model("entry"))
                .allow("x", "gt")
                .allow("author__name", "icontains")
                .orderBy("pub_date")
                .parse(Map.of("x__gt", List.of("1"), "author__name__icontains", List.of("N"), "order_by",
                        List.of("-pub_date")));

        assertThat(ids(DB.objects("entry").filter(asked).orderBy(asked).page(asked).rows())).containsExactly(2);
    }
}
