package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Reads lookup strings: relations, a column, transforms, and a lookup, joined by double underscores.
 *
 * <p>Names are not split off blindly but matched against what the scope knows, the longest first, so that columns which
 * contain or end with underscores are found too. A name of the scope is preferred to a lookup of the same name, and at the
 * end of a string a lookup to a transform. Immutable and safe to share between threads.
 */
public final class PathParser {
    /** What stands between the parts of a path. */
    public static final String SEPARATOR = "__";

    /** Of a relation: a table's name, a key's, and what is between. */
    private static final int LONGEST_NAME = 200;

    private final Registry registry;
    private final int mostHops;
    private final String toRaise;

    /**
     * A parser for the lookups and transforms of a registry.
     *
     * @param registry what may follow a column in a path
     */
    public PathParser(Registry registry) {
        this(registry, Limits.USUAL.hops(), "");
    }

    /**
     * A parser for paths of another length.
     *
     * @param registry what may follow a column in a path
     * @param mostHops how many relations a path may follow
     * @param toRaise what to tell whoever needs more, after a blank
     */
    public PathParser(Registry registry, int mostHops, String toRaise) {
        this.registry = registry;
        this.mostHops = mostHops;
        this.toRaise = toRaise;
    }

    /**
     * A path to a value: a column, and what transforms make of it.
     *
     * @param source the string it was read from
     * @param hops the relations that lead to the column
     * @param column the column at its end
     * @param relation whether the path ends at a relation: then the column is the relation's key
     * @param transforms what is made of the column, in the order in which they apply
     * @param type the type of the value: the column's, or what the last transform makes
     * @param <R> relations
     * @param <C> columns
     */
    public record Path<R, C>(
            String source, List<R> hops, C column, boolean relation, List<Transform.Applied> transforms,
            DataType<?> type) {}

    /**
     * A path to a value, and the lookup asked of it.
     *
     * @param path what stands before the lookup
     * @param lookup {@code exact} where the string names none
     * @param <R> relations
     * @param <C> columns
     */
    public record Lookedup<R, C>(Path<R, C> path, Lookup lookup) {
        /**
         * The lookup for this kind of value.
         *
         * @param value what the user gave
         * @return the same path with the lookup that the value asks for, mostly the same
         */
        public Lookedup<R, C> given(@Nullable Object value) {
            return new Lookedup<>(path, lookup.given(value));
        }

        /**
         * The value of this lookup, converted to what the left-hand side and the lookup take.
         *
         * @param value what the user gave
         * @return what is to be bound
         * @throws LookupException if the value does not fit
         */
        public Operand operand(@Nullable Object value) {
            try {
                return lookup.operand(left(lookup, path.transforms(), path.type()), value);
            } catch (LookupException e) {
                throw e.in(path.source());
            }
        }

        /**
         * The transforms that stand between the column and the lookup. The lookup may have taken the last one upon itself.
         *
         * @return those of the path, or all but the last
         */
        public List<Transform.Applied> transforms() {
            return applied(lookup, path.transforms());
        }
    }

    /**
     * Transforms, and the lookup asked of what they make, of a value that is no column.
     *
     * @param transforms in the order in which they apply
     * @param lookup {@code exact} where the string names none
     * @param type the type of what the transforms make
     * @param source the string it was read from
     */
    public record Tail(List<Transform.Applied> transforms, Lookup lookup, DataType<?> type, String source) {
        /**
         * The lookup for this kind of value.
         *
         * @param value what the user gave
         * @return the same transforms with the lookup that the value asks for, mostly the same
         */
        public Tail given(@Nullable Object value) {
            return new Tail(transforms, lookup.given(value), type, source);
        }

        /**
         * The value of this lookup, converted to what the left-hand side and the lookup take.
         *
         * @param value what the user gave
         * @return what is to be bound
         * @throws LookupException if the value does not fit
         */
        public Operand operand(@Nullable Object value) {
            try {
                return lookup.operand(left(lookup, transforms, type), value);
            } catch (LookupException e) {
                throw e.in(source);
            }
        }

        /**
         * The transforms that stand between the value and the lookup, without the one that the lookup has taken upon itself.
         *
         * @return {@link #transforms()}, or all but the last
         */
        public List<Transform.Applied> remaining() {
            return applied(lookup, transforms);
        }
    }

    private static DataType<?> left(Lookup lookup, List<Transform.Applied> transforms, DataType<?> type) {
        return lookup.onInput() ? transforms.getLast().input() : type;
    }

    private static List<Transform.Applied> applied(Lookup lookup, List<Transform.Applied> transforms) {
        return lookup.onInput() ? transforms.subList(0, transforms.size() - 1) : transforms;
    }

