package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DataType;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * What a web request may ask for, and how it is read: {@code ?x__gt=3&author__name__icontains=ann&order_by=-pub_date&page_size=20},
 * or a tree of conditions as JSON and GraphQL have it.
 *
 * <pre>{@code
 * static final Filters FILTERS = Filters.on(Models.SCHEMA.model("entry"))
 *         .allow("x", "gt", "lt")
 *         .allow("author__name", "icontains", "exact")
 *         .orderBy("pub_date", "x");
 *
 * Filtered asked = FILTERS.parse(request.getParameterMap());        // or a FilterException with all that is wrong
 * Page<Entry> page = Entry.objects.filter(asked).orderBy(asked).page(asked);
 * }</pre>
 *
 * <p>Nothing is allowed that is not named, neither a column nor a lookup on it; parameter names are only compared with what was
 * allowed. A value is a text, and read as the column's type says. {@code in} and other lookups that take several values take them
 * separated by commas ({@code x__in=1,2}), or the parameter several times ({@code x__in=1&x__in=2}), where a comma is a part of
 * the value. Regular expressions must not refer back to their groups, which can keep a server busy for hours. All that one request
 * says is about the same related row, as what stands in one {@code filter(…)} is. Immutable and safe to share between threads:
 * make one, and keep it.
 */
public final class Filters {
    static final String ORDER_BY = "order_by";
    static final String PAGE = "page";
    static final String PAGE_SIZE = "page_size";
    static final String FIELDS = "fields";
    static final String FACETS = "facets";
    static final String AFTER = "after";
    static final String BEFORE = "before";

    private static final Set<String> OWN = Set.of(ORDER_BY, PAGE, PAGE_SIZE, FIELDS, FACETS, AFTER, BEFORE);

    private final Config config;

    /** What may follow a parameter's name; the value of each is a text until it is read. */
    record Allowed(String path, String lookup, PathParser.Lookedup<?, ?> parsed) {
        DataType<?> type() {
            return parsed.path().type();
        }
    }

    /**
     * Reads a text as JSON: {@code text -> mapper.readValue(text, Map.class)}.
     */
    @FunctionalInterface
    public interface TreeReader {
        /**
         * Reads a text.
         *
         * @param json the text
         * @return a map, of texts, numbers, truths, lists and maps
         * @throws Exception if it is no JSON, which is a fault of the request
         */
        @Nullable
        Object read(String json) throws Exception;
    }

    /** A parameter that holds a tree. */
    record TreeParameter(String name, TreeReader reader) {}

    /** Settings, copied with each change. */
    record Config(
            Scope<?, ?> model,
            Map<String, DataType<?>> annotations,
            PathParser parser,
            Map<String, Allowed> allowed,
            Set<String> orderings,
            List<String> defaultOrder,
            Set<String> fields,
            List<String> defaultFields,
            Set<String> facets,
            Set<String> ignored,
            FilterLimits limits,
            @Nullable FilterCursors cursors,
            @Nullable TreeParameter tree) {
        Scope<?, ?> scope() {
            return annotations.isEmpty() ? model : AnnotatedScope.of(model, annotations);
        }

        /** The names of parameters that are no conditions. */
        Set<String> parameters() {
            Set<String> names = new TreeSet<>(List.of(PAGE, PAGE_SIZE));
            if (!orderings.isEmpty()) {
                names.add(ORDER_BY);
            }
            if (!fields.isEmpty()) {
                names.add(FIELDS);
            }
            if (!facets.isEmpty()) {
                names.add(FACETS);
            }
            if (cursors != null) {
                names.addAll(List.of(AFTER, BEFORE));
            }
            if (tree != null) {
                names.add(tree.name());
            }
            return names;
        }
    }

    /** A change under way: all settings, each to be replaced. For one thread. */
    private static final class Change {
        private final Config old;
        private Map<String, DataType<?>> annotations;
        private Map<String, Allowed> allowed;
        private Set<String> orderings;
        private List<String> defaultOrder;
        private Set<String> fields;
        private List<String> defaultFields;
        private Set<String> facets;
        private Set<String> ignored;
        private FilterLimits limits;
        private @Nullable FilterCursors cursors;
        private @Nullable TreeParameter tree;

