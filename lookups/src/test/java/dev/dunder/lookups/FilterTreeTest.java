package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dunder.testing.TestServer;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions as a tree, as JSON and GraphQL have them: what is allowed becomes a query, all else a fault that points at it. */
class FilterTreeTest {
    private static Connection connection;
    private static DSLContext jooq;
    private static Table<?> entry;
    private static Filters filters;

    @BeforeAll
    static void connect() throws Exception {
        connection = DriverManager.getConnection(TestServer.newDatabase());
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                            create type mood as enum ('sad', 'happy');
                            create table author (id int primary key, name text, password text);
                            create table entry (id int primary key, author_id int references author, x int, headline text,
                                price numeric(8, 2), pub_date date, at timestamptz, published boolean, tags text[], data jsonb,
                                during int4range, mood mood, uid uuid, secret text, "or" int, "a~/b" int);
                            insert into author values (1, 'Ann', 's3cret'), (2, 'Bo, Jr', 'pass');
                            insert into entry values
                                (1, 1, 1, 'One', 1.5, '2024-01-01', '2024-01-01 10:00+00', true, '{a}', '{"n": 5}', '[1,5)', 'sad',
                                    '00000000-0000-0000-0000-000000000001', 'a', 1, 1),
                                (2, 1, 5, 'Two', 2.5, '2024-02-01', null, false, '{a,b}', '{"n": "5", "m": {"k": [1]}}', '[5,9)', 'happy',
                                    null, 'b', 2, 2),
                                (3, 2, 9, 'Three', null, '2024-03-01', null, true, '{}', null, null, null, null, 'c', 3, 3),
                                (4, null, null, '', null, null, null, null, null, null, null, null, null, null, null, null);
                            """);
        }
        jooq = DSL.using(connection, SQLDialect.POSTGRES);
        entry = jooq.meta().filterSchemas(s -> s.getName().equals("public")).getTables("entry").get(0);
        filters = Filters.on(entry)
                .allow("x", "exact", "gt", "lt", "in", "range", "isnull")
                .allow("headline", "exact", "icontains", "regex", "in")
                .allow("author", "exact", "in")
                .allow("author__name", "icontains", "exact", "in")
                .allow("price", "exact", "gte")
                .allow("pub_date", "gte", "range")
                .allow("pub_date__year", "exact")
                .allow("at", "lt")
                .allow("published")
                .allow("tags", "contains", "overlap")
                .allow("data", "exact", "contains", "has_key", "has_keys")
                .allow("data__n", "exact")
                .allow("during", "contains", "overlap", "exact")
                .allow("mood", "exact", "in")
                .allow("uid")
                .allow("or")
                .allow("a~/b");
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'or': [{'x__gt': 6}, {'author': {'name__icontains': 'ann'}}]} | 1 2 3",
            "{'or': [{'x__gt': 6, 'headline': 'Two'}, {'x': 1}]} | 1",
            "{'and': [{'or': [{'x': 1}, {'x': 5}]}, {'not': {'headline': 'One'}}]} | 2",
            "{'x': {'gt': 1, 'lt': 9}} | 2",
            "{'x': {'not': {'gt': 1}, 'isnull': false}} | 1",
            "{'x': {'or': [{'gt': 6}, {'exact': 1}]}} | 1 3",
            "{'not': {'x__gt': 1}} | 1 4",
            "{'not': {'not': {'x__gt': 1}}} | 2 3",
            "{'not': {'author__name': 'Ann'}} | 3 4",
            "{'author': 2} | 3",
            "{'author': {'exact': 2}} | 3",
            "{'author__in': [1, 2], 'author': {'name': {'in': ['Bo, Jr']}}} | 3",
            "{'x__in': [1, '9']} | 1 3",
            "{'x__range': [2, 9]} | 2 3",
            "{'x__isnull': true} | 4",
            "{'headline': ''} | 4",
            "{'headline__regex': '^T'} | 2 3",
            "{'price': 1.5} | 1",
            "{'price__gte': '2.50'} | 2",
            "{'pub_date': {'range': ['2024-01-15', '2024-02-15'], 'year': 2024}} | 2",
            "{'at__lt': '2024-01-01T10:00:01Z'} | 1",
            "{'tags__contains': ['a', 'b']} | 2",
            "{'tags__overlap': ['a', 'z']} | 1 2",
            "{'data': {'n': 5}} | 1",
            "{'data__contains': {'m': {'k': [1]}}} | 2",
            "{'data__n': 5} | 1",
            "{'data__n': '5'} | 2",
            "{'data__has_key': 'm'} | 2",
            "{'data__has_keys': ['n', 'm']} | 2",
            "{'during__contains': 6} | 2",
            "{'during__contains': [5, 7]} | 2",
            "{'during__overlap': '[1,3)'} | 1",
            "{'during': [1, 5]} | 1",
            "{'mood__in': ['sad', 'happy']} | 1 2",
            "{'uid': '00000000-0000-0000-0000-000000000001'} | 1",
            "{'or__exact': 2} | 2",
            "{'a~/b': 2} | 2",
            "{} | 1 2 3 4"})
    void aTreeIsAQuery(String json, String ids) throws Exception {
        assertThat(idsOf(filters.parseTree(json(json))))
                .isEqualTo(Arrays.stream(ids.split(" ")).map(Integer::valueOf).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'y': 1} | /y | UNKNOWN_NAME | There is no such condition. Did you mean 'x'?",
            "{'secret': 'a'} | /secret | UNKNOWN_NAME | There is no such condition.",
            "{'author': {'password': 'a'}} | /author/password | UNKNOWN_NAME | There is no such condition.",
            "{'author': {'password': {'startswith': 'a'}}} | /author/password | UNKNOWN_NAME | There is no such",
            "{'author__password': {'startswith': 'a'}} | /author__password | UNKNOWN_NAME | There is no such",
            "{'x': {'gte': 1}} | /x/gte | UNKNOWN_NAME | Choices: and, exact, gt, in, isnull, lt, not, or, range.",
            "{'author': {'name': {'gt': 1}}} | /author/name/gt | UNKNOWN_NAME | Choices: and, exact, icontains, in, not",
            "{'__proto__': {'x': 1}} | /__proto__ | UNKNOWN_NAME | There is no such condition.",
            "{'constructor': {'prototype': {'x': 1}}} | /constructor | UNKNOWN_NAME | There is no such condition.",
            "{'_connector': 'OR'} | /_connector | UNKNOWN_NAME | There is no such condition.",
            "{'_negated': true} | /_negated | UNKNOWN_NAME | There is no such condition.",
            "{'': 1} | / | UNKNOWN_NAME | There is no such condition.",
            "{'': {'x': 1}} | / | UNKNOWN_NAME | There is no such condition.",
            "{'x__': {'gt': 1}} | /x__ | UNKNOWN_NAME | There is no such condition.",
            "{'x': {'__gt': 1}} | /x/__gt | UNKNOWN_NAME | There is no such condition.",
            "{'X__gt': 1} | /X__gt | UNKNOWN_NAME | There is no such condition.",
            "{'a/b': 1} | /a~1b | UNKNOWN_NAME | There is no such condition.",
            "{'m~n': 1} | /m~0n | UNKNOWN_NAME | There is no such condition.",
            "{'x': null} | /x | MISSING_VALUE | A value is missing; null asks for nothing.",
            "{'x__in': [1, null]} | /x__in | MISSING_VALUE | A value is missing.",
            "{'x__in': []} | /x__in | MISSING_VALUE | A value is missing.",
            "{'x__isnull': null} | /x__isnull | MISSING_VALUE | A value is missing",
            "{'headline__icontains': ''} | /headline__icontains | MISSING_VALUE | A value is missing.",
            "{'or': []} | /or | MISSING_VALUE | A condition is missing.",
            "{'or': null} | /or | MISSING_VALUE | A condition is missing.",
            "{'and': [{}]} | /and/0 | MISSING_VALUE | A condition is missing.",
            "{'not': {}} | /not | MISSING_VALUE | A condition is missing.",
            "{'not': null} | /not | MISSING_VALUE | A condition is missing.",
            "{'x': {}} | /x | MISSING_VALUE | A condition is missing.",
            "{'author': {}} | /author | MISSING_VALUE | A condition is missing.",
            "{'or': [{'x': 1}, {'not': {'author': {}}}]} | /or/1/not/author | MISSING_VALUE | A condition is missing.",
            "{'or': {'x': 1}} | /or | INVALID_VALUE | A list of objects is needed.",
            "{'not': [{'x': 1}]} | /not | INVALID_VALUE | An object is needed.",
            "{'and': [1]} | /and/0 | INVALID_VALUE | An object is needed.",
            "{'pub_date': '2024-01-01'} | /pub_date | INVALID_VALUE | An object is needed: conditions of 'pub_date'.",
            "{'x': 'many'} | /x | INVALID_VALUE | Cannot use a String for a column of type int: ",
            "{'x': 1.5} | /x | INVALID_VALUE | Cannot use",
            "{'x': true} | /x | INVALID_VALUE | Cannot use a Boolean for a column of type int",
            "{'x': 4294967297} | /x | INVALID_VALUE | Cannot use",
            "{'x': 1e400} | /x | INVALID_VALUE | Cannot use",
            "{'x': [1]} | /x | INVALID_VALUE | One value is needed, not a list.",
            "{'x__gt': {'a': 1}} | /x__gt | INVALID_VALUE | A value is needed, not an object.",
            "{'x__in': 1} | /x__in | INVALID_VALUE | A list is needed.",
            "{'x__in': '1,2'} | /x__in | INVALID_VALUE | A list is needed.",
            "{'x__in': [[1]]} | /x__in | INVALID_VALUE | One value is needed, not a list.",
            "{'x__range': [1]} | /x__range | INVALID_VALUE | ",
            "{'x__isnull': 'true'} | /x__isnull | INVALID_VALUE | true or false is needed.",
            "{'x__isnull': 1} | /x__isnull | INVALID_VALUE | true or false is needed.",
            "{'headline__icontains': 5} | /headline__icontains | INVALID_VALUE | A text is needed.",
            "{'headline__regex': '('} | /headline__regex | INVALID_VALUE | regular expression",
            "{'headline__regex': '(.+)\\\\1'} | /headline__regex | INVALID_VALUE | must not refer back",
            "{'published': 'perhaps'} | /published | INVALID_VALUE | Cannot use",
            "{'pub_date__gte': '2024-02-30'} | /pub_date__gte | INVALID_VALUE | Cannot use",
            "{'uid': 'x'} | /uid | INVALID_VALUE | Cannot use",
            "{'data__has_key': 5} | /data__has_key | INVALID_VALUE | A text is needed.",
            "{'tags__contains': [{'a': 1}]} | /tags__contains | INVALID_VALUE | A value is needed, not an object."})
    void allElseIsAFaultThatPointsAtIt(String json, String pointer, FilterException.Code code, @Nullable String message)
            throws Exception {
        FilterException refused = catchThrowableOfType(FilterException.class, () -> filters.parseTree(json(json)));

        assertThat(refused.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.message()).contains(message == null ? "" : message);
            assertThat(fault.parameter()).isEmpty();
            assertThat(fault.message() + fault.allowed()).doesNotContain("password", "secret");
        });
    }

    @Test
    void faultsAreAllReportedTogether() throws Exception {
        Map<String, Object> tree = json("{'or': [{'x__gt': 'many'}, {'y': 1, 'author': {'nam': 1}}], 'not': {}}");

        FilterException refused = catchThrowableOfType(FilterException.class, () -> filters
                .orderBy("x").parse(Map.of("order_by", "secret"), tree));

        assertThat(refused.byParameter().keySet()).containsExactly("order_by", "/or/0/x__gt", "/or/1/y",
                "/or/1/author/nam", "/not");
    }

    @Test
    void aTreeIsAsLargeAsIsAllowed() {
        Map<String, Object> deep = Map.of("x", 1);
        for (int i = 0; i < 9; i++) {
            deep = Map.of("not", deep);
        }
        assertThat(filters.parseTree(deep).terms()).hasSize(1);
        tooLarge(filters, Map.of("not", Map.of("not", deep)), "A filter nests at most 10 deep.");
        tooLarge(filters.maxNesting(1), Map.of("not", Map.of("not", Map.of("x", 1))), "A filter nests at most 1 deep.");

        List<Object> many = new ArrayList<>(Collections.nCopies(20, Map.of("x", 1)));
        assertThat(filters.parseTree(Map.of("or", many)).terms()).hasSize(1);
        many.add(Map.of("x", 2));
        tooLarge(filters, Map.of("or", many), "A request has at most 20 conditions.");
        tooLarge(filters, Map.of("or", Collections.nCopies(1_000_000, Map.of("x", 1))), "at most 20 conditions.");
        tooLarge(filters, Map.of("x__in", Collections.nCopies(101, 1)), "At most 100 values are allowed.");
        tooLarge(filters, Map.of("headline__icontains", "y".repeat(101)), "At most 100 characters are allowed.");
        tooLarge(filters, Map.of("headline", "y".repeat(4_001)), "At most 4000 characters are allowed.");
        tooLarge(filters, Map.of("data", Map.of("a", Collections.nCopies(100, 1))), "At most 100 values are allowed.");
        Object nested = 1;
        for (int i = 0; i < 12; i++) {
            nested = List.of(nested);
        }
        tooLarge(filters, Map.of("data", nested), "A value nests at most 10 deep.");
        assertThatThrownBy(() -> filters.maxNesting(0)).isInstanceOf(LookupException.class);
    }

    /** Conditions of parameters and of a tree count together. */
    @Test
    void aTreeHasNoRoomBesideParametersThatFillTheRequest() {
        Filters two = filters.maxConditions(2);

        assertThat(two.parse(Map.of("x__gt", "1"), Map.of("x__lt", 3)).terms()).hasSize(2);
        assertThatThrownBy(() -> two.parse(Map.of("x__gt", "1", "x__lt", "5"), Map.of("headline", "a")))
                .isInstanceOf(FilterException.class).hasMessageContaining("at most 2 conditions");
    }

    private static void tooLarge(Filters by, Map<String, ?> tree, String message) {
        FilterException refused = catchThrowableOfType(FilterException.class, () -> by.parseTree(tree));
        assertThat(refused.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(FilterException.Code.TOO_LARGE);
            assertThat(fault.message()).contains(message);
        });
    }

    @Test
    void aTreeWithoutAnEndIsTooDeep() {
        Map<String, Object> circle = new HashMap<>();
        circle.put("not", circle);
        tooLarge(filters, circle, "nests at most");
        List<Object> list = new ArrayList<>();
        list.add(list);
        tooLarge(filters, Map.of("data", list), "nests at most");
        Map<String, Object> wide = new HashMap<>();
        wide.put("or", List.of(wide, wide, wide, wide));
        assertThatThrownBy(() -> filters.parseTree(wide)).isInstanceOf(FilterException.class);
    }

    @Test
    void onlyWhatJsonHasIsAValue() {
        for (Object other : List.of(Lookups.f("secret"), DSL.field("secret"), new StringBuilder("x"), Thread.class,
                new Object())) {
            assertThatThrownBy(() -> filters.parseTree(Map.of("headline", other)))
                    .isInstanceOf(FilterException.class).hasMessageContaining("A value of JSON's is needed.");
            assertThatThrownBy(() -> filters.parseTree(Map.of("data", Map.of("a", other))))
                    .isInstanceOf(FilterException.class);
            assertThatThrownBy(() -> filters.parseTree(Map.of("headline__in", List.of(other))))
                    .isInstanceOf(FilterException.class);
        }
        Map<Object, Object> numbered = new HashMap<>(Map.of(1, 1));
        assertThatThrownBy(() -> filters.parseTree(Map.of("not", numbered))).isInstanceOf(FilterException.class)
                .hasMessageContaining("The names of an object are texts.");
        // As GraphQL's scalars are read.
        assertThat(idsOf(filters.parseTree(Map.of("pub_date__gte", LocalDate.of(2024, 2, 1), "price__gte",
                new BigDecimal("2.5"))))).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\ud800", "e\u0301", "\u202e", "\ufeff", "'; drop table entry; --", "%", "\\",
            "?",
            "${jndi:ldap://x}", "{0}"})
    void whateverATextIsItIsAValueOrAFault(String text) {
        for (String name : List.of("headline", "headline__icontains", "author__name", "data", "data__n",
                "data__has_key", "tags__contains", "headline__in")) {
            Object value = name.startsWith("tags") || name.endsWith("in") ? List.of(text) : text;
            Filtered asked;
            try {
                asked = filters.parseTree(Map.of(name, value));
            } catch (FilterException refused) {
                continue;
            }
            assertThat(jooq.select(entry.field("id")).from(entry).where(asked.condition(Lookups.on(entry))).getSQL())
                    .doesNotContain(text.equals("?") || text.equals("%") || text.equals("\\") ? "\u0000" : text);
            idsOf(asked);
        }
        FilterException refused = catchThrowableOfType(FilterException.class,
                () -> filters.parseTree(Map.of(text, 1)));
        assertThat(refused.getMessage().codePoints().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
    }

    @Test
    void aParameterMayHoldATree() {
        Filters withTree = filters.orderBy("x").treeParameter("filter", text -> new ObjectMapper().readValue(text,
                Object.class));

        assertThat(idsOf(withTree.parse(Map.of("filter", "{\"or\":[{\"x\":1},{\"x\":9}]}", "published", "true"))))
                .containsExactly(1, 3);
        for (String wrong : List.of("{", "", "nothing", "{\"x\": s3cret}", "[" + "[".repeat(5_000))) {
            assertThatThrownBy(() -> withTree.parse(Map.of("filter", wrong))).isInstanceOf(FilterException.class)
                    .hasMessageContaining("'filter': This is no JSON.").hasMessageNotContaining("s3cret");
        }
        for (String wrong : List.of("[]", "1", "\"x\"", "null")) {
            assertThatThrownBy(() -> withTree.parse(Map.of("filter", wrong))).isInstanceOf(FilterException.class)
                    .hasMessageContaining("'filter': An object is needed.");
        }
        assertThatThrownBy(() -> withTree.parse(Map.of("filter", "x".repeat(20_001))))
                .isInstanceOf(FilterException.class).hasMessageContaining("At most 20000 characters");
        assertThatThrownBy(() -> withTree.parse(Map.of("filter", List.of("{}", "{}"))))
                .isInstanceOf(FilterException.class).hasMessageContaining("given 2 times");
        FilterException refused = catchThrowableOfType(FilterException.class,
                () -> withTree.parse(Map.of("filter", "{\"y\": 1}")));
        assertThat(refused.faults().get(0).parameter()).isEqualTo("filter");
        assertThat(refused.faults().get(0).pointer()).isEqualTo("/y");
        assertThatThrownBy(() -> filters.treeParameter("page", text -> text)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> filters.treeParameter("x", text -> text)).isInstanceOf(LookupException.class);
    }

    @Test
    void faultsAreProblemDetails() throws Exception {
        FilterException refused = catchThrowableOfType(FilterException.class, () -> filters.parse(
                Map.of("page", "0"), json("{'or': [{'é y%': 1}]}")));

        ObjectMapper mapper = new ObjectMapper();
        Map<?, ?> problem = mapper.readValue(mapper.writeValueAsString(refused.problem()), Map.class);

        assertThat(problem.get("type")).isEqualTo("about:blank");
        assertThat(problem.get("title")).isEqualTo("Bad Request");
        assertThat(problem.get("status")).isEqualTo(400);
        assertThat(problem.get("detail")).isEqualTo("The request's parameters cannot be used.");
        assertThat((List<?>) problem.get("errors")).hasSize(2).first()
                .isEqualTo(Map.of("code", "invalid_value", "detail",
                        "A whole number from 1 to 1000 is needed.", "parameter", "page"));
        Map<?, ?> second = (Map<?, ?>) ((List<?>) problem.get("errors")).get(1);
        assertThat(second.get("code")).isEqualTo("unknown_name");
        assertThat(second.get("pointer")).isEqualTo("#/or/0/%C3%A9%20y%25");
        assertThat(URI.create((String) second.get("pointer")).getFragment()).isEqualTo("/or/0/é y%");
        assertThat(String.valueOf(second.get("allowed"))).contains("x__gt", "author__name").doesNotContain("secret");
        assertThat(FilterException.PROBLEM_JSON).isEqualTo("application/problem+json");
        assertThat(refused.problem(URI.create("https://example.com/filters"), "Wrong filter"))
                .containsEntry("type", "https://example.com/filters").containsEntry("title", "Wrong filter");
    }

    @Test
    void whatIsAskedOfOnePathCanBeLeftOut() throws Exception {
        Filtered asked = filters
                .parseTree(json("{'x__gt': 1, 'or': [{'x': 1}, {'not': {'x__lt': 5}}], 'and': [{'headline': 'Two'}]}"));

        assertThat(asked.without("x").terms()).containsExactly(new Filtered.Term.Lookup("headline", "exact", "Two"));
        assertThat(asked.without("headline").terms()).hasSize(2);
        assertThat(asked.without("nowhere")).isEqualTo(asked);
    }

    private static Map<String, Object> json(String text) throws Exception {
        return new ObjectMapper().readValue(text.replace('\'', '"'), new TypeReference<Map<String, Object>>() {
        });
    }

    private static List<Integer> idsOf(Filtered asked) {
        return jooq.select(entry.field("id")).from(entry).where(asked.condition(Lookups.on(entry)))
                .orderBy(entry.field("id")).fetch(0, Integer.class);
    }
}
