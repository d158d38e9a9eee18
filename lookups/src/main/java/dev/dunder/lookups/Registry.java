package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The lookups and transforms that strings may use, by name.
 *
 * <pre>{@code
 * Registry mine = Registry.standard()
 *         .with(Transforms.LOWER)                                // for all columns that it accepts
 *         .forType(SQLDataType.INTEGER, new Divisible())         // for columns of one type
 *         .forField("entry.headline", new Words());              // for one column of one table
 * Lookups.on(ENTRY, mine).condition("author__name__lower__startswith", "ann");
 * }</pre>
 *
 * <p>What is registered for a field is preferred to what is registered for its type, and that to what is for all. Among those
 * of one kind a name has one meaning: a second lookup (or a second transform) of the same name that accepts one of the same
 * types is refused when it is registered, unless {@link #replacing} says that it shall win. Immutable: each method returns a
 * new registry.
 */
public final class Registry {
    private static final Registry STANDARD = new Registry(List.of())
            .with(lookups(
                    StandardLookups.all(), TextLookups.all(), ArrayLookups.lookups(), JsonLookups.lookups(),
                    HstoreLookups.lookups(), RangeLookups.lookups(), SearchLookups.lookups()))
            .with(transforms(
                    DateTransforms.all(), ArrayLookups.transforms(), JsonLookups.transforms(),
                    HstoreLookups.transforms(), RangeLookups.transforms(), List.of(Transforms.UNACCENT)));

    /** From the last to the first choice. */
    private enum Level {
        ALL, TYPE, FIELD
    }

    /** Of the two, one is null. */
    private record Entry(
            Level level, Predicate<DataType<?>> types, String field, @Nullable Lookup lookup,
            @Nullable Transform transform) {
        String name() {
            return lookup != null ? lookup.name() : transform != null ? transform.name() : "";
        }

        boolean accepts(DataType<?> type, String ofField) {
            return (level != Level.FIELD || field.equals(ofField))
                    && types.test(type)
                    && (lookup == null || lookup.accepts(type))
                    && (transform == null || transform.accepts(type));
        }

        boolean isBetterThan(@Nullable Entry other) {
            return other == null || level.compareTo(other.level) > 0;
        }

        boolean clashesWith(Entry other) {
            return level == other.level
                    && field.equals(other.field)
                    && (lookup == null) == (other.lookup == null)
                    && name().equals(other.name())
                    && ColumnTypes.SAMPLES.stream()
                            .anyMatch(type -> accepts(type, field) && other.accepts(type, field));
        }
    }

    private final List<Entry> entries;

    /** What is asked for most: the lookups by their names. */
    private final Map<String, List<Entry>> lookups;

    @SafeVarargs
    private static Lookup[] lookups(List<Lookup>... all) {
        return Arrays.stream(all).flatMap(List::stream).toArray(Lookup[]::new);
    }

    @SafeVarargs
    private static Transform[] transforms(List<Transform>... all) {
        return Arrays.stream(all).flatMap(List::stream).toArray(Transform[]::new);
    }

    private Registry(List<Entry> entries) {
        this.entries = entries;
        this.lookups = entries.stream().filter(entry -> entry.lookup() != null)
                .collect(Collectors.groupingBy(Entry::name));
    }

    /**
     * Everything that Django has without being asked for it, on PostgreSQL.
     *
     * @return the same registry each time
     */
    public static Registry standard() {
        return STANDARD;
    }

    /**
     * A registry of these lookups and no others.
     *
     * @param lookups any lookups, each of a name of its own
     * @return the registry
     * @throws DunderException if two have the same name and accept the same type
     */
    public static Registry of(Collection<? extends Lookup> lookups) {
        return new Registry(List.of()).with(LookupException.given(lookups, "lookups").toArray(Lookup[]::new));
    }

    /**
     * Adds lookups for all columns that they accept.
     *
     * @param lookups any lookups
     * @return a new registry
     * @throws DunderException if a name is taken
     */
    public Registry with(Lookup... lookups) {
        return add(LookupException.allGiven(lookups, "a lookup").stream()
                .map(lookup -> new Entry(Level.ALL, type -> true, "", lookup, null)));
    }

    /**
     * Adds transforms for all values that they accept.
     *
     * @param transforms any transforms
     * @return a new registry
     * @throws DunderException if a name is taken
     */
    public Registry with(Transform... transforms) {
        return add(LookupException.allGiven(transforms, "a transform").stream()
                .map(transform -> new Entry(Level.ALL, type -> true, "", null, transform)));
    }

    /**
     * Adds lookups for values of one type. Length and scale are not looked at: {@code VARCHAR} is also
     * {@code varchar(50)}.
     *
     * @param type the type
     * @param lookups any lookups
     * @return a new registry
     * @throws DunderException if a name is taken for this type
     */
    public Registry forType(DataType<?> type, Lookup... lookups) {
        return forTypes(same(type), lookups);
    }

    /**
     * Adds transforms for values of one type.
     *
     * @param type the type
     * @param transforms any transforms
     * @return a new registry
     * @throws DunderException if a name is taken for this type
     */
    public Registry forType(DataType<?> type, Transform... transforms) {
        return forTypes(same(type), transforms);
    }

    /**
     * Adds lookups for values of some types.
     *
     * @param types which
     * @param lookups any lookups
     * @return a new registry
     * @throws DunderException if a name is taken for one of these types
     */
    public Registry forTypes(Predicate<DataType<?>> types, Lookup... lookups) {
        return add(LookupException.allGiven(lookups, "a lookup").stream()
                .map(lookup -> new Entry(Level.TYPE, types, "", lookup, null)));
    }

    /**
     * Adds transforms for values of some types.
     *
     * @param types which
     * @param transforms any transforms
     * @return a new registry
     * @throws DunderException if a name is taken for one of these types
     */
    public Registry forTypes(Predicate<DataType<?>> types, Transform... transforms) {
        return add(LookupException.allGiven(transforms, "a transform").stream()
                .map(transform -> new Entry(Level.TYPE, types, "", null, transform)));
    }

    /**
     * Adds lookups for one column.
     *
     * @param field the names of its table and itself, {@code entry.headline}
     * @param lookups any lookups
     * @return a new registry
     * @throws DunderException if a name is taken for this column
     */
    public Registry forField(String field, Lookup... lookups) {
        String name = fieldName(field);
        return add(LookupException.allGiven(lookups, "a lookup").stream()
                .map(lookup -> new Entry(Level.FIELD, type -> true, name, lookup, null)));
    }

    /**
     * Adds transforms for one column.
     *
     * @param field the names of its table and itself, {@code entry.headline}
     * @param transforms any transforms
     * @return a new registry
     * @throws DunderException if a name is taken for this column
     */
    public Registry forField(String field, Transform... transforms) {
        String name = fieldName(field);
        return add(LookupException.allGiven(transforms, "a transform").stream()
                .map(transform -> new Entry(Level.FIELD, type -> true, name, null, transform)));
    }

    /**
     * Lets what is registered in a step win over what has its names already, where both accept a type.
     *
     * <pre>{@code
     * Registry.standard().replacing(all -> all.with(new MyContains()))
     * }</pre>
     *
     * @param step what to register
     * @return a new registry
     */
    public Registry replacing(Function<Registry, Registry> step) {
        Registry added = LookupException.given(step, "what adds lookups").apply(new Registry(List.of()));
        List<Entry> all = new ArrayList<>(added.entries);
        all.addAll(entries);
        return new Registry(List.copyOf(all));
    }

    private Registry add(Stream<Entry> added) {
        List<Entry> all = new ArrayList<>(entries);
        added.forEach(entry -> {
            checkName(entry);
            if (all.stream().anyMatch(entry::clashesWith)) {
                throw new DunderException("Two " + (entry.lookup == null ? "transforms" : "lookups") + " are called '"
                        + entry.name() + "' and accept the same type; a name has one meaning. To have the new one win,"
                        + " register it with replacing(…).");
            }
            all.add(entry);
        });
        return new Registry(List.copyOf(all));
    }

    private static void checkName(Entry entry) {
        String name = entry.name();
        if (name.isEmpty() || name.contains(PathParser.SEPARATOR) || name.startsWith("_") || name.endsWith("_")) {
            throw new DunderException("A lookup or transform cannot be called " + LookupException.quote(name)
                    + ": it would not be found between double underscores.");
        }
    }

    private static String fieldName(String field) {
        if (LookupException.given(field, "the name of a field").indexOf('.') <= 0) {
            throw new DunderException("A field is named by its table and its column, 'entry.headline', not "
                    + LookupException.quote(field) + ".");
        }
        return field;
    }

    private static Predicate<DataType<?>> same(DataType<?> type) {
        String name = ColumnTypes.base(LookupException.given(type, "a type"));
        return other -> ColumnTypes.base(other).equals(name) && other.isArray() == type.isArray();
    }

    /** The lookup of this name for a value of this type. */
    @Nullable
    Lookup lookup(DataType<?> type, String field, String name) {
        Entry best = null;
        for (Entry entry : lookups.getOrDefault(name, List.of())) {
            if (entry.isBetterThan(best) && entry.accepts(type, field)) {
                best = entry;
            }
        }
        return best == null ? null : best.lookup();
    }

    /** The transform that this part of a string asks for, applied to a value of this type. */
    Transform.@Nullable Applied transform(DataType<?> type, String field, String segment) {
        Transform.Applied found = null;
        Entry best = null;
        for (Entry entry : entries) {
            Transform transform = entry.transform();
            // A name is preferred to a transform that reads any part of a string, such as a JSON key.
            boolean better = entry.isBetterThan(best)
                    || (best != null && entry.level() == best.level() && entry.name().equals(segment)
                            && !best.name().equals(segment));
            if (transform != null && better && entry.accepts(type, field)) {
                List<Operand.Bind> operands = transform.operands(segment);
                if (operands != null) {
                    best = entry;
                    found = new Transform.Applied(transform, operands, type, transform.type(type));
                }
            }
        }
        return found;
    }

    /** Whether there is a transform of exactly this name for values of this type. */
    boolean named(DataType<?> type, String field, String name) {
        return entries.stream()
                .anyMatch(
                        entry -> entry.transform() != null && entry.name().equals(name) && entry.accepts(type, field));
    }

    private Stream<Entry> matching(DataType<?> type, String field) {
        return entries.stream().filter(entry -> entry.accepts(type, field));
    }

    boolean isLookup(String name) {
        return entries.stream().anyMatch(entry -> entry.lookup() != null && entry.name().equals(name));
    }

    boolean has(String name) {
        return entries.stream().anyMatch(entry -> entry.name().equals(name));
    }

    /** The names of the lookups for a value of this type, for messages. */
    Collection<String> lookups(DataType<?> type, String field) {
        Collection<String> names = new TreeSet<>();
        matching(type, field).filter(entry -> entry.lookup() != null).forEach(entry -> names.add(entry.name()));
        return names;
    }

    /** The names of the transforms of a value of this type, for messages. */
    Collection<String> transforms(DataType<?> type, String field) {
        Collection<String> names = new TreeSet<>();
        matching(type, field).filter(entry -> entry.transform() != null).forEach(entry -> names.add(entry.name()));
        return names;
    }
}
