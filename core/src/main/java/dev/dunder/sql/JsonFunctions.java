package dev.dunder.sql;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;

/** Writes the functions that make JSON. */
final class JsonFunctions {
    /** The server's functions take a hundred arguments; an even number keeps keys and values together. */
    private static final int MOST_ARGUMENTS = 100;

    private JsonFunctions() {}

    static Field<?> build(DataType<?> type, String name, List<Field<?>> arguments) {
        if (arguments.size() <= MOST_ARGUMENTS) {
            return Functions.call(type, name, arguments);
        }
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i += MOST_ARGUMENTS) {
            List<Field<?>> some = arguments.subList(i, Math.min(arguments.size(), i + MOST_ARGUMENTS));
            parts.add(i == 0 ? "(" : " || ");
            parts.add(Functions.call(type, name, some));
        }
        parts.add(")");
        return Template.of(type, parts.toArray());
    }
}
