package dev.dunder.load;

import static dev.dunder.Dunder.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.NotLoadedException;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.FilterException;
import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.Filters;
import dev.dunder.lookups.LookupException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The columns that a web request has chosen. */
class SparseFieldsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry").orderBy("id");
    }

    private static Filters filters() {
        return Filters.on(DB.database().schema().model("entry"))
                .fields("id", "headline", "author", "author__name", "author__country__name", "tag__name",
                        "comment__stars", "author__entry_author__headline");
    }

    private static Filtered asked(String fields) {
        return filters().parse(Map.of("fields", fields));
    }

    @Way.Both
    void asValues(Way way) {
        QuerySet<Row> chosen = entries().values(asked("headline,author.name,author__country__name"));

        assertThat(way.list(chosen).get(0).toMap()).isEqualTo(
                Map.of("headline", "cake", "author__name", "Ann", "author__country__name", "Chile"));
        assertThat(DB.statements()).singleElement().asString()
                .startsWith("select entry.headline, author.name, country.name from entry join author");
    }

    @Way.Both
    void asInstancesWithWhatTheyAreRelatedTo(Way way) {
        Row first = way.list(entries().only(asked("headline,author.name,author.country.name"))).get(0);

        assertThat(DB.statements()).singleElement().asString().startsWith(
                "select entry.id, entry.author_id, entry.headline, author.id, author.name, author.country_id,"
                        + " country.id, country.name from entry join author");
        Row author = Objects.requireNonNull(first.one("author"));
        assertThat(author.get("name")).isEqualTo("Ann");
        assertThat(Objects.requireNonNull(author.one("country")).get("name")).isEqualTo("Chile");
        assertThatThrownBy(() -> first.get("x")).isInstanceOf(NotLoadedException.class);
        assertThatThrownBy(() -> author.get("age")).isInstanceOf(NotLoadedException.class);
    }

    @Way.Both
    void relationsToManyRowsArePrefetched(Way way) {
        Row first = way.list(entries().only(asked("headline,tag.name,comment.stars,author.entry_author.headline")))
                .get(0);

        assertThat(DB.statements()).hasSize(4).anySatisfy(sql -> assertThat(sql)
                .startsWith("select tag.id, tag.name")).noneSatisfy(sql -> assertThat(sql).contains("body"))
                .noneSatisfy(sql -> assertThat(sql).contains("entry.rating"));
        assertThat(first.many("tag").list()).extracting(tag -> tag.get("name")).containsExactlyInAnyOrder("red",
                "blue");
        assertThat(first.many("comment").list()).extracting(comment -> comment.get("stars"))
                .containsExactlyInAnyOrder(5, 3);
        Row author = Objects.requireNonNull(first.one("author"));
        assertThat(author.many("entry_author").list()).extracting(entry -> entry.get("headline"))
                .containsExactlyInAnyOrder("cake", "rain");
        assertThat(DB.statements()).hasSize(4);
    }

    @Test
    void aRelationAloneIsItsKey() {
        assertThat(entries().only(asked("author")).sql()).startsWith(
                "select \"entry\".\"id\", \"entry\".\"author_id\" from");
        assertThat(entries().values(asked("author")).list().get(0).toMap()).isEqualTo(Map.of("author", 1));
    }

    @Test
    void whatIsNotAllowedIsNotSentEither() {
        Filtered silent = Filters.on(DB.database().schema().model("entry")).fields("id", "headline").parse(Map.of());

        assertThat(entries().only(silent).sql()).startsWith("select \"entry\".\"id\", \"entry\".\"headline\" from");
        assertThat(entries().values(filters().defaultFields("headline").parse(Map.of())).list().get(0).toMap())
                .isEqualTo(Map.of("headline", "cake"));
        assertThatThrownBy(() -> asked("headline,author.age")).isInstanceOf(FilterException.class)
                .hasMessageContaining("There is no such field.")
                .hasMessageContaining("Choices: author, author__country");
        assertThatThrownBy(() -> asked("")).isInstanceOf(FilterException.class);
        assertThatThrownBy(() -> asked("*")).isInstanceOf(FilterException.class);
        assertThatThrownBy(() -> filters().defaultFields("x")).isInstanceOf(LookupException.class);
    }

    @Test
    void withoutFieldsNothingIsChosen() {
        Filtered plain = Filters.on(DB.database().schema().model("entry")).parse(Map.of());

        assertThatThrownBy(() -> entries().only(plain)).isInstanceOf(LookupException.class)
                .hasMessageContaining("Filters.fields(…)");
        assertThatThrownBy(() -> entries().values(plain)).isInstanceOf(LookupException.class);
    }

    @Test
    void annotationsAreFieldsToo() {
        Filtered asked = Filters.on(DB.database().schema().model("entry")).annotation("n", SQLDataType.BIGINT)
                .fields("headline", "n").parse(Map.of("fields", List.of("n", "headline")));
        QuerySet<Row> set = entries().annotate(count("comment").as("n"));

        assertThat(set.values(asked).list().get(0).toMap()).isEqualTo(Map.of("n", 2L, "headline", "cake"));
        assertThat(set.only(asked).list().get(0).get("n")).isEqualTo(2L);
    }
}
