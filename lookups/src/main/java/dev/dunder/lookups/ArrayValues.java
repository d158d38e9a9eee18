package dev.dunder.lookups;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Lists and arrays as columns of arrays hold them. */
final class ArrayValues {
    private ArrayValues() {}

    /** An array of the type, whose members are converted. */
    static Object of(DataType<?> type, Object value) {
        @Nullable
        Object[] members = members(value);
        if (members == null) {
            throw new LookupException(
                    "Cannot use " + Values.describe(value) + " for a column of type " + ColumnTypes.name(type)
                            + ": a list or an array is needed.");
        }
        Nested nested = new Nested(type);
        return nested.array(members, nested.depth(members));
    }

    private static @Nullable Object @Nullable [] members(@Nullable Object value) {
        if (value instanceof Collection<?> collection) {
            return collection.toArray();
        }
        if (value == null || !value.getClass().isArray()) {
            return null;
        }
        @Nullable
        Object[] members = new @Nullable Object[Array.getLength(value)];
        Arrays.setAll(members, i -> Array.get(value, i));
        return members;
    }

    /**
     * An array of a type, as deep as the lists are that are given for it: to the server each array type has any number of
     * dimensions.
     */
    private static final class Nested {
        private static final int DEEPEST = 6;

        private final DataType<?> type;
        private final DataType<?> element;
        private final boolean fixed;
        private final int declared;

        Nested(DataType<?> type) {
            this.type = type;
            int depth = 0;
            DataType<?> member = type;
            for (DataType<?> next = type; next != null; next = next.getArrayComponentDataType()) {
                member = next;
                depth++;
            }
            this.element = member;
            this.declared = depth - 1;
            // A list may be one value of these.
            this.fixed = ColumnTypes.isJson(member) || ColumnTypes.isRange(member) || ColumnTypes.isHstore(member);
        }

        private @Nullable Object @Nullable [] inner(@Nullable Object member) {
            return member instanceof byte[] && element.getType() == byte[].class ? null : members(member);
        }

        int depth(@Nullable Object[] members) {
            if (fixed) {
                return declared;
            }
            int depth = 1;
            @Nullable
            Object[] level = members;
            while (level.length > 0 && inner(level[0]) != null) {
                level = Objects.requireNonNull(inner(level[0]));
                if (++depth > DEEPEST) {
                    throw new LookupException("An array has at most " + DEEPEST + " dimensions.");
                }
            }
            return depth;
        }

        Object array(@Nullable Object[] members, int depth) {
            Class<?> leaf = element.getType() == Object.class ? String.class : element.getType();
            if (depth == 1) {
                Object array = Array.newInstance(leaf, members.length);
                for (int i = 0; i < members.length; i++) {
                    Object member = members[i];
                    Array.set(array, i, member == null ? null : Values.convert(element, member));
                }
                return array;
            }
            List<Object> arrays = new ArrayList<>();
            int length = -1;
            for (Object member : members) {
                @Nullable
                Object[] inner = inner(member);
                if (inner == null || (length >= 0 && inner.length != length)) {
                    throw new LookupException("Cannot use " + Values.describe(members) + " for a column of type "
                            + ColumnTypes.name(type) + ": the lists in a list are of one length, and none is null.");
                }
                length = inner.length;
                arrays.add(array(inner, depth - 1));
            }
            return arrays.toArray((Object[]) Array.newInstance(leaf, new int[depth]));
        }
    }
}
