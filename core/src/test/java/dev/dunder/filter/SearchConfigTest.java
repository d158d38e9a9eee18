package dev.dunder.filter;

import static dev.dunder.Search.matches;
import static dev.dunder.Search.searchHeadline;
import static dev.dunder.Search.searchQuery;
import static dev.dunder.Search.searchRank;
import static dev.dunder.Search.searchVector;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.SearchTerm;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.SearchQuery;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is searched for and what is searched in are of one configuration, whichever of both says which. */
class SearchConfigTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table port (id int primary key, name text);
            create table ship (id int primary key, port_id int references port, body text);
            insert into port values (1, 'two boats'), (2, 'a boat');
            insert into ship values (1, 1, 'many boats'), (2, 2, 'one boat'), (3, 1, null);
            """);

    private static QuerySet<Row> ships() {
        return DB.objects("ship").orderBy("id");
    }

    @Way.Both
    void theVectorIsOfTheQuerysConfiguration(Way way) {
        SearchTerm boats = searchQuery("boats").config("simple");

        assertThat(ids(way.list(ships().filter("body__search", boats)))).containsExactly(1);
        assertThat(DB.statements().getLast()).contains("to_tsvector(");
        assertThat(ids(way.list(ships().filter("port__name__search", boats)))).containsExactly(1, 3);
        assertThat(ids(way.list(ships().exclude("body__search", boats)))).containsExactly(2, 3);
        assertThat(ids(way.list(ships().filter("body__search", boats.or(searchQuery("one")))))).contains(1);
        assertThat(ids(way.list(ships().filter("body__search", SearchQuery.plain("boats").config("simple")))))
                .containsExactly(1);
        assertThat(ids(way.list(ships().filter("body__search", searchQuery("boats").config("english")))))
                .containsExactly(1, 2);
    }

    @Way.Both
    void soAreVectorsThatSayNothing(Way way) {
        SearchTerm boats = searchQuery("boats").config("simple");
        QuerySet<Row> words = ships().annotate(searchVector("body").as("words"));

        assertThat(ids(way.list(words.filter("words", boats)))).containsExactly(1);
        assertThat(ids(way.list(words.filter("words__search", boats)))).containsExactly(1);
        assertThat(ids(way.list(ships().annotate(
                searchVector("body").weight('A').plus(searchVector("port__name").weight('B')).as("words"))
                .filter("words", boats)))).containsExactly(1, 3);
        assertThat(ids(way.list(ships().filter(searchVector("body").matches(boats))))).containsExactly(1);
        assertThat(ids(way.list(words.filter(matches("words", boats))))).containsExactly(1);
        assertThat(ids(way.list(ships().annotate(searchVector("body").config("english").as("words"))
                .filter("words", searchQuery("boat").config("simple"))))).containsExactly(1, 2);
        assertThat(ids(way.list(ships().annotate(searchRank("body", boats).as("rank")).filter("rank__gt", 0))))
                .containsExactly(1);
        assertThat(way.get(ships().annotate(searchHeadline("body", boats).as("found")), "id", 1).get("found"))
                .isEqualTo("many <b>boats</b>");
        assertThat(way.get(ships().annotate(searchHeadline("body", boats).as("found")), "id", 2).get("found"))
                .isEqualTo("one boat");
    }
}
