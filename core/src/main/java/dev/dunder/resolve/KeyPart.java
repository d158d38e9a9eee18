package dev.dunder.resolve;

import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * One column of a key of several, which is compared with a part of a value.
 *
 * @param which the value's place among those of the call; negative where it has none
 * @param index the part
 * @param size how many parts there are
 * @param compared the whole key
 * @param lookup how the column is compared
 * @param type the column's type
 */
record KeyPart(int which, int index, int size, Compared compared, Lookup lookup, DataType<?> type) {
    boolean isPlaced() {
        return which >= 0;
    }

    /** The part of a value, which may be an instance; null where it is such that no key has it. */
    @Nullable
    Object of(@Nullable Object value) {
        return parts(compared, size, Comparisons.keys(compared, value)).get(index);
    }

    /** What the column is compared with. */
    Operand operand(@Nullable Object part) {
        return lookup.operand(type, part);
    }

    /** The part of each key in a list; null where they are not all such as a row has. */
    @Nullable
    List<Object> ofEach(@Nullable Object value) {
        List<@Nullable Object> keys = list(Comparisons.keys(compared, value));
        if (keys == null || keys.isEmpty()) {
            return null;
        }
        List<Object> members = new ArrayList<>(keys.size());
        for (Object key : keys) {
            List<@Nullable Object> all = parts(compared, size, key);
            boolean plain = all.stream().noneMatch(one -> one == null || Comparisons.isComputed(one));
            Object member = plain && operand(all.get(index)) instanceof Operand.Binds(List<Operand.Bind> binds)
                    && isListed(type, binds.get(0)) ? binds.get(0).value() : null;
            if (member == null) {
                return null;
            }
            members.add(member);
        }
        return members;
    }

    /** Whether a value stands in a list of the column's: what the server is to cast, or NaN of a number, has a type of its own. */
    static boolean isListed(DataType<?> type, Operand.Bind bind) {
        return type.getType().isInstance(bind.value());
    }

    static @Nullable List<@Nullable Object> list(@Nullable Object value) {
        if (value instanceof Collection<?> all) {
            return new ArrayList<>(all);
        }
        return value instanceof Object[] all ? new ArrayList<>(Arrays.asList(all)) : null;
    }

    static List<@Nullable Object> parts(Compared compared, int size, @Nullable Object value) {
        List<@Nullable Object> values = list(value);
        if (values == null || values.size() != size) {
            throw new LookupException("'" + compared.source() + "' is a key of " + size
                    + " columns, and is compared with a list of as many values.");
        }
        return values;
    }
}
