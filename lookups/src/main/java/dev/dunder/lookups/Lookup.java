package dev.dunder.lookups;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;

/**
 * A comparison by name, such as {@code icontains}: the last part of a lookup string.
 *
 * <p>It works in two halves that never meet. {@link #operand} sees the value and no SQL; {@link #condition} writes SQL and
 * sees no value, only fields that stand for the binds. That is why text from outside cannot reach a statement, and why one
 * statement serves all values. Implementations are immutable, safe to share between threads, and singletons or equal by
 * value, as they are part of the shape of a query.
 */
public interface Lookup {
    /**
     * What it is called in a lookup string.
     *
     * @return the name
     */
    String name();

    /**
     * Whether it finds what is equal to its one operand, as {@code =} does: then several of its questions can be asked as one
     * list.
     *
     * @return false, but for {@code exact}
     */
    default boolean isEquality() {
        return false;
    }

    /**
     * Whether it makes sense for columns of a type.
     *
     * @param column the type of the column
     * @return true where {@link #operand} may be called with this type
     */
    boolean accepts(DataType<?> column);

    /**
     * The lookup for a kind of value that asks for other SQL than the rest, such as a {@link SearchQuery}. What it returns is
     * used in place of this one.
     *
     * @param value the user's value
     * @return this lookup, for most
     */
    default Lookup given(@Nullable Object value) {
        return this;
    }

    /**
     * Converts what the user gave.
     *
     * @param column the type of the column
     * @param value the user's value
     * @return what is to be bound
     * @throws LookupException if the value does not fit; the message tells the types and never the value
     */
    Operand operand(DataType<?> column, @Nullable Object value);

    /**
     * The condition for a column and its binds.
     *
     * @param column the left-hand side: a column, or what the last transform made of it
     * @param operands fields for the values of {@link Operand.Binds}, in the same order
     * @return the jOOQ condition
     */
    Condition condition(Field<?> column, List<? extends Field<?>> operands);

    /**
     * Whether it works on what stands before the last transform, which is then not applied. So a comparison of the
     * {@code year} of a timestamp becomes a range of timestamps.
     *
     * @return true only of lookups that a {@link Transform#lookup transform} gives
     */
    default boolean onInput() {
        return false;
    }

    /**
     * The condition for a column and an expression, such as another column.
     *
     * @param left the left-hand side; what stands before the last transform if {@link #onInput}
     * @param right the right-hand side
     * @return the jOOQ condition
     * @throws LookupException if this lookup takes values only
     */
    default Condition compare(Field<?> left, Field<?> right) {
        throw new LookupException("Lookup '" + name() + "' takes a value, not a field or an expression.");
    }

    /**
     * Whether a query on the right-hand side may give any number of rows, as for {@code in}.
     *
     * @return false where it has to give one value
     */
    default boolean takesRows() {
        return name().equals("in");
    }

    /**
     * The condition for a column and a query of one column. Unless {@link #takesRows} the query may give one row.
     *
     * @param left the left-hand side; what stands before the last transform if {@link #onInput}
     * @param rows the right-hand side
     * @return the jOOQ condition
     * @throws LookupException if this lookup takes values only
     */
    default Condition among(Field<?> left, Select<?> rows) {
        return compare(left, Operators.one(rows));
    }
}
