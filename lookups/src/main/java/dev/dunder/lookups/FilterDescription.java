package dev.dunder.lookups;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Filters} allow, as data.
 *
 * <pre>{@code
 * for (FilterDescription.Condition one : FILTERS.describe().conditions()) {
 *     form.add(one.name(), one.type(), one.labels());
 * }
 * }</pre>
 *
 * @param model the name of the table or model
 * @param conditions what may be asked of columns
 * @param orderings what rows may be ordered by
 * @param defaultOrder the order of a request that asks for none
 * @param fields the columns that may be chosen; none where that is not possible
 * @param defaultFields those of a request that chooses none
 * @param facets the columns whose values may be counted
 * @param cursors whether a request may go on from a row
 * @param treeParameter the parameter that holds a tree; null where there is none
 * @param bounds how much a request may ask for
 */
public record FilterDescription(String model, List<Condition> conditions, List<String> orderings,
        List<String> defaultOrder, List<String> fields, List<String> defaultFields, List<String> facets,
        boolean cursors, @Nullable String treeParameter, Bounds bounds) {
    /** What a value is. */
    public enum ValueType {
        /** A text. */
        STRING,
        /** True or false. */
        BOOLEAN,
        /** A whole number of 32 bits. */
        INT,
        /** A whole number of 64 bits. */
        LONG,
        /** A whole number. */
        INTEGER,
        /** A decimal number. */
        DECIMAL,
        /** A floating-point number. */
        FLOAT,
        /** A day. */
        DATE,
        /** A time of day. */
        TIME,
        /** A time with its offset. */
        DATE_TIME,
        /** A time without. */
        LOCAL_DATE_TIME,
        /** A length of time. */
        DURATION,
        /** A UUID. */
        UUID,
        /** One of some labels. */
        ENUM,
        /** A range, as a text or as its two ends. */
        RANGE,
        /** Any JSON. */
        JSON,
        /** What a lookup of one's own takes. */
        ANY
    }

    /**
     * A condition that is allowed.
     *
     * @param name what the parameter is called
     * @param path the column
     * @param relations those that lead to it
     * @param lookup the name of the lookup
     * @param type what the value is, or each of them
     * @param list whether it takes several
     * @param labels of an enum
     */
    public record Condition(String name, String path, List<String> relations, String lookup, ValueType type,
            boolean list, List<String> labels) {
        /** Its name, and that with {@code exact}. */
        List<String> names() {
            String whole = path + PathParser.SEPARATOR + lookup;
            return name.equals(whole) ? List.of(name) : List.of(name, whole);
        }
    }

    /**
     * How much a request may ask for.
     *
     * @param values how many a list has
     * @param patternLength how long the text of a pattern is
     * @param conditions how many there are
     * @param nesting how deep a tree is
     * @param pageSize of a request that does not say
     * @param largestPageSize of one that does
     * @param lastPage which page may be asked for
     * @param facetValues how many a facet tells
     */
    public record Bounds(int values, int patternLength, int conditions, int nesting, int pageSize, int largestPageSize,
            int lastPage, int facetValues) {}

    static FilterDescription of(Filters.Config config) {
        List<Condition> conditions = new ArrayList<>();
        config.allowed().forEach((name, allowed) -> {
            String whole = allowed.path() + PathParser.SEPARATOR + allowed.lookup();
            boolean shorter = name.equals(whole) && allowed.lookup().equals("exact");
            if (!shorter) {
                conditions.add(condition(name, allowed, config));
            }
        });
        FilterLimits limits = config.limits();
        List<String> chosen = config.defaultFields().isEmpty() ? List.copyOf(config.fields()) : config.defaultFields();
        return new FilterDescription(config.scope().label(), List.copyOf(conditions), List.copyOf(config.orderings()),
                config.defaultOrder(), List.copyOf(config.fields()), chosen,
                List.copyOf(config.facets()), config.cursors() != null,
                config.tree() == null ? null : config.tree().name(),
                new Bounds(limits.values(), limits.length(), limits.conditions(), limits.nesting(), limits.pageSize(),
                        limits.largestPage(), limits.lastPage(), limits.facetValues()));
    }

    private static Condition condition(String name, Filters.Allowed allowed, Filters.Config config) {
        DataType<?> type = allowed.type();
        boolean list = FilterValues.isList(type, allowed.lookup());
        DataType<?> member = type.getArrayComponentDataType();
        DataType<?> one = list && member != null ? member : type;
        ValueType value = value(one, allowed.lookup(), list);
        List<String> labels = value == ValueType.ENUM ? EnumLabels.of(one) : null;
        return new Condition(name, allowed.path(),
                relations(config.scope(), allowed.path(), allowed.parsed().path().hops().size()),
                allowed.lookup(), value, list, labels == null ? List.of() : List.copyOf(labels));
    }

    private static <R, C> List<String> relations(Scope<R, C> scope, String path, int hops) {
        List<String> names = new ArrayList<>();
        Scope<R, C> at = scope;
        int from = 0;
        for (int i = 0; i < hops; i++) {
            Scope<R, C> here = at;
            String name = PathParser.longest(path, from, known -> here.relation(known) != null);
            R relation = name == null ? null : here.relation(name);
            if (name == null || relation == null) {
                break;
            }
            names.add(name);
            from += name.length() + PathParser.SEPARATOR.length();
            at = here.target(relation);
        }
        return List.copyOf(names);
    }

    private static ValueType value(DataType<?> type, String lookup, boolean list) {
        if (lookup.equals("isnull")) {
            return ValueType.BOOLEAN;
        } else if (FilterValues.isDocument(type, lookup)) {
            return ValueType.JSON;
        } else if (FilterValues.isPattern(type, lookup)) {
            return ValueType.STRING;
        } else if (FilterValues.isRange(type)) {
            return ValueType.RANGE;
        } else if (ColumnTypes.isHstore(type) && lookup.startsWith("contain")) {
            return ValueType.JSON;
        }
        return list || FilterValues.isTyped(lookup) ? value(type) : ValueType.ANY;
    }

    private static ValueType value(DataType<?> type) {
        if (EnumLabels.of(type) != null) {
            return ValueType.ENUM;
        }
        Class<?> known = type.getFromType();
        if (known == Boolean.class) {
            return ValueType.BOOLEAN;
        } else if (known == Byte.class || known == Short.class || known == Integer.class) {
            return ValueType.INT;
        } else if (known == Long.class) {
            return ValueType.LONG;
        } else if (known == BigInteger.class) {
            return ValueType.INTEGER;
        } else if (known == BigDecimal.class) {
            return ValueType.DECIMAL;
        } else if (known == Float.class || known == Double.class) {
            return ValueType.FLOAT;
        } else if (known == UUID.class) {
            return ValueType.UUID;
        } else if (known == YearToSecond.class) {
            return ValueType.DURATION;
        }
        return time(type);
    }

    private static ValueType time(DataType<?> type) {
        if (ColumnTypes.isDate(type)) {
            return ValueType.DATE;
        } else if (ColumnTypes.isTime(type)) {
            return ValueType.TIME;
        } else if (ColumnTypes.isInstant(type)) {
            return ValueType.DATE_TIME;
        } else if (ColumnTypes.isDateTime(type)) {
            return ValueType.LOCAL_DATE_TIME;
        }
        return ColumnTypes.isJson(type) ? ValueType.JSON : ValueType.STRING;
    }

    /**
     * The parameters as OpenAPI 3.1 has them, for {@code paths./entries.get.parameters}.
     *
     * <pre>
     * [{"name": "x__gt", "in": "query", "required": false, "schema": {"type": "integer", "format": "int32"}}, …]
     * </pre>
     *
     * @return a list of maps for any JSON or YAML library
     */
    public List<Map<String, Object>> openApiParameters() {
        return new FilterOpenApi(this).parameters(Map.of("type", "object"));
    }

    /**
     * The parameters as OpenAPI 3.1 has them, with a reference to the schema of the tree, which is recursive and stands in the
     * document once, wherever that is.
     *
     * <pre>{@code
     * components.put("EntryFilter", described.jsonSchema(URI.create("urn:EntryFilter")));
     * operation.put("parameters", described.openApiParameters(URI.create("#/components/schemas/EntryFilter")));
     * // … {"name": "filter", … "schema": {"$ref": "#/components/schemas/EntryFilter"}}
     * }</pre>
     *
     * @param tree where {@link #jsonSchema(URI)} stands
     * @return a list of maps for any JSON or YAML library
     */
    public List<Map<String, Object>> openApiParameters(URI tree) {
        return new FilterOpenApi(this).parameters(Map.of("$ref", tree.toString()));
    }

    /**
     * The tree of conditions as a JSON Schema, of 2020-12.
     *
     * @return a map for any JSON library
     */
    public Map<String, Object> jsonSchema() {
        return new FilterJsonSchema(this).tree(null);
    }

    /**
     * The tree of conditions as a JSON Schema that may stand within another document, as within OpenAPI's components.
     *
     * @param id what it is called there: its own references are relative to that
     * @return a map for any JSON library
     */
    public Map<String, Object> jsonSchema(URI id) {
        return new FilterJsonSchema(this).tree(id);
    }

    /**
     * The tree of conditions as an input type of GraphQL, with those of its relations and enums.
     *
     * <pre>
     * input EntryFilter {
     *   and: [EntryFilter!]
     *   or: [EntryFilter!]
     *   not: EntryFilter
     *   x__gt: Int
     *   author: EntryFilter_author
     * }
     * </pre>
     *
     * <p>An argument of the type is what {@link Filters#parseTree} takes. Types that GraphQL has not are
     * {@link #graphQlScalars scalars}, to be declared once in a schema. What has a name that GraphQL cannot spell is left out.
     *
     * @param name of the type
     * @return definitions in the schema language
     * @throws LookupException if GraphQL cannot spell the name
     */
    public String graphQlInput(String name) {
        return new FilterGraphQl(this, name).input();
    }

    /**
     * The scalars that {@link #graphQlInput} speaks of, by the names that graphql-java's extended scalars have.
     *
     * @return such as {@code Long}, {@code BigDecimal}, {@code DateTime}
     */
    public List<String> graphQlScalars() {
        return new FilterGraphQl(this, "Filter").scalars();
    }
}
