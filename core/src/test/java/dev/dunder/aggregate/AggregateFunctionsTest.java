package dev.dunder.aggregate;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.window;
import static dev.dunder.Functions.anyValue;
import static dev.dunder.Functions.arrayAgg;
import static dev.dunder.Functions.bitAnd;
import static dev.dunder.Functions.bitOr;
import static dev.dunder.Functions.bitXor;
import static dev.dunder.Functions.boolAnd;
import static dev.dunder.Functions.boolOr;
import static dev.dunder.Functions.jsonAgg;
import static dev.dunder.Functions.mode;
import static dev.dunder.Functions.percentileCont;
import static dev.dunder.Functions.percentileDisc;
import static dev.dunder.Functions.stdDev;
import static dev.dunder.Functions.stringAgg;
import static dev.dunder.Functions.variance;
import static dev.dunder.Statistics.corr;
import static dev.dunder.Statistics.covarPop;
import static dev.dunder.Statistics.regrAvgX;
import static dev.dunder.Statistics.regrAvgY;
import static dev.dunder.Statistics.regrCount;
import static dev.dunder.Statistics.regrIntercept;
import static dev.dunder.Statistics.regrR2;
import static dev.dunder.Statistics.regrSlope;
import static dev.dunder.Statistics.regrSxx;
import static dev.dunder.Statistics.regrSxy;
import static dev.dunder.Statistics.regrSyy;
import static dev.dunder.TextFunctions.upper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Aggregate;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AggregateFunctionsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table point (id int primary key, x int, y int, size numeric(4, 1), name text, odd boolean,
                bits smallint);
            insert into point values (1, 1, 3, 1.0, 'a', true, 5), (2, 2, 5, 2.0, 'b', false, 6),
                (3, 3, 7, 4.0, 'a', true, 12), (4, null, 9, null, null, null, null);
            """);

    /**
     * An aggregate of all points.
     *
     * @param sql its SQL, names unquoted
     * @param value its value
     */
    record Case(Aggregate<?> aggregate, String sql, @Nullable Object value) {
        @Override
        public String toString() {
            return sql;
        }
    }

    static Stream<Case> aggregates() {
        return Stream.of(
                new Case(stdDev("y"), "stddev_pop(point.y)", Math.sqrt(5)),
                new Case(stdDev("y", true), "stddev_samp(point.y)", Math.sqrt(20 / 3.0)),
                new Case(stdDev("size"), "stddev_pop(point.size)", new BigDecimal("1.2472191289246471")),
                new Case(variance("y"), "var_pop(point.y)", 5.0),
                new Case(variance("y", true), "var_samp(point.y)", 20 / 3.0),
                new Case(variance("size"), "var_pop(point.size)", new BigDecimal("1.5555555555555556")),
                new Case(anyValue("id").filter(q("id", 3)), "any_value(point.id) filter (where point.id = ?)", 3),
                new Case(stringAgg("name", ", ").orderBy("-id"), "string_agg(point.name, ? order by point.id desc)",
                        "a, b, a"),
                new Case(stringAgg("name", "").distinct(), "string_agg(distinct point.name, ?)", "ab"),
                new Case(stringAgg("id", "-").orderBy("id"),
                        "string_agg(cast(point.id as text), ? order by point.id asc)", "1-2-3-4"),
                new Case(stringAgg(upper("name"), ";").orderBy("name"),
                        "string_agg(upper(point.name), ? order by point.name asc)", "A;A;B"),
                new Case(arrayAgg("x").orderBy("id"), "array_agg(point.x order by point.id asc)",
                        new Integer[]{1, 2, 3, null}),
                new Case(arrayAgg("x", Integer.class).distinct().filter(q("x__gt", 1)),
                        "array_agg(distinct point.x) filter (where point.x > ?)", new Integer[]{2, 3}),
                new Case(arrayAgg(f("x").plus(f("y"))).orderBy(f("id").desc()).filter(q("x__isnull", false)),
                        "array_agg((point.x + point.y) order by point.id desc) filter (where point.x is not null)",
                        new Integer[]{10, 7, 4}),
                new Case(jsonAgg("name").orderBy("id"), "jsonb_agg(point.name order by point.id asc)",
                        JSONB.valueOf("[\"a\",\"b\",\"a\",null]")),
                new Case(boolAnd("odd"), "bool_and(point.odd)", false),
                new Case(boolOr("odd"), "bool_or(point.odd)", true),
                new Case(boolAnd(q("y__gt", 2)), "bool_and((point.y > ?))", true),
                new Case(bitAnd("bits"), "bit_and(point.bits)", (short) 4),
                new Case(bitOr("bits"), "bit_or(point.bits)", (short) 15),
                new Case(bitXor("bits"), "bit_xor(point.bits)", (short) 15),
                new Case(percentileCont(0.5, "y"), "percentile_cont(?) within group (order by point.y)", 6.0),
                new Case(percentileCont(0.25, f("x").times(2)).filter(q("id__lt", 3)),
                        "percentile_cont(?) within group (order by (point.x * ?)) filter (where point.id < ?)", 2.5),
                new Case(percentileCont(List.of(0.0, 1.0), "size"),
                        "percentile_cont(cast(? as double precision[])) within group (order by point.size)",
                        new Double[]{1.0, 4.0}),
                new Case(percentileDisc(0.5, "y"), "percentile_disc(?) within group (order by point.y)", 5),
                new Case(percentileDisc(0.5, "name"), "percentile_disc(?) within group (order by point.name)", "a"),
                new Case(percentileDisc(List.of(0.5, 1.0), "y"),
                        "percentile_disc(cast(? as double precision[])) within group (order by point.y)",
                        new Integer[]{5, 9}),
                new Case(mode("name"), "mode() within group (order by point.name)", "a"),
                new Case(corr("y", "x"), "corr(point.y, point.x)", 1.0),
                new Case(covarPop("y", "x"), "covar_pop(point.y, point.x)", 4 / 3.0),
                new Case(covarPop("y", "x", true), "covar_samp(point.y, point.x)", 2.0),
                new Case(regrAvgX("y", "x"), "regr_avgx(point.y, point.x)", 2.0),
                new Case(regrAvgY("y", "x"), "regr_avgy(point.y, point.x)", 5.0),
                new Case(regrCount("y", "x"), "regr_count(point.y, point.x)", 3L),
                new Case(regrIntercept("y", "x"), "regr_intercept(point.y, point.x)", 1.0),
                new Case(regrR2("y", "x"), "regr_r2(point.y, point.x)", 1.0),
                new Case(regrSlope("y", "x"), "regr_slope(point.y, point.x)", 2.0),
                new Case(regrSxx("y", "x"), "regr_sxx(point.y, point.x)", 2.0),
                new Case(regrSxy("y", "x"), "regr_sxy(point.y, point.x)", 4.0),
                new Case(regrSyy("y", "x"), "regr_syy(point.y, point.x)", 8.0));
    }

    @ParameterizedTest
    @MethodSource
    void aggregates(Case one) {
        for (Way way : Way.values()) {
            assertThat(way.aggregate(DB.objects("point"), (Aggregate<?>) one.aggregate().as("result")))
                    .isEqualTo(one.value());
        }
        assertThat(DB.statements()).hasSize(2).allMatch(sql -> sql.contains("select " + one.sql()));
    }

    static Stream<Aggregate<?>> nullable() {
        return aggregates().map(Case::aggregate);
    }

    @ParameterizedTest
    @MethodSource("nullable")
    void ofNoRowsItIsNullOrTheDefault(Aggregate<?> aggregate) {
        QuerySet<Row> nothing = DB.objects("point").filter("id", 1000);
        Object value = nothing.aggregate((Aggregate<?>) aggregate.as("result"));

        assertThat(value).isIn(null, 0L);
    }

    @Way.Both
    void aDefaultStandsForNoRows(Way way) {
        QuerySet<Row> nothing = DB.objects("point").filter("id", 1000);

        assertThat(way.aggregate(nothing, stringAgg("name", ",").defaultTo("none").as("x"))).isEqualTo("none");
        assertThat(way.aggregate(nothing, variance("x").defaultTo(0))).isEqualTo(0.0);
        assertThat(way.aggregate(nothing, boolOr("odd").defaultTo(false))).isEqualTo(false);
        assertThat(way.aggregate(nothing, corr("y", "x").defaultTo(1).as("x"))).isEqualTo(1.0);
        assertThatThrownBy(() -> regrCount("y", "x").defaultTo(1)).isInstanceOf(LookupException.class);
    }

    @Way.Both
    void aListIsADefaultOfTheTypeThatTheValuesHave(Way way) {
        QuerySet<Row> nothing = DB.objects("point").filter("id", 1000);

        assertThat(way.aggregate(nothing, arrayAgg("x").defaultTo(List.of()).as("x"))).isEqualTo(new Integer[0]);
        assertThat(way.aggregate(nothing, arrayAgg("name").defaultTo(List.of("none")).as("x")))
                .isEqualTo(new String[]{"none"});
        assertThat(way.aggregate(nothing, arrayAgg("size").defaultTo(new Object[]{1}).as("x")))
                .isEqualTo(new BigDecimal[]{new BigDecimal("1")});
        assertThat(way.aggregate(nothing, jsonAgg("x").defaultTo(List.of(1, "a")).as("x")))
                .isEqualTo(JSONB.valueOf("[1, \"a\"]"));
        assertThat(way.aggregate(nothing, jsonAgg("x").defaultTo(Map.of("none", true)).as("x")))
                .isEqualTo(JSONB.valueOf("{\"none\": true}"));
        assertThatThrownBy(() -> way.aggregate(nothing, arrayAgg("x").defaultTo(List.of("one")).as("x")))
                .isInstanceOf(LookupException.class);
    }

    @Way.Both
    void theyAreOfGroupsToo(Way way) {
        QuerySet<Row> names = DB.objects("point").filter("name__isnull", false).values("name")
                .annotate(arrayAgg("id").orderBy("id").as("ids"), bitOr("bits").as("all_bits"), stdDev("x"))
                .orderBy("name");

        List<Row> rows = way.list(names);

        assertThat(rows.get(0).get("ids")).isEqualTo(new Integer[]{1, 3});
        assertThat(rows).extracting(row -> row.get("all_bits")).containsExactly((short) 13, (short) 6);
        assertThat(rows).extracting(row -> row.get("x__stddev")).containsExactly(1.0, 0.0);
        assertThat(DB.statements()).hasSize(1);
        assertThat(names.annotate(stdDev("y", true)).list().get(0).toMap()).containsKey("y__stddev");
    }

    @Test
    void whatHasNoMeaningIsRefused() {
        QuerySet<Row> points = DB.objects("point");

        for (Aggregate<?> wrong : List.of(stdDev("name"), boolAnd("x"), bitAnd("size"), corr("y", "name"))) {
            assertThatThrownBy(() -> points.aggregate((Aggregate<?>) wrong.as("x")))
                    .isInstanceOf(LookupException.class);
        }
        assertThatThrownBy(() -> points.aggregate(arrayAgg("name", Integer.class).as("x")))
                .isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> points.aggregate(stringAgg("name", ","), stringAgg("name", ";")))
                .isInstanceOf(LookupException.class).hasMessageContaining("as(…)");
        assertThatThrownBy(() -> percentileCont(1.5, "x")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> percentileDisc(List.of(0.5, Double.NaN), "x")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> mode("x").distinct()).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> mode("x").orderBy("y")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> points.annotate(mode("x").over(window()).as("m"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("of groups only");
        assertThatThrownBy(() -> points.aggregate(percentileCont(0.5, "name"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("Cannot compute percentileCont of 'name'");
        assertThat(DB.statements()).isEmpty();
    }

    @Way.Both
    void orderedSetsAreOfGroupsAndHaveNames(Way way) {
        QuerySet<Row> points = DB.objects("point");

        assertThat(way.aggregate(points, mode("odd"), percentileCont(0.5, "x")).toMap())
                .isEqualTo(Map.of("odd__mode", true, "x__percentilecont", 2.0));
        assertThat(way.list(points.filter("id__lt", 4).values("name").annotate(percentileCont(0.5, "y").as("m"))
                .orderBy("-name")).stream().map(Row::toMap))
                .containsExactly(Map.of("name", "b", "m", 5.0), Map.of("name", "a", "m", 5.0));
        assertThat(way.aggregate(points.filter("id", 9), percentileCont(0.5, "y").defaultTo(0))).isEqualTo(0.0);
    }
}
