package dev.dunder.test;

import dev.dunder.lookups.StoredValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Values of columns whose classes are the user's own: constants of an enum, or what a converter makes. */
final class OwnValues {
    private OwnValues() {}

    /** Whether a column has such; one of arrays is given an empty one. */
    static boolean are(@Nullable DataType<?> type) {
        return type != null && !type.isArray() && StoredValues.isConverted(type);
    }

    /** Those of a column that stand for candidates of the server's type. */
    static List<Object> of(@Nullable DataType<?> type, List<Object> candidates, int from) {
        if (type == null || !are(type)) {
            return candidates;
        }
        List<Object> own = new ArrayList<>();
        Object[] constants = type.getType().getEnumConstants();
        if (constants != null) {
            Collections.addAll(own, constants);
            Collections.rotate(own, -(from % constants.length));
            return own;
        }
        for (Object candidate : candidates) {
            Object made = made(type.getConverter(), candidate);
            if (made != null) {
                own.add(made);
            }
        }
        return own;
    }

    /** As the server has it. */
    static Object stored(@Nullable DataType<?> type, Object value) {
        return type == null ? value : StoredValues.of(type, value);
    }

    /** A value that its owner does not take is none to try. */
    @SuppressWarnings("unchecked")
    private static @Nullable Object made(Converter<?, ?> converter, Object candidate) {
        Converter<Object, Object> known = (Converter<Object, Object>) converter;
        try {
            Object read = known.fromType() == Object.class
                    ? candidate.toString()
                    : DSL.val(candidate, known.fromType()).getValue();
            Object made = read == null ? null : known.from(read);
            return made == null || known.to(made) == null ? null : made;
        } catch (RuntimeException refused) {
            return null;
        }
    }
}
