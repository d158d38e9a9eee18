package dev.dunder.filter;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.q;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dunder.Page;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.FilterException;
import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.Filters;
import dev.dunder.lookups.LookupException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a web request asks for, given to query sets. */
class FilteredTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG
            + """
                    create table place (a int, b int, name text, primary key (a, b));
                    insert into place values (1, 1, 'x'), (1, 2, 'y');
                    create table visit (id int primary key, place_a int, place_b int, foreign key (place_a, place_b) references place);
                    insert into visit values (1, 1, 1), (2, 1, 2), (3, null, null);
                    """);

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static Filters filters() {
        return Filters.on(DB.database().schema().model("entry"))
                .allow("x", "exact", "gt", "lt", "in", "isnull")
                .allow("author", "exact", "in")
                .allow("author__name", "icontains", "exact")
                .allow("tag__name", "exact")
                .allow("comment__stars", "gt")
                .allow("published")
                .orderBy("x", "pub_date")
                .treeParameter("filter", text -> new ObjectMapper().readValue(text, Map.class));
    }

    private static Filtered tree(String json) {
        return filters().parse(Map.of("filter", json));
    }

    private static List<Object> found(String json) {
        return ids(entries().filter(tree(json)).distinct().orderBy("id").list());
    }

    @Way.Both
    void aQuerySetTakesItsConditionsItsOrderAndItsPage(Way way) {
        Filtered asked = filters().parse(Map.of("x__gt", "0", "author__name__icontains", "N", "order_by", "-x",
                "page_size", "1", "page", "2"));

        Page<Row> page = way.page(entries().filter(asked).orderBy(asked), asked);

        assertThat(ids(page.rows())).containsExactly(1);
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.number()).isEqualTo(2);
        assertThat(page.size()).isEqualTo(1);
        assertThat(DB.statements()).hasSize(2).anySatisfy(sql -> assertThat(sql).contains(
                "from entry join author on entry.author_id = author.id where",
                "order by entry.x desc offset ? rows fetch next ? rows only"));
    }

    @Test
    void whatAsksForNothingChangesNothing() {
        Filtered nothing = filters().parse(Map.of());

        assertThat(entries().filter(nothing).sql()).isEqualTo(entries().sql());
        assertThat(entries().orderBy("-id").orderBy(nothing).sql()).endsWith("order by \"entry\".\"id\" desc");
        assertThat(entries().exclude(q(nothing)).count()).isEqualTo(entries().count());
        assertThat(entries().filter(filters().parseTree(Map.of())).sql()).isEqualTo(entries().sql());
    }

    @Test
    void anEmptyRequestChangesNoRowsOfAllByMistake() {
        assertThatThrownBy(() -> entries().filter(filters().parse(Map.of())).update("x", 1))
                .isInstanceOf(DunderException.class).hasMessageContaining("all()");
        assertThatThrownBy(() -> entries().filter(filters().parseTree(Map.of())).delete())
                .isInstanceOf(DunderException.class).hasMessageContaining("all()");
    }

    @Test
    void aTreeSaysWhatAQuerySays() {
        assertThat(found("{\"or\": [{\"x__gt\": 5}, {\"author\": {\"name__icontains\": \"ann\"}}]}"))
                .containsExactly(1, 2, 3, 5);
        assertThat(found("{\"and\": [{\"x__gt\": 1}, {\"x__lt\": 9}]}")).containsExactly(2, 3);
        assertThat(found("{\"x__gt\": 1, \"x\": {\"lt\": 9}}")).containsExactly(2, 3);
        assertThat(found("{\"x\": {\"gt\": 1, \"lt\": 9}}")).containsExactly(2, 3);
        assertThat(found("{\"author__name\": {\"icontains\": \"ANN\"}}")).containsExactly(1, 2);
        assertThat(found("{\"author\": {\"or\": [{\"name\": \"Ann\"}, {\"name\": \"Bo\"}], \"in\": [2, 3]}}"))
                .containsExactly(3);
        assertThat(found("{\"author\": 3}")).containsExactly(4, 5);
        assertThat(found("{\"author\": {\"not\": {\"name\": \"Ann\"}}}")).containsExactly(3, 4, 5);
        assertThat(found("{\"x__in\": [1, \"4\"], \"published\": true}")).containsExactly(1);
        assertThat(found("{\"x__isnull\": true}")).containsExactly(4);

        assertThat(clauses(entries().filter(tree("{\"or\": [{\"x__gt\": 5}, {\"author\": {\"name\": \"Ann\"}}]}"))))
                .isEqualTo(clauses(entries().filter(q("x__gt", 5).or(q("author__name", "Ann")))));
    }

    @Test
    void notKeepsWhatIsUnknown() {
        assertThat(found("{\"not\": {\"x__gt\": 3}}")).containsExactly(1, 4);
        assertThat(found("{\"not\": {\"x__gt\": 3, \"published\": true}}")).containsExactly(1, 2, 4, 5);
        assertThat(found("{\"not\": {\"not\": {\"x__gt\": 3}}}")).containsExactly(2, 3, 5);
        assertThat(found("{\"not\": {\"tag__name\": \"red\"}}")).containsExactly(3, 4, 5);
    }

    @Test
    void oneRequestIsAboutOneRelatedRow() {
        Filtered both = filters().parse(Map.of("tag__name", "red",
                "filter", "{\"and\": [{\"tag__name\": \"blue\"}]}"));

        assertThat(entries().filter(both).list()).isEmpty();
        assertThat(found("{\"tag__name\": \"red\", \"comment__stars__gt\": 4}")).containsExactly(1);
    }

    @Test
    void annotationsAreAllowedByTheirType() {
        Filters filters = Filters.on(DB.database().schema().model("entry"))
                .annotation("comments", SQLDataType.BIGINT)
                .allow("comments", "gt").allow("tag__name", "exact").orderBy("comments");
        QuerySet<Row> set = entries().annotate(count("comment").as("comments"));

        Filtered asked = filters.parse(Map.of("comments__gt", "0", "order_by", "-comments"));

        assertThat(ids(set.filter(asked).orderBy(asked).orderBy("-comments", "id").list())).containsExactly(1, 2, 3);
        assertThat(set.filter(asked).orderBy(asked).sql()).contains("desc");
        assertThatThrownBy(() -> filters.parse(Map.of("comments__gt", "many"))).isInstanceOf(FilterException.class);
        assertThatThrownBy(() -> entries().filter(asked)).isInstanceOf(LookupException.class)
                .hasMessageContaining("Cannot resolve 'comments'");
    }

    @Test
    void aCompositeKeyIsAskedForByItsColumns() {
        Filters visits = Filters.on(DB.database().schema().model("visit"))
                .allow("place__a").allow("place__b", "in").allow("place__name", "startswith");

        assertThat(
                ids(DB.objects("visit").filter(visits.parseTree(Map.of("place", Map.of("a", 1, "b__in", List.of(2)))))
                        .list()))
                .containsExactly(2);
        assertThat(ids(DB.objects("visit")
                .filter(visits.parseTree(Map.of("not", Map.of("place", Map.of("name", Map.of("startswith", "x"))))))
                .orderBy("id").list())).containsExactly(2, 3);
    }

    @Test
    void theServerRunsOneStatementForAllValues() {
        String one = entries().filter(tree("{\"or\": [{\"x\": 1}, {\"x__in\": [1, 2]}]}")).sql();

        assertThat(entries().filter(tree("{\"or\": [{\"x\": 7}, {\"x__in\": [5]}]}")).sql()).isEqualTo(one)
                .doesNotContain("7", "5");
    }

    @Test
    void aFaultPointsAtItsPlace() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("or", List.of(Map.of("x__gt", "many"), Map.of("author", Map.of("nam", "Ann"))));

        FilterException refused = catchThrowableOfType(FilterException.class, () -> filters().parseTree(tree));

        assertThat(refused.faults()).extracting(FilterException.Fault::pointer)
                .containsExactly("/or/0/x__gt", "/or/1/author/nam");
        assertThat(refused.faults().get(1).allowed()).containsExactly("and", "exact", "in", "name", "name__exact",
                "name__icontains", "not", "or");
    }
}
