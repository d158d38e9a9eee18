package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Query parameters of a web request as a query: {@code ?x__gt=3&author__name__icontains=ann&order_by=-pub_date&page_size=20}.
 *
 * <pre>{@code
 * static final Filters FILTERS = Filters.on(ENTRY)
 *         .allow("x", "gt", "lt")
 *         .allow("author__name", "icontains", "exact")
 *         .orderBy("pub_date", "x");
 *
 * Filtered asked = FILTERS.parse(request.getParameters());          // or a FilterException with all that is wrong
 * Lookups lookups = Lookups.on(ENTRY);
 * ctx.selectFrom(ENTRY)
 *         .where(asked.condition(lookups))
 *         .orderBy(asked.sortFields(lookups))
 *         .limit(asked.pageSize()).offset(asked.offset());
 * }</pre>
 *
 * <p>Nothing is allowed that is not named, neither a column nor a lookup on it; parameter names are only compared with what was
 * allowed. A value is a text, and read as the column's type says. {@code in} and other lookups that take several values take them
 * separated by commas ({@code x__in=1,2}), or the parameter several times ({@code x__in=1&x__in=2}), where a comma is a part of
 * the value. Regular expressions must not refer back to their groups, which can keep a server busy for hours. Immutable and
 * safe to share between threads: make one, and keep it.
 */
public final class Filters {
    private static final String ORDER_BY = "order_by";
    private static final String PAGE = "page";
    private static final String PAGE_SIZE = "page_size";
    private static final int MOST_FAULTS = 50;

    private final Config config;

    /** What may follow a parameter's name; the value of each is a text until it is read. */
    record Allowed(String path, String lookup, PathParser.Lookedup<?, ?> parsed) {}

    /** Settings, copied with each change. */
    private record Config(
            Scope<?, ?> scope,
            PathParser parser,
            Map<String, Allowed> allowed,
            Set<String> orderings,
            List<String> defaultOrder,
            Set<String> ignored,
            Bounds limits) {}

