package dev.dunder.fetch;

import dev.dunder.compose.RelationPaths;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.run.Session;
import dev.dunder.work.StagedWork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The relations that instances are loaded with: a statement for each relation of a path, whatever the number of instances.
 * Immutable once it is made, and kept with the shape of the instances.
 */
final class PrefetchTree {
    private final Map<String, Node> roots = new LinkedHashMap<>();

    /** One relation to load, and what to load of the rows at its end. */
    private static final class Node {
        private final Relation relation;
        private final String name;
        private final @Nullable Request<?> rows;
        private final boolean named;
        private final Map<String, Node> children = new LinkedHashMap<>();
        private @Nullable Request<?> wanted;

        Node(Relation relation, String name, @Nullable Request<?> rows, boolean named) {
            this.relation = relation;
            this.name = name;
            this.rows = rows;
            this.named = named;
        }

        /** Now it is known what is loaded of the rows at its end, and so what they cannot be read without. */
        void complete() {
            wanted = rows == null
                    ? null
                    : rows.reading(children.values().stream().map(child -> child.relation).toList());
            children.values().forEach(Node::complete);
        }
    }

    private PrefetchTree() {}

    /**
     * What is to be loaded, each relation once.
     *
     * @throws LookupException if a relation is unknown or is to be loaded in two different ways
     */
    static PrefetchTree of(Model model, List<PrefetchSpec> prefetches) {
        PrefetchTree prefetching = new PrefetchTree();
        prefetches.forEach(prefetch -> prefetching.add(model, prefetch));
        prefetching.roots.values().forEach(Node::complete);
        return prefetching;
    }

    private void add(Model model, PrefetchSpec prefetch) {
        Map<String, Node> level = roots;
        Model at = model;
        String rest = RelationPaths.checked(prefetch.path());
        while (true) {
            Node named = longest(level, rest);
            if (named != null && !named.name.equals(rest)) {
                rest = rest.substring(named.name.length() + PathParser.SEPARATOR.length());
                level = named.children;
                at = named.relation.target();
                continue;
            }
            Relation relation = first(at, rest);
            boolean last = relation.accessor().equals(rest) || relation.name().equals(rest);
            String as = last && prefetch.name() != null ? prefetch.name() : relation.accessor();
            if (last) {
                end(level, at, relation, as, prefetch);
                return;
            }
            Node node = level.computeIfAbsent(as, none -> new Node(relation, as, null, false));
            String taken = rest.startsWith(relation.accessor() + PathParser.SEPARATOR)
                    ? relation.accessor()
                    : relation.name();
            rest = rest.substring(taken.length() + PathParser.SEPARATOR.length());
            level = node.children;
            at = relation.target();
        }
    }

    private static void end(Map<String, Node> level, Model source, Relation relation, String as,
            PrefetchSpec prefetch) {
        Request<?> rows = prefetch.rows();
        if (rows != null && !RelatedRows.isA(rows.model(), relation.target())) {
            throw new LookupException("'" + prefetch.path() + "' leads to " + relation.target().name()
                    + ", and cannot be prefetched by a query set of " + rows.model().name() + ".");
        }
        if (prefetch.name() != null) {
            refuseToHide(source, as);
        }
        Node known = level.get(as);
        if (known == null) {
            level.put(as, new Node(relation, as, rows, prefetch.name() != null));
        } else if (rows != null) {
            throw new LookupException(
                    "'" + prefetch.path() + "' is prefetched twice, with different rows. Give one a name "
                            + "of its own: new Prefetch(…).to(…).");
        }
    }

    private static void refuseToHide(Model model, String name) {
        if (model.column(name) != null || RelationPaths.named(model, name) != null) {
            throw new LookupException("Cannot load rows as '" + name + "': " + model.name()
                    + " has an attribute or relation of that name.");
        }
    }

    private static @Nullable Node longest(Map<String, Node> level, String rest) {
        Node longest = null;
        for (Node node : level.values()) {
            boolean fits = node.named && rest.startsWith(node.name + PathParser.SEPARATOR);
            if (fits && (longest == null || node.name.length() > longest.name.length())) {
                longest = node;
            }
        }
        return longest;
    }

    private static Relation first(Model model, String path) {
        String name = PathParser.longest(path, 0, one -> RelationPaths.named(model, one) != null);
        Relation relation = name == null ? null : RelationPaths.named(model, name);
        if (relation != null) {
            return relation;
        }
        int until = path.indexOf(PathParser.SEPARATOR);
        Set<String> choices = new LinkedHashSet<>();
        model.relations().forEach(one -> choices.add(one.accessor()));
        throw LookupException.unknown(
                until < 0 ? path : path.substring(0, until), "in prefetchRelated(…) on " + model.name(), choices);
    }

