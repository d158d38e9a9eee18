package dev.dunder;

import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column and its new value, as it was said. */
record NamedValue(String attribute, @Nullable Object value) {
    static List<NamedValue> pairs(String attribute, @Nullable Object value, @Nullable Object... more) {
        List<NamedValue> all = new ArrayList<>(List.of(new NamedValue(attribute, value)));
        all.addAll(pairs(more));
        return all;
    }

    static List<NamedValue> pairs(@Nullable Object... pairs) {
        if (LookupException.given(pairs, "columns and values").length % 2 != 0) {
            throw new LookupException("Columns and values come in pairs, but there is an odd number of arguments.");
        }
        List<NamedValue> all = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (!(pairs[i] instanceof String name)) {
                throw new LookupException("Columns and values come in pairs, but there is no name where one belongs.");
            }
            all.add(new NamedValue(name, pairs[i + 1]));
        }
        return all;
    }

    static <T> List<NamedValue> of(Assignment<T> first, Assignment<T>[] more) {
        List<NamedValue> all = new ArrayList<>();
        LookupException.given(first, "a column and its value");
        all.add(new NamedValue(first.attribute(), first.value()));
        for (Assignment<T> assignment : LookupException.allGiven(more, "a column and its value")) {
            all.add(new NamedValue(assignment.attribute(), assignment.value()));
        }
        return all;
    }
}
