package dev.dunder.fetch;

import dev.dunder.compose.RelationPaths;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What instances are loaded with: which of their attributes, which related instances in the same statement, and which in
 * statements of their own.
 *
 * @param related the relations of {@code selectRelated}, each with those that lead to it
 * @param only the attributes that are read, by the way to their model; null for all
 * @param deferred the attributes that are not read, likewise
 * @param prefetches the relations of {@code prefetchRelated}
 * @param peers whether what they lack is fetched for all that were read together; null where nothing was said
 */
public record FetchPlan(
        List<List<Relation>> related,
        @Nullable Map<List<Relation>, Set<String>> only,
        Map<List<Relation>, Set<String>> deferred,
        List<PrefetchSpec> prefetches,
        @Nullable Boolean peers) {
    /**
     * A call that says by names alone what is loaded.
     *
     * @param name the method
     * @param names its arguments
     */
    public record Call(String name, List<String> names) {
        /** A call, whose arguments are copied. */
        public static Call of(String name, String[] names) {
            return new Call(name, List.copyOf(LookupException.allGiven(names, "a name")));
        }
    }

    /** What is read with nothing else, and whole. */
    public static final FetchPlan PLAIN = new FetchPlan(List.of(), null, Map.of(), List.of(), null);
    private static final int DEEPEST = 5;

    /** With the rows of these relations to one; where none is named, with those of all that cannot be missing. */
    public FetchPlan selected(Query query, String... paths) {
        return paths.length == 0 ? allRelated(query.model()) : related(query, paths);
    }

    public FetchPlan related(Query query, String... paths) {
        Collection<Relation> filtered = query.filtered().values();
        List<List<Relation>> all = new ArrayList<>(related);
        for (String path : paths) {
            List<Relation> relations = RelationPaths.named(
                    query.model(), query.filtered(), path, "selectRelated(…)",
                    relation -> !relation.toMany() || filtered.contains(relation),
                    "many rows, and cannot be selected with one. Use prefetchRelated(…).");
            for (int i = 1; i <= relations.size(); i++) {
                List<Relation> way = List.copyOf(relations.subList(0, i));
                if (!all.contains(way)) {
                    all.add(way);
                }
            }
        }
        return new FetchPlan(List.copyOf(all), only, deferred, prefetches, peers);
    }

    /** All that surely have a row, and what they surely have. */
    private FetchPlan allRelated(Model model) {
        List<List<Relation>> all = new ArrayList<>();
        required(model, List.of(), all);
        return new FetchPlan(List.copyOf(all), only, deferred, prefetches, peers);
    }

    private static void required(Model model, List<Relation> way, List<List<Relation>> all) {
        if (way.size() == DEEPEST) {
            return;
        }
        for (Relation relation : model.relations()) {
            boolean sure = relation.hops().stream().allMatch(hop -> hop.forward() && !hop.optional());
            if (sure && !relation.parentLink()) {
                List<Relation> further = new ArrayList<>(way);
                further.add(relation);
                all.add(List.copyOf(further));
                required(relation.target(), further, all);
            }
        }
    }

    public FetchPlan noRelated() {
        return new FetchPlan(List.of(), only, deferred, prefetches, peers);
    }

    public FetchPlan only(Query query, String... names) {
        for (String name : LookupException.allGiven(names, "a name")) {
            refuseFiltered(query, name, "only(…)", "Use defer(…) for what is not to be read.");
        }
        Map<List<Relation>, Set<String>> wanted = named(query, names);
        remove(wanted, deferred);
        return new FetchPlan(related, wanted.isEmpty() ? null : wanted, Map.of(), prefetches, peers);
    }

    public FetchPlan defer(Query query, String... names) {
        Map<List<Relation>, Set<String>> left = named(query, names);
        if (only == null) {
            deferred.forEach((way, some) -> left.computeIfAbsent(way, none -> new LinkedHashSet<>()).addAll(some));
            return new FetchPlan(related, null, left, prefetches, peers);
        }
        Map<List<Relation>, Set<String>> kept = new LinkedHashMap<>();
        only.forEach((way, some) -> kept.put(way, new LinkedHashSet<>(some)));
        remove(kept, left);
        if (!kept.isEmpty()) {
            return new FetchPlan(related, kept, Map.of(), prefetches, peers);
        }
        // Where nothing remains of what was asked for, all is; but for what is left out and was never asked for.
        remove(left, only);
        return new FetchPlan(related, null, left, prefetches, peers);
    }

    /** Not without the attributes that rows of the model refer to others by. */
    FetchPlan reading(Model model, Collection<Relation> relations) {
        Set<String> names = new LinkedHashSet<>();
        relations.forEach(relation -> names.addAll(near(model, relation)));
        Map<List<Relation>, Set<String>> left = copy(deferred);
        remove(left, Map.of(List.of(), names));
        Map<List<Relation>, Set<String>> wanted = only == null ? null : copy(only);
        if (wanted != null) {
            wanted.computeIfAbsent(List.of(), none -> new LinkedHashSet<>()).addAll(names);
        }
        return new FetchPlan(related, wanted, left, prefetches, peers);
    }

    private static Map<List<Relation>, Set<String>> copy(Map<List<Relation>, Set<String>> names) {
        Map<List<Relation>, Set<String>> copy = new LinkedHashMap<>();
        names.forEach((way, some) -> copy.put(way, new LinkedHashSet<>(some)));
        return copy;
    }

    private static void remove(Map<List<Relation>, Set<String>> from, Map<List<Relation>, Set<String>> what) {
        what.forEach((way, some) -> {
            Set<String> names = from.get(way);
            if (names != null) {
                names.removeAll(some);
                if (names.isEmpty()) {
                    from.remove(way);
                }
            }
        });
    }

    public FetchPlan nothingDeferred() {
        return new FetchPlan(related, null, Map.of(), prefetches, peers);
    }

    /** What Django refuses: there, as here, a name of the query is not one of its model. */
    private static void refuseFiltered(Query query, String path, String call, String instead) {
        for (String name : query.filtered().keySet()) {
            if (path.equals(name) || path.startsWith(name + PathParser.SEPARATOR)) {
                throw new LookupException("'" + path + "' in " + call + " is of '" + name
                        + "', a relation of the query set's own, which selectRelated(…) loads. " + instead);
            }
        }
    }

    public FetchPlan prefetch(Query query, List<PrefetchSpec> more) {
        for (PrefetchSpec prefetch : more) {
            refuseFiltered(query, prefetch.path(), "prefetchRelated(…)",
                    "For some rows of a relation use new Prefetch(\"…\", rows).");
        }
        List<PrefetchSpec> all = new ArrayList<>(prefetches);
        all.addAll(more);
        return new FetchPlan(related, only, deferred, List.copyOf(all), peers);
    }

    public FetchPlan noPrefetch() {
        return new FetchPlan(related, only, deferred, List.of(), peers);
    }

    public FetchPlan peers(boolean chosen) {
        return new FetchPlan(related, only, deferred, prefetches, chosen);
    }

    private static Map<List<Relation>, Set<String>> named(Query query, String... paths) {
        Collection<Relation> filtered = query.filtered().values();
        Map<List<Relation>, Set<String>> names = new LinkedHashMap<>();
        for (String path : LookupException.allGiven(paths, "a name")) {
            int end = RelationPaths.checked(path).lastIndexOf(PathParser.SEPARATOR);
            List<Relation> way = end < 0
                    ? List.of()
                    : RelationPaths.named(query.model(), query.filtered(), path.substring(0, end),
                            "only(…) or defer(…)",
                            relation -> !relation.toMany() || filtered.contains(relation),
                            "many rows, which are loaded on their own.");
            Model at = way.isEmpty() ? query.model() : way.getLast().target();
            String name = path.substring(end < 0 ? 0 : end + PathParser.SEPARATOR.length());
            names.computeIfAbsent(List.copyOf(way), none -> new LinkedHashSet<>()).addAll(attributes(at, name));
        }
        return names;
    }

    /** The attribute, or those that a relation goes by. */
    private static List<String> attributes(Model model, String name) {
        Attribute attribute = model.column(name);
        if (attribute != null) {
            return attribute.parts().isEmpty()
                    ? List.of(attribute.name())
                    : attribute.parts().stream().map(Attribute::name).toList();
        }
        Relation relation = RelationPaths.named(model, name);
        if (relation == null) {
            throw LookupException.unknown(name, "on " + model.name(), model.choices());
        }
        // What other rows refer to is no column of this one, which could be left out.
        return relation.hops().getLast().forward() && !relation.toMany() ? near(model, relation) : List.of();
    }

    /** The attributes that a relation goes by, its own or those of the parent that it is inherited from. */
    private static List<String> near(Model model, Relation relation) {
        return RelatedRows.near(relation, model).stream().map(Attribute::name).toList();
    }

    Selection.Instances selection(Model model) {
        List<Selection.Related> selected = new ArrayList<>();
        Map<List<Relation>, Set<String>> keys = keys(model);
        for (List<Relation> way : related) {
            selected.add(new Selection.Related(way, attributes(way.getLast().target(), way, keys)));
        }
        return new Selection.Instances(attributes(model, List.of(), keys), List.copyOf(selected));
    }

    /** What is prefetched of the rows that this very statement reads is found by attributes of theirs. */
    private Map<List<Relation>, Set<String>> keys(Model model) {
        Map<List<Relation>, Set<String>> keys = new LinkedHashMap<>();
        for (PrefetchSpec prefetch : prefetches) {
            List<Relation> way = List.of();
            Model at = model;
            for (Relation relation : RelationPaths.along(model, prefetch.path())) {
                if (!way.isEmpty() && !related.contains(way)) {
                    break;
                }
                keys.computeIfAbsent(way, none -> new LinkedHashSet<>()).addAll(near(at, relation));
                List<Relation> further = new ArrayList<>(way);
                further.add(relation);
                way = List.copyOf(further);
                at = relation.target();
            }
        }
        return keys;
    }

    /** Those that are wanted, and the key, without which an instance would not know who it is. */
    private List<Attribute> attributes(Model model, List<Relation> way, Map<List<Relation>, Set<String>> keys) {
        Set<String> asKey = keys.getOrDefault(way, Set.of());
        Predicate<Attribute> wanted = wanted(model, way).or(one -> asKey.contains(one.name()));
        if (way.isEmpty() || !way.getLast().childLink()) {
            return model.attributes().stream().filter(wanted).toList();
        }
        // What a child has from the parent that it is reached from is there if it is there.
        Relation link = way.getLast();
        List<Relation> toParent = way.subList(0, way.size() - 1);
        Model parent = link.hops().getLast().source();
        Set<Attribute> there = new HashSet<>();
        attributes(parent, toParent, keys).forEach(one -> there.add(one.origin()));
        Set<Attribute> inherited = new HashSet<>();
        parent.attributes().forEach(one -> inherited.add(one.origin()));
        return model.attributes().stream()
                .filter(one -> inherited.contains(one.origin())
                        ? there.contains(one.origin()) || isNamed(one, way)
                        : wanted.test(one))
                .toList();
    }

    private boolean isNamed(Attribute attribute, List<Relation> way) {
        return only != null && only.getOrDefault(way, Set.of()).contains(attribute.name());
    }

    private Predicate<Attribute> wanted(Model model, List<Relation> way) {
        Set<String> left = deferred.getOrDefault(way, Set.of());
        if (only == null || (!way.isEmpty() && only.keySet().stream().noneMatch(asked -> isAlong(asked, way)))) {
            return one -> model.primaryKey().contains(one) || !left.contains(one.name());
        }
        Set<String> names = new LinkedHashSet<>(only.getOrDefault(way, Set.of()));
        for (List<Relation> further : only.keySet()) {
            if (further.size() > way.size() && isAlong(further, way)) {
                names.addAll(near(model, further.get(way.size())));
            }
        }
        return one -> model.primaryKey().contains(one) || names.contains(one.name());
    }

    private static boolean isAlong(List<Relation> further, List<Relation> way) {
        return further.size() >= way.size() && further.subList(0, way.size()).equals(way);
    }
}
