package dev.dunder.evaluate;

import dev.dunder.NotLoadedException;
import dev.dunder.compose.RelationPaths;
import dev.dunder.convert.RecordFactory;
import dev.dunder.fetch.FetchPlan;
import dev.dunder.fetch.PrefetchSpec;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What instances are loaded with, known before there are any.
 *
 * @param model of the instances
 * @param scopes what says so: the query set, and those of each Prefetch on the way
 * @param apart whether they are the rows of a Prefetch with a name of its own, of which the query set itself says nothing
 */
record LoadedWith(Model model, List<Scope> scopes, boolean apart) {
    private static final int MOST_RELATIONS = 16;

    /**
     * A query set that says with what instances are loaded.
     *
     * @param start the model of its rows
     * @param way from these to the instances
     * @param plan what it loads
     */
    record Scope(Model start, List<Relation> way, FetchPlan plan) {
        private List<Relation> with(Relation relation) {
            List<Relation> further = new ArrayList<>(way);
            further.add(relation);
            return List.copyOf(further);
        }

        private List<Relation> path(PrefetchSpec spec) {
            return RelationPaths.along(start, spec.path());
        }

        private boolean loads(Relation relation) {
            List<Relation> whole = with(relation);
            boolean back = !way.isEmpty() && relation.equals(way.getLast().inverse()) && !relation.toMany();
            return back || plan.related().contains(whole) || Boolean.TRUE.equals(plan.peers())
                    || plan.prefetches().stream()
                            .map(this::path)
                            .anyMatch(path -> path.size() >= whole.size()
                                    && path.subList(0, whole.size()).equals(whole));
        }
    }

    /**
     * Related rows that a component is made of.
     *
     * @param relation where they are
     * @param name what they were prefetched as; null for the relation's own
     * @param beyond what they are loaded with
     */
    record Found(Relation relation, @Nullable String name, LoadedWith beyond) {
        String called() {
            return name == null ? relation.accessor() : name;
        }
    }

    static LoadedWith of(Model model, FetchPlan plan) {
        return new LoadedWith(model, List.of(new Scope(model, List.of(), plan)), false);
    }

    /** The related rows that a component is called like: as a Prefetch has called them, or their relation is. */
    @Nullable
    Found find(String component) {
        for (Scope scope : scopes) {
            for (PrefetchSpec spec : scope.plan().prefetches()) {
                List<Relation> path = scope.path(spec);
                if (isCalled(spec.name(), component) && !path.isEmpty()
                        && path.subList(0, path.size() - 1).equals(scope.way())) {
                    Relation relation = path.getLast();
                    return new Found(relation, spec.name(),
                            new LoadedWith(relation.target(), of(spec, relation), true));
                }
            }
        }
        Relation relation = relation(component);
        return relation == null ? null : new Found(relation, null, beyond(relation));
    }

    private @Nullable Relation relation(String component) {
        for (Relation relation : model.relations()) {
            if (isCalled(relation.accessor(), component)) {
                return relation;
            }
        }
        for (Relation relation : model.relations()) {
            if (isCalled(relation.name(), component)) {
                return relation;
            }
        }
        return null;
    }

    private static boolean isCalled(@Nullable String name, String component) {
        return name != null && RecordFactory.camelCase(name).equals(component);
    }

    /** What the rows of a Prefetch say themselves. */
    private static List<Scope> of(PrefetchSpec spec, Relation relation) {
        return spec.rows() == null
                ? List.of()
                : List.of(new Scope(relation.target(), List.of(), spec.rows().plan()));
    }

    private LoadedWith beyond(Relation relation) {
        List<Scope> further = new ArrayList<>();
        for (Scope scope : scopes) {
            List<Relation> way = scope.with(relation);
            if (way.size() > MOST_RELATIONS) {
                throw new LookupException("Records of rows that lead to each other have no end: after "
                        + MOST_RELATIONS + " relations there are still more.");
            }
            further.add(new Scope(scope.start(), way, scope.plan()));
            for (PrefetchSpec spec : scope.plan().prefetches()) {
                if (spec.name() == null && scope.path(spec).equals(way)) {
                    further.addAll(of(spec, relation));
                }
            }
        }
        return new LoadedWith(relation.target(), List.copyOf(further), apart);
    }

    /**
     * Refuses a relation that the rows will not have, before they are asked for.
     *
     * @throws NotLoadedException if they will not
     */
    void refuseUnlessLoaded(Relation relation, String label) {
        if (scopes.stream().anyMatch(scope -> scope.loads(relation))) {
            return;
        }
        List<Relation> whole = scopes.isEmpty() ? List.of(relation) : scopes.get(0).with(relation);
        String path = String.join(PathParser.SEPARATOR, whole.stream().map(Relation::accessor).toList());
        throw new NotLoadedException(label + " is of '" + relation.accessor() + "' of " + model.name()
                + ", which will not be loaded. Add " + (relation.toMany() ? "prefetchRelated" : "selectRelated")
                + "(\"" + path + "\") to the query set" + (apart ? " of the Prefetch." : "."));
    }
}
