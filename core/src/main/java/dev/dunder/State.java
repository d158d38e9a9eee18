package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    private final @Nullable Type<T> type;
    private final Columns columns;
    private final @Nullable Object[] values;
    private final @Nullable Database database;
    private final @Nullable Object @Nullable [] stored;
    private final Loaded loaded;

    private State(
            @Nullable Type<T> type,
            Columns columns,
            @Nullable Object[] values,
            @Nullable Database database,
            @Nullable Object @Nullable [] stored,
            Loaded loaded) {
        this.type = type;
        this.columns = columns;
        this.values = values;
        this.database = database;
        this.stored = stored;
        this.loaded = loaded;
    }

    /** An instance that nothing is known of yet. */
    static <T> State<T> unsaved(Type<T> type, @Nullable Database database) {
        @Nullable
        Object[] values = new @Nullable Object[type.model().attributes().size()];
        Arrays.fill(values, NOT_GIVEN);
        return new State<>(type, Columns.of(type.model()), values, database, null, new Loaded());
    }

    /** A row of a table, as the database has it. */
    static <T> State<T> stored(Type<T> type, Columns columns, @Nullable Object[] row, Database database) {
        return new State<>(type, columns, row, database.origin(), row, new Loaded());
    }

    /** A row of chosen values, which is no row of a table. */
    static State<Row> values(Columns columns, @Nullable Object[] row) {
        return new State<>(null, columns, row, null, null, new Loaded());
    }

    Columns columns() {
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

    /** As the database has it, whatever this instance has been given since. */
    @Nullable
    Object storedValue(int place) {
        return stored == null ? null : stored[place];
    }

    @Nullable
    Object value(int place) {
        Object value = values[place];
        if (value == NOT_LOADED) {
            throw new NotLoadedException("'" + model().attributes().get(place).name() + "' of this " + columns.label()
                    + " was not loaded: only(…) or defer(…) left it out. Load it with the rest.");
        }
        return value == NOT_GIVEN ? null : value;
    }

    boolean isGiven(int place) {
        return values[place] != NOT_GIVEN && values[place] != NOT_LOADED;
    }

    /** What is known; null in the place of what is not. */
    List<@Nullable Object> values() {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < columns.names().size(); i++) {
            all.add(isGiven(i) ? value(i) : null);
        }
        return all;
    }

    /** Without its last values, which were for whoever read it. */
    State<T> without(int last) {
        List<String> names = List.copyOf(columns.names());
        Columns fewer = new Columns(columns.label(), names.subList(0, names.size() - last));
        @Nullable
        Object[] kept = Arrays.copyOf(values, values.length - last);
        return new State<>(type, fewer, kept, database, kept, loaded);
    }

    /** The same row, to know more relations. */
    State<T> reloaded() {
        return new State<>(type, columns, values, database, stored, loaded.copy());
    }

    /** The instance, of whatever class. */
    Instance<?> instanceOfAny() {
        return (Instance<?>) (Object) instance();
    }

    @Nullable
    Database databaseOrNull() {
        return database;
    }

    Loaded loaded() {
        return loaded;
    }

    /** The same row as an instance of another class of the same model. */
    <S> State<S> as(Type<S> other) {
        return new State<>(other, columns, values, database, stored, loaded);
    }

    Database database() {
        return database != null ? database.origin() : Dunder.writing(model());
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
    State<T> using(Database other) {
        return new State<>(type, columns, values, other, other.is(database) ? stored : null, loaded);
    }

    State<T> with(int place, @Nullable Object value) {
        @Nullable
        Object[] changed = values.clone();
        changed[place] = value;
        return new State<>(type, columns, changed, database, stored, loaded);
    }

    Type<T> type() {
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
