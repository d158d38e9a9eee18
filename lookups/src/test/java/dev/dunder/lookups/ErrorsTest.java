package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to someone who asks for what cannot be. */
class ErrorsTest {
    /** A table that needs no database, with names that are hard to split. */
    private static final Lookups ENTRY = Lookups.on(DSL.using(SQLDialect.POSTGRES)
            .meta("create table entry (id int, headline text, x int, x_ int, a__b int, raw bytea, \"in\" int)")
            .getTables("entry")
            .get(0));

    private static final Lookups EVERYTHING = Lookups.on(Everything.TABLE);

    @Test
    void anUnknownNameIsPointedAtAndTheClosestOneOffered() {
        assertThatThrownBy(() -> ENTRY.condition("headlin__icontains", "a"))
                .isInstanceOf(LookupException.class)
                .hasMessage("""
                        Cannot resolve 'headlin' in 'headlin__icontains' on entry. Did you mean 'headline'? \
                        Choices: a__b, headline, id, in, raw, x, x_.
                          headlin__icontains
                          ^^^^^^^""");
    }

    @Test
    void anUnknownLookupIsPointedAtAndTheClosestOneOffered() {
        LookupException failure = catchThrowableOfType(LookupException.class,
                () -> ENTRY.condition("headline__icontain", "a"));

        assertThat(failure)
                .hasMessageStartingWith(
                        "Cannot resolve 'icontain' in 'headline__icontain': 'headline' (text) has no such lookup or transform."
                                + " Did you mean 'icontains'? Choices: contains, ")
                .hasMessageEndingWith("\n  headline__icontain\n            ^^^^^^^^");
        assertThat(failure.path()).isEqualTo("headline__icontain");
        assertThat(failure.position()).isEqualTo(10);
    }

    @Test
    void nothingFollowsALookup() {
        assertThatThrownBy(() -> ENTRY.condition("x__gt__lt", 1))
                .hasMessageStartingWith("Nothing can follow the lookup 'gt'");
    }

    @Test
    void anUnknownTransformIsPointedAtAndTheClosestOneOffered() {
        LookupException failure = catchThrowableOfType(LookupException.class,
                () -> EVERYTHING.condition("day__yaer__gt", 2024));

        assertThat(failure)
                .hasMessageStartingWith("Cannot resolve 'yaer' in 'day__yaer__gt': 'day' (date) has no such lookup or"
                        + " transform. Did you mean 'year'? Choices: contained_by, contains, day, ")
                .hasMessageEndingWith("\n  day__yaer__gt\n       ^^^^");
        assertThat(failure.position()).isEqualTo(5);
    }

    @Test
    void whatDoesNotWorkOnATypeIsToldSo() {
        refuses(EVERYTHING, "big__year", 1, "Transform 'year' does not work on 'big' (bigint).");
        refuses(EVERYTHING, "big__overlap", 1, "Lookup 'overlap' does not work on 'big' (bigint).");
        refuses(EVERYTHING, "day__year__month", 1, "Transform 'month' does not work on 'day__year' (int).");
        refuses(EVERYTHING, "day__hour", 1, "Transform 'hour' does not work on 'day' (date).");
        refuses(EVERYTHING, "parent__contains", 1, "'contains' does not work on 'parent', which is a relation.");
        refuses(EVERYTHING, "parent__year", 1, "Cannot resolve 'year' in 'parent__year' on everything.");
        refuses(EVERYTHING, "data__has_key__x__in", 1, "takes a list or an array");
    }

    @Test
    void valuesOfTheServersOwnTypesAreLookedAtToo() {
        refuses(EVERYTHING, "a_inet", "localhost",
                "Cannot use a String for a column of type inet: it is not an address");
        refuses(EVERYTHING, "a_inet", "10.0.0.1/33", "it is not an address");
        refuses(EVERYTHING, "a_inet", "1.2.3.999", "it is not an address");
        refuses(EVERYTHING, "a_int4range__overlap", 5, "a Range, a list of its two ends");
        refuses(EVERYTHING, "a_int4range", List.of(1, 2, 3), "a Range, a list of its two ends");
        refuses(EVERYTHING, "a_int4range__contains", "x", "Cannot use a String for a column of type int");
        refuses(EVERYTHING, "a_int4range__overlap", Range.of("x", 2), "Cannot use a String for a column of type int");
        refuses(EVERYTHING, "a_hstore__contains", List.of("a"), "a Map of texts is needed");
        refuses(EVERYTHING, "a_hstore__contains", Map.of("a", List.of()), "a Map of texts is needed");
        refuses(EVERYTHING, "data", new Object(), "Cannot use an Object in a JSON document");
        refuses(EVERYTHING, "data", Map.of(1, 2), "The keys of a JSON document are texts, not an Integer.");
        refuses(EVERYTHING, "tags__contains", "a", "a list or an array is needed");
        refuses(EVERYTHING, "day__year", 0, "takes a year from 1 to 9999");
        refuses(EVERYTHING, "day__year", "s3cret", "Cannot use a String for a column of type int");
        refuses(EVERYTHING, "day__year__gt", null, "takes no null");
    }