    /** How much a request may ask for. */
    record Bounds(
            int depth, int values, int length, int conditions, int pageSize, int largestPage, int lastPage) {
        private static final Bounds STANDARD = new Bounds(3, 100, 100, 20, 20, 100, 1_000);
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
        return new Filters(new Config(model, new PathParser(registry), Map.of(), Set.of(), List.of(), Set.of(),
                Bounds.STANDARD));
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
        Map<String, Allowed> allowed = new LinkedHashMap<>(config.allowed);
        for (String lookup : lookups.length == 0 ? new String[]{"exact"} : lookups) {
            Allowed entry = new Allowed(path, lookup,
                    config.parser.lookup(config.scope, path + PathParser.SEPARATOR + lookup));
            if (!entry.parsed().lookup().name().equals(lookup)) {
                throw new LookupException("'" + lookup + "' is not a lookup of '" + path + "' but a part of its path.");
            }
            checkDepth(entry, config.limits.depth());
            allowed.put(path + PathParser.SEPARATOR + lookup, entry);
            if (lookup.equals("exact")) {
                allowed.put(path, entry);
            }
        }
        for (String name : List.of(ORDER_BY, PAGE, PAGE_SIZE)) {
            if (allowed.containsKey(name)) {
                throw new LookupException("'" + name + "' is a parameter of its own; allow the column with a lookup.");
            }
        }
        return new Filters(new Config(config.scope, config.parser, Collections.unmodifiableMap(allowed),
                config.orderings, config.defaultOrder, config.ignored, config.limits));
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
        Set<String> orderings = new LinkedHashSet<>(config.orderings);
        for (String path : paths) {
            config.parser.value(config.scope, path);
            orderings.add(path);
        }
        return new Filters(new Config(config.scope, config.parser, config.allowed,
                Collections.unmodifiableSet(orderings), config.defaultOrder, config.ignored, config.limits));
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
            config.parser.value(config.scope, criterion.startsWith("-") ? criterion.substring(1) : criterion);
        }
        return new Filters(new Config(config.scope, config.parser, config.allowed, config.orderings, List.of(criteria),
                config.ignored, config.limits));
    }

    /**
     * Parameters that are none of these filters' business.
     *
     * @param parameters their names
     * @return new filters
     */
    public Filters ignore(String... parameters) {
        Set<String> ignored = new LinkedHashSet<>(config.ignored);
        ignored.addAll(Arrays.asList(parameters));
        return new Filters(new Config(config.scope, config.parser, config.allowed, config.orderings,
                config.defaultOrder, Collections.unmodifiableSet(ignored), config.limits));
    }

    private Filters with(Bounds limits) {
        config.allowed.values().forEach(entry -> checkDepth(entry, limits.depth()));
        return new Filters(new Config(config.scope, config.parser, config.allowed, config.orderings,
                config.defaultOrder, config.ignored, limits));
    }

    /**
     * How many relations a path that is allowed may follow; 3 unless set.
     *
     * @param hops the number
     * @return new filters
     * @throws LookupException if a path that is allowed already follows more
     */
    public Filters maxDepth(int hops) {
        Bounds limits = config.limits;
        return with(new Bounds(hops, limits.values(), limits.length(), limits.conditions(), limits.pageSize(),
                limits.largestPage(), limits.lastPage()));
    }

    /**
     * How many values a list in a request may have; 100 unless set.
     *
     * @param values the number
     * @return new filters
     */
    public Filters maxValues(int values) {
        Bounds limits = config.limits;
        return with(new Bounds(limits.depth(), values, limits.length(), limits.conditions(), limits.pageSize(),
                limits.largestPage(), limits.lastPage()));
    }

    /**
     * How long the text of a pattern, a regular expression or a search may be; 100 unless set.
     *
     * @param characters the number
     * @return new filters
     */
    public Filters maxPatternLength(int characters) {
        Bounds limits = config.limits;
        return with(new Bounds(limits.depth(), limits.values(), characters, limits.conditions(), limits.pageSize(),
                limits.largestPage(), limits.lastPage()));
    }

    /**
     * How many conditions a request may have; 20 unless set.
     *
     * @param conditions the number
     * @return new filters
     */
    public Filters maxConditions(int conditions) {
        Bounds limits = config.limits;
        return with(new Bounds(limits.depth(), limits.values(), limits.length(), conditions, limits.pageSize(),
                limits.largestPage(), limits.lastPage()));
    }

    /**
     * How many rows a page has; 20 unless set, and 100 at most.
     *
     * @param usual for a request that does not say
     * @param most for one that does, with {@code page_size=50}
     * @return new filters
     */
    public Filters pageSize(int usual, int most) {
        if (usual < 1 || most < usual) {
            throw new LookupException("A page has one row at least, and usually no more than at most.");
        }
        Bounds limits = config.limits;
        return with(new Bounds(limits.depth(), limits.values(), limits.length(), limits.conditions(), usual, most,
                limits.lastPage()));
    }

    /**
     * Which is the last page that may be asked for, as the server must read all those before; 1,000 unless set.
     *
     * @param page the number
     * @return new filters
     */
    public Filters maxPage(int page) {
        Bounds limits = config.limits;
        return with(new Bounds(limits.depth(), limits.values(), limits.length(), limits.conditions(),
                limits.pageSize(), limits.largestPage(), page));
    }

    /**
     * Reads a request's parameters.
     *
     * @param parameters values by name, as web frameworks give them: a list of texts, an array of them as of servlets, or one text
     * @return what the request asks for
     * @throws FilterException with all that is wrong
     */
    public Filtered parse(Map<String, ? extends @Nullable Object> parameters) {
        return new Parsing().parse(parameters);
    }

    /** One request being read. */
    private final class Parsing {
        private final List<FilterException.Fault> faults = new ArrayList<>();
        private final List<Filtered.Term> terms = new ArrayList<>();
        private List<String> order = config.defaultOrder;
        private int page = 1;
        private int pageSize = config.limits.pageSize();

        Filtered parse(Map<?, ? extends @Nullable Object> parameters) {
            for (Map.Entry<?, ? extends @Nullable Object> parameter : parameters.entrySet()) {
                String name = String.valueOf(parameter.getKey());
                if (!config.ignored.contains(name)) {
                    try {
                        read(name, parameter.getValue());
                    } catch (LookupException e) {
                        fault(name, e);
                    }
                }
                if (faults.size() >= MOST_FAULTS) {
                    break;
                }
            }
            if (!faults.isEmpty()) {
                throw new FilterException(faults);
            }
            return new Filtered(List.copyOf(terms), List.copyOf(order), page, pageSize);
        }

        private void fault(String name, LookupException e) {
            // The lines after the first point at the lookup in the code, which is not what the client sent.
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            faults.add(new FilterException.Fault(LookupException.cut(name), message));
        }

        private void read(String name, @Nullable Object given) {
            Allowed allowed = config.allowed.get(name);
            boolean isOrder = name.equals(ORDER_BY) && !config.orderings.isEmpty();
            if (allowed == null && !isOrder && !name.equals(PAGE) && !name.equals(PAGE_SIZE)) {
                throw unknown(name);
            }
            List<String> values = present(given);
            if (allowed != null) {
                if (terms.size() >= config.limits.conditions()) {
                    throw new LookupException(
                            "A request has at most " + config.limits.conditions() + " conditions.");
                }
                terms.add(new Filtered.Term(allowed.path() + PathParser.SEPARATOR + allowed.lookup(),
                        FilterValues.read(allowed, values, config.limits)));
            } else if (isOrder) {
                order = ordering(values);
            } else if (name.equals(PAGE)) {
                page = number(values, config.limits.lastPage());
            } else {
                pageSize = number(values, config.limits.largestPage());
            }
        }

        private LookupException unknown(String name) {
            Set<String> known = new TreeSet<>(config.allowed.keySet());
            known.addAll(List.of(PAGE, PAGE_SIZE));
            if (!config.orderings.isEmpty()) {
                known.add(ORDER_BY);
            }
            return new LookupException("There is no such parameter." + LookupException.suggestion(name, known));
        }

        private List<String> present(@Nullable Object given) {
            List<? extends @Nullable Object> all = switch (given) {
                case null -> List.of();
                case String text -> List.of(text);
                case Object[] array -> Arrays.asList(array);
                case Collection<?> collection -> new ArrayList<>(collection);
                default -> throw new LookupException(
                        "The values of a parameter are texts, not " + Values.describe(given) + ".");
            };
            List<String> values = new ArrayList<>();
            for (Object value : all) {
                if (value == null) {
                    throw new LookupException("A value is missing.");
                }
                if (!(value instanceof String text)) {
                    throw new LookupException(
                            "The values of a parameter are texts, not " + Values.describe(value) + ".");
                }
                values.add(text);
            }
            if (values.isEmpty()) {
                throw new LookupException("A value is missing.");
            }
            return values;
        }

        private List<String> ordering(List<String> values) {
            List<String> criteria = FilterValues.members(values, config.limits);
            Set<String> seen = new LinkedHashSet<>();
            for (String criterion : criteria) {
                String path = criterion.startsWith("-") ? criterion.substring(1) : criterion;
                if (!config.orderings.contains(path)) {
                    throw new LookupException("Cannot order by " + LookupException.quote(path) + "."
                            + LookupException.suggestion(path, config.orderings));
                }
                if (!seen.add(path)) {
                    throw new LookupException("Cannot order by '" + path + "' twice.");
                }
            }
            return criteria;
        }

        private int number(List<String> values, int most) {
            String value = FilterValues.only(values);
            if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
                throw new LookupException("A whole number from 1 to " + most + " is needed.");
            }
            return Integer.parseInt(value);
        }
    }
}