        Change(Config old) {
            this.old = old;
            this.annotations = new LinkedHashMap<>(old.annotations);
            this.allowed = new LinkedHashMap<>(old.allowed);
            this.orderings = new LinkedHashSet<>(old.orderings);
            this.defaultOrder = old.defaultOrder;
            this.fields = new LinkedHashSet<>(old.fields);
            this.defaultFields = old.defaultFields;
            this.facets = new LinkedHashSet<>(old.facets);
            this.ignored = new LinkedHashSet<>(old.ignored);
            this.limits = old.limits;
            this.cursors = old.cursors;
            this.tree = old.tree;
        }

        Filters made() {
            Config made = new Config(old.model, Collections.unmodifiableMap(annotations), old.parser,
                    Collections.unmodifiableMap(allowed), Collections.unmodifiableSet(orderings), defaultOrder,
                    Collections.unmodifiableSet(fields), defaultFields, Collections.unmodifiableSet(facets),
                    Collections.unmodifiableSet(ignored), limits, cursors, tree);
            for (String name : made.parameters()) {
                if (allowed.containsKey(name)) {
                    throw new LookupException(
                            "'" + name + "' is a parameter of its own; allow the column with a lookup.");
                }
            }
            allowed.values().forEach(entry -> checkDepth(entry, limits.depth()));
            return new Filters(made);
        }
    }

    private Filters(Config config) {
        this.config = config;
    }

    /**
     * Filters of a table that allow nothing yet.
     *
     * @param table any jOOQ table
     * @return the filters
     */
    public static Filters on(Table<?> table) {
        return on(new ForeignKeyScope(table), Registry.standard());
    }

    /**
     * Filters of a table that allow nothing yet, with lookups and transforms of one's own.
     *
     * @param table any jOOQ table
     * @param registry the lookups and transforms that may be allowed
     * @return the filters
     */
    public static Filters on(Table<?> table, Registry registry) {
        return on(new ForeignKeyScope(table), registry);
    }

    /**
     * Filters of a model that allow nothing yet.
     *
     * @param model a model, or whatever else has names
     * @return the filters
     */
    public static Filters on(Scope<?, ?> model) {
        return on(model, model.registry());
    }

    /**
     * Filters of a model that allow nothing yet, with lookups and transforms of one's own.
     *
     * @param model a model, or whatever else has names
     * @param registry the lookups and transforms that may be allowed
     * @return the filters
     */
    public static Filters on(Scope<?, ?> model, Registry registry) {
        return new Filters(new Config(model, Map.of(), new PathParser(registry), Map.of(), Set.of(), List.of(),
                Set.of(), List.of(), Set.of(), Set.of(), FilterLimits.USUAL, null, null));
    }

    /**
     * Says that the query set has an annotation, which may be allowed as a column is:
     * {@code annotation("comments", SQLDataType.BIGINT).allow("comments", "gt").orderBy("comments")} for
     * {@code entries.annotate(count("comment").as("comments"))}.
     *
     * @param name its name
     * @param type the type of its values
     * @return new filters
     */
    public Filters annotation(String name, DataType<?> type) {
        Change change = new Change(config);
        change.annotations.put(LookupException.given(name, "a name"), LookupException.given(type, "a type"));
        return change.made();
    }

    /**
     * Allows lookups on a column. {@code exact} is asked for by the column's name alone, too.
     *
     * @param path a column, with relations before it and transforms after it as in a lookup
     * @param lookups the names of the lookups; none for {@code exact} alone
     * @return new filters
     * @throws LookupException if there is no such column or lookup
     */
    public Filters allow(String path, String... lookups) {
        Change change = new Change(config);
        for (String lookup : lookups.length == 0 ? new String[]{"exact"} : lookups) {
            Allowed entry = new Allowed(path, lookup,
                    config.parser.lookup(config.scope(), path + PathParser.SEPARATOR + lookup));
            if (!entry.parsed().lookup().name().equals(lookup)) {
                throw new LookupException("'" + lookup + "' is not a lookup of '" + path + "' but a part of its path.");
            }
            change.allowed.put(path + PathParser.SEPARATOR + lookup, entry);
            if (lookup.equals("exact")) {
                change.allowed.put(path, entry);
            }
        }
        return change.made();
    }

    private static void checkDepth(Allowed entry, int depth) {
        int hops = entry.parsed().path().hops().size();
        if (hops > depth) {
            throw new LookupException("'" + entry.path() + "' follows " + hops + " relations, and " + depth
                    + " are allowed. Raise maxDepth(…) before allowing it.");
        }
    }

