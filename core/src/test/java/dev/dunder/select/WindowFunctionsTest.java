package dev.dunder.select;

import static dev.dunder.Dunder.avg;
import static dev.dunder.Dunder.partitionBy;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.Dunder.window;
import static dev.dunder.TextFunctions.lower;
import static dev.dunder.WindowFunctions.cumeDist;
import static dev.dunder.WindowFunctions.denseRank;
import static dev.dunder.WindowFunctions.firstValue;
import static dev.dunder.WindowFunctions.lag;
import static dev.dunder.WindowFunctions.lastValue;
import static dev.dunder.WindowFunctions.lead;
import static dev.dunder.WindowFunctions.nthValue;
import static dev.dunder.WindowFunctions.ntile;
import static dev.dunder.WindowFunctions.percentRank;
import static dev.dunder.WindowFunctions.rank;
import static dev.dunder.WindowFunctions.rowNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.Window;
import dev.dunder.WindowFunction;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowFunctionsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table worker (id int primary key, name text not null, department text not null, salary int not null,
                bonus numeric(6, 2));
            insert into worker values (1, 'Ann', 'A', 10, 1.50), (2, 'Bo', 'A', 20, null), (3, 'Cy', 'A', 20, 2.00),
                (4, 'Di', 'A', 30, null), (5, 'Ed', 'B', 40, 3.00);
            """);

    /**
     * A function over the workers of a department by salary, then by name.
     *
     * @param sql what stands before OVER
     * @param values of the workers by id
     */
    record Case(WindowFunction function, String sql, List<? extends @Nullable Object> values) {
        @Override
        public String toString() {
            return sql;
        }
    }

    private static Case of(WindowFunction function, String sql, @Nullable Object... values) {
        return new Case(function, sql, Arrays.asList(values));
    }

    static Stream<Case> functions() {
        return Stream.of(
                of(rank(), "rank()", 1L, 2L, 2L, 4L, 1L),
                of(denseRank(), "dense_rank()", 1L, 2L, 2L, 3L, 1L),
                of(percentRank(), "percent_rank()", 0.0, 1 / 3.0, 1 / 3.0, 1.0, 0.0),
                of(cumeDist(), "cume_dist()", 0.25, 0.75, 0.75, 1.0, 1.0),
                of(ntile(2), "ntile(?)", 1, 1, 2, 2, 1));
    }

    @ParameterizedTest
    @MethodSource
    void functions(Case one) {
        check(one, partitionBy("department").orderBy("salary"), "partition by department order by salary asc");
    }

    static Stream<Case> ofRows() {
        return Stream.of(
                of(rowNumber(), "row_number()", 1L, 2L, 3L, 4L, 1L),
                of(firstValue("name"), "first_value(name)", "Ann", "Ann", "Ann", "Ann", "Ed"),
                of(lastValue("name"), "last_value(name)", "Ann", "Bo", "Cy", "Di", "Ed"),
                of(nthValue("salary", 2), "nth_value(salary, ?)", null, 20, 20, 20, null),
                of(lag("salary"), "lag(salary, ?)", null, 10, 20, 20, null),
                of(lag("salary", 2), "lag(salary, ?)", null, null, 10, 20, null),
                of(lag("salary", 1, 0), "lag(salary, ?, ?)", 0, 10, 20, 20, 0),
                of(lag("name", 1, value("nobody")), "lag(name, ?, ?)", "nobody", "Ann", "Bo", "Cy", "nobody"),
                of(lead("name"), "lead(name, ?)", "Bo", "Cy", "Di", null, null),
                of(lead("name", 3), "lead(name, ?)", "Di", null, null, null, null),
                of(lead("name", 1, "name"), "lead(name, ?, name)", "Bo", "Cy", "Di", "Di", "Ed"),
                of(firstValue(lower("name")), "first_value(lower(name))", "ann", "ann", "ann", "ann", "ed"));
    }

    @ParameterizedTest
    @MethodSource
    void ofRows(Case one) {
        check(one, partitionBy("department").orderBy("salary", "name"),
                "partition by department order by salary asc, name asc");
    }

    private static void check(Case one, Window window, String over) {
        QuerySet<Row> workers = DB.objects("worker").annotate(one.function().over(window).as("result")).orderBy("id")
                .values("result");

        assertThat(workers.sql().replace("\"", "").replace("worker.", ""))
                .startsWith("select " + one.sql() + " over (" + over + ") as result from worker");
        for (Way way : Way.values()) {
            assertThat(way.list(workers)).extracting(row -> row.get("result"))
                    .isEqualTo(one.values());
        }
    }

    @Way.Both
    void aggregatesAreComputedOverWindowsToo(Way way) {
        QuerySet<Row> workers = DB.objects("worker").annotate(
                sum("salary").over(window().orderBy("id")).as("so_far"),
                avg("bonus").defaultTo(0).over(partitionBy("name")).as("mine"),
                sum("salary").over(window().orderBy("id").rows(-1, 1)).minus("0".length()).as("around"))
                .orderBy("id");

        List<Row> rows = way.list(workers);

        assertThat(rows).extracting(row -> row.get("so_far")).containsExactly(10L, 30L, 50L, 80L, 120L);
        assertThat(rows).extracting(row -> String.valueOf(row.get("mine")).replaceAll("\\.?0+$", ""))
                .containsExactly("1.5", "", "2", "", "3");
        assertThat(rows).extracting(row -> row.get("around")).containsExactly(29L, 49L, 69L, 89L, 69L);
        assertThat(DB.statements().get(0).replace("worker.", ""))
                .contains("coalesce(avg(bonus) over (partition by name), ?)")
                .contains("rows between 1 preceding and 1 following");
    }

    @Way.Both
    void theyAreFilteredOnceTheyAreComputed(Way way) {
        QuerySet<Row> second = DB.objects("worker")
                .annotate(rowNumber().over(partitionBy("department").orderBy("salary", "id")).as("place"))
                .filter("place", 2);

        assertThat(TestDatabase.ids(way.list(second))).containsExactly(2);
        assertThat(way.count(second)).isEqualTo(1);
    }

    @Test
    void whatIsNoFunctionOfRowsHasNoWindow() {
        QuerySet<Row> workers = DB.objects("worker");

        assertThatThrownBy(() -> workers.annotate(lower("name").over(window()).as("x")))
                .isInstanceOf(LookupException.class)
                .hasMessageStartingWith(
                        "Only aggregates and the functions of WindowFunctions can be computed over a window.");
        assertThatThrownBy(() -> workers.annotate(sum("salary").plus(1).over(window()).as("x")))
                .isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> workers.annotate(sum("salary").distinct().over(window()).as("x")))
                .isInstanceOf(LookupException.class)
                .hasMessage("Over a window, sum cannot be of distinct values, nor in an order of its own.");
    }

    @Test
    void numbersThatHaveNoMeaningAreRefusedAtOnce() {
        assertThatThrownBy(() -> ntile(0)).isInstanceOf(LookupException.class)
                .hasMessage("ntile(…) needs a positive parts, not 0.");
        assertThatThrownBy(() -> lag("salary", 0)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> lead("salary", -1)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> nthValue("salary", 0)).isInstanceOf(LookupException.class);
    }
}
