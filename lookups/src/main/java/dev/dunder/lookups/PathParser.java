package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Reads lookup strings: relations, a column, and a lookup, joined by double underscores.
 *
 * <p>Names are not split off blindly but matched against what the scope knows, the longest first, so that columns which
 * contain or end with underscores are found too. A name of the scope is preferred to a lookup of the same name. Immutable
 * and safe to share between threads.
 */
public final class PathParser {
    private static final String SEPARATOR = "__";
    /** Of a relation: a table's name, a key's, and what is between. */
    private static final int LONGEST_NAME = 200;
    private static final int MOST_HOPS = 16;

    private final Registry registry;

    /**
     * A parser for the lookups of a registry.
     *
     * @param registry the lookups that paths may end with
     */
    public PathParser(Registry registry) {
        this.registry = registry;
    }

    /**
     * A path to a column.
     *
     * @param source the string it was read from
     * @param hops the relations that lead to the column
     * @param column the column at its end
     * @param type the type of that column
     * @param relation whether the path ends at a relation: then the column is the relation's key
     * @param <R> relations
     * @param <C> columns
     */
    public record Path<R, C>(String source, List<R> hops, C column, DataType<?> type, boolean relation) {}

    /**
     * A path to a column, and the lookup asked of it.
     *
     * @param path what stands before the lookup
     * @param lookup {@code exact} where the string names none
     * @param <R> relations
     * @param <C> columns
     */
    public record Lookedup<R, C>(Path<R, C> path, Lookup lookup) {
        /**
         * The value of this lookup, converted to what the column and the lookup take.
         *
         * @param value what the user gave
         * @return what is to be bound
         * @throws LookupException if the value does not fit
         */
        public Operand operand(@Nullable Object value) {
            try {
                return lookup.operand(path.type(), value);
            } catch (LookupException e) {
                throw e.in(path.source());
            }
        }
    }

    /**
     * Reads a string such as {@code author__name__icontains}.
     *
     * @param scope the names it may start with
     * @param source the string
     * @param <R> relations
     * @param <C> columns
     * @return the path and its lookup
     * @throws LookupException if a part of it is unknown; the message points at the part
     */
    public <R, C> Lookedup<R, C> lookup(Scope<R, C> scope, String source) {
        Reading<R, C> reading = new Reading<>(scope, source);
        Path<R, C> path = reading.path(true);
        if (reading.atEnd()) {
            return new Lookedup<>(path, registry.get("exact"));
        }
        int from = reading.position;
        String name = reading.segment();
        Lookup lookup = registry.find(name);
        if (lookup == null) {
            throw reading.notALookup(path, name, from);
        }
        if (!reading.atEnd()) {
            throw LookupException.at(
                    source,
                    reading.position,
                    source.length(),
                    "Nothing can follow the lookup '" + name + "' in " + LookupException.quote(source) + ".");
        }
        if (!lookup.accepts(path.type())) {
            throw LookupException.at(
                    source,
                    from,
                    source.length(),
                    "Lookup '" + name + "' does not work on '" + source.substring(0, from - SEPARATOR.length()) + "' ("
                            + Types.name(path.type()) + ").");
        }
        return new Lookedup<>(path, lookup);
    }

    /**
     * Reads a string that names a column and nothing else, such as {@code author__name}.
     *
     * @param scope the names it may start with
     * @param source the string
     * @param <R> relations
     * @param <C> columns
     * @return the path
     * @throws LookupException if a part of it is unknown; the message points at the part
     */
    public <R, C> Path<R, C> column(Scope<R, C> scope, String source) {
        Reading<R, C> reading = new Reading<>(scope, source);
        Path<R, C> path = reading.path(false);
        if (!reading.atEnd()) {
            int from = reading.position;
            String name = reading.segment();
            throw LookupException.at(
                    source,
                    from,
                    reading.position,
                    "Cannot resolve " + LookupException.quote(name) + " in " + LookupException.quote(source) + ": '"
                            + source.substring(0, from - SEPARATOR.length())
                            + "' is a column, and nothing can follow it here.");
        }
        return path;
    }

    /** One string being read: a position in it that only moves forward. */
    private final class Reading<R, C> {
        private final String source;
        private Scope<R, C> scope;
        private final List<R> hops = new ArrayList<>();
        private int position;

        Reading(Scope<R, C> scope, String source) {
            this.scope = scope;
            this.source = source;
        }

        boolean atEnd() {
            return position > source.length();
        }

        /** Relations as far as they go, then a column; or, where {@code lookup} is legal next, just relations. */
        Path<R, C> path(boolean lookupMayFollow) {
            Scope<R, C> before = scope;
            R last = null;
            while (!atEnd()) {
                String name = known();
                R relation = name == null ? null : scope.relation(name);
                if (name != null && relation != null) {
                    before = scope;
                    last = relation;
                    advance(name);
                    hop(relation);
                } else if (name != null) {
                    return columnPath(name);
                } else if (last != null && lookupMayFollow && registry.find(nextSegment()) != null) {
                    break;
                } else {
                    throw unresolved();
                }
            }
            if (last == null) {
                throw unresolved();
            }
            C key = before.key(last);
            return new Path<>(source, List.copyOf(hops), key, scope.type(key), true);
        }

        private Path<R, C> columnPath(String name) {
            C column = scope.column(name);
            if (column == null) {
                throw unresolved();
            }
            advance(name);
            return new Path<>(source, List.copyOf(hops), column, scope.type(column), false);
        }

        private void hop(R relation) {
            hops.add(relation);
            if (hops.size() > MOST_HOPS) {
                throw LookupException.at(
                        source,
                        0,
                        position - SEPARATOR.length(),
                        "A path follows at most " + MOST_HOPS + " relations.");
            }
            scope = scope.target(relation);
        }

        /** The longest name of the scope that stands here as a whole; null where none does. */
        private @Nullable String known() {
            for (int end = Math.min(source.length(), position + LONGEST_NAME); end > position; end--) {
                if (end == source.length() || source.startsWith(SEPARATOR, end)) {
                    String name = source.substring(position, end);
                    if (scope.relation(name) != null || scope.column(name) != null) {
                        return name;
                    }
                }
            }
            return null;
        }

        private void advance(String name) {
            position += name.length() + SEPARATOR.length();
        }

        private String nextSegment() {
            int end = source.indexOf(SEPARATOR, position);
            return source.substring(Math.min(position, source.length()), end < 0 ? source.length() : end);
        }

        String segment() {
            String segment = nextSegment();
            advance(segment);
            return segment;
        }

        LookupException unresolved() {
            String name = nextSegment();
            String in = name.equals(source) ? "" : " in " + LookupException.quote(source);
            return LookupException.at(
                    source,
                    position,
                    position + name.length(),
                    "Cannot resolve " + LookupException.quote(name) + in + " on " + scope.label() + "."
                            + LookupException.suggestion(name, scope.choices()));
        }

        LookupException notALookup(Path<R, C> path, String name, int from) {
            String column = source.substring(0, from - SEPARATOR.length());
            return LookupException.at(
                    source,
                    from,
                    from + name.length(),
                    "Cannot resolve " + LookupException.quote(name) + " in " + LookupException.quote(source) + ": '"
                            + column
                            + "' (" + Types.name(path.type()) + ") has no such lookup."
                            + LookupException.suggestion(name, registry.names(path.type())));
        }
    }
}
