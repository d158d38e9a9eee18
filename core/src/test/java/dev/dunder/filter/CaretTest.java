package dev.dunder.filter;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.value;
import static dev.dunder.Dunder.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dunder.Q;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.LookupException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An error in a condition of several lookups shows the whole condition, and where in it the path stands. */
class CaretTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    private static LookupException refused(Q<?> condition) {
        return catchThrowableOfType(LookupException.class, () -> entries().filter("id__gt", 0).annotate(
                count("*").filter(condition).as("some")).list());
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                Arguments.of(q("x", 1).and(f("id").gt(2)).and(q("nope", 2)),
                        "q(\"x\", …).and(f(\"id\").gt(…)).and(q(\"nope\", …))", "nope"),
                Arguments.of(q("x", 1, "author__nme", "a"), "q(\"x\", …, \"author__nme\", …)", "nme"),
                Arguments.of(q("x", 1).or(q("x", 2).and(f("nope").gt(2))).not(),
                        "q(\"x\", …).or(q(\"x\", …).and(f(\"nope\").gt(…))).not()", "nope"),
                Arguments.of(q("x", f("nope").plus(1)), "q(\"x\", f(\"nope\").plus(…))", "nope"),
                Arguments.of(q("x__in", List.of(1, f("nope"))), "q(\"x__in\", List.of(…, f(\"nope\")))", "nope"),
                Arguments.of(q(when(q("x", 1).and(q("nope", 2)), value(true)).otherwise(value(false))),
                        "q(when(q(\"x\", …, \"nope\", …), value(…)).otherwise(value(…)))", "nope"),
                Arguments.of(q("headline", "\"nope\"").or(q("id", value("\"nope\""))).or(q("nope", 1)),
                        "q(\"headline\", …).or(q(\"id\", value(…))).or(q(\"nope\", …))", "nope"),
                Arguments.of(q("x", 1).or(q("x", "secret")), "q(\"x\", …).or(q(\"x\", …))", "x"));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void theCaretStandsUnderThePathInTheWholeCondition(Q<Row> condition, String whole, String under) {
        for (LookupException refused : List.of(
                catchThrowableOfType(LookupException.class, () -> entries().filter(condition)), refused(condition))) {
            List<String> lines = refused.getMessage().lines().toList();
            assertThat(lines).hasSize(3);
            assertThat(lines.get(1)).isEqualTo("  " + whole);
            assertThat(lines.get(2)).isEqualTo(
                    "  " + " ".repeat(whole.lastIndexOf(under + "\"")) + "^".repeat(under.length()));
            assertThat(refused.path()).endsWith(under);
        }
    }

    @Test
    void oneLookupByItselfIsShownAsBefore() {
        LookupException refused = catchThrowableOfType(LookupException.class, () -> entries().filter("nope", 1));
        assertThat(refused.getMessage()).endsWith("\n  nope\n  ^^^^");
    }

    @Test
    void ofALongConditionThePartAroundThePathIsShown() {
        Q<Row> all = IntStream.range(0, 40).<Q<Row>>mapToObj(i -> q("x", i)).reduce(Q::or).orElseThrow();
        LookupException refused = catchThrowableOfType(LookupException.class,
                () -> entries().filter(all.or(q("nope", 1)).or(all)));
        List<String> lines = refused.getMessage().lines().toList();
        assertThat(lines.get(1)).startsWith("  …").endsWith("…").contains(".or(q(\"nope\", …))").hasSizeLessThan(220);
        assertThat(lines.get(1).substring(lines.get(2).indexOf('^'), lines.get(2).length())).isEqualTo("nope");
    }
}
