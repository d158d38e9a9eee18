package dev.dunder.select;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.value;
import static dev.dunder.Functions.cast;
import static dev.dunder.TextFunctions.chr;
import static dev.dunder.TextFunctions.concat;
import static dev.dunder.TextFunctions.lPad;
import static dev.dunder.TextFunctions.lTrim;
import static dev.dunder.TextFunctions.left;
import static dev.dunder.TextFunctions.length;
import static dev.dunder.TextFunctions.lower;
import static dev.dunder.TextFunctions.md5;
import static dev.dunder.TextFunctions.ord;
import static dev.dunder.TextFunctions.rPad;
import static dev.dunder.TextFunctions.rTrim;
import static dev.dunder.TextFunctions.repeat;
import static dev.dunder.TextFunctions.replace;
import static dev.dunder.TextFunctions.reverse;
import static dev.dunder.TextFunctions.right;
import static dev.dunder.TextFunctions.sha1;
import static dev.dunder.TextFunctions.sha224;
import static dev.dunder.TextFunctions.sha256;
import static dev.dunder.TextFunctions.sha384;
import static dev.dunder.TextFunctions.sha512;
import static dev.dunder.TextFunctions.strIndex;
import static dev.dunder.TextFunctions.substr;
import static dev.dunder.TextFunctions.trim;
import static dev.dunder.TextFunctions.upper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Expr;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.Computed;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextFunctionsTest {
    @RegisterExtension
    static final TestDatabase DB = Computed.things();

    static Stream<Computed> functions() {
        return Stream.of(
                Computed.of(chr(value(0x6770)), "chr(?)", "\u6770"),
                Computed.of(chr(ord("name").plus(1)), "chr((ascii(name) + ?))", "B"),
                Computed.of(concat("name", value(" "), "n", "ok", "day"),
                        "(coalesce(name, '') || coalesce(?, '') || coalesce(cast(n as text), '')"
                                + " || coalesce(cast(ok as text), '') || coalesce(cast(day as text), ''))",
                        "Ada -7true2024-02-29"),
                Computed.of(left("name", 2), "left(name, ?)", "Ad"),
                Computed.of(left("name", 2L), "left(name, cast(? as integer))", "Ad"),
                Computed.of(left("name", length("nick")), "left(name, length(nick))", "Ad"),
                Computed.of(length("name"), "length(name)", 3),
                Computed.of(length("bytes"), "length(bytes)", 3),
                Computed.of(length(value("\ud83c\udf70")), "length(?)", 1),
                Computed.of(lower("name"), "lower(name)", "ada"),
                Computed.of(lower("mood"), "lower(cast(mood as text))", "happy"),
                Computed.of(lPad("name", 5), "lpad(name, ?, ?)", "  Ada"),
                Computed.of(lPad("name", 8, value("xy")), "lpad(name, ?, ?)", "xyxyxAda"),
                Computed.of(lPad("name", 2, "nick"), "lpad(name, ?, nick)", "Ad"),
                Computed.of(lPad("name", null, value("x")), "lpad(name, cast(? as integer), ?)", null),
                Computed.of(lTrim(value("  a ")), "ltrim(?)", "a "),
                Computed.of(md5("name"), "md5(name)", "1a382809b7c03f686e12dd15677c5497"),
                Computed.of(ord("name"), "ascii(name)", 65),
                Computed.of(repeat("name", 2), "repeat(name, ?)", "AdaAda"),
                Computed.of(repeat("name", 0), "repeat(name, ?)", ""),
                Computed.of(repeat("name", "small"), "repeat(name, small)", "AdaAdaAda"),
                Computed.of(replace("name", value("a")), "replace(name, ?, ?)", "Ad"),
                Computed.of(replace("name", value("a"), value("o")), "replace(name, ?, ?)", "Ado"),
                Computed.of(reverse("name"), "reverse(name)", "adA"),
                Computed.of(right("name", 2), "right(name, ?)", "da"),
                Computed.of(rPad("name", 5), "rpad(name, ?, ?)", "Ada  "),
                Computed.of(rPad("name", 5, "nick"), "rpad(name, ?, nick)", "Adaal"),
                Computed.of(rTrim(value("  a ")), "rtrim(?)", "  a"),
                Computed.of(sha1("name"), "encode(digest(convert_to(name, 'UTF8'), 'sha1'), 'hex')",
                        "5c3cb098d52deb3f67e97b7fba960c4cf6880461"),
                Computed.of(sha224("name"), "encode(sha224(convert_to(name, 'UTF8')), 'hex')",
                        "68fadbdede67eaeadf70b7c7cedfddcdb0e626d7c7623dd87df9e053"),
                Computed.of(sha256("name"), "encode(sha256(convert_to(name, 'UTF8')), 'hex')",
                        "99a563ab2f6e21e96998f9fddd2a2bab82b70ac019579502b8d7fc0032ff62bb"),
                Computed.of(sha256("bytes"), "encode(sha256(bytes), 'hex')",
                        "99a563ab2f6e21e96998f9fddd2a2bab82b70ac019579502b8d7fc0032ff62bb"),
                Computed.of(sha384("name"), "encode(sha384(convert_to(name, 'UTF8')), 'hex')",
                        "49f7c47008167674e4ae2fabcb4a360cca60042eaabb8fa0954272ae42742b0b"
                                + "f75094e4b5bbd15ce38bbb22c8844ea7"),
                Computed.of(sha512("name"), "encode(sha512(convert_to(name, 'UTF8')), 'hex')",
                        "1985df959f44963c5e1d9af8ae6e16d4d82c9751b51a443245491c15da60c600"
                                + "6164e507d3787eb04b583d3dca05ec430de8a1f6076e8c841be98f27baa8ec44"),
                Computed.of(strIndex("name", value("a")), "strpos(name, ?)", 3),
                Computed.of(strIndex("name", "nick"), "strpos(name, nick)", 0),
                Computed.of(substr("name", 2), "substring(name, ?)", "da"),
                Computed.of(substr("name", 1, 2), "substring(name, ?, ?)", "Ad"),
                Computed.of(substr("name", strIndex("name", value("d")), 5L),
                        "substring(name, strpos(name, ?), cast(? as integer))", "da"),
                Computed.of(trim(value("  a ")), "trim(?)", "a"),
                Computed.of(upper(concat("nick", value("!"))), "upper((coalesce(nick, '') || coalesce(?, '')))", "AL!"),
                Computed.of(lower(cast("n", SQLDataType.CLOB)), "lower(cast(n as text))", "-7"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void eachHasItsSqlAndItsValue(Computed computed) {
        computed.check(DB);
    }

    @Test
    void ofNothingIsNothingExceptForWhatIsPutTogether() {
        for (Expr expression : List.of(lower("name"), left("name", 1), length("name"), lPad("name", 3), sha256("name"),
                replace("name", value("a")), strIndex("name", value("a")), repeat("name", 2), lower("mood"))) {
            assertThat(Computed.ofNothing(DB, expression)).isNull();
        }
        assertThat(Computed.ofNothing(DB, concat("name", "n"))).isEqualTo("");
        assertThat(Computed.ofNothing(DB, concat("name", value("x")))).isEqualTo("x");
    }

    @Way.Both
    void theyFilterOrderAndNest(Way way) {
        QuerySet<Row> things = DB.objects("thing");

        assertThat(way.count(things.filter(lower("name").exact("ada")))).isEqualTo(1);
        assertThat(way.count(things.filter(length("name").gt(3)))).isZero();
        assertThat(way.count(things.filter("name", concat(upper(left("name", 1)), lower(substr("name", 2))))))
                .isEqualTo(1);
        assertThat(TestDatabase.ids(way.list(things.orderBy(lower("name").asc().nullsFirst())))).containsExactly(2, 1);
        assertThat(way.count(things.annotate(lower("name").as("small_name")).filter("small_name__startswith", "ad")))
                .isEqualTo(1);
    }

    @Test
    void anotherKindOfValueIsRefused() {
        assertRefused(lower("n"),
                "lower(…) takes text, and what it is given is int. Use cast(…) to make one of the other.");
        assertRefused(lower("ok"), "lower(…) takes text");
        assertRefused(length("day"), "length(…) takes text or bytes, and what it is given is date");
        assertRefused(left("name", value("x")), "left(…) takes a whole number in place 2");
        assertRefused(lPad("name", f("price")), "lPad(…) takes a whole number in place 2");
        assertRefused(chr("name"), "chr(…) takes a whole number");
        assertRefused(lower("nmae"), "Did you mean 'name'?");
    }

    private static void assertRefused(Expr expression, String message) {
        QuerySet<Row> things = DB.objects("thing");
        assertThatThrownBy(() -> things.annotate(expression.as("result")))
                .isInstanceOf(LookupException.class).hasMessageContaining(message);
        assertThat(DB.statements()).isEmpty();
    }

    @Test
    void numbersThatHaveNoMeaningAreRefusedAtOnce() {
        assertThatThrownBy(() -> left("name", 0)).isInstanceOf(LookupException.class)
                .hasMessage("left(…) needs a length of 1 or more, not 0.");
        assertThatThrownBy(() -> right("name", -1)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> substr("name", 0)).isInstanceOf(LookupException.class)
                .hasMessage("substr(…) needs a place of 1 or more, not 0.");
        assertThatThrownBy(() -> lPad("name", -1)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> rPad("name", -1, value("x"))).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> repeat("name", -1)).isInstanceOf(LookupException.class);
    }
}
