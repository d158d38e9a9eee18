package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.dunder.lookups.FilterDescription.Condition;
import dev.dunder.lookups.FilterDescription.ValueType;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.schema.Coercing;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is allowed as data, and what those say of it who know OpenAPI, JSON Schema and GraphQL best. */
class FilterDescriptionTest {
    private static final DataType<?> MOOD = EnumLabels.on(ColumnTypes.named("mood"), List.of("sad", "happy"));
    private static final DataType<?> SIZE = EnumLabels.on(ColumnTypes.named("size"), List.of("extra large", "small"));

    private static final Filters FILTERS = Filters.on(new Place(Map.ofEntries(
            Map.entry("x", SQLDataType.INTEGER), Map.entry("big", SQLDataType.BIGINT),
            Map.entry("price", SQLDataType.NUMERIC), Map.entry("ratio", SQLDataType.DOUBLE),
            Map.entry("headline", SQLDataType.CLOB), Map.entry("day", SQLDataType.LOCALDATE),
            Map.entry("clock", SQLDataType.LOCALTIME), Map.entry("at", SQLDataType.OFFSETDATETIME),
            Map.entry("local", SQLDataType.LOCALDATETIME), Map.entry("span", SQLDataType.INTERVAL),
            Map.entry("uid", SQLDataType.UUID), Map.entry("mood", MOOD), Map.entry("size", SIZE),
            Map.entry("tags", SQLDataType.CLOB.getArrayDataType()), Map.entry("data", SQLDataType.JSONB),
            Map.entry("during", ColumnTypes.named("int4range")), Map.entry("ok", SQLDataType.BOOLEAN),
            Map.entry("or", SQLDataType.INTEGER), Map.entry("first__name", SQLDataType.CLOB)), 2))
            .allow("x", "exact", "gt", "in", "range", "isnull").allow("big", "gt").allow("price", "lte")
            .allow("ratio", "lt").allow("headline", "exact", "icontains").allow("day", "gte")
            .allow("day__year").allow("clock", "gt").allow("at", "lt").allow("local", "lt").allow("span", "lt")
            .allow("uid", "exact", "in").allow("mood", "exact", "in").allow("size").allow("tags", "contains")
            .allow("data", "exact", "has_keys").allow("data__a b").allow("during", "overlap").allow("ok")
            .allow("or").allow("first__name", "iexact")
            .allow("parent", "exact", "in").allow("parent__headline", "icontains")
            .allow("parent__parent__x", "gt")
            .orderBy("x", "day").defaultOrder("-day").fields("x", "parent__x").facets("mood")
            .cursors(new byte[32]).treeParameter("filter", text -> Map.of());

    /** A scope of columns that leads to another one like it. */
    private record Place(Map<String, DataType<?>> columns, int deep) implements Scope<String, String> {
        @Override
        public String label() {
            return "place";
        }

        @Override
        public List<String> choices() {
            return List.copyOf(columns.keySet());
        }

        @Override
        public @Nullable String relation(String name) {
            return deep > 0 && name.equals("parent") ? name : null;
        }

        @Override
        public Scope<String, String> target(String relation) {
            return new Place(columns, deep - 1);
        }

        @Override
        public String key(String relation) {
            return "x";
        }

        @Override
        public @Nullable String column(String name) {
            return columns.containsKey(name) ? name : null;
        }

        @Override
        public DataType<?> type(String column) {
            return columns.get(column);
        }
    }

    private static String json(Object value) throws Exception {
        return new ObjectMapper().writeValueAsString(value);
    }

