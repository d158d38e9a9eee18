package dev.dunder.lookups;

import java.util.List;
import org.jooq.DataType;

/**
 * The right-hand side of a lookup, once its value is known: what to bind, or that the value asks for something else.
 *
 * <p>Which of the three it is belongs to the shape of a query; the values inside {@link Binds} do not.
 */
public sealed interface Operand {
    /**
     * Values to bind, in the order in which {@link Lookup#condition} takes them.
     *
     * @param values converted values with the types to bind them as
     */
    record Binds(List<Bind> values) implements Operand {}

    /**
     * The column is to be null, or not null: as the lookup named isnull asks, and exact with a null.
     *
     * @param isNull false for {@code IS NOT NULL}
     */
    record Null(boolean isNull) implements Operand {}

    /** No row can match, as with {@code in} and an empty list; nothing need be sent. */
    record Nothing() implements Operand {}

    /**
     * A value of exactly the type that is bound.
     *
     * @param type the type
     * @param value an instance of {@link DataType#getType()}
     */
    record Bind(DataType<?> type, Object value) {}

    /**
     * One value to bind.
     *
     * @param type the type
     * @param value an instance of it
     * @return the operand
     */
    static Operand of(DataType<?> type, Object value) {
        return new Binds(List.of(new Bind(type, value)));
    }
}