    /** Loads them, for what was read there. */
    StagedWork<List<RowState>> of(List<RowState> parents, Session database) {
        return new Levels(parents, database);
    }

    /**
     * One relation for some rows.
     *
     * @param node the relation
     * @param parents the rows
     */
    private record Job(Node node, List<RowState> parents) {
        List<RowState> lacking() {
            // Nearly always all of them.
            for (RowState parent : parents) {
                if (isLoaded(parent, node)) {
                    return parents.stream().filter(one -> !isLoaded(one, node)).toList();
                }
            }
            return parents;
        }

        void load(Session database) {
            List<RowState> lacking = lacking();
            if (!lacking.isEmpty()) {
                RelatedRows.load(node.relation, node.name, node.named, node.wanted, lacking, database);
            }
        }

        /** Whether the one fills in what the other would, for some row: which they may both reach in different ways. */
        boolean meets(Job other) {
            if (!node.name.equals(other.node.name)) {
                return false;
            }
            Set<RelationCache> theirs = Collections.newSetFromMap(new IdentityHashMap<>());
            other.parents.forEach(parent -> theirs.add(parent.learning()));
            return parents.stream().anyMatch(parent -> theirs.contains(parent.learning()));
        }

        Stream<Job> further() {
            if (node.children.isEmpty()) {
                return Stream.of();
            }
            List<RowState> children = children(parents, node);
            return children.isEmpty()
                    ? Stream.of()
                    : node.children.values().stream().map(each -> new Job(each, children));
        }
    }

    /**
     * A stage for each level of relations. What stands side by side in a level is independent of each other: so neither the
     * rows nor the number of statements depend on who does it when.
     */
    private final class Levels implements StagedWork<List<RowState>> {
        private final List<RowState> parents;
        private final Session database;
        private @Nullable List<Job> level;

        Levels(List<RowState> parents, Session database) {
            this.parents = parents;
            this.database = database;
        }

        @Override
        public List<Runnable> next() {
            List<Runnable> pieces = List.of();
            while (pieces.isEmpty()) {
                List<Job> jobs = level == null ? first() : level.stream().flatMap(Job::further).toList();
                level = jobs;
                if (jobs.isEmpty()) {
                    return List.of();
                }
                pieces = pieces(jobs.stream().filter(job -> !job.lacking().isEmpty()).toList());
            }
            return pieces;
        }

        private List<Job> first() {
            return parents.isEmpty() ? List.of() : roots.values().stream().map(node -> new Job(node, parents)).toList();
        }

        /** Those that meet are one piece, and come one after the other. */
        private List<Runnable> pieces(List<Job> jobs) {
            List<List<Job>> pieces = new ArrayList<>();
            for (Job job : jobs) {
                pieces.stream()
                        .filter(piece -> piece.stream().anyMatch(job::meets))
                        .findFirst()
                        .orElseGet(() -> {
                            List<Job> piece = new ArrayList<>();
                            pieces.add(piece);
                            return piece;
                        })
                        .add(job);
            }
            return pieces.stream().<Runnable>map(piece -> () -> piece.forEach(job -> job.load(database))).toList();
        }

        @Override
        public List<RowState> result() {
            return parents;
        }
    }

    /** Whether there is nothing left to load. */
    boolean isKnownTo(List<RowState> parents) {
        return isKnown(roots, parents);
    }

    private static boolean isKnown(Map<String, Node> nodes, List<RowState> parents) {
        return nodes.values().stream()
                .allMatch(node -> parents.stream().allMatch(parent -> isLoaded(parent, node))
                        && isKnown(node.children, children(parents, node)));
    }

    /** What a user has asked for in particular is loaded in any case. */
    private static boolean isLoaded(RowState parent, Node node) {
        return node.rows == null && !node.named && parent.loaded().get(node.name) != null;
    }

    private static List<RowState> children(List<RowState> parents, Node node) {
        List<RowState> children = new ArrayList<>();
        parents.forEach(parent -> children.addAll(loaded(parent, node)));
        return distinct(children);
    }

    private static List<RowState> loaded(RowState parent, Node node) {
        return switch (parent.loaded().get(node.name)) {
            case null -> List.of();
            case RelationCache.Found.One(RowState row, var type, var back) -> row == null ? List.of() : List.of(row);
            case RelationCache.Found.Many(List<RowState> rows, var type) -> rows;
        };
    }

    private static List<RowState> distinct(List<RowState> states) {
        Set<RowState> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        List<RowState> distinct = new ArrayList<>();
        for (RowState state : states) {
            if (identities.add(state)) {
                distinct.add(state);
            }
        }
        return distinct;
    }
}