    @Test
    void conditionsAreData() {
        FilterDescription described = FILTERS.describe();

        assertThat(described.model()).isEqualTo("place");
        assertThat(described.conditions()).contains(
                new Condition("x", "x", List.of(), "exact", ValueType.INT, false, List.of()),
                new Condition("x__in", "x", List.of(), "in", ValueType.INT, true, List.of()),
                new Condition("x__isnull", "x", List.of(), "isnull", ValueType.BOOLEAN, false, List.of()),
                new Condition("headline__icontains", "headline", List.of(), "icontains", ValueType.STRING, false,
                        List.of()),
                new Condition("day__year", "day__year", List.of(), "exact", ValueType.INT, false, List.of()),
                new Condition("mood__in", "mood", List.of(), "in", ValueType.ENUM, true, List.of("sad", "happy")),
                new Condition("tags__contains", "tags", List.of(), "contains", ValueType.STRING, true, List.of()),
                new Condition("data", "data", List.of(), "exact", ValueType.JSON, false, List.of()),
                new Condition("parent", "parent", List.of("parent"), "exact", ValueType.INT, false, List.of()),
                new Condition("parent__parent__x__gt", "parent__parent__x", List.of("parent", "parent"), "gt",
                        ValueType.INT, false, List.of()));
        assertThat(described.conditions()).extracting(Condition::name).doesNotHaveDuplicates()
                .doesNotContain("x__exact");
        assertThat(described.orderings()).containsExactly("x", "day");
        assertThat(described.defaultOrder()).containsExactly("-day");
        assertThat(described.fields()).containsExactly("x", "parent__x").isEqualTo(described.defaultFields());
        assertThat(described.facets()).containsExactly("mood");
        assertThat(described.cursors()).isTrue();
        assertThat(described.treeParameter()).isEqualTo("filter");
        assertThat(described.bounds())
                .isEqualTo(new FilterDescription.Bounds(100, 100, 20, 10, 20, 100, 1_000, 50));
    }

