package dev.dunder.compose;

import dev.dunder.lookups.LookupException;
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
    private static final String SEPARATOR = "__";

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
            Relation next = null;
            int end = path.length();
            for (; end > from && next == null; end--) {
                if (end == path.length() || path.startsWith(SEPARATOR, end)) {
                    String name = path.substring(from, end);
                    Relation own = from == 0 ? filtered.get(name) : null;
                    next = own != null ? own : named(at, name);
                    if (next != null) {
                        break;
                    }
                }
            }
            if (next == null) {
                int until = path.indexOf(SEPARATOR, from);
                String name = path.substring(from, until < 0 ? path.length() : until);
                throw LookupException.unknown(name, "in " + call + " on " + at.name(),
                        choices(at, wanted, from == 0 ? filtered.keySet() : Set.of()));
            }
            if (!wanted.test(next)) {
                throw new LookupException(
                        "'" + path.substring(from, end) + "' on " + at.name() + " leads to " + otherwise);
            }
            relations.add(next);
            at = next.target();
            from = end + SEPARATOR.length();
        }
        return relations;
    }

    /** The relations of a path as far as it names some; a name that a Prefetch has given ends it. */
    public static List<Relation> along(Model model, String path) {
        List<Relation> relations = new ArrayList<>();
        Model at = model;
        int from = 0;
        while (from < path.length()) {
            int end = path.length();
            Relation next = named(at, path.substring(from, end));
            while (next == null && end > from) {
                end = path.lastIndexOf(SEPARATOR, end - 1);
                next = end > from ? named(at, path.substring(from, end)) : null;
            }
            if (next == null) {
                return relations;
            }
            relations.add(next);
            at = next.target();
            from = end + SEPARATOR.length();
        }
        return relations;
    }

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
