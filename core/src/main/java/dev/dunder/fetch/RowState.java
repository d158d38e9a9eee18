package dev.dunder.fetch;

import dev.dunder.DoesNotExist;
import dev.dunder.NotLoadedException;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.ValueCopies;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.run.Session;
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
public final class RowState {
    /** In the place of a value that was not read. */
    static final Object NOT_LOADED = new Object();

    /** In the place of a value that was not given: not null, which would be a value. */
    private static final Object NOT_GIVEN = new Object();

    private final @Nullable Model model;
    private final RowColumns columns;
    private final @Nullable Object[] values;
    private final DatabaseChoice where;
    private final @Nullable Object @Nullable [] stored;
    private final RelationCache loaded;
    private final Set<Integer> pending;

    private RowState(
            @Nullable Model model,
            RowColumns columns,
            @Nullable Object[] values,
            DatabaseChoice where,
            @Nullable Object @Nullable [] stored,
            RelationCache loaded,
            Set<Integer> pending) {
        this.model = model;
        this.columns = columns;
        this.values = values;
        this.where = where;
        this.stored = stored;
        this.loaded = loaded;
        this.pending = pending;
    }

    /** A row of which nothing is known yet, to be stored there. */
    public static RowState unsaved(Model model, DatabaseChoice where) {
        @Nullable
        Object[] values = new @Nullable Object[model.attributes().size()];
        Arrays.fill(values, NOT_GIVEN);
        return new RowState(model, RowColumns.of(model), values, where, null, new RelationCache(), Set.of());
    }

    /** A row of a table, as the database has it. */
    public static RowState stored(Model model, RowColumns columns, @Nullable Object[] row, DatabaseChoice where) {
        return new RowState(model, columns, row, where, row, new RelationCache(), Set.of());
    }

    /** A row of chosen values, which is no row of a table. */
    public static RowState values(RowColumns columns, @Nullable Object[] row, DatabaseChoice where) {
        return new RowState(null, columns, row, where, null, new RelationCache(), Set.of());
    }

    /** The same, as it is stored after a write. */
    public RowState written(@Nullable Object[] row) {
        return stored(model(), columns, row, where.of(database())).among(loaded.peers());
    }

    public RowColumns columns() {
        return columns;
    }

    /** Of a column; of a relation that is a column here, that column's. */
    public int place(String name) {
        if (model != null && !columns.names().contains(name)) {
            Relation relation = model.relation(name);
            Hop hop = relation == null ? null : relation.hops().get(0);
            if (hop != null && hop.forward() && hop.near().size() == 1) {
                return hop.near().get(0).index();
            }
        }
        return columns.place(name);
    }

    /** Whether it is a row of a table, stored or still to be. */
    public boolean isInstance() {
        return model != null;
    }

    public boolean isStored() {
        return stored != null;
    }

    /** As the database has it, whatever this instance has been given since; null where it was not read. */
    public @Nullable Object storedValue(int place) {
        return stored == null || stored[place] == NOT_LOADED ? null : stored[place];
    }

    /** Whether it is known what is stored there. */
    public boolean knowsStored(int place) {
        return stored != null && stored[place] != NOT_LOADED;
    }

    /** All that is known to be stored, to be written over with what came back. */
    public @Nullable Object[] storedValues() {
        return stored == null ? new @Nullable Object[values.length] : stored.clone();
    }

    public @Nullable Object value(int place) {
        Object value = values[place];
        if (value instanceof Computed) {
            throw new DunderException("'" + model().attributes().get(place).name() + "' of this " + columns.label()
                    + " is computed by the server when it is stored. Use what insert() or update() gives back.");
        }
        return value == NOT_LOADED
                ? ValueCopies.of(valueReadLater(place))
                : value == NOT_GIVEN ? null : ValueCopies.of(value);
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
        return value(columns.place(name));
    }

