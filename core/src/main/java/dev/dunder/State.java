package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.ValueCopies;
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
 * What an instance holds: its values, whether they are stored, and where. Generated classes pass it on and see nothing of
 * it. Immutable and safe to share between threads.
 *
 * @param <T> the class of the instance
 */
public final class State<T> {
    /** In the place of a value that was not read. */
    static final Object NOT_LOADED = new Object();

    /** In the place of a value that was not given: not null, which would be a value. */
    private static final Object NOT_GIVEN = new Object();

    private final @Nullable InstanceType<T> type;
    private final RowColumns columns;
    private final @Nullable Object[] values;
    private final @Nullable Session database;
    private final @Nullable Object @Nullable [] stored;
    private final RelationCache loaded;
    private final Set<Integer> pending;

    private State(
            @Nullable InstanceType<T> type,
            RowColumns columns,
            @Nullable Object[] values,
            @Nullable Session database,
            @Nullable Object @Nullable [] stored,
            RelationCache loaded,
            Set<Integer> pending) {
        this.type = type;
        this.columns = columns;
        this.values = values;
        this.database = database;
        this.stored = stored;
        this.loaded = loaded;
        this.pending = pending;
    }

    /** An instance that nothing is known of yet. */
    static <T> State<T> unsaved(InstanceType<T> type, @Nullable Session database) {
        @Nullable
        Object[] values = new @Nullable Object[type.model().attributes().size()];
        Arrays.fill(values, NOT_GIVEN);
        return new State<>(type, RowColumns.of(type.model()), values, database, null, new RelationCache(), Set.of());
    }

    /** A row of a table, as the database has it. */
    static <T> State<T> stored(InstanceType<T> type, RowColumns columns, @Nullable Object[] row, Session database) {
        return new State<>(type, columns, row, database.origin(), row, new RelationCache(), Set.of());
    }

    /** A row of chosen values, which is no row of a table. */
    static State<Row> values(RowColumns columns, @Nullable Object[] row) {
        return new State<>(null, columns, row, null, null, new RelationCache(), Set.of());
    }

    RowColumns columns() {
        return columns;
    }

    /** Of a column; of a relation that is a column here, that column's. */
    int place(String name) {
        if (type != null && !columns.names().contains(name)) {
            Relation relation = type.model().relation(name);
            Hop hop = relation == null ? null : relation.hops().get(0);
            if (hop != null && hop.forward() && hop.near().size() == 1) {
                return hop.near().get(0).index();
            }
        }
        return columns.place(name);
    }

    boolean isInstance() {
        return type != null;
    }

    boolean isStored() {
        return stored != null;
    }

    /** As the database has it, whatever this instance has been given since; null where it was not read. */
    @Nullable
    Object storedValue(int place) {
        return stored == null || stored[place] == NOT_LOADED ? null : stored[place];
    }

    @Nullable
    Object value(int place) {
        Object value = values[place];
        return value == NOT_LOADED
                ? ValueCopies.of(valueReadLater(place))
                : value == NOT_GIVEN ? null : ValueCopies.of(value);
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
    void learn(LazyLoad missing, Supplier<String> refusal) {
        Peers peers = loaded.peers();
        if (peers == null) {
            throw new NotLoadedException(refusal.get());
        }
        boolean unused = peers.learning(this, missing).now();
    }

    /** This, after it was to learn something: a row that has been deleted meanwhile has not. */
    State<T> knowing(LazyLoad missing) {
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

    boolean isGiven(int place) {
        Object value = values[place];
        return value != NOT_GIVEN && (value != NOT_LOADED || loaded.has(model().attributes().get(place)));
    }

    /** The same row, which fetches what it lacks together with these. */
    State<T> among(@Nullable Peers peers) {
        if (peers != null && loaded.peers() == null) {
            loaded.join(peers, this);
        }
        return this;
    }

    /** What is known; null in the place of what is not. */
    List<@Nullable Object> values() {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < columns.names().size(); i++) {
            all.add(isGiven(i) ? value(i) : null);
        }
        return all;
    }

    /** The same row, to know more relations. */
    State<T> reloaded() {
        return new State<>(type, columns, values, database, stored, loaded.copy(), pending).among(loaded.peers());
    }

    /** The instance, of whatever class. */
    Instance<?> instanceOfAny() {
        return (Instance<?>) (Object) instance();
    }

    @Nullable
    Session databaseOrNull() {
        return database;
    }

    RelationCache loaded() {
        return loaded;
    }

    /** The same row as an instance of another class of the same model; a child as its parent, unless it may be what it is. */
    @SuppressWarnings("unchecked") // rows are of any model
    <S> State<S> as(InstanceType<S> other) {
        if (SameTable.is(model(), other.model())) {
            return new State<>(other, columns, values, database, stored, loaded, pending);
        }
        State<S> parent = new State<>(other, RowColumns.of(other.model()), inherited(other.model(), values), database,
                stored == null ? null : inherited(other.model(), stored), loaded, Set.of());
        return parent.instance() instanceof Row
                ? (State<S>) new State<>(new InstanceType<>(model(), Row::new), columns, values, database, stored,
                        loaded,
                        pending)
                : parent;
    }

    private @Nullable Object[] inherited(Model parent, @Nullable Object[] from) {
        return parent.attributes().stream().map(one -> from[RelatedRows.own(model(), one).index()]).toArray();
    }

    Session database() {
        return database != null ? database.origin() : Dunder.ROUTING.writing(model().source());
    }

    /** A key of another database means nothing in this one, unless the router says that it does. */
    void refuseFromElsewhere(@Nullable Object value) {
        if (value instanceof Instance<?> other
                && database != null
                && other.state().database != null
                && !database.is(other.state().database)
                && !(instance() instanceof Instance<?> one && Dunder.mayRelate(one, other))) {
            throw new DunderException(
                    "This " + columns.label() + " cannot refer to that " + other.state().columns().label()
                            + ", which is of another database. Store it in this one first, or have a Router allow it.");
        }
    }

    /** The same values, to be stored elsewhere. */
    State<T> using(Session other) {
        boolean here = other.is(database);
        return new State<>(type, columns, values, other, here ? stored : null, here ? loaded : loaded.copy(),
                here ? pending : Set.of());
    }

    State<T> with(int place, @Nullable Object value) {
        @Nullable
        Object[] changed = values.clone();
        changed[place] = ValueCopies.of(value);
        Set<Integer> set = pending;
        if (stored != null) {
            set = new TreeSet<>(pending);
            set.add(place);
        }
        List<String> others = Objects.deepEquals(values[place], value)
                ? List.of()
                : relationsBy(model().attributes().get(place));
        return others.isEmpty()
                ? new State<>(type, columns, changed, database, stored, loaded, set)
                : new State<>(type, columns, changed, database, stored, loaded.without(others), set)
                        .among(loaded.peers());
    }

    /** The places of what a stored row has been given and has not been stored since. */
    Set<Integer> pending() {
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

    InstanceType<T> type() {
        if (type == null) {
            throw new DunderException("This row was made by values(…) of " + columns.label()
                    + "; it cannot be written, as it is no whole " + columns.label() + ".");
        }
        return type;
    }

    Model model() {
        return type().model();
    }

    T instance() {
        return type().constructor().apply(this);
    }
}
