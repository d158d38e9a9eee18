package dev.dunder.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.FetchMode;
import dev.dunder.NotLoadedException;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IntoTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    record Headline(String headline, String authorName) {}

    record Wrong(String headline, Boolean x) {}

    record Person(String name, Integer age) {}

    record OfHeadline(String headline) {}

    record OfAuthor(String headline, Person author) {}

    record OneTag(Person tag) {}

    record Tag(String name) {}

    record OfTags(String headline, List<Tag> tag) {}

    record Whole(long id, Person author, Optional<Person> editor, List<Tag> tag, Set<Remark> comment) {}

    record Remark(String body, Optional<Integer> stars) {}

    record Country(String name) {}

    record Native(String name, Optional<Country> country) {}

    record Deep(String headline, Native author) {}

    record Writer(String name, List<Latest> latest) {}

    record Latest(String headline, List<Tag> tag) {}

    record Rows(Row author, List<Row> tag) {}

    record Circle(String name, List<Around> entryAuthor) {}

    record Around(String headline, Circle author) {}

    record Primitive(int x) {}

    @Way.Both
    void rowsAreRecords(Way way) {
        QuerySet<Row> some = entries().values("author__name", "headline").filter("id__lte", 3).orderBy("id");
        List<Headline> expected = List.of(new Headline("cake", "Ann"), new Headline("rain", "Ann"),
                new Headline("tea", "Bo"));

        assertThat(way == Way.BLOCKING ? some.into(Headline.class) : some.async().into(Headline.class).join())
                .isEqualTo(expected);
    }

    @Test
    void componentsAreChecked() {
        assertThatThrownBy(() -> entries().values("headline").into(Headline.class))
                .isInstanceOf(LookupException.class).hasMessageContaining("authorName");
        assertThatThrownBy(() -> entries().values("headline", "x").into(Wrong.class))
                .hasMessageStartingWith(
                        "'x' of Wrong is of type Integer, not Boolean. It can be had as: byte, short, int, long,");
        assertThatThrownBy(() -> entries().into(OfAuthor.class)).isInstanceOf(NotLoadedException.class)
                .hasMessage(
                        "'author' of OfAuthor is of 'author' of entry, which will not be loaded. Add selectRelated(\"author\")"
                                + " to the query set.");
        assertThatThrownBy(() -> entries().into(OfTags.class)).isInstanceOf(NotLoadedException.class)
                .hasMessageContaining("Add prefetchRelated(\"tag\")");
        assertThatThrownBy(() -> entries().prefetchRelated("tag").into(OneTag.class))
                .isInstanceOf(LookupException.class)
                .hasMessage("'tag' of OneTag is of many rows of tag, which are a List or a Set of records.");
        assertThat(DB.statements()).isEmpty();
        assertThatThrownBy(() -> entries().filter("id", 4).values("x").into(Primitive.class))
                .isInstanceOf(DunderException.class)
                .hasMessage("'x' of Primitive is null, which no int is. Ask for an Integer, or exclude nulls.");
        assertThatThrownBy(() -> entries().only("headline").into(Wrong.class)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().only("x").into(OfHeadline.class)).isInstanceOf(NotLoadedException.class)
                .hasMessageContaining("'headline'");
    }

    private static <D> List<D> into(Way way, QuerySet<?> set, Class<D> type) {
        return way == Way.BLOCKING ? set.into(type) : set.async().into(type).join();
    }

    @Way.Both
    void valuesAcrossRelationsAreRecordsInRecords(Way way) {
        QuerySet<Row> some = entries().values("headline", "author__name", "author__country__name").orderBy("id");

        assertThat(into(way, some, Deep.class)).startsWith(
                new Deep("cake", new Native("Ann", Optional.of(new Country("Chile")))))
                .contains(new Deep("tea", new Native("Bo", Optional.empty())));
        assertThat(into(way, entries().filter("id", 2).values("headline", "author", "author__name", "author__age"),
                OfAuthor.class)).containsExactly(new OfAuthor("rain", new Person("Ann", 30)));
    }

    @Way.Both
    void loadedRelationsAreRecordsInRecords(Way way) {
        QuerySet<Row> some = entries().selectRelated("author", "editor").prefetchRelated("tag", "comment").orderBy("id")
                .slice(0, 2);

        assertThat(into(way, some, Whole.class)).containsExactly(
                new Whole(1, new Person("Ann", 30), Optional.of(new Person("Bo", 40)),
                        List.of(new Tag("red"), new Tag("blue")),
                        Set.of(new Remark("a", Optional.of(5)), new Remark("b", Optional.of(3)))),
                new Whole(2, new Person("Ann", 30), Optional.empty(), List.of(new Tag("red")),
                        Set.of(new Remark("c", Optional.empty()))));
        assertThat(DB.statements()).hasSize(3);
        assertThat(into(way, entries().selectRelated("author__country").orderBy("id"), Deep.class)).first()
                .isEqualTo(new Deep("cake", new Native("Ann", Optional.of(new Country("Chile")))));
        assertThat(into(way, entries().prefetchRelated("author").filter("id", 1), OfAuthor.class))
                .containsExactly(new OfAuthor("cake", new Person("Ann", 30)));
    }

    @Way.Both
    void whatAPrefetchHasCalledIsAList(Way way) {
        QuerySet<Row> authors = DB.objects("author").filter("id__lte", 2).orderBy("id");
        QuerySet<Row> some = entries().filter("x__gt", 1).orderBy("id");

        assertThat(into(way,
                authors.prefetchRelated(new Prefetch("entry_author", some.prefetchRelated("tag")).to("latest")),
                Writer.class)).containsExactly(
                        new Writer("Ann", List.of(new Latest("rain", List.of(new Tag("red"))))),
                        new Writer("Bo", List.of(new Latest("tea", List.of(new Tag("blue"))))));
        assertThat(DB.statements()).hasSize(3);
        assertThatThrownBy(() -> into(way, authors.prefetchRelated(new Prefetch("entry_author", some).to("latest")),
                Writer.class)).isInstanceOf(NotLoadedException.class)
                .hasMessageEndingWith("Add prefetchRelated(\"tag\") to the query set of the Prefetch.");
        assertThatThrownBy(
                () -> into(way, authors.prefetchRelated(new Prefetch("entry_author").to("latest")), Writer.class))
                .hasMessageEndingWith("of the Prefetch.");
    }

    @Way.Both
    void instancesMayStandInRecords(Way way) {
        List<Rows> rows = into(way, entries().selectRelated("author").prefetchRelated("tag").filter("id", 1),
                Rows.class);

        assertThat(rows.get(0).author().get("name")).isEqualTo("Ann");
        assertThat(rows.get(0).tag()).extracting(tag -> tag.get("name")).containsExactly("red", "blue");
    }

    @Test
    void recordsThatLeadToEachOtherAreRefused() {
        assertThatThrownBy(() -> DB.objects("author").prefetchRelated("entry_author").into(Circle.class))
                .isInstanceOf(NotLoadedException.class)
                .hasMessageContaining("prefetchRelated(\"entry_author__author__entry_author\")");
        assertThatThrownBy(() -> DB.objects("author").fetchMode(FetchMode.PEERS).into(Circle.class))
                .isInstanceOf(LookupException.class).hasMessageContaining("have no end");
        assertThat(DB.statements()).isEmpty();
    }

    @Way.Both
    void peersFetchWhatARecordAsksFor(Way way) {
        assertThat(into(way, entries().fetchMode(FetchMode.PEERS).orderBy("id"), OfAuthor.class)).hasSize(5).first()
                .isEqualTo(new OfAuthor("cake", new Person("Ann", 30)));
        assertThat(DB.statements()).hasSize(2);
    }

    public static class Bean {
        private long id;
        private Optional<Integer> x = Optional.empty();

        public void setId(long given) {
            id = given;
        }

        public void setX(Optional<Integer> given) {
            x = given;
        }
    }

    @Test
    void settersTakeWhatFits() {
        List<Bean> beans = entries().values("id", "x").orderBy("id").into(Bean.class);

        assertThat(beans).extracting(bean -> bean.id).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(beans).extracting(bean -> bean.x).startsWith(Optional.of(1)).contains(Optional.empty());
    }
}
