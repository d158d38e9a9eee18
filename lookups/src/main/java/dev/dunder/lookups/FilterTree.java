package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tree of conditions, as JSON has it: {@code {"or": [{"x__gt": 3}, {"author": {"name__icontains": "ann"}}]}}.
 *
 * <p>A name is one that was allowed, as a whole or in parts: an object behind a name goes on from there. Names are compared with
 * what was allowed, and nothing else is known of them. For one request and one thread.
 */
final class FilterTree {
    static final String AND = "and";
    static final String OR = "or";
    static final String NOT = "not";

    private final Map<String, Filters.Allowed> allowed;
    private final FilterLimits limits;
    private final String parameter;
    private final FilterFaults faults;
    private int conditions;

    /**
     * A reader.
     *
     * @param parameter what the tree came in; empty where it came in none
     * @param conditions how many there are already
     */
    FilterTree(Map<String, Filters.Allowed> allowed, FilterLimits limits, String parameter, int conditions,
            FilterFaults faults) {
        this.allowed = allowed;
        this.limits = limits;
        this.parameter = parameter;
        this.conditions = conditions;
        this.faults = faults;
    }

    /** Where in the tree, as a JSON Pointer, and which names lead there. */
    private record Place(String pointer, String prefix, int depth) {
        Place at(Object key) {
            String token = LookupException.cut(String.valueOf(key)).replace("~", "~0").replace("/", "~1");
            return new Place(pointer + "/" + token, prefix, depth + 1);
        }

        Place within(String name) {
            return new Place(pointer, prefix + name + PathParser.SEPARATOR, depth);
        }
    }

    /** The conditions, all of which are to hold. */
    List<Filtered.Term> read(@Nullable Object tree) {
        List<Filtered.Term> terms = new ArrayList<>();
        Place root = new Place("", "", 0);
        if (tree instanceof Map<?, ?> object) {
            object(object, root, terms);
        } else {
            fault(root, FilterRefusal.invalid("An object is needed."));
        }
        return terms;
    }

    /** How many conditions there are by now, the earlier ones among them. */
    int conditions() {
        return conditions;
    }

    private void fault(Place place, LookupException why) {
        faults.add(FilterException.Fault.of(parameter, place.pointer(), why));
    }

    private void object(Map<?, ?> object, Place place, List<Filtered.Term> terms) {
        if (place.depth() > limits.nesting()) {
            fault(place, FilterRefusal.large("A filter nests at most " + limits.nesting() + " deep."));
            return;
        }
        if (object.isEmpty() && place.depth() > 0) {
            fault(place, FilterRefusal.missing("A condition is missing."));
        }
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            if (faults.isFull() || isTooMany(place)) {
                return;
            }
            Place at = place.at(entry.getKey());
            try {
                if (!(entry.getKey() instanceof String name)) {
                    throw FilterRefusal.invalid("The names of an object are texts.");
                }
                named(name, entry.getValue(), at, terms);
            } catch (LookupException e) {
                fault(at, e);
            }
        }
    }

    private boolean isTooMany(Place place) {
        if (conditions < limits.conditions()) {
            return false;
        }
        if (conditions++ == limits.conditions()) {
            fault(place, FilterRefusal.large("A request has at most " + limits.conditions() + " conditions."));
        }
        return true;
    }

    private void named(String name, @Nullable Object value, Place at, List<Filtered.Term> terms) {
        switch (name) {
            case AND -> members(value, at).forEach(terms::addAll);
            case OR -> {
                List<Filtered.Term> either = members(value, at).stream().map(FilterTree::all).toList();
                if (!either.isEmpty()) {
                    terms.add(either.size() == 1 ? either.get(0) : new Filtered.Term.Or(either));
                }
            }
            case NOT -> {
                if (!(value instanceof Map<?, ?> object)) {
                    throw value == null
                            ? FilterRefusal.missing("A condition is missing.")
                            : FilterRefusal.invalid("An object is needed.");
                }
                List<Filtered.Term> negated = new ArrayList<>();
                object(object, at, negated);
                if (!negated.isEmpty()) {
                    terms.add(new Filtered.Term.Not(all(negated)));
                }
            }
            default -> condition(name, value, at, terms);
        }
    }

    private static Filtered.Term all(List<Filtered.Term> terms) {
        return terms.size() == 1 ? terms.get(0) : new Filtered.Term.And(List.copyOf(terms));
    }

    /** The members of a list of objects, those without a fault. */
    private List<List<Filtered.Term>> members(@Nullable Object value, Place at) {
        Collection<?> list = FilterValues.listed(value);
        if (value == null || (list != null && list.isEmpty())) {
            throw FilterRefusal.missing("A condition is missing.");
        }
        if (list == null) {
            throw FilterRefusal.invalid("A list of objects is needed.");
        }
        List<List<Filtered.Term>> all = new ArrayList<>();
        int place = 0;
        for (Object member : list) {
            if (faults.isFull() || isTooMany(at)) {
                break;
            }
            Place there = at.at(place++);
            if (member instanceof Map<?, ?> object) {
                List<Filtered.Term> terms = new ArrayList<>();
                object(object, there, terms);
                if (!terms.isEmpty()) {
                    all.add(terms);
                }
            } else {
                fault(there, FilterRefusal.invalid("An object is needed."));
            }
        }
        return all;
    }

    private void condition(String name, @Nullable Object value, Place at, List<Filtered.Term> terms) {
        String whole = at.prefix() + name;
        Filters.Allowed entry = allowed.get(whole);
        boolean object = value instanceof Map<?, ?>;
        boolean takesObject = entry != null && object
                && (FilterValues.isDocument(entry.type(), entry.lookup()) || ColumnTypes.isHstore(entry.type()));
        if (!takesObject && value instanceof Map<?, ?> further && leadsOn(whole)) {
            object(further, at.within(name), terms);
        } else if (entry != null) {
            conditions++;
            terms.add(new Filtered.Term.Lookup(entry.path(), entry.lookup(),
                    FilterValues.read(entry, value, limits)));
        } else if (leadsOn(whole)) {
            throw FilterRefusal.invalid("An object is needed: conditions of '" + LookupException.cut(name) + "'.");
        } else {
            throw FilterRefusal.unlisted("There is no such condition.", name, names(at.prefix()));
        }
    }

    private boolean leadsOn(String whole) {
        return !whole.isEmpty()
                && allowed.keySet().stream().anyMatch(known -> known.startsWith(whole + PathParser.SEPARATOR));
    }

    /** What may stand at a place. */
    private Collection<String> names(String prefix) {
        Collection<String> names = new TreeSet<>(List.of(AND, NOT, OR));
        for (String known : allowed.keySet()) {
            if (known.startsWith(prefix)) {
                names.add(known.substring(prefix.length()));
            }
        }
        return names;
    }
}
