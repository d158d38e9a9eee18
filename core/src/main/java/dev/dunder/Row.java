package dev.dunder;

import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.RowMapping;
import dev.dunder.fetch.RowState;
import dev.dunder.fetch.ValueConversion;
import dev.dunder.fetch.ValueMapping;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.run.DatabaseChoice;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            (query, columns) -> values -> Row.of(RowState.values(columns, values, DatabaseChoice.by(Dunder.ROUTING))),
            row -> row.row().values(), false);

    /** Rows of any model. */
    static InstanceType<Row> type(Model model) {
        return State.type(model, Row::new, true);
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
     * A value of a known type. An interval is a {@link org.jooq.types.YearToSecond}, and also to be had as a {@link
     * java.time.Duration} or a {@link java.time.Period} where it has no months, or no hours.
     *
     * @param name the column
     * @param type its Java class
     * @param <V> its Java class
     * @return the value, null where it has none
     * @throws LookupException if there is no such column
     * @throws DunderException if the value is of another class
     */
    public <V> @Nullable V get(String name, Class<V> type) {
        return ValueConversion.to(LookupException.given(type, "a class"), get(name),
                "'" + name + "' of this row of " + row().columns().label());
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

    /**
     * The values by name.
     *
     * @return in the order of {@link #names}
     */
    @NullUnmarked
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        names().forEach(name -> map.put(name, get(name)));
        return Collections.unmodifiableMap(map);
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
