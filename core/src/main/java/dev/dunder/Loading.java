package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Selection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What instances are loaded with: which of their attributes, which related instances in the same statement, and which in
 * statements of their own.
 *
 * @param related the relations of {@code selectRelated}, each with those that lead to it
 * @param only the attributes that are read; null for all
 * @param deferred the attributes that are not read
 * @param onlyRelated the ways to the attributes that are read
 * @param prefetches the relations of {@code prefetchRelated}
 */
record Loading(
        List<List<Relation>> related,
        @Nullable Set<Attribute> only,
        Set<Attribute> deferred,
        Set<List<Relation>> onlyRelated,
        List<Prefetch> prefetches) {
    static final Loading PLAIN = new Loading(List.of(), null, Set.of(), Set.of(), List.of());
    private static final int DEEPEST = 5;

    Loading related(Model model, String... paths) {
        List<List<Relation>> all = new ArrayList<>(related);
        for (String path : paths) {
            List<Relation> relations = Relations.named(
                    model, path, "selectRelated(…)", relation -> !relation.toMany(),
                    "many rows, and cannot be selected with one. Use prefetchRelated(…).");
            for (int i = 1; i <= relations.size(); i++) {
                List<Relation> way = List.copyOf(relations.subList(0, i));
                if (!all.contains(way)) {
                    all.add(way);
                }
            }
        }
        return new Loading(List.copyOf(all), only, deferred, onlyRelated, prefetches);
    }

    /** All that surely have a row, and what they surely have. */
    Loading allRelated(Model model) {
        List<List<Relation>> all = new ArrayList<>();
        required(model, List.of(), all);
        return new Loading(List.copyOf(all), only, deferred, onlyRelated, prefetches);
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

    Loading noRelated() {
        return new Loading(List.of(), only, deferred, onlyRelated, prefetches);
    }

    Loading only(Model model, String... names) {
        Set<Attribute> wanted = new LinkedHashSet<>();
        Set<List<Relation>> ways = new LinkedHashSet<>();
        for (String name : names) {
            wanted.add(attribute(model, name, ways));
        }
        return new Loading(related, wanted, Set.of(), ways, prefetches);
    }

    Loading defer(Model model, String... names) {
        Set<Attribute> left = new LinkedHashSet<>(deferred);
        Set<Attribute> kept = only == null ? null : new LinkedHashSet<>(only);
        for (String name : names) {
            Attribute attribute = attribute(model, name, new LinkedHashSet<>());
            if (kept == null) {
                left.add(attribute);
            } else {
                kept.remove(attribute);
            }
        }
        return kept != null && kept.isEmpty()
                ? new Loading(related, null, left, Set.of(), prefetches)
                : new Loading(related, kept, left, onlyRelated, prefetches);
    }

    Loading nothingDeferred() {
        return new Loading(related, null, Set.of(), Set.of(), prefetches);
    }

    Loading prefetch(List<Prefetch> more) {
        List<Prefetch> all = new ArrayList<>(prefetches);
        all.addAll(more);
        return new Loading(related, only, deferred, onlyRelated, List.copyOf(all));
    }

    Loading noPrefetch() {
        return new Loading(related, only, deferred, onlyRelated, List.of());
    }

    private static Attribute attribute(Model model, String path, Set<List<Relation>> ways) {
        int end = path.lastIndexOf("__");
        List<Relation> way = end < 0
                ? List.of()
                : Relations.named(model, path.substring(0, end), "only(…) or defer(…)", relation -> !relation.toMany(),
                        "many rows, which are loaded on their own.");
        ways.add(way);
        Model at = way.isEmpty() ? model : way.getLast().target();
        String name = path.substring(end < 0 ? 0 : end + 2);
        Attribute attribute = at.column(name);
        if (attribute != null) {
            return attribute;
        }
        Relation relation = Relations.named(at, name);
        if (relation != null && relation.hops().get(0).forward() && relation.hops().get(0).near().size() == 1) {
            Attribute near = relation.hops().get(0).near().get(0);
            return at.attribute(near.name());
        }
        throw LookupException.unknown(name, "on " + at.name(), at.choices());
    }

    Selection.Instances selection(Model model) {
        List<Selection.Related> selected = new ArrayList<>();
        for (List<Relation> way : related) {
            Model target = way.getLast().target();
            List<Attribute> attributes = onlyRelated.contains(way) || only == null || onlyRelated.isEmpty()
                    ? attributes(target)
                    : target.attributes();
            selected.add(new Selection.Related(way, attributes));
        }
        return new Selection.Instances(attributes(model), List.copyOf(selected));
    }

    /** Those that are wanted, and the key, without which an instance would not know who it is. */
    private List<Attribute> attributes(Model model) {
        if (only == null && deferred.isEmpty()) {
            return model.attributes();
        }
        boolean named = only != null && only.stream().anyMatch(attribute -> attribute.model() == model);
        return model.attributes().stream()
                .filter(attribute -> model.primaryKey().contains(attribute)
                        || ((only != null && named) ? only.contains(attribute) : !deferred.contains(attribute)))
                .toList();
    }
}
