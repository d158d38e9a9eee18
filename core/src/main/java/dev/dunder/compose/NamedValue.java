package dev.dunder.compose;

import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column and its new value, as it was said.
 *
 * @param attribute the column
 * @param value the value
 */
public record NamedValue(String attribute, @Nullable Object value) {
    /** Columns and values in turn. */
    public static List<NamedValue> pairs(String attribute, @Nullable Object value, @Nullable Object... more) {
        List<NamedValue> all = new ArrayList<>(List.of(new NamedValue(attribute, value)));
        all.addAll(pairs(more));
        return all;
    }

    /** Columns and values in turn. */
    public static List<NamedValue> pairs(@Nullable Object... pairs) {
        if (LookupException.given(pairs, "columns and values").length % 2 != 0) {
            throw new LookupException("Columns and values come in pairs, but there is an odd number of arguments.");
        }
        List<NamedValue> all = new ArrayList<>(pairs.length / 2);
        for (int i = 0; i < pairs.length; i += 2) {
            if (!(pairs[i] instanceof String name)) {
                throw new LookupException("Columns and values come in pairs, but there is no name where one belongs.");
            }
            all.add(new NamedValue(name, pairs[i + 1]));
        }
        return all;
    }
}
