package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dunder.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Query parameters of a web request: what is allowed becomes a query, all else a fault. */
class FiltersTest {
    private static Connection connection;
    private static DSLContext jooq;
    private static Table<?> entry;
    private static Filters filters;

    @BeforeAll
    static void connect() throws Exception {
        connection = DriverManager.getConnection(TestServer.newDatabase());
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    create table author (id int primary key, name text, password text);
                    create table entry (id int primary key, author_id int references author, x int, headline text,
                        pub_date date, published boolean, tags text[], data jsonb, secret text);
                    insert into author values (1, 'Ann', 's3cret'), (2, 'Bo, Jr', 'pass');
                    insert into entry values
                        (1, 1, 1, 'One', '2024-01-01', true, '{a}', '{"n": 5}', 'a'),
                        (2, 1, 5, 'Two', '2024-02-01', false, '{a,b}', '{"n": "5"}', 'b'),
                        (3, 2, 9, 'Three', '2024-03-01', true, '{}', null, 'c');
                    """);
        }
        jooq = DSL.using(connection, SQLDialect.POSTGRES);
        entry = jooq.meta().filterSchemas(s -> s.getName().equals("public")).getTables("entry").get(0);
        filters = Filters.on(entry)
                .allow("x", "exact", "gt", "lt", "in", "range", "isnull")
                .allow("headline", "exact", "icontains", "regex", "search")
                .allow("author__name", "icontains", "exact", "in")
                .allow("pub_date", "gte")
                .allow("pub_date__year", "exact")
                .allow("published")
                .allow("tags", "contains")
                .allow("data__n", "exact")
                .orderBy("pub_date", "x", "author__name");
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void parametersAreAQuery() {
        Filtered asked = filters.parse(Map.of(
                "x__gt", List.of("0"),
                "author__name__icontains", List.of("ann"),
                "order_by", List.of("-pub_date"),
                "page_size", List.of("1"),
                "page", List.of("2")));

        Lookups lookups = Lookups.on(entry);
        assertThat(jooq.select(entry.field("id")).from(entry)
                .where(asked.condition(lookups))
                .orderBy(asked.sortFields(lookups))
                .limit(asked.pageSize()).offset(asked.offset())
                .fetch(0, Integer.class)).containsExactly(1);
        assertThat(asked.terms()).containsExactlyInAnyOrder(
                new Filtered.Term.Lookup("x", "gt", 0), new Filtered.Term.Lookup("author__name", "icontains", "ann"));
        assertThat(asked.orderBy()).containsExactly("-pub_date");
        assertThat(asked.page()).isEqualTo(2);
        assertThat(asked.pageSize()).isEqualTo(1);
    }

    @Test
    void whatAQueryComputesIsAllowedAsAColumnIs() {
        Filters computed = Filters.on(entry).annotation("comments", SQLDataType.BIGINT)
                .annotation("headline", SQLDataType.INTEGER)
                .allow("comments", "gt", "in").allow("headline").allow("author__name", "icontains").allow("x")
                .orderBy("comments", "author__name");

        Filtered asked = computed.parse(Map.of("comments__gt", List.of("3"), "headline", List.of("7"),
                "author__name__icontains", List.of("ann"), "x", List.of("5"), "order_by", List.of("-comments")));

        assertThat(asked.terms()).containsExactlyInAnyOrder(new Filtered.Term.Lookup("comments", "gt", 3L),
                // It hides the column of its name
                new Filtered.Term.Lookup("headline", "exact", 7), new Filtered.Term.Lookup("x", "exact", 5),
                new Filtered.Term.Lookup("author__name", "icontains", "ann"));
        assertThat(asked.orderBy()).containsExactly("-comments");
        assertThatThrownBy(() -> computed.parse(Map.of("comments__gt", List.of("many"))))
                .isInstanceOf(FilterException.class);
        assertThatThrownBy(() -> computed.allow("coments")).hasMessageContaining("Did you mean 'comments'?");
        assertThatThrownBy(() -> computed.allow("comments__x")).isInstanceOf(LookupException.class);
        // Behind a relation there are no annotations
        assertThatThrownBy(() -> computed.allow("author__comments")).isInstanceOf(LookupException.class);
    }

    @Test
    void defaultFieldsAreOfThoseThatAreAllowed() {
        Filters sparse = filters.fields("id", "headline", "author__name");

        assertThat(sparse.parse(Map.of()).fields()).containsExactly("id", "headline", "author__name");
        assertThat(sparse.defaultFields("id", "headline").parse(Map.of()).fields()).containsExactly("id", "headline");
        assertThat(sparse.defaultFields("id").parse(Map.of("fields", List.of("author.name"))).fields())
                .containsExactly("author__name");
        assertThatThrownBy(() -> sparse.defaultFields("id", "headlin"))
                .hasMessageContaining("among the fields that are allowed")
                .hasMessageContaining("Did you mean 'headline'?");
    }

    @Test
    void aRequestThatAsksForNothingIsTheFirstPageOfAll() {
        Filtered asked = filters.defaultOrder("-x").parse(Map.of());

        assertThat(asked.terms()).isEmpty();
        assertThat(asked.orderBy()).containsExactly("-x");
        assertThat(asked.page()).isEqualTo(1);
        assertThat(asked.pageSize()).isEqualTo(20);
        assertThat(asked).isEqualTo(filters.defaultOrder("-x").parse(Map.of("page", "1"))).hasSameHashCodeAs(asked)
                .isNotEqualTo(filters.parse(Map.of()));
        assertThat(asked.offset()).isZero();
        assertThat(idsOf(Map.of())).containsExactly(1, 2, 3);
    }

    @Test
    void valuesAreOfTheColumnsType() {
        assertThat(value("x__in", "1,5")).isEqualTo(List.of(1, 5));
        assertThat(value("pub_date__gte", "2024-02-01")).isEqualTo(java.sql.Date.valueOf("2024-02-01"));
        assertThat(value("published", "true")).isEqualTo(true);
        assertThat(value("x__isnull", "false")).isEqualTo(false);
        assertThat(value("pub_date__year__exact", "2024")).isEqualTo(2024);

        assertThat(idsOf(Map.of("x__in", List.of("1,5")))).containsExactly(1, 2);
        assertThat(idsOf(Map.of("x__in", List.of("1", "9")))).containsExactly(1, 3);
        assertThat(idsOf(Map.of("x__range", List.of("2,9")))).containsExactly(2, 3);
        assertThat(idsOf(Map.of("pub_date__year", List.of("2024")))).containsExactly(1, 2, 3);
        assertThat(idsOf(Map.of("headline", List.of("Two")))).containsExactly(2);
        assertThat(idsOf(Map.of("headline__regex", List.of("^T")))).containsExactly(2, 3);
        assertThat(idsOf(Map.of("headline__search", List.of("three")))).containsExactly(3);
        assertThat(idsOf(Map.of("tags__contains", List.of("a,b")))).containsExactly(2);
        assertThat(idsOf(Map.of("data__n", List.of("5")))).containsExactly(1);
        assertThat(idsOf(Map.of("data__n", List.of("\"5\"")))).containsExactly(2);
    }

    @Test
    void aCommaIsPartOfAValueThatIsGivenSeveralTimes() {
        assertThat(idsOf(Map.of("author__name__in", List.of("Bo, Jr", "x")))).containsExactly(3);
        assertThat(idsOf(Map.of("author__name", List.of("Bo, Jr")))).containsExactly(3);
    }

    @Test
    void allFaultsAreReportedTogetherEachWithItsParameter() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("x__gt", List.of("many"));
        parameters.put("x__in", List.of("1,,2"));
        parameters.put("author__nam__icontains", List.of("a"));
        parameters.put("order_by", List.of("secret"));
        parameters.put("page_size", List.of("100000"));
        parameters.put("headline__icontains", List.of("y".repeat(101)));

        FilterException refused = catchThrowableOfType(FilterException.class, () -> filters.parse(parameters));

        assertThat(refused.byParameter().keySet()).containsExactlyElementsOf(parameters.keySet());
        assertThat(refused.faults()).extracting(FilterException.Fault::message).satisfiesExactly(
                message -> assertThat(message).startsWith("Cannot use a String for a column of type int: ")
                        .doesNotContain("many").doesNotContain("\n"),
                message -> assertThat(message).isEqualTo("A value is missing."),
                message -> assertThat(message).startsWith(
                        "There is no such parameter. Did you mean 'author__name__icontains'? Choices: author__name,"),
                message -> assertThat(message)
                        .isEqualTo("Cannot order by 'secret'. Choices: author__name, pub_date, x."),
                message -> assertThat(message).isEqualTo("A whole number from 1 to 100 is needed."),
                message -> assertThat(message).isEqualTo("At most 100 characters are allowed."));
        assertThat(refused).hasMessageContaining("'x__gt': Cannot use");
        assertThat(refused.again().faults()).isEqualTo(refused.faults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret__exact", "nowhere", "author__password", "author__password__startswith",
            "author__nowhere__startswith", "x__gte", "x__regex", "headline__startswith", "headline__iregex", "author",
            "id", "pk", "_connector", "_negated", "x__gt ", "x__gt\u0000", "X__gt", "", "__", "x__gt__lt", "entry.x",
            "data__m", "data__n__x", "published__in", "\"x\"", "x;--"})
    void whatIsNotAllowedLooksLikeWhatDoesNotExist(String parameter) {
        FilterException refused = catchThrowableOfType(FilterException.class,
                () -> filters.parse(Map.of(parameter, List.of("1"))));

        assertThat(refused.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.parameter()).isEqualTo(parameter);
            assertThat(fault.message().replaceFirst(" Did you mean '[^']*'\\?", "")).isEqualTo(
                    "There is no such parameter. Choices: author__name, author__name__exact, author__name__icontains,"
                            + " author__name__in, data__n, data__n__exact, headline, headline__exact,"
                            + " headline__icontains, headline__regex, headline__search, order_by, page, page_size,"
                            + " pub_date__gte, pub_date__year, pub_date__year__exact, published, published__exact,"
                            + " tags__contains, x, x__exact, x__gt, x__in, x__isnull, x__lt, x__range.");
        });
    }

    @Test
    void nothingNeverMeansEverything() {
        refuses("x__gt", List.of(""), "A value is missing.");
        refuses("x__gt", List.of(), "A value is missing.");
        refuses("x__gt", null, "A value is missing.");
        refuses("x", Collections.singletonList(null), "A value is missing.");
        refuses("x__in", List.of(""), "A value is missing.");
        refuses("headline__icontains", List.of(""), "A value is missing.");
        refuses("x__isnull", List.of("null"), "true or false is needed.");
        refuses("x", List.of("null"), "Cannot use a String");
        assertThat(idsOf(Map.of("headline", List.of("")))).isEmpty();
    }

    @Test
    void aSingleValueIsGivenOnce() {
        refuses("x__gt", List.of("1", "2"), "The parameter is given 2 times");
        refuses("page", List.of("1", "2"), "The parameter is given 2 times");
        refuses("order_by", List.of("x,-x"), "Cannot order by 'x' twice.");
    }

    @Test
    void aRequestIsAsLargeAsIsAllowed() {
        Filters small = filters.maxValues(2).maxConditions(1).maxPatternLength(3).pageSize(5, 10).maxPage(7);

        refuses(small, "x__in", List.of("1,2,3"), "At most 2 values are allowed.");
        refuses(small, "x__in", List.of("1", "2", "3"), "At most 2 values are allowed.");
        refuses(small, "headline__icontains", List.of("abcd"), "At most 3 characters are allowed.");
        refuses(small, "page_size", List.of("11"), "from 1 to 10");
        refuses(small, "page", List.of("8"), "from 1 to 7");
        refuses(small, "page", List.of("0"), "from 1 to 7");
        refuses(small, "page", List.of("-1"), "from 1 to 7");
        assertThat(small.parse(Map.of()).pageSize()).isEqualTo(5);
        assertThatThrownBy(() -> small.parse(Map.of("x__gt", List.of("1"), "x__lt", List.of("9"))))
                .hasMessageContaining("at most 1 conditions");
        assertThatThrownBy(() -> filters.parse(Map.of("x__gt", List.of("1".repeat(1_000_000)))))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("At most 4000 characters");
    }

    @Test
    void regularExpressionsDoNotReferBack() {
        refuses("headline__regex", List.of("(.+)(.+)\\1\\2z"), "must not refer back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", ")", "a)", "[", "[a", "a**", "*a", "+", "?", "a{2,1}", "a{256}", "a{", "{2}",
            "(a{0,99}){0,99}b",
            "((a{9}){9}){99}", "(?i)a", "[z-a]", "[[:nope:]]", "[[.a.]]", "\\", "\\q", "\\x41", "^*", "(?=a)+",
            "a{1,2}{3}", "a|*",
            "(?<a)b", "***:a", "[a-\\d]"})
    void regularExpressionsThatTheServerRefusesAreFaults(String text) {
        refuses("headline__regex", List.of(text), "regular expression");
    }

    @ParameterizedTest
    @ValueSource(strings = {"^T", "a|b", "(One|Two)?", "[[:alpha:]]+e$", "[]a]", "[^]a]", "[a-z0-9_-]{1,255}",
            "\\d+\\s*", "a*?",
            "(?:a|b){2,}", "(?=O)One", "(?<!x)T", "\\mT\\w+\\M", "", "a{3}", "\\.\\(", "O.e", "()", "a||b", "}", "]",
            "\ud83c\udf70",
            "([a-z]{1,20} ){1,30}", "[\\d\\w]", "(a{0,30}){0,30}"})
    void regularExpressionsThatItCompilesAreNot(String text) {
        if (text.isEmpty()) {
            refuses("headline__regex", List.of(text), "A value is missing.");
        } else {
            idsOf(Map.of("headline__regex", List.of(text)));
        }
    }

    @Test
    void valuesAreListsArraysOrTexts() {
        assertThat(value(filters.parse(Map.of("x__in", new String[]{"1", "5"}))))
                .isEqualTo(List.of(1, 5));
        assertThat(value(filters.parse(Map.of("x__gt", "1")))).isEqualTo(1);
        assertThatThrownBy(() -> filters.parse(Map.of("x__gt", 1))).isInstanceOf(FilterException.class)
                .hasMessageContaining("texts, not an Integer");
        assertThatThrownBy(() -> filters.parse(Map.of("x__gt", new Object[]{1}))).isInstanceOf(FilterException.class);
        assertThatThrownBy(() -> filters.parse(Map.of("x__gt", new String[0]))).isInstanceOf(FilterException.class);
        assertThatThrownBy(() -> filters.parse(Map.of("x__gt", new String[]{null})))
                .isInstanceOf(FilterException.class);
    }

    /** Whatever a text is, the server is asked only for what it takes. */
    @Test
    void whatTheServerRefusesIsAFault() throws Exception {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                            create extension if not exists hstore;
                            create table odd (id int primary key, i int4range, n numrange, d daterange, ts tsrange, tz tstzrange, m int4multirange,
                                h hstore, ip inet, net cidr, mac macaddr, at timestamptz, ot timetz, day date, span interval, uid uuid, big numeric, r real)""");
        }
        Table<?> odd = jooq.meta().filterSchemas(s -> s.getName().equals("public")).getTables("odd").get(0);
        List<String> texts = List.of("[1,5)", "[5,1)", "(1,1]", "[,]", "empty", "[a,b]", "[1,5", "[1;5)", "[1,2,3]",
                "[\u0661,5)",
                "[2024-01-01,2024-02-01)", "[2024-02-30,)", "[2024-01-01 10:00,infinity)", "[2024-01-01 10:00+18:00,)",
                "[\"2024-01-01 10:00:00+00\",\"2024-01-01 11:00:00.5+05:30\")", "[2024-02-01,2024-01-01]",
                "{[1,5),[7,9)}", "{}", "{[5,1)}",
                "{[1,2),}", "a=>b", "\"a\"=>\"b\", c=>NULL", "a=>", "=>b", "a=>b,", "a=b", "\"a=>b", "10.0.0.1",
                "10.0.0.1/\u0668", "10.0.0.1/+8",
                "10.0.0.1/8", "10.0.0.0/8", "10.0.0.1/33", "::1/129", "::1", "1.2.3", "256.1.1.1", "08:00:2b:01:02:03",
                "08:00:2b:01:02",
                "2024-01-01T10:00+18:00", "2024-01-01T10:00+15:59", "2024-01-01T10:00Z", "10:00+18:00", "10:00+02:00",
                "+999999999-01-01",
                "-9999-01-01", "2024-02-29", "PT1S", "P3000000000D", "1", "\u0661",
                "00000000-0000-0000-0000-000000000001", "1e400", "NaN", "x");
        for (var column : odd.fields()) {
            for (String lookup : List.of("exact", "in", "contains", "gt", "range", "overlap", "icontains", "iexact")) {
                Filters one;
                try {
                    one = Filters.on(odd).allow(column.getName(), lookup);
                } catch (LookupException none) {
                    continue;
                }
                for (String text : texts) {
                    Filtered asked;
                    try {
                        asked = one.parse(Map.of(column.getName() + "__" + lookup, new String[]{text}));
                    } catch (FilterException refused) {
                        continue;
                    }
                    assertThat(jooq.fetchCount(odd, asked.condition(Lookups.on(odd)))).as(column + lookup + text)
                            .isZero();
                }
            }
        }
        assertThat(Filters.on(odd).allow("i", "overlap").parse(Map.of("i__overlap", "[1,5)")).terms()).hasSize(1);
        assertThat(Filters.on(odd).allow("tz").parse(Map.of("tz",
                "[\"2024-01-01 10:00:00+00\",\"2024-01-01 11:00:00.5+05:30\")".replace("11:00", "21:00"))).terms())
                .hasSize(1);
        assertThat(Filters.on(odd).allow("h").parse(Map.of("h", "\"a\"=>\"b\", c=>NULL")).terms()).hasSize(1);
    }

    @Test
    void pathsAreAsDeepAsIsAllowed() {
        assertThatThrownBy(() -> Filters.on(entry).maxDepth(0).allow("author__name"))
                .isInstanceOf(LookupException.class)
                .hasMessageContaining("follows 1 relations, and 0 are allowed");
        assertThatThrownBy(() -> filters.maxDepth(0)).isInstanceOf(LookupException.class);
    }

    @Test
    void whatIsAllowedMustExist() {
        assertThatThrownBy(() -> Filters.on(entry).allow("nowhere", "gt")).hasMessageContaining("Cannot resolve");
        assertThatThrownBy(() -> Filters.on(entry).allow("x", "gtt")).hasMessageContaining("Did you mean");
        assertThatThrownBy(() -> Filters.on(entry).allow("pub_date", "year")).hasMessageContaining("not a lookup");
        assertThatThrownBy(() -> Filters.on(entry).orderBy("nowhere")).hasMessageContaining("Cannot resolve");
    }

    @Test
    void otherPartsOfARequestCanBeIgnored() {
        assertThat(filters.ignore("utm_source").parse(Map.of("utm_source", List.of("x"))).terms()).isEmpty();
    }

    @Test
    void thousandsOfFaultsAreNotEchoed() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (int i = 0; i < 10_000; i++) {
            parameters.put("y".repeat(1_000) + i, List.of("1"));
        }

        assertThatThrownBy(() -> filters.parse(parameters)).satisfies(
                refused -> assertThat(((FilterException) refused).faults()).hasSize(50).allSatisfy(
                        fault -> assertThat(fault.parameter()).hasSizeLessThan(300)));
    }

    private static Object value(String parameter, String text) {
        return value(filters.parse(Map.of(parameter, Arrays.asList(text))));
    }

    private static Object value(Filtered asked) {
        return ((Filtered.Term.Lookup) asked.terms().get(0)).value();
    }

    private static void refuses(String parameter, @Nullable List<@Nullable String> values, String message) {
        refuses(filters, parameter, values, message);
    }

    private static void refuses(
            Filters by, String parameter, @Nullable List<@Nullable String> values, String message) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put(parameter, values);
        assertThatThrownBy(() -> by.parse(parameters))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("'" + parameter + "': ")
                .hasMessageContaining(message);
    }

    private static List<Integer> idsOf(Map<String, List<String>> parameters) {
        return jooq.select(entry.field("id"))
                .from(entry)
                .where(filters.parse(parameters).condition(Lookups.on(entry)))
                .orderBy(entry.field("id"))
                .fetch(0, Integer.class);
    }
}