    @Test
    void theJsonSchemaIsOne() throws Exception {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(json(FILTERS.describe().jsonSchema()), InputFormat.JSON)).isEmpty();
        assertThat(meta.validate("{\"type\": \"nothing\"}", InputFormat.JSON)).isNotEmpty();
        assertThat(FILTERS.describe().jsonSchema(URI.create("urn:place"))).containsEntry("$id", "urn:place");
        assertThat(meta.validate(json(Filters.on(new Place(Map.of(), 0)).describe().jsonSchema()), InputFormat.JSON))
                .isEmpty();
    }

    /** Both say the same of a tree. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{} | true",
            "{'x': 1, 'x__gt': 2} | true",
            "{'x__exact': 1} | true",
            "{'x': {'gt': 1, 'in': [1, 2], 'not': {'exact': 4}}} | true",
            "{'or': [{'x': 1}, {'parent': {'headline__icontains': 'a'}}]} | true",
            "{'parent': 3} | true",
            "{'parent': {'in': [1]}} | true",
            "{'parent': {'parent': {'x': {'gt': 1}}}} | true",
            "{'parent__parent': {'x__gt': 1}} | true",
            "{'not': {'not': {'ok': true}}} | true",
            "{'mood__in': ['sad']} | true",
            "{'uid': '00000000-0000-0000-0000-000000000001'} | true",
            "{'data': {'any': [1, null, {'x': true}]}} | true",
            "{'data': {'a b': 1}} | true",
            "{'data__has_keys': ['a']} | true",
            "{'first': {'name__iexact': ''}} | true",
            "{'or__exact': 1} | true",
            "{'during__overlap': [1, 5]} | true",
            "{'tags__contains': ['a']} | true",
            "{'x__range': [1, 2]} | true",
            "{'x__range': [1, 2, 3]} | false",
            "{'y': 1} | false",
            "{'x': null} | false",
            "{'x': 1.5} | false",
            "{'x': [1]} | false",
            "{'x': {}} | false",
            "{'x': {'lt': 1}} | false",
            "{'x__in': 1} | false",
            "{'x__in': []} | false",
            "{'x__isnull': 'true'} | false",
            "{'or': []} | false",
            "{'or': {'x': 1}} | false",
            "{'or': 1} | false",
            "{'and': [{}]} | false",
            "{'not': {}} | false",
            "{'not': [{'x': 1}]} | false",
            "{'mood': 'angry'} | false",
            "{'headline__icontains': ''} | false",
            "{'headline__icontains': 5} | false",
            "{'parent': {'x': 1}} | false",
            "{'parent': {'parent': {}}} | false",
            "{'__proto__': 1} | false"})
    void theJsonSchemaSaysWhatTheFiltersDo(String text, boolean allowed) throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json(FILTERS.describe().jsonSchema()), InputFormat.JSON);
        String tree = text.replace('\'', '"');

        assertThat(schema.validate(tree, InputFormat.JSON).isEmpty()).isEqualTo(allowed);
        assertThat(accepts(new ObjectMapper().readValue(tree, new TypeReference<Map<String, Object>>() {
        }))).isEqualTo(allowed);
    }

    private static boolean accepts(Map<String, ?> tree) {
        try {
            FILTERS.parseTree(tree);
            return true;
        } catch (FilterException refused) {
            return false;
        }
    }

    @Test
    void theParametersAreThoseOfOpenApi() throws Exception {
        List<Map<String, Object>> parameters = FILTERS.describe()
                .openApiParameters(URI.create("#/components/schemas/PlaceFilter"));
        Map<String, Object> document = Map.of("openapi", "3.1.0", "info", Map.of("title", "Places", "version", "1"),
                "components", Map.of("schemas", Map.of("PlaceFilter", Map.of("type", "object"))),
                "paths", Map.of("/places", Map.of("get", Map.of("parameters", parameters, "responses",
                        Map.of("200", Map.of("description", "Places"))))));

        SwaggerParseResult read = new OpenAPIV3Parser().readContents(json(document));

        assertThat(read.getMessages()).isEmpty();
        List<io.swagger.v3.oas.models.parameters.Parameter> known = read.getOpenAPI().getPaths().get("/places").getGet()
                .getParameters();
        assertThat(known).extracting(io.swagger.v3.oas.models.parameters.Parameter::getName).contains("x", "x__in",
                "order_by", "page", "page_size", "fields", "facets", "after", "before", "filter")
                .doesNotHaveDuplicates().hasSize(parameters.size());
        assertThat(FILTERS.describe().openApiParameters()).hasSize(parameters.size()).last()
                .asString().contains("type=object");
        Map<String, Object> list = parameters.stream().filter(one -> one.get("name").equals("x__in")).findFirst()
                .orElseThrow();
        assertThat(list).containsEntry("style", "form").containsEntry("explode", false)
                .containsEntry("in", "query");
        assertThat(list.get("schema")).isEqualTo(Map.of("type", "array", "minItems", 1, "maxItems", 100, "items",
                Map.of("type", "integer", "format", "int32")));
        Map<String, Object> broken = Map.of("openapi", "3.1.0", "info", Map.of("title", "Places", "version", "1"),
                "paths", Map.of("/places", Map.of("get", Map.of("parameters", List.of(Map.of("in", "query"))))));
        assertThat(new OpenAPIV3Parser().readContents(json(broken)).getMessages()).isNotEmpty();
    }

    /** It stands in the document once, and its references are its own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'or': [{'x': 1}, {'parent': {'headline__icontains': 'a'}}]} | true",
            "{'parent': {'parent': {'x': {'gt': 1}}}} | true",
            "{'parent': {'x': 1}} | false",
            "{'not': {'y': 1}} | false",
            "{'mood': 'angry'} | false"})
    void theTreeParameterHasItsSchema(String text, boolean allowed) throws Exception {
        Map<String, Object> tree = FILTERS.describe().openApiParameters(URI.create("#/$defs/PlaceFilter")).stream()
                .filter(one -> one.get("name").equals("filter")).findFirst().orElseThrow();
        Map<?, ?> content = (Map<?, ?>) ((Map<?, ?>) tree.get("content")).get("application/json");
        Map<String, Object> document = Map.of("properties", Map.of("filter", content.get("schema")), "$defs",
                Map.of("PlaceFilter", FILTERS.describe().jsonSchema(URI.create("urn:PlaceFilter"))));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json(document), InputFormat.JSON);

        assertThat(schema.validate("{\"filter\": " + text.replace('\'', '"') + "}", InputFormat.JSON).isEmpty())
                .isEqualTo(allowed);
    }

    @Test
    void theLabelsOfAnEnumAreWhatIsAllowed() {
        for (Map<String, String> request : List.of(Map.of("mood", "angry"), Map.of("mood__in", "sad,angry"))) {
            assertThat(faults(() -> FILTERS.parse(request))).singleElement().satisfies(fault -> {
                assertThat(fault.allowed()).containsExactly("sad", "happy");
                assertThat(fault.code()).isEqualTo(FilterException.Code.INVALID_VALUE);
                assertThat(fault.message()).contains("no such label").doesNotContain("\n");
            });
        }
        assertThat(faults(() -> FILTERS.parseTree(Map.of("mood__in", List.of("angry"))))).singleElement()
                .satisfies(fault -> assertThat(fault.allowed()).containsExactly("sad", "happy"));
        assertThat(faults(() -> FILTERS.parseTree(Map.of("mood", List.of("sad"))))).singleElement()
                .satisfies(fault -> assertThat(fault.allowed()).isEmpty());
        assertThat(faults(() -> FILTERS.parse(Map.of("x", "many")))).singleElement()
                .satisfies(fault -> assertThat(fault.allowed()).isEmpty());
    }

    private static List<FilterException.Fault> faults(ThrowingCallable parse) {
        return catchThrowableOfType(FilterException.class, parse).faults();
    }

    /** Every example that a parameter's schema allows is one that the filters take. */
    @Test
    void whatOpenApiAllowsIsAllowed() {
        for (Map<String, Object> parameter : FILTERS.describe().openApiParameters()) {
            if (parameter.get("schema") instanceof Map<?, ?> schema && schema.get("items") instanceof Map<?, ?> items
                    && items.get("enum") instanceof List<?> names) {
                List<String> texts = names.stream().map(String::valueOf).toList();
                for (String one : texts) {
                    assertThat(FILTERS.parse(Map.of((String) parameter.get("name"), one))).isNotNull();
                }
            }
        }
    }

    private static GraphQLSchema graphQl(Filters filters, List<Filtered> asked) {
        FilterDescription described = filters.describe();
        StringBuilder text = new StringBuilder(described.graphQlInput("PlaceFilter"));
        described.graphQlScalars().forEach(scalar -> text.append("scalar ").append(scalar).append('\n'));
        text.append("type Query { places(filter: PlaceFilter): Int }");
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring()
                .type("Query", type -> type.dataFetcher("places", environment -> {
                    asked.add(filters.parseTree(environment.getArgument("filter")));
                    return 1;
                }));
        described.graphQlScalars().forEach(scalar -> wiring.scalar(GraphQLScalarType.newScalar().name(scalar)
                .coercing(new Coercing<Object, Object>() {
                }).build()));
        return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(text.toString()), wiring.build());
    }

    @Test
    void theInputTypeIsOneOfGraphQl() {
        List<Filtered> asked = new ArrayList<>();
        GraphQLSchema schema = graphQl(FILTERS, asked);

        GraphQLInputObjectType type = (GraphQLInputObjectType) schema.getType("PlaceFilter");
        assertThat(type.getFieldDefinitions()).extracting(field -> field.getName()).contains("and", "or", "not", "x",
                "x__gt", "or__exact", "parent", "mood", "first__name__iexact")
                .doesNotContain("parent__headline", "data__a b");
        assertThat(FILTERS.describe().graphQlInput("PlaceFilter")).contains("  or: [PlaceFilter!]", "  x__in: [Int!]",
                "  parent: PlaceFilter_parent", "enum PlaceFilter_mood {\n  sad\n  happy\n}", "  size: String",
                "  price__lte: BigDecimal", "  big__gt: Long", "  at__lt: DateTime",
                "input PlaceFilter_parent__parent {");
        assertThat(FILTERS.describe().graphQlScalars()).containsExactly("BigDecimal", "Date", "DateTime", "JSON",
                "LocalDateTime", "LocalTime", "Long", "UUID");

        ExecutionResult result = GraphQL.newGraphQL(schema).build().execute("""
                { places(filter: {or: [{x__gt: 3}, {parent: {headline__icontains: "a", exact: 5}}], mood: sad,
                    not: {x__in: [1, 2]}}) }""");

        assertThat(result.getErrors()).isEmpty();
        Map<String, Object> tree = new LinkedHashMap<>();
        Map<String, Object> parent = new LinkedHashMap<>();
        parent.put("exact", 5);
        parent.put("headline__icontains", "a");
        tree.put("or", List.of(Map.of("x__gt", 3), Map.of("parent", parent)));
        tree.put("mood", "sad");
        tree.put("not", Map.of("x__in", List.of(1, 2)));
        assertThat(asked).singleElement()
                .satisfies(one -> assertThat(one.terms())
                        .containsExactlyInAnyOrderElementsOf(FILTERS.parseTree(tree).terms()));
    }

    @Test
    void whatGraphQlCannotSpellIsLeftOut() {
        Filters odd = Filters.on(new Place(Map.of("a b", SQLDataType.INTEGER, "é", SQLDataType.INTEGER, "__x",
                SQLDataType.INTEGER, "ok", SQLDataType.BOOLEAN), 0)).allow("a b", "gt").allow("é").allow("__x")
                .allow("ok");

        graphQl(odd, new ArrayList<>());
        assertThat(odd.describe().graphQlInput("F")).isEqualTo("""
                input F {
                  and: [F!]
                  or: [F!]
                  not: F
                  ok: Boolean
                }
                """);
        assertThatThrownBy(() -> odd.describe().graphQlInput("a b")).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> odd.describe().graphQlInput("__F")).isInstanceOf(LookupException.class);
    }
}
