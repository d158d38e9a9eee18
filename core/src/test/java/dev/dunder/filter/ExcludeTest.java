package dev.dunder.filter;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExcludeTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry").orderBy("id");
    }

    private static QuerySet<Row> authors() {
        return DB.objects("author").orderBy("id");
    }

    @Way.Both
    void whatIsUnknownDoesNotMatchAndSoStays(Way way) {
        QuerySet<Row> some = entries().exclude("x__gt", 4);

        assertThat(ids(way.list(some))).containsExactly(1, 2, 4);
        assertThat(clauses(some)).startsWith("from entry where (entry.x > ?) is not true");
    }

    @Test
    void whatCannotBeUnknownIsNotAskedFor() {
        assertThat(clauses(entries().exclude("headline", "cake")))
                .startsWith("from entry where not (entry.headline = ?)");
    }

    @Way.Both
    void aListIsExcludedWithItsUnknowns(Way way) {
        assertThat(ids(way.list(entries().exclude("x__in", List.of(1, 9))))).containsExactly(2, 3, 4);
        assertThat(ids(way.list(entries().exclude("x__in", List.of())))).containsExactly(1, 2, 3, 4, 5);
        assertThat(ids(way.list(entries().exclude("x", null)))).containsExactly(1, 2, 3, 5);
    }

    @Way.Both
    void lookupsAreExcludedTogether(Way way) {
        assertThat(ids(way.list(entries().exclude("headline", "cake", "x", 1)))).containsExactly(2, 3, 4, 5);
        assertThat(ids(way.list(entries().exclude("headline", "cake").exclude("x", 4)))).containsExactly(3, 4);
    }

    @Way.Both
    void overAForeignKeyThatMayBeNullRowsWithoutOneStay(Way way) {
        QuerySet<Row> some = entries().exclude("editor__name", "Ann");

        assertThat(ids(way.list(some))).containsExactly(1, 2, 4, 5);
        assertThat(clauses(some)).startsWith("from entry left outer join author on entry.editor_id = author.id where");
    }

    @Test
    void overAForeignKeyThatIsNeverNullTheJoinIsInner() {
        assertThat(clauses(entries().exclude("author__name", "Ann")))
                .startsWith("from entry join author on entry.author_id = author.id where not (author.name = ?)");
    }

    @Way.Both
    void overARelationToManyItIsWhoHasNoSuchRow(Way way) {
        QuerySet<Row> some = authors().exclude("entry_author__headline", "cake");

        assertThat(ids(way.list(some))).containsExactly(2, 4);
        assertThat(clauses(some)).startsWith("from author where not exists (select 1 as one from entry"
                + " where (author.id = entry.author_id and entry.headline = ?))");
    }

    @Way.Both
    void overARelationToManyWhatOneCallSaysIsAboutOneRow(Way way) {
        // Django leaves out who has a cake, and something over 3, though not one over-3 cake.
        QuerySet<Row> some = authors().exclude("entry_author__headline", "cake", "entry_author__x__gt", 3);

        assertThat(ids(way.list(some))).containsExactly(1, 2, 4);
        assertThat(clauses(some)).startsWith("from author where not exists (select 1 as one from entry"
                + " where (author.id = entry.author_id and entry.headline = ? and entry.x > ?))");
        assertThat(ids(way.list(authors().exclude("entry_author__headline", "cake")
                .exclude("entry_author__x__gt", 3)))).containsExactly(4);
    }

    @Way.Both
    void whatSharesNoRelatedRowIsASubqueryOfItsOwn(Way way) {
        QuerySet<Row> some = entries().exclude("comment__stars__gt", 3, "tag__name", "red");

        assertThat(clauses(some)).startsWith("from entry where not (exists (select 1 as one from comment"
                + " where (entry.id = comment.entry_id and comment.stars > ?)) and exists (select 1 as one from entry_tag"
                + " join tag on entry_tag.tag_id = tag.id where (entry.id = entry_tag.entry_id and tag.name = ?)))");
        QuerySet<Row> either = entries().exclude(q("comment__stars__gt", 3).or(q("comment__stars__lt", 2)));
        assertThat(clauses(either)).startsWith("from entry where not (exists (select 1 as one from comment"
                + " where (entry.id = comment.entry_id and comment.stars > ?)) or exists (select 1 as one from comment as"
                + " comment_2 where (entry.id = comment_2.entry_id and comment_2.stars < ?)))");
    }

    @Way.Both
    void behindAForeignKeyTheSubqueryStartsAtTheMany(Way way) {
        QuerySet<Row> some = entries().exclude("author__entry_author__headline", "sea");

        assertThat(ids(way.list(some))).containsExactly(1, 2, 3);
        assertThat(clauses(some)).as("the author is not joined")
                .startsWith("from entry where not exists (select 1 as one"
                        + " from entry as entry_2 where (entry.author_id = entry_2.author_id and entry_2.headline = ?))");
        QuerySet<Row> nullable = entries().exclude("editor__entry_author__headline", "cake");
        assertThat(ids(way.list(nullable))).containsExactly(1, 2, 5);
        assertThat(clauses(nullable)).doesNotContain("join");
    }

    @Way.Both
    void throughManyToMany(Way way) {
        assertThat(ids(way.list(entries().exclude("tag__name", "red")))).containsExactly(3, 4, 5);
        assertThat(ids(way.list(DB.objects("tag").orderBy("id").exclude("entry__author__name", "Ann"))))
                .containsExactly(3);
    }

    @Way.Both
    void isnullIsExcludedToo(Way way) {
        assertThat(ids(way.list(authors().exclude("entry_author__isnull", true)))).containsExactly(1, 2, 3);
        assertThat(ids(way.list(authors().exclude("entry_author__isnull", false)))).containsExactly(4);
        assertThat(ids(way.list(authors().exclude("entry_author__x__isnull", true)))).containsExactly(1, 2);
        assertThat(ids(way.list(authors().exclude("entry_author__comment__isnull", true)))).containsExactly(1, 2);
        assertThat(ids(way.list(authors().exclude("entry_author__comment__stars__isnull", true)))).containsExactly(2);
        assertThat(ids(way.list(entries().exclude("editor__isnull", true)))).containsExactly(1, 3, 4);
    }

    @Way.Both
    void notNotIsTheThingItself(Way way) {
        assertThat(ids(way.list(entries().exclude(q("x__gt", 4).not())))).containsExactly(3, 5);
        assertThat(ids(way.list(entries().filter(q("x__gt", 4).not().not())))).containsExactly(3, 5);
        assertThat(ids(way.list(authors().filter(q("entry_author__headline", "tea").not().not())))).containsExactly(2);
    }

    @Way.Both
    void notOverAnOrIsNeither(Way way) {
        assertThat(ids(way.list(entries().exclude(q("x", 1).or(q("editor__name", "Ann")))))).containsExactly(2, 4, 5);
        assertThat(ids(way.list(entries().filter(q("x", 1).not().or(q("headline", "cake"))))))
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Way.Both
    void underAnyNegationARelationToManyIsASubquery(Way way) {
        // For Django red and blue need not be one tag here.
        assertThat(ids(way.list(entries().exclude(q("tag__name", "red").and(q("tag__name", "blue")).not())))).isEmpty();
        assertThat(ids(way.list(entries().exclude(q("tag__name", "red").and(q("tag__id__gt", 0)).not()))))
                .containsExactly(1, 2);
        assertThat(ids(way.list(authors().exclude(q("entry_author__id__gt", 0).not())))).containsExactly(1, 2, 3);
        assertThat(ids(way.list(authors().filter(q("entry_author__id__gt", 0).not().not())))).containsExactly(1, 1, 2,
                3, 3);
    }

    @Way.Both
    void besideAConditionOnTheSameRelationANegatedOneIsAboutItsRow(Way way) {
        // An entry over 3 that is no cake, whatever is said first; in another call it is any row again.
        QuerySet<Row> same = authors()
                .filter(q("entry_author__x__gt", 3).and(q("entry_author__headline", "cake").not()));
        QuerySet<Row> turned = authors()
                .filter(q("entry_author__headline", "cake").not().and(q("entry_author__x__gt", 3)));

        assertThat(ids(way.list(same))).containsExactly(1, 2);
        assertThat(clauses(same)).startsWith("from author join entry on author.id = entry.author_id"
                + " where (entry.x > ? and (entry.headline = ?) is not true)");
        assertThat(ids(way.list(turned))).containsExactly(1, 2);
        assertThat(ids(way.list(authors().exclude(q("entry_author__x__gt", 3)
                .and(q("entry_author__headline", "cake").not()))))).containsExactly(3, 4);
        assertThat(ids(way.list(authors().filter("entry_author__x__gt", 3).exclude("entry_author__headline", "cake"))))
                .containsExactly(2);
        assertThat(
                ids(way.list(authors().filter(q("entry_author__x", 4).or(q("entry_author__headline", "cake").not())))))
                .containsExactly(1, 2, 3, 4);
    }

    @Way.Both
    void whatHasNoRelatedRowIsKeptWhereverTheConditionStands(Way way) {
        // Where Django has seen a condition on the join before, it loses the entries without an editor.
        assertThat(ids(way.list(entries().filter(q("editor__name", "Ann").and(q("x", 7))
                .or(q("editor__name", "Bo").not()))))).containsExactly(2, 3, 4, 5);
        assertThat(ids(way.list(entries().filter(q("editor__name", "Bo").not()
                .or(q("editor__name", "Ann").and(q("x", 7))))))).containsExactly(2, 3, 4, 5);
        assertThat(ids(way.list(entries().exclude("headline", f("editor__name"))))).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void anEmptyConditionExcludesNothing() {
        assertThat(entries().exclude(java.util.Map.of()).count()).isEqualTo(5);
        assertThat(entries().filter(q(java.util.Map.of()).not()).count()).isEqualTo(5);
        assertThat(entries().filter(q("x", 1).and(q(java.util.Map.of()).not())).count()).isEqualTo(1);
    }
}
