package dev.dunder.select;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.value;
import static dev.dunder.NumberFunctions.abs;
import static dev.dunder.NumberFunctions.acos;
import static dev.dunder.NumberFunctions.asin;
import static dev.dunder.NumberFunctions.atan;
import static dev.dunder.NumberFunctions.atan2;
import static dev.dunder.NumberFunctions.ceil;
import static dev.dunder.NumberFunctions.cos;
import static dev.dunder.NumberFunctions.cot;
import static dev.dunder.NumberFunctions.degrees;
import static dev.dunder.NumberFunctions.exp;
import static dev.dunder.NumberFunctions.floor;
import static dev.dunder.NumberFunctions.ln;
import static dev.dunder.NumberFunctions.log;
import static dev.dunder.NumberFunctions.mod;
import static dev.dunder.NumberFunctions.pi;
import static dev.dunder.NumberFunctions.power;
import static dev.dunder.NumberFunctions.radians;
import static dev.dunder.NumberFunctions.random;
import static dev.dunder.NumberFunctions.round;
import static dev.dunder.NumberFunctions.sign;
import static dev.dunder.NumberFunctions.sin;
import static dev.dunder.NumberFunctions.sqrt;
import static dev.dunder.NumberFunctions.tan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dunder.Expr;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.Computed;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NumberFunctionsTest {
    @RegisterExtension
    static final TestDatabase DB = Computed.things();

    private static BigDecimal decimal(String digits) {
        return new BigDecimal(digits);
    }

    /** Of whole numbers come whole numbers, of decimals decimals, where that can be. */
    static Stream<Computed> exact() {
        return Stream.of(
                Computed.of(abs("n"), "abs(n)", 7),
                Computed.of(abs("price"), "abs(price)", decimal("2.55")),
                Computed.of(abs("re"), "abs(re)", 1.5f),
                Computed.of(ceil("n"), "n", -7),
                Computed.of(ceil("price"), "ceil(price)", decimal("3")),
                Computed.of(ceil("f"), "ceil(f)", 3.0),
                Computed.of(ceil("re"), "ceil(re)", 2.0),
                Computed.of(floor("big"), "big", 9007199254740993L),
                Computed.of(floor("price"), "floor(price)", decimal("2")),
                Computed.of(floor("f"), "floor(f)", 2.0),
                Computed.of(mod("n", 3), "mod(n, ?)", -1),
                Computed.of(mod("big", 10), "mod(big, ?)", 3L),
                Computed.of(mod("price", 2), "mod(price, cast(? as numeric))", decimal("0.55")),
                Computed.of(mod("f", 2), "cast(mod(cast(f as numeric), cast(? as numeric)) as double precision)",
                        0.675),
                Computed.of(mod("f", "price"), "mod(cast(f as numeric), price)", decimal("0.125")),
                Computed.of(round("price"), "round(price, ?)", decimal("3")),
                Computed.of(round("price", 1), "round(price, ?)", decimal("2.6")),
                Computed.of(round("f", 2), "cast(round(cast(f as numeric), ?) as double precision)", 2.68),
                Computed.of(round(value(2.5)), "cast(round(cast(? as numeric), ?) as double precision)", 3.0),
                Computed.of(round("re"), "cast(round(cast(re as numeric), ?) as double precision)", 2.0),
                Computed.of(round("n", -1), "cast(round(cast(n as numeric), ?) as int)", -10),
                Computed.of(round("big"), "cast(round(cast(big as numeric), ?) as bigint)", 9007199254740993L),
                Computed.of(round("price", "small"), "round(price, small)", decimal("2.550")),
                Computed.of(sign("n"), "cast(sign(cast(n as numeric)) as int)", -1),
                Computed.of(sign("price"), "sign(price)", decimal("1")),
                Computed.of(sign("f"), "sign(f)", 1.0),
                Computed.of(pi(), "pi()", Math.PI),
                Computed.of(power("n", 2), "power(n, ?)", 49.0),
                Computed.of(power("price", 2), "power(price, ?)", decimal("6.5025000000000000")),
                Computed.of(sqrt("price"), "sqrt(price)", decimal("1.596871942267131")),
                Computed.of(exp("price"), "exp(price)", decimal("12.807103782663032")),
                Computed.of(ln("price"), "ln(price)", decimal("0.9360933591703348")),
                Computed.of(log("price", "f"), "log(price, cast(f as numeric))", decimal("1.0511231285948339")),
                Computed.of(round(sqrt(f("n").times(f("n"))), 1),
                        "cast(round(cast(sqrt((n * n)) as numeric), ?) as double precision)", 7.0));
    }

    @ParameterizedTest
    @MethodSource
    void exact(Computed computed) {
        computed.check(DB);
    }

    static Stream<Arguments> floating() {
        return Stream.of(
                Arguments.of(acos(value(0.5)), "acos(?)", Math.acos(0.5)),
                Arguments.of(asin(value(0.5)), "asin(?)", Math.asin(0.5)),
                Arguments.of(atan("price"), "atan(price)", Math.atan(2.55)),
                Arguments.of(atan2("n", "price"), "atan2(n, price)", Math.atan2(-7, 2.55)),
                Arguments.of(cos("f"), "cos(f)", Math.cos(2.675)),
                Arguments.of(cot("price"), "cot(price)", 1 / Math.tan(2.55)),
                Arguments.of(degrees("n"), "degrees(n)", Math.toDegrees(-7)),
                Arguments.of(exp("n"), "exp(n)", Math.exp(-7)),
                Arguments.of(exp("re"), "exp(re)", Math.exp(1.5)),
                Arguments.of(ln("f"), "ln(f)", Math.log(2.675)),
                Arguments.of(log(value(2), value(8)),
                        "cast(log(cast(? as numeric), cast(? as numeric)) as double precision)", 3.0),
                Arguments.of(power("f", "price"), "power(f, price)", Math.pow(2.675, 2.55)),
                Arguments.of(radians("n"), "radians(n)", Math.toRadians(-7)),
                Arguments.of(sin("n"), "sin(n)", Math.sin(-7)),
                Arguments.of(sqrt("small"), "sqrt(small)", Math.sqrt(3)),
                Arguments.of(sqrt("f"), "sqrt(f)", Math.sqrt(2.675)),
                Arguments.of(tan("f"), "tan(f)", Math.tan(2.675)));
    }

    @ParameterizedTest
    @MethodSource
    void floating(Expr expression, String sql, double value) {
        QuerySet<Row> things = DB.objects("thing").annotate(expression.as("result")).values("result");

        assertThat(Computed.selected(things)).isEqualTo(sql);
        for (Way way : Way.values()) {
            Object result = way.get(things.filter("id", 1)).get("result");
            assertThat(result).isInstanceOfSatisfying(Double.class,
                    number -> assertThat(number).isCloseTo(value, within(1e-9)));
        }
    }

    @Test
    void ofNothingIsNothing() {
        for (Expr expression : List.of(abs("n"), ceil("n"), log("n", "f"), mod("n", 2), round("price", 1), sign("n"),
                power("n", 2), atan2("n", 1))) {
            assertThat(Computed.ofNothing(DB, expression)).isNull();
        }
    }

    @Way.Both
    void chanceIsAnotherOneForEachRow(Way way) {
        List<Row> rows = way.list(DB.objects("thing").annotate(random().as("chance")).values("chance"));

        assertThat(rows).extracting(row -> row.get("chance", Double.class)).doesNotHaveDuplicates()
                .allSatisfy(chance -> assertThat(chance).isBetween(0.0, 1.0));
    }

    @Way.Both
    void theyFilterAsTheTypeThatTheyAre(Way way) {
        QuerySet<Row> things = DB.objects("thing");

        assertThat(way.count(things.filter(round("price", 1).exact(new BigDecimal("2.6"))))).isEqualTo(1);
        assertThat(way.count(things.filter(abs("n").in(List.of(7, 8))))).isEqualTo(1);
        assertThatThrownBy(() -> things.filter(abs("n").exact(7.5))).isInstanceOf(LookupException.class);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        for (Expr expression : List.of(abs("name"), sin("day"), round("ok"), mod("n", value("x")), power("n", "name"),
                log("name", 2), round("price", "price"))) {
            assertThatThrownBy(() -> DB.objects("thing").annotate(expression.as("result")))
                    .isInstanceOf(LookupException.class);
        }
        assertThat(DB.statements()).isEmpty();
    }
}