    @Test
    void someLookupsTakeNoFields() {
        refuses(EVERYTHING, "big__range", Lookups.f("big"), "use 'gte' and 'lte'");
        refuses(EVERYTHING, "big__isnull", Lookups.f("flag"), "takes true or false, not a field");
        refuses(EVERYTHING, "big__gt", Lookups.f("nowhere"), "Cannot resolve 'nowhere'");
    }

    @Test
    void namesWithUnderscoresAreFound() {
        assertThat(ENTRY.condition("x___gt", 1).toString()).contains("x_ > 1");
        assertThat(ENTRY.condition("x__gt", 1).toString()).contains("x > 1");
        assertThat(ENTRY.condition("a__b__gt", 1).toString()).contains("a__b > 1");
        assertThat(ENTRY.condition("in__in", List.of(1)).toString()).contains("\"in\" = ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "__", "____", "__x", "x__", "x____gt", "x__gt__", "y", "headline__x", "id;drop",
            "x\u0000",
            "\u202ex", "\ud800", "x--", "\"x\"", "x__gt'--", "raw__contains"})
    void anythingElseIsRefused(String lookup) {
        assertThatThrownBy(() -> ENTRY.condition(lookup, 1)).isInstanceOf(LookupException.class);
    }

    @Test
    void aLongStringIsNotEchoed() {
        assertThatThrownBy(() -> ENTRY.condition("y".repeat(10_000), 1))
                .isInstanceOf(LookupException.class)
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(1_000));
    }

    @Test
    void choicesEndSomewhere() {
        List<String> many = java.util.stream.IntStream.range(100, 400).mapToObj(i -> "table_" + i).toList();

        assertThat(LookupException.unknown("tabel_150", "as a model", many))
                .hasMessageContaining("Did you mean 'table_150'?")
                .hasMessageEndingWith(" and 250 more.");
    }

    @Test
    void marksThatCouldForgeALineAreEscaped() {
        assertThatThrownBy(() -> ENTRY.condition("y\n\u202ez", 1)).hasMessageContaining("'y\\u000a\\u202ez'");
    }

    @Test
    void aValueThatDoesNotFitIsToldByItsType() {
        assertThatThrownBy(() -> ENTRY.condition("x__gt", "many"))
                .isInstanceOf(LookupException.class)
                .hasMessage(
                        """
                                Cannot use a String for a column of type int: it is not a number that this type can hold exactly, a whole one from -2147483648 to 2147483647.
                                  x__gt
                                  ^^^^^""");
    }

    @Test
    void aValueIsNeverPartOfAMessage() {
        for (Object value : new Object[]{"s3cret", List.of("s3cret")}) {
            assertThatThrownBy(() -> ENTRY.condition("x", value)).satisfies(
                    failure -> assertThat(failure.toString()).doesNotContain("s3cret"));
        }
    }

    @Test
    void nullIsForExactAlone() {
        for (String lookup : List.of("gt", "gte", "lt", "lte")) {
            refuses("x__" + lookup, null, "takes no null. Use 'isnull'");
        }
        refuses("headline__contains", null, "takes no null. Use 'isnull'");
        refuses("x__range", Arrays.asList(1, null), "Use 'gte' or 'lte'");
        refuses("x__in", null, "takes a list or an array, not null");
        refuses("x__isnull", null, "takes true or false, not null");
    }

    @Test
    void listsAndTruthsAreWhatTheySay() {
        refuses("x__in", 1, "takes a list or an array, not an Integer");
        refuses("x__range", List.of(1), "takes two values, the ends, not 1");
        refuses("x__range", List.of(1, 2, 3), "takes two values, the ends, not 3");
        refuses("x__isnull", "yes", "takes true or false, not a String");
    }

    @Test
    void aRegistryHasOneMeaningForEachName() {
        assertThatThrownBy(() -> Registry.of(List.of(new StandardLookups.Exact(), new StandardLookups.Exact())))
                .isInstanceOf(DunderException.class)
                .hasMessageContaining("'exact'");
    }

    @Test
    void anErrorCanBeThrownAgainElsewhere() {
        LookupException first = catchThrowableOfType(LookupException.class, () -> ENTRY.condition("y", 1));

        assertThat(first.again()).hasMessage(first.getMessage()).hasCause(first).isNotSameAs(first);
        assertThat(first.again().path()).isEqualTo("y");
    }

    private static void refuses(String lookup, @Nullable Object value, String message) {
        refuses(ENTRY, lookup, value, message);
    }

    private static void refuses(Lookups on, String lookup, @Nullable Object value, String message) {
        assertThatThrownBy(() -> on.condition(lookup, value))
                .isInstanceOf(LookupException.class)
                .hasMessageContaining(message);
    }
}
