package dev.dunder.compose;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Relations by the names that they have on instances. */
public final class RelationPaths {
    /** Of a path: far longer than any that the limits of a query allow, and soon read. */
    private static final int MOST_CHARACTERS = 4_000;

    private RelationPaths() {}

    /**
     * A path that is not too long to be read.
     *
     * @throws LookupException if it is, or is null
     */
    public static String checked(String path) {
        if (LookupException.given(path, "a name").length() > MOST_CHARACTERS) {
            throw new LookupException("A path has at most " + MOST_CHARACTERS + " characters.");
        }
        return path;
    }

    /** The relations of a path such as {@code author__publisher}, by accessors or query names. */
    public static List<Relation> named(Model model, String path, String call, Predicate<Relation> wanted,
            String otherwise) {
        return named(model, Map.of(), path, call, wanted, otherwise);
    }

    /** The same where a query has filtered relations, which a path may start with. */
    public static List<Relation> named(
            Model model,
            Map<String, Relation> filtered,
            String path,
            String call,
            Predicate<Relation> wanted,
            String otherwise) {
        List<Relation> relations = new ArrayList<>();
        Model at = model;
        int from = 0;
        while (from <= checked(path).length()) {
            Map<String, Relation> own = from == 0 ? filtered : Map.of();
            Named next = longest(at, own, path, from);
            if (next == null) {
                int until = path.indexOf(PathParser.SEPARATOR, from);
                String name = path.substring(from, until < 0 ? path.length() : until);
                throw LookupException.unknown(name, "in " + call + " on " + at.name(),
                        choices(at, wanted, own.keySet()));
            }
            if (!wanted.test(next.relation())) {
                throw new LookupException("'" + next.name() + "' on " + at.name() + " leads to " + otherwise);
            }
            relations.add(next.relation());
            at = next.relation().target();
            from += next.name().length() + PathParser.SEPARATOR.length();
        }
        return relations;
    }

    /** The relations of a path as far as it names some; a name that a Prefetch has given ends it. */
    public static List<Relation> along(Model model, String path) {
        List<Relation> relations = new ArrayList<>();
        Model at = model;
        int from = 0;
        while (from < path.length()) {
            Named next = longest(at, Map.of(), path, from);
            if (next == null) {
                return relations;
            }
            relations.add(next.relation());
            at = next.relation().target();
            from += next.name().length() + PathParser.SEPARATOR.length();
        }
        return relations;
    }

    /** A relation, and what the path calls it. */
    private record Named(String name, Relation relation) {}

    private static @Nullable Named longest(Model model, Map<String, Relation> own, String path, int from) {
        String name = PathParser.longest(path, from, one -> named(model, own, one) != null);
        Relation relation = name == null ? null : named(model, own, name);
        return name == null || relation == null ? null : new Named(name, relation);
    }

    private static @Nullable Relation named(Model model, Map<String, Relation> own, String name) {
        Relation relation = own.get(name);
        return relation != null ? relation : named(model, name);
    }

    /** A relation of a model, by its accessor or its query name. */
    public static @Nullable Relation named(Model model, String name) {
        Relation byAccessor = model.accessor(name);
        return byAccessor != null ? byAccessor : model.relation(name);
    }

    private static Set<String> choices(Model model, Predicate<Relation> wanted, Set<String> more) {
        Set<String> choices = new TreeSet<>(more);
        model.relations().stream().filter(wanted).forEach(relation -> choices.add(relation.accessor()));
        return choices;
    }
}