    private @Nullable Object valueReadLater(int place) {
        Attribute attribute = model().attributes().get(place);
        if (!loaded.has(attribute)) {
            String name = attribute.name();
            LazyLoad missing = LazyLoad.of(model(), attribute);
            learn(missing, () -> "'" + name + "' of this " + columns.label()
                    + " was not loaded: only(…) or defer(…) left it out. Add it to only(…), take it out of defer(…), or load(\""
                    + name + "\") it; after fetchMode(FetchMode.PEERS) it is fetched, for all rows at once.");
            knowing(missing);
        }
        return loaded.get(attribute);
    }

    /**
     * Lets the row and its peers know something.
     *
     * @param refusal what is said where it has none
     */
    public void learn(LazyLoad missing, Supplier<String> refusal) {
        Peers peers = loaded.peers();
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
                        "'" + attribute.name() + "' of this " + columns.label() + " cannot be loaded: it "
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
        return value != NOT_GIVEN && (value != NOT_LOADED || loaded.has(model().attributes().get(place)));
    }

    /** The same row, which fetches what it lacks together with these. */
    public RowState among(@Nullable Peers peers) {
        if (peers != null && loaded.peers() == null) {
            loaded.join(peers, this);
        }
        return this;
    }

    /** What is known; null in the place of what is not. */
    public List<@Nullable Object> values() {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < columns.names().size(); i++) {
            all.add(isGiven(i) ? value(i) : null);
        }
        return all;
    }

    /** The same row, to know more relations. */
    public RowState reloaded() {
        return new RowState(model, columns, values, where, stored, loaded.copy(), pending).among(loaded.peers());
    }

    public RelationCache loaded() {
        return loaded;
    }

    /** The same row by another schema's model of the table. */
    RowState of(Model other) {
        return other == model ? this : new RowState(other, columns, values, where, stored, loaded, pending);
    }

    /** A row of a child as one of its parent. */
    RowState inherited(Model parent) {
        return new RowState(parent, RowColumns.of(parent), inherited(parent, values), where,
                stored == null ? null : inherited(parent, stored), loaded, Set.of());
    }

    private @Nullable Object[] inherited(Model parent, @Nullable Object[] from) {
        return parent.attributes().stream().map(one -> from[RelatedRows.own(model(), one).index()]).toArray();
    }

    /** Where it is stored, or is to be. */
    public Session database() {
        Session named = where.named();
        return named != null ? named.origin() : where.routing().writing(model().source());
    }

    /** Where it comes from, as far as that was said. */
    public DatabaseChoice where() {
        return where;
    }

    /** The same values, to be stored elsewhere. */
    public RowState using(Session other) {
        boolean here = other.is(where.named());
        return new RowState(model, columns, values, where.of(other), here ? stored : null,
                here ? loaded : loaded.copy(), here ? pending : Set.of());
    }

    /** The same row with some columns as they were just read; what it was given for these is forgotten. */
    public RowState refreshed(List<Attribute> columnsRead, @Nullable Object[] row) {
        @Nullable
        Object[] now = values.clone();
        @Nullable
        Object[] known = storedValues();
        Set<Integer> rest = new TreeSet<>(pending);
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
        return new RowState(model, columns, now, where, known, loaded.without(others), rest).among(loaded.peers());
    }

    public RowState with(int place, @Nullable Object value) {
        @Nullable
        Object[] changed = values.clone();
        changed[place] = ValueCopies.of(value);
        Set<Integer> set = pending;
        if (stored != null) {
            set = new TreeSet<>(pending);
            set.add(place);
        }
        List<String> others = loaded.isEmpty() || Objects.deepEquals(values[place], value)
                ? List.of()
                : relationsBy(model().attributes().get(place));
        return others.isEmpty()
                ? new RowState(model, columns, changed, where, stored, loaded, set)
                : new RowState(model, columns, changed, where, stored, loaded.without(others), set)
                        .among(loaded.peers());
    }

    /** The places of what a stored row has been given and has not been stored since. */
    public Set<Integer> pending() {
        return pending;
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
        if (model == null) {
            throw new DunderException("This row was made by values(…) of " + columns.label()
                    + "; it cannot be written, as it is no whole " + columns.label() + ".");
        }
        return model;
    }
}
