package dev.dunder.fetch;

import dev.dunder.DoesNotExist;
import dev.dunder.NotLoadedException;
import dev.dunder.convert.ValueConversion;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.ValueCopies;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.run.Session;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One row: its values, whether they are stored and where, what they were changed to since, and what is known of its relations.
 * Immutable and safe to share between threads; only what is known of relations may grow.
 */
public sealed class RowState {
    /** In the place of a value that was not read. */
    static final Object NOT_LOADED = new Object();

    /** In the place of a value that was not given: not null, which would be a value. */
    private static final Object NOT_GIVEN = new Object();

    private static final VarHandle LOADED;

    static {
        try {
            LOADED = MethodHandles.lookup().findVarHandle(RowState.class, "loaded", RelationCache.class);
        } catch (ReflectiveOperationException missing) {
            throw new ExceptionInInitializerError(missing);
        }
    }

    private final Origin origin;
    private final @Nullable Object[] values;
    /** Null until something is known: most rows are read with nothing else. */
    private volatile @Nullable RelationCache loaded;

    /**
     * What rows that were read together have in common.
     *
     * @param model whose rows they are; null of chosen values, which are no rows of a table
     * @param columns the names of their values
     * @param where the database
     */
    public record Origin(@Nullable Model model, RowColumns columns, DatabaseChoice where) {
        /** A row as the database has it. */
        public RowState row(@Nullable Object[] values) {
            return new RowState(this, values, null);
        }
    }

    /** A row that is not as it is stored, or is not stored at all. */
    private static final class Changed extends RowState {
        private final @Nullable Object @Nullable [] stored;
        private final Set<Integer> pending;

        Changed(
                Origin origin,
                @Nullable Object[] values,
                @Nullable Object @Nullable [] stored,
                @Nullable RelationCache loaded,
                Set<Integer> pending) {
            super(origin, values, loaded);
            this.stored = stored;
            this.pending = pending;
        }

        @Override
        @Nullable
        Object @Nullable [] stored() {
            return stored;
        }

        @Override
        public Set<Integer> pending() {
            return pending;
        }
    }

    private RowState(Origin origin, @Nullable Object[] values, @Nullable RelationCache loaded) {
        this.origin = origin;
        this.values = values;
        this.loaded = loaded;
    }

    /** The same values of the same row, with something else about it. */
    private RowState as(Origin other, @Nullable RelationCache knowing) {
        return this instanceof Changed
                ? new Changed(other, values, stored(), knowing, pending())
                : new RowState(other, values, knowing);
    }

    /** What the database has; null where it has not. */
    @Nullable
    Object @Nullable [] stored() {
        return origin.model() == null ? null : values;
    }

    /** A row of which nothing is known yet, to be stored there. */
    public static RowState unsaved(Model model, DatabaseChoice where) {
        return new Draft(model, where).row();
    }

    /** A new row while it is given its values. For one thread. */
    public static final class Draft {
        private final Model model;
        private final DatabaseChoice where;
        private final @Nullable Object[] values;

        /**
         * Of which nothing is known yet.
         *
         * @param model its model
         * @param where it is to be stored
         */
        public Draft(Model model, DatabaseChoice where) {
            this.model = model;
            this.where = where;
            this.values = new @Nullable Object[RowColumns.of(model).size()];
            Arrays.fill(values, NOT_GIVEN);
        }

        public boolean isGiven(int place) {
            return values[place] != NOT_GIVEN;
        }

        /** A value, of the class of its column. */
        public void set(int place, @Nullable Object value) {
            values[place] = ValueCopies.of(value);
        }

        /** What the server is to compute. */
        public void computing(int place, Object said) {
            values[place] = new Computed(said);
        }

        /** The row. The draft is not to be used any more. */
        public RowState row() {
            return new Changed(new Origin(model, RowColumns.of(model), where), values, null, null, Set.of());
        }
    }

    /** A row of a table, as the database has it. */
    public static RowState stored(Model model, RowColumns columns, @Nullable Object[] row, DatabaseChoice where) {
        return new Origin(model, columns, where).row(row);
    }

    /** A row of chosen values, which is no row of a table. */
    public static RowState values(RowColumns columns, @Nullable Object[] row, DatabaseChoice where) {
        return new Origin(null, columns, where).row(row);
    }

    /** The same, as it is stored after a write. */
    public RowState written(@Nullable Object[] row) {
        return stored(model(), columns(), row, where().of(database())).among(loaded().peers());
    }

    public RowColumns columns() {
        return origin.columns();
    }

    /** Of a column; of a relation that is a column here, that column's. */
    public int place(String name) {
        Model model = origin.model();
        if (model != null && !columns().names().contains(name)) {
            Relation relation = model.relation(name);
            Hop hop = relation == null ? null : relation.hops().get(0);
            if (hop != null && hop.forward() && hop.near().size() == 1) {
                return hop.near().get(0).index();
            }
        }
        return columns().place(name);
    }

