package dev.dunder;

import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.RowMapping;
import dev.dunder.fetch.RowState;
import dev.dunder.fetch.ValueMapping;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.run.DatabaseChoice;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A row whose columns are asked for by name: an instance of a reflected model, or the values that {@code values(…)} chose.
 *
 * <p>Immutable and safe to share between threads. Instances are equal by their key, chosen values by all of them.
 */
public final class Row extends Instance<Row> {
    Row(State<Row> state) {
        super(state);
    }

    /** Rows of chosen values. */
    static final RowMapping<Row> CHOSEN = new ValueMapping<>(
            (query, columns, from) -> {
                DatabaseChoice where = DatabaseChoice.by(Dunder.ROUTING).of(from.origin());
                RowState.Origin origin = new RowState.Origin(null, columns, where);
                return values -> Row.of(origin.row(values));
            },
            row -> row.row().values(), false);

    private record Rows(InstanceType<Row> type) {}

    /** Rows of any model. */
    static InstanceType<Row> type(Model model) {
        return model.derived(Rows.class, of -> new Rows(State.type(of, Row::new, true))).type();
    }

    /** The values of a row that were chosen. */
    static Row of(RowState values) {
        return new Row(new State<>(values, null));
    }

    /**
     * A value.
     *
     * <p>What the usual class has no value for is of another one: {@code NaN} and the infinities of a {@code numeric} are those
     * of Double, an interval without end is the text {@code infinity} or {@code -infinity}. Dates and times without end are
     * {@code MAX} and {@code MIN} of their class, in both directions.
     *
     * @param name the column, or a foreign key's relation
     * @return the value, null where it has none
     * @throws LookupException if there is no such column
     */
    public @Nullable Object get(String name) {
        return row().value(row().place(name));
    }

    /**
     * A value as a class, wherever that loses nothing: {@code row.get("x", Long.class)} of an {@code int}, an {@code Instant}
     * or a {@code LocalDateTime} of a {@code timestamptz}, in the time zone of the session, a {@code Duration} or a {@code
     * Period} of an interval, an enum of Java's by its label, a {@code List} of an array, a {@code Map}, a record or a {@code
     * JsonNode} of JSON, a {@link dev.dunder.lookups.Range} of a range, an {@code Optional} of anything.
     *
     * @param name the column
     * @param type a class, or that of a primitive
     * @param <V> the class
     * @return the value, null where it has none
     * @throws LookupException if there is no such column, or values of its type cannot be had as the class
     * @throws DunderException if this one cannot: a number has no room, there is none for a primitive
     */
    public <V> @Nullable V get(String name, Class<V> type) {
        return row().value(row().place(name), LookupException.given(type, "a class"));
    }

    /**
     * The related row of a relation to one, as it was loaded; in {@link FetchMode#PEERS} it is fetched if it was not.
     *
     * @param accessor what the relation is called on instances
     * @return the row; null where there is none
     * @throws NotLoadedException if it was not loaded
     */
    public @Nullable Row one(String accessor) {
        return one(accessor, Row.class);
    }

    /**
     * The related rows of a relation to many: a query set, evaluated already where they were prefetched. In {@link
     * FetchMode#PEERS} its evaluation is that of all peers' rows.
     *
     * @param accessor what the relation is called on instances
     * @return the rows
     */
    public RelatedSet<Row> many(String accessor) {
        return many(accessor, Row.class);
    }

    /**
     * The names of the columns.
     *
     * @return in their order
     */
    public Collection<String> names() {
        return Collections.unmodifiableCollection(row().columns().names());
    }

    /**
     * The values.
     *
     * @return in the order of {@link #names}
     */
    @NullUnmarked
    public List<Object> values() {
        return Collections.unmodifiableList(row().values());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!row().isInstance() && other instanceof Row row && !row.row().isInstance()) {
            return names().stream().toList().equals(row.names().stream().toList())
                    && Arrays.deepEquals(values().toArray(), row.values().toArray());
        }
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return row().isInstance() ? super.hashCode() : Arrays.deepHashCode(values().toArray());
    }
}