    /**
     * Allows to order by columns: {@code order_by=-pub_date,x}.
     *
     * @param paths columns, with relations before them and transforms after them as in a lookup
     * @return new filters
     * @throws LookupException if there is no such column
     */
    public Filters orderBy(String... paths) {
        Change change = new Change(config);
        change.orderings.addAll(known(paths));
        return change.made();
    }

    private List<String> known(String... paths) {
        List<String> known = LookupException.allGiven(paths, "the name of a column");
        known.forEach(path -> config.parser.value(config.scope(), path));
        return known;
    }

    /**
     * The order of a request that asks for none.
     *
     * @param criteria columns, with {@code -} before those that are descending
     * @return new filters
     * @throws LookupException if there is no such column
     */
    public Filters defaultOrder(String... criteria) {
        for (String criterion : criteria) {
            known(criterion.startsWith("-") ? criterion.substring(1) : criterion);
        }
        Change change = new Change(config);
        change.defaultOrder = List.of(criteria);
        return change.made();
    }

    /**
     * Allows to choose the columns that are sent, sparse fields: {@code fields=id,headline,author.name}. Then a request that
     * chooses none is sent {@link #defaultFields these}, and nothing that is not allowed.
     *
     * @param paths columns, with relations before them; in a request {@code .} may stand for {@code __}
     * @return new filters
     * @throws LookupException if there is no such column
     */
    public Filters fields(String... paths) {
        Change change = new Change(config);
        change.fields.addAll(known(paths));
        return change.made();
    }

    /**
     * The columns that a request is sent which chooses none; all that {@link #fields} allows unless set.
     *
     * @param paths some of those that are allowed
     * @return new filters
     * @throws LookupException if one is not allowed
     */
    public Filters defaultFields(String... paths) {
        for (String path : paths) {
            if (!config.fields.contains(path)) {
                throw LookupException.unknown(path, "among the fields that are allowed", config.fields);
            }
        }
        Change change = new Change(config);
        change.defaultFields = List.of(paths);
        return change.made();
    }

    /**
     * Allows to ask how many rows there are for each value of a column: {@code facets=rating,author__country}. Each is counted
     * of the rows that the request is about without what it asks of that column itself.
     *
     * @param paths columns, with relations before them and transforms after them as in a lookup
     * @return new filters
     * @throws LookupException if there is no such column
     */
    public Filters facets(String... paths) {
        Change change = new Change(config);
        change.facets.addAll(known(paths));
        return change.made();
    }

    /**
     * Lets requests go on from a row, with the parameters {@code after} and {@code before}: the texts that {@link
     * Filtered#signed} makes of the cursors of a keyset page. They are signed with HMAC-SHA-256, for one order and for the
     * same conditions; others are a fault. Cursors are signed, and not secret.
     *
     * @param key 16 bytes at least that nobody else knows
     * @param older keys that cursors may have been signed with before
     * @return new filters
     * @throws LookupException if a key is shorter
     */
    public Filters cursors(byte[] key, byte[]... older) {
        List<byte[]> keys = new ArrayList<>(List.of(LookupException.given(key, "a key")));
        keys.addAll(LookupException.allGiven(older, "a key"));
        Change change = new Change(config);
        change.cursors = new FilterCursors(keys);
        return change.made();
    }

    /**
     * Lets a parameter hold a tree of conditions as JSON: {@code ?filter={"or":[{"x":1},{"x__gt":5}]}}.
     *
     * <pre>{@code
     * FILTERS.treeParameter("filter", text -> mapper.readValue(text, Map.class))
     * }</pre>
     *
     * @param name of the parameter
     * @param reader of JSON
     * @return new filters
     * @throws LookupException if the name is one of another parameter
     */
    public Filters treeParameter(String name, TreeReader reader) {
        if (OWN.contains(LookupException.given(name, "a name"))) {
            throw new LookupException("'" + name + "' is a parameter of its own already.");
        }
        Change change = new Change(config);
        change.tree = new TreeParameter(name, LookupException.given(reader, "a reader of JSON"));
        return change.made();
    }

    /**
     * Parameters that are none of these filters' business.
     *
     * @param parameters their names
     * @return new filters
     */
    public Filters ignore(String... parameters) {
        Change change = new Change(config);
        change.ignored.addAll(Arrays.asList(parameters));
        return change.made();
    }