    /** Whether it is a row of a table, stored or still to be. */
    public boolean isInstance() {
        return origin.model() != null;
    }

    public boolean isStored() {
        return stored() != null;
    }

    /** As the database has it, whatever this instance has been given since; null where it was not read. */
    public @Nullable Object storedValue(int place) {
        @Nullable
        Object[] stored = stored();
        return stored == null || stored[place] == NOT_LOADED ? null : stored[place];
    }

    /** Whether it is known what is stored there. */
    public boolean knowsStored(int place) {
        @Nullable
        Object[] stored = stored();
        return stored != null && stored[place] != NOT_LOADED;
    }

    /** All that is known to be stored, to be written over with what came back. */
    public @Nullable Object[] storedValues() {
        @Nullable
        Object[] stored = stored();
        return stored == null ? new @Nullable Object[values.length] : stored.clone();
    }

    public @Nullable Object value(int place) {
        Object value = values[place];
        if (value instanceof Computed) {
            throw new DunderException("'" + model().attributes().get(place).name() + "' of this " + columns().label()
                    + " is computed by the server when it is stored. Use what insert() or update() gives back.");
        }
        return value == NOT_LOADED
                ? ValueCopies.of(valueReadLater(place))
                : value == NOT_GIVEN ? null : ValueCopies.of(value);
    }

    /**
     * A value as a class, where that loses nothing.
     *
     * @throws DunderException if it does
     */
    public <V> @Nullable V value(int place, Class<V> wanted) {
        Object value = value(place);
        return wanted.isInstance(value)
                ? wanted.cast(value)
                : ValueConversion.to(columns().type(place, value), wanted, value, this::zone,
                        () -> "'" + columns().name(place) + "' of this row of " + columns().label());
    }

    /** The time zone of the session that it was read in, or is to be stored by. */
    public ZoneId zone() {
        return isInstance() && !isStored() ? where().zoneToWrite(model()) : where().zone(origin.model());
    }

    /** The value as it was given or read, which whoever gets it does not change. */
    public @Nullable Object ownValue(int place) {
        Object value = values[place];
        return value == NOT_LOADED ? valueReadLater(place) : value == NOT_GIVEN ? null : value;
    }

    /** What is to be stored: the value, or what was said that the server computes it of. */
    public @Nullable Object given(int place) {
        return values[place] instanceof Computed computed ? computed.said() : value(place);
    }

    /** Whether the server is to compute the value when the row is stored. */
    public boolean isComputed(int place) {
        return values[place] instanceof Computed;
    }

    /** The same row, of which the server is to compute a value. */
    public RowState computing(int place, Object said) {
        return with(place, new Computed(said));
    }

    /** The value of an attribute by its name. */
    public @Nullable Object value(String name) {
        return value(columns().place(name));
    }

    private @Nullable Object valueReadLater(int place) {
        Attribute attribute = model().attributes().get(place);
        if (!loaded().has(attribute)) {
            String name = attribute.name();
            LazyLoad missing = LazyLoad.of(model(), attribute);
            learn(missing, () -> "'" + name + "' of this " + columns().label()
                    + " was not loaded: only(…) or defer(…) left it out. Add it to only(…), take it out of defer(…), or load(\""
                    + name + "\") it; after fetchMode(FetchMode.PEERS) it is fetched, for all rows at once.");
            knowing(missing);
        }
        return loaded().get(attribute);
    }

    /**
     * Lets the row and its peers know something.
     *
     * @param refusal what is said where it has none
     */
    public void learn(LazyLoad missing, Supplier<String> refusal) {
        Peers peers = loaded().peers();
        if (peers == null) {
            throw new NotLoadedException(refusal.get());
        }
        boolean unused = peers.learning(this, missing).now();
    }

    /** This, after it was to learn something: a row that has been deleted meanwhile has not. */
    public RowState knowing(LazyLoad missing) {
        for (Attribute attribute : missing.attributes()) {
            if (!isGiven(attribute.index())) {
                throw new DoesNotExist(
                        "'" + attribute.name() + "' of this " + columns().label() + " cannot be loaded: it "
                                + (isStored() ? "is not stored any more." : "has not been stored."),
                        "");
            }
        }
        return this;
    }

    /** A column that the row was read without, as by {@code only(…)}: a copy of the row would lack its value. Null if none. */
    public @Nullable String leftOut() {
        for (int place = 0; place < values.length; place++) {
            if (values[place] == NOT_LOADED && !isGiven(place)) {
                return model().attributes().get(place).name();
            }
        }
        return null;
    }

    public boolean isGiven(int place) {
        Object value = values[place];
        return value != NOT_GIVEN && (value != NOT_LOADED || loaded().has(model().attributes().get(place)));
    }

