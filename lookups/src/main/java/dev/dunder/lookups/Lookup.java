package dev.dunder.lookups;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * A comparison by name, such as {@code icontains}: the last part of a lookup string.
 *
 * <p>It works in two halves that never meet. {@link #operand} sees the value and no SQL; {@link #condition} writes SQL and
 * sees no value, only fields that stand for the binds. That is why text from outside cannot reach a statement, and why one
 * statement serves all values. Implementations are immutable and safe to share between threads.
 */
public interface Lookup {
    /**
     * What it is called in a lookup string.
     *
     * @return the name
     */
    String name();

    /**
     * Whether it makes sense for columns of a type.
     *
     * @param column the type of the column
     * @return true where {@link #operand} may be called with this type
     */
    boolean accepts(DataType<?> column);

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
     * @param column the left-hand side
     * @param operands fields for the values of {@link Operand.Binds}, in the same order
     * @return the jOOQ condition
     */
    Condition condition(Field<?> column, List<? extends Field<?>> operands);
}
