package dev.dunder.lookups;

import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * A step of a lookup string that makes another value of the one before it: {@code date} and {@code year} of a timestamp,
 * {@code lower} of a text, a key of a JSON document.
 *
 * <pre>{@code
 * Lookups.on(ENTRY).condition("pub_date__date__gte", "2024-01-31")
 *
 * cast("entry"."pub_date" as date) >= cast(? as date)
 * }</pre>
 *
 * <p>Like a {@link Lookup} it works in two halves that never meet: {@link #operands} sees the string and no SQL, {@link #field}
 * writes SQL and sees fields that stand for the binds. Implementations are immutable, safe to share between threads, and
 * singletons or equal by value, as they are part of the shape of a query.
 */
public interface Transform {
    /**
     * What it is called in a lookup string, and in messages.
     *
     * @return the name
     */
    String name();

    /**
     * Whether it makes sense for values of a type.
     *
     * @param input the type of what stands before it
     * @return true where {@link #type} and {@link #field} may be called with this type
     */
    boolean accepts(DataType<?> input);

    /**
     * The type of what it makes.
     *
     * @param input the type of what stands before it
     * @return the type that a lookup or transform after this one sees
     */
    DataType<?> type(DataType<?> input);

    /**
     * What it makes.
     *
     * @param input what stands before it
     * @param operands fields for the binds of {@link Applied#operands()}, in the same order
     * @return a field of the type that {@link #type} says
     */
    Field<?> field(Field<?> input, List<? extends Field<?>> operands);

    /**
     * What is bound for one part of a lookup string, if this transform is what the part asks for. A transform with a fixed name
     * binds nothing; a JSON key reads any part, and binds it.
     *
     * @param segment what stands between two double underscores
     * @return the binds; null if the part does not mean this transform
     */
    default @Nullable List<Operand.Bind> operands(String segment) {
        return segment.equals(name()) ? List.of() : null;
    }

    /**
     * Its own meaning of a lookup, such as a comparison of a {@code year} that is a range of the timestamps before it.
     *
     * @param lookup the name of a lookup
     * @return null for what the lookup means anyway for values of {@link #type}
     */
    default @Nullable Lookup lookup(String lookup) {
        return null;
    }

    /**
     * Whether a comparison transforms its other side too, as {@code name__unaccent} does: so that "José" finds "Jose". Such a
     * transform binds nothing.
     *
     * @return false for most
     */
    default boolean bilateral() {
        return false;
    }

    /**
     * A transform as one string asks for it.
     *
     * @param transform which
     * @param operands what it binds
     * @param input the type of what stands before it
     * @param type the type of what it makes
     */
    record Applied(Transform transform, List<Operand.Bind> operands, DataType<?> input, DataType<?> type) {}
}
