package dev.dunder.filter;

import static dev.dunder.Dunder.q;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Q;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FilterTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry").orderBy("id");
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author").orderBy("id");
    }

    @Way.Both
    void whatStandsInOneCallHoldsTogether(Way way) {
        QuerySet<Row> some = entries().filter("x__gt", 1, "x__lt", 9);

        assertThat(ids(way.list(some))).containsExactly(2, 3);
        assertThat(clauses(some)).isEqualTo("from entry where (entry.x > ? and entry.x < ?) order by entry.id asc");
        assertThat(DB.statements()).hasSize(1);
    }

    @Way.Both
    void aMapIsAFilter(Way way) {
        Map<String, Object> lookups = new LinkedHashMap<>();
        lookups.put("x__gt", 1);
        lookups.put("published", true);

        assertThat(ids(way.list(entries().filter(lookups)))).containsExactly(3);
    }

    @Way.Both
    void aForeignKeyIsAJoin(Way way) {
        QuerySet<Row> some = entries().filter("author__name__icontains", "AN");

        assertThat(ids(way.list(some))).containsExactly(1, 2);
        assertThat(clauses(some)).startsWith("from entry join author on entry.author_id = author.id where");
    }

    @Way.Both
    void joinsFollowEachOther(Way way) {
        QuerySet<Row> some = entries().filter("author__country__name", "Chile");

        assertThat(ids(way.list(some))).containsExactly(1, 2);
        assertThat(clauses(some)).startsWith("from entry join author on entry.author_id = author.id"
                + " join country on author.country_id = country.id where");
    }

    @Test
    void theKeyOfTheOtherSideIsOnThisSideToo() {
        for (String lookup : List.of("author", "author_id", "author__id", "author__pk", "author__exact",
                "author__id__exact")) {
            assertThat(clauses(entries().filter(lookup, 1))).startsWith("from entry where entry.author_id = ?");
        }
        assertThat(clauses(entries().filter("tag__id", 1)))
                .startsWith("from entry join entry_tag on entry.id = entry_tag.entry_id where entry_tag.tag_id = ?");
    }

    @Way.Both
    void aRelationIsComparedWithInstances(Way way) {
        Row ann = way.get(authors(), "name", "Ann");
        Row bo = way.get(authors(), "name", "Bo");

        assertThat(ids(way.list(entries().filter("author", ann)))).containsExactly(1, 2);
        assertThat(ids(way.list(entries().filter("author__in", List.of(ann, bo))))).containsExactly(1, 2, 3);
        assertThat(ids(way.list(entries().filter("editor", ann)))).containsExactly(3);
        assertThat(ids(way.list(authors().filter("entry_author", way.get(entries(), "id", 4))))).containsExactly(3);
        assertThatThrownBy(() -> entries().filter("tag", ann)).hasMessageContaining("leads to tag");
        assertThatThrownBy(() -> entries().filter("x", ann)).hasMessageContaining("'x' is a column");
        assertThatThrownBy(() -> entries().filter("author", authors().with("name", "new")))
                .hasMessageContaining("Insert it first");
    }

    @Way.Both
    void aRelationBackwardIsAJoinThatMayDoubleRows(Way way) {
        QuerySet<Row> some = authors().filter("entry_author__x__gte", 1);

        assertThat(ids(way.list(some))).containsExactly(1, 1, 2, 3);
        assertThat(way.count(some)).isEqualTo(4);
        assertThat(ids(way.list(some.distinct()))).containsExactly(1, 2, 3);
        assertThat(clauses(some))
                .startsWith("from author join entry on author.id = entry.author_id where entry.x >= ?");
    }

    @Way.Both
    void oneCallIsAboutOneRelatedRow(Way way) {
        QuerySet<Row> one = authors().filter("entry_author__headline", "cake", "entry_author__x__gt", 3);
        QuerySet<Row> two = authors().filter("entry_author__headline", "cake").filter("entry_author__x__gt", 3);

        assertThat(ids(way.list(one))).containsExactly(3);
        assertThat(clauses(one)).containsOnlyOnce("join entry");
        assertThat(ids(way.list(two))).containsExactly(1, 3);
        assertThat(clauses(two)).contains("join entry on author.id = entry.author_id")
                .contains("join entry as entry_2 on author.id = entry_2.author_id");
    }

    @Test
    void aForeignKeyIsJoinedOnceHoweverManyCallsFollowIt() {
        assertThat(clauses(entries().filter("author__name", "Ann").filter("author__age", 30).orderBy("author__name")))
                .containsOnlyOnce("join author");
    }

    @Way.Both
    void manyToManyGoesBothWays(Way way) {
        assertThat(ids(way.list(entries().filter("tag__name", "red")))).containsExactly(1, 2);
        assertThat(ids(way.list(entries().filter("tag__name", "red").filter("tag__name", "blue")))).containsExactly(1);
        assertThat(ids(way.list(DB.objects("tag").filter("entry__headline", "tea")))).containsExactly(2);
        assertThat(ids(way.list(DB.objects("tag").filter("entry__isnull", true)))).containsExactly(3);
        assertThat(ids(way.list(entries().filter("tag__in", List.of(1, 2)).distinct()))).containsExactly(1, 2, 3);
    }

    @Way.Both
    void aTableMayReferToItself(Way way) {
        QuerySet<Row> children = entries().filter("parent__headline", "cake");

        assertThat(ids(way.list(children))).containsExactly(2, 3);
        assertThat(clauses(children)).startsWith("from entry join entry as entry_2 on entry.parent_id = entry_2.id");
        assertThat(ids(way.list(entries().filter("child__headline", "sea")))).containsExactly(2);
    }

    @Way.Both
    void orKeepsRowsThatOnlyOneSideMatches(Way way) {
        QuerySet<Row> some = entries().filter(q("editor__name", "Bo").or(q("x__gt", 8)));

        assertThat(ids(way.list(some))).containsExactly(1, 5);
        assertThat(clauses(some)).startsWith("from entry left outer join author on entry.editor_id = author.id where");
    }

    @Test
    void orOverOneRelationNeedsNoOuterJoin() {
        assertThat(clauses(entries().filter(q("editor__name", "Bo").or(q("editor__age", 30)))))
                .startsWith("from entry join author on entry.editor_id = author.id where");
        assertThat(clauses(entries().filter(q("editor__name", "Bo").or(q("x", 1))).filter("editor__age", 40)))
                .startsWith("from entry join author on entry.editor_id = author.id where");
    }

    @Way.Both
    void isnullOverARelationFindsRowsWithoutOne(Way way) {
        assertThat(ids(way.list(entries().filter("editor__isnull", true)))).containsExactly(2, 5);
        assertThat(clauses(entries().filter("editor__isnull", true)))
                .startsWith("from entry where entry.editor_id is null");
        assertThat(ids(way.list(entries().filter("editor__name__isnull", true)))).containsExactly(2, 5);
        assertThat(ids(way.list(entries().filter("editor__country__name__isnull", true)))).containsExactly(1, 2, 5);
        assertThat(ids(way.list(authors().filter("entry_author__isnull", true)))).containsExactly(4);
        assertThat(ids(way.list(authors().filter("entry_author__isnull", false).distinct()))).containsExactly(1, 2, 3);
        assertThat(ids(way.list(authors().filter("entry_author__comment__isnull", true)))).containsExactly(3, 3, 4);
    }

    @Way.Both
    void nothingIsSentWhereNothingCanMatch(Way way) {
        QuerySet<Row> none = entries().filter("x__in", List.of());

        assertThat(way.list(none)).isEmpty();
        assertThat(way.count(none)).isZero();
        assertThat(way.exists(none)).isFalse();
        assertThat(way.first(none)).isNull();
        assertThat(way.list(entries().filter(q("x__in", List.of()).and(q("id", 1))))).isEmpty();
        assertThat(way.stream(none)).isEmpty();
        assertThat(DB.statements()).isEmpty();
        assertThat(ids(way.list(entries().filter(q("x__in", List.of()).or(q("id", 1)))))).containsExactly(1);
        assertThat(ids(way.list(entries().filter("x__in", Arrays.asList(null, 1))))).containsExactly(1);
    }

    @Way.Both
    void aListIsOneBindHoweverLong(Way way) {
        List<Integer> many = IntStream.range(0, 100_000).boxed().toList();

        assertThat(ids(way.list(entries().filter("id__in", many)))).containsExactly(1, 2, 3, 4, 5);
        assertThat(entries().filter("id__in", many).sql()).isEqualTo(entries().filter("id__in", List.of(1)).sql());
    }

    @Test
    void anEmptyConditionChangesNothing() {
        assertThat(entries().filter(q(Map.of())).sql()).isEqualTo(entries().sql());
        assertThat(entries().exclude(q(Map.of())).sql()).isEqualTo(entries().sql());
        assertThat(entries().filter(q(Map.of()).or(q("x", 1))).sql()).isEqualTo(entries().filter("x", 1).sql());
    }

    @Test
    void pairsArePairs() {
        assertThatThrownBy(() -> entries().filter("x", 1, "y")).isInstanceOf(LookupException.class)
                .hasMessageContaining("come in pairs, but there are 3");
        assertThatThrownBy(() -> entries().filter("x", 1, 2, 3)).isInstanceOf(LookupException.class)
                .hasMessageContaining("argument 3 is no lookup string");
    }

    @Test
    void filtersHaveTheirSize() {
        Q<Object> any = q("x", 0);
        for (int i = 1; i < 900; i++) {
            any = any.or(q("x", i));
        }
        assertThat(entries().filter(any).list()).hasSize(4);

        Q<Object> tooMany = any;
        for (int i = 0; i < 200; i++) {
            tooMany = tooMany.or(q("x", i));
        }
        Q<Object> large = tooMany;
        assertThatThrownBy(() -> entries().filter(large)).hasMessageContaining("at most 1000 conditions");

        Q<Object> deep = q("x", 0);
        for (int i = 0; i < 60; i++) {
            deep = deep.and(q("x", 1)).or(q("x", 2));
        }
        Q<Object> tooDeep = deep;
        assertThatThrownBy(() -> entries().filter(tooDeep)).hasMessageContaining("at most 50 conditions deep");

        List<String> hops = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            hops.add("parent");
        }
        assertThatThrownBy(() -> entries().filter(String.join("__", hops), 1))
                .hasMessageContaining("at most 16 relations");
    }

    @Test
    void aMistakeIsToldByTheCallThatMakesIt() {
        assertThatThrownBy(() -> entries().filter("athor__name", "Ann"))
                .isInstanceOf(LookupException.class)
                .hasMessageStartingWith(
                        "Cannot resolve 'athor' in 'athor__name' on entry. Did you mean 'author'? Choices: author,"
                                + " child, comment, editor, entry_tag, headline, id, parent, pub_date, published, rating, tag, x.");
        assertThatThrownBy(() -> entries().filter("x", 1.5)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().slice(0, 5).filter("x", 1)).isInstanceOf(DunderException.class)
                .hasMessage("Cannot filter a query once a slice has been taken.");
        assertThatThrownBy(() -> DB.objects("entri")).hasMessageContaining("Did you mean 'entry'?");
        assertThat(DB.statements()).isEmpty();
    }

    @Test
    void textFromOutsideStaysText() {
        String hostile = "'; drop table entry; --\\%_\"?:x";

        assertThat(entries().filter("headline", hostile).list()).isEmpty();
        assertThat(entries().filter("headline__icontains", hostile).sql())
                .isEqualTo(entries().filter("headline__icontains", "a").sql());
        assertThat(entries().count()).isEqualTo(5);
    }

    @Way.Both
    void aQuerySetIsAValue(Way way) {
        QuerySet<Row> some = entries().filter("author__in", authors().filter("age__gt", 30));

        assertThat(ids(way.list(some))).containsExactly(3);
        assertThat(clauses(some)).startsWith(
                "from entry where entry.author_id in (select author.id from author where author.age > ?)");
        assertThat(DB.statements()).hasSize(1);
    }

    @Test
    void nanIsNoBound() {
        assertThatThrownBy(() -> DB.objects("entry").filter("rating__lt", Double.NaN))
                .isInstanceOf(LookupException.class);
    }
}
