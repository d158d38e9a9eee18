package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** What follows a column, being read: transforms as far as they go, then a lookup. To be read once. */
final class TailReader {
    /** Each nests the expression deeper. */
    private static final int MOST_TRANSFORMS = 32;

    /** What makes sense for a key that stands for a row. */
    private static final Set<String> OF_RELATIONS = Set.of("exact", "in", "gt", "gte", "lt", "lte", "isnull");

    private final Registry registry;
    private final String source;
    private final String field;
    private final boolean relation;
    private final List<Transform.Applied> transforms = new ArrayList<>();
    private int position;
    private DataType<?> type;

    TailReader(Registry registry, String source, int position, DataType<?> type, String field, boolean relation) {
        this.registry = registry;
        this.source = source;
        this.position = position;
        this.type = type;
        this.field = field;
        this.relation = relation;
    }

    PathParser.Tail read(boolean lookupMayFollow) {
        Lookup lookup = null;
        while (position <= source.length()) {
            String segment = segment();
            int end = position + segment.length();
            boolean last = end == source.length();
            lookup = last && lookupMayFollow ? lookup(segment) : null;
            Transform.Applied next = lookup == null ? transform(segment) : null;
            if (lookup == null && next == null) {
                throw unresolved(segment, last, lookupMayFollow);
            }
            if (next != null) {
                apply(next, end);
            }
            position = end + PathParser.SEPARATOR.length();
        }
        if (lookup == null) {
            lookup = lookup("exact");
        }
        if (lookup == null) {
            throw new LookupException("The registry has no lookup 'exact' for " + ColumnTypes.name(type) + ".");
        }
        return new PathParser.Tail(List.copyOf(transforms), bilateral(lookup), type, source);
    }

    private Lookup bilateral(Lookup lookup) {
        if (transforms.isEmpty()) {
            return lookup;
        }
        List<Transform.Applied> both = transforms.stream().filter(step -> step.transform().bilateral()).toList();
        return both.isEmpty()
                ? lookup
                : new Bilateral(lookup, both.stream().map(Transform.Applied::transform).toList(),
                        both.get(0).input());
    }

    private String segment() {
        int end = source.indexOf(PathParser.SEPARATOR, position);
        return source.substring(position, end < 0 ? source.length() : end);
    }

    private @Nullable Lookup lookup(String name) {
        if (ofRelation() && !OF_RELATIONS.contains(name)) {
            return null;
        }
        Lookup own = transforms.isEmpty() ? null : transforms.getLast().transform().lookup(name);
        return own != null ? own : registry.lookup(type, field(), name);
    }

    private Transform.@Nullable Applied transform(String segment) {
        try {
            boolean none = segment.isEmpty() || (ofRelation() && !registry.named(type, field(), segment));
            return none ? null : registry.transform(type, field(), segment);
        } catch (LookupException e) {
            throw LookupException.at(source, position, position + segment.length(), e.messageText());
        }
    }

    private boolean ofRelation() {
        return relation && transforms.isEmpty();
    }

    /** What is registered for a field is meant for the field itself. */
    private String field() {
        return transforms.isEmpty() ? field : "";
    }

    private void apply(Transform.Applied next, int end) {
        if (transforms.size() == MOST_TRANSFORMS) {
            throw LookupException.at(
                    source, position, end, "A path has at most " + MOST_TRANSFORMS + " transforms.");
        }
        transforms.add(next);
        type = next.type();
    }

    private LookupException unresolved(String segment, boolean last, boolean lookupMayFollow) {
        int from = position;
        int to = from + segment.length();
        String before = before(from);
        if (!last && lookup(segment) != null) {
            return LookupException.at(
                    source,
                    to + PathParser.SEPARATOR.length(),
                    source.length(),
                    "Nothing can follow the lookup '" + segment + "' in " + LookupException.quote(source) + ".");
        }
        if (ofRelation() && registry.has(segment)) {
            return LookupException.at(
                    source,
                    from,
                    to,
                    "'" + segment + "' does not work on " + LookupException.quote(before)
                            + ", which is a relation. Relations have " + new TreeSet<>(OF_RELATIONS)
                            + "; for more, name one of its columns.");
        }
        if (registry.has(segment)) {
            return LookupException.at(
                    source,
                    from,
                    to,
                    (registry.isLookup(segment) ? "Lookup '" : "Transform '") + segment + "' does not work "
                            + (lookupMayFollow || !registry.isLookup(segment) ? "on " : "here, after ")
                            + LookupException.quote(before) + " (" + ColumnTypes.name(type) + ").");
        }
        List<String> choices = new ArrayList<>();
        if (lookupMayFollow) {
            choices.addAll(ofRelation() ? OF_RELATIONS : registry.lookups(type, field()));
        }
        if (!ofRelation()) {
            choices.addAll(registry.transforms(type, field()));
        }
        return LookupException.at(
                source,
                from,
                to,
                "Cannot resolve " + LookupException.quote(segment) + " in " + LookupException.quote(source) + ": "
                        + LookupException.quote(before) + " (" + ColumnTypes.name(type)
                        + (lookupMayFollow ? ") has no such lookup or transform." : ") has no such transform.")
                        + LookupException.suggestion(segment, choices));
    }

    private String before(int from) {
        return source.substring(0, from - PathParser.SEPARATOR.length());
    }
}
