package dev.dunder.filter;

import static dev.dunder.Dunder.value;
import static dev.dunder.Functions.coalesce;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Arrays of arrays: written, read, found and taken apart, whatever was said of their columns. */
class NestedArrayTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table board (id int primary key, name text, grid int[][], names text[][], days date[][], cube int[][][], loose int[]);
                    insert into board values (1, 'a', '{{1,2},{3,4}}', '{{a,"b,c"},{"{",NULL}}', '{{2024-02-29}}', '{{{1,2},{3,4}},{{5,6},{7,8}}}', '{{1},{2}}'),
                        (2, 'b', '{{5,6}}', null, null, null, '{1,2}'), (3, 'c', '{}', '{}', null, null, '[0:1]={7,8}'), (4, null, null, null, null, null, null);
                    """);

    private static QuerySet<Row> boards() {
        return DB.objects("board").orderBy("id");
    }

    @Way.Both
    void theyAreRead(Way way) {
        List<Row> rows = way.list(boards());

        assertThat((Integer[][]) rows.get(0).get("grid")).isDeepEqualTo(new Integer[][]{{1, 2}, {3, 4}});
        assertThat((String[][]) rows.get(0).get("names"))
                .isDeepEqualTo(new String[][]{{"a", "b,c"}, {"{", null}});
        assertThat((LocalDate[][]) rows.get(0).get("days"))
                .isDeepEqualTo(new LocalDate[][]{{LocalDate.of(2024, 2, 29)}});
        assertThat(Arrays.deepToString((Object[]) rows.get(0).get("cube")))
                .isEqualTo("[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]");
        assertThat((Integer[][]) rows.get(0).get("loose")).isDeepEqualTo(new Integer[][]{{1}, {2}});
        assertThat((Integer[]) rows.get(2).get("loose")).containsExactly(7, 8);
        assertThat((Object[]) rows.get(2).get("grid")).isEmpty();
        assertThat(rows.get(1).get("name")).isEqualTo("b");
    }

    @Way.Both
    void theyAreWrittenAndFound(Way way) {
        Row row = way.insert(DB.objects("board").with("id", 9, "grid", List.of(List.of(9, 8), List.of(7, 6)), "names",
                new String[][]{{"x\"", "\\"}, {null, ""}}, "days", List.of(List.of("2024-03-01")), "loose",
                new int[][]{{1}}));

        assertThat((Integer[][]) row.get("grid")).isDeepEqualTo(new Integer[][]{{9, 8}, {7, 6}});
        assertThat((String[][]) row.get("names")).isDeepEqualTo(new String[][]{{"x\"", "\\"}, {null, ""}});
        assertThat((Integer[][]) row.get("loose")).isDeepEqualTo(new Integer[][]{{1}});
        for (String name : List.of("grid", "days", "loose")) {
            assertThat(ids(way.list(boards().filter(name, row.get(name))))).containsExactly(9);
            assertThat(ids(way.list(boards().filter(name + "__in", Arrays.asList(row.get(name), null)))))
                    .containsExactly(9);
            assertThat(ids(way.list(boards().exclude(name, row.get(name))))).containsExactly(1, 2, 3, 4);
        }
        row.delete();
    }

    @Way.Both
    void theirPartsAreFound(Way way) {
        assertThat(ids(way.list(boards().filter("grid__0__0", 1)))).containsExactly(1);
        assertThat(DB.statements().getLast()).contains("(board.grid)[?][?] = ?");
        assertThat(ids(way.list(boards().filter("grid__0__1__gt", 1)))).containsExactly(1, 2);
        assertThat(ids(way.list(boards().filter("cube__1__0__1", 6)))).containsExactly(1);
        assertThat(ids(way.list(boards().filter("grid__1", List.of(3, 4))))).containsExactly(1);
        assertThat(ids(way.list(boards().filter("cube__1__0", List.of(5, 6))))).containsExactly(1);
        assertThat(ids(way.list(boards().filter("grid__7__isnull", true)))).containsExactly(1, 2, 3, 4);
        assertThat(ids(way.list(boards().filter("names__1__0", "{")))).containsExactly(1);
        assertThat(ids(way.list(boards().filter("grid__len", 2)))).containsExactly(1);
        assertThat(ids(way.list(boards().filter("grid__0__len", 2)))).containsExactly(1, 2);
        assertThat(ids(way.list(boards().filter("grid__contains", List.of(4))))).containsExactly(1);
        assertThat(ids(way.list(boards().filter("grid__overlap", List.of(List.of(4, 5)))))).containsExactly(1, 2);
        assertThat(way.list(boards().valuesList("grid__0__1", Integer.class))).containsExactly(2, 6, null, null);
    }

    @Test
    void whatIsNoArrayToTheServerIsRefused() {
        assertThatThrownBy(() -> boards().filter("grid", List.of(List.of(1, 2), List.of(3))))
                .isInstanceOf(LookupException.class).hasMessageContaining("of one length");
        assertThatThrownBy(() -> boards().filter("grid", List.of(List.of(1), 2))).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> boards().filter("grid", Arrays.asList(List.of(1), null)))
                .isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> boards().filter("grid", List.of(List.of("x")))).isInstanceOf(LookupException.class);
        Object deep = 1;
        for (int i = 0; i < 5_000; i++) {
            deep = List.of(deep);
        }
        Object deepest = deep;
        assertThatThrownBy(() -> boards().filter("loose", deepest)).isInstanceOf(LookupException.class);
    }

    @Way.Both
    void theyStandBesideColumns(Way way) {
        QuerySet<Row> nested = boards()
                .annotate(coalesce("grid", value(List.of(List.of(0, 1), List.of(2, 3)))).as("g"));

        assertThat((Integer[][]) way.list(nested).get(3).get("g")).isDeepEqualTo(new Integer[][]{{0, 1}, {2, 3}});
        assertThat((Integer[][]) way.list(nested).get(1).get("g")).isDeepEqualTo(new Integer[][]{{5, 6}});
        assertThat((String[][]) boards().annotate(value(new String[][]{{"a"}, {null}}).as("v")).first().get("v"))
                .isDeepEqualTo(new String[][]{{"a"}, {null}});
        assertThat(ids(way.list(boards().filter("grid", value(List.of(List.of(5, 6))))))).containsExactly(2);
        assertThatThrownBy(() -> boards().annotate(value(List.of(List.of(1), List.of("a"))).as("v")))
                .isInstanceOf(LookupException.class).hasMessageContaining("not all of one type");
        assertThatThrownBy(() -> boards().annotate(value(List.of(List.of(1), 1)).as("v")))
                .isInstanceOf(LookupException.class).hasMessageContaining("not all of one type");
    }
}
