package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One request being read. For one thread. */
final class FilterRequest {
    /** Of a tree in a parameter, before it is read. */
    private static final int LONGEST_TREE = 20_000;

    private final Filters.Config config;
    private final FilterFaults faults = new FilterFaults();
    private final List<Filtered.Term> terms = new ArrayList<>();
    private List<String> order;
    private List<String> fields;
    private List<String> facets = List.of();
    private int page = 1;
    private int pageSize;
    private @Nullable String after;
    private @Nullable String before;
    private final Set<String> said = new LinkedHashSet<>();
    private int conditions;

    FilterRequest(Filters.Config config) {
        this.config = config;
        this.order = config.defaultOrder();
        this.fields = config.defaultFields().isEmpty() ? List.copyOf(config.fields()) : config.defaultFields();
        this.pageSize = config.limits().pageSize();
    }

    Filtered read(Map<?, ? extends @Nullable Object> parameters, @Nullable Object tree) {
        for (Map.Entry<?, ? extends @Nullable Object> parameter : parameters.entrySet()) {
            String name = String.valueOf(parameter.getKey());
            if (!config.ignored().contains(name)) {
                try {
                    parameter(name, parameter.getValue());
                } catch (LookupException e) {
                    fault(name, e);
                }
            }
            if (faults.isFull()) {
                break;
            }
        }
        if (tree != null) {
            tree("", tree);
        }
        refuseTwoPlaces();
        faults.refuse();
        return verified();
    }

    /** Cursors are good for all that was said, so they are looked at when all is known. */
    private Filtered verified() {
        Filtered.Parts parts = new Filtered.Parts(config.scope().label(), terms, order, page, pageSize, fields, facets,
                null, null);
        FilterCursors cursors = config.cursors();
        if (cursors != null && (after != null || before != null)) {
            parts = new Filtered.Parts(parts.label(), terms, order, page, pageSize, fields, facets,
                    verified(cursors, parts, Filters.AFTER, after), verified(cursors, parts, Filters.BEFORE, before));
            faults.refuse();
        }
        return new Filtered(parts, config.limits().facetValues(), cursors);
    }

    private @Nullable String verified(FilterCursors cursors, Filtered.Parts parts, String name, @Nullable String text) {
        try {
            return text == null ? null : cursors.verified(parts, text);
        } catch (LookupException e) {
            fault(name, e);
            return null;
        }
    }

    private void refuseTwoPlaces() {
        List<String> places = said.stream().filter(Set.of(Filters.PAGE, Filters.AFTER, Filters.BEFORE)::contains)
                .toList();
        if (places.size() > 1) {
            fault(places.get(1), FilterRefusal.repeated("'" + places.get(0) + "' says already which page is meant."));
        }
    }

    private void fault(String name, LookupException e) {
        faults.add(FilterException.Fault.of(LookupException.cut(name), null, e));
    }

    private void parameter(String name, @Nullable Object given) {
        Filters.Allowed allowed = config.allowed().get(name);
        if (allowed != null) {
            List<String> values = present(given);
            if (conditions++ >= config.limits().conditions()) {
                throw FilterRefusal.large(
                        "A request has at most " + config.limits().conditions() + " conditions.");
            }
            terms.add(new Filtered.Term.Lookup(allowed.path(), allowed.lookup(),
                    FilterValues.read(allowed, values, config.limits())));
            return;
        }
        if (!config.parameters().contains(name)) {
            Set<String> known = new TreeSet<>(config.allowed().keySet());
            known.addAll(config.parameters());
            throw FilterRefusal.unlisted("There is no such parameter.", name, known);
        }
        List<String> values = present(given);
        said.add(name);
        switch (name) {
            case Filters.ORDER_BY -> order = ordering(values);
            case Filters.PAGE -> page = number(values, config.limits().lastPage());
            case Filters.PAGE_SIZE -> pageSize = number(values, config.limits().largestPage());
            case Filters.FIELDS -> fields = chosen(values, config.fields(), "There is no such field.");
            case Filters.FACETS -> facets = chosen(values, config.facets(), "There is no such facet.");
            case Filters.AFTER -> after = cursor(values);
            case Filters.BEFORE -> before = cursor(values);
            default -> tree(name, json(values));
        }
    }

    /** Also what a parameter holds: its conditions are counted together with all others. */
    private void tree(String parameter, @Nullable Object tree) {
        FilterTree reading = new FilterTree(config.allowed(), config.limits(), parameter, conditions, faults);
        terms.addAll(reading.read(tree));
        conditions = reading.conditions();
    }

    private @Nullable Object json(List<String> values) {
        String text = FilterValues.only(values);
        if (text.length() > LONGEST_TREE) {
            throw FilterRefusal.large("At most " + LONGEST_TREE + " characters are allowed.");
        }
        Filters.TreeParameter parameter = LookupException.given(config.tree(), "a parameter with a tree");
        try {
            return parameter.reader().read(text);
        } catch (Exception e) {
            // Its message may quote what was sent.
            throw FilterRefusal.invalid("This is no JSON.");
        }
    }

    private static List<String> present(@Nullable Object given) {
        List<? extends @Nullable Object> all = switch (given) {
            case null -> List.of();
            case String text -> List.of(text);
            case Object[] array -> Arrays.asList(array);
            case Collection<?> collection -> new ArrayList<>(collection);
            default -> throw notText(given);
        };
        List<String> values = new ArrayList<>();
        for (Object value : all) {
            if (value == null) {
                throw FilterRefusal.missing();
            }
            if (!(value instanceof String text)) {
                throw notText(value);
            }
            values.add(text);
        }
        if (values.isEmpty()) {
            throw FilterRefusal.missing();
        }
        return values;
    }

    private static FilterRefusal notText(Object value) {
        return FilterRefusal.invalid("The values of a parameter are texts, not " + Values.describe(value) + ".");
    }

    private List<String> ordering(List<String> values) {
        List<String> criteria = FilterValues.members(values, config.limits());
        Set<String> seen = new LinkedHashSet<>();
        for (String criterion : criteria) {
            String path = criterion.startsWith("-") ? criterion.substring(1) : criterion;
            if (!config.orderings().contains(path)) {
                throw FilterRefusal.unlisted("Cannot order by " + LookupException.quote(path) + ".", path,
                        config.orderings());
            }
            if (!seen.add(path)) {
                throw FilterRefusal.repeated("Cannot order by '" + path + "' twice.");
            }
        }
        return criteria;
    }

    /** Paths may be written with a point, as in JSON's own tools. */
    private List<String> chosen(List<String> values, Set<String> known, String refusal) {
        Set<String> paths = new LinkedHashSet<>();
        for (String name : FilterValues.members(values, config.limits())) {
            String path = known.contains(name) ? name : name.replace(".", PathParser.SEPARATOR);
            if (!known.contains(path)) {
                throw FilterRefusal.unlisted(refusal, name, known);
            }
            paths.add(path);
        }
        return List.copyOf(paths);
    }

    private static String cursor(List<String> values) {
        String text = FilterValues.only(values);
        if (text.isEmpty()) {
            throw FilterRefusal.missing();
        }
        return text;
    }

    private static int number(List<String> values, int most) {
        String value = FilterValues.only(values);
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw FilterRefusal.invalid("A whole number from 1 to " + most + " is needed.");
        }
        return Integer.parseInt(value);
    }
}