    /** The same row, which fetches what it lacks together with these. */
    public RowState among(@Nullable Peers peers) {
        if (peers != null && loaded().peers() == null) {
            learning().join(peers, this);
        }
        return this;
    }

    /** What is known; null in the place of what is not. */
    public List<@Nullable Object> values() {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < columns().names().size(); i++) {
            all.add(isGiven(i) ? value(i) : null);
        }
        return all;
    }

    /** The same row, to know more relations. */
    public RowState reloaded() {
        return as(origin, loaded().copy()).among(loaded().peers());
    }

    /** What is known of it beside its values, to be read. */
    public RelationCache loaded() {
        RelationCache known = loaded;
        return known == null ? RelationCache.NOTHING : known;
    }

    /** What is known of it beside its values, to be told more. */
    RelationCache learning() {
        RelationCache known = loaded;
        if (known != null) {
            return known;
        }
        RelationCache mine = new RelationCache();
        RelationCache first = (RelationCache) LOADED.compareAndExchange(this, null, mine);
        return first == null ? mine : first;
    }

    /** It knows the row that it was loaded for. */
    void knowing(RelationCache.Back back) {
        if (loaded != null || !LOADED.compareAndSet(this, null, new RelationCache(back.alone()))) {
            learning().back(back);
        }
    }

    /** What was found at the end of a relation holds no more. */
    public void forget(String name) {
        RelationCache known = loaded;
        if (known != null) {
            known.forget(name);
        }
    }

    /** The same row by another schema's model of the table. */
    RowState of(Model other) {
        return other == origin.model() ? this : as(new Origin(other, columns(), where()), loaded);
    }

    /** A row of a child as one of its parent. */
    RowState inherited(Model parent) {
        @Nullable
        Object[] stored = stored();
        return new Changed(new Origin(parent, RowColumns.of(parent), where()), inherited(parent, values),
                stored == null ? null : inherited(parent, stored), loaded, Set.of());
    }

    private @Nullable Object[] inherited(Model parent, @Nullable Object[] from) {
        return parent.attributes().stream().map(one -> from[RelatedRows.own(model(), one).index()]).toArray();
    }

    /** Where it is stored, or is to be. */
    public Session database() {
        Session named = where().named();
        return named != null ? named.origin() : where().routing().writing(model().source());
    }

    /** Where it comes from, as far as that was said. */
    public DatabaseChoice where() {
        return origin.where();
    }

    /** The same values, to be stored elsewhere. */
    public RowState using(Session other) {
        boolean here = other.is(where().named());
        Origin there = new Origin(origin.model(), columns(), where().of(other));
        return here ? as(there, loaded) : new Changed(there, values, null, loaded().copy(), Set.of());
    }

    /** The same row with some columns as they were just read; what it was given for these is forgotten. */
    public RowState refreshed(List<Attribute> columnsRead, @Nullable Object[] row) {
        @Nullable
        Object[] now = values.clone();
        @Nullable
        Object[] known = storedValues();
        Set<Integer> rest = new TreeSet<>(pending());
        List<String> others = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            int place = columnsRead.get(i).index();
            if (!Objects.deepEquals(now[place], row[i])) {
                others.addAll(relationsBy(columnsRead.get(i)));
            }
            now[place] = row[i];
            known[place] = row[i];
            rest.remove(place);
        }
        return new Changed(origin, now, known, loaded().without(others), rest).among(loaded().peers());
    }

    public RowState with(int place, @Nullable Object value) {
        @Nullable
        Object[] changed = values.clone();
        changed[place] = ValueCopies.of(value);
        @Nullable
        Object[] stored = stored();
        Set<Integer> set = pending();
        if (stored != null && set.isEmpty()) {
            set = Set.of(place);
        } else if (stored != null && !set.contains(place)) {
            set = new TreeSet<>(set);
            set.add(place);
        }
        List<String> others = loaded().isEmpty() || Objects.deepEquals(values[place], value)
                ? List.of()
                : relationsBy(model().attributes().get(place));
        return others.isEmpty()
                ? new Changed(origin, changed, stored, loaded, set)
                : new Changed(origin, changed, stored, loaded().without(others), set).among(loaded().peers());
    }

    /** The places of what a stored row has been given and has not been stored since. */
    public Set<Integer> pending() {
        return Set.of();
    }

    /** The relations that lead elsewhere if the attribute is another. */
    private List<String> relationsBy(Attribute attribute) {
        return model().relations().stream()
                .filter(relation -> relation.hops().get(0).near().stream()
                        .anyMatch(near -> near.origin().equals(attribute.origin())))
                .map(Relation::accessor)
                .toList();
    }

    /** Its model. */
    public Model model() {
        Model model = origin.model();
        if (model == null) {
            throw new DunderException("This row was made by values(…) of " + columns().label()
                    + "; it cannot be written, as it is no whole " + columns().label() + ".");
        }
        return model;
    }
}