    /**
     * The longest name that stands as a whole at some place of a path.
     *
     * {@snippet :
     * PathParser.longest("first__name__lower", 0, Set.of("first", "first__name")::contains); // "first__name"
     * }
     *
     * @param path the path
     * @param from where the name starts
     * @param known whether there is such a name
     * @return the name; null where none is known
     */
    public static @Nullable String longest(String path, int from, Predicate<String> known) {
        for (int end = Math.min(path.length(), from + LONGEST_NAME); end > from; end--) {
            if (end == path.length() || path.startsWith(SEPARATOR, end)) {
                String name = path.substring(from, end);
                if (known.test(name)) {
                    return name;
                }
            }
        }
        return null;
    }

    /**
     * Reads a string such as {@code author__name__icontains} or {@code pub_date__date__gte}.
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
        Path<R, C> start = reading.path(true);
        Tail tail = new TailReader(registry, source, reading.position, start.type(), reading.field, start.relation())
                .read(true);
        return new Lookedup<>(with(start, tail), tail.lookup());
    }

    /**
     * Reads a string that names a value and no lookup, such as {@code author__name} or {@code pub_date__year}.
     *
     * @param scope the names it may start with
     * @param source the string
     * @param <R> relations
     * @param <C> columns
     * @return the path
     * @throws LookupException if a part of it is unknown; the message points at the part
     */
    public <R, C> Path<R, C> value(Scope<R, C> scope, String source) {
        Reading<R, C> reading = new Reading<>(scope, source);
        Path<R, C> start = reading.path(false);
        return with(start,
                new TailReader(registry, source, reading.position, start.type(), reading.field, start.relation())
                        .read(false));
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
            String name = reading.nextSegment();
            throw LookupException.at(
                    source,
                    from,
                    from + name.length(),
                    "Cannot resolve " + LookupException.quote(name) + " in " + LookupException.quote(source) + ": '"
                            + source.substring(0, from - SEPARATOR.length())
                            + "' is a column, and nothing can follow it here.");
        }
        return path;
    }

    /**
     * Reads what is asked of a value that is no column: transforms and a lookup, such as {@code date__gte}.
     *
     * @param type the type of the value
     * @param label what messages call the value
     * @param rest the string; empty for {@code exact}
     * @return the transforms and the lookup
     * @throws LookupException if a part of it is unknown; the message points at the part
     */
    public Tail tail(DataType<?> type, String label, String rest) {
        String source = label + SEPARATOR + rest;
        int position = rest.isEmpty() ? source.length() + 1 : label.length() + SEPARATOR.length();
        return new TailReader(registry, source, position, type, "", false).read(true);
    }

    private static <R, C> Path<R, C> with(Path<R, C> start, Tail tail) {
        boolean relation = start.relation() && tail.transforms().isEmpty();
        return new Path<>(start.source(), start.hops(), start.column(), relation, tail.transforms(), tail.type());
    }

    /** One string being read: a position in it that only moves forward. */
    private final class Reading<R, C> {
        private final String source;
        private Scope<R, C> scope;
        private final List<R> hops = new ArrayList<>();
        private int position;
        private String field = "";

        Reading(Scope<R, C> scope, String source) {
            this.scope = scope;
            this.source = LookupException.given(source, "the name of a column or a lookup");
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
                } else if (last != null && mayFollowKey(before.key(last), before, lookupMayFollow)) {
                    break;
                } else {
                    throw unresolved();
                }
            }
            if (last == null) {
                throw unresolved();
            }
            C key = before.key(last);
            return new Path<>(source, List.copyOf(hops), key, true, List.of(), scope.type(key));
        }

        /** A relation may end a path: what its key is compared with, or what a transform makes of the key. */
        private boolean mayFollowKey(C key, Scope<R, C> of, boolean lookupMayFollow) {
            String segment = nextSegment();
            return (lookupMayFollow && registry.isLookup(segment))
                    || registry.named(of.type(key), of.fieldName(key), segment);
        }

        private Path<R, C> columnPath(String name) {
            C column = scope.column(name);
            if (column == null) {
                throw unresolved();
            }
            advance(name);
            field = scope.fieldName(column);
            return new Path<>(source, List.copyOf(hops), column, false, List.of(), scope.type(column));
        }

        private void hop(R relation) {
            hops.add(relation);
            if (hops.size() > mostHops) {
                throw LookupException.at(
                        source,
                        0,
                        position - SEPARATOR.length(),
                        "A path follows at most " + mostHops + " relations." + toRaise);
            }
            scope = scope.target(relation);
        }

        /** The longest name of the scope that stands here as a whole; null where none does. */
        private @Nullable String known() {
            return longest(source, position, name -> scope.relation(name) != null || scope.column(name) != null);
        }

        private void advance(String name) {
            position += name.length() + SEPARATOR.length();
        }

        String nextSegment() {
            int end = source.indexOf(SEPARATOR, position);
            return source.substring(Math.min(position, source.length()), end < 0 ? source.length() : end);
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
    }
}
