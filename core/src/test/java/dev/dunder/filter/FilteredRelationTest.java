package dev.dunder.filter;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.sum;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Aggregate;
import dev.dunder.Inside;
import dev.dunder.NotLoadedException;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FilteredRelationTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG + """
            create table profile (author_id int primary key references author, motto text not null);
            insert into profile values (1, 'go on'), (2, 'wait');
            """);

    private static QuerySet<Row> authors() {
        return DB.objects("author").orderBy("id");
    }

    private static QuerySet<Row> entries() {
        return DB.objects("entry").orderBy("id");
    }

    private static QuerySet<Row> published() {
        return authors().filteredRelation("good", "entry_author", q("entry_author__published", true));
    }

    private static QuerySet<Row> byAnn() {
        return entries().filteredRelation("ann", "author", q("author__name", "Ann"));
    }

    /** The editor is optional. */
    private static QuerySet<Row> editedByAnn() {
        return entries().filteredRelation("ann", "editor", q("editor__name", "Ann"));
    }

    private static QuerySet<Row> tagged(String tag) {
        return entries().filteredRelation("it", "tag", q("tag__name", tag));
    }

    // ---- The join ----

    @Way.Both
    void theConditionIsPartOfTheJoin(Way way) {
        QuerySet<Row> some = published().annotate(count("good").as("n"));

        assertThat(way.list(some.valuesList("id", "n")))
                .containsExactly(List.of(1, 1L), List.of(2, 1L), List.of(3, 1L), List.of(4, 0L));
        assertThat(clauses(some))
                .contains("left outer join entry on (author.id = entry.author_id and entry.published = ?)");
    }

    @Way.Both
    void withoutAConditionItIsJoinedForItselfAllTheSame(Way way) {
        QuerySet<Row> some = authors().filteredRelation("other", "entry_author")
                .filter("entry_author__headline", "cake").filter("other__headline", "rain");

        assertThat(ids(way.list(some))).containsExactly(1);
        assertThat(clauses(some)).startsWith("from author join entry on author.id = entry.author_id "
                + "join entry as entry_2 on author.id = entry_2.author_id where");
    }

    @Way.Both
    void besideTheWholeRelationItIsABranchOfItsOwn(Way way) {
        assertThat(way.list(published().annotate(count("good").as("n"), count("entry_author").as("m"))
                .valuesList("n", "m")))
                .containsExactly(List.of(1L, 2L), List.of(1L, 1L), List.of(1L, 2L), List.of(0L, 0L));
    }

    @Way.Both
    void aForeignKeyIsJoinedThoughTheKeyIsAtHand(Way way) {
        QuerySet<Row> none = editedByAnn().filter("ann__isnull", true);
        QuerySet<Row> some = editedByAnn().filter("ann__isnull", false);

        assertThat(ids(way.list(none))).containsExactly(1, 2, 4, 5);
        assertThat(clauses(none)).startsWith("from entry left outer join author on "
                + "(entry.editor_id = author.id and author.name = ?) where author.id is null");
        assertThat(ids(way.list(some))).containsExactly(3);
        assertThat(clauses(some)).startsWith("from entry join author on "
                + "(entry.editor_id = author.id and author.name = ?) where author.id is not null");
        assertThat(ids(way.list(editedByAnn().exclude("ann__isnull", true)))).containsExactly(3);
        assertThat(ids(way.list(editedByAnn().exclude("ann__isnull", false)))).containsExactly(1, 2, 4, 5);
        assertThat(way.list(editedByAnn().valuesList("ann__pk", Integer.class)))
                .isEqualTo(Arrays.asList(null, null, 1, null, null));
    }

    @Way.Both
    void itsKeyIsThatOfTheRowsThatFulfilTheCondition(Way way) {
        Row ann = authors().get("id", 1);
        Row bo = authors().get("id", 2);

        assertThat(ids(way.list(editedByAnn().filter("ann", ann)))).containsExactly(3);
        assertThat(ids(way.list(editedByAnn().filter("ann", bo)))).isEmpty();
        assertThat(ids(way.list(editedByAnn().filter("ann__in", List.of(ann, bo))))).containsExactly(3);
        assertThat(ids(way.list(editedByAnn().filter("ann__pk", 2)))).isEmpty();
        assertThat(ids(way.list(editedByAnn().filter("ann__id__in", List.of(1, 2))))).containsExactly(3);
        assertThat(ids(way.list(editedByAnn().exclude("ann", ann)))).containsExactly(1, 2, 4, 5);
        assertThat(ids(way.list(editedByAnn().exclude("ann", bo)))).containsExactly(1, 2, 3, 4, 5);
        assertThat(way.list(editedByAnn().filter("ann__isnull", false).annotate(f("ann").as("key"))
                .valuesList("key", Integer.class))).containsExactly(1);
    }

    @Way.Both
    void aForeignKeyThatEachRowHasIsJoinedAsEverSoThatRowsWithoutAMatchGo(Way way) {
        QuerySet<Row> some = byAnn().values("id", "ann__name");

        assertThat(ids(way.list(some))).containsExactly(1, 2);
        assertThat(clauses(some))
                .startsWith("from entry join author on (entry.author_id = author.id and author.name = ?)");
        assertThat(ids(way.list(byAnn().filter("ann__isnull", true)))).isEmpty();
        assertThat(ids(way.list(byAnn().filter("ann__isnull", false)))).containsExactly(1, 2);
        assertThat(ids(way.list(byAnn()))).containsExactly(1, 2, 3, 4, 5);
    }

    @Way.Both
    void whatRowsGoIsTheSameForTheirNumberAndExistence(Way way) {
        QuerySet<Row> nobody = entries().filteredRelation("none", "author", q("author__name", "Di"));

        assertThat(way.count(byAnn().values("id", "ann__name"))).isEqualTo(2);
        assertThat(way.count(byAnn().annotate(f("ann__name").as("n")))).isEqualTo(2);
        assertThat(way.count(byAnn().orderBy("ann__name"))).isEqualTo(2);
        assertThat(way.count(byAnn().selectRelated("ann"))).isEqualTo(2);
        assertThat(way.count(byAnn().selectRelated("ann").distinct())).isEqualTo(2);
        assertThat(way.count(byAnn())).isEqualTo(5);
        assertThat(way.exists(nobody.values("id", "none__name"))).isFalse();
        assertThat(way.exists(nobody.annotate(f("none__name").as("n")))).isFalse();
        assertThat(way.exists(nobody.selectRelated("none"))).isFalse();
        assertThat(way.exists(nobody.orderBy("none__name"))).isFalse();
        assertThat(way.exists(nobody)).isTrue();
    }

    @Way.Both
    void aOneToOneIsJoinedFromEitherEnd(Way way) {
        QuerySet<Row> waiting = authors().filteredRelation("waiting", "profile", q("profile__motto", "wait"));
        QuerySet<Row> bo = DB.objects("profile").orderBy("pk")
                .filteredRelation("bo", "author", q("author__name", "Bo"));

        assertThat(ids(way.list(waiting.filter("waiting__isnull", false)))).containsExactly(2);
        assertThat(ids(way.list(waiting.filter("waiting__isnull", true)))).containsExactly(1, 3, 4);
        assertThat(way.list(bo.filter("bo__isnull", false).valuesList("motto", "bo__name")))
                .containsExactly(List.of("wait", "Bo"));
    }

    @Way.Both
    void aManyToManyIsJoinedUpToTheRowsOfTheOtherEnd(Way way) {
        QuerySet<Row> red = tagged("red").filter("it__isnull", false);

        assertThat(ids(way.list(red))).containsExactly(1, 2);
        assertThat(clauses(red)).startsWith("from entry join (entry_tag join tag on entry_tag.tag_id = tag.id) "
                + "on (entry.id = entry_tag.entry_id and tag.name = ?) where tag.id is not null");
        assertThat(ids(way.list(tagged("red").exclude("it__isnull", false)))).containsExactly(3, 4, 5);
        assertThat(ids(way.list(tagged("red").filter("it__isnull", true)))).containsExactly(3, 4, 5);
        assertThat(ids(way.list(tagged("red").exclude("it__isnull", true)))).containsExactly(1, 2);
        assertThat(ids(way.list(tagged("red").exclude("it__name", "blue")))).containsExactly(1, 2, 3, 4, 5);
        assertThat(ids(way.list(tagged("red").exclude("it__name", "red")))).containsExactly(3, 4, 5);
        Row tag = DB.objects("tag").get("name", "red");
        assertThat(ids(way.list(entries().filteredRelation("it", "tag", q("tag__in", List.of(tag)))
                .filter("it", tag)))).containsExactly(1, 2);
    }

    @Way.Both
    void aKeyOfSeveralColumnsIsThatOfTheRowsThatAreJoined(Way way) {
        QuerySet<Row> some = DB.objects("tag").orderBy("id")
                .filteredRelation("first", "entry_tag", q("entry_tag__entry", 1));

        assertThat(ids(way.list(some.filter("first__isnull", false)))).containsExactly(1, 2);
        assertThat(ids(way.list(some.filter("first", List.of(1, 2))))).containsExactly(2);
        assertThat(ids(way.list(some.filter("first", List.of(2, 1))))).isEmpty();
    }

    // ---- Negations ----

    @Way.Both
    void anExclusionIsOfTheFilteredRows(Way way) {
        QuerySet<Row> some = published().exclude("good__headline", "rain");

        assertThat(ids(way.list(some))).containsExactly(1, 2, 3, 4);
        assertThat(clauses(some)).contains("entry.published = ?");
        assertThat(ids(way.list(published().exclude("good__headline", "cake")))).containsExactly(2, 3, 4);
    }

    @Way.Both
    void anExclusionIsOfTheFilteredRowsFurtherAlong(Way way) {
        QuerySet<Row> countries = DB.objects("country")
                .filteredRelation("good", "author__entry_author", q("author__entry_author__published", true))
                .orderBy("id");

        assertThat(ids(way.list(countries.exclude("good__headline", "rain")))).containsExactly(1, 2);
        assertThat(ids(way.list(countries.exclude("good__headline", "cake")))).containsExactly(2);
    }

    @Way.Both
    void anExclusionOfNothingKeepsThoseThatHaveARow(Way way) {
        QuerySet<Row> some = authors()
                .filteredRelation("own", "entry_author__author", q("entry_author__published", true));

        assertThat(ids(way.list(some.filter("own__isnull", true)))).containsExactly(4);
        assertThat(ids(way.list(some.exclude("own__isnull", true)))).containsExactly(1, 2, 3);
    }

    // ---- What the condition may be about ----

    @Way.Both
    void theConditionMayBeAboutTheNearSide(Way way) {
        QuerySet<Row> some = authors().filteredRelation("good", "entry_author", q("entry_author__x__lt", f("age")));

        assertThat(ids(way.list(some.filter("good__isnull", true)))).containsExactly(3, 4);
        assertThat(ids(way.list(some.exclude("good__x__gt", 3)))).containsExactly(3, 4);
    }

    @Test
    void itIsTheSameShapeEachTime() {
        assertThat(Inside.request(published().filter("good__x", 2)).query())
                .isEqualTo(Inside.request(published().filter("good__x", 4)).query());
    }

    @Test
    void itsNameIsTakenThen() {
        assertThatThrownBy(() -> published().annotate(f("age").as("good"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("has a relation of that name");
    }

    @Way.Both
    void whatTheConditionJoinsForItselfStandsBeforeIt(Way way) {
        QuerySet<Row> some = entries()
                .filteredRelation("older", "author", q("author__age__lt", f("editor__age")))
                .filter("older__isnull", false);

        assertThat(ids(way.list(some))).containsExactly(1);
        assertThat(clauses(some)).startsWith("from entry left outer join author as author_2 "
                + "on entry.editor_id = author_2.id join author on "
                + "(entry.author_id = author.id and author.age < author_2.age)");
    }

    @Way.Both
    void theConditionMayBeAnExpression(Way way) {
        assertThat(ids(way.list(authors()
                .filteredRelation("some", "entry_author", f("entry_author__headline").lookup("istartswith", "C"))
                .filter("some__isnull", false)))).containsExactly(1, 3);
        assertThat(ids(way.list(entries()
                .filteredRelation("some", "parent__author", f("parent__editor__name").lookup("startswith", "B"))
                .filter("some__isnull", false)))).containsExactly(2, 3);
    }

    @Test
    void theConditionIsNotAboutRowsBeyondTheRelation() {
        assertThatThrownBy(
                () -> authors().filteredRelation("it", "entry_author", q("entry_author__editor__name", "Bo")))
                .isInstanceOf(LookupException.class)
                .hasMessage("The condition of filteredRelation(\"it\", \"entry_author\", …) reaches 'name' of author, "
                        + "beyond the rows that are joined. Make it a relation that leads there: "
                        + "filteredRelation(\"it\", \"entry_author__…\", …).");
        assertThatThrownBy(() -> authors()
                .filteredRelation("it", "entry_author", f("entry_author__comment__stars").gt(3)))
                .hasMessageContaining("reaches 'stars' of comment, beyond the rows");
        assertThatThrownBy(() -> published()
                .filteredRelation("it", "good__comment", q("good__comment__entry__author__name", "Bo")))
                .hasMessageContaining("beyond the rows that are joined");
    }

    @Test
    void aLookupStringOfTheConditionFollowsTheRelation() {
        assertThatThrownBy(() -> authors()
                .filteredRelation("it", "entry_author__editor", q("entry_author__parent__headline__icontains", "a")))
                .isInstanceOf(LookupException.class)
                .hasMessage("The condition of filteredRelation(\"it\", \"entry_author__editor\", …) follows another "
                        + "relation with 'entry_author__parent__headline__icontains'. Name the value by itself: "
                        + "f(\"…\").lookup(\"…\", …).");
    }

    @Test
    void theConditionIsAboutOneRow() {
        assertThatThrownBy(() -> authors()
                .filteredRelation("it", "entry_author", q("entry_author__in", entries().filter("x", 1))))
                .isInstanceOf(LookupException.class)
                .hasMessage("The condition of filteredRelation(\"it\", \"entry_author\", …) is about the rows that are "
                        + "joined, and takes no query set. Filter by that: filter(\"it__…\", …).");
        assertThatThrownBy(() -> authors().filteredRelation("it", "entry_author",
                exists(DB.objects("comment").filter("entry", outerRef("entry_author__id")))))
                .hasMessageContaining("takes no query set");
        assertThatThrownBy(() -> authors().annotate(count("entry_author").as("n"))
                .filteredRelation("it", "entry_author", q("n__gt", 1)))
                .hasMessageContaining("takes nothing that is computed of several");
    }

    @Test
    void itsNameIsItsOwn() {
        assertThatThrownBy(() -> authors().filteredRelation("name", "entry_author"))
                .isInstanceOf(LookupException.class)
                .hasMessage(
                        "Cannot call a filtered relation 'name': author has an attribute or relation of that name.");
        assertThatThrownBy(() -> entries().filteredRelation("editor", "author"))
                .hasMessageContaining("has an attribute or relation of that name");
        assertThatThrownBy(() -> published().filteredRelation("it", "goood__comment"))
                .hasMessageContaining("Cannot resolve 'goood' in filteredRelation(…) on author. Did you mean 'good'?");
        assertThatThrownBy(() -> published().filteredRelation("it", "good"))
                .hasMessage("'good' is a filtered relation itself. Say both conditions in one, or go on from it: "
                        + "filteredRelation(\"it\", \"good__…\", …).");
    }

    @Way.Both
    void itMeansTheSameInQuerySetsThatAreCombined(Way way) {
        QuerySet<Row> bo = entries().filteredRelation("it", "editor", q("editor__name", "Bo"));
        QuerySet<Row> again = entries().filter("x__gt", 0).filteredRelation("it", "editor", q("editor__name", "Bo"));
        QuerySet<Row> ann = entries().filteredRelation("it", "editor", q("editor__name", "Ann"));
        QuerySet<Row> other = entries().filteredRelation("other", "editor", q("editor__name", "Ann"));

        assertThat(ids(way.list(bo.filter("it__isnull", false).or(again.filter("it__age", 40))))).containsExactly(1);
        assertThat(ids(way.list(bo.filter("it__isnull", false).or(other.filter("other__isnull", false)))))
                .containsExactly(1, 3);
        assertThatThrownBy(() -> bo.filter("it__isnull", false).or(ann.filter("it__isnull", false)))
                .isInstanceOf(LookupException.class)
                .hasMessage(
                        "Both query sets call a relation 'it', and mean different rows by it. Give one another name, "
                                + "or use union(…).");
        assertThatThrownBy(() -> bo.and(entries().filteredRelation("it", "author", q("author__name", "Bo"))))
                .hasMessageContaining("mean different rows");
        assertThat(ids(way.list(bo.filter("it__isnull", false).union(ann.filter("it__isnull", false)).orderBy("id"))))
                .containsExactly(1, 3);
    }

    // ---- One over another ----

    @Way.Both
    void oneLeadsOnFromAnother(Way way) {
        QuerySet<Row> some = published()
                .filteredRelation("praise", "good__comment", q("good__comment__stars__gte", 3));

        assertThat(way.list(some.values("id", "praise__body").orderBy("id", "praise__body").valuesList("id",
                "praise__body")))
                .containsExactly(List.of(1, "a"), List.of(1, "b"), Arrays.asList(2, null), Arrays.asList(3, null),
                        Arrays.asList(4, null));
        assertThat(clauses(some.filter("praise__isnull", false))).startsWith("from author "
                + "join entry on (author.id = entry.author_id and entry.published = ?) "
                + "join comment on (entry.id = comment.entry_id and comment.stars >= ?) where comment.id is not null");
        assertThat(ids(way.list(some.exclude("praise__body", "a")))).containsExactly(2, 3, 4);
        assertThat(ids(way.list(some.exclude("praise__body", "d")))).containsExactly(1, 2, 3, 4);
    }

    @Way.Both
    void threeLeadOnFromEachOther(Way way) {
        QuerySet<Row> some = DB.objects("country").orderBy("id")
                .filteredRelation("people", "author", q("author__age__gt", 20))
                .filteredRelation("works", "people__entry_author", q("people__entry_author__published", true))
                .filteredRelation("praise", "works__comment", q("works__comment__stars__gt", f("works__x")));

        assertThat(way.list(some.annotate(count("praise").as("n")).valuesList("id", "n")))
                .containsExactly(List.of(1, 2L), List.of(2, 0L));
        assertThat(clauses(some.filter("praise__stars", 5))).startsWith("from country "
                + "join author on (country.id = author.country_id and author.age > ?) "
                + "join entry on (author.id = entry.author_id and entry.published = ?) "
                + "join comment on (entry.id = comment.entry_id and comment.stars > entry.x) where");
        assertThat(way.list(some.filter("praise__stars", 5).valuesList("name", "works__headline", "people__name")))
                .containsExactly(List.of("Chile", "cake", "Ann"));
    }

    @Way.Both
    void anAggregateIsOfBothTogether(Way way) {
        QuerySet<Row> some = published()
                .filteredRelation("praise", "good__comment", q("good__comment__stars__gte", 3))
                .annotate(sum(f("praise__stars").times(f("good__x"))).as("n"));

        assertThat(way.list(some.valuesList("n", Object.class))).isEqualTo(Arrays.asList(8L, null, null, null));
    }

    @Way.Both
    void anAggregateOverASliceIsOfTheFilteredRows(Way way) {
        Aggregate<Number> all = sum("good__x");

        assertThat(way.aggregate(published().slice(0, 2), all)).isEqualTo(8L);
        assertThat(way.aggregate(published().slice(0, 1), all)).isEqualTo(1L);
    }

    // ---- Loaded with the row ----

    @Way.Both
    void itsRowIsLoadedUnderItsName(Way way) {
        QuerySet<Row> some = editedByAnn().selectRelated("ann");

        List<Row> rows = way.list(some);

        assertThat(rows).extracting(row -> row.one("ann") == null ? null : row.one("ann").get("name"))
                .containsExactly(null, null, "Ann", null, null);
        assertThat(rows).allMatch(row -> row.isLoaded("ann") && !row.isLoaded("editor"));
        assertThat(DB.statements()).hasSize(1).first().asString()
                .contains("left outer join author on (entry.editor_id = author.id and author.name = ?)");
    }

    @Way.Both
    void aRowComesUpForEachOfManyThatItIsLoadedWith(Way way) {
        QuerySet<Row> some = authors().filteredRelation("work", "entry_author", q("entry_author__x__gt", 0))
                .selectRelated("work__editor").orderBy("id", "work__id");

        List<Row> rows = way.list(some);

        assertThat(ids(rows)).containsExactly(1, 1, 2, 3, 4);
        assertThat(rows).extracting(row -> row.one("work") == null ? null : row.one("work").get("headline"))
                .containsExactly("cake", "rain", "tea", "cake", null);
        assertThat(rows.get(0).one("work").one("editor").get("name")).isEqualTo("Bo");
        assertThat(rows.get(1).one("work").one("editor")).isNull();
        assertThat(rows.get(0).one("work").one("author")).isEqualTo(rows.get(0));
        assertThat(DB.statements()).hasSize(1);
        assertThat(way.count(some)).isEqualTo(5);
        assertThat(way.page(some, 2, 2).rows()).extracting(row -> row.one("work").get("headline"))
                .containsExactly("tea", "cake");
    }

    @Way.Both
    void whatIsReachedFromTheOtherEndKnowsFromWhere(Way way) {
        Row ann = way.list(authors().selectRelated("profile")).get(0);

        assertThat(ann.one("profile").one("author")).isEqualTo(ann);
        assertThat(DB.statements()).hasSize(1);
    }

    @Way.Both
    void severalAndSuchAsLeadOnAreLoadedTogether(Way way) {
        QuerySet<Row> some = published()
                .filteredRelation("praise", "good__comment", q("good__comment__stars__gte", 3))
                .selectRelated("good", "praise").orderBy("id", "praise__id");

        List<Row> rows = way.list(some);

        assertThat(ids(rows)).containsExactly(1, 1, 2, 3, 4);
        assertThat(rows).extracting(row -> row.one("praise") == null ? null : row.one("praise").get("body"))
                .containsExactly("a", "b", null, null, null);
        assertThat(rows).extracting(row -> row.one("good") == null ? null : row.one("good").get("headline"))
                .containsExactly("cake", "cake", "tea", "sea", null);
    }

    @Way.Both
    void someOfItsAttributesMayBeLeftOut(Way way) {
        QuerySet<Row> some = published().selectRelated("good__editor").defer("good__headline", "good__editor__age");

        Row good = way.list(some).get(0).one("good");

        assertThat(good.isLoaded("headline")).isFalse();
        assertThat(good.isLoaded("x")).isTrue();
        assertThat(good.one("editor").isLoaded("age")).isFalse();
        assertThat(good.one("editor").isLoaded("name")).isTrue();
        assertThat(way.list(published().selectRelated("good").only("name")).get(0).one("good").get("headline"))
                .isEqualTo("cake");
    }

    @Way.Both
    void whatWasNotLoadedSaysSo(Way way) {
        Row row = way.list(published()).get(0);

        assertThatThrownBy(() -> row.one("good"))
                .isInstanceOf(NotLoadedException.class)
                .hasMessageContaining("Cannot resolve 'good' as a relation of author.")
                .hasMessageEndingWith("Nothing was loaded under that name either: the row of a "
                        + "filteredRelation(\"good\", …) is there after selectRelated(\"good\").");
    }

    @Test
    void onlyAndPrefetchesAreOfTheModelsOwnRelations() {
        assertThatThrownBy(() -> published().selectRelated("good").only("good__headline"))
                .isInstanceOf(LookupException.class)
                .hasMessage("'good__headline' in only(…) is of 'good', a relation of the query set's own, "
                        + "which selectRelated(…) loads. Use defer(…) for what is not to be read.");
        assertThatThrownBy(() -> published().prefetchRelated("good__comment"))
                .isInstanceOf(LookupException.class)
                .hasMessage(
                        "'good__comment' in prefetchRelated(…) is of 'good', a relation of the query set's own, which "
                                + "selectRelated(…) loads. For some rows of a relation use new Prefetch(\"…\", rows).");
        assertThatThrownBy(() -> authors().selectRelated("entries_author"))
                .hasMessageContaining("Cannot resolve");
        assertThatThrownBy(() -> authors().selectRelated("entry_author"))
                .hasMessageContaining("leads to many rows");
    }

    @Test
    void rowsThatComeUpSeveralTimesHaveNoPlaceToGoOnFrom() {
        assertThatThrownBy(() -> published().selectRelated("good").firstPage(2))
                .isInstanceOf(DunderException.class)
                .hasMessage(
                        "Loaded with a relation to many rows, a row comes up several times, and has no place to go on "
                                + "from. Use page(number, size).");
    }
}
