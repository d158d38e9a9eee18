package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.value;
import static dev.dunder.Functions.coalesce;
import static dev.dunder.TextFunctions.lower;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.Dunder;
import dev.dunder.Expr;
import dev.dunder.Ordering;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Criterion;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a model's rows are ordered by where a query says nothing, computed. */
class ModelOrderingTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static Database ordered(String model, Criterion first, Criterion... more) {
        return DB.database().with(DB.database().schema().with(m -> m.model(model).ordering(first, more)));
    }

    @Way.Both
    void expressionsOrder(Way way) {
        QuerySet<Row> authors = ordered("author", f("age").desc().nullsLast(), lower("name"), Ordering.by("-id"))
                .objects("author");

        assertThat(ids(way.list(authors))).containsExactly(2, 1, 4, 3);
        assertThat(clauses(authors)).isEqualTo(
                "from author order by author.age desc nulls last, lower(author.name) asc, author.id desc");
        assertThat(ids(way.list(authors.reverse()))).containsExactly(3, 4, 1, 2);
        assertThat(ids(way.list(authors.orderBy("id")))).containsExactly(1, 2, 3, 4);
        assertThat(way.first(authors).get("name")).isEqualTo("Bo");
        assertThat(way.list(ordered("author", f("age")).objects("author").filter("age__gt", 1).slice(0, 1)))
                .extracting(row -> row.get("name")).containsExactly("Di");
    }

    @Way.Both
    void distinctValuesAreNotToldApartByThem(Way way) {
        QuerySet<Row> entries = ordered("entry", Ordering.by("-x"), Ordering.by("author__name")).objects("entry");
        QuerySet<Row> some = entries.values("headline").distinct();

        assertThat(way.list(some)).extracting(row -> row.get("headline"))
                .containsExactlyInAnyOrder("cake", "rain", "sea", "tea");
        assertThat(way.count(some)).isEqualTo(4);
        assertThat(way.list(entries.values("x", "headline").distinct())).extracting(row -> row.get("x"))
                .as("what is selected orders all the same").containsExactly(null, 9, 7, 4, 1);
        assertThat(clauses(entries.distinct())).isEqualTo(
                "from entry join author on entry.author_id = author.id order by entry.x desc, author.name asc");
        assertThat(ids(way.list(ordered("author", Ordering.by("entry_author__x"), Ordering.by("-id")).objects("author")
                .distinct()))).containsExactly(4, 3, 2, 1);
    }

    @Way.Both
    void aRelationWhoseKeyIsAmongTheValuesOrdersByIt(Way way) {
        QuerySet<Row> entries = ordered("author", Ordering.by("-name")).objects("entry");

        assertThat(ids(way.list(entries.orderBy("author", "id")))).containsExactly(4, 5, 3, 1, 2);
        assertThat(way.list(entries.values("author", "id").orderBy("author", "-id")))
                .extracting(row -> row.get("id")).containsExactly(2, 1, 3, 5, 4);
        assertThat(clauses(entries.values("author").annotate(count("id").as("n")).orderBy("-author")))
                .isEqualTo("from entry group by entry.author_id order by entry.author_id desc");
        assertThat(clauses(entries.values("id").orderBy("author"))).contains("order by author.name desc");
        assertThat(way.list(entries.orderBy("author", "-id").values("author", "id")))
                .as("whichever is said first").extracting(row -> row.get("id")).containsExactly(2, 1, 3, 5, 4);
        assertThat(clauses(entries.orderBy("author").reverse().values("author").annotate(count("id").as("n"))))
                .isEqualTo("from entry group by entry.author_id order by entry.author_id desc");
        assertThat(clauses(entries.orderBy(Ordering.by("editor").nullsFirst()).valuesList("editor", Integer.class)))
                .isEqualTo("from entry order by entry.editor_id asc nulls first");
        assertThat(clauses(entries.orderBy("author", "-id").values("id"))).contains("order by author.name desc");
    }

    @Way.Both
    void whatTheyAreComparedWithIsBound(Way way) {
        QuerySet<Row> authors = ordered("author", coalesce("age", value(35)).asc()).objects("author");

        assertThat(ids(way.list(authors))).containsExactly(4, 1, 3, 2);
        assertThat(clauses(authors.filter("name__gt", "A"))).contains("author.name > ?")
                .endsWith("order by coalesce(author.age, ?) asc");
        assertThat(ids(way.list(authors.filter("name__gt", "A").slice(1, 3)))).containsExactly(1, 3);
        assertThat(way.count(authors)).isEqualTo(4);
        assertThat(way.list(authors.values("name").annotate(count("entry_author").as("n")).filter("n__gt", 1)))
                .hasSize(2);
    }

    @Way.Both
    void aRelationIsOrderedByThemAtItsEnd(Way way) {
        Database database = ordered("author", coalesce("age", value(35)).desc(), f("country__name").asc().nullsFirst());
        QuerySet<Row> entries = database.objects("entry").filter("x__gt", 0).orderBy("author", "id");

        assertThat(ids(way.list(entries))).containsExactly(3, 5, 1, 2);
        assertThat(clauses(entries)).contains("join author on entry.author_id = author.id",
                "left outer join country on author.country_id = country.id",
                "order by coalesce(author.age, ?) desc, country.name asc nulls first, entry.id asc");
        assertThat(ids(way.list(database.objects("entry").orderBy("-author", "id")))).containsExactly(1, 2, 4, 5, 3);
        assertThat(ids(way.list(database.objects("entry").orderBy("editor", "id")))).containsExactly(1, 2, 5, 4, 3);
    }

    @Way.Both
    void soItIsByASubqueryThatLooksOutward(Way way) {
        Expr hasPublished = Dunder.<Object>exists(
                DB.objects("entry").filter("author", outerRef("id"), "published", false)).as("has");
        Database database = ordered("author", hasPublished.desc(), f("id"));

        assertThat(ids(way.list(database.objects("author")))).containsExactly(1, 3, 2, 4);
        assertThat(ids(way.list(database.objects("entry").orderBy("author", "id")))).containsExactly(1, 2, 4, 5, 3);
        assertThat(ids(way.list(database.objects("comment").orderBy("-entry__author", "id"))))
                .containsExactly(4, 1, 2, 3);
    }

    @Way.Both
    void namesLeadOnToTheOrderOfWhatTheyName(Way way) {
        Database database = DB.database().with(DB.database().schema().with(m -> {
            m.model("country").ordering("-name");
            m.model("author").ordering("country", "-name");
            m.model("entry").ordering("-author", "x");
        }));

        QuerySet<Row> authors = database.objects("author");
        assertThat(clauses(authors)).endsWith("order by country.name desc, author.name desc");
        assertThat(ids(way.list(authors.exclude("country", null)))).containsExactly(3, 4, 1);
        QuerySet<Row> entries = database.objects("entry");
        assertThat(clauses(entries)).endsWith("order by country.name asc, author.name asc, entry.x asc");
        assertThat(clauses(database.objects("comment").orderBy("entry", "id"))).endsWith(
                "order by country.name asc, author.name asc, entry.x asc, comment.id asc");
        assertThat(clauses(database.objects("comment").orderBy("-entry")))
                .endsWith("order by country.name desc, author.name desc, entry.x desc");
        // A key is ordered by as itself
        assertThat(clauses(entries.orderBy("author__pk", "author_id", "+x"))).endsWith(
                "from entry order by entry.author_id asc, entry.author_id asc, entry.x asc");
        assertThat(clauses(entries.orderBy("-?"))).endsWith("order by random() asc");
    }

    @Test
    void anOrderThatLeadsBackToItselfIsNone() {
        Database database = DB.database().with(DB.database().schema().with(m -> {
            m.model("entry").ordering("parent");
        }));
        assertThatThrownBy(() -> database.objects("entry").list()).isInstanceOf(LookupException.class)
                .hasMessageContaining("its ordering leads back to itself. Order by one of its attributes.");
        assertThat(ids(database.objects("entry").orderBy("id").list())).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void whatIsPrefetchedComesInThatOrder() {
        Database database = ordered("entry", f("x").desc().nullsLast(), f("id"));
        Row cy = database.objects("author").prefetchRelated("entry_author").get("id", 3);

        assertThat(ids(cy.many("entry_author").list())).containsExactly(5, 4);
    }

    @Test
    void whatIsWrongIsSaidWhenTheModelIsQueried() {
        assertThatThrownBy(() -> ordered("author", lower("nam")).objects("author")).isInstanceOf(LookupException.class)
                .hasMessageContaining("'nam'").hasMessageContaining("name");
        assertThatThrownBy(() -> ordered("author", count("entry_author")).objects("author"))
                .isInstanceOf(LookupException.class).hasMessageContaining("aggregate");
        assertThatThrownBy(() -> ordered("author", new Criterion() {
        }).objects("author"))
                .isInstanceOf(LookupException.class).hasMessageContaining("Ordering.by(…)");
    }

    @Test
    void namesAmongThemAreCheckedAtOnceAndRenamed() {
        assertThatThrownBy(() -> DB.database().schema().with(m -> m.model("author").ordering("nam")))
                .isInstanceOf(LookupException.class);
        Database renamed = DB.database().with(DB.database().schema()
                .with(m -> m.model("author").ordering("-name", "id").rename("name", "title")));
        assertThat(renamed.schema().model("author").ordering())
                .isEqualTo(Arrays.asList(new Criterion.Name("-title"), new Criterion.Name("id")));
        assertThat(ids(renamed.objects("author").list())).containsExactly(4, 3, 2, 1);
    }
}
