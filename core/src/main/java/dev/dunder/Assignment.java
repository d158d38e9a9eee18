package dev.dunder;

import dev.dunder.compose.NamedValue;
import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column and the value it is to have, made by {@link ColumnPath#to}.
 *
 * @param attribute the column
 * @param value the value
 * @param <M> the model that it is about
 */
@SuppressWarnings("UnusedTypeParameter") // it is for the compiler of whoever writes queries
public record Assignment<M>(String attribute, @Nullable Object value) {
    static List<NamedValue> values(Assignment<?> first, Assignment<?>[] more) {
        List<NamedValue> all = new ArrayList<>();
        all.add(LookupException.given(first, "a column and its value").named());
        for (Assignment<?> assignment : LookupException.allGiven(more, "a column and its value")) {
            all.add(assignment.named());
        }
        return all;
    }

    static List<NamedValue> values(Collection<? extends Assignment<?>> all) {
        List<NamedValue> values = new ArrayList<>();
        for (Assignment<?> one : LookupException.given(all, "a list of columns and their values")) {
            values.add(LookupException.given(one, "a column and its value").named());
        }
        return values;
    }

    private NamedValue named() {
        return new NamedValue(attribute, Arguments.value(value));
    }
}