    private Filters with(FilterLimits limits) {
        Change change = new Change(config);
        change.limits = limits;
        return change.made();
    }

    /**
     * How many relations a path that is allowed may follow; 3 unless set.
     *
     * @param hops the number
     * @return new filters
     * @throws LookupException if a path that is allowed already follows more
     */
    public Filters maxDepth(int hops) {
        return with(config.limits.depth(hops));
    }

    /**
     * How many values a list in a request may have; 100 unless set.
     *
     * @param values the number
     * @return new filters
     */
    public Filters maxValues(int values) {
        return with(config.limits.values(values));
    }

    /**
     * How long the text of a pattern, a regular expression or a search may be; 100 unless set.
     *
     * @param characters the number
     * @return new filters
     */
    public Filters maxPatternLength(int characters) {
        return with(config.limits.length(characters));
    }

    /**
     * How many conditions a request may have, those of a tree among them; 20 unless set.
     *
     * @param conditions the number
     * @return new filters
     */
    public Filters maxConditions(int conditions) {
        return with(config.limits.conditions(conditions));
    }

    /**
     * How deep the objects and lists of a tree may be in each other; 10 unless set.
     *
     * @param levels the number
     * @return new filters
     */
    public Filters maxNesting(int levels) {
        return with(config.limits.nesting(levels));
    }

    /**
     * How many rows a page has; 20 unless set, and 100 at most.
     *
     * @param usual for a request that does not say
     * @param most for one that does, with {@code page_size=50}
     * @return new filters
     */
    public Filters pageSize(int usual, int most) {
        return with(config.limits.pages(usual, most));
    }

    /**
     * Which is the last page that may be asked for, as the server must read all those before; 1,000 unless set.
     *
     * @param page the number
     * @return new filters
     */
    public Filters maxPage(int page) {
        return with(config.limits.lastPage(page));
    }

    /**
     * How many values a facet tells, the most frequent ones; 50 unless set.
     *
     * @param values the number
     * @return new filters
     */
    public Filters maxFacetValues(int values) {
        return with(config.limits.facetValues(values));
    }

    /**
     * Reads a request's parameters.
     *
     * @param parameters values by name, as web frameworks give them: a list of texts, an array of them as of servlets, or one text
     * @return what the request asks for
     * @throws FilterException with all that is wrong
     */
    public Filtered parse(Map<String, ? extends @Nullable Object> parameters) {
        return new FilterRequest(config).read(parameters, null);
    }

    /**
     * Reads a request's parameters, and a tree of conditions that came with them, such as its body. Both are to hold.
     *
     * <pre>{@code
     * FILTERS.parse(Map.of("order_by", "-x"), Map.of("or", List.of(Map.of("x__gt", 3), Map.of("author", Map.of("name__icontains", "ann")))))
     * }</pre>
     *
     * <p>An object's conditions are all to hold. Its names are those that are allowed, as a whole or in parts, as in
     * {@code {"author": {"name": {"icontains": "ann"}}}}; {@code and}, {@code or} and {@code not}, which are no columns here,
     * combine others. Values are those of JSON, and null is none: it is a fault, as is an empty list. An object for a JSON column
     * that may be compared is a value.
     *
     * @param parameters values by name
     * @param tree maps, lists, texts, numbers and truths, as JSON libraries and GraphQL have them
     * @return what the request asks for
     * @throws FilterException with all that is wrong, in the tree with a pointer to it
     */
    public Filtered parse(Map<String, ? extends @Nullable Object> parameters,
            Map<String, ? extends @Nullable Object> tree) {
        return new FilterRequest(config).read(parameters, LookupException.given(tree, "a tree of conditions"));
    }

    /**
     * Reads a tree of conditions.
     *
     * @param tree as of {@link #parse(Map, Map)}
     * @return what the request asks for
     * @throws FilterException with all that is wrong
     */
    public Filtered parseTree(Map<String, ? extends @Nullable Object> tree) {
        return parse(Map.of(), tree);
    }

    /**
     * What is allowed, as data: what documentation and schemas are made of.
     *
     * <pre>{@code
     * FILTERS.describe().openApiParameters();
     * FILTERS.describe().jsonSchema();
     * FILTERS.describe().graphQlInput("EntryFilter");
     * }</pre>
     *
     * @return the description
     */
    public FilterDescription describe() {
        return FilterDescription.of(config);
    }
}
