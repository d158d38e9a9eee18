package dev.dunder.schema;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.Dunder.when;
import static dev.dunder.Functions.coalesce;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class CompositeKeyTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table line (order_no int, pos int, label text, primary key (order_no, pos));
            create table part (id int primary key, line_order int, line_pos int, w int,
                foreign key (line_order, line_pos) references line);
            create table mark (id int primary key, line_order int, line_pos int,
                foreign key (line_order, line_pos) references line);
            insert into line values (1, 1, 'a'), (1, 2, 'b'), (2, 1, 'c');
            insert into part values (1, 1, 1, 5), (2, 1, 1, 6), (3, 2, 1, 7), (4, null, null, 8);
            insert into mark values (1, 1, 1), (2, 1, 1), (3, 1, 2);
            """);

    private static QuerySet<Row> lines() {
        return DB.objects("line").orderBy("pk");
    }

    @Way.Both
    void aKeyIsComparedWithListsOfItsParts(Way way) {
        QuerySet<Row> some = lines().filter("pk__in", List.of(List.of(1, 1), List.of(2, 1)));

        assertThat(way.list(some.valuesList("label", String.class))).containsExactly("a", "c");
        assertThat(clauses(some)).contains("(line.order_no, line.pos) in (select");
    }

    @Way.Both
    void partsOfAKeyMayBeComputed(Way way) {
        assertThat(way.list(lines().filter("pk", List.of(1, value(1).plus(1))).valuesList("label", String.class)))
                .containsExactly("b");
        assertThat(
                way.list(lines().filter("pk__in", List.of(List.of(1, value(1).plus(1)), List.of(f("pos").plus(1), 1)))
                        .valuesList("label", String.class)))
                .containsExactly("b", "c");
        assertThat(way.list(lines().filter("pk__gte", List.of(1, value(1).plus(1))).valuesList("label", String.class)))
                .containsExactly("b", "c");
        assertThat(
                way.list(lines().exclude("pk", List.of(value(1), value(1).plus(1))).valuesList("label", String.class)))
                .containsExactly("a", "c");
        assertThat(ids(way.list(DB.objects("part").filter("line", List.of(value(1), f("id"))).orderBy("id"))))
                .containsExactly(1);
        assertThat(way.list(lines().filter("pk__in", List.of(List.of(f("pos"), f("order_no")))).valuesList("label",
                String.class))).containsExactly("a");
    }

    @Way.Both
    void partsThatNoColumnCanHaveFindNothing(Way way) {
        long beyond = 5_000_000_000L;

        assertThat(way.list(lines().filter("pk", List.of(1, beyond)))).isEmpty();
        assertThat(way.count(lines().exclude("pk", List.of(1, beyond)))).isEqualTo(3);
        assertThat(way.list(lines().filter("pk__in", List.of(List.of(1, beyond), List.of(1, 2)))
                .valuesList("label", String.class))).containsExactly("b");
        assertThat(way.list(lines().filter("pk__in", List.of()))).isEmpty();
        assertThat(way.list(lines().filter("pk__in", List.of(List.of(value(1), beyond))))).isEmpty();
        assertThat(way.list(lines().filter("pk__in", new Object[]{new Object[]{1, "2"}}).valuesList("label",
                String.class))).containsExactly("b");
    }

    @Way.Both
    void aKeyIsThereOrIsNot(Way way) {
        assertThat(ids(way.list(DB.objects("part").filter("line__isnull", true)))).containsExactly(4);
        assertThat(ids(way.list(DB.objects("part").filter("line__isnull", false).orderBy("id"))))
                .containsExactly(1, 2, 3);
        assertThat(ids(way.list(DB.objects("part").filter("line__pk__isnull", true)))).containsExactly(4);
        assertThat(way.list(lines().filter("pk__isnull", true))).isEmpty();
        assertThat(way.count(lines().filter("pk__isnull", false))).isEqualTo(3);
        assertThatThrownBy(() -> lines().filter("pk__isnull", 1)).isInstanceOf(LookupException.class)
                .hasMessageContaining("true or false");
    }

    @Test
    void whatIsNoKeyIsRefused() {
        for (Object none : new Object[]{1, List.of(1), List.of(1, 2, 3), "1,2"}) {
            assertThatThrownBy(() -> lines().filter("pk", none)).isInstanceOf(LookupException.class)
                    .hasMessageContaining("pk");
            assertThatThrownBy(() -> lines().filter("pk__in", List.of(none))).isInstanceOf(LookupException.class)
                    .hasMessageContaining("pk");
            assertThatThrownBy(() -> lines().inBulk(List.of(none))).isInstanceOf(LookupException.class);
        }
        assertThatThrownBy(() -> lines().filter("pk", Arrays.asList(1, null))).isInstanceOf(LookupException.class)
                .hasMessageContaining("a key of several columns, none of which is null");
        assertThatThrownBy(() -> lines().filter("pk__gt", List.of(1, 5_000_000_000L)))
                .hasMessageContaining("takes values that each of these can have");
        assertThatThrownBy(() -> lines().filter("pk__contains", List.of(1, 2)))
                .hasMessageContaining(
                        "Lookup 'contains' does not work on 'pk__contains', which is a key of several columns.");
        assertThatThrownBy(() -> lines().filter("pk", List.of("x", 1))).isInstanceOf(LookupException.class)
                .hasMessageContaining("Cannot use a String");
        assertThatThrownBy(() -> DB.objects("part").filter("w", f("line"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("is one value, and cannot be compared with a key of several columns");
    }

    @Test
    void aKeyIsNoSingleValue() {
        assertThatThrownBy(() -> lines().annotate(when(q("label", "a"), f("pk")).as("k")).list())
                .isInstanceOf(LookupException.class).hasMessageContaining("several columns");
        assertThatThrownBy(() -> lines().annotate(coalesce("pk", "label").as("k")).list())
                .isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> lines().annotate(f("pk").as("k")).list()).isInstanceOf(LookupException.class);
    }

    @Way.Both
    void relationsToManyAreAggregatedByAllOfTheKey(Way way) {
        QuerySet<Row> some = lines().annotate(count("part").as("p"), count("mark").as("m"));

        assertThat(way.list(some.valuesList("label", "p", "m")))
                .containsExactly(List.of("a", 2L, 2L), List.of("b", 0L, 1L), List.of("c", 1L, 0L));
        assertThat(clauses(some)).contains("on (line.order_no = branch.k1 and line.pos = branch.k2)");
        assertThat(way.count(some.filter("p__gt", 0))).isEqualTo(2);
    }

    @Way.Both
    void relationsAreExcludedAndMissed(Way way) {
        assertThat(way.list(lines().exclude("part__w", 5).valuesList("label", String.class)))
                .containsExactly("b", "c");
        assertThat(way.list(lines().filter("part__isnull", true).valuesList("label", String.class)))
                .containsExactly("b");
    }

    @Way.Both
    void relatedRowsAreLoadedByAllOfTheKey(Way way) {
        assertThat(way.list(lines().prefetchRelated("part"))).extracting(row -> row.many("part").size())
                .containsExactly(2, 0, 1);
        assertThat(DB.statements()).hasSize(2);
    }

    @Way.Both
    void aRelationThatIsComparedAsAWholeIsNotJoined(Way way) {
        QuerySet<Row> parts = DB.objects("part").orderBy("id");

        QuerySet<Row> one = parts.filter("line", List.of(1, 1));
        assertThat(ids(way.list(one))).containsExactly(1, 2);
        assertThat(clauses(one)).isEqualTo(
                "from part where (part.line_order = ? and part.line_pos = ?) order by part.id asc");
        QuerySet<Row> some = parts.filter("line__in", List.of(List.of(2, 1), List.of(9, 9)));
        assertThat(ids(way.list(some))).containsExactly(3);
        assertThat(clauses(some)).startsWith("from part where (part.line_order, part.line_pos) in (");
        assertThat(ids(way.list(parts.exclude("line", List.of(1, 1))))).containsExactly(3, 4);
        assertThat(ids(way.list(parts.filter("line__isnull", true)))).containsExactly(4);
        assertThat(clauses(parts.exclude("line", List.of(1, 1)))).doesNotContain("join");
    }

    @Way.Both
    void aSubqueryComparesAKeyWithThatOfTheRowAround(Way way) {
        QuerySet<Row> marked = lines().filter(exists(DB.objects("mark").filter("line", outerRef("pk"), "id__gt", 1)));

        assertThat(way.list(marked.valuesList("label", String.class))).containsExactly("a", "b");
        assertThat(clauses(marked))
                .contains("where (line_2.order_no = line.order_no and line_2.pos = line.pos and mark.id > ?)");
        QuerySet<Row> before = lines().filter(exists(DB.objects("line").filter("pk__lt", outerRef("pk"))));
        assertThat(way.list(before.valuesList("label", String.class))).containsExactly("b", "c");
        QuerySet<Row> twice = lines().filter(exists(DB.objects("part")
                .filter(exists(DB.objects("line").filter("pk", outerRef(outerRef("pk")), "part", outerRef("pk"))))));
        assertThat(way.list(twice.valuesList("label", String.class))).containsExactly("a", "c");
        assertThat(way.list(lines().exclude("part__line", f("pk")).valuesList("label", String.class)))
                .containsExactly("b");
    }

    @Test
    void aKeyOfTheRowAroundIsNotOneValue() {
        QuerySet<Row> some = lines().filter(exists(DB.objects("mark").filter("id", outerRef("pk"))));

        assertThatThrownBy(some::list).isInstanceOf(LookupException.class)
                .hasMessage("One value cannot be compared with a key of several columns.");
    }

    @Test
    void rowsAreFoundByKey() {
        assertThat(lines().inBulk(List.of(List.of(1, 2), List.of(9, 9)))).containsKey(List.of(1, 2)).hasSize(1);
    }

    @Way.Both
    void groupsOfTheKeyAreTheRowsInItsOrder(Way way) {
        QuerySet<Row> groups = DB.objects("line").values("pk").annotate(count("part").as("n"));

        assertThat(way.first(groups).get("n")).isEqualTo(2L);
        assertThat(way.last(groups).get("n")).isEqualTo(1L);
        assertThat(DB.statements().get(0)).contains("order by line.order_no asc, line.pos asc");
        assertThat(way.first(DB.objects("part").values(f("id").as("number")).annotate(count("line__mark").as("n")))
                .get("number"))
                .isEqualTo(1);
        assertThatThrownBy(() -> DB.objects("line").values("order_no").annotate(count("part").as("n")).first())
                .isInstanceOf(DunderException.class).hasMessageContaining("orderBy");
    }

    @Way.Both
    void aSliceIsChosenBeforeItIsJoinedWithWhatIsAggregated(Way way) {
        assertThat(way.aggregate(lines().slice(0, 1), sum("part__w"))).isEqualTo(11L);
        assertThat(way.aggregate(lines().distinct(), count("part"))).isEqualTo(3L);
        assertThat(DB.statements().get(0)).contains("(line.order_no, line.pos) in (select line_2.order_no, line_2.pos");
        assertThat(way.aggregate(lines().slice(1, 3), count("part"), count("mark")).values())
                .containsExactly(1L, 1L);
    }
}
